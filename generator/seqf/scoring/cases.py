"""Conformance cases for other people's engines: extremes, every bound at it and just beside it, blanks."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import product
from typing import Any

from seqf.exact import decimal_text, places_for
from seqf.model import Criterion, Item, Mark, RatingKpi, Rules, ThresholdKpi
from seqf.scoring.assessment import FORMAT, parse
from seqf.scoring.engine import Result, scorer
from seqf.scoring.result import result_text

Answers = dict[str, Any]  # item id -> a score, or a KPI's object, as an assessment file holds it


def conformance_cases(rules: Rules) -> list[dict[str, Any]]:
    """Return cases of a name, an assessment and the result of this project's engine, as plain values."""
    scored = _engine(rules)
    return [
        {
            "name": name,
            "assessment": _assessment(rules, answers),
            "result": json.loads(result_text(scored(answers))),
        }
        for name, answers in _cases(rules, scored)
    ]


def _assessment(rules: Rules, answers: Answers) -> dict[str, Any]:
    criteria = {item.id for item in rules.items if isinstance(item, Criterion)}
    return {
        "format": FORMAT,
        "framework": rules.framework,
        "scores": {key: value for key, value in answers.items() if key in criteria},
        "kpis": {key: value for key, value in answers.items() if key not in criteria},
    }


def _engine(rules: Rules) -> Callable[[Answers], Result]:
    """Return a function that scores answers as this project scores a file that holds them."""
    score, known = scorer(rules), {rules.framework: rules}

    def scored(answers: Answers) -> Result:
        assessment, mistakes = parse(
            json.dumps(_assessment(rules, answers)), known, rules.framework, "case.json"
        )
        if assessment is None:
            raise ValueError(f"a generated case is no sound assessment: {mistakes}")
        return score(assessment)

    return scored


def _cases(rules: Rules, scored: Callable[[Answers], Result]) -> Iterator[tuple[str, Answers]]:
    best = {item.id: _best(item) for item in rules.items}
    yield "everything at its highest", best
    yield "everything at its lowest", {item.id: _worst(item) for item in rules.items}
    yield "nothing answered", {}
    yield "every answer blank, in each way that is allowed", {item.id: _blank(item) for item in rules.items}
    for section in rules.sections:
        own = {item.id for item in section.items}
        yield (
            f"section {section.id} not answered",
            {key: value for key, value in best.items() if key not in own},
        )
    for item in rules.items:
        for name, answer in _edges(item):
            yield f"{item.id}: {name}", best | {item.id: answer}
    for mark in rules.marks:
        yield from _around_minimum(rules, best, mark, scored)
        yield from _around_gate(rules, best, mark)


def _best(item: Item) -> Any:
    if isinstance(item, Criterion):
        return item.scale[-1]
    value = item.highest_rating if isinstance(item, RatingKpi) else item.thresholds[-1].bound
    return {"value": decimal_text(value)}


def _worst(item: Item) -> Any:
    match item:
        case Criterion():
            return item.scale[0]
        case RatingKpi():
            return {"value": decimal_text(item.none)}
        case ThresholdKpi():
            return {"value": decimal_text(_missed(item))}


def _blank(item: Item) -> Any:
    if isinstance(item, ThresholdKpi) and item.unit == "percent":
        return {"numerator": 1, "denominator": None}
    return None if isinstance(item, Criterion) else {"value": ""}


def _missed(item: ThresholdKpi) -> Fraction:
    """A value that reaches no threshold, and lies within the limits of the unit where there is one."""
    easiest = item.thresholds[0].bound
    limit = item.lowest_value if item.direction == "at-least" else item.highest_value
    return limit if limit is not None else easiest + (-1 if item.direction == "at-least" else 1)


def _edges(item: Item) -> Iterator[tuple[str, Any]]:
    """Answers at and beside every bound of one item."""
    match item:
        case Criterion():
            return
        case RatingKpi():
            middle = (item.lowest_rating + item.highest_rating) / 2
            for value in (
                item.none,
                item.lowest_rating,
                middle,
                middle + Fraction(5, 100),
                item.highest_rating,
            ):
                if value == item.none or value <= item.highest_rating:
                    yield f"rated {decimal_text(value)}", {"value": decimal_text(value)}
        case ThresholdKpi():
            step = Fraction(1, 10 ** (places_for(one.bound for one in item.thresholds) + 1))
            for threshold in item.thresholds:
                for value in (threshold.bound - step, threshold.bound, threshold.bound + step):
                    if _within(item, value):
                        yield f"measured {decimal_text(value)}", {"value": decimal_text(value)}
                if item.unit == "percent":
                    yield from _counts(item, threshold.bound / 100)


def _counts(item: ThresholdKpi, share: Fraction) -> Iterator[tuple[str, Any]]:
    """Counts that give a share exactly, and with one person less."""
    n, d = 100 * share.numerator, 100 * share.denominator
    for numerator in (n, n - 1):
        if 0 <= numerator <= d and _within(item, Fraction(100 * numerator, d)):
            yield f"{numerator} of {d}", {"numerator": numerator, "denominator": d}


def _within(item: ThresholdKpi, value: Fraction) -> bool:
    low, high = item.lowest_value, item.highest_value
    return (low is None or value >= low) and (high is None or value <= high)


def _around_minimum(
    rules: Rules, best: Answers, mark: Mark, scored: Callable[[Answers], Result]
) -> Iterator[tuple[str, Answers]]:
    """Lower one criterion after the other until the overall score falls below the minimum of a mark."""
    answers = dict(best)
    for item in rules.items:
        if not isinstance(item, Criterion):
            continue
        for step in reversed(item.scale[:-1]):
            before = dict(answers)
            answers[item.id] = step
            if scored(answers).low < mark.minimum:
                yield f"the last step that is still at {mark.id} or above", before
                yield f"one step below the minimum of {mark.id}", answers
                return


def _around_gate(rules: Rules, best: Answers, mark: Mark) -> Iterator[tuple[str, Answers]]:
    """Find the gate items' answers whose sum is nearest to the gate minimum, from above and from below."""
    items = [item for item in rules.items if item.id in rules.gate]
    if mark.gate_minimum is None or not items or not all(isinstance(item, ThresholdKpi) for item in items):
        return
    choices = [
        [(Fraction(0), _missed(item)), *((t.score, t.bound) for t in item.thresholds)] for item in items
    ]
    sums: dict[Fraction, Answers] = {}
    for chosen in product(*choices):
        answers = {
            item.id: {"value": decimal_text(value)} for item, (_, value) in zip(items, chosen, strict=True)
        }
        sums.setdefault(sum((points for points, _ in chosen), Fraction(0)), answers)
    below = max((total for total in sums if total < mark.gate_minimum), default=None)
    above = min((total for total in sums if total >= mark.gate_minimum), default=None)
    if above is not None:
        yield f"gate at the minimum of {mark.id}", best | sums[above]
    if below is not None:
        yield f"gate one step below the minimum of {mark.id}", best | sums[below]
