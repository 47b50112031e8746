"""What another reading of an open passage does to outcomes: made-up services, scored both ways."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from typing import Any

from seqf.changes.sample import Draw, random_assessments
from seqf.model import Item, RatingKpi, Rules, ThresholdKpi
from seqf.scoring.answers import KpiAnswer
from seqf.scoring.assessment import Assessment
from seqf.scoring.engine import NO_MARK, Outcome, Result, scorer

SERVICES = 300  # enough to see an effect on one service in a hundred, and quick enough for every build
SEED = 7
_ONE_BLANK_IN = 25  # answers, in every second service
_NEAREST = 8  # services just short of a mark, from which an example is sought where none was drawn
_A_LITTLE = Fraction(1, 25)  # so far a measured value is set beside its bound: less than half of one decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingEffect:
    """One reading beside the one that stands, over the same services."""

    services: int
    other: int  # how many have another outcome
    higher: int  # how many of them end at a higher mark at one end of their range, and lower at none
    lower: int
    example: Result | None  # a service that it changes, sought on purpose where none was drawn
    outcome: Outcome | None  # of that example, under the other reading


def reading_effects(rules: Rules) -> dict[str, ReadingEffect]:
    """Return the effect of every declared reading, by its id. The same rules give the same figures."""
    return _effects(replace(rules, framework="any"))  # releases with the same rules share the work


@lru_cache(maxsize=8)
def _effects(rules: Rules) -> dict[str, ReadingEffect]:
    score = scorer(rules)
    drawn = [(service, score(service)) for service in _services(rules)]
    results = [result for _, result in drawn]
    ranks = {name: rank for rank, name in enumerate([*(mark.id for mark in rules.marks), NO_MARK])}
    sought: list[Result] | None = None
    found = {}
    for reading in rules.readings:
        effect = _effect(reading.id, results, ranks)
        if not effect.example or not effect.example.complete:
            sought = [score(one) for one in _close_calls(rules, drawn)] if sought is None else sought
            drawn_ones = [effect.example] if effect.example else []
            effect = replace(effect, **_example(reading.id, [*sought, *drawn_ones]))
        found[reading.id] = effect
    return found


def _services(rules: Rules) -> Iterator[Assessment]:
    """Every second one leaves some answers open, as most services do while they work."""
    draw = Draw(SEED)
    for number, service in enumerate(random_assessments(rules, SERVICES, SEED)):
        if number % 2 == 0:
            yield service
        else:
            kept = {item.id for item in rules.items if draw.below(_ONE_BLANK_IN)}
            yield replace(
                service,
                scores={item: score for item, score in service.scores.items() if item in kept},
                kpis={item: answer for item, answer in service.kpis.items() if item in kept},
            )


def _effect(reading: str, results: list[Result], ranks: dict[str, int]) -> ReadingEffect:
    changed = [result for result in results if result.readings[reading] != result.outcome]
    moves = [_moves(result.outcome, result.readings[reading], ranks) for result in changed]
    return ReadingEffect(
        services=len(results),
        other=len(changed),
        higher=sum(all(move >= 0 for move in pair) for pair in moves),
        lower=sum(all(move <= 0 for move in pair) for pair in moves),
        **_example(reading, changed),
    )


def _example(reading: str, results: list[Result]) -> dict[str, Any]:
    """The example and its other outcome. A settled result shows it best, and a high one has most at stake."""
    changed = [result for result in results if result.readings[reading] != result.outcome]
    example = max(changed, key=lambda result: (result.complete, result.high), default=None)
    return {"example": example, "outcome": example.readings[reading] if example else None}


def _close_calls(rules: Rules, drawn: list[tuple[Assessment, Result]]) -> Iterator[Assessment]:
    """Yield services just short of a mark, with one measured answer set anew: each rating, each near miss."""
    short = sorted(
        (
            (min(mark.minimum - result.low for mark in rules.marks if mark.minimum > result.low), number)
            for number, (_, result) in enumerate(drawn)
            if result.complete and any(mark.minimum > result.low for mark in rules.marks)
        ),
    )
    for _, number in short[:_NEAREST]:
        service = drawn[number][0]
        for item in rules.items:
            for value in _near_misses(item):
                yield replace(service, kpis={**service.kpis, item.id: KpiAnswer(value=value)})


def _near_misses(item: Item) -> list[Fraction]:
    if isinstance(item, RatingKpi):
        steps = int((item.highest_rating - item.lowest_rating) * 10)
        return [item.lowest_rating + Fraction(step, 10) for step in range(0, steps + 1, 3)]
    if isinstance(item, ThresholdKpi):
        beside = -_A_LITTLE if item.direction == "at-least" else _A_LITTLE
        return [step.bound + beside for step in item.thresholds]
    return []


def _moves(before: Outcome, after: Outcome, ranks: dict[str, int]) -> tuple[int, int]:
    return ranks[before.low] - ranks[after.low], ranks[before.high] - ranks[after.high]
