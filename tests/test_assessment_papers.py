"""Papers for an external assessment: facts from the data, our own guidance marked, real structure."""

from __future__ import annotations

import functools
import io
from itertools import pairwise
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from loaded import CURRENT, TINY, framework
from seqf.downloads.document.assessment import OURS, TITLES, assessment_papers
from seqf.downloads.itemtexts import item_records
from seqf.model import Criterion
from seqf.text.plaintext import plain

PAPERS = tuple(TITLES)


@functools.cache
def papers(folder: str = CURRENT) -> dict[str, bytes]:
    return assessment_papers(framework(folder))


def opened(name: str) -> docx.document.Document:
    return docx.Document(io.BytesIO(papers()[name]))


def text_of(name: str) -> str:
    """Every word of the body, tables and fields included."""
    body = opened(name).element.body
    return "\n".join(
        "".join(node.text or "" for node in line.iter(qn("w:t"))) for line in body.iter(qn("w:p"))
    )


def steps(name: str) -> list[dict[str, Any]]:
    every = framework().data["external-assessment"]["steps"]
    return [step for step in every if name in (step.get("papers") or ())]


def test_there_is_a_paper_of_each_kind() -> None:
    assert tuple(papers()) == PAPERS


@pytest.mark.parametrize("name", PAPERS)
def test_a_paper_holds_each_step_that_names_it_with_its_source(name: str) -> None:
    text = text_of(name)
    for step in steps(name):
        assert plain(step["text"]) in text
        for point in step.get("items") or ():
            assert plain(point["text"])[1:] in text
        for source in [step["source"]] if isinstance(step["source"], str) else step["source"]:
            assert source in text


def test_every_step_that_asks_something_of_a_provider_stands_in_a_paper_or_needs_none() -> None:
    for name in ("interview-schedule", "data-request", "findings-report", "action-plan"):
        assert steps(name), name


@pytest.mark.parametrize("name", PAPERS)
def test_what_is_our_own_is_marked(name: str) -> None:
    assert OURS in text_of(name)


@pytest.mark.parametrize("name", PAPERS)
def test_a_paper_names_release_status_source_and_terms(name: str) -> None:
    about, text = framework().data["framework"], text_of(name)
    assert about["version"] in text and about["status"]["label"] in text
    assert all(source["title"] in text for source in about["sources"])
    assert plain(about["content_terms"]["text"]) in text
    assert opened(name).core_properties.language == about["language"]


@pytest.mark.parametrize("name", PAPERS)
def test_headings_go_down_one_level_at_a_time_and_tables_have_heads(name: str) -> None:
    document = opened(name)
    levels = [int(p.style.name[-1]) for p in document.paragraphs if p.style.name.startswith("Heading")]
    assert levels[0] == 1
    assert all(deeper - level <= 1 for level, deeper in pairwise(levels))
    for table in document.tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None


def first_cells(name: str) -> list[str]:
    return [row.cells[0].text for table in opened(name).tables for row in table.rows]


@pytest.mark.parametrize("name", ["evidence-checklist", "findings-report"])
def test_every_item_has_a_row(name: str) -> None:
    cells = first_cells(name)
    for item in framework().rules.items:
        assert cells.count(item.id) == 1


@pytest.mark.parametrize("name", ["evidence-checklist", "data-request"])
def test_every_indicator_comes_with_the_way_it_is_worked_out(name: str) -> None:
    text = text_of(name)
    for item in framework().rules.items:
        if not isinstance(item, Criterion):
            assert plain(item_records(framework())[item.id]["formula"]["text"]) in text


def test_the_interview_schedule_has_a_table_for_everybody_who_is_to_be_met() -> None:
    asked = [point["text"] for step in steps("interview-schedule") for point in step.get("items") or ()]
    heads = [p.text.lower() for p in opened("interview-schedule").paragraphs if p.style.name == "Heading 1"]
    assert asked and asked == heads[: len(asked)]
    assert len(opened("interview-schedule").tables) == len(asked)


def test_the_findings_report_names_every_mark_with_its_minimums() -> None:
    text = text_of("findings-report")
    for mark in framework().rules.marks:
        assert mark.title in text and f"{mark.minimum}%" in text
        assert mark.gate_minimum is None or f"{mark.gate_minimum} points" in text


def test_no_made_up_wording_stands_in_a_paper() -> None:
    assert "wording is held by BASE" in text_of("evidence-checklist")


def test_a_framework_that_describes_no_assessment_still_has_what_its_items_give() -> None:
    assert set(papers(TINY)) == {"evidence-checklist", "action-plan"}


def test_the_same_framework_gives_the_same_papers() -> None:
    assert assessment_papers(framework()) == papers()
