"""One meaning, two engines: the Python package and the JS core (in Node) agree byte for byte."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random
from typing import Any

import differential
import generate
import pytest
from jsengine import JsEngine, node
from seqf.scoring.assessment import parse, save
from seqf.scoring.compare import compare
from seqf.scoring.result import exact_text
from seqf.scoring.rules import rules_from_json
from seqf.scoring.rulestext import rules_to_json

pytestmark = pytest.mark.skipif(
    node() is None, reason="Node is not installed: the JS core is not compared here"
)

CASES = Path(__file__).parent / "cases"
COUNT = 10_000


def load(name: str) -> Any:
    return json.loads((CASES / name).read_text(encoding="utf-8"))


def test_both_engines_give_the_same_text_for_ten_thousand_generated_cases() -> None:
    with JsEngine() as engine:
        assert list(differential.differences(COUNT, seed=2, engine=engine)) == []


def test_the_generated_cases_reach_every_effect_kind_and_outcome() -> None:
    """A comparison proves little where the cases are all alike."""
    effects, kinds, marks, gates = set(), set(), set(), set()
    complete, outcomes = set(), set()
    for rules_text, questions in differential.cases(1000, seed=2):
        rules = json.loads(rules_text)
        effects |= {reading["effect"] for reading in rules["readings"]}
        kinds |= {item["kind"] for section in rules["sections"] for item in section["items"]}
        marks.add(len(rules["marks"]))
        gates.add(rules["gate"] is None)
        scored = [question for question in questions if "assessment" in question]
        for text in differential.python_results(rules_text, scored):
            result = json.loads(text)
            complete.add(result["complete"])
            outcomes |= {result["outcome"]["low"], result["outcome"]["high"]}
    assert len(effects) == 6
    assert len(kinds) == 3
    assert {1, 2, 3, 4, 5, 6} <= marks
    assert gates == complete == {True, False}
    assert {"none", "excellent", "good", "accredited", "mark-0", "mark-1"} <= outcomes


def test_both_engines_say_the_same_about_every_bad_assessment() -> None:
    bad = load("bad-assessments.json")
    with JsEngine() as engine:
        said = engine.ask(
            [
                {"rules": json.dumps(generate.rules_of_the_cases())},
                *({"assessment": case["text"]} for case in bad),
            ]
        )
    for case, answer in zip(bad, said, strict=True):
        assert json.loads(answer) == {"problems": case["problems"]}, case["name"]


def spoilt(random: Random, text: str) -> str:
    """The text with a few characters taken out, put in, doubled or changed."""
    for _ in range(random.randint(1, 3)):
        at = random.randrange(len(text))
        piece = random.choice(
            ['"', "{", "}", "[", "]", ",", ":", "\\", "-", "1", "0.5", "e1", " ", "\n", "null", "é", "x-"]
        )
        until = at + random.randint(0, 12)
        text = random.choice(
            (text[:at] + piece + text[at:], text[:at] + text[until:], text[:at] + piece + text[until:])
        )
    return text


def test_both_engines_say_the_same_about_spoilt_files() -> None:
    random = Random(4)
    rules = rules_from_json(json.dumps(generate.rules_of_the_cases()))
    texts = [
        save(parse(json.dumps(case["assessment"]), {rules.framework: rules}, rules.framework)[0])
        for case in load("scoring.json")
    ]
    # Few answers each, so that a change is likely to hit something that matters.
    short = [
        json.dumps(
            json.loads(text) | {"scores": {"1.1.1": 2}, "notes": {"1.1.2": {"due": "2026-01-31"}}}, indent=1
        )
        for text in texts
    ]
    asked = [spoilt(random, random.choice(short)) for _ in range(3000)]
    with JsEngine() as engine:
        said = engine.ask([{"rules": rules_to_json(rules)}, *({"assessment": text} for text in asked)])
    mine = differential.python_results(rules_to_json(rules), [{"assessment": text} for text in asked])
    assert [found for found in zip(asked, mine, said, strict=True) if found[1] != found[2]] == []
    assert 500 < sum("problems" in text for text in mine) < 3000


def test_both_engines_compare_assessments_of_different_releases_alike() -> None:
    random = Random(6)
    questions, mine = [], []
    for _ in range(60):
        first = generate.rules(random)
        second = json.loads(json.dumps(first)) | {"framework": "9.0.0"}
        for section in second["sections"]:
            other = generate.rules(random)["sections"][0]["items"][0]
            section["items"][-1] = other | {"id": section["items"][-1]["id"], "title": "Changed"}
        second["gate"], second["marks"] = None, [{"id": "m", "title": "M", "minimum": "50"}]
        releases = [rules_from_json(json.dumps(one)) for one in (first, second)]
        texts = [
            json.dumps(generate.assessment(random, one) | {"framework": one["framework"]})
            for one in (first, second)
        ]
        found = [
            parse(text, {rules.framework: rules}, rules.framework)[0]
            for text, rules in zip(texts, releases, strict=True)
        ]
        questions.append({"compare": texts, "releases": [json.dumps(first), json.dumps(second)]})
        mine.append(exact_text(compare(releases, found)))
    with JsEngine() as engine:
        assert engine.ask(questions) == mine
    assert sum('"not_compared":[]' not in text for text in mine) > 30


def test_both_engines_save_the_same_text() -> None:
    rules = rules_from_json(json.dumps(generate.rules_of_the_cases()))
    texts = [json.dumps(case["assessment"]) for case in load("scoring.json")]
    texts.append(
        '{"format":"seqf-assessment/1","kind":"self","id":"é“\\\\\\u0007","scores":{"1.1.2":null,"1.1.1":"2.0"},'
        '"kpis":{"2.2A":{"numerator":"3","x-k":[]},"2.2B":{"value":14.20},"2.2C":null},'
        '"notes":{"1.1.1":{"target":1,"evidence":"a\\nb","x-n":1e5}},"aside":{"b":1.0,"a":{}},"x-own":[1e400,true]}'
    )
    with JsEngine() as engine:
        saved = engine.ask(
            [{"rules": json.dumps(generate.rules_of_the_cases())}, *({"save": text} for text in texts)]
        )
    for text, answer in zip(texts, saved, strict=True):
        found, mistakes = parse(text, {rules.framework: rules}, rules.framework)
        assert not mistakes
        assert json.loads(answer) == save(found)
