"""Check one answer against its item: the kinds of value, scales and limits of contract section 3.

Mirrored by site/assets/js/core/answers.js, message by message.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from seqf.exact import LONGEST_NUMBER, decimal_text, number
from seqf.model import Criterion, Item, RatingKpi
from seqf.text.jsontext import Bare, quote
from seqf.text.nodes import Path

Report = Callable[[Path, str], None]  # takes where (below the thing being read) and what is wrong

PERCENT = "percent"  # the unit that may come as two counts
MANY = 100  # problems after which no nearest word is looked for
_COUNTS = ("numerator", "denominator")
_DIGITS = {str(digit): digit for digit in range(10)}
_BLANK = re.compile(r"[ \t\r\n]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class KpiAnswer:
    """The answer to a KPI: a value, or (percentages) two counts. One count alone leaves it unscored."""

    value: Fraction | None = None  # in the KPI's unit
    numerator: int | None = None  # people
    denominator: int | None = None  # people
    extra: Mapping[str, Any] = field(default_factory=dict)  # keys that start with x-


def read_answer(item: Item, raw: Any) -> tuple[int | KpiAnswer | None, list[tuple[Path, str]]]:
    """Read what somebody entered: a scalar for a criterion, a mapping of value and counts for a KPI.

    Returns the answer, and what is wrong with it: where inside `raw`, and what.
    """
    problems: list[tuple[Path, str]] = []
    read = read_score if isinstance(item, Criterion) else read_kpi
    return read(item, raw, lambda path, message: problems.append((path, message))), problems


def read_score(item: Criterion, raw: Any, report: Report) -> int | None:
    """A criterion's score; None where it is blank, or wrong and reported."""
    if isinstance(raw, str) and (digit := _DIGITS.get(raw)) in item.scale:
        return digit  # nearly every answer is one of these, and thousands may be read in a row
    value = read_number(raw, report)
    if value is None:
        return None
    if value not in item.scale:
        report((), f"{quote(raw)} is not on the scale; allowed: {', '.join(map(str, item.scale))}, or blank")
        return None
    return int(value)


def read_kpi(item: Item, raw: Any, report: Report) -> KpiAnswer:
    """A KPI's answer; what is wrong in it is reported and left out."""
    if is_blank(raw):
        return KpiAnswer()
    if not isinstance(raw, Mapping):
        report((), f"must be an object with a value or counts, not {kind_of(raw)}")
        return KpiAnswer()
    extra = closed(raw, ("value", *_COUNTS), report)
    value = read_number(raw.get("value"), within(report, "value"))
    if value is not None:
        value = in_limits(item, value, quote(raw["value"]), within(report, "value"))
    if all(is_blank(raw.get(key)) for key in _COUNTS):
        return KpiAnswer(value=value, extra=extra)
    if getattr(item, "unit", None) != PERCENT:
        report((), "counts are for percentages; give a value")
        return KpiAnswer(value=value, extra=extra)
    if not is_blank(raw.get("value")):
        report((), "has a value and counts; keep one of the two")
    numerator, denominator = (read_count(raw.get(key), within(report, key)) for key in _COUNTS)
    if denominator == 0:
        report(("denominator",), "is 0; where there is nobody to count, leave both counts blank")
    elif numerator is not None and denominator is not None:
        if numerator > denominator:
            report(("numerator",), f"{numerator} is more than the denominator, {denominator}")
        else:
            in_limits(item, Fraction(100 * numerator, denominator), f"{numerator} of {denominator}", report)
    return KpiAnswer(value=value, numerator=numerator, denominator=denominator, extra=extra)


def read_target(item: Item, raw: Any, report: Report) -> Fraction | None:
    """A note's target: a score of the criterion, or a value of the KPI."""
    if isinstance(item, Criterion):
        score = read_score(item, raw, report)
        return None if score is None else Fraction(score)
    value = read_number(raw, report)
    return None if value is None else in_limits(item, value, quote(raw), report)


def in_limits(item: Item, value: Fraction, words: str, report: Report) -> Fraction | None:
    """The value, or None where it is outside the KPI's limits and reported."""
    if isinstance(item, RatingKpi):
        if value == item.none or item.lowest_rating <= value <= item.highest_rating:
            return value
        none, low, high = map(decimal_text, (item.none, item.lowest_rating, item.highest_rating))
        report((), f"{words} is not a rating; allowed: {low} to {high}, or {none} for not enough feedback")
        return None
    low, high = item.lowest_value, item.highest_value
    if (low is None or low <= value) and (high is None or value <= high):
        return value
    least = "" if low is None else f"not below {decimal_text(low)}"
    most = "" if high is None else f"not above {decimal_text(high)}"
    report((), f"{words} is outside the limits; allowed: {' and '.join(filter(None, (least, most)))}")
    return None


def read_count(raw: Any, report: Report) -> int | None:
    """A number of people; None where it is blank, or wrong and reported."""
    value = read_number(raw, report)
    if value is None:
        return None
    if value.denominator != 1 or value < 0:
        report((), f"{quote(raw)} is not a whole number from 0 up")
        return None
    return int(value)


def read_number(raw: Any, report: Report) -> Fraction | None:
    """A number of the one form that files take; None where it is blank, or wrong and reported."""
    if is_blank(raw):
        return None
    if not isinstance(raw, str):
        report((), f"must be a number, not {kind_of(raw)}")
        return None
    value = number(raw)
    if value is None:
        how = f"write digits such as 4 or 14.2, without spaces, at most {LONGEST_NUMBER} characters"
        report((), f"{quote(raw)} can't be read as a number; {how}")
    return value


def is_blank(raw: Any) -> bool:
    """Whether nothing was given: null, or text of nothing but spaces."""
    return raw is None or (isinstance(raw, str) and _BLANK.fullmatch(raw) is not None)


def kind_of(raw: Any) -> str:
    """What a value is, in words for a message."""
    if raw is None:
        return "nothing"
    if isinstance(raw, bool):
        return "true or false"
    if isinstance(raw, str):
        return "a number" if isinstance(raw, Bare) else "text"
    return "a list" if isinstance(raw, (list, tuple)) else "an object"


def within(report: Report, key: str) -> Report:
    """A report about something below a key."""
    return lambda path, message: report((key, *path), message)


def closed(raw: Mapping[str, Any], allowed: tuple[str, ...], report: Report) -> dict[str, Any]:
    """Report keys that are not allowed; return those that start with x-, which are free."""
    extra = {key: value for key, value in raw.items() if key not in allowed and key.startswith("x-")}
    unknown = (key for key in raw if key not in allowed and key not in extra)
    for told, key in enumerate(unknown):
        close = nearest(key, allowed) if told < MANY else ""
        report((key,), f"unknown key{close}; allowed: {', '.join(allowed)}, x-…")
    return extra


def nearest(wrong: str, known: Iterable[str]) -> str:
    """`; did you mean X?` for the first of the known words that are closest, nothing where none is close."""
    best, found = min(2, len(wrong) // 3) + 1, ""
    for word in known:
        if abs(len(word) - len(wrong)) < best and (steps := _distance(word, wrong)) < best:
            best, found = steps, word
    return f"; did you mean {found}?" if found else ""


def _distance(a: str, b: str) -> int:
    """How many letters must be put in, taken out or changed to make one word of the other."""
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        last, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (x != y))
    return row[-1]
