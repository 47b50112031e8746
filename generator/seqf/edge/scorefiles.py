"""Scoring files: one line or block of output for each assessment."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from seqf.edge import assessmentfiles
from seqf.edge.assessmentfiles import Found
from seqf.edge.workspace import Releases
from seqf.model import Rules
from seqf.scoring import summary
from seqf.scoring.assessment import Assessment
from seqf.scoring.engine import Result, scorer
from seqf.scoring.result import result_text
from seqf.scoring.steps import steps
from seqf.scoring.trace import trace
from seqf.scoring.whatif import what_if


class WrongAnswer(ValueError):
    """An answer given on the command line that can't be used."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What to tell besides the result."""

    trace: bool = False
    steps: bool = False
    what_if: Mapping[str, Any] = field(default_factory=dict)  # other answers, by item id


def answers_from(pairs: Iterable[str]) -> dict[str, Any]:
    """Read other answers as they stand on the command line: ITEM=2, ITEM=14.2, ITEM=17/40, ITEM= for blank.

    Raises WrongAnswer where one is of another form.
    """
    found: dict[str, Any] = {}
    for pair in pairs:
        item, separator, answer = pair.partition("=")
        if not item or not separator:
            raise WrongAnswer(f"{pair!r} is not of the form ITEM=ANSWER, such as ITEM=2 or ITEM=17/40")
        numerator, slash, denominator = answer.partition("/")
        found[item] = {"numerator": numerator, "denominator": denominator} if slash else answer or None
    return found


def lines(
    files: Iterable[Path],
    releases: Releases,
    form: str,
    wanted: Wanted | None = None,
    seen: Callable[[int], None] = lambda size: None,
) -> Iterator[tuple[str, bool]]:
    """Give what to print for each assessment, in order, and whether it was bad.

    form: "json", "csv" or "text". One bad file or line does not keep the others from being scored. `seen`
    is told the bytes that were read. Raises WrongAnswer where another answer does not suit an assessment's
    release.
    """
    scorers: dict[str, Callable[[Assessment], Result]] = {}  # of the releases that the files name
    headed = False
    for found in assessmentfiles.read(files, releases, seen):
        assessment = found.assessment
        if assessment is None:
            yield assessmentfiles.bad(found, form), True
            continue
        version = assessment.framework
        if version not in scorers:
            scorers[version] = scorer(releases.known[version])
        result = scorers[version](assessment)
        if form == "csv":
            if not headed:
                yield _row([*_COLUMNS]), False
                headed = True
            yield _row(_values(assessment, result, found)), False
            continue
        rules = releases.known[version]
        more, problems = _more(rules, assessment, result, wanted or Wanted())
        if problems:
            raise WrongAnswer("; ".join(f"{place} {message}" for place, message in problems))
        if form == "json":
            yield result_text(result, more), False
        else:
            told = [summary.text(assessment, result, rules), *_older(found, assessment, releases)]
            yield "\n".join([*told, *summary.more(more, rules)]), False


def _older(found: Found, assessment: Assessment, releases: Releases) -> list[str]:
    """What to know of an assessment that was made under an older release than the newest."""
    order = list(releases.known)
    if found.line is not None:  # a line of many: the command takes one file
        return []
    if order.index(assessment.framework) >= order.index(releases.latest):
        return []
    return [
        f"  Scored under release {assessment.framework}, as the file says; the newest is {releases.latest}. "
        f"To take the answers there: seqf migrate {found.path.as_posix()}"
    ]


def _more(
    rules: Rules, assessment: Assessment, result: Result, wanted: Wanted
) -> tuple[dict[str, Any], list[tuple[str, str]]]:
    """What was asked for besides the result; and what is wrong with the answers that were given."""
    more: dict[str, Any] = {}
    problems: list[tuple[str, str]] = []
    if wanted.trace:
        more["trace"] = trace(rules, assessment, result)
    if wanted.steps:
        more["steps"] = steps(rules, assessment)
    if wanted.what_if:
        more["what_if"], problems = what_if(rules, assessment, _shaped(rules, wanted.what_if))
    return more, problems


def _shaped(rules: Rules, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Answers as a file holds them: a KPI's number is the value of an object."""
    kinds = {item.id: hasattr(item, "scale") for item in rules.items}
    return {
        id: answer if kinds.get(id, True) or not isinstance(answer, str) else {"value": answer}
        for id, answer in answers.items()
    }


_COLUMNS = (
    "file", "line", "provider", "kind", "date", "framework", "complete", "unscored",
    "overall_low", "overall_high", "gate_low", "gate_high", "outcome_low", "outcome_high",
)  # fmt: skip


def _values(assessment: Assessment, result: Result, found: Found) -> list[str]:
    gate = result.gate
    low, high = summary.overall(result)
    return [
        found.path.as_posix(),
        "" if found.line is None else str(found.line),
        assessment.provider or "",
        assessment.kind or "",
        assessment.date or "",
        result.framework,
        "yes" if result.complete else "no",
        str(len(result.unscored)),
        low,
        high,
        summary.points(gate.low) if gate else "",
        summary.points(gate.high) if gate else "",
        result.outcome.low,
        result.outcome.high,
    ]


def _row(values: list[str]) -> str:
    """Return one row of CSV; text that a spreadsheet would take for a formula is kept text."""
    stream = io.StringIO()
    csv.writer(stream, lineterminator="").writerow([_plain(value) for value in values])
    return stream.getvalue()


def _plain(value: str) -> str:
    return f"'{value}" if value[:1] in ("=", "+", "-", "@", "\t", "\r") else value
