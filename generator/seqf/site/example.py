"""An invented assessment to try the calculator with, made from the rules alone: it suits every framework."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import Any

from seqf.exact import decimal_text
from seqf.model import Criterion, RatingKpi, Rules, ThresholdKpi

_OPEN_EVERY = 19  # one item in so many is left unscored, so that the result shows a range
_NOTED_EVERY = 4


def example(rules: Rules) -> str:
    """Return the file of an invented provider's assessment, as JSON. The same rules give the same file."""
    file: dict[str, Any] = {
        "format": "seqf-assessment/1",
        "framework": rules.framework,
        "name": "An example to try",
        "provider": "Example Service (invented)",
        "kind": "self",
        "scores": {},
        "kpis": {},
        "notes": {},
    }
    for place, item in enumerate(rules.items, start=1):
        if place % _OPEN_EVERY == 0:
            continue
        if isinstance(item, Criterion):
            file["scores"][item.id] = _plain(item.scale[-1 if place % 3 else len(item.scale) // 2])
        else:
            file["kpis"][item.id] = {"value": _plain(_measure(item))}
        if place % _NOTED_EVERY == 0:
            file["notes"][item.id] = {"evidence": "Invented: what an assessor would be shown."}
        if place % 3 == 0:
            note = file["notes"].setdefault(item.id, {})
            note |= {"action": "Invented: what will be done, and how it will show.", "owner": "Sam"}
            if isinstance(item, Criterion):
                note["target"] = _plain(item.scale[-1])
    return json.dumps(file, ensure_ascii=False)


def _measure(item: ThresholdKpi | RatingKpi) -> Fraction:
    """Return a value in the middle of what can be reached: a bound, or a rating."""
    if isinstance(item, ThresholdKpi):
        return item.thresholds[len(item.thresholds) * 2 // 3].bound
    return (item.lowest_rating + item.highest_rating) / 2


def _plain(value: Fraction) -> Any:
    return value.numerator if value.denominator == 1 else decimal_text(value)
