"""What holds for every framework and every assessment, not just for the examples."""

from __future__ import annotations

import json
from fractions import Fraction
from itertools import pairwise
from random import Random
from typing import Any

import generate
from hypothesis import assume, given
from hypothesis import strategies as st
from seqf.exact import decimal_text, decimals, half_up, number, places_for, shown
from seqf.model import Criterion, Item, RatingKpi, Rules, ThresholdKpi
from seqf.scoring.assessment import Assessment, parse, save
from seqf.scoring.engine import Outcome, Result, reaches, score, threshold_score
from seqf.scoring.rules import rules_from_json
from seqf.text import jsontext


class Seeded(Random):
    """Says its seed in a failing example. Far faster than letting hypothesis draw each number."""

    def __init__(self, seed: int) -> None:
        super().__init__(seed)
        self.named = seed

    def __repr__(self) -> str:
        return f"Seeded({self.named})"


randoms = st.integers(0, 2**32).map(Seeded)
numbers = st.builds(Fraction, st.integers(-(10**12), 10**12), st.sampled_from([1, 2, 4, 5, 10, 1000, 10**9]))
exact_values = st.fractions(min_value=-1000, max_value=1000, max_denominator=10**6)


def made(random: Random) -> tuple[Rules, dict[str, Any]]:
    """A framework and answers to it, as plain values."""
    framework = generate.rules(random)
    return rules_from_json(json.dumps(framework)), generate.assessment(random, framework)


def read(rules: Rules, answers: dict[str, Any]) -> Assessment:
    found, mistakes = parse(json.dumps(answers), {rules.framework: rules}, rules.framework)
    assert found is not None, mistakes
    return found


def scored(rules: Rules, answers: dict[str, Any]) -> Result:
    return score(rules, read(rules, answers))


def rank(rules: Rules, outcome: str) -> int:
    """Higher is better; no mark is 0."""
    marks = [mark.id for mark in reversed(rules.marks)]
    return marks.index(outcome) + 1 if outcome in marks else 0


def with_answer(answers: dict[str, Any], item: Item, answer: str) -> dict[str, Any]:
    """The same answers with one changed."""
    if isinstance(item, Criterion):
        return {**answers, "scores": {**answers["scores"], item.id: answer}}
    return {**answers, "kpis": {**answers["kpis"], item.id: {"value": answer}}}


def worst_to_best(random: Random, item: Item) -> tuple[str, str]:
    """Two answers to an item, the second at least as good as the first."""
    if isinstance(item, Criterion):
        low, high = sorted(random.choice(item.scale) for _ in range(2))
        return str(low), str(high)
    if isinstance(item, RatingKpi):
        steps = [item.none, item.lowest_rating, item.highest_rating, item.lowest_rating + Fraction(3, 7)]
        steps = [half_up(step, 20) for step in steps]
    else:
        bounds = [step.bound for step in item.thresholds]
        steps = [*bounds, *(bound - Fraction(1, 10**20) for bound in bounds), Fraction(0)]
    low, high = sorted(random.choice(steps) for _ in range(2))
    at_most = isinstance(item, ThresholdKpi) and item.direction == "at-most"
    pair = (high, low) if at_most else (low, high)
    return decimal_text(max(pair[0], Fraction(0))), decimal_text(max(pair[1], Fraction(0)))


@given(randoms)
def test_a_better_answer_never_lowers_overall_gate_or_outcome(random: Random) -> None:
    rules, answers = made(random)
    item = random.choice(rules.items)
    worse, better = worst_to_best(random, item)
    before = scored(rules, with_answer(answers, item, worse))
    after = scored(rules, with_answer(answers, item, better))
    assert before.low <= after.low
    assert before.high <= after.high
    if before.gate and after.gate:
        assert (before.gate.low, before.gate.high) <= (after.gate.low, after.gate.high)
        assert before.gate.high <= after.gate.high
    assert rank(rules, before.outcome.low) <= rank(rules, after.outcome.low)
    assert rank(rules, before.outcome.high) <= rank(rules, after.outcome.high)


@given(randoms)
def test_the_order_of_answers_is_irrelevant(random: Random) -> None:
    rules, answers = made(random)
    turned = {key: dict(reversed(value.items())) for key, value in answers.items() if isinstance(value, dict)}
    assert scored(rules, {**answers, **turned}) == scored(rules, answers)


@given(randoms)
def test_low_is_never_above_high(random: Random) -> None:
    rules, answers = made(random)
    result = scored(rules, answers)
    assert result.low <= result.high <= 100
    for part in (*result.sections, *([result.gate] if result.gate else [])):
        assert part.low <= part.high <= part.maximum
    for outcome in (result.outcome, *result.readings.values()):
        assert rank(rules, outcome.low) <= rank(rules, outcome.high)


