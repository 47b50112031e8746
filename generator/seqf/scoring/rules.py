"""rules.json: all that scoring needs, as text <-> Rules. Mirrored by site/assets/js/core/rules.js."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise
from typing import Any

from seqf.errors import Location, Problem, ProblemsFound
from seqf.exact import number
from seqf.model import (
    EFFECTS,
    Criterion,
    Item,
    Mark,
    RatingKpi,
    Reading,
    Rules,
    Section,
    Threshold,
    ThresholdKpi,
)
from seqf.scoring.engine import NO_MARK
from seqf.text import jsontext
from seqf.text.jsontext import Bare
from seqf.text.nodes import Path

FORMAT = "seqf-rules/1"

_ITEM_KEYS = {
    "criterion": ("scale",),
    "threshold": ("unit", "direction", "lowest", "highest", "thresholds"),
    "rating": ("none", "lowest", "highest"),
}


def rules_from_json(text: str | bytes, path: str = "rules.json") -> Rules:
    """Read rules. Raises ProblemsFound with every mistake and its place."""
    try:
        document = jsontext.placed(jsontext.decode(text) if isinstance(text, bytes) else text)
    except jsontext.Unreadable as error:
        problem = Problem(Location(path, error.line, error.column), error.message, "rules-json")
        raise ProblemsFound([problem]) from None
    problems = [
        Problem(Location(path, *document.line_and_column(at)), f"{place[-1]!r} stands twice", "rules-json")
        for place, at in document.twice
    ]

    def report(place: Path, message: str) -> None:
        text = ": ".join(filter(None, (".".join(map(str, place)), message)))
        problems.append(Problem(Location(path, *document.place(place)), text, "rules"))

    rules = _Reader(report).rules(document.value)
    if problems or rules is None:
        raise ProblemsFound(problems)
    return rules


class _Reader:
    """Turns plain values into records, reporting what is wrong and going on with a stand-in."""

    def __init__(self, report: Callable[[Path, str], None]) -> None:
        self.report = report

    def rules(self, raw: Any) -> Rules | None:
        keys = ("format", "framework", "title", "sections", "marks")
        found = self.record(raw, (), keys, ("gate", "readings"))
        if found is None:
            return None
        if found["format"] != FORMAT:
            self.report(("format",), f'must be "{FORMAT}"')
        sections = self.records(found, "sections", self.section)
        marks = self.records(found, "marks", self.mark)
        readings = self.records({"readings": [], **found}, "readings", self.reading)
        items = [item for section in sections for item in section.items]
        ids = (("sections", sections), ("sections", items), ("marks", marks), ("readings", readings))
        for kind, all_of in ids:
            self.unique(kind, [one.id for one in all_of])
        if sum(section.weight for section in sections) != 100:
            self.report(("sections",), "the weights must total 100")
        gate = self.gate(found.get("gate"), {item.id for item in items})
        self.order(marks, bool(gate))
        return Rules(
            framework=self.text(found["framework"], ("framework",)),
            title=self.text(found["title"], ("title",)),
            sections=tuple(sections),
            gate=gate,
            marks=tuple(marks),
            readings=tuple(readings),
        )

    def section(self, raw: Any, at: Path) -> Section | None:
        found = self.record(raw, at, ("id", "title", "weight", "items"))
        if found is None:
            return None
        section = Section(
            id=self.text(found["id"], (*at, "id")),
            title=self.text(found["title"], (*at, "title")),
            weight=self.number(found["weight"], (*at, "weight"), least=0),
            items=tuple(self.records(found, "items", self.item, at)),
        )
        if section.maximum <= 0:
            self.report((*at, "items"), "the items must be worth more than 0 points together")
        return section

    def item(self, raw: Any, at: Path) -> Item | None:
        kind = raw.get("kind") if isinstance(raw, dict) else None
        if not isinstance(kind, str) or kind not in _ITEM_KEYS:
            self.report(at, f"an item needs a kind: {', '.join(_ITEM_KEYS)}")
            return None
        may = ("lowest", "highest") if kind == "threshold" else ()
        must = ("id", "title", "kind", *(key for key in _ITEM_KEYS[kind] if key not in may))
        found = self.record(raw, at, must, may)
        if found is None:
            return None
        names = {key: self.text(found[key], (*at, key)) for key in ("id", "title")}
        return getattr(self, kind)(found, at, names)

    def criterion(self, found: dict[str, Any], at: Path, names: dict[str, str]) -> Criterion | None:
        place = (*at, "scale")
        scale = [
            self.number(raw, (*place, index)) for index, raw in enumerate(self.list(found["scale"], place))
        ]
        rising = all(low < high for low, high in pairwise(scale))
        if not scale or not rising or any(step.denominator != 1 for step in scale):
            self.report(place, "a scale is a list of whole numbers, lowest first")
            return None
        return Criterion(**names, scale=tuple(int(step) for step in scale))

    def threshold(self, found: dict[str, Any], at: Path, names: dict[str, str]) -> ThresholdKpi:
        def limit(key: str) -> Fraction | None:
            return None if found.get(key) is None else self.number(found[key], (*at, key))

        if found["direction"] not in ("at-least", "at-most"):
            self.report((*at, "direction"), "must be at-least or at-most")
        return ThresholdKpi(
            **names,
            unit=self.text(found["unit"], (*at, "unit")),
            direction=found["direction"],
            lowest_value=limit("lowest"),
            highest_value=limit("highest"),
            thresholds=tuple(self.records(found, "thresholds", self.step, at)),
        )

    def step(self, raw: Any, at: Path) -> Threshold | None:
        found = self.record(raw, at, ("bound", "score"))
        return found and Threshold(
            bound=self.number(found["bound"], (*at, "bound")),
            score=self.number(found["score"], (*at, "score"), least=0),
        )

    def rating(self, found: dict[str, Any], at: Path, names: dict[str, str]) -> RatingKpi:
        none, lowest, highest = (self.number(found[key], (*at, key), least=0) for key in _ITEM_KEYS["rating"])
        if not none < lowest <= highest:
            self.report(at, "none must be below lowest, and lowest not above highest")
        return RatingKpi(**names, none=none, lowest_rating=lowest, highest_rating=highest)

    def mark(self, raw: Any, at: Path) -> Mark | None:
        found = self.record(raw, at, ("id", "title", "minimum"), ("gate_minimum",))
        if found is None:
            return None
        if found["id"] == NO_MARK:
            self.report((*at, "id"), f"{NO_MARK} stands for no mark; choose another id")
        gate = found.get("gate_minimum")
        return Mark(
            id=self.text(found["id"], (*at, "id")),
            title=self.text(found["title"], (*at, "title")),
            minimum=self.number(found["minimum"], (*at, "minimum")),
            gate_minimum=None if gate is None else self.number(gate, (*at, "gate_minimum")),
        )

    def reading(self, raw: Any, at: Path) -> Reading | None:
        found = self.record(raw, at, ("id", "effect"))
        if found is None:
            return None
        if found["effect"] not in EFFECTS:
            self.report((*at, "effect"), f"unknown effect; allowed: {', '.join(EFFECTS)}")
        return Reading(id=self.text(found["id"], (*at, "id")), effect=found["effect"])

    def gate(self, raw: Any, known: set[str]) -> tuple[str, ...]:
        found = raw and self.record(raw, ("gate",), ("items",))
        if not found:
            return ()
        place = ("gate", "items")
        items = [self.text(item, (*place, n)) for n, item in enumerate(self.list(found["items"], place))]
        for index, item in enumerate(items):
            if item not in known:
                self.report((*place, index), f"there is no item {item!r}")
        self.unique("gate", items)
        return tuple(items)

    def order(self, marks: list[Mark], gated: bool) -> None:
        def asks(mark: Mark) -> tuple[Fraction, tuple[bool, Fraction]]:
            return mark.minimum, (mark.gate_minimum is not None, mark.gate_minimum or Fraction(0))

        for index, mark in enumerate(marks):
            if mark.gate_minimum is not None and not gated:
                self.report(("marks", index, "gate_minimum"), "a gate minimum needs a gate")
        for index, (higher, lower) in enumerate(pairwise(marks), 1):
            (a, b), (c, d) = asks(higher), asks(lower)
            if a < c or b < d or (a, b) == (c, d):
                names = f"{lower.id!r} must ask for less than {higher.id!r}, and in no minimum for more"
                self.report(("marks", index), f"marks stand highest first: {names}")

    def unique(self, place: str, ids: list[str]) -> None:
        for twice in (id for id, times in Counter(ids).items() if times > 1):
            self.report((place,), f"the id {twice!r} stands more than once")

    # --- kinds of value ---

    def record(
        self, raw: Any, at: Path, must: tuple[str, ...], may: tuple[str, ...] = ()
    ) -> dict[str, Any] | None:
        if not isinstance(raw, dict):
            self.report(at, "must be an object of keys and values")
            return None
        for key in raw:
            if key not in must and key not in may and not key.startswith("x-"):
                self.report((*at, key), f"unknown key; allowed: {', '.join((*must, *may))}")
        missing = [key for key in must if key not in raw]
        if missing:
            self.report(at, f"missing: {', '.join(missing)}")
            return None
        return raw

    def records(
        self, found: dict[str, Any], key: str, read: Callable[[Any, Path], Any], at: Path = ()
    ) -> list[Any]:
        place = (*at, key)
        each = [read(raw, (*place, index)) for index, raw in enumerate(self.list(found[key], place))]
        return [one for one in each if one is not None]

    def list(self, raw: Any, at: Path) -> list[Any]:
        if isinstance(raw, list):
            return raw
        self.report(at, "must be a list")
        return []

    def text(self, raw: Any, at: Path) -> str:
        if isinstance(raw, str) and not isinstance(raw, Bare) and raw:
            return raw
        self.report(at, "must be text")
        return ""

    def number(self, raw: Any, at: Path, *, least: int | None = None) -> Fraction:
        value = number(raw) if isinstance(raw, str) else None
        if value is None:
            self.report(at, "must be a number such as 15 or 89.9, at most 30 characters long")
            return Fraction(1)
        if least is not None and value < least:
            self.report(at, f"must not be below {least}")
        return value
