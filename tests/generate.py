"""Random frameworks and assessments, the same for the same seed, as plain values of the contract."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random
from typing import Any

from seqf.model import EFFECTS

CASES = Path(__file__).parent / "cases"
LONGEST = 30
FLOAT_TRAPS = ("0.1", "0.2", "0.3", "0.30000000000000004", "1.005", "2.675", "39.96", "89.95", "0.07", "1.1")


def rules_of_the_cases() -> dict[str, Any]:
    """The framework that tests/cases/scoring.json is about."""
    return json.loads((CASES / "rules.json").read_text(encoding="utf-8"))


def rules(random: Random) -> dict[str, Any]:
    """A random framework: one to five sections, any kinds of item, perhaps a gate, up to six marks."""
    count = random.randint(1, 5)
    sections = [
        {"id": _id(random, index), "title": f"Part {index}", "weight": weight, "items": _items(random, index)}
        for index, weight in enumerate(_weights(random, count))
    ]
    ids = [item["id"] for section in sections for item in section["items"]]
    gate = random.sample(ids, random.randint(1, len(ids))) if random.random() < 0.6 else []
    effects = random.sample(EFFECTS, random.randint(0, len(EFFECTS)))
    return {
        "format": "seqf-rules/1",
        "framework": random.choice(("1.0.0", "2.3.4-dev")),
        "title": "Made up “by chance” \\ é",
        "sections": sections,
        "gate": {"items": gate} if gate else None,
        "marks": _marks(random, bool(gate)),
        "readings": [{"id": f"reading-{index}", "effect": effect} for index, effect in enumerate(effects)],
    }


def _id(random: Random, index: int) -> str:
    """Ids of many looks; those that look like whole numbers come first in careless JS objects."""
    return random.choice((f"{9 - index}", f"s{index}", f"{index}.10", f"Teil {index} “ü”", f'{index}"\\'))


def _weights(random: Random, count: int) -> list[str]:
    """Decimals that total 100."""
    places = random.choice((0, 0, 1, 3))
    left, weights = 100 * 10**places, []
    for rest in range(count - 1, 0, -1):
        weights.append(random.randint(1, max(1, left // (rest + 1))))
        left -= weights[-1]
    return [_decimal(weight, places) for weight in [*weights, left]]


def _items(random: Random, section: int) -> list[dict[str, Any]]:
    made = []
    for index in range(random.randint(1, 6)):
        kind = random.choice(("criterion", "criterion", "threshold", "rating"))
        item = {"id": f"{section}.{index}", "title": f"Item {index}", "kind": kind}
        made.append(
            item | {"criterion": _criterion, "threshold": _threshold, "rating": _rating}[kind](random)
        )
    return made


def _criterion(random: Random) -> dict[str, Any]:
    first = random.choice((0, 0, 1, 1, 3, -1))
    steps = sorted(random.sample(range(first, first + 9), random.randint(2, 5)))
    if steps[-1] <= 0:
        steps.append(1)
    return {"scale": [str(step) for step in steps]}


def _threshold(random: Random) -> dict[str, Any]:
    unit = random.choice(("percent", "percent", "weeks", "people per team"))
    direction = random.choice(("at-least", "at-most"))
    places = random.choice((0, 0, 1, 2))
    bounds = sorted(random.sample(range(1, 100), random.randint(1, 6)), reverse=direction == "at-most")
    scores = sorted(random.sample(range(1, 40), len(bounds)))
    item = {"unit": unit, "direction": direction, "lowest": "0"}
    if unit == "percent" or random.random() < 0.3:
        item["highest"] = "100"
    score_places = random.choice((0, 0, 1))
    item["thresholds"] = [
        {
            "bound": _decimal(bound * 10**places - (places and random.randint(0, 9)), places),
            "score": _decimal(score, score_places),
        }
        for bound, score in zip(bounds, scores, strict=True)
    ]
    return item


def _rating(random: Random) -> dict[str, Any]:
    lowest, highest = random.choice((("1", "5"), ("1", "10"), ("0.5", "4.5"), ("2", "7")))
    return {"none": "0", "lowest": lowest, "highest": highest}


def _marks(random: Random, gated: bool) -> list[dict[str, Any]]:
    """Highest first; each asks no less than the one below, and more in one minimum."""
    count = random.randint(1, 6)
    places = random.choice((0, 0, 1, 2, 4))
    minimums = sorted(random.sample(range(1, 100 * 10**places), count), reverse=True)
    gates = sorted((random.randint(0, 40) for _ in range(count)), reverse=True)
    last_gated = random.randint(0, count) if gated else 0
    marks = []
    for index, (minimum, gate) in enumerate(zip(minimums, gates, strict=True)):
        mark = {"id": f"mark-{index}", "title": f"Mark {index}", "minimum": _decimal(minimum, places)}
        if index < last_gated:
            mark["gate_minimum"] = str(gate)
        marks.append(mark)
    return marks


def _decimal(steps: int, places: int) -> str:
    digits = str(steps).rjust(places + 1, "0")
    return f"{digits[:-places]}.{digits[-places:]}" if places else digits


def assessment(random: Random, framework: dict[str, Any]) -> dict[str, Any]:
    """Random answers that are right for the framework; some blank, in one of the ways to be blank."""
    blank = random.choice((0, 0, 0.05, 0.3, 0.9))
    scores: dict[str, Any] = {}
    kpis: dict[str, Any] = {}
    items = [item for section in framework["sections"] for item in section["items"]]
    random.shuffle(items)
    for item in items:
        answered = random.random() >= blank
        if item["kind"] == "criterion":
            if answered:
                scores[item["id"]] = random.choice((str, int, lambda step: f"{step}.0"))(
                    random.choice(item["scale"])
                )
            elif random.random() < 0.5:
                scores[item["id"]] = random.choice((None, "", " "))
        elif answered:
            kpis[item["id"]] = _answer(random, item)
        elif random.random() < 0.5:
            counts = {} if item.get("unit") != "percent" else {random.choice(("numerator", "denominator")): 7}
            kpis[item["id"]] = random.choice((None, {}, "", {"value": None}, {"value": "\t"}, counts))
    made = {"format": "seqf-assessment/1", "scores": scores, "kpis": kpis}
    return made | ({"framework": framework["framework"]} if random.random() < 0.5 else {})


def _answer(random: Random, item: dict[str, Any]) -> dict[str, Any]:
    if item["kind"] == "rating":
        return {
            "value": random.choice((item["none"], item["lowest"], item["highest"], _between(random, item)))
        }
    if item["unit"] == "percent" and random.random() < 0.4:
        whole = random.choice((random.randint(1, 60), random.randint(1, 10**29)))
        part = random.choice((random.randint(0, whole), whole))
        return {"numerator": part, "denominator": random.choice((whole, str(whole)))}
    bound = random.choice(item["thresholds"])["bound"]
    near = random.choice((bound, *(_beside(random, bound)), *FLOAT_TRAPS, _between(random, item)))
    return {"value": near}


def _between(random: Random, item: dict[str, Any]) -> str:
    """A value inside the limits, of up to 30 characters."""
    low, high = float(item["lowest"]), float(item.get("highest", "60"))
    whole = str(random.randint(int(low) + 1, int(high) - 1))
    places = random.choice((0, 1, 2, LONGEST - len(whole) - 1))
    return whole + ("." + "".join(random.choice("0123456789") for _ in range(places)) if places else "")


def _beside(random: Random, bound: str) -> tuple[str, str]:
    """A bound less and plus one smallest step, at some number of decimals up to the longest allowed."""
    fewest = len(bound.partition(".")[2]) or 1
    places = random.choice((fewest, fewest + 1, LONGEST - 5))
    steps = int(bound.replace(".", "")) * 10 ** (places - len(bound.partition(".")[2]))
    return _decimal(max(steps - 1, 0), places), _decimal(min(steps + 1, 100 * 10**places), places)
