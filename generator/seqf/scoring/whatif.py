"""What a changed answer would do. Mirrored by site/assets/js/core/whatif.js."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

from seqf.model import Criterion, Rules
from seqf.scoring.answers import read_answer
from seqf.scoring.assessment import Assessment
from seqf.scoring.engine import Result, score


def what_if(
    rules: Rules, assessment: Assessment, answers: dict[str, Any]
) -> tuple[dict[str, Any] | None, list[tuple[str, str]]]:
    """Show what other answers would give. `answers`: by item id, each as a file holds it; None: unscored.

    Returns the effect and what is wrong with the answers (place, message); the effect is None if anything is.
    {before, after: {overall: {low, high}, gate: {low, high} or None, outcome: {low, high}},
     difference: {overall: {low, high}, gate: {low, high} or None}}. Numbers are Fractions.
    """
    scores, kpis = dict(assessment.scores), dict(assessment.kpis)
    items = {item.id: item for item in rules.items}
    problems = []
    for id, raw in answers.items():
        item = items.get(id)
        if item is None:
            problems.append((id, f"is not an item of release {rules.framework}"))
            continue
        found, wrong = read_answer(item, raw)
        problems += [(".".join((id, *map(str, path))), message) for path, message in wrong]
        (scores if isinstance(item, Criterion) else kpis)[id] = found
    if problems:
        return None, problems
    before = _ends(score(rules, assessment))
    after = _ends(score(rules, replace(assessment, scores=scores, kpis=kpis)))
    difference = {key: _difference(before[key], after[key]) for key in ("overall", "gate")}
    return {"before": before, "after": after, "difference": difference}, []


def _ends(result: Result) -> dict[str, Any]:
    return {
        "overall": {"low": result.low, "high": result.high},
        "gate": result.gate and {"low": result.gate.low, "high": result.gate.high},
        "outcome": {"low": result.outcome.low, "high": result.outcome.high},
    }


def _difference(
    before: dict[str, Fraction] | None, after: dict[str, Fraction] | None
) -> dict[str, Fraction] | None:
    if before is None:  # no gate, and so none after either
        return None
    return {end: after[end] - before[end] for end in ("low", "high")}
