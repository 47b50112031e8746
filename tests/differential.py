"""Compare the two engines on generated cases: `python tests/differential.py COUNT [SEED]`."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from itertools import islice
from random import Random
from typing import Any

import generate
from jsengine import JsEngine
from seqf.scoring.assessment import parse
from seqf.scoring.engine import scorer
from seqf.scoring.result import result_text
from seqf.scoring.rules import rules_from_json

PER_FRAMEWORK = 20


def cases(count: int, seed: int) -> Iterator[tuple[str, list[str]]]:
    """Frameworks as text, each with some assessments as text; every fifth is the framework of the cases."""
    random = Random(seed)
    fixed = generate.rules_of_the_cases()
    for start in range(0, count, PER_FRAMEWORK):
        framework = fixed if start // PER_FRAMEWORK % 5 == 0 else generate.rules(random)
        some = min(PER_FRAMEWORK, count - start)
        yield json.dumps(framework), [json.dumps(generate.assessment(random, framework)) for _ in range(some)]


def python_results(rules_text: str, assessments: list[str]) -> list[str]:
    """What the Python engine says; a bad assessment gives its problems, as the JS engine does."""
    rules = rules_from_json(rules_text)
    score = scorer(rules)
    known = {rules.framework: rules}
    return [_said(*parse(text, known, rules.framework, "a.json"), score) for text in assessments]


def _said(assessment: Any, mistakes: list[Any], score: Any) -> str:
    if assessment is not None:
        return result_text(score(assessment))
    return json.dumps(
        {"problems": [mistake.as_plain() for mistake in mistakes]}, separators=(",", ":"), ensure_ascii=False
    )


def differences(count: int, seed: int, engine: JsEngine) -> Iterator[tuple[str, str, str, str]]:
    """Where the two disagree, or refuse: rules, assessment, Python's text, the JS text.

    While one group is compared, the next is already asked: the two engines work side by side.
    """
    with ThreadPoolExecutor(max_workers=1) as pool:
        groups = iter(batched(cases(count, seed)))
        waiting = _ask(pool, engine, next(groups, []))
        while waiting:
            (group, theirs), waiting = waiting, _ask(pool, engine, next(groups, []))
            said = iter(theirs.result())
            for rules_text, assessments in group:
                for text, python in zip(assessments, python_results(rules_text, assessments), strict=True):
                    js = next(said)
                    if python != js or '"problems"' in python:
                        yield rules_text, text, python, js


Group = list[tuple[str, list[str]]]


def batched(groups: Iterator[tuple[str, list[str]]], size: int = 25) -> Iterator[Group]:
    """So many frameworks at a time."""
    while group := list(islice(groups, size)):
        yield group


def _ask(pool: Executor, engine: JsEngine, group: Group) -> tuple[Group, Future[list[str]]] | None:
    questions = [
        question
        for rules_text, assessments in group
        for question in ({"rules": rules_text}, *({"assessment": text} for text in assessments))
    ]
    return (group, pool.submit(engine.ask, questions)) if group else None


def main() -> None:
    count, seed = int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1
    begun = time.perf_counter()
    with JsEngine() as engine:
        for found in differences(count, seed, engine):
            sys.exit("the engines differ:\n" + "\n".join(found))
    took = time.perf_counter() - begun
    print(f"{count:,} cases, no difference; {count / took:,.0f} a second (seed {seed})")


if __name__ == "__main__":
    main()
