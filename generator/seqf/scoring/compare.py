"""Two or three assessments side by side, item by item. Mirrored by site/assets/js/core/compare.js.

Every two of them make a pair. Of a self and an external assessment the external one is the yardstick: where
the self-assessment scored more, it over-rated. Any other pair is movement, from the earlier date to the later
(from the one named first where a date is missing).
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations
from typing import Any

from seqf.model import Criterion, Item, RatingKpi, Rules, ThresholdKpi
from seqf.scoring import sentences
from seqf.scoring.assessment import Assessment
from seqf.scoring.engine import item_score, score

MOST = 3  # assessments side by side


def compare(rules: Sequence[Rules], assessments: Sequence[Assessment]) -> dict[str, Any]:
    """Compare two or three assessments, each with the rules of its own release.

    {assessments: [{provider, kind, date, framework, overall: {low, high}, gate: {low, high} or None,
                    outcome: {low, high}}],
     same_release, not_compared: [item ids that not every release has, or has with another scale],
     items: [{id, section, scores: [points or None where unscored], agree (None: not all scored)}],
     pairs: [{from, to, about: "rating" or "movement", compared, same, higher, lower, difference,
              overall: {low, high}, sections: [{id, compared, same, higher, lower, points, difference}]}],
     sentences: [text]}.
    In a pair, from and to are places in the list, counted from 0; higher: items that `to` scores more.
    points: the difference of points over the items that both scored; difference: the same in percent of
    the overall score (None where releases differ); overall: how far the ends of the overall score move.
    Raises ValueError for fewer than two or more than three.
    """
    if not 2 <= len(assessments) <= MOST or len(rules) != len(assessments):
        raise ValueError(f"two or three assessments can be compared, not {len(assessments)}")
    results = [score(own, one) for own, one in zip(rules, assessments, strict=True)]
    same_release = len({own.framework for own in rules}) == 1
    shared, left_out = _shared(rules)
    items = []
    for section_id, item in shared:
        scores = [item_score(item, one) for one in assessments]
        exact = [None if found is None else Fraction(found) for found in scores]
        agree = None if None in exact else len(set(exact)) == 1
        items.append({"id": item.id, "section": section_id, "scores": exact, "agree": agree})
    found: dict[str, Any] = {
        "assessments": [
            {
                "provider": one.provider,
                "kind": one.kind,
                "date": one.date,
                "framework": result.framework,
                "overall": {"low": result.low, "high": result.high},
                "gate": result.gate and {"low": result.gate.low, "high": result.gate.high},
                "outcome": {"low": result.outcome.low, "high": result.outcome.high},
            }
            for one, result in zip(assessments, results, strict=True)
        ],
        "same_release": same_release,
        "not_compared": left_out,
        "items": items,
    }
    found["pairs"] = [
        _pair(rules[0], assessments, found, one, other, same_release)
        for one, other in combinations(range(len(assessments)), 2)
    ]
    return {**found, "sentences": sentences.of_comparison(found)}


def _shared(rules: Sequence[Rules]) -> tuple[list[tuple[str, Item]], list[str]]:
    """Items that every release scores alike, with the section they stand in; and the ids of the others."""
    known = [{item.id: _meaning(item) for item in own.items} for own in rules]
    shared = [
        (section.id, item)
        for section in rules[0].sections
        for item in section.items
        if all(own.get(item.id) == known[0][item.id] for own in known)
    ]
    alike = {item.id for _, item in shared}
    others = dict.fromkeys(id for own in known for id in own if id not in alike)
    return shared, list(others)


def _meaning(item: Item) -> tuple[Any, ...]:
    """All that an item's score depends on, not its title. Two kinds of item never look alike."""
    match item:
        case Criterion():
            return (item.scale,)
        case RatingKpi():
            return (item.none, item.lowest_rating, item.highest_rating)
        case ThresholdKpi():
            return (item.unit, item.direction, item.thresholds)


def _pair(
    rules: Rules, assessments: Sequence[Assessment], found: dict[str, Any], one: int, other: int, same: bool
) -> dict[str, Any]:
    start, end, about = _direction(assessments, one, other)
    rows = []
    for section in rules.sections:
        own = [item["scores"] for item in found["items"] if item["section"] == section.id]
        moves = [scores[end] - scores[start] for scores in own if None not in (scores[end], scores[start])]
        points = sum(moves, Fraction(0))
        rows.append(
            {
                "id": section.id,
                "compared": len(moves),
                "same": sum(move == 0 for move in moves),
                "higher": sum(move > 0 for move in moves),
                "lower": sum(move < 0 for move in moves),
                "points": points,
                "difference": points * section.weight / section.maximum if same else None,
            }
        )
    before, after = (found["assessments"][place]["overall"] for place in (start, end))
    total = {key: sum(row[key] for row in rows) for key in ("compared", "same", "higher", "lower")}
    return {
        "from": start,
        "to": end,
        "about": about,
        **total,
        "difference": sum(row["difference"] for row in rows) if same else None,
        "overall": {key: after[key] - before[key] for key in ("low", "high")},
        "sections": rows,
    }


def _direction(assessments: Sequence[Assessment], one: int, other: int) -> tuple[int, int, str]:
    """From which to which, and what the difference is about."""
    first, second = assessments[one], assessments[other]
    if {first.kind, second.kind} == {"self", "external"}:
        return (one, other, "rating") if first.kind == "external" else (other, one, "rating")
    if first.date and second.date and second.date < first.date:
        return other, one, "movement"
    return one, other, "movement"
