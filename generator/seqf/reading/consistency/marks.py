"""Marks: in order, within reach, and with a gate that they can ask for."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from fractions import Fraction

from seqf.errors import Problem
from seqf.exact import shown
from seqf.reading.consistency.scores import WHOLE, amount, fitting_sections, item_range
from seqf.reading.documents import Sources
from seqf.text.nodes import Mapping


def _certification(sources: Sources) -> Mapping | None:
    document = sources.fit("certification")
    return document.node if document and isinstance(document.node, Mapping) else None


def _gate_points(sources: Sources, certification: Mapping) -> str:
    """What the points of the gate are called: KPI points where every item of it is a KPI."""
    gate = certification.record("gate")
    ids = {entry.text for entry in gate.texts("items")} if gate else set()
    items = [item for _, section in fitting_sections(sources) for item in section.records("items")]
    gated = [item for item in items if item.text("id") in ids]
    return (
        "KPI points"
        if gated and all(item.get("threshold") or item.get("rating") for item in gated)
        else "gate points"
    )


def mark_order(sources: Sources) -> Iterator[Problem]:
    """Each mark asks no less than the one below it, and more in at least one minimum."""
    certification = _certification(sources)
    if not certification:
        return
    marks = certification.records("marks")
    points = _gate_points(sources, certification)
    for higher, lower in itertools.pairwise(marks):
        names = f"'{higher.text('id')}'", f"'{lower.text('id')}'"
        more = False
        for key, unit in (("minimum", "%"), ("gate_minimum", f" {points}")):
            above, below = amount(higher, key), amount(lower, key)
            if below is not None and (above is None or above < below):
                asks = f"{higher.text(key)}{unit}" if above is not None else f"no{unit}"
                message = (
                    f"{names[0]} asks for {asks} but {names[1]} asks for "
                    f"{lower.text(key)}{'%' if unit == '%' else ''}; "
                    "a higher mark can't ask for less"
                )
                yield Problem(higher.place(key), message, "mark-order")
                more = True
            more = more or (above is not None and (below is None or above > below))
        if not more:
            message = (
                f"{names[0]} asks for no more than {names[1]}, the mark below it; raise one of its minimums"
            )
            yield Problem(higher.place("minimum"), message, "mark-order")


def mark_reach(sources: Sources) -> Iterator[Problem]:
    """A mark's minimum can be reached, and can be missed."""
    certification = _certification(sources)
    if not certification:
        return
    lowest = _lowest_overall(sources)
    for mark in certification.records("marks"):
        minimum = amount(mark, "minimum")
        if minimum is None:
            continue
        if minimum > WHOLE:
            message = (
                f"'{mark.text('id')}' asks for {mark.text('minimum')}%, but nobody can score more than 100%"
            )
            yield Problem(mark.place("minimum"), message, "mark-reach")
        elif lowest is not None and minimum <= lowest:
            message = (
                f"'{mark.text('id')}' asks for {mark.text('minimum')}%, but the lowest possible score is "
                f"{shown(lowest)}%, so everybody would reach it"
            )
            yield Problem(mark.place("minimum"), message, "mark-reach")


def _lowest_overall(sources: Sources) -> Fraction | None:
    """The overall score with every item at its lowest, None where it cannot be known."""
    if not sources.is_whole("sections"):
        return None
    total = Fraction(0)
    for _, section in fitting_sections(sources):
        ranges = [item_range(section, item) for item in section.records("items")]
        known = [ends for ends in ranges if ends]
        highest = sum((ends[1] for ends in known), Fraction(0))
        if len(known) < len(ranges) or not highest:
            return None
        total += (amount(section, "weight") or 0) * sum((ends[0] for ends in known), Fraction(0)) / highest
    return total


def printed_bands(sources: Sources) -> Iterator[Problem]:
    """The printed upper end of a band lies between its mark's minimum and that of the next higher mark."""
    certification = _certification(sources)
    if not certification or any(mark_order(sources)):
        return  # marks out of order are told by `mark_order`
    marks = certification.records("marks")
    for position, mark in enumerate(marks):
        printed, minimum = amount(mark, "printed_to"), amount(mark, "minimum")
        higher = amount(marks[position - 1], "minimum") if position else None
        if printed is None or minimum is None:
            continue
        if printed <= minimum or (higher is not None and printed >= higher):
            limit = f" and below {marks[position - 1].text('minimum')}" if position else ""
            message = f"the band of '{mark.text('id')}' must end above {mark.text('minimum')}{limit}"
            yield Problem(mark.place("printed_to"), message, "printed-band")


def gate_minimum(sources: Sources) -> Iterator[Problem]:
    """A mark asks for points of the gate only where there is one, and for no more than it holds."""
    certification = _certification(sources)
    if not certification:
        return
    gate = certification.record("gate")
    ids = {entry.text for entry in gate.texts("items")} if gate else set()
    ends = {
        item.text("id"): item_range(section, item)
        for _, section in fitting_sections(sources)
        for item in section.records("items")
    }
    known = [ends[name] for name in ids if ends.get(name)]
    maximum = sum((pair[1] for pair in known if pair), Fraction(0)) if len(known) == len(ids) else None
    for mark in certification.records("marks"):
        minimum = amount(mark, "gate_minimum")
        if minimum is None:
            continue
        if not gate:
            message = (
                f"'{mark.text('id')}' asks for {mark.text('gate_minimum')} points of a gate, but there is "
                "no gate"
            )
            yield Problem(mark.place("gate_minimum"), message, "gate-minimum")
        elif maximum is not None and minimum > maximum:
            message = (
                f"'{mark.text('id')}' asks for {mark.text('gate_minimum')} "
                f"{_gate_points(sources, certification)}, but its "
                f"items earn {shown(maximum, 0)} at most"
            )
            yield Problem(mark.place("gate_minimum"), message, "gate-minimum")


RULES = (mark_order, mark_reach, printed_bands, gate_minimum)
