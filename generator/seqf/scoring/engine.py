"""Answers -> result: contract section 3, in exact arithmetic. Mirrored by site/assets/js/core/scoring.js."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate, pairwise
from math import lcm

from seqf.exact import half_up, places_for
from seqf.model import Criterion, Item, RatingKpi, Reading, Rules, ThresholdKpi
from seqf.scoring.answers import KpiAnswer
from seqf.scoring.assessment import Assessment

NO_MARK = "none"  # the outcome where no mark is reached

Points = list[Fraction | int]  # a score for each item, in framework order


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionResult:
    """What one section earned: points as a range, out of `maximum`, for `weight` percent of the whole."""

    id: str
    low: Fraction
    high: Fraction
    maximum: Fraction
    weight: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class GateResult:
    """Points of the gate items together, as a range."""

    items: tuple[str, ...]
    low: Fraction
    high: Fraction
    maximum: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The lowest and the highest mark possible, as ids or `none`."""

    low: str
    high: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """How an assessment stands under one release. Low and high are equal where it is complete."""

    framework: str  # the release
    complete: bool
    unscored: tuple[str, ...]  # item ids in framework order
    low: Fraction  # overall, percent
    high: Fraction
    places: int  # decimals to show the overall score with
    sections: tuple[SectionResult, ...]
    gate: GateResult | None
    outcome: Outcome
    readings: Mapping[str, Outcome]  # by reading id, in declared order


def measured(answer: KpiAnswer) -> Fraction | None:
    """The KPI's value in its unit, from counts where these were given; None where it is not answered."""
    if answer.value is not None:
        return answer.value
    if answer.numerator is None or answer.denominator is None:
        return None
    return Fraction(100 * answer.numerator, answer.denominator)


def reaches(item: ThresholdKpi, value: Fraction, bound: Fraction) -> bool:
    """Whether a value reaches a bound. The bound itself counts as reached (contract 3.3)."""
    return value >= bound if item.direction == "at-least" else value <= bound


def threshold_score(item: ThresholdKpi, value: Fraction) -> Fraction:
    """Points for a measured value; 0 where no bound is reached."""
    return max(
        (step.score for step in item.thresholds if reaches(item, value, step.bound)), default=Fraction(0)
    )


def item_score(item: Item, assessment: Assessment, effect: str = "") -> Fraction | int | None:
    """An item's score, None where it is unscored; `effect` is the reading's under which it is read."""
    if isinstance(item, Criterion):
        return assessment.scores.get(item.id)
    answer = assessment.kpis.get(item.id)
    value = None if answer is None else measured(answer)
    if value is None:
        return None
    if isinstance(item, ThresholdKpi):
        return threshold_score(item, half_up(value, 1) if effect == "round-measures" else value)
    if effect != "round-ratings" or value == item.none:
        return value
    return min(half_up(value, 0), item.highest)  # a scale may end between two whole numbers


def score(rules: Rules, assessment: Assessment) -> Result:
    """Score one assessment. For many under the same rules, `scorer` prepares once."""
    return scorer(rules)(assessment)


