"""`current` -> the files of a release, or why there can't be one. Nothing is written here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from seqf.changes.change import Diff
from seqf.changes.effect import Effect
from seqf.changes.frozen import frozen, lock_entry, with_version
from seqf.changes.recordtext import document
from seqf.changes.telling import LEVELS, effect_lines, plain_change
from seqf.errors import Location, Problem, ProblemsFound
from seqf.text.versions import Version, parse

_RECORD_HEAD = """\
yaml-language-server: $schema=../../../schemas/change-record.schema.json

What changed in this release. Written by `seqf release`; the lock holds its digest, so it never changes.
"""
_LOCK_HEAD = """\
yaml-language-server: $schema=../../schemas/lock.schema.json

The digest of every file of every release. Written by `seqf release`, never by hand.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Everything that a release writes."""

    version: str
    files: Mapping[str, bytes]  # of the release's folder
    record: bytes
    lock: bytes
    identity: bytes  # framework.yaml of `current`, with the release's number


@dataclass(frozen=True, slots=True, kw_only=True)
class Since:
    """What a release changes since the one before it."""

    newest: str
    level: str  # major, minor or patch
    diff: Diff
    effect: Effect | None  # on scores, where these can change


def check_number(text: str, newest: str | None) -> Version:
    """Return the number, or raise ProblemsFound where a release can't bear it."""
    number = parse(text)
    if number is None or not number.released:
        raise _refused(
            text, f"'{text}' is no release number; write three whole numbers with dots, such as 1.0.0"
        )
    last = parse(newest) if newest else None
    if last and number == last:
        raise _refused(text, f"release {text} exists already, and a release never changes")
    if last and number < last:
        raise _refused(text, f"{text} is not above the newest release, {newest}")
    return number


def check_fit(number: Version, newest: str, diff: Diff, *, same_files: bool) -> str:
    """Return the level of the change, or raise ProblemsFound where the number does not say it."""
    last = parse(newest)
    if diff.disputed:
        raise ProblemsFound(
            [
                Problem(Location("releases/changes/next.yaml"), text, "release-declaration")
                for text in diff.disputed
            ]
        )
    if same_files:
        raise _refused(str(number), f"nothing has changed since release {newest}")
    needed = diff.level or "patch"
    says = number.level_above(last)
    if says != needed:
        first = next((change for change in diff.changes if change.level == needed), None)
        why = f" ({first.kind}: {first.title}{f', {first.facet}' if first.facet else ''})" if first else ""
        raise _refused(
            str(number),
            f"{number} does not fit the change. {LEVELS[needed]}{why}, so the release after {newest} is "
            f"{last.next(needed)}; `seqf diff {newest} current` shows all changes",
        )
    zeros = {"major": (number.minor, number.patch), "minor": (number.patch,), "patch": ()}[needed]
    if any(zeros):
        raise _refused(
            str(number),
            f"{number} is no next number: after the part that grows stand zeros, as in {last.next(needed)}",
        )
    return needed


def plan(
    number: Version,
    texts: Mapping[str, bytes],
    lock: Mapping[str, Any] | None,
    since: Since | None,
    summary: str,
    date: str,
) -> Plan:
    """Return what to write. `texts` are the files of `current`; `since` is None for a first release."""
    version = str(number)
    files = frozen(texts, version, date)
    record = document(_RECORD_HEAD, _record(version, since, summary, date))
    entries = [*(lock or {"releases": []})["releases"], lock_entry(version, files, record)]
    return Plan(
        version=version,
        files=files,
        record=record,
        lock=document(_LOCK_HEAD, {"releases": entries}),
        identity=with_version(texts["framework.yaml"], version, date),
    )


def _record(version: str, since: Since | None, summary: str, date: str) -> dict[str, Any]:
    if since is None:
        return {"version": version, "date": date, "summary": summary or "The first release."}
    said = since.diff.declared
    return {
        "version": version,
        "since": since.newest,
        "date": date,
        "level": since.level,
        "summary": summary or said.summary,
        "moved": [{"from": one.old, "to": one.new, "note": one.note} for one in said.moved],
        "retired": [
            {"target": one.target, "note": one.note, "became": list(one.became)} for one in said.retired
        ],
        "judged": [{"target": one.target, "kind": one.kind, "note": one.note} for one in said.judged],
        "changes": [plain_change(change) for change in since.diff.changes],
        "effect": effect_lines(since.effect) if since.effect else [],
    }


def _refused(version: str, message: str) -> ProblemsFound:
    return ProblemsFound([Problem(Location(f"release {version}"), message, "release")])
