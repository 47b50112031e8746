"""The edge for migration: an assessment's file or filled workbook in, the same under a newer release out."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from seqf.changes.history import migrations
from seqf.changes.migrate import migrate
from seqf.disk.files import write_file
from seqf.edge import assessmentfiles
from seqf.edge.workspace import Workspace
from seqf.errors import Location, Problem, ProblemsFound
from seqf.scoring.assessment import save
from seqf.scoring.workbook import parse


def migrated(workspace: Workspace, file: Path, to: str | None) -> tuple[str | None, list[str], list[str]]:
    """Return the migrated assessment as text (None where the file is bad), the report, and the mistakes."""
    current = workspace.load()
    found = migrations(workspace.history(current), current)
    if not found.rules:
        found = type(found)(rules={current.rules.framework: current.rules}, steps=())
    released = [version for version in found.rules if not version.endswith("-dev")]
    latest = released[-1] if released else current.rules.framework
    target = to or latest
    if target not in found.rules:
        known = ", ".join(found.rules)
        message = f"there is no release {target}; known: {known}"
        raise ProblemsFound([Problem(Location(file.as_posix()), message, "migrate")])
    assessment, mistakes = parse(file.read_bytes(), found.rules, latest, file.as_posix())
    if assessment is None:
        bad = assessmentfiles.Found(path=file, line=None, assessment=None, mistakes=mistakes)
        return None, [], assessmentfiles.bad(bad, "text").splitlines()
    try:
        carried, report = migrate(assessment, found, target)
    except ValueError as error:
        raise ProblemsFound([Problem(Location(file.as_posix()), str(error), "migrate")]) from None
    return save(carried), told(report), []


def write(out: Path, text: str) -> None:
    """Write the migrated assessment."""
    write_file(out, text.encode())


def told(report: Mapping[str, Any]) -> list[str]:
    """Return a report of `migrate` as lines for people."""
    if report["from"] == report["to"]:
        return [f"release {report['to']} already; nothing to do"]
    lines = [f"release {report['from']} -> {report['to']}"]
    lines.append(f"carried as they are: {len(report['carried'])}")
    for key, title in (
        ("changed", "carried, with a change to know of"),
        ("look", "carried, and in need of another look"),
    ):
        lines.append(f"{title}: {len(report[key])}")
        lines += [f"  {_names(one)}: {'; '.join(map(_change, one['changes']))}" for one in report[key]]
    lines.append(f"put aside: {len(report['aside'])}")
    for one in report["aside"]:
        heirs = ", ".join(target.removeprefix("item:") for target in one["became"])
        lines.append(f"  {one['id']}: {one['why']}{f' (see {heirs})' if heirs else ''}")
    lines.append(f"new, to be scored: {', '.join(report['added']) or 'none'}")
    return lines


def _names(entry: Mapping[str, Any]) -> str:
    return entry["id"] if entry["id"] == entry["was"] else f"{entry['was']}, now {entry['id']}"


def _change(change: Mapping[str, str]) -> str:
    what = f"{change['kind']} in {change['release']}"
    if change["facet"]:
        what += f" ({change['facet']})"
    return f"{what}: {change['note']}" if change["note"] else what