def scorer(rules: Rules) -> Callable[[Assessment], Result]:
    """A function that scores assessments under these rules.

    Thousands may be scored in a row, so sums are of whole numbers as long as they can be: what a point is
    worth in a section is a whole number of parts, `parts` of them to the percent.
    """
    items = rules.items
    criteria = [isinstance(item, Criterion) for item in items]
    unanswered = [(_whole(item.lowest), _whole(item.highest)) for item in items]
    ends = list(accumulate(len(section.items) for section in rules.sections))
    slices = [slice(start, end) for start, end in pairwise([0, *ends])]
    maximums = [section.maximum for section in rules.sections]
    each = [section.weight / maximum for section, maximum in zip(rules.sections, maximums, strict=True)]
    parts = lcm(*(worth.denominator for worth in each))
    worth = [int(one * parts) for one in each]
    place = {item.id: index for index, item in enumerate(items)}
    gate = [place[item] for item in rules.gate]
    gate_maximum = Fraction(sum(unanswered[index][1] for index in gate))
    places = places_for(mark.minimum for mark in rules.marks)
    rescored = {
        "round-measures": [index for index, item in enumerate(items) if isinstance(item, ThresholdKpi)],
        "round-ratings": [index for index, item in enumerate(items) if isinstance(item, RatingKpi)],
    }

    def end(points: Points) -> _End:
        sections = [sum(points[own]) for own in slices]
        overall = Fraction(sum([have * one for have, one in zip(sections, worth, strict=True)]), parts)
        return _End(overall, Fraction(sum([points[index] for index in gate])), sections)

    def one(assessment: Assessment) -> Result:
        answered = assessment.scores
        scores = [
            answered.get(item.id) if plain else item_score(item, assessment)
            for item, plain in zip(items, criteria, strict=True)
        ]
        unscored = [index for index, score in enumerate(scores) if score is None]

        def standing(scores: list[Fraction | int | None]) -> _Standing:
            lowest, highest = list(scores), list(scores)
            for index in unscored:
                lowest[index], highest[index] = unanswered[index]
            low = end(lowest)
            return _Standing(low, end(highest) if unscored else low)

        now = standing(scores)

        def reading(declared: Reading) -> Outcome:
            again = rescored.get(declared.effect)
            if again is None:
                return _outcome(rules, now, declared.effect)
            other = list(scores)
            for index in again:
                other[index] = item_score(items[index], assessment, declared.effect)
            return stands if other == scores else _outcome(rules, standing(other))

        stands = _outcome(rules, now)
        return Result(
            framework=rules.framework,
            complete=not unscored,
            unscored=tuple(items[index].id for index in unscored),
            low=now.low.overall,
            high=now.high.overall,
            places=places,
            sections=tuple(
                SectionResult(
                    id=section.id,
                    low=Fraction(low),
                    high=Fraction(high),
                    maximum=maximum,
                    weight=section.weight,
                )
                for section, low, high, maximum in zip(
                    rules.sections, now.low.sections, now.high.sections, maximums, strict=True
                )
            ),
            gate=GateResult(items=rules.gate, low=now.low.gate, high=now.high.gate, maximum=gate_maximum)
            if gate
            else None,
            outcome=stands,
            readings={declared.id: reading(declared) for declared in rules.readings},
        )

    return one


@dataclass(frozen=True, slots=True)
class _End:
    """One end of a result: overall, gate and each section's points."""

    overall: Fraction
    gate: Fraction
    sections: list[Fraction | int]


@dataclass(frozen=True, slots=True)
class _Standing:
    """Both ends of a result; the same one twice where nothing is unscored."""

    low: _End
    high: _End


def _outcome(rules: Rules, now: _Standing, effect: str = "") -> Outcome:
    """The lowest and the highest outcome over the overall scores and gate subtotals that are possible."""
    low, high = now.low.overall, now.high.overall
    gate_low, gate_high = now.low.gate, now.high.gate
    if effect == "blanks-lowest":
        high, gate_high = low, gate_low
    elif effect == "round-overall":
        low, high = half_up(low, 1), half_up(high, 1)
    overalls = [low, high] if low != high else [low]
    gates = [gate_low, gate_high] if gate_low != gate_high else [gate_low]
    if effect == "band-by-overall":
        # More overall can pick a row whose gate is missed, so every row in between counts.
        overalls += [mark.minimum for mark in rules.marks if low < mark.minimum < high]
    ranks = [_rank(rules, value, gate, effect) for value in overalls for gate in gates]
    names = [*(mark.id for mark in rules.marks), NO_MARK]
    return Outcome(low=names[max(ranks)], high=names[min(ranks)])


def _rank(rules: Rules, value: Fraction, gate: Fraction, effect: str) -> int:
    """The place in the list of marks of the one reached; one past the end where none is."""
    for rank, mark in enumerate(rules.marks):
        if value < mark.minimum:
            continue
        if mark.gate_minimum is None or effect == "ignore-gate" or gate >= mark.gate_minimum:
            return rank
        if effect == "band-by-overall":
            break
    return len(rules.marks)


def _whole(value: Fraction) -> Fraction | int:
    """Whole numbers as int: sums of them are several times faster."""
    return value.numerator if value.denominator == 1 else value
