"""Result -> its text (contract section 5). Mirrored by site/assets/js/core/result.js."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import Any

from seqf.exact import fraction_text, shown
from seqf.scoring.engine import Result

FORMAT = "seqf-result/1"


def result_text(result: Result, more: dict[str, Any] | None = None) -> str:
    """The result as one line of JSON, without a line end: the same bytes from both engines.

    `more` stands after the keys of every result: a trace, steps.
    """
    gate = result.gate
    return exact_text(
        {
            "format": FORMAT,
            "framework": result.framework,
            "complete": result.complete,
            "unscored": result.unscored,
            "overall": {
                "low": shown(result.low, result.places),
                "high": shown(result.high, result.places),
                "low_exact": fraction_text(result.low),
                "high_exact": fraction_text(result.high),
            },
            "sections": {
                section.id: {
                    "low": fraction_text(section.low),
                    "high": fraction_text(section.high),
                    "max": fraction_text(section.maximum),
                    "weight": fraction_text(section.weight),
                }
                for section in result.sections
            },
            "gate": gate
            and {
                "items": gate.items,
                "low": fraction_text(gate.low),
                "high": fraction_text(gate.high),
                "max": fraction_text(gate.maximum),
            },
            "outcome": {"low": result.outcome.low, "high": result.outcome.high},
            "readings": {
                reading: {"low": outcome.low, "high": outcome.high}
                for reading, outcome in result.readings.items()
            },
            **(more or {}),
        }
    )


def exact_text(value: Any) -> str:
    """Plain values as one line of JSON, with Fractions as reduced fractions in quotes."""
    return json.dumps(value, default=_exact, ensure_ascii=False, separators=(",", ":"))


def _exact(value: Any) -> str:
    if isinstance(value, Fraction):
        return fraction_text(value)
    raise TypeError(f"a result holds no {type(value).__name__}")
