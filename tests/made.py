"""A small framework for tests: every kind of item, a gate, three marks, every reading."""

from __future__ import annotations

import json
from typing import Any

from seqf.model import EFFECTS, Rules
from seqf.scoring.assessment import Assessment, parse
from seqf.scoring.rules import rules_from_json

RULES: dict[str, Any] = {
    "format": "seqf-rules/1",
    "framework": "1.0.0",
    "title": "Small",
    "sections": [
        {
            "id": "A",
            "title": "Practice",
            "weight": "60",
            "items": [
                {"id": f"A.{n}", "title": f"Item {n}", "kind": "criterion", "scale": ["0", "1", "2"]}
                for n in (1, 2, 3)
            ],
        },
        {
            "id": "B",
            "title": "Results",
            "weight": "40",
            "items": [
                {
                    "id": "B.1",
                    "title": "Share",
                    "kind": "threshold",
                    "unit": "percent",
                    "direction": "at-least",
                    "lowest": "0",
                    "highest": "100",
                    "thresholds": [{"bound": "20", "score": "5"}, {"bound": "40", "score": "10"}],
                },
                {
                    "id": "B.2",
                    "title": "Time",
                    "kind": "threshold",
                    "unit": "weeks",
                    "direction": "at-most",
                    "lowest": "0",
                    "thresholds": [{"bound": "26", "score": "3"}, {"bound": "10", "score": "5"}],
                },
                {
                    "id": "B.3",
                    "title": "Rated",
                    "kind": "rating",
                    "none": "0",
                    "lowest": "1",
                    "highest": "5",
                },
            ],
        },
    ],
    "gate": {"items": ["B.1", "B.2"]},
    "marks": [
        {"id": "gold", "title": "Gold", "minimum": "90", "gate_minimum": "13"},
        {"id": "silver", "title": "Silver", "minimum": "70", "gate_minimum": "8"},
        {"id": "bronze", "title": "Bronze", "minimum": "50"},
    ],
    "readings": [{"id": f"other-{effect}", "effect": effect} for effect in EFFECTS],
}

COMPLETE: dict[str, Any] = {
    "scores": {"A.1": 2, "A.2": 2, "A.3": 1},
    "kpis": {
        "B.1": {"numerator": 3, "denominator": 7},
        "B.2": {"value": "10.04"},
        "B.3": {"value": "4.3"},
    },
}


def rules(**changed: Any) -> Rules:
    """The framework, with some of its parts changed."""
    return rules_from_json(json.dumps(RULES | changed))


def answers(own: Rules, document: dict[str, Any]) -> Assessment:
    """An assessment of the framework."""
    text = json.dumps({"format": "seqf-assessment/1", **document})
    found, mistakes = parse(text, {own.framework: own}, own.framework)
    assert found is not None, mistakes
    return found
