"""Wording from a file on the disk into the framework's files, or into the local one; the blank workbook."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from seqf.disk import resources
from seqf.disk.files import read_tree, write_file
from seqf.edge import localwording
from seqf.edge.workspace import Workspace
from seqf.errors import ProblemsFound
from seqf.reading import project
from seqf.wording.local import is_permitted, own_wording
from seqf.wording.matching import Match, match
from seqf.wording.tables import read_tables
from seqf.wording.yamledit import put_wording

_WHY_LOCAL = (
    "No permission to publish this wording is recorded (framework.yaml, under wording: permission), so it "
    "stays on this computer: builds here show it, published ones are refused."
)
_MOST_SHOWN = 60  # letters of a wording in the list of changes


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What the user chose; None: recognised."""

    number: str | None = None
    wording: str | None = None
    sheet: str | None = None


def import_wording(workspace: Workspace, file: Path, choice: Choice, *, write: bool) -> list[str]:
    """Match a file with the items and write what is new; return what there is to tell, line by line.

    With permission on record the section files are edited; otherwise all goes to the local file. Raises
    ProblemsFound, with nothing written, where the file can't be read or the result would not be sound.
    """
    framework = workspace.load()
    known = own_wording(framework)
    found = match(
        read_tables(file.read_bytes(), file.as_posix()),
        list(known),
        file.as_posix(),
        number=choice.number,
        wording=choice.wording,
        sheet=choice.sheet,
    )
    folder = workspace.folder
    if is_permitted(framework):
        changes = found.changes(known)
        edited = _edited(folder, changes)
        if write:
            for path, content in edited.items():
                write_file(folder / path, content)
        where = ", ".join((folder / path).as_posix() for path in edited)
        extra = []
        if localwording.local_file(folder).is_file():
            local = localwording.local_file(folder).as_posix()
            extra = [f"{local} still stands and goes before these files on this computer; delete it"]
    else:
        local_wording = localwording.read(folder)
        changes = found.changes(local_wording)
        merged = {item: (local_wording | changes)[item] for item in known if item in local_wording | changes}
        if write and changes:
            localwording.write(folder, merged)
        where = localwording.local_file(folder).as_posix()
        extra = [_WHY_LOCAL]
    return [*_report(found, changes, where, write), *extra]


def export_wording(workspace: Workspace, out: Path | None) -> list[str]:
    """Write the blank workbook; return what there is to tell."""
    from seqf.downloads.workbook.wording import wording_workbook

    framework = workspace.load()
    path = out or Path(f"{framework.data['framework']['id']}-wording.xlsx")
    write_file(path, wording_workbook(framework))
    return [f"{path}: {len(framework.rules.items)} items; fill it in, then run: seqf wording import {path}"]


def _edited(folder: Path, changes: dict[str, str]) -> dict[str, bytes]:
    """Return the section files that change. Raises ProblemsFound where they would not be sound."""
    texts = read_tree(folder)
    edited = {
        path: content
        for path, old in texts.items()
        if path.startswith("sections/") and path.endswith(".yaml")
        if (content := put_wording(old, (folder / path).as_posix(), changes)) != old
    }
    _, problems = project.load({**texts, **edited}, resources.schemas(), root=folder.as_posix())
    if problems:
        raise ProblemsFound(problems)
    return edited


def _report(found: Match, changes: dict[str, str], where: str, write: bool) -> Iterator[str]:
    for read in found.read:
        yield f"read: {read}"
    same = len(found.found) - len(changes)
    yield f"{len(found.found)} items matched: {len(changes)} with new wording, {same} as before"
    for item, text in changes.items():
        line = text.split("\n")[0]
        yield f"  {item}: {line[:_MOST_SHOWN]}{'…' if len(text) > _MOST_SHOWN else ''}"
    if found.blank:
        yield f"listed without wording, left as they are: {', '.join(found.blank)}"
    if found.missing:
        yield f"not in the file, left as they are: {', '.join(found.missing)}"
    yield from found.unknown
    if not changes:
        yield "nothing to write"
    else:
        yield f"{'written to' if write else 'would be written to'} {where}"
