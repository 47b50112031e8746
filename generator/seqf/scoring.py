"""Answers -> result: contract section 3, in exact arithmetic. Mirrored by site/assets/js/core/scoring.js."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from .answers import KpiAnswer
from .assessment import Assessment
from .exact import half_up, places_for
from .model import Criterion, Item, RatingKpi, Reading, Rules, ThresholdKpi

NO_MARK = "none"  # the outcome where no mark is reached

Points = Mapping[str, tuple[Fraction | int, Fraction | int]]  # item id -> lowest and highest score possible


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


def measured(item: ThresholdKpi, answer: KpiAnswer) -> Fraction | None:
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
    return max((step.score for step in item.thresholds if reaches(item, value, step.bound)), default=Fraction(0))


def item_score(item: Item, assessment: Assessment, effect: str = "") -> Fraction | int | None:
    """An item's score, None where it is unscored; `effect` is the reading's under which it is read."""
    if isinstance(item, Criterion):
        return assessment.scores.get(item.id)
    answer = assessment.kpis.get(item.id)
    if answer is None:
        return None
    if isinstance(item, ThresholdKpi):
        value = measured(item, answer)
        if value is None:
            return None
        return threshold_score(item, half_up(value, 1) if effect == "round-measures" else value)
    return _rating(item, answer.value, effect)


def _rating(item: RatingKpi, value: Fraction | None, effect: str) -> Fraction | None:
    if value is None or effect != "round-ratings" or value == item.none:
        return value
    return min(half_up(value, 0), item.highest)  # a scale may end between two whole numbers


def score(rules: Rules, assessment: Assessment) -> Result:
    """Score one assessment. For many under the same rules, `scorer` prepares once."""
    return scorer(rules)(assessment)


def scorer(rules: Rules) -> Callable[[Assessment], Result]:
    """A function that scores assessments under these rules."""
    items = rules.items
    unanswered = {item.id: (_whole(item.lowest), _whole(item.highest)) for item in items}
    sections = [(section, [item.id for item in section.items], section.maximum) for section in rules.sections]
    gate_maximum = sum((unanswered[item][1] for item in rules.gate), Fraction(0))
    places = places_for(mark.minimum for mark in rules.marks)
    rescored = {
        "round-measures": [item for item in items if isinstance(item, ThresholdKpi)],
        "round-ratings": [item for item in items if isinstance(item, RatingKpi)],
    }

    def points(some: list[Item] | tuple[Item, ...], assessment: Assessment, effect: str = "") -> Points:
        scores = ((item.id, item_score(item, assessment, effect)) for item in some)
        return {item: unanswered[item] if score is None else (score, score) for item, score in scores}

    def overall(found: Points, end: int) -> Fraction:
        """The sum of the sections' shares, from the low scores (end 0) or the high ones (end 1)."""
        shares = (
            section.weight * sum(found[item][end] for item in ids) / maximum for section, ids, maximum in sections
        )
        return sum(shares, Fraction(0))

    def gate(found: Points, end: int) -> Fraction:
        return Fraction(sum(found[item][end] for item in rules.gate))

    def standing(found: Points) -> _Standing:
        return _Standing(overall(found, 0), overall(found, 1), gate(found, 0), gate(found, 1))

    def one(assessment: Assessment) -> Result:
        found = points(items, assessment)
        unscored = tuple(item.id for item in items if item_score(item, assessment) is None)
        now = standing(found)

        def reading(declared: Reading) -> Outcome:
            again = rescored.get(declared.effect)
            if not again:
                return _outcome(rules, now, declared.effect)
            return _outcome(rules, standing({**found, **points(again, assessment, declared.effect)}))

        return Result(
            framework=rules.framework,
            complete=not unscored,
            unscored=unscored,
            low=now.low,
            high=now.high,
            places=places,
            sections=tuple(
                SectionResult(
                    id=section.id,
                    low=Fraction(sum(found[item][0] for item in ids)),
                    high=Fraction(sum(found[item][1] for item in ids)),
                    maximum=maximum,
                    weight=section.weight,
                )
                for section, ids, maximum in sections
            ),
            gate=GateResult(items=rules.gate, low=now.gate_low, high=now.gate_high, maximum=gate_maximum)
            if rules.gate
            else None,
            outcome=_outcome(rules, now),
            readings={declared.id: reading(declared) for declared in rules.readings},
        )

    return one


@dataclass(frozen=True, slots=True)
class _Standing:
    """Overall and gate, from the low scores and from the high ones."""

    low: Fraction
    high: Fraction
    gate_low: Fraction
    gate_high: Fraction


def _outcome(rules: Rules, now: _Standing, effect: str = "") -> Outcome:
    """The lowest and the highest outcome over the overall scores and gate subtotals that are possible."""
    low, high, gate_low, gate_high = now.low, now.high, now.gate_low, now.gate_high
    if effect == "blanks-lowest":
        high, gate_high = low, gate_low
    elif effect == "round-overall":
        low, high = half_up(low, 1), half_up(high, 1)
    overalls = [low, high]
    if effect == "band-by-overall":
        # More overall can pick a row whose gate is missed, so every row in between counts.
        overalls += [mark.minimum for mark in rules.marks if low < mark.minimum < high]
    ranks = [_rank(rules, value, gate, effect) for value in overalls for gate in (gate_low, gate_high)]
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
