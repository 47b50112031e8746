"""What this engine says to single questions, so that other engines can be held to each word without it.

`python tests/told.py` writes tests/cases/told.json anew; test_explained.py holds the file to this engine. The
questions are those of tests/js/answering.js, with frameworks by their names.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from random import Random
from typing import Any

import generate
from differential import Question, entered, python_results
from told_files import files, limits
from told_frameworks import LIMITS, ONE_MARK, SMALL, changed, long_plans, text, two_ways
from told_results import comparisons, explained, others, releases, steps, what_if

FILE = Path(__file__).parent / "cases" / "told.json"
FRAMEWORKS = {
    "small": SMALL,
    "limits": LIMITS,
    "long": long_plans(),
    "alike": changed(B_2={"thresholds": [{"bound": "10", "score": "3"}, {"bound": "10", "score": "5"}]}),
    "even": two_ways(["0", "1"], ["0", "1"]),
    "uneven": two_ways(["0", "2"], ["0", "1"]),
    "gateless": changed(gate=None, marks=[ONE_MARK]),
    **others(),
}


def by_chance() -> Iterator[tuple[str, dict[str, Any], list[tuple[str, Question]]]]:
    """Small random frameworks, each with a comparison and other answers."""
    random, found = Random(11), 0
    while found < 16:
        rules = generate.rules(random)
        if sum(len(section["items"]) for section in rules["sections"]) > 6:
            continue
        found += 1
        several = [generate.assessment(random, rules) for _ in range(2)]
        documents = [json.dumps(one | {"kind": random.choice(("self", "external"))}) for one in several]
        answers = {**several[1]["scores"], **several[1]["kpis"]}
        other = {"whatIf": documents[0], "answers": {id: entered(answer) for id, answer in answers.items()}}
        yield f"chance {found}", rules, [("compared", {"compare": documents}), ("changed", other)]


def cases() -> dict[str, Any]:
    """{frameworks: {name: rules}, cases: [{name, under, question, says}]}; says: the text of the answer."""
    chance = list(by_chance())
    parts: list[tuple[str, Iterable[tuple[str, Question]]]] = [
        ("small", files()),
        ("limits", limits()),
        ("small", what_if()),
        ("gateless", what_if()),
        ("small", explained()),
        ("gateless", explained()),
        ("long", steps()),
        ("alike", [("two bounds that are equal", {"explain": text()})]),
        ("even", [("one step of two", {"explain": text()})]),
        ("uneven", [("one step of two", {"explain": text()})]),
        ("small", comparisons()),
        ("gateless", comparisons()),
        ("small", releases()),
        *((own, questions) for own, _, questions in chance),
    ]
    several = [(f"{own}: {name}", own, question) for own, named in parts for name, question in named]
    frameworks = FRAMEWORKS | {name: rules for name, rules, _ in chance}
    return {
        "frameworks": frameworks,
        "cases": [
            {"name": name, "under": under, "question": question, "says": says(frameworks, under, question)}
            for name, under, question in several
        ],
    }


def says(frameworks: dict[str, Any], under: str, question: Question) -> str:
    """What this engine answers."""
    named = {
        key: [json.dumps(frameworks[name]) for name in question[key]] for key in question if key == "releases"
    }
    return python_results(json.dumps(frameworks[under]), [question | named])[0]


def text_of_all() -> str:
    """The file: a framework or a case a line."""
    found = cases()
    frameworks = ",\n".join(
        f"{json.dumps(name)}: {json.dumps(own)}" for name, own in found["frameworks"].items()
    )
    lines = ",\n".join(json.dumps(case, ensure_ascii=False) for case in found["cases"])
    return f'{{"frameworks": {{\n{frameworks}\n}},\n"cases": [\n{lines}\n]}}\n'


if __name__ == "__main__":
    FILE.write_text(text_of_all(), encoding="utf-8")
