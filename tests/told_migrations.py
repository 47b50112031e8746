"""Assessments taken from release to release, so that other engines can be held to each word without this one.

`python tests/told_migrations.py` writes tests/cases/migrated.json anew; test_explained.py holds the file to
this engine.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from seqf.changes.history import migrations_json
from seqf.changes.migrate import Migrations, Step, Touch, migrate
from seqf.scoring.assessment import parse, save
from seqf.scoring.rules import rules_from_json

FILE = Path(__file__).parent / "cases" / "migrated.json"


def criterion(id: str, *scale: str) -> dict[str, Any]:
    return {"id": id, "title": id, "kind": "criterion", "scale": list(scale or ("0", "1", "2"))}


def measure(id: str, unit: str = "percent", bound: str = "40", **limits: str) -> dict[str, Any]:
    steps = [{"bound": bound, "score": "5"}]
    item = {
        "id": id,
        "title": id,
        "kind": "threshold",
        "unit": unit,
        "direction": "at-least",
        "thresholds": steps,
    }
    return item | limits


def rating(id: str, none: str = "0", lowest: str = "1", highest: str = "5") -> dict[str, Any]:
    return {"id": id, "title": id, "kind": "rating", "none": none, "lowest": lowest, "highest": highest}


def release(version: str, *items: dict[str, Any]) -> dict[str, Any]:
    """A framework with a section of criteria and one of KPIs."""
    sections = [
        {
            "id": id,
            "title": id,
            "weight": weight,
            "items": [item for item in items if (item["kind"] == "criterion") == (id == "A")],
        }
        for id, weight in (("A", "60"), ("B", "40"))
    ]
    marks = [{"id": "m", "title": "M", "minimum": "50"}]
    return {
        "format": "seqf-rules/1",
        "framework": version,
        "title": "T",
        "sections": sections,
        "gate": None,
        "marks": marks,
        "readings": [],
    }


RELEASES = [
    release(
        "1.0.0",
        *(
            criterion(id)
            for id in ("same", "goes", "ends", "ends-plainly", "wider", "forgotten", "first", "second")
        ),
        *(criterion(id) for id in ("clearer", "stronger", "weaker", "elsewhere", "turned")),
        *(measure(id) for id in ("limited", "unit", "bound", "sharper", "both")),
        *(measure(id, "days") for id in ("floor", "ceiling")),
        *(rating(f"rated-{part}") for part in ("same", "none", "low", "high")),
    ),
    release(
        "2.0.0",
        *(
            criterion(id)
            for id in ("same", "gone", "first", "clearer", "stronger", "weaker", "elsewhere", "new")
        ),
        criterion("wider", "0", "1", "2", "3"),
        rating("turned"),
        measure("limited", lowest="10", highest="90"),
        measure("unit", "weeks"),
        measure("bound", bound="50"),
        measure("sharper", bound="60"),
        measure("both"),
        measure("floor", "days", lowest="5"),
        measure("ceiling", "days", highest="5"),
        rating("rated-same"),
        rating("rated-none", none="0.5"),
        rating("rated-low", lowest="2"),
        rating("rated-high", highest="4.5"),
    ),
    release(
        "2.1.0",
        *(criterion(id) for id in ("same", "went", "first", "late")),
        measure("both"),
        rating("rated-same"),
    ),
    release("9.0.0", criterion("same"), measure("both")),
]


def touch(item: str, kind: str, facet: str = "", note: str = "") -> Touch:
    return Touch(item=item, kind=kind, facet=facet, note=note)


KNOWN = Migrations(
    rules={plain["framework"]: rules_from_json(json.dumps(plain)) for plain in RELEASES},
    steps=(
        Step(
            since="1.0.0",
            version="2.0.0",
            moved={"goes": ("gone", "it moved"), "second": ("first", "")},
            retired={"ends": ("no longer asked", ("item:same", "item:new")), "ends-plainly": ("", ())},
            touched=(
                touch("clearer", "clarified", "title", "in other words"),
                touch("stronger", "strengthened", "wording"),
                touch("weaker", "weakened", "wording", "less is asked"),
                touch("elsewhere", "redefined", "wording"),
                touch("bound", "strengthened", "thresholds", "fifty"),
                touch("sharper", "strengthened", "thresholds"),
                touch("sharper", "clarified", "title"),
                touch("both", "weakened", "thresholds"),
                touch("both", "redefined", "counts"),
                touch("gone", "clarified", "title"),
            ),
        ),
        Step(since="1.5.0", version="2.1.0", moved={"same": ("went", "never taken")}),
        Step(
            since="2.0.0",
            version="2.1.0",
            moved={"gone": ("went", "on and on")},
            retired={"weaker": ("", ("item:late",))},
            touched=(touch("went", "clarified"), touch("same", "redefined", "wording", "anew")),
        ),
    ),
)

FORMAT = {"format": "seqf-assessment/1", "framework": "1.0.0"}
CRITERIA = [item["id"] for item in RELEASES[0]["sections"][0]["items"]]
KPIS = [item["id"] for item in RELEASES[0]["sections"][1]["items"]]
MEASURES = [id for id in KPIS if not id.startswith("rated")]


def documents() -> Iterator[tuple[str, dict[str, Any]]]:
    """Assessments of the first release, each another way to answer."""
    yield "nothing", FORMAT
    yield (
        "everything",
        FORMAT
        | {
            "provider": "P",
            "kind": "external",
            "date": "2026-03-31",
            "scores": dict.fromkeys(CRITERIA, 1),
            "kpis": {id: {"value": "4.50"} for id in KPIS}
            | {"both": {"numerator": 17, "denominator": 40, "x-who": [1]}},
            "notes": {id: {"evidence": "seen", "target": 2} for id in CRITERIA}
            | {"both": {"target": "45.0"}},
            "aside": {"ends": {"a": 1}, "ends (1.0.0)": {"b": 2}, "old": {"c": 3}},
            "x-own": [1.50, {"k": None}],
        },
    )
    yield (
        "blanks",
        FORMAT
        | {
            "scores": dict.fromkeys(CRITERIA),
            "kpis": dict.fromkeys(KPIS),
            "notes": {id: {} for id in CRITERIA},
        },
    )
    yield "notes alone", FORMAT | {"notes": {id: {"action": "go"} for id in (*CRITERIA, *KPIS)}}
    yield "a numerator alone", FORMAT | {"kpis": {"limited": {"numerator": 1}, "both": {"numerator": 1}}}
    yield (
        "a denominator alone",
        FORMAT | {"kpis": {"limited": {"denominator": 1}, "unit": {"denominator": 3}}},
    )
    yield (
        "free keys alone",
        FORMAT | {"kpis": {"limited": {"x-a": 1}, "unit": {"x-b": 2}, "both": {"x-c": 3}}},
    )
    for value in ("10", "9.9", "90", "90.1"):
        yield f"a limit at {value}", FORMAT | {"kpis": {"limited": {"value": value}}}
    for value in ("4.9", "5", "5.1"):
        yield (
            f"one limit at {value}",
            FORMAT | {"kpis": {"floor": {"value": value}, "ceiling": {"value": value}}},
        )
    yield (
        "counts beyond a limit",
        FORMAT | {"kpis": {"limited": {"numerator": 1, "denominator": 20, "x-k": {}}}},
    )
    yield "the second of two alone", FORMAT | {"scores": {"first": None, "second": 2}}
    yield "the first of two alone", FORMAT | {"scores": {"first": 2, "second": None}}
    yield "a note at the first of two", FORMAT | {"scores": {"second": 2}, "notes": {"first": {"by": "b"}}}
    yield "aside without anything", FORMAT | {"scores": {"same": 1}, "aside": {}}
    yield (
        "of the second release",
        {**FORMAT, "framework": "2.0.0", "scores": {"same": 1, "gone": 2, "weaker": 0}},
    )
    yield "of the last release", {**FORMAT, "framework": "2.1.0", "scores": {"same": 0, "went": 1}}


def cases() -> Iterator[dict[str, Any]]:
    """{name, text, to, says: {saved, report}, or None where no way leads there}."""
    for name, document in documents():
        text = json.dumps(document)
        found, mistakes = parse(text, KNOWN.rules, "1.0.0")
        assert found is not None, mistakes
        for to in KNOWN.rules:
            said: dict[str, Any] | None = None
            try:
                carried, report = migrate(found, KNOWN, to)
                said = {"saved": save(carried), "report": report}
            except ValueError:
                pass
            yield {"name": f"{name}, to {to}", "text": text, "to": to, "says": said}


def text_of_all() -> str:
    """The file: a case a line."""
    lines = ",\n".join(json.dumps(case, ensure_ascii=False) for case in cases())
    return f'{{"migrations": {migrations_json(KNOWN).decode().strip()},\n"cases": [\n{lines}\n]}}\n'


if __name__ == "__main__":
    FILE.write_text(text_of_all(), encoding="utf-8")
