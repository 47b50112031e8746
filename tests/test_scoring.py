"""The meaning of a score (contract section 3), on cases worked out by hand."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from seqf.model import Rules
from seqf.scoring.assessment import parse
from seqf.scoring.engine import score
from seqf.scoring.result import result_text
from seqf.scoring.rules import rules_from_json

CASES = Path(__file__).parent / "cases"
RULES = rules_from_json((CASES / "rules.json").read_text(encoding="utf-8"))


def cases(name: str) -> list[Any]:
    found = json.loads((CASES / name).read_text(encoding="utf-8"))
    return [pytest.param(case, id=case["name"]) for case in found]


def result_of(assessment: dict[str, Any], rules: Rules = RULES) -> dict[str, Any]:
    read, mistakes = parse(json.dumps(assessment), {rules.framework: rules}, rules.framework)
    assert read is not None, mistakes
    return json.loads(result_text(score(rules, read)))


def part(expected: Any, whole: Any) -> Any:
    """As much of `whole` as `expected` speaks of."""
    if not isinstance(expected, dict) or not isinstance(whole, dict):
        return whole
    return {key: part(value, whole.get(key)) for key, value in expected.items()}


@pytest.mark.parametrize("case", [*cases("scoring.json"), *cases("edges.json")])
def test_a_case_gives_the_result_worked_out_by_hand(case: dict[str, Any]) -> None:
    rules = rules_from_json(json.dumps(case["rules"])) if "rules" in case else RULES
    found = result_of(case["assessment"], rules)
    assert part(case["result"], found) == case["result"]


def test_the_release_scored_under_is_named_in_the_result() -> None:
    assert result_of({"format": "seqf-assessment/1"})["framework"] == RULES.framework


def test_every_declared_reading_appears_in_its_order() -> None:
    found = result_of({"format": "seqf-assessment/1"})
    assert list(found["readings"]) == [reading.id for reading in RULES.readings]


def test_what_is_unscored_stands_in_framework_order() -> None:
    answered = RULES.items[5].id
    found = result_of({"format": "seqf-assessment/1", "scores": {answered: 0}})
    assert found["unscored"] == [item.id for item in RULES.items if item.id != answered]


def test_sections_total_what_their_items_can_earn() -> None:
    assert [section.maximum for section in RULES.sections] == [20, 28, 28, 20, 30, 16, 40]
    assert sum(section.weight for section in RULES.sections) == Fraction(100)
