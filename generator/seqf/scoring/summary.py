"""A result in words, for a terminal."""

from __future__ import annotations

from fractions import Fraction

from seqf.exact import shown
from seqf.model import Rules
from seqf.scoring.assessment import Assessment
from seqf.scoring.engine import NO_MARK, Result

_KINDS = {"self": "self-assessment", "external": "external assessment", None: "assessment"}


def overall(result: Result) -> tuple[str, str]:
    """Return the overall score as shown, low and high: cut, never rounded up over a bound."""
    return shown(result.low, result.places), shown(result.high, result.places)


def points(value: Fraction) -> str:
    """Return points as shown: whole numbers bare, others cut to two decimals."""
    return str(value) if value.denominator == 1 else shown(value, 2)


def outcome(result: Result, rules: Rules) -> str:
    """Return where the result lies: "in the Good range", or from which mark to which."""
    titles = {mark.id: mark.title for mark in rules.marks} | {NO_MARK: "no mark"}
    low, high = titles[result.outcome.low], titles[result.outcome.high]
    if low != high:
        return f"between {low} and {high}"
    return f"in the {low} range" if result.outcome.low != NO_MARK else "below every mark"


def text(found: Assessment, result: Result, rules: Rules) -> str:
    """Return some lines: how one assessment stands, what is unscored, and what its sections earned."""
    low, high = overall(result)
    about = ", ".join(part for part in (found.provider, _KINDS[found.kind], found.date) if part)
    lines = [f"{about} ({rules.title}, {result.framework})"]
    lines.append(f"  Overall  {_range(low, high)}%, {outcome(result, rules)}")
    if result.gate:
        gate = result.gate
        range_of_points = _range(points(gate.low), points(gate.high))
        lines.append(f"  {' + '.join(gate.items)}  {range_of_points} of {points(gate.maximum)}")
    lines.append(f"  {'Section':<9}{'Points':<16}{'of':<6}{'Weight':<7}")
    for section in result.sections:
        earned = _range(points(section.low), points(section.high))
        lines.append(f"  {section.id:<9}{earned:<16}{points(section.maximum):<6}{points(section.weight)}%")
    if result.unscored:
        count = len(result.unscored)
        lines.append(f"  Not scored yet ({count}): {', '.join(result.unscored)}")
    differing = [
        f"{reading.id} ({_range(stands.low, stands.high)})"
        for reading in rules.readings
        if (stands := result.readings[reading.id]) != result.outcome
    ]
    if differing:
        lines.append(f"  Other readings of the sources would give: {', '.join(differing)}")
    if found.kind != "external":
        lines.append("  A self-assessment shows a range; only an external assessment awards a mark.")
    return "\n".join(lines)


def _range(low: str, high: str) -> str:
    return low if low == high else f"{low} to {high}"
