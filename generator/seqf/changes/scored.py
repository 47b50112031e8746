"""What changed in the rules by which scores are made. These changes can alter a score or a mark."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import pairwise

from seqf.changes.change import Change
from seqf.exact import decimal_text
from seqf.model import Criterion, Item, Mark, RatingKpi, Rules, Section, ThresholdKpi

Title = Callable[[str], str]  # target -> what people call it


def scored_changes(old: Rules, new: Rules, renamed: dict[str, str], title: Title) -> Iterator[Change]:
    """Yield every change of weights, scales, thresholds, marks and gate.

    `renamed` gives the new id of an item that moved. Items added and retired are told by `meaning`.
    """
    sections = {section.id: section for section in new.sections}
    for section in old.sections:
        if section.id in sections:
            yield from _section(section, sections[section.id], title)
    items = {item.id: item for item in new.items}
    for item in old.items:
        after = items.get(renamed.get(item.id, item.id))
        if after:
            yield from _item(item, after, title(f"item:{after.id}"))
    yield from _gate(old, new, renamed)
    yield from _marks(old, new, title)


def _changed(kind: str, target: str, title: str, facet: str, before: str, after: str) -> Change:
    return Change(kind=kind, target=target, title=title, facet=facet, before=before, after=after, scored=True)


def _section(old: Section, new: Section, title: Title) -> Iterator[Change]:
    if old.weight != new.weight:
        before, after = f"{decimal_text(old.weight)}%", f"{decimal_text(new.weight)}%"
        target = f"section:{new.id}"
        yield _changed("re-weighted", target, title(target), "weight", before, after)


def _item(old: Item, new: Item, title: str) -> Iterator[Change]:
    target = f"item:{new.id}"
    if type(old) is not type(new):
        words = {Criterion: "a scale", ThresholdKpi: "a measured value", RatingKpi: "a rating"}
        yield _changed("redefined", target, title, "kind of answer", words[type(old)], words[type(new)])
    elif isinstance(old, Criterion) and old.scale != new.scale:
        before, after = (", ".join(map(str, item.scale)) for item in (old, new))
        yield _changed("redefined", target, title, "scale", before, after)
    elif isinstance(old, RatingKpi):
        for facet in ("none", "lowest_rating", "highest_rating"):
            before, after = getattr(old, facet), getattr(new, facet)
            if before != after:
                words = facet.replace("_", " ").replace("none", "value for not enough feedback")
                yield _changed("redefined", target, title, words, decimal_text(before), decimal_text(after))
    elif isinstance(old, ThresholdKpi):
        yield from _measure(old, new, target, title)


def _measure(old: ThresholdKpi, new: ThresholdKpi, target: str, title: str) -> Iterator[Change]:
    for facet in ("unit", "direction"):
        if getattr(old, facet) != getattr(new, facet):
            yield _changed("redefined", target, title, facet, getattr(old, facet), getattr(new, facet))
    for facet in ("lowest_value", "highest_value"):
        before, after = getattr(old, facet), getattr(new, facet)
        if before != after:
            words = [("no limit" if end is None else decimal_text(end)) for end in (before, after)]
            yield _changed("redefined", target, title, facet.replace("_", " "), *words)
    if old.thresholds != new.thresholds:
        kind = "redefined"
        if (old.unit, old.direction) == (new.unit, new.direction):
            kind = _harder(old, new)
        yield _changed(kind, target, title, "thresholds", _steps(old), _steps(new))


def _harder(old: ThresholdKpi, new: ThresholdKpi) -> str:
    """Compare the points for every measured value: at each bound, and on either side of it."""
    bounds = sorted({step.bound for kpi in (old, new) for step in kpi.thresholds})
    tried = [bounds[0] - 1, *bounds, bounds[-1] + 1, *((a + b) / 2 for a, b in pairwise(bounds))]
    signs = {_sign(_points(new, value) - _points(old, value)) for value in tried}
    if signs <= {0, -1}:
        return "strengthened"
    return "weakened" if signs <= {0, 1} else "redefined"


def _points(kpi: ThresholdKpi, value: Fraction) -> Fraction:
    reached = (
        step.score
        for step in kpi.thresholds
        if (value >= step.bound if kpi.direction == "at-least" else value <= step.bound)
    )
    return max(reached, default=Fraction(0))


def _sign(value: Fraction) -> int:
    return (value > 0) - (value < 0)


def _steps(kpi: ThresholdKpi) -> str:
    sign = "%" if kpi.unit == "percent" else f" {kpi.unit}"
    return "; ".join(
        f"{decimal_text(step.score)} points from {decimal_text(step.bound)}{sign}" for step in kpi.thresholds
    )


def _gate(old: Rules, new: Rules, renamed: dict[str, str]) -> Iterator[Change]:
    before = [renamed.get(item, item) for item in old.gate]
    if set(before) == set(new.gate):
        return
    # With the same minimums, more items that count make a gate easier to pass, fewer harder.
    kind = "redefined"
    if before and new.gate:
        if set(before) < set(new.gate):
            kind = "weakened"
        elif set(new.gate) < set(before):
            kind = "strengthened"
    words = [" + ".join(items) or "no gate" for items in (old.gate, new.gate)]
    yield _changed(kind, "certification", "Gate of the marks", "items that count", *words)


def _marks(old: Rules, new: Rules, title: Title) -> Iterator[Change]:
    marks = {mark.id: mark for mark in new.marks}
    for mark in old.marks:
        after = marks.get(mark.id)
        if after is None:
            continue
        target = f"mark:{mark.id}"
        for facet, words in (("minimum", "minimum overall"), ("gate_minimum", "minimum at the gate")):
            was, now = getattr(mark, facet), getattr(after, facet)
            if was != now:
                kind = "strengthened" if was is None or (now is not None and now > was) else "weakened"
                yield _changed(kind, target, title(target), words, *_asked(mark, after, facet))
    kept = [mark.id for mark in old.marks if mark.id in marks]
    if kept != [mark.id for mark in new.marks if mark.id in kept]:
        order = [" > ".join(mark.title for mark in rules.marks) for rules in (old, new)]
        yield _changed("redefined", "certification", "Order of the marks", "order", *order)


def _asked(old: Mark, new: Mark, facet: str) -> list[str]:
    sign = "%" if facet == "minimum" else " points"
    ends = (getattr(old, facet), getattr(new, facet))
    return ["none" if end is None else f"{decimal_text(end)}{sign}" for end in ends]
