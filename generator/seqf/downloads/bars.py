"""Bars from nothing to everything: what is sure, what is still possible, and where a mark begins."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from html import escape

SURE, POSSIBLE, EMPTY, LINE = "#0B3C49", "#9CC7D1", "#E6EAEC", "#B3261E"
_WIDTH, _HEIGHT = 620, 38  # of a bar as a picture, in dots
_COLOURS = (SURE, POSSIBLE, EMPTY, LINE)


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


def bar_picture(bar: Bar) -> bytes:
    """Return the bar as a PNG of few colours; the same bar gives the same bytes."""
    low, high = (int(value * _WIDTH) for value in (bar.low, bar.high))
    row = bytearray([0] * low + [1] * (high - low) + [2] * (_WIDTH - high))
    for line in bar.lines:
        at = min(int(line * _WIDTH), _WIDTH - 3)
        row[at : at + 3] = bytes([3] * 3)
    header = struct.pack(">IIBBBBB", _WIDTH, _HEIGHT, 8, 3, 0, 0, 0)
    palette = b"".join(bytes.fromhex(colour[1:]) for colour in _COLOURS)
    pixels = zlib.compress((b"\0" + bytes(row)) * _HEIGHT, 9)
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
