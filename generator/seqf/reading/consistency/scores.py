"""Sections and items: what is declared is what stands there, and every score can be worked out."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from fractions import Fraction

from seqf.errors import Problem
from seqf.exact import decimal_text
from seqf.reading.documents import Document, Sources
from seqf.text.nodes import Mapping

WHOLE = Fraction(100)  # weights are in percent


def fitting_sections(sources: Sources) -> Iterator[tuple[Document, Mapping]]:
    """Yield the sections that fit their schema."""
    for section in sources.sections():
        if section.typed is not None and isinstance(section.node, Mapping):
            yield section, section.node


def amount(record: Mapping, key: str) -> Fraction | None:
    """Return the number at a key of a record that fits its schema."""
    text = record.text(key)
    return None if text is None else Fraction(text)


def scale_of(section: Mapping) -> list[int]:
    """Return the scores that a criterion of a section may take."""
    return [int(entry.text or 0) for entry in section.texts("scale")]


def item_range(section: Mapping, item: Mapping) -> tuple[Fraction, Fraction] | None:
    """Return the lowest and the highest score of an item, None where they cannot be known."""
    threshold, rating = item.record("threshold"), item.record("rating")
    if threshold:
        return Fraction(0), max(Fraction(step.text("score") or 0) for step in threshold.records("thresholds"))
    if rating:
        return Fraction(0), Fraction(rating.text("highest") or 0)
    scale = scale_of(section)
    return (Fraction(min(scale)), Fraction(max(scale))) if scale else None


def item_count(sources: Sources) -> Iterator[Problem]:
    """A section lists as many items as it declares."""
    for _, section in fitting_sections(sources):
        declared, items = int(section.text("count") or 0), section.records("items")
        listed = len(items)
        if declared not in (listed, len({item.text("id") for item in items})):  # twice: `duplicate_ids`
            message = (
                f"section {section.text('id')} declares {declared} items but lists {listed}; "
                "mend the list of items or this count"
            )
            yield Problem(section.place("count"), message, "item-count")


def section_maximum(sources: Sources) -> Iterator[Problem]:
    """A section's items can earn together what it declares as its maximum."""
    disordered = {problem.location.path for problem in threshold_order(sources)}
    for document, section in fitting_sections(sources):
        if document.path in disordered:
            continue  # the scores of its steps are wrong, so their sum is too
        items = section.records("items")
        ranges = [item_range(section, item) for item in items]
        declared = amount(section, "maximum")
        if declared is None or None in ranges or int(section.text("count") or 0) != len(items):
            continue
        reached = sum((known[1] for known in ranges if known), Fraction(0))
        if reached != declared:
            message = (
                f"section {section.text('id')} declares a maximum of {section.text('maximum')} but its "
                "items can earn "
                f"{decimal_text(reached)}; mend the scores or this maximum"
            )
            yield Problem(section.place("maximum"), message, "section-maximum")


def weight_total(sources: Sources) -> Iterator[Problem]:
    """The weights of all sections add up to 100 percent."""
    sections = [section for _, section in fitting_sections(sources)]
    if not sections or not sources.is_whole("sections"):
        return
    total = sum((amount(section, "weight") or Fraction(0) for section in sections), Fraction(0))
    if total != WHOLE:
        parts = ", ".join(f"{section.text('id')} {section.text('weight')}" for section in sections)
        message = (
            f"the weights of all sections add up to {decimal_text(total)}, not 100 ({parts}); mend one of "
            "them"
        )
        yield Problem(sections[0].place("weight"), message, "weight-total")


def weight_positive(sources: Sources) -> Iterator[Problem]:
    """Every section weighs something."""
    for _, section in fitting_sections(sources):
        if (amount(section, "weight") or 0) <= 0:
            message = (
                f"section {section.text('id')} weighs {section.text('weight')}; a weight must be more than 0"
            )
            yield Problem(section.place("weight"), message, "weight-positive")


def scale_order(sources: Sources) -> Iterator[Problem]:
    """A scale ascends."""
    for _, section in fitting_sections(sources):
        entries = section.texts("scale")
        for before, entry in itertools.pairwise(entries):
            if int(entry.text or 0) < int(before.text or 0):
                message = (
                    f"the scale goes from {before.text} down to {entry.text}; write it from lowest to highest"
                )
                yield Problem(entry.location, message, "scale-order")
                break


def scale_needed(sources: Sources) -> Iterator[Problem]:
    """A section with criteria says which scores they take."""
    for _, section in fitting_sections(sources):
        criteria = [
            item for item in section.records("items") if not item.get("threshold") and not item.get("rating")
        ]
        if criteria and not section.get("scale"):
            first = criteria[0].text("id")
            message = (
                f"item {first} has neither a threshold nor a rating, so it is a criterion, and section "
                f"{section.text('id')} has no scale; add a line `scale: …` to the section, or a threshold "
                "to the item"
            )
            yield Problem(criteria[0].location, message, "scale-needed")


