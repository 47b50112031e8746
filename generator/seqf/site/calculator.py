"""What the calculator's template prints, worked out from the framework: form, empty result, scale.

The form is complete in the page; the scripts fill it and work out the result from `rules_json`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from seqf.model import Framework, Item, Mark, Rules, ThresholdKpi
from seqf.scoring.rulestext import rules_to_json
from seqf.site.example import example
from seqf.site.pages import chart
from seqf.site.pages.facts import facts
from seqf.text.plaintext import plain

Record = dict[str, Any]

# The drawing of the overall score, in its own units: a line with the marks named above and below it in turn.
_SCALE_WIDTH = 320
_SCALE_TOP = 22
_SCALE_HEIGHT = 54
_NAMES_ABOVE = 12
_NAMES_BELOW = 50
_LETTER = 6  # about the width of one letter, to keep a name inside the drawing

_SIGNS = {"percent": "%"}  # how a unit stands behind a number; any other unit is its own word


def context(
    framework: Framework, *, workbook: str | None = None, offline: str | None = None, migrations: str = ""
) -> Record:
    """Return `{"calculator": ...}` for the template `calculator.html.j2`.

    workbook: address of the self-assessment to download, for readers without JavaScript; offline: address of
    the calculator as one file. None: there is none. migrations: migrations.json, empty
    where no release is older.
    """
    rules = framework.rules
    known = facts(framework)
    sections = [
        _section(view, section.items) for view, section in zip(known["sections"], rules.sections, strict=True)
    ]
    words = _words(framework)
    return {
        "calculator": {
            "framework": known["framework"]["id"],
            "count": len(rules.items),
            "sections": sections,
            "marks": known["marks"],
            "gate": _gate(known["gate"], rules),
            "readings": _readings(framework),
            "scale": _scale(rules.marks),
            "empty_outcome": f"Between no mark and {rules.marks[0].title}"
            if rules.marks
            else "Nothing scored yet",
            "empty_overall": _empty_overall(rules),
            "wording_note": plain((known["framework"].get("wording") or {}).get("note")),
            "workbook": workbook,
            "offline": offline,
            "words": words,
            "example_json": for_script(example(rules)),
            "migrations_json": for_script(migrations),
            "rules_json": for_script(rules_to_json(rules)),
            "words_json": for_script(json.dumps(words, ensure_ascii=False)),
        }
    }


def for_script(text: str) -> str:
    """Return JSON that can stand inside a script element: no `<`, so nothing in it can end the element."""
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _words(framework: Framework) -> Record:
    """Return the sentences of the framework that the scripts show: who awards a mark, what things are called.

    {framework, title, assessor, no_mark, gate, statement: {self, external}}
    """
    certification = framework.data["certification"]
    organisations = {record["id"]: record for record in framework.data["framework"]["organisations"]}
    awarder = organisations[certification["awarded_by"]]
    assessor = awarder.get("short_name") or awarder["name"]
    rule = plain((certification.get("statement") or {}).get("text")) or f"{assessor} awards the marks."
    return {
        "framework": framework.data["framework"]["id"],
        "title": framework.rules.title,
        "assessor": assessor,
        "no_mark": plain((certification.get("no_mark") or {}).get("title")) or "No mark",
        "gate": plain((certification.get("gate") or {}).get("title")),
        "statement": {
            "self": f"This is a self-assessment. {rule}",
            "external": f"This is a working copy of an external assessment. {rule} This page awards none.",
        },
    }


def _section(view: Mapping[str, Any], items: Sequence[Item]) -> Record:
    entries = [_entry(entry, item) for entry, item in zip(view["items"], items, strict=True)]
    count = len(entries)
    criteria = view["kind"] == "criteria"
    noun = ("criterion" if criteria else "KPI") if count == 1 else ("criteria" if criteria else "KPIs")
    lowest = chart.plain(sum((item.lowest for item in items), Fraction(0)))
    return {
        "id": view["id"],
        "title": view["title"],
        "short_title": view.get("short_title") or view["title"],
        "weight": view["weight"],
        "maximum": view["maximum"],
        "address": view["address"],
        "summary": plain((view.get("summary") or {}).get("text")),
        "count_text": f"{count} {noun}",
        "empty_points": f"{lowest} to {view['maximum']}",
        "entries": entries,
    }


def _entry(view: Mapping[str, Any], item: Item) -> Record:
    """Return one item of the form: what is known of it, and what its kind asks for."""
    criterion = view["kind"] == "criterion"
    # What touches a whole section is said once for its KPIs, and not again at each of many criteria.
    of_section = view["section"]["questions"] if criterion else ()
    entry: Record = {
        "id": view["id"],
        "kind": view["kind"],
        "title": view["title"],
        "wording": plain(view["wording"]),
        "address": view["address"],
        "topics": [{"title": plain(topic["text"]), "address": topic["address"]} for topic in view["topics"]],
        "readings": [_question(record) for record in view["questions"] if record not in of_section],
        "formula": plain((view["formula"] or {}).get("text")),
        "remarks": [plain(note["text"]) for note in view["notes"]],
        "source": _source(view["source"]),
        "scale": view.get("scale"),
    }
    if isinstance(item, ThresholdKpi):
        entry |= _measure(view, item)
    elif not criterion:
        entry |= _rating(view["rating"])
    return entry


def _measure(view: Mapping[str, Any], item: ThresholdKpi) -> Record:
    sign = _SIGNS.get(item.unit, item.unit)
    percent = item.unit == "percent"
    counts = view["counts"] or {"numerator": "Those who reached it", "denominator": "All"}
    return {
        "counts": {name: plain(text) for name, text in counts.items()} if percent else None,
        "unit_sign": sign,
        "unit_after": sign if sign in _SIGNS.values() else f" {sign}",
        "value_label": "The percentage itself" if percent else f"Measured value, in {sign}",
        "bound_heading": "At least" if item.direction == "at-least" else "At most",
        "steps": view["thresholds"],
    }


def _rating(rating: Mapping[str, Any]) -> Record:
    lowest, highest, none = (str(rating[name]) for name in ("lowest", "highest", "none"))
    meanings = [(none, "none_means"), (lowest, "lowest_means"), (highest, "highest_means")]
    return {
        "value_label": f"Mean rating, {lowest} to {highest}, or {none}",
        "meanings": [
            {"value": value, "text": plain(rating[name])} for value, name in meanings if rating.get(name)
        ],
    }


def _source(source: str | Iterable[str] | None) -> str:
    if not source:
        return ""
    return source if isinstance(source, str) else "; ".join(source)


def _question(record: Mapping[str, Any]) -> Record:
    return {
        "id": record["id"],
        "question": plain(record["question"]),
        "address": f"/interpretations/#{record['id']}",
    }


def _readings(framework: Framework) -> list[Record]:
    """Return the declared other readings, in the order of the rules: id, question, address."""
    document = framework.data.get("interpretations") or {}
    records = {record["id"]: record for record in document.get("interpretations") or ()}
    return [_question(records[reading.id]) for reading in framework.rules.readings if reading.id in records]


def _gate(gate: Mapping[str, Any] | None, rules: Rules) -> Record | None:
    """Return title, names of its items and the empty range; None where a framework has no gate."""
    if gate is None:
        return None
    members = [item for item in rules.items if item.id in rules.gate]
    lowest = chart.plain(sum((item.lowest for item in members), Fraction(0)))
    return {
        "title": plain(gate["title"]),
        "names": " + ".join(item.id for item in members),
        "empty": f"{lowest} to {gate['maximum']} of {gate['maximum']}",
    }


def _empty_overall(rules: Rules) -> str:
    """Return the range of an assessment without answers, cut to one decimal."""
    lowest = sum(
        (s.weight * sum((i.lowest for i in s.items), Fraction(0)) / s.maximum for s in rules.sections),
        Fraction(0),
    )
    tenths = int(lowest * 10)
    return f"{tenths // 10}.{tenths % 10}% to 100.0%"


def _scale(marks: Sequence[Mark]) -> Record:
    """Return the drawing of the marks' minimums along the line from 0 to 100."""
    return {
        "width": _SCALE_WIDTH,
        "height": _SCALE_HEIGHT,
        "top": _SCALE_TOP,
        "marks": [_tick(mark, above=place % 2 == 0) for place, mark in enumerate(reversed(marks))],
    }


def _tick(mark: Mark, *, above: bool) -> Record:
    """Return where one minimum and its name stand; names take turns above and below, so as not to collide."""
    minimum = chart.plain(mark.minimum)
    x = float(mark.minimum) * _SCALE_WIDTH / 100
    text = f"{mark.title} {minimum}%"
    half = len(text) * _LETTER / 2
    anchor, text_x = ("end", _SCALE_WIDTH) if x + half > _SCALE_WIDTH else ("middle", max(x, half))
    return {
        "x": f"{x:g}",
        "text": text,
        "text_x": f"{text_x:g}",
        "text_y": _NAMES_ABOVE if above else _NAMES_BELOW,
        "anchor": anchor,
        "from_y": _SCALE_TOP - 6 if above else _SCALE_TOP,
        "to_y": _SCALE_TOP + 10 if above else _SCALE_TOP + 16,
    }
