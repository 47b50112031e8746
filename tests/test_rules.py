"""rules.json: the same text for the same rules, and every mistake told with its place."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random
from typing import Any

import generate
from jsonschema import Draft202012Validator
from seqf.model import Framework
from seqf.scoring.rules import rules_from_json
from seqf.scoring.rulestext import as_plain, rules_to_json

GOOD = generate.rules_of_the_cases()


def test_rules_written_and_read_again_are_the_same() -> None:
    rules = rules_from_json(json.dumps(GOOD))
    for indent in (True, False):
        assert rules_from_json(rules_to_json(rules, indent=indent)) == rules
    assert as_plain(rules) == GOOD
    assert "\n" not in rules_to_json(rules).removesuffix("\n")


def test_random_rules_written_and_read_again_are_the_same() -> None:
    random = Random(5)
    for _ in range(100):
        rules = rules_from_json(json.dumps(generate.rules(random)))
        assert rules_from_json(rules_to_json(rules)) == rules


def test_numbers_may_stand_bare_and_are_read_as_written() -> None:
    text = (
        json.dumps(GOOD).replace('"weight": "15"', '"weight": 15.0').replace('"bound": "52"', '"bound": 52')
    )
    assert rules_from_json(text) == rules_from_json(json.dumps(GOOD))


def test_the_rules_of_the_cases_are_those_of_the_framework(framework: Framework) -> None:
    def scored(document: dict[str, Any]) -> dict[str, Any]:
        """Without titles and the release, which change while the meaning stands."""
        sections = [
            {**section, "title": "", "items": [{**item, "title": ""} for item in section["items"]]}
            for section in document["sections"]
        ]
        marks = [{**mark, "title": ""} for mark in document["marks"]]
        return {**document, "framework": "", "title": "", "sections": sections, "marks": marks}

    assert scored(as_plain(framework.rules)) == scored(GOOD)


def test_what_the_engine_takes_fits_the_schema(repository: Path) -> None:
    schema = json.loads((repository / "schemas" / "rules.schema.json").read_text(encoding="utf-8"))
    validator = Draft202012Validator(schema)
    validator.validate(GOOD)
    random = Random(6)
    for _ in range(100):
        validator.validate(generate.rules(random))
