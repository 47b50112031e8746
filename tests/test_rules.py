"""rules.json: the same text for the same rules, and every mistake told with its place."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import generate
import pytest
from jsonschema import Draft202012Validator
from seqf.errors import ProblemsFound
from seqf.model import Framework
from seqf.scoring.rules import rules_from_json
from seqf.scoring.rulestext import as_plain, rules_to_json

GOOD = generate.rules_of_the_cases()


def changed(change: Callable[[dict[str, Any]], Any]) -> dict[str, Any]:
    document = copy.deepcopy(GOOD)
    change(document)
    return document


def problems_of(document: dict[str, Any]) -> list[str]:
    with pytest.raises(ProblemsFound) as found:
        rules_from_json(json.dumps(document))
    return [problem.message for problem in found.value.problems]


def test_rules_written_and_read_again_are_the_same() -> None:
    rules = rules_from_json(json.dumps(GOOD))
    for indent in (True, False):
        assert rules_from_json(rules_to_json(rules, indent=indent)) == rules
    assert as_plain(rules) == GOOD
    assert "\n" not in rules_to_json(rules).removesuffix("\n")


def test_random_rules_written_and_read_again_are_the_same() -> None:
    random = Random(5)
    for _ in range(100):
        rules = rules_from_json(json.dumps(generate.rules(random)))
        assert rules_from_json(rules_to_json(rules)) == rules


def test_numbers_may_stand_bare_and_are_read_as_written() -> None:
    text = (
        json.dumps(GOOD).replace('"weight": "15"', '"weight": 15.0').replace('"bound": "52"', '"bound": 52')
    )
    assert rules_from_json(text) == rules_from_json(json.dumps(GOOD))


def test_the_rules_of_the_cases_are_those_of_the_framework(framework: Framework) -> None:
    def scored(document: dict[str, Any]) -> dict[str, Any]:
        """Without titles and the release, which change while the meaning stands."""
        sections = [
            {**section, "title": "", "items": [{**item, "title": ""} for item in section["items"]]}
            for section in document["sections"]
        ]
        marks = [{**mark, "title": ""} for mark in document["marks"]]
        return {**document, "framework": "", "title": "", "sections": sections, "marks": marks}

    assert scored(as_plain(framework.rules)) == scored(GOOD)


def kpi(document: dict[str, Any], place: int) -> dict[str, Any]:
    return document["sections"][-1]["items"][place]


MISTAKES = {
    "another format": (lambda d: d.update(format="seqf-rules/2"), "format: must be"),
    "no sections": (lambda d: d.pop("sections"), "missing: sections"),
    "an unknown key": (lambda d: d.update(mark=[]), "mark: unknown key"),
    "weights short of 100": (
        lambda d: d["sections"][0].update(weight="14"),
        "sections: the weights must total 100",
    ),
    "a weight below 0": (
        lambda d: d["sections"][0].update(weight="-1"),
        "sections.0.weight: must not be below 0",
    ),
    "a weight in words": (
        lambda d: d["sections"][0].update(weight="ten"),
        "sections.0.weight: must be a number",
    ),
    "an empty section": (
        lambda d: d["sections"][0].update(items=[]),
        "sections.0.items: the items must be worth",
    ),
    "a kind that does not exist": (
        lambda d: kpi(d, 0).update(kind="kpi"),
        "sections.6.items.0: an item needs a kind",
    ),
    "an id twice": (lambda d: kpi(d, 0).update(id="2.2B"), "the id '2.2B' stands more than once"),
    "a scale out of order": (
        lambda d: d["sections"][0]["items"][0].update(scale=["0", "2", "1"]),
        "sections.0.items.0.scale: a scale is a list of whole numbers, lowest first",
    ),
    "a scale with halves": (
        lambda d: d["sections"][0]["items"][0].update(scale=["0", "0.5"]),
        "sections.0.items.0.scale: a scale is a list of whole numbers, lowest first",
    ),
    "another direction": (
        lambda d: kpi(d, 0).update(direction="up"),
        "direction: must be at-least or at-most",
    ),
    "a score below 0": (
        lambda d: kpi(d, 0)["thresholds"][0].update(score="-2"),
        "score: must not be below 0",
    ),
    "a rating scale upside down": (lambda d: kpi(d, 2).update(lowest="6"), "none must be below lowest"),
    "marks out of order": (lambda d: d["marks"].reverse(), "marks stand highest first"),
    "a higher mark that asks for less of the gate": (
        lambda d: d["marks"][0].update(gate_minimum="14"),
        "marks stand highest first: 'good' must ask for less than 'excellent'",
    ),
    "two marks that ask for the same": (
        lambda d: d["marks"][1].update(minimum="90", gate_minimum="20"),
        "marks stand highest first",
    ),
    "a mark called none": (lambda d: d["marks"][0].update(id="none"), "marks.0.id: none stands for no mark"),
    "a gate item that does not exist": (lambda d: d["gate"]["items"].append("9"), "there is no item '9'"),
    "a gate item twice": (
        lambda d: d["gate"]["items"].append("2.2A"),
        "gate: the id '2.2A' stands more than once",
    ),
    "a gate minimum without a gate": (lambda d: d.update(gate=None), "a gate minimum needs a gate"),
    "an unknown effect": (lambda d: d["readings"][0].update(effect="x"), "readings.0.effect: unknown effect"),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_in_rules_is_told(name: str) -> None:
    change, message = MISTAKES[name]
    assert any(message in problem for problem in problems_of(changed(change))), problems_of(changed(change))


def test_all_mistakes_are_told_at_once_with_line_and_column() -> None:
    document = changed(lambda d: (d.update(format="x"), d["readings"][0].update(effect="y")))
    text = json.dumps(document, indent=1)
    line = text[: text.index('"effect"')].count("\n") + 1
    with pytest.raises(ProblemsFound) as found:
        rules_from_json(text, "my/rules.json")
    assert [str(problem.location) for problem in found.value.problems] == [
        "my/rules.json:2:12",
        f"my/rules.json:{line}:14",
    ]


@pytest.mark.parametrize("text", ["", "[]", "{", '{"format": NaN}', '{"format":"a","format":"b"}', b"\xff"])
def test_text_that_is_no_rules_is_told_without_a_traceback(text: str | bytes) -> None:
    with pytest.raises(ProblemsFound):
        rules_from_json(text)


def test_what_the_engine_takes_fits_the_schema(repository: Path) -> None:
    schema = json.loads((repository / "schemas" / "rules.schema.json").read_text(encoding="utf-8"))
    validator = Draft202012Validator(schema)
    validator.validate(GOOD)
    random = Random(6)
    for _ in range(100):
        validator.validate(generate.rules(random))
    for name in ("another format", "no sections", "an unknown key", "a weight in words", "another direction"):
        assert not validator.is_valid(changed(MISTAKES[name][0])), name
