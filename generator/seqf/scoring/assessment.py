"""One service's answers, read from JSON or YAML (contract section 4) and written back.

Reading never guesses, clamps or drops: what is wrong is told, all at once, each with its place.
Mirrored by site/assets/js/core/assessment.js, message by message.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from seqf.errors import Problem, ProblemsFound
from seqf.exact import decimal_text
from seqf.model import Criterion, Item, Rules
from seqf.scoring.answers import (
    MANY,
    KpiAnswer,
    Report,
    closed,
    is_blank,
    kind_of,
    nearest,
    read_kpi,
    read_score,
    read_target,
    within,
)
from seqf.text import jsontext, nodes, yamltext
from seqf.text.jsontext import Bare, quote
from seqf.text.nodes import Path

FORMAT = "seqf-assessment/1"
KINDS = ("self", "external")

_NAMED = ("framework", "provider", "kind", "date", "id", "name")  # single texts, in the order of writing
_KEYS = ("format", *_NAMED, "scores", "kpis", "notes", "aside")
_NOTE_TEXTS = ("evidence", "action", "owner", "due", "by")
_NOTE_KEYS = (*_NOTE_TEXTS, "target")


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """One service's answers at one date. What is None or absent is unscored, or was not given."""

    framework: str  # the release that it is scored under
    provider: str | None = None
    kind: str | None = None  # one of KINDS
    date: str | None = None  # year-month-day
    id: str | None = None
    name: str | None = None
    scores: Mapping[str, int | None] = field(default_factory=dict)  # by criterion id
    kpis: Mapping[str, KpiAnswer] = field(default_factory=dict)  # by KPI id
    notes: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)  # by item id; `target` is a Fraction
    aside: Mapping[str, Any] | None = None  # answers to ids that this release does not know, as they came
    extra: Mapping[str, Any] = field(default_factory=dict)  # keys that start with x-


@dataclass(frozen=True, slots=True, order=True)
class Mistake:
    """What is wrong with an assessment, and where."""

    line: int  # from 1; 0 where the file as a whole is meant
    column: int
    place: str  # keys joined by dots, down to the answer; for text that can't be read, where it stops
    message: str  # one line: what is wrong, what is allowed

    def as_plain(self) -> dict[str, str]:
        """The mistake as the contract's error object."""
        return {"place": self.place, "message": self.message}


def pick(known: Mapping[str, Rules], latest: str, framework: str | None) -> Rules | None:
    """The rules of the release that an assessment names, of the latest where it names none; None: unknown."""
    return known.get(latest if framework is None else framework)


def parse(
    data: str | bytes, known: Mapping[str, Rules], latest: str, path: str = "assessment"
) -> tuple[Assessment | None, list[Mistake]]:
    """Read an assessment; JSON where it looks like JSON, else YAML.

    `known` are the rules by release; `path` is the file's name, for the YAML reader. The assessment
    is None where anything is wrong; every mistake is in the list. `known[assessment.framework]` scores it.
    """
    try:
        text = jsontext.decode(data) if isinstance(data, bytes) else data.removeprefix("\ufeff")
        jsontext.check_length(text)
        if path.endswith(".json") or _JSON.match(text):
            return _from_json(text, known, latest)
    except jsontext.Unreadable as error:
        place = f"line {error.line}, column {error.column}" if error.line else "file"
        return None, [Mistake(error.line, error.column, place, error.message)]
    return _from_yaml(text, known, latest, path)


_JSON = re.compile(r'[ \t\r\n]*(\[|\{[ \t\r\n]*["}])')


def _from_json(text: str, known: Mapping[str, Rules], latest: str) -> tuple[Assessment | None, list[Mistake]]:
    try:
        value = jsontext.fast(text)
    except ValueError:
        pass  # the slower reader below says what is wrong
    else:
        found, problems = _check(value, known, latest)
        if not problems:
            return found, []
    document = jsontext.placed(text)
    found, problems = _check(document.value, known, latest)
    mistakes = [
        Mistake(*document.line_and_column(at), _place(path), "stands twice; keep one")
        for path, at in document.twice
    ]
    mistakes += [Mistake(*document.place(path), _place(path), message) for path, message in problems]
    return (None if mistakes else found), mistakes


def _from_yaml(
    text: str, known: Mapping[str, Rules], latest: str, path: str
) -> tuple[Assessment | None, list[Mistake]]:
    try:
        node = yamltext.parse(text, path)
    except ProblemsFound as error:
        return None, [_yaml_mistake(problem) for problem in error.problems]
    found, problems = _check(node.plain(), known, latest)
    if not problems:
        return found, []
    places = {keys: inner.location for keys, inner in nodes.walk(node)}
    mistakes = []
    for keys, message in problems:
        # A key that is missing has no place of its own; only the assessment itself can lack one.
        where = places.get(keys, node.location)
        mistakes.append(Mistake(where.line, where.column, _place(keys), message))
    return None, mistakes


def _yaml_mistake(problem: Problem) -> Mistake:
    # Without a line is only what is said of a text that is too long, and that was refused before.
    line, column = problem.location.line, problem.location.column
    return Mistake(line, column, f"line {line}, column {column}", problem.message)


def _place(path: Path) -> str:
    return ".".join(quote(str(key))[1:-1] for key in path) or "file"


# --- checking ----------------------------------------------------------------------------------------


