"""Result -> its text (contract section 5). Mirrored by site/assets/js/core/result.js."""

from __future__ import annotations

import json

from seqf.exact import fraction_text, shown
from seqf.scoring.engine import Result

FORMAT = "seqf-result/1"


def result_text(result: Result) -> str:
    """The result as one line of JSON, without a line end: the same bytes from both engines."""
    gate = result.gate
    return json.dumps(
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
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )
