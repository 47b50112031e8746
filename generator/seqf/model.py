"""The framework in memory: frozen records, each field with its unit.

The scored part (`Rules`) is all that scoring needs and equals `rules.json`. The rest of a framework
(standards, tender questions, values, ...) has the shape that its schema gives; it travels as plain data in
`Framework.data`, typed and resolved, and nothing computes with it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Threshold:
    """One step of a threshold KPI."""

    bound: Fraction  # in the KPI's unit
    score: Fraction  # points earned once the bound is reached


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """An item that takes one of a few whole numbers."""

    id: str
    title: str
    scale: tuple[int, ...]  # the allowed scores, lowest first

    @property
    def lowest(self) -> Fraction:
        return Fraction(self.scale[0])

    @property
    def highest(self) -> Fraction:
        return Fraction(self.scale[-1])


@dataclass(frozen=True, slots=True, kw_only=True)
class ThresholdKpi:
    """An item whose measured value earns the points of the best threshold that it reaches."""

    id: str
    title: str
    unit: str  # "percent" also allows counts; any other word is shown as it is
    direction: Literal["at-least", "at-most"]
    lowest_value: Fraction | None  # limits of the unit; None: no limit
    highest_value: Fraction | None
    thresholds: tuple[Threshold, ...]  # easiest first

    @property
    def lowest(self) -> Fraction:
        return Fraction(0)

    @property
    def highest(self) -> Fraction:
        return max((step.score for step in self.thresholds), default=Fraction(0))


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingKpi:
    """An item whose mean rating is its score; `none` says that there is not enough feedback."""

    id: str
    title: str
    none: Fraction  # the value that stands for "not enough feedback"
    lowest_rating: Fraction
    highest_rating: Fraction

    @property
    def lowest(self) -> Fraction:
        return Fraction(0)

    @property
    def highest(self) -> Fraction:
        return self.highest_rating


Item = Criterion | ThresholdKpi | RatingKpi


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A scored part. Its share of the overall score is weight x score / maximum."""

    id: str
    title: str
    weight: Fraction  # percent of the overall score
    items: tuple[Item, ...]

    @property
    def maximum(self) -> Fraction:
        return sum((item.highest for item in self.items), Fraction(0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A certification mark with its two minimums."""

    id: str
    title: str
    minimum: Fraction  # overall, percent; the bound itself counts
    gate_minimum: Fraction | None  # points of the gate items; None: no gate


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Another way to read an open passage, computed beside the one that stands."""

    id: str  # the interpretation's id
    effect: str  # one of `EFFECTS`


EFFECTS = (
    "round-overall",
    "band-by-overall",
    "ignore-gate",
    "round-ratings",
    "round-measures",
    "blanks-lowest",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """All that scoring needs."""

    framework: str  # the release, such as "1.0.0"
    title: str
    sections: tuple[Section, ...]
    gate: tuple[str, ...]  # item ids whose scores are summed; empty: no gate
    marks: tuple[Mark, ...]  # highest first
    readings: tuple[Reading, ...]

    @property
    def items(self) -> tuple[Item, ...]:
        """Every item in framework order."""
        return tuple(item for section in self.sections for item in section.items)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """One chapter of the guide."""

    id: str  # "2c", as numbered in the guide's contents
    title: str
    part: str  # the part's id
    markdown: str  # with figures already put in
    path: str  # the source file
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Framework:
    """One framework, checked and resolved: the input of pages, exports and workbooks."""

    rules: Rules
    data: Mapping[str, Any]  # document name -> typed values, as the schemas give them, references resolved
    chapters: tuple[Chapter, ...]
    prose: Mapping[str, str]  # page name -> Markdown of framework/<release>/pages, figures put in
    lines: Mapping[str, Mapping[str, int]] = field(default_factory=dict)  # source file -> record's id -> line
