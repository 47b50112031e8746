"""The whole way from files to a framework, on frameworks made for tests."""

from __future__ import annotations

from fractions import Fraction

import pytest
from broken import framework as files
from seqf.disk.resources import schemas
from seqf.model import Criterion, Framework, RatingKpi, ThresholdKpi
from seqf.reading.documents import natural
from seqf.reading.project import load


def loaded(texts: dict[str, bytes]) -> Framework:
    result, problems = load(texts, schemas())
    assert problems == []
    assert result
    return result


def told(texts: dict[str, bytes]) -> list[str]:
    return [str(problem) for problem in load(texts, schemas(), root="r")[1]]


@pytest.fixture(scope="module")
def orchard() -> Framework:
    return loaded(files("orchard"))


def test_a_framework_with_another_scale_and_no_gate_loads():
    rules = loaded(files("tiny")).rules
    assert [(section.id, section.weight, section.maximum) for section in rules.sections] == [
        ("A", 12, 15),
        ("B", 32, 40),
        ("C", 56, 70),
    ]
    assert len(rules.items) == 25
    assert {item.scale for item in rules.items if isinstance(item, Criterion)} == {(1, 2, 3, 4, 5)}
    assert rules.gate == ()
    assert [(mark.id, mark.minimum, mark.gate_minimum) for mark in rules.marks] == [
        ("blossom", 92, None),
        ("leaf", 80, None),
        ("seed", Fraction("59.2"), None),
    ]


def test_rules_hold_every_kind_of_item(orchard: Framework):
    share, time, rating = orchard.rules.sections[1].items
    assert isinstance(share, ThresholdKpi)
    assert isinstance(time, ThresholdKpi)
    assert isinstance(rating, RatingKpi)
    assert (share.unit, share.direction, share.lowest_value, share.highest_value) == (
        "percent",
        "at-least",
        0,
        100,
    )
    assert [(step.bound, step.score) for step in time.thresholds] == [(14, 4), (7, 10)]
    assert (rating.none, rating.lowest_rating, rating.highest_rating) == (0, 1, 5)
    assert orchard.rules.gate == ("1.2A", "1.2B")


def test_readings_carry_the_id_of_their_question(orchard: Framework):
    assert [(reading.id, reading.effect) for reading in orchard.rules.readings] == [
        ("edges", "round-overall"),
        ("old-page", "ignore-gate"),
    ]


def test_an_item_without_a_title_is_called_after_its_topic_or_its_number(orchard: Framework):
    titles = {item.id: item.title for item in orchard.rules.items}
    assert titles["1.1.1"] == "Planting in time"
    assert titles["1.1.2"] == "Criterion 1.1.2"
    assert titles["1.2A"] == "Apples picked before they fall"


def test_items_know_what_cites_them_and_what_is_open_about_them(orchard: Framework):
    items = {item["id"]: item for section in orchard.data["sections"] for item in section["items"]}
    assert items["1.1.10"]["topics"] == [
        {"text": "Planting in time", "standard": "1", "source": "book, standards"}
    ]
    assert items["1.2A"]["interpretations"] == ["old-page"]
    assert orchard.data["touching"]["marks"] == {"golden": ["edges"]}
    assert orchard.data["touching"]["pages"] == {"/calculator/": ["edges"]}


def test_figures_are_in_every_text(orchard: Framework):
    assert orchard.data["standards"]["standards"][0]["text"] == "Trees are planted within 10 working days."
    assert orchard.data["interpretations"]["interpretations"][0]["question"] == (
        "Does 89.95% reach the golden badge?"
    )
    assert orchard.data["certification"]["no_mark"]["text"] == "Below 60% there is no badge."
    chapter = orchard.chapters[0]
    assert "within 10 working days, as" in chapter.markdown
    assert "\ntwo values." in chapter.markdown
    assert "{{ block values }}" in chapter.markdown


def test_pages_are_parted_from_their_front_matter(orchard: Framework):
    assert orchard.data["pages"] == {
        "about": {"title": "About orchards", "description": "What this made-up framework is for."}
    }
    assert orchard.prose["about"].startswith("\n## What this is")


def test_chapters_stand_in_the_order_of_the_guide(orchard: Framework):
    assert [(chapter.id, chapter.part, chapter.path) for chapter in orchard.chapters] == [
        ("1a", "1", "guide/1a.md"),
        ("1b", "1", "guide/1b.md"),
    ]


def test_sources_are_told_apart_into_document_and_place(orchard: Framework):
    assert orchard.data["origins"]["book, badges"] == {
        "document": "book",
        "place": "badges",
        "label": "The Orchard Book, badges",
    }


def test_the_same_files_in_another_order_give_the_same_framework():
    texts = files("orchard")
    assert loaded(dict(reversed(texts.items()))) == loaded(texts)


def test_ids_sort_as_people_count():
    assert sorted(["1.10", "1.9", "1.1", "2.2B", "2.2A"], key=natural) == [
        "1.1",
        "1.9",
        "1.10",
        "2.2A",
        "2.2B",
    ]


def test_problems_of_all_files_come_at_once_sorted_by_place():
    texts = files("orchard")
    texts["values.yaml"] = texts["values.yaml"].replace(b"Every tree counts.", b"All 9 trees count.")
    texts["certification.yaml"] = texts["certification.yaml"].replace(b"minimum: 60", b"minimum: 60%")
    texts["guide/1a.md"] = texts["guide/1a.md"].replace(b"item:1.1.10", b"item:1.1.99")
    lines = told(texts)
    assert [line.split(":")[0] for line in lines] == [
        "r/certification.yaml",
        "r/guide/1a.md",
        "r/values.yaml",
    ]


def test_a_misspelt_list_is_not_told_again_by_all_that_refer_to_it():
    texts = files("orchard")
    texts["sections/1.1.yaml"] = texts["sections/1.1.yaml"].replace(b"items:", b"itmes:")
    assert told(texts) == [
        "r/sections/1.1.yaml:19:1: there is no key 'itmes' here; did you mean 'items'? [unknown-key]"
    ]


def test_files_for_people_are_left_alone():
    texts = {**files("tiny"), "README.md": b"<b>5</b>", ".gitkeep": b"", "sections/README.md": b"\xff"}
    assert told(texts) == []


def test_no_files_at_all_are_told_in_words():
    assert [line.rsplit(" ", 1)[1] for line in told({})] == ["[missing-file]"] * 3
