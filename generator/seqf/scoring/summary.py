"""A result in words, for a terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from seqf.exact import shown
from seqf.model import Rules
from seqf.scoring import sentences
from seqf.scoring.assessment import Assessment
from seqf.scoring.engine import Result
from seqf.scoring.sentences import span

_KINDS = {"self": "self-assessment", "external": "external assessment", None: "assessment"}


def overall(result: Result) -> tuple[str, str]:
    """Return the overall score as shown, low and high: cut, never rounded up over a bound."""
    return shown(result.low, result.places), shown(result.high, result.places)


def points(value: Fraction) -> str:
    """Return points as shown: whole numbers bare, others cut to two decimals."""
    return str(value) if value.denominator == 1 else shown(value, 2)


def outcome(result: Result, rules: Rules) -> str:
    """Return where the result lies: "in the Good range", or from which mark to which."""
    return sentences.placed(rules, result.outcome.low, result.outcome.high)


def text(found: Assessment, result: Result, rules: Rules) -> str:
    """Return some lines: how one assessment stands, what is unscored, and what its sections earned."""
    low, high = overall(result)
    lines = [f"{_about(found)} ({rules.title}, {result.framework})"]
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


def more(told: Mapping[str, Any], rules: Rules) -> list[str]:
    """Return lines for what was asked for besides the result: a trace, steps, the effect of other answers."""
    lines = []
    if "trace" in told:
        lines += ["  How it came about", *(f"    {sentence}" for sentence in told["trace"]["sentences"])]
    if "steps" in told:
        steps = told["steps"]["sentences"] or ["The highest mark is reached."]
        lines += ["  Steps to the next mark", *(f"    {sentence}" for sentence in steps)]
    if "what_if" in told:
        lines += ["  With the other answers", *_effect(told["what_if"], rules)]
    return lines


def _effect(effect: Mapping[str, Any], rules: Rules) -> list[str]:
    before, after = effect["before"], effect["after"]
    lines = [f"    Overall  {span(**before['overall'])}% becomes {span(**after['overall'])}%"]
    if after["gate"]:
        was, then = span(**before["gate"]), span(**after["gate"])
        lines.append(f"    {' + '.join(rules.gate)}  {was} becomes {then}")
    return [
        *lines,
        f"    Result   {_where(rules, before['outcome'])}; then {_where(rules, after['outcome'])}",
    ]


def comparison(assessments: Sequence[Assessment], rules: Sequence[Rules], compared: Mapping[str, Any]) -> str:
    """Return lines: how each assessment stands, which items they score differently, what that shows."""
    lines = []
    for number, (one, own, row) in enumerate(
        zip(assessments, rules, compared["assessments"], strict=True), 1
    ):
        where = f"{span(**row['overall'])}%, {_where(own, row['outcome'])}"
        lines.append(f"{number}  {_about(one)} ({own.title}, {row['framework']}): {where}")
    differing = [item for item in compared["items"] if item["agree"] is False]
    if differing:
        heads = "".join(f"{number:<8}" for number in range(1, len(assessments) + 1))
        lines += ["", f"  {'Item':<9}{heads}".rstrip()]
    for item in differing:
        scores = "".join(f"{points(score):<8}" for score in item["scores"])
        lines.append(f"  {item['id']:<9}{scores}".rstrip())
    return "\n".join([*lines, "", *(f"  {sentence}" for sentence in compared["sentences"])])


def _about(found: Assessment) -> str:
    return ", ".join(part for part in (found.provider, _KINDS[found.kind], found.date) if part)


def _where(rules: Rules, stands: Mapping[str, str]) -> str:
    return sentences.placed(rules, stands["low"], stands["high"])


def _range(low: str, high: str) -> str:
    return low if low == high else f"{low} to {high}"
