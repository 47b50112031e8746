"""What is asked of results: their trace and steps, other answers, and comparisons; for told.py."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import made
from differential import Question
from told_frameworks import ITEMS, Named, changed, text, ungated


def ask(answers: Any, **document: Any) -> Question:
    """What other answers would give."""
    return {"whatIf": text(**(document or made.COMPLETE)), "answers": answers}


def what_if() -> Named:
    """Other answers, right and wrong."""
    yield "nothing", ask({})
    yield "a score", ask({"A.3": "2"})
    yield (
        "a score and measures",
        ask({"A.1": "0", "B.1": {"numerator": "1", "denominator": "10"}, "B.2": {"value": "10"}}),
    )
    yield "answers taken back", ask({"A.1": None, "B.3": None, "B.1": ""})
    yield "the first answers of all", ask({"A.1": "2", "B.2": {"value": "12"}}, scores={})
    yield (
        "wrong answers",
        ask(
            {
                "A.1": "3",
                "Z": "1",
                "B.1": {"numerator": "9", "denominator": "7"},
                "B.2": {"value": "x"},
                "B.3": "4",
                "A.2": {},
            }
        ),
    )


def explained() -> Named:
    """Traces and steps at turning points."""
    full = {**made.COMPLETE, "scores": {"A.1": 2, "A.2": 2, "A.3": 2}}
    best = {"B.1": {"value": 40}, "B.2": {"value": 10}, "B.3": {"value": 5}}
    yield "everything at its best", {"explain": text(**full | {"kpis": best})}
    yield (
        "everything at its lowest",
        {
            "explain": text(
                scores={f"A.{n}": 0 for n in (1, 2, 3)},
                kpis={key: {"value": 0} for key in ("B.1", "B.3")} | {"B.2": {"value": 99}},
            )
        },
    )
    yield "nothing answered", {"explain": text()}
    yield (
        "exactly at a minimum",
        {"explain": text(**full | {"kpis": {**best, "B.1": {"value": 20}, "B.3": {"value": "0"}}})},
    )
    yield (
        "exactly at the gate",
        {
            "explain": text(
                **full | {"kpis": {"B.1": {"value": 20}, "B.2": {"value": "26"}, "B.3": {"value": "3"}}}
            )
        },
    )
    yield (
        "just short",
        {
            "explain": text(
                **full
                | {"kpis": {"B.1": {"value": "39.96"}, "B.2": {"value": "10.04"}, "B.3": {"value": "4.3333"}}}
            )
        },
    )
    yield (
        "one blank",
        {"explain": text(**full | {"kpis": {"B.1": {"value": "39.96"}, "B.3": {"value": "2.5"}}})},
    )


def steps() -> Named:
    """Plans of many items, and what no step reaches."""
    ids = [f"p{n}" for n in range(6)] + [f"q{n}" for n in range(5)]
    yield "a plan of eleven items", {"explain": text()}
    yield "a plan of ten items", {"explain": text(scores={"p0": 1})}
    yield "a plan after the first", {"explain": text(scores={"p0": 2, "q0": 1})}
    yield "a plan without what is blank", {"explain": text(scores=dict.fromkeys(ids, 1))}
    yield "a plan with one step", {"explain": text(scores=dict.fromkeys(ids, 2) | {"q1": 1})}
    yield "only what can not be reached", {"explain": text(scores=dict.fromkeys(ids, 2))}


def comparisons() -> Named:
    """Pairs and threes, of any kind and date."""

    def one(kind: str | None = None, date: str | None = None, **scores: int | None) -> str:
        given = made.COMPLETE["scores"] | {f"A.{key[1:]}": value for key, value in scores.items()}
        return text(
            **made.COMPLETE
            | {"kind": kind, "date": date, "scores": given, "provider": kind and f"The {kind}"}
        )

    rated = text(**made.COMPLETE | {"kpis": made.COMPLETE["kpis"] | {"B.3": {"value": "4.3333"}}})
    pairs = {
        "self and external": (one("self", a1=1, a3=2), one("external")),
        "external and self": (one("external"), one("self", a1=1, a2=1, a3=0)),
        "the later first": (one("self", "2026-03-31"), one("self", "2025-03-31", a1=1)),
        "the earlier first": (one("self", "2025-03-31"), one("self", "2026-03-31", a1=1)),
        "a date alone": (one("self", "2026-03-31"), one("self", a1=0)),
        "a date alone, second": (one("self"), one("self", "2025-03-31", a1=0)),
        "the same day": (one("external", "2026-03-31"), one("external", "2026-03-31", a3=2)),
        "no kinds": (one(), one(a3=2)),
        "one kind named": (one("self", "2026-03-31"), one(None, "2025-03-31", a3=2)),
        "external and another": (one("external", "2026-03-31"), one(None, "2025-03-31", a3=0)),
        "ups and downs that cancel out": (one("self", a1=1, a3=2), one("external")),
        "ups and downs that cancel out over time": (one(a1=1, a3=2), one()),
        "a cut number": (one(), rated),
        "a cut number, down": (rated, one()),
        "blanks in one": (one(a1=None), one(a2=None)),
        "nothing in one": (text(), one()),
        "nothing in both": (text(), text()),
        "three": (
            one("self", "2025-03-31", a1=0),
            one("external", "2025-04-30", a2=1),
            one("self", "2026-03-31"),
        ),
    }
    for name, several in pairs.items():
        yield name, {"compare": several}


def of_other_releases() -> Iterator[tuple[str, dict[str, Any], dict[str, Any]]]:
    """The small framework with one change of meaning, or none; and an assessment of it."""
    plain = made.COMPLETE
    for name, parts in {
        "another scale": {"A_1": {"scale": ["0", "2"]}},
        "another bound": {"B_1": {"thresholds": _thresholds(("20", "5"), ("41", "10"))}},
        "other points": {"B_1": {"thresholds": _thresholds(("20", "4"), ("40", "10"))}},
        "another unit": {"B_2": {"unit": "days"}},
        "another direction": {"B_2": {"direction": "at-least"}},
        "another end of a rating": {"B_3": {"highest": "6"}},
        "another start of a rating": {"B_3": {"lowest": "2"}},
        "another none of a rating": {"B_3": {"none": "0.5"}},
        "another title": {"A_1": {"title": "Else"}},
    }.items():
        yield name, changed(framework="2.0.0", **parts), plain
    yield "the same release under another title", changed(title="Else"), plain
    rated = {"kind": "rating", "scale": None, "none": "0", "lowest": "1", "highest": "2"}
    answers = {"scores": {"A.2": 2}, "kpis": {**plain["kpis"], "A.1": {"value": 2}}}
    yield "another kind", changed(framework="2.0.0", A_1=rated), answers
    fewer = {"scores": {"A.1": 1, "A.3": 1}}
    yield "fewer items", ungated(item for item in ITEMS if item["id"] not in ("A.2", "B.1", "B.2")), fewer
    yield "no item in common", ungated(item | {"id": f"Z{item['id']}"} for item in ITEMS), {}


def _thresholds(*steps: tuple[str, str]) -> list[dict[str, str]]:
    return [{"bound": bound, "score": score} for bound, score in steps]


def others() -> dict[str, dict[str, Any]]:
    """The frameworks of `releases`, by name."""
    return {name: rules for name, rules, _ in of_other_releases()}


def releases() -> Named:
    """Pairs under releases of their own."""
    old = text(**made.COMPLETE)
    for name, rules, answers in of_other_releases():
        own = text(**answers | {"framework": rules["framework"]})
        yield f"beside {name}", {"compare": [old, own], "releases": ["small", name]}
        yield f"behind {name}", {"compare": [own, old], "releases": [name, "small"]}
    yield "around the last", {"compare": [old, own, old], "releases": ["small", name, "small"]}
