"""JSON and CSV: complete, and safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest
from loaded import CURRENT, TINY, framework, odd_rules
from seqf.downloads import export
from seqf.downloads.tendertext import questions_markdown
from seqf.scoring.assessment import parse
from seqf.scoring.cases import conformance_cases
from seqf.scoring.engine import score
from seqf.scoring.result import result_text
from seqf.scoring.rules import rules_from_json
from seqf.scoring.rulestext import rules_to_json
from seqf.text.plaintext import csv_cell, plain


def rows(content: bytes) -> list[dict[str, str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("folder", [CURRENT, TINY])
def test_rules_come_back_as_they_were(folder: str) -> None:
    made_from = framework(folder)
    assert rules_from_json(export.rules_json(made_from)) == made_from.rules


@pytest.mark.parametrize("folder", [CURRENT, TINY])
def test_data_stands_under_the_release_and_under_latest(folder: str) -> None:
    files = export.data_files(framework(folder))
    release = framework(folder).rules.framework
    for name in ("rules.json", "cases.json", "framework.json"):
        assert files[f"data/{release}/{name}"] == files[f"data/latest/{name}"]


def test_wording_that_nobody_gave_is_null_and_says_who_holds_it() -> None:
    everything = json.loads(export.framework_json(framework()))
    items = [item for section in everything["documents"]["sections"] for item in section["items"]]
    assert len(items) == len(framework().rules.items)
    assert all("wording" in item for item in items)
    assert {item["wording"] for item in items if not item["wording"]} == {None}
    assert everything["wording_held_by"] == "BASE"


def test_the_whole_framework_holds_every_document_and_chapter() -> None:
    everything = json.loads(export.framework_json(framework()))
    assert {"standards", "tender", "commissioning", "values", "certification"} <= set(everything["documents"])
    assert [chapter["id"] for chapter in everything["chapters"]] == [
        chapter.id for chapter in framework().chapters
    ]
    assert everything["status"] and everything["sources"] and everything["framework"]


@pytest.mark.parametrize(
    "rules", [framework().rules, framework(TINY).rules, odd_rules()], ids=["current", "tiny", "odd"]
)
def test_every_case_gives_its_result_when_read_from_the_files(rules) -> None:
    read = rules_from_json(rules_to_json(rules))
    cases = conformance_cases(rules)
    assert len({case["name"] for case in cases}) == len(cases)
    for case in cases:
        assessment, mistakes = parse(
            json.dumps(case["assessment"]), {read.framework: read}, read.framework, "a.json"
        )
        assert not mistakes
        assert json.loads(result_text(score(read, assessment))) == case["result"], case["name"]


def test_cases_hold_every_bound_and_both_sides_of_every_mark() -> None:
    rules = framework().rules
    names = [case["name"] for case in conformance_cases(rules)]
    for item in rules.items:
        for step in getattr(item, "thresholds", ()):
            assert f"{item.id}: measured {step.bound}" in names
    outcomes = {
        case["name"]: case["result"]["outcome"]["low"]
        for case in conformance_cases(rules)
        if " of " in case["name"]
    }
    for number, mark in enumerate(rules.marks):
        below = [*rules.marks[number + 1 :], None][0]
        assert f"gate at the minimum of {mark.id}" in names
        got = outcomes[f"one step below the minimum of {mark.id}"]
        assert got == (below.id if below else "none")


def test_a_table_has_a_row_for_every_item() -> None:
    found = rows(export.criteria_csv(framework()))
    assert [row["number"] for row in found] == [f"no. {item.id}" for item in framework().rules.items]
    # Three numbers with dots alone would be taken for a date, so a release is named in words.
    assert {row["release"].removeprefix("release ") for row in found} == {framework().rules.framework}
    assert all(row["status"] and row["source"] for row in found)


def test_a_table_has_a_row_for_every_question_and_standard() -> None:
    asked = rows(export.questions_csv(framework()))
    assert {"T1.1", "T2.1c3", "T4.2b"} <= {row["number"] for row in asked}
    assert {row["about"] for row in asked} == {"about the bidder", "about the bid"}
    standards = {row["number"]: row for row in rows(export.standards_csv(framework()))}
    assert standards["2a"]["bidders_must_set_out"] and standards["2b"]["criteria"].startswith("no. 1.2.1, ")


@pytest.mark.parametrize("folder", [CURRENT, TINY])
def test_no_id_can_be_taken_for_a_number_or_a_date(folder: str) -> None:
    made_from = framework(folder)
    tables = [export.criteria_csv(made_from)]
    if made_from.data.get("standards"):
        tables.append(export.standards_csv(made_from))
    if made_from.data.get("tender"):
        tables.append(export.questions_csv(made_from))
    for row in (row for table in tables for row in rows(table)):
        for head, cell in row.items():
            if head == "released":
                continue  # a date, and meant as one
            assert not re.fullmatch(r"[0-9]+([.,:/-][0-9]+)+|[0-9]+[eE][0-9]+|0[0-9]+", cell), (head, cell)


def test_ids_that_nothing_misreads_stand_alone() -> None:
    assert {row["number"] for row in rows(export.questions_csv(framework()))} >= {"T1.1", "T2.1c3"}
    assert {row["number"] for row in rows(export.standards_csv(framework()))} >= {"1", "2a"}


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_text_never_becomes_a_formula(text: str) -> None:
    assert csv_cell(text) == "'" + text


def test_ordinary_text_stays_as_it_is() -> None:
    assert csv_cell("1.2.11 a = b") == "1.2.11 a = b"


def test_plain_text_keeps_the_words_of_links_and_emphasis() -> None:
    assert (
        plain("See [the  list](page:/x/) **now**, a_b_c and *this*\n`code`")
        == "See the list now, a_b_c and this code"
    )


def test_markdown_holds_every_question() -> None:
    text = questions_markdown(framework()).decode()
    for row in rows(export.questions_csv(framework())):
        assert row["number"] in text and row["text"].split(".")[0] in text
    assert framework().data["framework"]["status"]["label"] in text
