"""Bars from nothing to everything: what is sure, what is still possible, and where a mark begins.

Bars that are compared stand below each other in one drawing. They are told apart by number and pattern, never
by colour, and are drawn in the colour of the text around them: so they hold in print and in forced colours.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from html import escape

SURE, POSSIBLE, EMPTY, LINE = "#0B3C49", "#9CC7D1", "#E6EAEC", "#B3261E"
_WIDTH, _HEIGHT = 620, 38  # of a bar as a picture, in dots
_GROUPED, _GAP = 34, 8  # the height of a bar in a group, and how much of it is room below
_COLOURS = (SURE, POSSIBLE, EMPTY, LINE, "#FFFFFF")
_PAPER = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bar; all values are parts of the whole, from 0 to 1."""

    low: Fraction
    high: Fraction
    words: str  # the same for those who do not see it
    lines: tuple[Fraction, ...] = ()  # where marks begin


def bar_of(low: Fraction, high: Fraction, whole: Fraction, words: str, lines: Sequence[Fraction] = ()) -> Bar:
    """Return the bar of a range of values out of a whole; values below 0 are shown as nothing."""

    def part(value: Fraction) -> Fraction:
        return min(max(value / whole, Fraction(0)), Fraction(1)) if whole > 0 else Fraction(0)

    return Bar(low=part(low), high=part(high), words=words, lines=tuple(part(line) for line in lines))


@dataclass(frozen=True, slots=True)
class BarGroup:
    """The same measure of two or three, one bar each; None where one does not have it."""

    bars: tuple[Bar | None, ...]

    @property
    def words(self) -> str:
        return "; ".join(f"{number}: {bar.words}" for number, bar in enumerate(self.bars, 1) if bar)


PATTERNS = ("solid", "striped", "dotted")  # of the first, second and third bar of a group


def picture(drawn: Bar | BarGroup) -> tuple[bytes, int]:
    """Return a PNG of few colours, and its height in dots; the same bars give the same bytes."""
    if isinstance(drawn, BarGroup):
        rows = [row for number, bar in enumerate(drawn.bars) for row in _patterned(bar, number)]
    else:
        rows = [_plain_row(drawn)] * _HEIGHT
    return _png(rows), len(rows)


def svg(drawn: Bar | BarGroup) -> str:
    """Return SVG without style of its own, so that a strict page may hold it; a group needs `DEFINITIONS`."""
    return _group_svg(drawn) if isinstance(drawn, BarGroup) else bar_svg(drawn)


def _plain_row(bar: Bar) -> bytes:
    low, high = (int(value * _WIDTH) for value in (bar.low, bar.high))
    row = bytearray([0] * low + [1] * (high - low) + [2] * (_WIDTH - high))
    for line in bar.lines:
        at = min(int(line * _WIDTH), _WIDTH - 3)
        row[at : at + 3] = bytes([3] * 3)
    return bytes(row)


def _patterned(bar: Bar | None, number: int) -> list[bytes]:
    """Return a bar of a group, row by row: a frame, the pattern up to what is sure, dashes to what can be."""
    if bar is None:
        return [bytes([_PAPER] * _WIDTH)] * _GROUPED
    low, high = (int(value * (_WIDTH - 1)) for value in (bar.low, bar.high))

    def dot(x: int, y: int) -> int:
        if y >= _GROUPED - _GAP:
            return _PAPER
        edge = y < 2 or y >= _GROUPED - _GAP - 2
        if x <= low and low:
            inked = (True, (x + y) % 14 < 6, x % 12 < 6 and y % 12 < 6)[number]
            return 0 if inked or edge or x < 2 or x > low - 2 else _PAPER
        if x <= high:
            return 0 if (edge or x > high - 3) and (x // 8 + y // 8) % 2 else _PAPER
        return 2 if edge or x >= _WIDTH - 2 else _PAPER

    return [bytes(dot(x, y) for x in range(_WIDTH)) for y in range(_GROUPED)]


def _png(rows: Sequence[bytes]) -> bytes:
    header = struct.pack(">IIBBBBB", _WIDTH, len(rows), 8, 3, 0, 0, 0)
    palette = b"".join(bytes.fromhex(colour[1:]) for colour in _COLOURS)
    pixels = zlib.compress(b"".join(b"\0" + row for row in rows), 9)
    chunks = ((b"IHDR", header), (b"PLTE", palette), (b"IDAT", pixels), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, content) for kind, content in chunks)


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def bar_svg(bar: Bar) -> str:
    """Return the bar as SVG without style of its own, so that a strict page may hold it."""
    low, high = (int(value * _WIDTH) for value in (bar.low, bar.high))
    parts = [(0, _WIDTH, EMPTY), (low, high - low, POSSIBLE), (0, low, SURE)]
    parts += [(min(int(line * _WIDTH), _WIDTH - 3), 3, LINE) for line in bar.lines]
    shapes = "".join(
        f'<rect x="{start}" width="{size}" height="{_HEIGHT}" fill="{colour}"/>'
        for start, size, colour in parts
        if size
    )
    box = f'viewBox="0 0 {_WIDTH} {_HEIGHT}" preserveAspectRatio="none"'
    return f'<svg role="img" {box} width="100%" height="14"><title>{escape(bar.words)}</title>{shapes}</svg>'


# The patterns that groups are filled with; a page holds them once.
DEFINITIONS = (
    '<svg aria-hidden="true" width="0" height="0"><defs>'
    '<pattern id="striped" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect width="3" height="6" fill="currentColor"/></pattern>'
    '<pattern id="dotted" width="5" height="5" patternUnits="userSpaceOnUse">'
    '<rect width="2.5" height="2.5" fill="currentColor"/></pattern></defs></svg>'
)


def _group_svg(group: BarGroup) -> str:
    start, whole = 6, Fraction(93)  # percent of the width: room for the number, then the bars
    shapes = []
    for number, bar in enumerate(group.bars):
        if bar is None:
            continue
        y = 16 * number
        low, high = (f"{float(whole * value):.2f}%" for value in (bar.low, bar.high))
        fill = "currentColor" if number == 0 else f"url(#{PATTERNS[number]})"
        frame = f'x="{start}%" y="{y + 1.5}" height="11" stroke="currentColor"'
        shapes.append(f'<text x="0" y="{y + 11.5}" font-size="12" fill="currentColor">{number + 1}</text>')
        shapes.append(f'<rect {frame} width="{whole}%" fill="none" stroke-opacity=".45"/>')
        if bar.high > bar.low:
            shapes.append(
                f'<rect {frame} width="{high}" fill="none" stroke-width="1.5" stroke-dasharray="4 3"/>'
            )
        if bar.low:
            shapes.append(f'<rect {frame} width="{low}" fill="{fill}"/>')
    size = f'width="100%" height="{16 * len(group.bars)}"'
    return f'<svg role="img" {size}><title>{escape(group.words)}</title>{"".join(shapes)}</svg>'
