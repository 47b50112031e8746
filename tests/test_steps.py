"""Steps to the next mark: what one step is, and that no smaller number of them is enough."""

from __future__ import annotations

import json
from fractions import Fraction
from itertools import product
from random import Random
from typing import Any

import generate
import pytest
from seqf.exact import decimal_text
from seqf.model import Criterion, Item, RatingKpi, Rules, Threshold, ThresholdKpi
from seqf.scoring.assessment import Assessment, parse
from seqf.scoring.engine import item_score, score
from seqf.scoring.rules import rules_from_json
from seqf.scoring.steps import ladder, steps

MOST_WAYS = 1500  # ways to spend steps that brute force tries for one assessment


def criterion(id: str, *scale: int) -> dict[str, Any]:
    return {"id": id, "title": id, "kind": "criterion", "scale": [str(step) for step in scale]}


def made(
    sections: list[tuple[str, list[dict[str, Any]]]], marks: list[dict[str, Any]], gate: list[str]
) -> Rules:
    return rules_from_json(
        json.dumps(
            {
                "format": "seqf-rules/1",
                "framework": "1.0.0",
                "title": "Made",
                "sections": [
                    {"id": f"s{n}", "title": "S", "weight": weight, "items": items}
                    for n, (weight, items) in enumerate(sections)
                ],
                "gate": {"items": gate} if gate else None,
                "marks": [{"title": mark["id"], **mark} for mark in marks],
                "readings": [],
            }
        )
    )


def read(rules: Rules, answers: dict[str, Any]) -> Assessment:
    document = {"format": "seqf-assessment/1", **answers}
    found, mistakes = parse(json.dumps(document), {rules.framework: rules}, rules.framework)
    assert found is not None, mistakes
    return found


# --- one step --------------------------------------------------------------------------------------------


def climbed(item: Item, now: object) -> list[tuple[Fraction, Fraction]]:
    return [(step.score, step.answer) for step in ladder(item, Fraction(now))]


def test_a_step_of_a_criterion_is_the_next_score_of_its_scale() -> None:
    item = Criterion(id="c", title="C", scale=(1, 2, 5))
    assert climbed(item, 1) == [(2, 2), (5, 5)]
    assert climbed(item, 2) == [(5, 5)]
    assert climbed(item, 5) == []


@pytest.mark.parametrize(
    ("lowest", "highest", "now", "then"),
    [
        ("1", "5", "0", ["1", "2", "3", "4", "5"]),
        ("1", "5", "4.3", ["5"]),
        ("1", "5", "4", ["5"]),
        ("1", "5", "5", []),
        ("0.5", "4.5", "3.9", ["4", "4.5"]),
        ("0.5", "4.5", "4.1", ["4.5"]),
        ("0.5", "4.5", "4.5", []),
        ("2", "3", "0", ["2", "3"]),
        ("2.5", "4", "0", ["3", "4"]),
        ("0.2", "0.7", "0", ["0.7"]),
    ],
)
def test_a_step_of_a_rating_is_the_next_whole_number_or_the_end_of_its_scale(
    lowest: str, highest: str, now: str, then: list[str]
) -> None:
    item = RatingKpi(
        id="r",
        title="R",
        none=Fraction(0),
        lowest_rating=Fraction(lowest),
        highest_rating=Fraction(highest),
    )
    assert climbed(item, now) == [(Fraction(step), Fraction(step)) for step in then]


def threshold(direction: str, *steps: tuple[int, int]) -> ThresholdKpi:
    return ThresholdKpi(
        id="t",
        title="T",
        unit="weeks",
        direction=direction,
        lowest_value=None,
        highest_value=None,
        thresholds=tuple(Threshold(bound=Fraction(bound), score=Fraction(score)) for bound, score in steps),
    )


def test_a_step_of_a_threshold_kpi_is_the_next_bound_in_its_direction() -> None:
    assert climbed(threshold("at-least", (10, 2), (20, 4), (40, 8)), 2) == [(4, 20), (8, 40)]
    assert climbed(threshold("at-most", (52, 2), (26, 4)), 0) == [(2, 52), (4, 26)]


def test_a_bound_that_earns_no_more_is_no_step() -> None:
    assert climbed(threshold("at-least", (10, 2), (20, 2), (30, 5)), 0) == [(2, 10), (5, 30)]
    assert climbed(threshold("at-most", (26, 5), (52, 2)), 0) == [(2, 52), (5, 26)]  # any order


