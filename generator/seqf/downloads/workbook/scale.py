"""A framework's score in whole numbers, so that a spreadsheet compares it exactly with every bound.

A spreadsheet counts in binary fractions: `score / maximum * 15%`, summed over sections, misses about one
bound in five by a hair. So every score is counted in *units*, so small that each allowed score is a whole
number of them, and the overall score in *parts*, so small that a unit of any section is a whole number of
parts. Whole numbers below 10**15 are exact in Excel and in LibreOffice.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from seqf.model import Criterion, Item, RatingKpi, Rules, Section, ThresholdKpi

MOST_DECIMALS = 6  # ratings and measured values are taken to so many decimals
_EXACT_BELOW = 10**15


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """How a framework's scores become whole numbers."""

    decimals: int  # of a rating or measured value; more are rounded to the nearest
    unit: int  # units in one point of any item
    part: int  # parts in one percent of the overall score
    multipliers: dict[str, int]  # section id -> parts that one unit of it is worth

    def units(self, points: Fraction) -> int:
        """Return points as whole units; a number that is none of this framework's is a ValueError."""
        return _whole(points * self.unit)

    def parts(self, percent: Fraction) -> int:
        """Return a percentage of the overall score as whole parts."""
        return _whole(percent * self.part)


def scale_of(rules: Rules) -> Scale:
    """Find the smallest whole-number scale for the rules, with as many decimals as stay exact (at most 6).

    Raises ValueError where not even two decimals of a rating can be counted exactly.
    """
    for decimals in range(MOST_DECIMALS, 1, -1):
        scale = _scale(rules, decimals)
        if 100 * scale.part < _EXACT_BELOW and all(
            s.maximum * scale.unit < _EXACT_BELOW for s in rules.sections
        ):
            return scale
    raise ValueError("the weights and maxima of the sections are too fine to be counted in a spreadsheet")


def _scale(rules: Rules, decimals: int) -> Scale:
    points = [number for item in rules.items for number in _allowed(item, decimals)]
    points += [mark.gate_minimum for mark in rules.marks if mark.gate_minimum is not None]
    unit = lcm(*(number.denominator for number in points))
    worth = {section.id: _worth(section, unit) for section in rules.sections}
    part = lcm(*(f.denominator for f in worth.values()), *(mark.minimum.denominator for mark in rules.marks))
    multipliers = {key: _whole(value * part) for key, value in worth.items()}
    return Scale(decimals=decimals, unit=unit, part=part, multipliers=multipliers)


def _worth(section: Section, unit: int) -> Fraction:
    """Percent of the overall score that one unit of a section is worth."""
    return section.weight / (section.maximum * unit) if section.maximum else Fraction(0)


def _allowed(item: Item, decimals: int) -> list[Fraction]:
    """Scores whose denominators together cover every score that the item can have."""
    match item:
        case Criterion():
            return [Fraction(score) for score in item.scale]
        case ThresholdKpi():
            return [step.score for step in item.thresholds]
        case RatingKpi():
            return [item.none, item.lowest_rating, item.highest_rating, Fraction(1, 10**decimals)]


def _whole(number: Fraction) -> int:
    if number.denominator != 1:
        raise ValueError(f"{number} is no whole number of this scale")
    return number.numerator
