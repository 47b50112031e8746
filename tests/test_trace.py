"""A result says how it came about: as data, and in sentences."""

from __future__ import annotations

import json
from fractions import Fraction
from random import Random
from typing import Any

import generate
import made
import pytest
from seqf.scoring.engine import reaches, score
from seqf.scoring.rules import rules_from_json
from seqf.scoring.sentences import told
from seqf.scoring.trace import trace


def traced(document: dict[str, Any], **changed: Any) -> dict[str, Any]:
    rules = made.rules(**changed)
    assessment = made.answers(rules, document)
    return trace(rules, assessment, score(rules, assessment))


def kpi(found: dict[str, Any], id: str) -> dict[str, Any]:
    return next(row for row in found["kpis"] if row["id"] == id)


def test_each_section_shows_its_points_and_its_share() -> None:
    section = traced(made.COMPLETE)["sections"][0]
    assert section == {
        "id": "A",
        "low": 5,
        "high": 5,
        "max": 6,
        "weight": 60,
        "share": {"low": 50, "high": 50},
    }


def test_the_shares_add_up_to_the_overall_score() -> None:
    random = Random(3)
    for _ in range(100):
        plain = generate.rules(random)
        rules = rules_from_json(json.dumps(plain))
        assessment = made.answers(rules, generate.assessment(random, plain))
        found = trace(rules, assessment, score(rules, assessment))
        for end in ("low", "high"):
            assert sum(row["share"][end] for row in found["sections"]) == found["overall"][end]
            if found["gate"]:
                assert sum(row[end] for row in found["gate"]["items"]) == found["gate"][end]


def test_a_kpi_shows_its_value_the_bound_it_reached_and_the_next_one() -> None:
    found = traced(made.COMPLETE)
    assert kpi(found, "B.1") == {
        "id": "B.1",
        "kind": "threshold",
        "value": Fraction(300, 7),
        "numerator": 3,
        "denominator": 7,
        "score": 10,
        "reached": 40,
        "next": None,
    }
    assert kpi(found, "B.2")["reached"] == 26
    assert kpi(found, "B.2")["next"] == {"answer": 10, "score": 5, "missing": Fraction(4, 100)}
    assert kpi(found, "B.3")["next"] == {"answer": 5, "score": 5, "missing": Fraction(7, 10)}
    assert kpi(found, "B.3")["reached"] is None


def test_a_kpi_that_reaches_nothing_names_no_bound() -> None:
    row = kpi(traced({"kpis": {"B.1": {"value": "19.9"}}}), "B.1")
    assert (row["score"], row["reached"]) == (0, None)
    assert row["next"] == {"answer": 20, "score": 5, "missing": Fraction(1, 10)}


def test_an_unscored_kpi_has_no_value_and_still_a_next_bound() -> None:
    row = kpi(traced({}), "B.1")
    assert (row["value"], row["score"], row["reached"]) == (None, None, None)
    assert row["next"] == {"answer": 20, "score": 5, "missing": None}


def test_the_bound_that_is_named_is_one_that_is_reached_and_the_next_one_is_not() -> None:
    random = Random(4)
    seen = 0
    for _ in range(150):
        plain = generate.rules(random)
        rules = rules_from_json(json.dumps(plain))
        items = {item.id: item for item in rules.items}
        assessment = made.answers(rules, generate.assessment(random, plain))
        for row in trace(rules, assessment, score(rules, assessment))["kpis"]:
            if row["kind"] == "threshold" and row["value"] is not None:
                item = items[row["id"]]
                assert row["reached"] is None or reaches(item, row["value"], row["reached"])
                assert row["next"] is None or not reaches(item, row["value"], row["next"]["answer"])
                seen += 1
    assert seen > 100


def test_each_mark_shows_by_how_much_each_minimum_is_met_or_missed() -> None:
    gold, silver, bronze = traced(made.COMPLETE)["marks"]
    # 50 + 40 x (10 + 3 + 4.3) / 20 = 84.6
    assert gold["overall"] == {"minimum": 90, "low": Fraction(-27, 5), "high": Fraction(-27, 5)}
    assert gold["gate"] == {"minimum": 13, "low": 0, "high": 0}
    assert gold["met"] == {"low": False, "high": False}
    assert silver["met"] == {"low": True, "high": True}
    assert bronze["gate"] is None


def test_a_minimum_that_is_just_met_is_met() -> None:
    found = traced(made.COMPLETE, marks=[{"id": "m", "title": "M", "minimum": "84.6", "gate_minimum": "13"}])
    assert found["marks"][0]["met"] == {"low": True, "high": True}
    assert "M asks for 84.6% overall: just met; for 13 points from B.1 + B.2: just met." in found["sentences"]


