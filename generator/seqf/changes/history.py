"""All releases of a framework in order, with what changed in each, and what is being changed now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from seqf.changes.change import Diff, declared_from
from seqf.changes.migrate import Migrations, Step, Touch, step_of
from seqf.model import Framework
from seqf.scoring.rulestext import as_plain
from seqf.text import jsontext

FORMAT = "seqf-migrations/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """One frozen release."""

    version: str
    framework: Framework
    record: Mapping[str, Any]  # its change record, by the schema `change-record`
    digest: str = ""  # of its files and its record; equal for equal content


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """What `current` changes since the newest release."""

    diff: Diff
    effect: tuple[str, ...]  # in sentences


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """Oldest first."""

    releases: tuple[Release, ...] = ()
    pending: Pending | None = None

    def until(self, version: str) -> History:
        """Return the history as it was when a release was made."""
        versions = [release.version for release in self.releases]
        return replace(self, releases=self.releases[: versions.index(version) + 1], pending=None)


NO_HISTORY = History()


def migrations(history: History, current: Framework | None = None) -> Migrations:
    """Return what assessments of any release need to migrate; up to `current` where changes are pending."""
    rules = {release.version: release.framework.rules for release in history.releases}
    steps = [step_of_record(release.record) for release in history.releases[1:]]
    if history.pending and current:
        rules[current.rules.framework] = current.rules
        steps.append(step_of(history.pending.diff))
    return Migrations(rules=rules, steps=tuple(steps))


def step_of_record(record: Mapping[str, Any]) -> Step:
    """Return what a change record means for assessments."""
    became = {one.target: one.became for one in declared_from(record).retired}
    items = [change for change in record.get("changes", ()) if change["target"].startswith("item:")]

    def id_of(target: str) -> str:
        return target.removeprefix("item:")

    return Step(
        since=record["since"],
        version=record["version"],
        moved={
            id_of(change["before"]): (id_of(change["after"]), change.get("note", ""))
            for change in items
            if change["kind"] == "moved" and change["before"] == change["target"]
        },
        retired={
            id_of(change["target"]): (change.get("note", ""), became.get(change["target"], ()))
            for change in items
            if change["kind"] == "retired"
        },
        touched=tuple(
            Touch(
                item=id_of(change["target"]),
                kind=change["kind"],
                facet=change.get("facet", ""),
                note=change.get("note", ""),
            )
            for change in items
            if change["kind"] not in ("moved", "retired", "added")
        ),
    )


def migrations_json(found: Migrations) -> bytes:
    """Return migrations.json: {format, releases, steps, rules}; docs/releases.md describes it."""
    value = {
        "format": FORMAT,
        "releases": list(found.rules),
        "steps": [
            {
                "from": step.since,
                "to": step.version,
                "moved": [{"from": old, "to": new, "note": note} for old, (new, note) in step.moved.items()],
                "retired": [
                    {"id": id, "note": note, "became": list(became)}
                    for id, (note, became) in step.retired.items()
                ],
                "touched": [
                    {"id": one.item, "kind": one.kind, "facet": one.facet, "note": one.note}
                    for one in step.touched
                ],
            }
            for step in found.steps
        ],
        "rules": {version: as_plain(rules) for version, rules in found.rules.items()},
    }
    return (jsontext.write(value, indent=False) + "\n").encode()
