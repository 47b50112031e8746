"""The way to the next mark: the fewest one-step improvements that reach both of its minimums.

Mirrored by site/assets/js/core/steps.js. One step is
- a criterion: to the next score of its scale;
- a threshold KPI: to the next bound that earns more points;
- a rating: to the next whole number that is a rating, or to the end of its scale.
What is unscored starts at its lowest, as the low end of a result does: the steps lead from the low end.

Why the number is the least: within one section, a gate item's points move the gate and the overall score in a
fixed proportion, so of all ways to spend k steps on its gate items the one with most points is best for
both. All other items move the overall score alone. That leaves one best gain for each k and group, and the
ways to share k among the groups, of which only those count that no other beats in both.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor, lcm
from typing import Any

from seqf.model import Criterion, Item, RatingKpi, Rules, Section
from seqf.scoring import sentences
from seqf.scoring.assessment import Assessment
from seqf.scoring.engine import item_score, score


@dataclass(frozen=True, slots=True)
class Step:
    """A state that an item can be brought to, step by step."""

    score: Fraction  # points earned there
    answer: Fraction  # the score, bound or rating that must be answered for it


def ladder(item: Item, now: Fraction) -> list[Step]:
    """Every step up that an item with so many points has left, the next one first."""
    if isinstance(item, Criterion):
        return [Step(Fraction(value), Fraction(value)) for value in item.scale if value > now]
    if isinstance(item, RatingKpi):
        first = max(floor(now) + 1, -floor(-item.lowest_rating))
        whole = [Fraction(value) for value in range(first, floor(item.highest_rating) + 1)]
        top = [] if item.highest_rating in whole or item.highest_rating <= now else [item.highest_rating]
        return [Step(value, value) for value in (*whole, *top)]
    steps: list[Step] = []
    by_effort = sorted(item.thresholds, key=lambda t: t.bound, reverse=item.direction == "at-most")
    for threshold in by_effort:
        if threshold.score > (steps[-1].score if steps else now):
            steps.append(Step(threshold.score, threshold.bound))
    return steps


def steps(rules: Rules, assessment: Assessment) -> dict[str, Any]:
    """The steps to each mark that the low end does not reach, and what a step is worth in each section.

    {from: {overall, gate (None: no gate), outcome},
     marks: [{mark, missing: {overall, gate}, impossible: ["overall", "gate"] as far as no step helps,
              steps (None: impossible), plan: [{item, section, steps, from, to, answer, unscored}],
              overall, gate}] highest first; the last two as they then are, None where impossible,
     sections: [{id, point, best, item, left, room}] the one with the best next step first,
     sentences: [text]}.
    Values are Fractions. overall, point (one point), best (the best next step), room (all steps): percent of
    the overall score; gate, from, to: points; answer: what to give for it; left: steps. Of several
    plans with as few steps one with the highest overall score stands, and among these with most gate points.
    """
    scores = {item.id: item_score(item, assessment) for item in rules.items}
    climbs = [
        [_climb(item, section, scores[item.id]) for item in section.items] for section in rules.sections
    ]
    result = score(rules, assessment)
    gate = result.gate.low if result.gate else None
    ways = _Ways(rules, climbs)
    marks = []
    for mark in rules.marks:
        missing = max(mark.minimum - result.low, Fraction(0))
        asked = None if mark.gate_minimum is None else max(mark.gate_minimum - gate, Fraction(0))
        if missing or asked:
            way = ways.least(missing, asked or Fraction(0))
            marks.append(
                {
                    "mark": mark.id,
                    "missing": {"overall": missing, "gate": asked},
                    "impossible": ways.impossible(missing, asked or Fraction(0)),
                    "steps": way and way.count,
                    "plan": way.plan if way else [],
                    "overall": way and result.low + way.overall,
                    "gate": None if gate is None or way is None else gate + way.gate,
                }
            )
    found = {
        "from": {"overall": result.low, "gate": gate, "outcome": result.outcome.low},
        "marks": marks,
        "sections": _worth(rules, climbs),
    }
    return {**found, "sentences": sentences.of_steps(rules, found)}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Climb:
    """One item, where it stands, and its steps."""

    item: str
    section: str
    worth: Fraction  # percent of the overall score for one point
    now: Fraction
    unscored: bool
    steps: list[Step]

    @property
    def gains(self) -> list[Fraction]:
        """Points gained after none, one, two … steps."""
        return [Fraction(0), *(step.score - self.now for step in self.steps)]


def _climb(item: Item, section: Section, found: Fraction | int | None) -> _Climb:
    now = item.lowest if found is None else Fraction(found)
    return _Climb(
        item=item.id,
        section=section.id,
        worth=section.weight / section.maximum,
        now=now,
        unscored=found is None,
        steps=ladder(item, now),
    )


def _worth(rules: Rules, climbs: Sequence[Sequence[_Climb]]) -> list[dict[str, Any]]:
    rows = []
    for section, own in zip(rules.sections, climbs, strict=True):
        point = section.weight / section.maximum
        best, item = Fraction(0), None
        for climb in own:
            if climb.steps and climb.gains[1] > best:
                best, item = climb.gains[1], climb.item
        rows.append(
            {
                "id": section.id,
                "point": point,
                "best": best * point,
                "item": item,
                "left": sum(len(climb.steps) for climb in own),
                "room": point * sum(climb.gains[-1] for climb in own),
            }
        )
    return sorted(rows, key=lambda row: -row["best"])


class _Group:
    """Items of which only the sum of gains matters: the most that any number of steps gives."""

    def __init__(self, climbs: Sequence[_Climb], gains: Sequence[Sequence[int]]) -> None:
        self.best = [0]  # whole units gained, by number of steps
        self._climbs = list(reversed([climb for climb in climbs if climb.steps]))
        self._taken: list[list[int]] = []  # for each item and number of steps: how many are its own
        for own in reversed([own for own in gains if len(own) > 1]):
            self._add(own)

    def _add(self, own: Sequence[int]) -> None:
        size = len(self.best) + len(own) - 1
        best, taken = [0] * size, [0] * size  # every step gains something, so all but the first are written
        for count, have in enumerate(self.best):
            for more, gain in enumerate(own):
                if have + gain > best[count + more]:
                    best[count + more], taken[count + more] = have + gain, more
        self.best = best
        self._taken.append(taken)

    def plan(self, count: int) -> list[dict[str, Any]]:
        """The items to improve with so many steps, in framework order."""
        plan = []
        for climb, taken in zip(reversed(self._climbs), reversed(self._taken), strict=True):
            own = taken[count]
            count -= own
            if own:
                step = climb.steps[own - 1]
                plan.append(
                    {
                        "item": climb.item,
                        "section": climb.section,
                        "steps": own,
                        "from": climb.now,
                        "to": step.score,
                        "answer": step.answer,
                        "unscored": climb.unscored,
                    }
                )
        return plan


@dataclass(frozen=True, slots=True)
class _Way:
    count: int
    overall: Fraction  # gained
    gate: Fraction  # gained
    plan: list[dict[str, Any]]


class _Ways:
    """All ways to spend steps that are worth looking at, in whole units so that sums are fast and exact."""

    def __init__(self, rules: Rules, climbs: Sequence[Sequence[_Climb]]) -> None:
        gate = set(rules.gate)
        every = [climb for own in climbs for climb in own]
        self._order = {climb.item: place for place, climb in enumerate(every)}
        # One unit of points, and one of the overall score: all gains are whole multiples of them.
        self._points = lcm(*(gain.denominator for climb in every for gain in climb.gains))
        self._percent = lcm(*(climb.worth.denominator for climb in every)) * self._points
        free = [climb for climb in every if climb.item not in gate]
        scale = self._percent
        self._groups = [_Group(free, [[int(g * c.worth * scale) for g in c.gains] for c in free])]
        # By number of steps: (overall, gate, steps for each group), best overall first.
        self._fronts = [[(gain, 0, (count,))] for count, gain in enumerate(self._groups[0].best)]
        for own in climbs:
            gated = [climb for climb in own if climb.item in gate]
            if any(climb.steps for climb in gated):
                group = _Group(gated, [[int(g * self._points) for g in c.gains] for c in gated])
                self._groups.append(group)
                self._share(group, int(gated[0].worth * self._percent / self._points))

    def _share(self, group: _Group, worth: int) -> None:
        """Take in another group: share each number of steps between it and those before."""
        fronts = [[] for _ in range(len(self._fronts) + len(group.best) - 1)]
        for count, front in enumerate(self._fronts):
            for more, gain in enumerate(group.best):
                fronts[count + more] += [
                    (overall + gain * worth, gate + gain, (*shares, more)) for overall, gate, shares in front
                ]
        self._fronts = [_unbeaten(front) for front in fronts]

    def impossible(self, overall: Fraction, gate: Fraction) -> list[str]:
        """Which of the two gains all steps together can't give."""
        most, gate_most, _ = self._fronts[-1][0]
        found = [] if most >= overall * self._percent else ["overall"]
        return found if gate_most >= gate * self._points else [*found, "gate"]

    def least(self, overall: Fraction, gate: Fraction) -> _Way | None:
        """The way of fewest steps that gains so much of both; None where none does."""
        percent, points = overall * self._percent, gate * self._points
        for count, front in enumerate(self._fronts):
            for gained, gate_gained, shares in front:
                if gained >= percent and gate_gained >= points:
                    pairs = zip(self._groups, shares, strict=True)
                    plan = [row for group, share in pairs for row in group.plan(share)]
                    plan.sort(key=lambda row: self._order[row["item"]])
                    return _Way(
                        count,
                        Fraction(gained, self._percent),
                        Fraction(gate_gained, self._points),
                        plan,
                    )
        return None


def _unbeaten(front: list[tuple[int, int, tuple[int, ...]]]) -> list[tuple[int, int, tuple[int, ...]]]:
    """Those that no other beats in both, best overall first."""
    kept: list[tuple[int, int, tuple[int, ...]]] = []
    for way in sorted(front, key=lambda way: (-way[0], -way[1])):
        if not kept or way[1] > kept[-1][1]:
            kept.append(way)
    return kept