@given(randoms)
def test_a_complete_assessment_has_no_range(random: Random) -> None:
    rules, answers = made(random)
    for item in scored(rules, answers).unscored:
        item = next(one for one in rules.items if one.id == item)
        answers = with_answer(answers, item, worst_to_best(random, item)[0])
    result = scored(rules, answers)
    assert result.complete
    assert result.low == result.high
    for part in (*result.sections, *([result.gate] if result.gate else [])):
        assert part.low == part.high
    for outcome in (result.outcome, *result.readings.values()):
        assert outcome.low == outcome.high


def inside(rules: Rules, inner: Outcome, outer: Outcome) -> bool:
    low, high = rank(rules, outer.low), rank(rules, outer.high)
    return low <= rank(rules, inner.low) and rank(rules, inner.high) <= high


@given(randoms)
def test_answering_an_unscored_item_stays_inside_the_former_range(random: Random) -> None:
    rules, answers = made(random)
    before = scored(rules, answers)
    assume(before.unscored)
    chosen = random.choice(before.unscored)
    item = next(one for one in rules.items if one.id == chosen)
    after = scored(rules, with_answer(answers, item, random.choice(worst_to_best(random, item))))
    assert before.low <= after.low <= after.high <= before.high
    if before.gate and after.gate:
        assert before.gate.low <= after.gate.low <= after.gate.high <= before.gate.high
    assert inside(rules, after.outcome, before.outcome)
    for reading in rules.readings:
        if reading.effect != "blanks-lowest":  # there an answer takes the place of the lowest
            assert inside(rules, after.readings[reading.id], before.readings[reading.id]), reading


@given(randoms)
def test_a_reading_changes_one_thing_and_so_agrees_where_that_makes_no_difference(random: Random) -> None:
    rules, answers = made(random)
    result = scored(rules, answers)
    gated = any(mark.gate_minimum is not None for mark in rules.marks)
    for reading in rules.readings:
        same = {
            "band-by-overall": not gated,
            "ignore-gate": not gated,
            "blanks-lowest": result.complete,
            "round-overall": result.low * 10 % 1 == 0 and result.high * 10 % 1 == 0,
            "round-ratings": not any(isinstance(item, RatingKpi) for item in rules.items),
            "round-measures": not any(isinstance(item, ThresholdKpi) for item in rules.items),
        }[reading.effect]
        if same:
            assert result.readings[reading.id] == result.outcome, reading


@given(randoms)
def test_the_literal_reading_covers_every_overall_score_in_between(random: Random) -> None:
    """Against brute force: each possible row of the range, at its lowest and highest gate."""
    rules, answers = made(random)
    result = scored(rules, answers)
    for reading in rules.readings:
        if reading.effect != "band-by-overall":
            continue
        gates = [result.gate.low, result.gate.high] if result.gate else [Fraction(0)]
        steps = {result.low, result.high, *(mark.minimum for mark in rules.marks)}
        ends = sorted(step for step in steps if result.low <= step <= result.high)
        tried = [*ends, *((a + b) / 2 for a, b in pairwise(ends))]
        ranks = []
        for overall in tried:
            row = next((mark for mark in rules.marks if overall >= mark.minimum), None)
            for gate in gates:
                met = row and (row.gate_minimum is None or gate >= row.gate_minimum)
                ranks.append(rank(rules, row.id) if row and met else 0)
        found = result.readings[reading.id]
        assert (rank(rules, found.low), rank(rules, found.high)) == (min(ranks), max(ranks))


@given(randoms, st.integers(1, 25))
def test_a_bound_is_reached_at_its_value_and_missed_one_smallest_step_short(
    random: Random, places: int
) -> None:
    rules, _ = made(random)
    step = Fraction(1, 10**places)
    for item in rules.items:
        if not isinstance(item, ThresholdKpi):
            continue
        short = -step if item.direction == "at-least" else step
        for threshold in item.thresholds:
            assert reaches(item, threshold.bound, threshold.bound)
            assert reaches(item, threshold.bound - short, threshold.bound)
            assert not reaches(item, threshold.bound + short, threshold.bound)
            assert threshold_score(item, threshold.bound) >= threshold.score


