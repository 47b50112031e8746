"""Reading an assessment file: what is blank, what is wrong and where, and that saving loses nothing."""

from __future__ import annotations

import json
from datetime import date
from fractions import Fraction
from itertools import product
from pathlib import Path
from random import Random
from typing import Any

import generate
import pytest
from jsonschema import Draft202012Validator
from seqf.scoring.answers import KpiAnswer, read_answer
from seqf.scoring.assessment import Assessment, Mistake, parse, pick, save
from seqf.scoring.rules import rules_from_json
from seqf.text.jsontext import DEEPEST, LONGEST_TEXT

CASES = Path(__file__).parent / "cases"
RULES = rules_from_json((CASES / "rules.json").read_text(encoding="utf-8"))
KNOWN = {RULES.framework: RULES}
BAD = json.loads((CASES / "bad-assessments.json").read_text(encoding="utf-8"))
FORMAT = '"format":"seqf-assessment/1"'


def read(data: str | bytes, path: str = "a.json") -> Assessment:
    found, mistakes = parse(data, KNOWN, RULES.framework, path)
    assert found is not None, mistakes
    return found


def wrong(data: str | bytes, path: str = "a.json") -> list[Mistake]:
    found, mistakes = parse(data, KNOWN, RULES.framework, path)
    assert found is None
    return mistakes


# --- what is wrong ---


@pytest.mark.parametrize("case", [pytest.param(case, id=case["name"]) for case in BAD])
def test_every_mistake_is_told_with_its_place_and_what_is_allowed(case: dict[str, Any]) -> None:
    assert [mistake.as_plain() for mistake in wrong(case["text"])] == case["problems"]


def test_a_mistake_names_line_and_column() -> None:
    (mistake,) = wrong('{\n  "format": "seqf-assessment/1",\n  "scores": {"1.1.1": 3}\n}')
    assert (mistake.line, mistake.column, mistake.place) == (3, 23, "scores.1.1.1")


def test_a_mistake_in_yaml_names_line_and_column() -> None:
    text = "format: seqf-assessment/1\nscores:\n  1.1.1: 2\n  1.1.2: 3\nkpis:\n  2.2A: {nominator: 4}\n"
    allowed = "; did you mean denominator?; allowed: value, numerator, denominator, x-…"
    assert wrong(text, "a.yaml") == [
        Mistake(4, 10, "scores.1.1.2", '"3" is not on the scale; allowed: 0, 1, 2, or blank'),
        Mistake(6, 21, "kpis.2.2A.nominator", f"unknown key{allowed}"),
    ]


def test_what_is_missing_in_yaml_is_told_at_the_start() -> None:
    (mistake,) = wrong("# nothing but a name\nprovider: A\n", "a.yaml")
    assert (mistake.line, mistake.column, mistake.place) == (2, 1, "format")


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("format: seqf-assessment/1\nscores:\n  1.1.1: 2\n  1.1.1: 1\n", "1.1.1"),
        ("format: seqf-assessment/1\nscores: *all\n", "*"),
        ("format: seqf-assessment/1\nscores:\n\t1.1.1: 2\n", "tab"),
    ],
    ids=["a key twice", "an alias", "a tab"],
)
def test_what_yaml_reading_refuses_is_told_with_line_and_column(text: str, word: str) -> None:
    for mistake in wrong(text, "a.yaml"):
        assert mistake.line in (2, 3, 4)
        assert mistake.place == f"line {mistake.line}, column {mistake.column}"
        assert word in mistake.message


def test_a_file_that_is_not_utf_8_is_told_with_its_place() -> None:
    (mistake,) = wrong(b'{\n "provider": "Caf\xe9"}')
    assert (mistake.line, mistake.column) == (2, 18)
    assert "UTF-8" in mistake.message


@pytest.mark.parametrize("path", ["a.json", "a.yaml"])
@pytest.mark.parametrize("size", [LONGEST_TEXT + 1, 50_000_000])
def test_a_huge_file_is_refused_without_reading_on(size: int, path: str) -> None:
    (mistake,) = wrong(b" " * size, path)
    assert mistake.place == "file"
    assert "longer than 2,000,000 characters" in mistake.message


