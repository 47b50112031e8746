"""The open questions as a sheet that the framework's keeper answers line by line: confirm, or change to."""

from __future__ import annotations

from seqf.changes.readings import ReadingEffect, reading_effects
from seqf.exact import shown
from seqf.model import Framework
from seqf.scoring.engine import NO_MARK, Outcome, Result
from seqf.scoring.summary import points

_NO_EFFECT = "The outcome worked out from the same answers stays as it is."


def answer_lines(framework: Framework) -> dict[str, list[dict[str, str]]]:
    """Return by interpretation what can be chosen instead of the reading that stands: `text` and `effect`."""
    document = framework.data.get("interpretations") or {}
    effects = reading_effects(framework.rules)
    return {
        record["id"]: [
            {
                "text": reading["text"],
                "effect": _told(effects[record["id"]], framework) if reading.get("effect") else _NO_EFFECT,
            }
            for reading in record.get("readings") or ()
        ]
        for record in document.get("interpretations") or ()
    }


def _told(effect: ReadingEffect, framework: Framework) -> str:
    """How many made-up services end elsewhere, and one of them."""
    if not effect.other:
        counted = f"None of {effect.services} made-up services would have another outcome."
    else:
        ways = [
            f"{count} {word}"
            for count, word in (
                (effect.higher, "higher"),
                (effect.lower, "lower"),
                (effect.other - effect.higher - effect.lower, "with a wider or narrower range"),
            )
            if count
        ]
        counted = f"{effect.other} of {effect.services} made-up services would have another outcome"
        counted += f": {', '.join(ways)}."
    if effect.example is None or effect.outcome is None:
        return counted
    before, after = _outcome(effect.example.outcome, framework), _outcome(effect.outcome, framework)
    return f"{counted} Example: {_scores(effect.example)} is {before} as it stands, and would be {after}."


def _scores(result: Result) -> str:
    """Overall score and gate of an example, cut as everywhere, with more decimals where one is not enough."""
    places = result.places + 1
    overall = _range(shown(result.low, places), shown(result.high, places))
    gate = (
        f" with {_range(points(result.gate.low), points(result.gate.high))} gate points"
        if result.gate
        else ""
    )
    return f"{overall}%{gate}"


def _outcome(outcome: Outcome, framework: Framework) -> str:
    none = framework.data["certification"]["no_mark"]["title"]
    titles = {mark.id: mark.title for mark in framework.rules.marks} | {NO_MARK: none}
    return _range(f"“{titles[outcome.low]}”", f"“{titles[outcome.high]}”")


def _range(low: str, high: str) -> str:
    return low if low == high else f"{low} to {high}"
