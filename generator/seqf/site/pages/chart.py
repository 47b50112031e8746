"""Places and lengths for the small drawings: worked out here, so that a template only prints."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from seqf.model import Mark

_WHOLE = Decimal(100)  # a share is in percent


def bands(marks: Sequence[Mark], no_mark: str) -> list[dict[str, Any]]:
    """Return the marks as stretches of the line from 0 to 100, lowest first, the one without a mark included.

    Each has title, start and width (decimal text, percent), middle, and rank (0 for no mark). Where
    marks share a minimum, the line belongs to the highest of them.
    """
    starts = [Decimal(0), *(Decimal(plain(mark.minimum)) for mark in reversed(marks))]
    titles = [no_mark, *(mark.title for mark in reversed(marks))]
    ends = [*starts[1:], _WHOLE]
    return [
        {
            "title": title,
            "start": str(start),
            "width": str(end - start),
            "middle": str((start + end) / 2),
            "rank": rank,
        }
        for rank, (title, start, end) in enumerate(zip(titles, starts, ends, strict=True))
        if end > start
    ]


def stack(sections: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return the sections as stretches of one bar: with start and middle (decimal text, percent)."""
    drawn, start = [], Decimal(0)
    for section in sections:
        weight = Decimal(section["weight"])
        middle = str(start + weight / 2)
        drawn.append({**section, "start": str(start), "middle": middle})
        start += weight
    return drawn


def plain(number: Any) -> str:
    """Return an exact number as decimal text: 59.2, 20. Numbers of a framework are finite decimals."""
    value = Decimal(number.numerator) / Decimal(number.denominator)
    return format(value.normalize(), "f")