def test_as_many_levels_as_allowed_are_read() -> None:
    inside = DEEPEST - 1
    assert read(f'{{{FORMAT},"x-a":{"[" * inside}{"]" * inside}}}')
    assert "deeper" in wrong(f'{{{FORMAT},"x-a":{"[" * (inside + 1)}{"]" * (inside + 1)}}}')[0].message


def test_a_file_nested_a_million_levels_deep_is_refused() -> None:
    (mistake,) = wrong("[" * 1_000_000)
    assert "nested deeper" in mistake.message


def test_thousands_of_unknown_keys_are_all_told() -> None:
    text = json.dumps({"format": "seqf-assessment/1", "scores": {f"9.{n}": 1 for n in range(5000)}})
    assert len(wrong(text)) == 5000


@pytest.mark.parametrize("year", [0, 1, 1900, 2000, 2024, 2025, 9999])
def test_a_date_is_a_day_of_the_calendar_and_nothing_else_is(year: int) -> None:
    for month, day in product(range(14), range(33)):
        text = f"{year:04}-{month:02}-{day:02}"
        try:
            date(year, month, day)
        except ValueError:
            assert [mistake.place for mistake in wrong(f'{{{FORMAT},"date":"{text}"}}')] == ["date"], text
        else:
            assert read(f'{{{FORMAT},"date":"{text}"}}').date == text


# --- what is blank ---


@pytest.mark.parametrize("raw", ["null", '""', '"  "', '"\\t"'])
def test_null_and_blank_text_leave_a_criterion_unscored(raw: str) -> None:
    assert read(f'{{{FORMAT},"scores":{{"1.1.1":{raw}}}}}').scores == {"1.1.1": None}


@pytest.mark.parametrize(
    "raw",
    ["null", "{}", '""', '{"value":null}', '{"value":" "}', '{"value":"","numerator":null,"denominator":""}'],
)
def test_nothing_given_leaves_a_kpi_unscored(raw: str) -> None:
    assert read(f'{{{FORMAT},"kpis":{{"2.2A":{raw}}}}}').kpis == {"2.2A": KpiAnswer()}


def test_one_count_alone_is_kept_and_leaves_a_kpi_unscored() -> None:
    assert read(f'{{{FORMAT},"kpis":{{"2.2A":{{"denominator":"40"}}}}}}').kpis["2.2A"] == KpiAnswer(
        denominator=40
    )


@pytest.mark.parametrize("blank", ["", " ~", " null", ' ""', " '  '"])
def test_an_empty_yaml_value_is_unscored(blank: str) -> None:
    assert read(f"format: seqf-assessment/1\nscores:\n  1.1.1:{blank}\n", "a.yaml").scores == {"1.1.1": None}


@pytest.mark.parametrize("raw", ["2", "2.0", '"2"', '"2.00"'])
def test_a_number_is_the_same_as_text_and_bare_with_and_without_decimals(raw: str) -> None:
    assert read(f'{{{FORMAT},"scores":{{"1.1.1":{raw}}}}}').scores == {"1.1.1": 2}


def test_yaml_numbers_and_ids_mean_what_is_written() -> None:
    found = read("format: seqf-assessment/1\nscores:\n  1.1.10: 2\nkpis:\n  2.2B: {value: 14.20}\n", "a.yaml")
    assert found.scores == {"1.1.10": 2}
    assert found.kpis["2.2B"].value == Fraction(71, 5)


def test_json_and_yaml_are_told_apart_by_what_they_hold() -> None:
    for text in (
        f'{{{FORMAT},\t"id":"1"}}',
        "{format: seqf-assessment/1, id: 1}",
        "id: 1\nformat: seqf-assessment/1",
    ):
        for path in ("a.yaml", "a.yml", "-"):
            assert read(text, path).id == "1"


@pytest.mark.parametrize("key", ["kind", "date", "framework"])
def test_a_blank_text_that_must_have_a_form_counts_as_not_given(key: str) -> None:
    assert read(f'{{{FORMAT},"{key}":" "}}') == read(f"{{{FORMAT}}}")


# --- releases ---


def test_an_assessment_that_names_no_release_is_read_under_the_latest() -> None:
    assert read(f"{{{FORMAT}}}").framework == RULES.framework


def test_a_named_release_is_picked_and_an_unknown_one_is_not() -> None:
    assert pick({"1.0.0": RULES}, "1.0.0", None) is RULES
    assert pick({"1.0.0": RULES}, "2.0.0", "1.0.0") is RULES
    assert pick({"1.0.0": RULES}, "1.0.0", "1.0.1") is None


