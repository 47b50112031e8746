"""Rules -> rules.json, the text that every engine reads. Mirrors the reading in rules.py."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from seqf.exact import decimal_text
from seqf.model import Criterion, Item, RatingKpi, Rules
from seqf.scoring.rules import FORMAT
from seqf.text import jsontext


def rules_to_json(rules: Rules, *, indent: bool = False) -> str:
    """Write rules, numbers as text: one compact line, or with an indent of two; a line end closes it."""
    return jsontext.write(as_plain(rules), indent=indent) + "\n"


def as_plain(rules: Rules) -> dict[str, Any]:
    """Rules as plain values, in the contract's shape and order of keys."""
    return {
        "format": FORMAT,
        "framework": rules.framework,
        "title": rules.title,
        "sections": [
            {
                "id": section.id,
                "title": section.title,
                "weight": decimal_text(section.weight),
                "items": [_plain_item(item) for item in section.items],
            }
            for section in rules.sections
        ],
        "gate": {"items": list(rules.gate)} if rules.gate else None,
        "marks": [
            {"id": mark.id, "title": mark.title, "minimum": decimal_text(mark.minimum)}
            | _given("gate_minimum", mark.gate_minimum)
            for mark in rules.marks
        ],
        "readings": [{"id": reading.id, "effect": reading.effect} for reading in rules.readings],
    }


def _given(key: str, value: Fraction | None) -> dict[str, str]:
    return {} if value is None else {key: decimal_text(value)}


def _plain_item(item: Item) -> dict[str, Any]:
    names = {"id": item.id, "title": item.title}
    if isinstance(item, Criterion):
        return {**names, "kind": "criterion", "scale": [str(step) for step in item.scale]}
    if isinstance(item, RatingKpi):
        limits = {"none": item.none, "lowest": item.lowest_rating, "highest": item.highest_rating}
        return {**names, "kind": "rating", **{key: decimal_text(value) for key, value in limits.items()}}
    return {
        **names,
        "kind": "threshold",
        "unit": item.unit,
        "direction": item.direction,
        **_given("lowest", item.lowest_value),
        **_given("highest", item.highest_value),
        "thresholds": [
            {"bound": decimal_text(step.bound), "score": decimal_text(step.score)} for step in item.thresholds
        ],
    }
