"""Every mistake in rules is told: all at once, each with its place and what is allowed."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import generate
import pytest
from jsonschema import Draft202012Validator
from seqf.errors import ProblemsFound
from seqf.model import EFFECTS
from seqf.scoring.rules import rules_from_json

GOOD = generate.rules_of_the_cases()


def changed(change: Callable[[dict[str, Any]], Any]) -> dict[str, Any]:
    document = copy.deepcopy(GOOD)
    change(document)
    return document


def problems_of(document: dict[str, Any]) -> list[str]:
    with pytest.raises(ProblemsFound) as found:
        rules_from_json(json.dumps(document))
    return [problem.message for problem in found.value.problems]


def kpi(document: dict[str, Any], place: int) -> dict[str, Any]:
    return document["sections"][-1]["items"][place]


SCALE = "a scale is a list of whole numbers, lowest first"
NUMBER = "must be a number such as 15 or 89.9, at most 30 characters long"
OBJECT = "must be an object of keys and values"
NO_GATE = [f"marks.{place}.gate_minimum: a gate minimum needs a gate" for place in range(3)]
ORDER = "marks stand highest first: '{}' must ask for less than '{}', and in no minimum for more"


def item(document: dict[str, Any]) -> dict[str, Any]:
    return document["sections"][0]["items"][0]


# What is changed in good rules, and all that is then told.
MISTAKES: dict[str, tuple[Callable[[dict[str, Any]], Any], list[str]]] = {
    "another format": (lambda d: d.update(format="seqf-rules/2"), ['format: must be "seqf-rules/1"']),
    "no sections": (lambda d: d.pop("sections"), ["missing: sections"]),
    "neither release nor title": (
        lambda d: (d.pop("framework"), d.pop("title")),
        ["missing: framework, title"],
    ),
    "an unknown key": (
        lambda d: d.update(mark=[]),
        ["mark: unknown key; allowed: format, framework, title, sections, marks, gate, readings"],
    ),
    "a release that is a number": (lambda d: d.update(framework=1), ["framework: must be text"]),
    "an empty title": (lambda d: d.update(title=""), ["title: must be text"]),
    "readings that are no list": (lambda d: d.update(readings={}), ["readings: must be a list"]),
    "a section that is a word": (
        lambda d: d["sections"].append("1.6"),
        [f"sections.7: {OBJECT}"],
    ),
    "a section without a weight": (
        lambda d: d["sections"].append({"id": "9", "title": "T", "items": []}),
        ["sections.7: missing: weight"],
    ),
    "texts of a section that are none": (
        lambda d: d["sections"][0].update(id=1, title=None),
        ["sections.0.id: must be text", "sections.0.title: must be text"],
    ),
    "two sections with one id": (
        lambda d: d["sections"][0].update(id="1.2"),
        ["sections: the id '1.2' stands more than once"],
    ),
    "an unknown key in a section": (
        lambda d: d["sections"][0].update(max="20"),
        ["sections.0.max: unknown key; allowed: id, title, weight, items"],
    ),
    "weights short of 100": (
        lambda d: d["sections"][0].update(weight="14"),
        ["sections: the weights must total 100"],
    ),
    "a weight below 0": (
        lambda d: d["sections"][0].update(weight="-1"),
        ["sections: the weights must total 100", "sections.0.weight: must not be below 0"],
    ),
    "a weight in words": (
        lambda d: d["sections"][0].update(weight="ten"),
        ["sections: the weights must total 100", f"sections.0.weight: {NUMBER}"],
    ),
    "an empty section": (
        lambda d: d["sections"][0].update(items=[]),
        ["sections.0.items: the items must be worth more than 0 points together"],
    ),
    "items that are no list": (
        lambda d: d["sections"][0].update(items="1.1.1"),
        [
            "sections.0.items: must be a list",
            "sections.0.items: the items must be worth more than 0 points together",
        ],
    ),
    "an item that is a word": (
        lambda d: d["sections"][0]["items"].append("1.1.11"),
        ["sections.0.items.10: an item needs a kind: criterion, threshold, rating"],
    ),
    "a kind that does not exist": (
        lambda d: kpi(d, 0).update(kind="kpi"),
        [
            "sections.6.items.0: an item needs a kind: criterion, threshold, rating",
            "gate.items.0: there is no item '2.2A'",
        ],
    ),
    "a kind that is a list": (
        lambda d: item(d).update(kind=[]),
        ["sections.0.items.0: an item needs a kind: criterion, threshold, rating"],
    ),
    "an id twice": (
        lambda d: kpi(d, 0).update(id="2.2B"),
        ["sections: the id '2.2B' stands more than once", "gate.items.0: there is no item '2.2A'"],
    ),
    "texts of an item that are none": (
        lambda d: item(d).update(id=1, title=2),
        ["sections.0.items.0.id: must be text", "sections.0.items.0.title: must be text"],
    ),
    "a criterion without a scale": (
        lambda d: item(d).pop("scale"),
        ["sections.0.items.0: missing: scale"],
    ),
    "a criterion with a unit": (
        lambda d: item(d).update(unit="weeks"),
        ["sections.0.items.0.unit: unknown key; allowed: id, title, kind, scale"],
    ),
    "an empty scale": (lambda d: item(d).update(scale=[]), [f"sections.0.items.0.scale: {SCALE}"]),
    "a scale that is no list": (
        lambda d: item(d).update(scale="0"),
        ["sections.0.items.0.scale: must be a list", f"sections.0.items.0.scale: {SCALE}"],
    ),
    "a scale in words": (
        lambda d: item(d).update(scale=["0", "two"]),
        [f"sections.0.items.0.scale.1: {NUMBER}"],
    ),
    "a scale out of order": (
        lambda d: item(d).update(scale=["0", "2", "1"]),
        [f"sections.0.items.0.scale: {SCALE}"],
    ),
    "a scale with a step twice": (
        lambda d: item(d).update(scale=["0", "1", "1"]),
        [f"sections.0.items.0.scale: {SCALE}"],
    ),
    "a scale with halves": (
        lambda d: item(d).update(scale=["0", "0.5"]),
        [f"sections.0.items.0.scale: {SCALE}"],
    ),
    "another direction, and a unit that is a number": (
        lambda d: kpi(d, 0).update(direction="up", unit=5),
        [
            "sections.6.items.0.direction: must be at-least or at-most",
            "sections.6.items.0.unit: must be text",
        ],
    ),
    "limits in words": (
        lambda d: kpi(d, 0).update(lowest="none", highest="all"),
        [f"sections.6.items.0.lowest: {NUMBER}", f"sections.6.items.0.highest: {NUMBER}"],
    ),
    "a KPI with a scale": (
        lambda d: kpi(d, 0).update(scale=[]),
        [
            "sections.6.items.0.scale: unknown key; allowed: id, title, kind, unit, direction, thresholds, "
            "lowest, highest"
        ],
    ),
    "a score below 0, and a bound in words": (
        lambda d: kpi(d, 0)["thresholds"][0].update(score="-2", bound="some"),
        [
            f"sections.6.items.0.thresholds.0.bound: {NUMBER}",
            "sections.6.items.0.thresholds.0.score: must not be below 0",
        ],
    ),
    "a threshold without a score": (
        lambda d: kpi(d, 0)["thresholds"].append({"bound": "99"}),
        ["sections.6.items.0.thresholds.5: missing: score"],
    ),
    "a rating scale upside down": (
        lambda d: kpi(d, 2).update(lowest="6"),
        ["sections.6.items.2: none must be below lowest, and lowest not above highest"],
    ),
    "a rating whose none is on its scale": (
        lambda d: kpi(d, 2).update(none="1"),
        ["sections.6.items.2: none must be below lowest, and lowest not above highest"],
    ),
    "a rating below 0": (
        lambda d: kpi(d, 2).update(none="-1"),
        ["sections.6.items.2.none: must not be below 0"],
    ),
    "a mark that is a word": (lambda d: d["marks"].append("top"), [f"marks.3: {OBJECT}"]),
    "texts and numbers of a mark that are none": (
        lambda d: d["marks"][0].update(id=1, title=2, minimum="x", gate_minimum="y"),
        [
            "marks.0.id: must be text",
            "marks.0.title: must be text",
            f"marks.0.minimum: {NUMBER}",
            f"marks.0.gate_minimum: {NUMBER}",
            f"marks.1: {ORDER.format('good', '')}",
        ],
    ),
    "an unknown key in a mark": (
        lambda d: d["marks"][0].update(gate="20"),
        ["marks.0.gate: unknown key; allowed: id, title, minimum, gate_minimum"],
    ),
    "marks out of order": (
        lambda d: d["marks"].reverse(),
        [f"marks.1: {ORDER.format('good', 'accredited')}", f"marks.2: {ORDER.format('excellent', 'good')}"],
    ),
    "a higher mark that asks for less of the gate": (
        lambda d: d["marks"][0].update(gate_minimum="14"),
        [f"marks.1: {ORDER.format('good', 'excellent')}"],
    ),
    "a higher mark that asks for nothing of the gate": (
        lambda d: d["marks"][0].pop("gate_minimum"),
        [f"marks.1: {ORDER.format('good', 'excellent')}"],
    ),
    "two marks that ask for the same": (
        lambda d: d["marks"][1].update(minimum="90", gate_minimum="20"),
        [f"marks.1: {ORDER.format('good', 'excellent')}"],
    ),
    "a mark called none": (
        lambda d: d["marks"][0].update(id="none"),
        ["marks.0.id: none stands for no mark; choose another id"],
    ),
    "two marks with one id": (
        lambda d: d["marks"][0].update(id="good"),
        ["marks: the id 'good' stands more than once"],
    ),
    "a gate that is a list": (lambda d: d.update(gate=["2.2A"]), [f"gate: {OBJECT}", *NO_GATE]),
    "a gate without items": (lambda d: d.update(gate={"x-why": 1}), ["gate: missing: items", *NO_GATE]),
    "a gate item that does not exist": (
        lambda d: d["gate"]["items"].append("9"),
        ["gate.items.3: there is no item '9'"],
    ),
    "a gate item that is a number": (
        lambda d: d["gate"]["items"].append(9),
        ["gate.items.3: must be text", "gate.items.3: there is no item ''"],
    ),
    "a gate item twice": (
        lambda d: d["gate"]["items"].append("2.2A"),
        ["gate: the id '2.2A' stands more than once"],
    ),
    "a gate minimum without a gate": (lambda d: d.update(gate=None), NO_GATE),
    "an unknown effect, and an id that is a number": (
        lambda d: d["readings"][0].update(effect="x", id=1),
        [f"readings.0.effect: unknown effect; allowed: {', '.join(EFFECTS)}", "readings.0.id: must be text"],
    ),
    "a reading without an effect": (
        lambda d: d["readings"][0].pop("effect"),
        ["readings.0: missing: effect"],
    ),
    "two readings with one id": (
        lambda d: d["readings"][0].update(id=d["readings"][1]["id"]),
        [f"readings: the id '{GOOD['readings'][1]['id']}' stands more than once"],
    ),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_in_rules_is_told_with_its_place_and_what_is_allowed(name: str) -> None:
    change, messages = MISTAKES[name]
    assert sorted(problems_of(changed(change))) == sorted(messages)


def test_all_mistakes_are_told_at_once_with_line_and_column() -> None:
    document = changed(lambda d: (d.update(format="x"), d["readings"][0].update(effect="y")))
    text = json.dumps(document, indent=1)
    line = text[: text.index('"effect"')].count("\n") + 1
    with pytest.raises(ProblemsFound) as found:
        rules_from_json(text, "my/rules.json")
    assert [str(problem.location) for problem in found.value.problems] == [
        "my/rules.json:2:12",
        f"my/rules.json:{line}:14",
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('{\n "format": NaN}', "rules.json:2:12: "),
        ('{"format":"a",\n"format":"b"}', "rules.json:2:1: 'format' stands twice [rules-json]"),
        ('{"marks":[{"id":"a","id":"b"}]}', "rules.json:1:21: 'id' stands twice [rules-json]"),
        ("", "rules.json:1:1: "),
        ("[]", "rules.json:1:1: must be an object of keys and values [rules]"),
        (b"{\n\xff", "rules.json:2:1: "),
    ],
)
def test_text_that_is_no_rules_is_told_with_line_and_column(text: str | bytes, told: str) -> None:
    with pytest.raises(ProblemsFound) as found:
        rules_from_json(text)
    assert any(str(problem).startswith(told) for problem in found.value.problems)


def test_what_the_schema_can_know_it_refuses_too(repository: Path) -> None:
    schema = json.loads((repository / "schemas" / "rules.schema.json").read_text(encoding="utf-8"))
    validator = Draft202012Validator(schema)
    for name in ("another format", "no sections", "an unknown key", "a weight in words", "an empty scale"):
        assert not validator.is_valid(changed(MISTAKES[name][0])), name