# --- saving ---


FULL = f"""{{{FORMAT}, "framework": "1.0.0", "provider": "Exämple “Service”", "kind": "self",
 "date": "2024-02-29", "id": "a-1", "name": "", "scores": {{"1.1.2": null, "1.1.1": 2}},
 "kpis": {{"2.2A": {{"numerator": 17, "denominator": 40, "x-who": [1.50, true]}},
          "2.2B": {{"value": "14.20"}}, "2.2C": null}},
 "notes": {{"1.1.1": {{"evidence": "a\\nb", "due": "2026-06-30", "by": "C", "target": 2.0, "x-n": {{}}}},
           "2.2C": {{"target": "4.5"}}}},
 "aside": {{"1.9.9": 1e3, "old": [null]}}, "x-own": {{"10": 1, "9": "2"}}}}"""


def test_saving_loses_nothing() -> None:
    found = read(FULL)
    assert read(save(found)) == found
    assert json.loads(save(found))["aside"] == {"1.9.9": 1000.0, "old": [None]}
    assert '"1.9.9": 1e3' in save(found)


def test_saving_writes_keys_in_the_agreed_order_and_numbers_as_read() -> None:
    assert list(json.loads(save(read(FULL)))) == [
        *("format", "framework", "provider", "kind", "date", "id", "name", "scores", "kpis", "notes"),
        *("aside", "x-own"),
    ]
    assert json.loads(save(read(FULL)))["kpis"]["2.2B"] == {"value": "14.2"}


def test_saving_stamps_the_release() -> None:
    assert json.loads(save(read(f"{{{FORMAT}}}")))["framework"] == RULES.framework


def test_a_byte_order_mark_is_no_mistake() -> None:
    assert read(b"\xef\xbb\xbf{" + FORMAT.encode() + b"}") == read(f"\ufeff{{{FORMAT}}}")


# --- single answers ---


def test_a_single_answer_is_read_with_what_is_wrong_in_it() -> None:
    items = {item.id: item for item in RULES.items}
    assert read_answer(items["1.1.1"], "2") == (2, [])
    assert read_answer(items["2.2A"], {"numerator": "1", "denominator": "3"}) == (
        KpiAnswer(numerator=1, denominator=3),
        [],
    )
    answer, problems = read_answer(items["2.2B"], {"value": "1,5"})
    assert answer == KpiAnswer()
    assert [path for path, _ in problems] == [("value",)]


# --- the schema, for others ---


@pytest.fixture
def schema(repository: Path) -> Draft202012Validator:
    text = (repository / "schemas" / "assessment.schema.json").read_text(encoding="utf-8")
    return Draft202012Validator(json.loads(text))


def test_what_the_engine_takes_fits_the_schema(schema: Draft202012Validator) -> None:
    random = Random(3)
    for _ in range(200):
        made = generate.assessment(random, generate.rules_of_the_cases())
        schema.validate(made)
        schema.validate(json.loads(save(read(json.dumps(made)))))
    schema.validate(json.loads(FULL))


# What only an engine can know: ids, scales and limits of a release, sums, days of a month, the text itself.
ONLY_THE_ENGINE = {
    *(
        "keys that stand twice",
        "a key that stands twice inside a free one",
        "an unknown release",
        "unknown items",
    ),
    *(
        "an id with a line break",
        "answers in the wrong place",
        "scores off the scale",
        "a number of 31 characters",
    ),
    *(
        "values outside their limits",
        "value and counts together",
        "a denominator of 0",
        "a date with a line break",
    ),
    *("more in the numerator than in the denominator", "counts where the unit is not percent"),
    *("dates that do not exist", "a century that is no leap year"),
}
NO_JSON = {case["name"] for case in BAD if case["problems"][0]["place"].startswith("line")}


@pytest.mark.parametrize(
    "case",
    [case for case in BAD if case["name"] not in ONLY_THE_ENGINE | NO_JSON],
    ids=lambda case: case["name"],
)
def test_what_the_schema_can_know_it_refuses_too(case: dict[str, Any], schema: Draft202012Validator) -> None:
    assert not schema.is_valid(json.loads(case["text"]))