def _check(
    raw: Any, known: Mapping[str, Rules], latest: str
) -> tuple[Assessment | None, list[tuple[Path, str]]]:
    """The assessment in a plain value, and what is wrong with it: where, and what."""
    problems: list[tuple[Path, str]] = []

    def report(path: Path, message: str) -> None:
        problems.append((path, message))

    if not isinstance(raw, dict):
        report((), f"must be an object of keys and values, not {kind_of(raw)}")
        return None, problems
    extra = closed(raw, _KEYS, report)
    if raw.get("format") != FORMAT:
        given = f", not {quote(raw['format'])}" if isinstance(raw.get("format"), str) else ""
        report(("format",), f"must be {quote(FORMAT)}{given}")
    named = {key: _text(raw.get(key), within(report, key)) for key in _NAMED}
    for key, right in _FORMS.items():
        if named[key] is not None:
            named[key] = right(named[key], within(report, key))
    rules = pick(known, latest, named["framework"])
    if rules is None:
        release = quote(named["framework"] or latest)
        report(("framework",), f"release {release} is not known; known: {', '.join(known)}")
        return None, problems
    named["framework"] = rules.framework
    items = {item.id: item for item in rules.items}

    def answers(
        key: str, read: Callable[[Item, Any, Report], Any], belongs: Callable[[Item], bool]
    ) -> dict[str, Any]:
        found = {}
        for id, value in _object(raw.get(key), within(report, key)).items():
            item = items.get(id)
            if item is None:
                close = nearest(id, items) if len(problems) < MANY else ""
                report((key, id), f"is not an item of release {rules.framework}{close}")
            elif not belongs(item):
                report((key, id), _ELSEWHERE[key])
            else:
                found[id] = read(item, value, lambda path, message, id=id: report((key, id, *path), message))
        return found

    assessment = Assessment(
        scores=answers("scores", read_score, lambda item: isinstance(item, Criterion)),
        kpis=answers("kpis", read_kpi, lambda item: not isinstance(item, Criterion)),
        notes=answers("notes", _note, lambda item: True),
        aside=None if raw.get("aside") is None else _object(raw["aside"], within(report, "aside")),
        extra=extra,
        **named,
    )
    return assessment, problems


def _object(raw: Any, report: Report) -> dict[str, Any]:
    if raw is None:
        return {}
    if not isinstance(raw, dict):
        report((), f"must be an object of keys and values, not {kind_of(raw)}")
        return {}
    return raw


def _text(raw: Any, report: Report) -> str | None:
    if raw is None:
        return None
    if not isinstance(raw, str) or isinstance(raw, Bare):
        report((), f"must be text, not {kind_of(raw)}")
        return None
    return raw


def _note(item: Item, raw: Any, report: Report) -> dict[str, Any]:
    """A note as it stands, blank keys left out, its target as a Fraction."""
    note = _object(raw, report)
    extra = closed(note, _NOTE_KEYS, report)
    found = {key: _text(note.get(key), within(report, key)) for key in _NOTE_TEXTS}
    if found["due"] is not None:
        found["due"] = _date(found["due"], within(report, "due"))
    found["target"] = read_target(item, note.get("target"), within(report, "target"))
    return {key: value for key, value in found.items() if value is not None} | extra


def _kind(text: str, report: Report) -> str | None:
    if text not in KINDS and not is_blank(text):
        report((), f"{quote(text)} is not a kind of assessment; allowed: {', '.join(KINDS)}")
    return text if text in KINDS else None


def _date(text: str, report: Report) -> str | None:
    if is_blank(text):
        return None
    if _DATE.fullmatch(text):
        year, month, day = (int(part) for part in text.split("-"))
        leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
        days = (31, 28 + leap, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
        if year and 1 <= month <= 12 and 1 <= day <= days[month - 1]:
            return text
    report((), f"{quote(text)} is not a date; write year-month-day, such as 2026-03-31")
    return None


_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_ELSEWHERE = {"scores": "is a KPI and belongs under kpis", "kpis": "is a criterion and belongs under scores"}
# Texts that must have a form; blank ones count as not given.
_FORMS: dict[str, Callable[[str, Report], str | None]] = {
    "framework": lambda text, report: None if is_blank(text) else text,
    "kind": _kind,
    "date": _date,
}


# --- writing -----------------------------------------------------------------------------------------


def save(assessment: Assessment) -> str:
    """Write an assessment as JSON, its release stamped; reading it gives the same assessment back."""
    document: dict[str, Any] = {"format": FORMAT}
    document |= {key: getattr(assessment, key) for key in _NAMED if getattr(assessment, key) is not None}
    document["scores"] = dict(assessment.scores)
    document["kpis"] = {item: plain_kpi(answer) for item, answer in assessment.kpis.items()}
    if assessment.notes:
        document["notes"] = {item: plain_note(note) for item, note in assessment.notes.items()}
    if assessment.aside is not None:
        document["aside"] = assessment.aside
    return jsontext.write(document | dict(assessment.extra), indent=True) + "\n"


def plain_kpi(answer: KpiAnswer) -> dict[str, Any]:
    """A KPI's answer as a file writes it."""
    found = {
        "value": None if answer.value is None else decimal_text(answer.value),
        "numerator": answer.numerator,
        "denominator": answer.denominator,
    }
    return {key: value for key, value in found.items() if value is not None} | dict(answer.extra)


def plain_note(note: Mapping[str, Any]) -> dict[str, Any]:
    """A note as a file writes it."""
    return {key: Bare(decimal_text(value)) if key == "target" else value for key, value in note.items()}
