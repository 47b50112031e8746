"""How a number with its unit reads in English: `15 working days`, `90%`, `£5,000`, `10 to 15 clients`."""

from __future__ import annotations

import re
from fractions import Fraction

from seqf.exact import number

_ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["-", "-", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_IRREGULAR = {"person": "people", "child": "children", "man": "men", "woman": "women"}


def in_words(amount: Fraction) -> str | None:
    """Return a whole number from 0 to 99 in words, None for any other."""
    if amount.denominator != 1 or not 0 <= amount <= 99:
        return None
    whole = int(amount)
    if whole < 20:
        return _ONES[whole]
    return _TENS[whole // 10] + (f"-{_ONES[whole % 10]}" if whole % 10 else "")


def measured(ends: list[str], unit: str) -> str:
    """Return one number, or the two ends of a range, with the unit.

    The numbers are as the data writes them, or words. `percent` prints as a sign after figures and as words
    after words; `pounds` as a sign before figures.
    """
    in_figures = all(number(end) is not None for end in ends)
    if unit == "percent":
        return " to ".join(f"{end}%" for end in ends) if in_figures else f"{' to '.join(ends)} per cent"
    if unit == "pounds" and in_figures:
        return " to ".join(f"£{_grouped(end)}" for end in ends)
    alone = len(ends) == 1 and ends[0] in ("1", "one")
    shown = ends if _head(unit) == "year" else [_grouped(end) for end in ends]
    return f"{' to '.join(shown)} {_singular(unit) if alone else _plural(unit)}"


def _grouped(text: str) -> str:
    """Thousands parted by commas; words stay."""
    whole, point, fraction = text.partition(".")
    return re.sub(r"(?<=\d)(?=(?:\d{3})+$)", ",", whole) + point + fraction


def _head(unit: str) -> str:
    """The word of a unit that is counted: `hours` in `hours per week`."""
    return re.split(r" (?:per|a|an|of|in) ", unit)[0].rsplit(" ", 1)[-1]


def _plural(unit: str) -> str:
    word = _head(unit)
    if word in _IRREGULAR.values() or (word.endswith("s") and not word.endswith("ss")):
        return unit
    if word in _IRREGULAR:
        plural = _IRREGULAR[word]
    elif re.search(r"[^aeiou]y$", word):
        plural = word[:-1] + "ies"
    elif re.search(r"(?:s|x|ch|sh)$", word):
        plural = word + "es"
    else:
        plural = word + "s"
    return unit.replace(word, plural, 1)


def _singular(unit: str) -> str:
    word = _head(unit)
    singular = {plural: one for one, plural in _IRREGULAR.items()}.get(word)
    if singular is None:
        if word.endswith("ies"):
            singular = word[:-3] + "y"
        elif re.search(r"(?:s|x|ch|sh)es$", word):
            singular = word[:-2]
        elif word.endswith("s") and not word.endswith("ss"):
            singular = word[:-1]
        else:
            singular = word
    return unit.replace(word, singular, 1)