# --- the fewest ------------------------------------------------------------------------------------------


def by_trying(
    rules: Rules, assessment: Assessment, minimum: Fraction, gate: Fraction | None
) -> tuple[int, Fraction] | None:
    """The fewest steps, and the highest overall score with so many, by trying every way; None: too many."""
    climbs = []
    ways = 1
    for section in rules.sections:
        for item in section.items:
            found = item_score(item, assessment)
            now = item.lowest if found is None else Fraction(found)
            points = [now, *(step.score for step in ladder(item, now))]
            climbs.append((item.id in rules.gate, section.weight / section.maximum, points))
            ways *= len(points)
    if ways > MOST_WAYS:
        return None
    best = (10**9, Fraction(0))
    for chosen in product(*(range(len(points)) for _, _, points in climbs)):
        overall = sum(
            (worth * points[n] for (_, worth, points), n in zip(climbs, chosen, strict=True)), Fraction(0)
        )
        gated = sum(
            (points[n] for (inside, _, points), n in zip(climbs, chosen, strict=True) if inside), Fraction(0)
        )
        if overall >= minimum and (gate is None or gated >= gate) and sum(chosen) <= best[0]:
            least = sum(chosen)
            best = (least, max(overall, best[1]) if least == best[0] else overall)
    return best


def small(random: Random) -> dict[str, Any]:
    """A random framework with few enough items to try every way."""
    while True:
        rules = generate.rules(random)
        for section in rules["sections"]:
            section["items"] = section["items"][:3]
            for item in section["items"]:
                if "thresholds" in item:
                    item["thresholds"] = item["thresholds"][:3]
        ids = {item["id"] for section in rules["sections"] for item in section["items"]}
        if rules["gate"]:
            rules["gate"]["items"] = [id for id in rules["gate"]["items"] if id in ids]
            for mark in rules["marks"]:
                mark.pop("gate_minimum", None)
        if rules["gate"] and not rules["gate"]["items"]:
            rules["gate"] = None
        if rules["gate"]:
            reach = random.randint(1, 30)
            for place, mark in enumerate(rules["marks"]):
                mark["gate_minimum"] = str(max(reach - place * random.randint(0, 3), 0))
            gates = sorted((int(mark["gate_minimum"]) for mark in rules["marks"]), reverse=True)
            for mark, least in zip(rules["marks"], gates, strict=True):
                mark["gate_minimum"] = str(least)
        if len(ids) <= 7:
            return rules


def test_no_smaller_number_of_steps_is_enough_as_trying_every_way_shows() -> None:
    random = Random(11)
    compared, gated, impossible, traded = 0, 0, 0, 0
    for _ in range(250):
        plain = small(random)
        rules = rules_from_json(json.dumps(plain))
        assessment = read(rules, generate.assessment(random, plain))
        marks = {mark.id: mark for mark in rules.marks}
        for row in steps(rules, assessment)["marks"]:
            mark = marks[row["mark"]]
            tried = by_trying(rules, assessment, mark.minimum, mark.gate_minimum)
            if tried is None:
                continue
            least, overall = tried
            if least == 10**9:
                assert row["steps"] is None
                assert row["impossible"]
                impossible += 1
                continue
            assert (row["steps"], row["overall"]) == (least, overall)
            compared += 1
            gated += mark.gate_minimum is not None
            free = by_trying(rules, assessment, mark.minimum, None)
            traded += free != tried
    # A comparison proves little where no mark needs its gate, or none is out of reach.
    assert compared > 200
    assert gated > 80
    assert impossible > 20
    assert traded > 20


def test_what_a_plan_says_is_what_its_answers_give() -> None:
    random = Random(12)
    for _ in range(150):
        plain = generate.rules(random)
        rules = rules_from_json(json.dumps(plain))
        answers = generate.assessment(random, plain)
        assessment = read(rules, answers)
        kinds = {item.id: item for item in rules.items}
        for row in steps(rules, assessment)["marks"]:
            assert sum(one["steps"] for one in row["plan"]) == (row["steps"] or 0)
            scores, kpis = dict(answers["scores"]), dict(answers["kpis"])
            for one in row["plan"]:
                if isinstance(kinds[one["item"]], Criterion):
                    scores[one["item"]] = str(one["answer"])
                else:
                    kpis[one["item"]] = {"value": decimal_text(one["answer"])}
            after = score(rules, read(rules, {"scores": scores, "kpis": kpis}))
            if row["steps"] is not None:
                assert after.low == row["overall"]
                assert (after.gate.low if after.gate else None) == row["gate"]
                names = [mark.id for mark in rules.marks]
                assert names.index(after.outcome.low) <= names.index(row["mark"])