def one_kind(sources: Sources) -> Iterator[Problem]:
    """An item is scored in one way."""
    for _, section in fitting_sections(sources):
        for item in section.records("items"):
            rating = item.entry("rating")
            if item.get("threshold") and rating:
                message = (
                    f"item {item.text('id')} has both a threshold and a rating; keep the one that it is "
                    "scored by"
                )
                yield Problem(rating.location, message, "one-kind")


def indicator_title(sources: Sources) -> Iterator[Problem]:
    """An indicator has a name; a criterion may go by its number."""
    for _, section in fitting_sections(sources):
        for item in section.records("items"):
            if (item.get("threshold") or item.get("rating")) and not item.get("title"):
                message = f"the indicator {item.text('id')} has no title; add a line `title: …`"
                yield Problem(item.location, message, "indicator-title")


def counts_unit(sources: Sources) -> Iterator[Problem]:
    """Two counts can be entered only where they make a percentage."""
    for item, threshold in _thresholds(sources):
        if threshold.get("counts") and threshold.text("unit") != "percent":
            message = (
                f"{item.text('id')} is measured in {threshold.text('unit')}, so counts cannot be entered; "
                "delete `counts`, or write `unit: percent`"
            )
            yield Problem(threshold.place("counts"), message, "counts-unit")


def threshold_order(sources: Sources) -> Iterator[Problem]:
    """Steps stand from the easiest to the hardest, and a harder one earns more."""
    for item, threshold in _thresholds(sources):
        steps = threshold.records("thresholds")
        rises = threshold.text("direction") == "at-least"
        for before, step in itertools.pairwise(steps):
            old, new = amount(before, "bound"), amount(step, "bound")
            if old is None or new is None:
                continue
            if new <= old if rises else new >= old:
                wanted = "higher" if rises else "lower"
                message = (
                    f"the bounds of {item.text('id')} must go from the easiest to the hardest: after "
                    f"{before.text('bound')} comes {step.text('bound')}, which should be {wanted}"
                )
                yield Problem(step.place("bound"), message, "threshold-order")
                break
            if (amount(step, "score") or 0) <= (amount(before, "score") or 0):
                message = (
                    f"the harder bound {step.text('bound')} of {item.text('id')} earns "
                    f"{step.text('score')}, no more than "
                    f"{before.text('score')} for the easier {before.text('bound')}; give it a higher score"
                )
                yield Problem(step.place("score"), message, "threshold-score")
                break


def threshold_limits(sources: Sources) -> Iterator[Problem]:
    """Bounds lie within the limits of the unit, and the limits are in order."""
    for item, threshold in _thresholds(sources):
        lowest, highest = amount(threshold, "lowest"), amount(threshold, "highest")
        if lowest is not None and highest is not None and lowest >= highest:
            message = (
                f"the highest value of {item.text('id')} must be above its lowest, {threshold.text('lowest')}"
            )
            yield Problem(threshold.place("highest"), message, "threshold-limits")
            continue
        for step in threshold.records("thresholds"):
            bound = amount(step, "bound")
            for limit, word, key in ((lowest, "below", "lowest"), (highest, "above", "highest")):
                if (
                    bound is not None
                    and limit is not None
                    and (bound < limit if word == "below" else bound > limit)
                ):
                    message = (
                        f"the bound {step.text('bound')} of {item.text('id')} lies {word} the {key} value "
                        "that can occur, "
                        f"{threshold.text(key)}; mend one of them"
                    )
                    yield Problem(step.place("bound"), message, "threshold-limits")


def rating_range(sources: Sources) -> Iterator[Problem]:
    """A rating has a range, and what stands for too little feedback lies outside it."""
    for _, section in fitting_sections(sources):
        for item in section.records("items"):
            rating = item.record("rating")
            if not rating:
                continue
            none, lowest, highest = (amount(rating, key) for key in ("none", "lowest", "highest"))
            if lowest is not None and highest is not None and lowest >= highest:
                message = (
                    f"the highest rating of {item.text('id')} must be above the lowest, "
                    f"{rating.text('lowest')}"
                )
                yield Problem(rating.place("highest"), message, "rating-range")
            elif (
                none is not None and lowest is not None and highest is not None and lowest <= none <= highest
            ):
                message = (
                    f"{rating.text('none')} stands for too little feedback, so it must lie outside the "
                    "ratings"
                )
                yield Problem(rating.place("none"), message, "rating-range")


def _thresholds(sources: Sources) -> Iterator[tuple[Mapping, Mapping]]:
    for _, section in fitting_sections(sources):
        for item in section.records("items"):
            threshold = item.record("threshold")
            if threshold:
                yield item, threshold


RULES = (
    item_count,
    section_maximum,
    weight_total,
    weight_positive,
    scale_order,
    scale_needed,
    one_kind,
    indicator_title,
    counts_unit,
    threshold_order,
    threshold_limits,
    rating_range,
)
