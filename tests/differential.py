"""Compare the two engines on generated cases: `python tests/differential.py COUNT [SEED]`.

Every case is an assessment, scored by both. One in twenty is also explained (trace and steps), set beside two
others (comparison), and asked what another answer would change.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from itertools import islice
from random import Random
from typing import Any, Protocol

import generate
from jsengine import JsEngine
from seqf.model import Rules
from seqf.scoring.assessment import Assessment, parse, save
from seqf.scoring.compare import compare
from seqf.scoring.engine import scorer
from seqf.scoring.result import exact_text, result_text
from seqf.scoring.rules import rules_from_json
from seqf.scoring.steps import steps
from seqf.scoring.trace import trace
from seqf.scoring.whatif import what_if

PER_FRAMEWORK = 20
EXPLAINED = 20  # one assessment in so many

Question = dict[str, Any]  # see tests/js/answering.js
Case = tuple[str, list[Question]]  # rules as text, and what is asked under them


class Engine(Protocol):
    """The JS core, wherever it runs."""

    def ask(self, questions: list[Question]) -> list[str]: ...


def cases(count: int, seed: int) -> Iterator[Case]:
    """Frameworks as text, each with some assessments; every fifth is the framework of the cases."""
    random = Random(seed)
    fixed = generate.rules_of_the_cases()
    for start in range(0, count, PER_FRAMEWORK):
        framework = fixed if start // PER_FRAMEWORK % 5 == 0 else generate.rules(random)
        some = min(PER_FRAMEWORK, count - start)
        texts = [json.dumps(generate.assessment(random, framework)) for _ in range(some)]
        # Drawn apart, so that the assessments stay the same whatever is asked about them.
        more = _more(Random(f"{seed} {start}"), framework, texts[::EXPLAINED])
        yield json.dumps(framework), [*({"assessment": text} for text in texts), *more]


def _more(random: Random, framework: dict[str, Any], texts: list[str]) -> list[Question]:
    questions: list[Question] = [{"explain": text} for text in texts]
    other = generate.assessment(random, framework)
    answers = {id: entered(answer) for id, answer in {**other["scores"], **other["kpis"]}.items()}
    for text in texts:
        some = random.sample(sorted(answers), min(2, len(answers)))
        questions.append({"whatIf": text, "answers": {id: answers[id] for id in some}})
    about = [
        {
            "kind": random.choice(("self", "external")),
            "date": random.choice((None, "2025-03-31", "2026-03-31")),
            "provider": random.choice((None, "Ein Dienst “ü”")),
        }
        for _ in range(3)
    ]
    several = [*map(json.loads, texts), other][:3]
    if len(several) > 1:
        questions.append(
            {"compare": [json.dumps(one | more) for one, more in zip(several, about, strict=False)]}
        )
    return questions


def entered(answer: Any) -> Any:
    """Answers as somebody enters them: as text."""
    if isinstance(answer, dict):
        return {key: entered(part) for key, part in answer.items()}
    return answer if answer is None else str(answer)


def python_results(rules_text: str, questions: list[Question]) -> list[str]:
    """What the Python engine says; a bad assessment gives its problems, as the JS engine does."""
    rules = rules_from_json(rules_text)
    answer = _Answers(rules)
    return [answer.to(question) for question in questions]


class _Answers:
    def __init__(self, rules: Rules) -> None:
        self._rules, self._score = rules, scorer(rules)

    def to(self, question: Question) -> str:
        if "compare" in question:
            several = question["compare"]
            own = [rules_from_json(text) for text in question.get("releases", [])] or [self._rules] * len(
                several
            )
            return exact_text(
                compare(own, [_read(rules, text)[0] for rules, text in zip(own, several, strict=True)])
            )
        kind = next(key for key in ("assessment", "explain", "whatIf", "save") if key in question)
        found, mistakes = _read(self._rules, question[kind])
        if found is None:
            return exact_text({"problems": [mistake.as_plain() for mistake in mistakes]})
        if kind == "save":
            return json.dumps(save(found), ensure_ascii=False)
        if kind == "whatIf":
            effect, problems = what_if(self._rules, found, question["answers"])
            told = [{"place": place, "message": message} for place, message in problems]
            return exact_text({"effect": effect, "problems": told})
        result = self._score(found)
        if kind == "assessment":
            return result_text(result)
        return result_text(
            result, {"trace": trace(self._rules, found, result), "steps": steps(self._rules, found)}
        )


def _read(rules: Rules, text: str) -> tuple[Assessment | None, list[Any]]:
    return parse(text, {rules.framework: rules}, rules.framework, "a.json")


def differences(count: int, seed: int, engine: Engine) -> Iterator[tuple[str, str, str, str]]:
    """Where the two disagree, or refuse: rules, question, Python's text, the JS text.

    While one group is compared, the next is already asked: the two engines work side by side.
    """
    with ThreadPoolExecutor(max_workers=1) as pool:
        groups = iter(batched(cases(count, seed)))
        waiting = _ask(pool, engine, next(groups, []))
        while waiting:
            (group, theirs), waiting = waiting, _ask(pool, engine, next(groups, []))
            yield from disagreements(group, theirs.result())


def disagreements(group: list[Case], said: list[str]) -> Iterator[tuple[str, str, str, str]]:
    """Where what the JS core said to a group is not what Python says."""
    theirs = iter(said)
    for rules_text, questions in group:
        for question, python in zip(questions, python_results(rules_text, questions), strict=True):
            js = next(theirs)
            if python != js or python.startswith('{"problems"'):
                yield rules_text, json.dumps(question), python, js


def batched(groups: Iterator[Case], size: int = 25) -> Iterator[list[Case]]:
    """So many frameworks at a time."""
    while group := list(islice(groups, size)):
        yield group


def asked(group: list[Case]) -> list[Question]:
    """All questions of a group in order, its rules among them."""
    return [question for rules, questions in group for question in ({"rules": rules}, *questions)]


def _ask(pool: Executor, engine: Engine, group: list[Case]) -> tuple[list[Case], Future[list[str]]] | None:
    return (group, pool.submit(engine.ask, asked(group))) if group else None


def main() -> None:
    count, seed = int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1
    begun = time.perf_counter()
    with JsEngine() as engine:
        for found in differences(count, seed, engine):
            sys.exit("the engines differ:\n" + "\n".join(found))
    took = time.perf_counter() - begun
    print(
        f"{count:,} cases, {count // EXPLAINED:,} of them explained too, no difference; "
        f"{count / took:,.0f} a second (seed {seed})"
    )


if __name__ == "__main__":
    main()
