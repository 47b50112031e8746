"""How a result came about, as data and as sentences. Mirrored by site/assets/js/core/trace.js."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from seqf.model import Criterion, Item, Mark, Rules, ThresholdKpi
from seqf.scoring import sentences
from seqf.scoring.answers import KpiAnswer
from seqf.scoring.assessment import Assessment
from seqf.scoring.engine import Result, item_score, measured, reaches
from seqf.scoring.steps import ladder


def trace(rules: Rules, assessment: Assessment, result: Result) -> dict[str, Any]:
    """Every step from the answers to the outcome.

    {sections: [{id, low, high, max, weight, share: {low, high}}], overall: {low, high},
     kpis: [{id, kind, value, numerator, denominator, score, reached,
             next: {answer, score, missing} or None}],
     gate: {items: [{id, low, high}], low, high, max} or None,
     marks: [{id, overall: {minimum, low, high}, gate: {minimum, low, high} or None, met: {low, high}}],
     readings: [{id, effect, low, high, differs}], sentences: [text]}.
    Numbers are Fractions. share: weight x points / max. value, reached, next.answer and missing are in
    the KPI's unit; missing is None where nothing is measured. Under marks, low and high are what a minimum is
    exceeded by, below 0 where it is missed; met says whether all minimums are. reached: the bound that
    earned the score. differs: whether the reading's outcome is another than the one that stands.
    """
    found: dict[str, Any] = {
        "sections": [
            {
                "id": section.id,
                "low": section.low,
                "high": section.high,
                "max": section.maximum,
                "weight": section.weight,
                "share": {
                    "low": section.weight * section.low / section.maximum,
                    "high": section.weight * section.high / section.maximum,
                },
            }
            for section in result.sections
        ],
        "overall": {"low": result.low, "high": result.high},
        "kpis": [_kpi(item, assessment) for item in rules.items if not isinstance(item, Criterion)],
        "gate": _gate(rules, assessment, result),
        "marks": [_mark(mark, result) for mark in rules.marks],
        "readings": [
            {
                "id": reading.id,
                "effect": reading.effect,
                "low": result.readings[reading.id].low,
                "high": result.readings[reading.id].high,
                "differs": result.readings[reading.id] != result.outcome,
            }
            for reading in rules.readings
        ],
    }
    return {**found, "sentences": sentences.of_trace(rules, found, result.outcome)}


def _kpi(item: Item, assessment: Assessment) -> dict[str, Any]:
    answer = assessment.kpis.get(item.id, KpiAnswer())
    threshold = isinstance(item, ThresholdKpi)
    value = measured(answer)
    score = item_score(item, assessment)
    upward = ladder(item, item.lowest if score is None else score)
    reached = None
    if threshold and value is not None:
        earning = [t.bound for t in item.thresholds if t.score == score and reaches(item, value, t.bound)]
        reached = earning[0] if earning else None
    return {
        "id": item.id,
        "kind": "threshold" if threshold else "rating",
        "value": value,
        "numerator": answer.numerator,
        "denominator": answer.denominator,
        "score": score,
        "reached": reached,
        "next": {
            "answer": upward[0].answer,
            "score": upward[0].score,
            "missing": None if value is None else abs(upward[0].answer - value),
        }
        if upward
        else None,
    }


def _gate(rules: Rules, assessment: Assessment, result: Result) -> dict[str, Any] | None:
    if result.gate is None:
        return None
    items = {item.id: item for item in rules.items}
    parts = []
    for id in rules.gate:
        score = item_score(items[id], assessment)
        low, high = (items[id].lowest, items[id].highest) if score is None else (score, score)
        parts.append({"id": id, "low": Fraction(low), "high": Fraction(high)})
    return {
        "items": parts,
        "low": result.gate.low,
        "high": result.gate.high,
        "max": result.gate.maximum,
    }


def _mark(mark: Mark, result: Result) -> dict[str, Any]:
    overall = _margin(mark.minimum, result.low, result.high)
    gate = None
    if mark.gate_minimum is not None and result.gate:
        gate = _margin(mark.gate_minimum, result.gate.low, result.gate.high)
    margins = [overall, gate] if gate else [overall]
    met = {end: all(margin[end] >= 0 for margin in margins) for end in ("low", "high")}
    return {"id": mark.id, "overall": overall, "gate": gate, "met": met}


def _margin(minimum: Fraction, low: Fraction, high: Fraction) -> dict[str, Fraction]:
    return {"minimum": minimum, "low": low - minimum, "high": high - minimum}
