"""Numbers as the files write them, kept exact: text to Fraction and back, cutting and rounding.

Mirrored by site/assets/js/core/exact.js. No floats anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction

LONGEST_NUMBER = 30  # characters, sign and point included
NUMBER_PATTERN = r"-?(0|[1-9][0-9]*)(\.[0-9]+)?"  # the one form that every file takes

_NUMBER = re.compile(NUMBER_PATTERN)


def number(text: str) -> Fraction | None:
    """Read a number as a file writes it; None where the text is not of that form or too long."""
    if len(text) > LONGEST_NUMBER:
        return None
    found = _NUMBER.fullmatch(text)
    if found is None:
        return None
    if found[2] is None:
        return Fraction(int(text))
    return Fraction(int(text.replace(".", "")), 10 ** (len(found[2]) - 1))


def fraction_text(value: Fraction) -> str:
    """Write a value as a reduced fraction: `245/4`, or `70` where it is whole."""
    return str(value)


def decimals(value: Fraction) -> int:
    """Count the decimals that a value needs. Raises ValueError where no number of them is enough."""
    rest, twos, fives = value.denominator, 0, 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    if rest != 1:
        raise ValueError(f"{value} has no end as a decimal")
    return max(twos, fives)


def decimal_text(value: Fraction) -> str:
    """Write a value as the shortest exact decimal: `14.2`, `-0.5`, `70`. Raises ValueError for 1/3."""
    places = decimals(value)
    return _fixed(value.numerator * 10**places // value.denominator, places)


def half_up(value: Fraction, places: int) -> Fraction:
    """Round to so many decimals; a half goes up."""
    scale = 10**places
    return Fraction((2 * value.numerator * scale + value.denominator) // (2 * value.denominator), scale)


def places_for(bounds: Iterable[Fraction]) -> int:
    """How many decimals to show beside these bounds: one, or as many as the finest of them has."""
    return max([1, *map(decimals, bounds)])


def shown(value: Fraction, places: int = 1, *, up: bool = False) -> str:
    """Write a value for people, cut (not rounded) to so many decimals.

    Cutting keeps a value that missed an at-least bound below it on screen; `up` does the same for a value
    under at-most bounds.
    """
    scaled = value.numerator * 10**places
    steps = -(-scaled // value.denominator) if up else scaled // value.denominator
    return _fixed(steps, places)


def _fixed(steps: int, places: int) -> str:
    sign, digits = ("-" if steps < 0 else ""), str(abs(steps)).rjust(places + 1, "0")
    return f"{sign}{digits[:-places]}.{digits[-places:]}" if places else sign + digits
