"""What a report is made of, before it becomes a document or a page."""

from __future__ import annotations

from dataclasses import dataclass

from seqf.downloads.bars import Bar, BarGroup


@dataclass(frozen=True, slots=True)
class Heading:
    text: str


@dataclass(frozen=True, slots=True)
class Text:
    text: str
    lead: str = ""  # in bold before it
    quiet: bool = False  # a remark


@dataclass(frozen=True, slots=True)
class Points:
    """A list."""

    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """Labels with their texts; those without text are left out."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table; with bars, a last column shows a bar, or a group of them, for each row."""

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]  # shares of the page's width, for paper
    bars: tuple[Bar | BarGroup, ...] = ()


Block = Heading | Text | Points | Facts | Table