ONE_RATING = {
    "format": "seqf-rules/1",
    "framework": "1.0.0",
    "title": "One rating",
    "sections": [
        {
            "id": "1",
            "title": "One",
            "weight": "100",
            "items": [
                {"id": "r", "title": "R", "kind": "rating", "none": "0", "lowest": "1", "highest": "5"}
            ],
        }
    ],
    "gate": {"items": ["r"]},
    "readings": [],
}


@given(st.integers(20_001, 100_000).map(lambda thousandths: Fraction(thousandths, 1000)))
def test_a_minimum_is_reached_at_its_value_and_missed_one_smallest_step_short(minimum: Fraction) -> None:
    mark = {
        "id": "m",
        "title": "M",
        "minimum": decimal_text(minimum),
        "gate_minimum": decimal_text(minimum / 20),
    }
    rules = rules_from_json(json.dumps({**ONE_RATING, "marks": [mark]}))
    value = minimum / 20
    at = scored(rules, {"format": "seqf-assessment/1", "kpis": {"r": {"value": decimal_text(value)}}})
    short = decimal_text(value - Fraction(1, 10**28))
    below = scored(rules, {"format": "seqf-assessment/1", "kpis": {"r": {"value": short}}})
    assert at.outcome == Outcome(low="m", high="m")
    assert below.outcome == Outcome(low="none", high="none")
    assert number(shown(below.low, below.places)) < minimum <= number(shown(at.low, at.places))


@given(exact_values, st.lists(numbers, max_size=4))
def test_what_is_shown_is_on_the_same_side_of_every_bound(value: Fraction, bounds: list[Fraction]) -> None:
    places = places_for(bounds)
    cut, raised = number(shown(value, places)), number(shown(value, places, up=True))
    for bound in bounds:
        assert (value >= bound) == (cut >= bound)
        assert (value <= bound) == (raised <= bound)
    assert cut <= value <= raised
    assert raised - cut < Fraction(1, 10**places) or raised - cut == Fraction(1, 10**places)


@given(numbers)
def test_a_number_is_the_same_after_writing_and_reading(value: Fraction) -> None:
    text = decimal_text(value)
    assert number(text) == value
    assert decimals(value) == len(text.partition(".")[2])


@given(exact_values, st.integers(0, 3))
def test_rounding_half_up_is_to_the_nearest(value: Fraction, places: int) -> None:
    rounded = half_up(value, places)
    half = Fraction(1, 2 * 10**places)
    assert -half < rounded - value <= half
    assert rounded * 10**places % 1 == 0


texts = st.text(max_size=20)
free = st.recursive(
    st.none() | st.booleans() | st.integers() | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=8,
)


@given(randoms, texts, free, st.dictionaries(texts, free, max_size=2))
def test_a_saved_assessment_reads_the_same(
    random: Random, text: str, own: Any, aside: dict[str, Any]
) -> None:
    rules, answers = made(random)
    item = random.choice(rules.items)
    answers |= {"provider": text, "name": text, "kind": "external", "date": "2026-03-31", "aside": aside}
    answers |= {"notes": {item.id: {"evidence": text, "due": "2026-12-31", "x-own": own}}, "x-own": own}
    found = read(rules, answers)
    assert read(rules, json.loads(save(found), parse_float=str)) == found
    assert parse(save(found), {rules.framework: rules}, "none") == (found, [])


@given(free)
def test_both_readers_of_json_agree(value: Any) -> None:
    text = json.dumps(value, ensure_ascii=False, indent=1)
    assert jsontext.placed(text).value == jsontext.fast(text)
    assert json.loads(jsontext.write(jsontext.fast(text))) == value
    assert json.loads(jsontext.write(jsontext.placed(json.dumps(value)).value)) == value


@given(
    st.text(alphabet='{}[]",:\\ \n\t-.0123456789eEutrflasn\u00e9\U0001f600', max_size=60)
    | st.text(max_size=60)
)
def test_any_text_gives_an_assessment_or_mistakes_never_a_crash(text: str) -> None:
    rules = rules_from_json(json.dumps(generate.rules_of_the_cases()))
    for path in ("a.json", "a.yaml"):
        found, mistakes = parse(text, {rules.framework: rules}, rules.framework, path)
        assert (found is None) == bool(mistakes)


@given(st.text(alphabet='{}[]",:\\ \n\t-.0123456789eEutrflasn\u00e9', max_size=40))
def test_the_slow_reader_refuses_what_the_fast_one_can_not_read(text: str) -> None:
    try:
        slow = jsontext.placed(text)
    except jsontext.Unreadable:
        slow = None
    try:
        fast = jsontext.fast(text)
    except ValueError:
        assert slow is None or slow.twice
    else:
        assert slow is not None
        assert slow.value == fast
