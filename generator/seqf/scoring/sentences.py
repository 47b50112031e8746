"""A trace, steps and a comparison in words. Mirrored by site/assets/js/core/sentences.js, letter by letter.

A number with an ellipsis is cut, never rounded: 13.63… is a little more than 13.63. A sentence that ends in
one has no full stop after it.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from seqf.exact import decimal_text, places_for, shown
from seqf.model import Item, Rules, ThresholdKpi

FEW = 10  # items that a sentence names one by one

# effect -> what holds now, and what would hold under the other reading
_READINGS = {
    "round-overall": ("the exact overall score is compared", "with it rounded to one decimal first"),
    "band-by-overall": (
        "the highest mark with every minimum met stands",
        "with the overall score alone choosing the mark",
    ),
    "ignore-gate": ("the points of the gate count", "without them"),
    "round-ratings": ("ratings count with their decimals", "with ratings rounded to whole numbers"),
    "round-measures": (
        "exact measured values are compared with the bounds",
        "with them rounded to one decimal first",
    ),
    "blanks-lowest": ("what is not answered leaves a range", "with blanks counted at their lowest"),
}


def told(value: Fraction) -> str:
    """A number for a sentence: exact where two decimals are enough, else cut and marked with an ellipsis."""
    if value < 0:
        return f"-{told(-value)}"
    if 100 % value.denominator == 0:
        return decimal_text(value)
    places = 2
    while value * 10**places < 1:
        places += 1
    return f"{shown(value, places)}…"


def span(low: Fraction, high: Fraction) -> str:
    """A range in words, or the one number that it is."""
    return told(low) if low == high else f"{told(low)} to {told(high)}"


def _points(value: Fraction) -> str:
    return f"{told(value)} {'point' if value == 1 else 'points'}"


def _ended(text: str) -> str:
    """A sentence that may end in a number; after an ellipsis a full stop would look like a slip."""
    return text if text.endswith("…") else f"{text}."


def of_trace(rules: Rules, trace: dict[str, Any], outcome: Any) -> list[str]:
    """How a result came about: sections, KPIs, gate, marks, outcome, readings."""
    titles = {mark.id: mark.title for mark in rules.marks}
    items = {item.id: item for item in rules.items}
    found = [_section(row) for row in trace["sections"]]
    found.append(f"Together: {span(**trace['overall'])}% overall.")
    found += [_kpi(items[row["id"]], row) for row in trace["kpis"]]
    gate = trace["gate"]
    if gate:
        parts = " + ".join(span(row["low"], row["high"]) for row in gate["items"])
        ids = " + ".join(rules.gate)
        found.append(f"{ids}: {parts} = {span(gate['low'], gate['high'])} of {_points(gate['max'])}.")
    for row in trace["marks"]:
        asked = [f"{told(row['overall']['minimum'])}% overall: {_margin(row['overall'])}"]
        if row["gate"]:
            ids = " + ".join(rules.gate)
            asked.append(f"{_points(row['gate']['minimum'])} from {ids}: {_margin(row['gate'])}")
        found.append(_ended(f"{titles[row['id']]} asks for {'; for '.join(asked)}"))
    stands = placed(rules, outcome.low, outcome.high)
    found.append(f"So the result is {stands}.")
    for row in trace["readings"]:
        now, other = _READINGS[row["effect"]]
        then = placed(rules, row["low"], row["high"])
        change = f"it would be {then} instead" if row["differs"] else "the result would be the same"
        found.append(f"Reading {row['id']}: {now}; {other}, {change}.")
    return found


def _section(row: dict[str, Any]) -> str:
    scored = span(row["low"], row["high"])
    share = span(row["share"]["low"], row["share"]["high"])
    most, times = _points(row["max"]), f"{told(row['weight'])} / {told(row['max'])}"
    return _ended(f"Section {row['id']}: {scored} of {most}, times {times} = {share}")


def _kpi(item: Item, row: dict[str, Any]) -> str:
    following = row["next"]
    if row["score"] is None:
        return f"{row['id']}: not scored, so anything from 0 to {_points(item.highest)}."
    earns = f"earns {_points(row['score'])}"
    if isinstance(item, ThresholdKpi):
        counts = "" if row["numerator"] is None else f"{row['numerator']} of {row['denominator']} is "
        bound = "no bound" if row["reached"] is None else f"the bound {told(row['reached'])}"
        value = f"{counts}{_value(item, row['value'])} {item.unit}"
        here = f"{row['id']}: {value}, which reaches {bound} and {earns}"
        what = "the next bound"
    else:
        rated = "not enough feedback" if row["value"] == item.none else f"a rating of {told(row['value'])}"
        here, what = f"{row['id']}: {rated} {earns}", "the next step"
    if following is None:
        return f"{here}, the most there is."
    away = f"is {told(following['missing'])} away"
    return f"{here}; {what}, {told(following['answer'])}, {away} and earns {told(following['score'])}."


def _value(item: ThresholdKpi, value: Fraction) -> str:
    """A measured value, on the side of every bound that it is on."""
    places = places_for(step.bound for step in item.thresholds)
    if (value * 10**places).denominator == 1:
        return decimal_text(value)
    return shown(value, places, up=item.direction == "at-most")


def _margin(margin: dict[str, Fraction]) -> str:
    low, high = (
        f"met by {told(margin[end])}" if margin[end] > 0
        else "just met" if margin[end] == 0
        else f"missed by {told(-margin[end])}"
        for end in ("low", "high")
    )  # fmt: skip
    return low if low == high else f"{low} at the low end, {high} at the high end"


def placed(rules: Rules, low: str, high: str) -> str:
    """Where a result lies: "in the Good range", or from which mark to which."""
    titles = {mark.id: mark.title for mark in rules.marks}
    first, last = (titles.get(end, "no mark") for end in (low, high))
    if low != high:
        return f"between {first} and {last}"
    return f"in the {first} range" if low in titles else "below every mark"


def of_steps(rules: Rules, steps: dict[str, Any]) -> list[str]:
    """What leads to each mark that is not reached, and where a step gives most."""
    titles = {mark.id: mark.title for mark in rules.marks}
    ids = " + ".join(rules.gate)
    found = []
    for row in steps["marks"]:
        title = titles[row["mark"]]
        if row["impossible"]:
            what = {"overall": "its overall minimum", "gate": f"its minimum for {ids}"}
            names = " and ".join(what[one] for one in row["impossible"])
            found.append(f"{title} can't be reached: even the best answers miss {names}.")
            continue
        plan = _plan(rules, row["plan"])
        gate = "" if row["gate"] is None else f", and {_points(row['gate'])} from {ids}"
        word = "step" if row["steps"] == 1 else "steps"
        found.append(
            _ended(f"{title}: {row['steps']} {word} at least, such as {plan}")
            + f" That gives {told(row['overall'])}% overall{gate}."
        )
    best = steps["sections"][0]
    if best["best"] > 0:
        found.append(
            f"One step gives most in section {best['id']}: {told(best['best'])} with {best['item']}."
        )
    if any(one["unscored"] for row in steps["marks"] for one in row["plan"]):
        found.append("What is not scored yet is counted at its lowest here.")
    return found


def _plan(rules: Rules, plan: list[dict[str, Any]]) -> str:
    """Each item where they are few, else how many steps in each section."""
    if len(plan) > FEW:
        counts = dict.fromkeys((one["section"] for one in plan), 0)
        for one in plan:
            counts[one["section"]] += one["steps"]
        return ", ".join(f"{count} in section {section}" for section, count in counts.items())
    items = {item.id: item for item in rules.items}
    return ", ".join(_improved(items[one["item"]], one) for one in plan)


def _improved(item: Item, one: dict[str, Any]) -> str:
    if isinstance(item, ThresholdKpi):
        return f"{item.id} to {told(one['answer'])} {item.unit}"
    return f"{item.id} from {told(one['from'])} to {told(one['to'])}"


def of_comparison(found: dict[str, Any]) -> list[str]:
    """What each pair shows, and what was left out of the comparison."""
    said = []
    if not found["same_release"]:
        releases = ", ".join(one["framework"] for one in found["assessments"])
        said.append(
            f"These were scored under different releases ({releases}): overall scores rest on different "
            "rules, and only items that mean the same in all of them are compared."
        )
        if found["not_compared"]:
            said.append(f"Not compared: {', '.join(found['not_compared'])}.")
    for pair in found["pairs"]:
        said += _pair(pair)
    return said


def _pair(pair: dict[str, Any]) -> list[str]:
    rating = pair["about"] == "rating"
    start, end = pair["from"] + 1, pair["to"] + 1
    which = f"{end}, measured against the external assessment {start}" if rating else f"From {start} to {end}"
    more, less = ("rated higher", "rated lower") if rating else ("rose", "fell")
    said = [
        f"{which}: {pair['compared']} items scored in both, {pair['same']} the same, "
        f"{pair['higher']} {more}, {pair['lower']} {less}."
    ]
    if pair["difference"] is not None and pair["compared"]:
        said.append(_ended(f"Over these items the overall score is {_direction(pair['difference'], rating)}"))
        for row in pair["sections"]:
            if row["higher"] or row["lower"]:
                said.append(_ended(f"Section {row['id']}: {_direction(row['difference'], rating)}"))
    return said


def _direction(difference: Fraction, rating: bool) -> str:
    if difference > 0:
        return f"{'over-rated' if rating else 'up'} by {told(difference)}"
    if difference < 0:
        return f"{'under-rated' if rating else 'down'} by {told(-difference)}"
    return "neither over- nor under-rated" if rating else "where it was"
