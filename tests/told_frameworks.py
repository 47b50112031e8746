"""Small frameworks for told.py, each another change of the one in made.py, and an assessment as text."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from copy import deepcopy
from typing import Any

import made
from differential import Question

FORMAT = {"format": "seqf-assessment/1"}
SMALL = made.RULES
ITEMS = [item for section in SMALL["sections"] for item in section["items"]]
ONE_MARK = {"id": "m", "title": "M", "minimum": "50"}

Named = Iterator[tuple[str, Question]]


def changed(**parts: Any) -> dict[str, Any]:
    """The small framework, with other values of some items: `B_1={"unit": "days"}`; None: without it."""
    rules = deepcopy(SMALL)
    for section in rules["sections"]:
        for place, item in enumerate(section["items"]):
            told = item | parts.get(item["id"].replace(".", "_"), {})
            section["items"][place] = {key: value for key, value in told.items() if value is not None}
    return rules | {key: value for key, value in parts.items() if key in rules}


def ungated(items: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """The small framework's sections with these items instead, in the next release, without a gate."""
    found = list(items)
    sections = [
        section | {"items": [item for item in found if item["id"].lstrip("Z").startswith(section["id"])]}
        for section in SMALL["sections"]
    ]
    return changed(framework="2.0.0", sections=sections, gate=None, marks=[ONE_MARK])


def long_plans() -> dict[str, Any]:
    """Eleven items that can be stepped up, in two sections, one of them half gate."""
    item = {"kind": "criterion", "scale": ["0", "1", "2"]}
    sections = [
        {
            "id": id,
            "title": id,
            "weight": weight,
            "items": [item | {"id": f"{id}{n}", "title": id} for n in range(size)],
        }
        for id, weight, size in (("p", "60", 6), ("q", "40", 5))
    ]
    return changed(
        sections=sections,
        gate={"items": ["q0", "q1"]},
        marks=[
            {"id": "out", "title": "Out", "minimum": "101", "gate_minimum": "5"},
            {"id": "all", "title": "All", "minimum": "100", "gate_minimum": "4"},
            {"id": "ten", "title": "Ten", "minimum": "94", "gate_minimum": "1"},
            {"id": "some", "title": "Some", "minimum": "40"},
        ],
    )


def text(**parts: Any) -> str:
    """An assessment as JSON."""
    return json.dumps(FORMAT | parts)


def two_ways(*scales: list[str]) -> dict[str, Any]:
    """Two sections of equal weight, with a gate item each: one step gives as much overall in either."""
    sections = [
        {
            "id": id,
            "title": id,
            "weight": "50",
            "items": [{"id": f"{id}1", "title": id, "kind": "criterion", "scale": scale}],
        }
        for id, scale in zip("pq", scales, strict=True)
    ]
    mark = {"id": "half", "title": "Half", "minimum": "50", "gate_minimum": "1"}
    return changed(sections=sections, gate={"items": ["p1", "q1"]}, marks=[mark])


LIMITS = changed(
    B_1={"lowest": "10", "highest": "90"},
    B_2={"lowest": None, "highest": "60"},
    B_3={"none": "0", "lowest": "1.5", "highest": "4.5"},
)
