"""Cases of results with their trace and steps, for engines that are tested without this one.

`python tests/explained.py` writes tests/cases/explained.json anew; test_explained.py holds the file to this
engine.
"""

from __future__ import annotations

import json
from pathlib import Path
from random import Random
from typing import Any

import generate
from differential import entered, python_results

FILE = Path(__file__).parent / "cases" / "explained.json"
COUNT = 30


def cases() -> list[dict[str, Any]]:
    """Small random frameworks, each with an assessment and what this project's engine says about it."""
    random = Random(9)
    found = []
    while len(found) < COUNT:
        rules = generate.rules(random)
        if sum(len(section["items"]) for section in rules["sections"]) > 9:
            continue
        # Numbers as text: some are too long for a reader of JSON that makes floats of them.
        assessment = entered(generate.assessment(random, rules))
        text = json.dumps(assessment)
        said = python_results(json.dumps(rules), [{"explain": text}])[0]
        found.append({"rules": rules, "assessment": assessment, "result": json.loads(said)})
    return found


def text() -> str:
    """The file: a case a line."""
    return "[\n" + ",\n".join(json.dumps(case, ensure_ascii=False) for case in cases()) + "\n]\n"


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
