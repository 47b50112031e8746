"""What another answer would change."""

from __future__ import annotations

from typing import Any

import made
from seqf.scoring.whatif import what_if

RULES = made.rules()


def asked(answers: dict[str, Any], document: dict[str, Any] = made.COMPLETE) -> Any:
    return what_if(RULES, made.answers(RULES, document), answers)


def test_a_changed_answer_shows_its_effect() -> None:
    effect, problems = asked({"A.3": "2"})
    assert problems == []
    assert effect["difference"] == {"overall": {"low": 10, "high": 10}, "gate": {"low": 0, "high": 0}}
    assert effect["before"]["outcome"] == {"low": "silver", "high": "silver"}
    assert effect["after"]["outcome"] == {"low": "gold", "high": "gold"}


def test_several_answers_of_any_kind_can_change_at_once() -> None:
    effect, _ = asked({"A.1": "0", "B.1": {"numerator": "1", "denominator": "10"}, "B.2": {"value": "10"}})
    assert effect["difference"] == {
        "overall": {"low": -36, "high": -36},
        "gate": {"low": -8, "high": -8},
    }


def test_taking_an_answer_back_opens_the_range() -> None:
    effect, _ = asked({"B.3": None})
    assert effect["after"]["overall"]["low"] < effect["before"]["overall"]["low"]
    assert effect["after"]["overall"]["high"] > effect["before"]["overall"]["high"]


def test_the_assessment_itself_stays_as_it_was() -> None:
    assessment = made.answers(RULES, made.COMPLETE)
    what_if(RULES, assessment, {"A.1": "0", "B.2": {"value": "1"}})
    assert assessment == made.answers(RULES, made.COMPLETE)


def test_wrong_answers_are_all_told_and_nothing_is_guessed() -> None:
    effect, problems = asked(
        {"A.1": "3", "Z": "1", "B.1": {"numerator": "9", "denominator": "7"}, "B.2": {"value": "2"}}
    )
    assert effect is None
    assert [place for place, _ in problems] == ["A.1", "Z", "B.1.numerator"]
    assert problems[1] == ("Z", "is not an item of release 1.0.0")


def test_without_a_gate_none_is_shown() -> None:
    rules = made.rules(gate=None, marks=[{"id": "m", "title": "M", "minimum": "50"}])
    effect, _ = what_if(rules, made.answers(rules, made.COMPLETE), {"A.1": "0"})
    assert (effect["before"]["gate"], effect["difference"]["gate"]) == (None, None)