def test_a_step_that_jumps_far_is_not_overlooked_behind_one_that_gains_little() -> None:
    """The greedy way takes the criterion's 3 points first, and needs 3 steps."""
    kpi = {
        "id": "k", "title": "K", "kind": "threshold", "unit": "weeks", "direction": "at-least", "lowest": "0",
        "thresholds": [{"bound": "1", "score": "1"}, {"bound": "2", "score": "10"}],
    }  # fmt: skip
    rules = made([("100", [criterion("c", 0, 3, 6, 9), kpi])], [{"id": "m", "minimum": "50"}], [])
    row = steps(rules, read(rules, {"scores": {"c": 0}, "kpis": {"k": {"value": "0"}}}))["marks"][0]
    assert row["steps"] == 2
    assert [(one["item"], one["steps"], one["answer"]) for one in row["plan"]] == [("k", 2, 2)]


def test_a_gate_in_a_light_section_costs_steps_that_overall_alone_would_not() -> None:
    rules = made(
        [("90", [criterion("a", 0, 1, 2)]), ("10", [criterion("b", 0, 1, 2)])],
        [{"id": "m", "minimum": "45", "gate_minimum": "1"}],
        ["b"],
    )
    row = steps(rules, read(rules, {"scores": {"a": 0, "b": 0}}))["marks"][0]
    assert row["missing"] == {"overall": 45, "gate": 1}
    assert row["steps"] == 2
    assert [one["item"] for one in row["plan"]] == ["a", "b"]
    assert (row["overall"], row["gate"]) == (50, 1)


def test_steps_are_given_for_the_marks_not_reached_alone_highest_first() -> None:
    rules = made(
        [("100", [criterion("a", 0, 1, 2, 3, 4)])],
        [{"id": "top", "minimum": "100"}, {"id": "mid", "minimum": "75"}, {"id": "low", "minimum": "50"}],
        [],
    )
    found = steps(rules, read(rules, {"scores": {"a": 2}}))
    assert [(row["mark"], row["steps"]) for row in found["marks"]] == [("top", 2), ("mid", 1)]
    assert [row["impossible"] for row in found["marks"]] == [[], []]
    assert found["from"] == {"overall": 50, "gate": None, "outcome": "low"}
    assert steps(rules, read(rules, {"scores": {"a": 4}}))["marks"] == []


def test_what_is_unscored_starts_at_its_lowest_and_says_so() -> None:
    rules = made([("100", [criterion("a", 1, 2, 4)])], [{"id": "m", "minimum": "50"}], [])
    found = steps(rules, read(rules, {}))
    assert found["marks"][0]["plan"] == [
        {"item": "a", "section": "s0", "steps": 1, "from": 1, "to": 2, "answer": 2, "unscored": True}
    ]
    assert "What is not scored yet is counted at its lowest here." in found["sentences"]
    scored = steps(rules, read(rules, {"scores": {"a": 1}}))
    assert scored["marks"][0]["plan"][0]["unscored"] is False
    assert not any("not scored" in sentence for sentence in scored["sentences"])


def test_a_plan_that_ends_in_a_cut_number_has_no_full_stop_after_the_ellipsis() -> None:
    rating = {"id": "r", "title": "R", "kind": "rating", "none": "0", "lowest": "1", "highest": "4.125"}
    rules = made([("100", [rating])], [{"id": "m", "minimum": "99"}], [])
    said = steps(rules, read(rules, {"kpis": {"r": {"value": "4"}}}))["sentences"]
    assert said[0] == "m: 1 step at least, such as r from 4 to 4.12… That gives 100% overall."


def test_a_plan_of_many_items_is_told_by_section() -> None:
    def said(count: int) -> str:
        first = ("50", [criterion(f"a{n}", 0, 1, 2) for n in range(count - 1)])
        rules = made([first, ("50", [criterion("b", 0, 1)])], [{"id": "m", "minimum": "100"}], [])
        return steps(rules, read(rules, {}))["sentences"][0]

    assert said(11).startswith("m: 21 steps at least, such as 20 in section s0, 1 in section s1. That")
    assert said(10).startswith("m: 19 steps at least, such as a0 from 0 to 2, a1 from 0 to 2, ")