def test_a_reading_says_whether_it_would_change_the_outcome() -> None:
    found = traced(made.COMPLETE, marks=[{"id": "m", "title": "M", "minimum": "84.5", "gate_minimum": "14"}])
    differs = {row["effect"]: row["differs"] for row in found["readings"]}
    # Rounded, 10.04 weeks is 10.0, which is worth two points more.
    assert differs == {
        "round-overall": False,
        "band-by-overall": False,
        "ignore-gate": True,
        "round-ratings": False,
        "round-measures": True,
        "blanks-lowest": False,
    }
    said = next(sentence for sentence in found["sentences"] if "ignore-gate" in sentence)
    assert said.endswith("the points of the gate count; without them, it would be in the M range instead.")


def test_the_sentences_can_be_followed_by_hand() -> None:
    assert traced(made.COMPLETE)["sentences"][:9] == [
        "Section A: 5 of 6 points, times 60 / 6 = 50.",
        "Section B: 17.3 of 20 points, times 40 / 20 = 34.6.",
        "Together: 84.6% overall.",
        "B.1: 3 of 7 is 42.8 percent, which reaches the bound 40 and earns 10 points, the most there is.",
        "B.2: 10.1 weeks, which reaches the bound 26 and earns 3 points; the next bound, 10, is 0.04 away "
        "and earns 5.",
        "B.3: a rating of 4.3 earns 4.3 points; the next step, 5, is 0.7 away and earns 5.",
        "B.1 + B.2: 10 + 3 = 13 of 15 points.",
        "Gold asks for 90% overall: missed by 5.4; for 13 points from B.1 + B.2: just met.",
        "Silver asks for 70% overall: met by 14.6; for 8 points from B.1 + B.2: met by 5.",
    ]


def test_a_measured_value_is_told_with_as_many_decimals_as_the_finest_bound() -> None:
    sections = json.loads(json.dumps(made.RULES["sections"]))
    sections[1]["items"][0]["thresholds"][0]["bound"] = "20.125"
    document = {"kpis": {"B.1": {"numerator": 1, "denominator": 3}}}
    said = traced(document, sections=sections)["sentences"]
    assert any("1 of 3 is 33.333 percent, which reaches the bound 20.12…" in line for line in said)


def test_a_sentence_that_ends_in_a_cut_number_has_no_full_stop_after_the_ellipsis() -> None:
    marks = [{"id": "m", "title": "M", "minimum": "90"}]
    document = {**made.COMPLETE, "kpis": {**made.COMPLETE["kpis"], "B.3": {"value": "4.3333"}}}
    said = traced(document, marks=marks, gate=None)["sentences"]
    assert "Section B: 17.33… of 20 points, times 40 / 20 = 34.66…" in said
    assert "M asks for 90% overall: missed by 5.33…" in said
    assert "Together: 84.66…% overall." in said


def test_ranges_and_blanks_are_told_as_such() -> None:
    said = traced({"scores": {"A.1": 2}, "kpis": {"B.3": {"value": "0"}}})["sentences"]
    assert "Section A: 2 to 6 of 6 points, times 60 / 6 = 20 to 60." in said
    assert "B.1: not scored, so anything from 0 to 10 points." in said
    assert "B.3: not enough feedback earns 0 points; the next step, 1, is 1 away and earns 1." in said
    assert "Bronze asks for 50% overall: missed by 30 at the low end, met by 40 at the high end." in said
    assert "So the result is between no mark and Gold." in said


def test_a_framework_without_gate_or_readings_has_none_in_its_trace() -> None:
    marks = [{"id": "m", "title": "M", "minimum": "99"}]
    found = traced(made.COMPLETE, gate=None, marks=marks, readings=[])
    assert (found["gate"], found["readings"], found["marks"][0]["gate"]) == (None, [], None)
    assert found["sentences"][-1] == "So the result is below every mark."


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("0", "0"), ("14.2", "14.2"), ("-0.25", "-0.25"), ("70", "70"), ("1/3", "0.33…"), ("-2/3", "-0.66…"),
        ("89.999", "89.99…"), ("1/1000", "0.001…"), ("1/300", "0.003…"), ("1/110", "0.009…"),
        ("-1/8", "-0.12…"),
    ],
)  # fmt: skip
def test_a_number_in_a_sentence_is_exact_or_cut_and_marked(value: str, text: str) -> None:
    assert told(Fraction(value)) == text