def test_what_no_step_reaches_is_named() -> None:
    rules = made(
        [("100", [criterion("a", 0, 1), criterion("b", 0, 1), criterion("c", 0, 1)])],
        [
            {"id": "both", "minimum": "101", "gate_minimum": "2"},
            {"id": "m", "minimum": "50", "gate_minimum": "2"},
        ],
        ["b"],
    )
    found = steps(rules, read(rules, {}))
    both, gate = found["marks"]
    assert (both["impossible"], both["steps"], both["plan"]) == (["overall", "gate"], None, [])
    assert (gate["impossible"], gate["overall"], gate["gate"]) == (["gate"], None, None)
    missed = "can't be reached: even the best answers miss"
    assert found["sentences"][:2] == [
        f"both {missed} its overall minimum and its minimum for b.",
        f"m {missed} its minimum for b.",
    ]


def test_the_section_where_a_step_gives_most_is_told_if_any_gives_something() -> None:
    light = ("1", [criterion("a", 0, 1, 2)])
    rules = made([light, ("99", [criterion("b", 0, 1)])], [{"id": "m", "minimum": "50"}], [])
    said = steps(rules, read(rules, {"scores": {"a": 0, "b": 1}}))["sentences"]
    assert said == ["One step gives most in section s0: 0.5 with a."]
    assert steps(rules, read(rules, {"scores": {"a": 2, "b": 1}}))["sentences"] == []
    worthless = made([("0", light[1]), ("100", [criterion("b", 0, 1)])], [{"id": "m", "minimum": "50"}], [])
    assert steps(worthless, read(worthless, {"scores": {"a": 0, "b": 1}}))["sentences"] == []


def test_sections_stand_in_the_order_of_what_their_best_next_step_gives() -> None:
    rules = made(
        [("40", [criterion("a", 0, 1, 2)]), ("60", [criterion("b", 0, 1, 4), criterion("c", 0, 2)])],
        [{"id": "m", "minimum": "50"}],
        [],
    )
    sections = steps(rules, read(rules, {"scores": {"a": 0, "b": 0, "c": 2}}))["sections"]
    assert sections == [
        {"id": "s0", "point": 20, "best": 20, "item": "a", "left": 2, "room": 40},
        {"id": "s1", "point": 10, "best": 10, "item": "b", "left": 2, "room": 40},
    ]
    done = steps(rules, read(rules, {"scores": {"a": 2, "b": 0, "c": 0}}))["sections"]
    assert [(row["id"], row["best"], row["item"], row["left"]) for row in done] == [
        ("s1", 20, "c", 3),
        ("s0", 0, None, 0),
    ]


def test_of_several_best_next_steps_the_first_item_is_named() -> None:
    rules = made([("100", [criterion("a", 0, 1), criterion("b", 0, 1)])], [{"id": "m", "minimum": "50"}], [])
    assert steps(rules, read(rules, {}))["sections"][0]["item"] == "a"


def test_of_several_plans_as_short_and_as_good_the_one_with_more_points_in_the_gate_stands() -> None:
    rules = made(
        [("50", [criterion("a", 0, 1)]), ("50", [criterion("b", 0, 1)])],
        [{"id": "m", "minimum": "50", "gate_minimum": "0"}],
        ["b"],
    )
    row = steps(rules, read(rules, {}))["marks"][0]
    assert [one["item"] for one in row["plan"]] == ["b"]
    assert (row["steps"], row["overall"], row["gate"]) == (1, 50, 1)


def test_many_items_in_the_gate_are_no_trouble() -> None:
    """Every way to share the steps would be millions here."""
    sections = [
        (weight, [criterion(f"{n}.{i}", 0, 1, 2, 3) for i in range(12)])
        for n, weight in enumerate(("10", "20", "30", "40"))
    ]
    gate = [f"{n}.{i}" for n in range(4) for i in range(6)]
    rules = made(sections, [{"id": "m", "minimum": "70", "gate_minimum": "60"}], gate)
    row = steps(rules, read(rules, {}))["marks"][0]
    # The gate: 18 points in each of the three heaviest sections, 6 in the lightest: 46 2/3 percent. The rest:
    # 18 more in the heaviest section, 20 percent, and 4 in the next, 3 1/3 percent.
    assert (row["steps"], row["overall"], row["gate"]) == (60 + 18 + 4, 70, 60)
