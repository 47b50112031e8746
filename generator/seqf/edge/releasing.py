"""The edge for releases: work one out, prove that it loads, and write all of it or nothing."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

from seqf.changes import release
from seqf.changes.change import declared_from
from seqf.changes.effect import effect
from seqf.changes.frozen import digest, frozen
from seqf.changes.meaning import compare
from seqf.changes.sample import committed
from seqf.disk import resources
from seqf.disk.files import read_tree, write_file, write_folder
from seqf.edge.workspace import Workspace
from seqf.errors import ProblemsFound
from seqf.reading import project


def make_release(workspace: Workspace, version: str, summary: str, date: str | None) -> list[str]:
    """Freeze `current` as a release; return what to tell. Raises ProblemsFound where that can't be."""
    day = date or datetime.now(UTC).date().isoformat()
    known = workspace.release_files()
    number = release.check_number(version, known.newest)
    framework = workspace.load()
    texts = read_tree(workspace.folder)
    since = None
    if known.newest:
        newest = workspace.release(known.newest)
        diff = compare(newest, framework, declared_from(known.next))
        same = _same(frozen(texts, known.newest), known.texts[known.newest])
        level = release.check_fit(number, known.newest, diff, same_files=same)
        told = None
        if level == "major":
            services = committed(workspace.samples(), newest.rules)
            told = effect(newest.rules, framework.rules, diff, services)
        since = release.Since(newest=known.newest, level=level, diff=diff, effect=told)
    said = declared_from(known.next).summary
    plan = release.plan(number, texts, known.lock, since, summary or said, day)
    root = (workspace.releases_folder / version).as_posix()
    _, problems = project.load(plan.files, resources.schemas(), root=root)
    if problems:
        raise ProblemsFound(problems)
    _write(workspace, plan)
    changes = len(since.diff.changes) if since else 0
    return [
        f"{root}: {len(plan.files)} files frozen, {changes} changes recorded",
        f"{workspace.folder.as_posix()}/framework.yaml: version {version}. For the next change, begin with "
        f"version {number.next('patch')}-dev there.",
    ]


def _same(mine: dict[str, bytes], theirs: dict[str, bytes]) -> bool:
    return mine.keys() == theirs.keys() and all(digest(mine[path]) == digest(theirs[path]) for path in mine)


def _write(workspace: Workspace, plan: release.Plan) -> None:
    """Write everything; where one part fails, put back what stood there before."""
    releases = workspace.releases_folder
    written = {
        releases / "changes" / f"{plan.version}.yaml": plan.record,
        releases / "lock.yaml": plan.lock,
        workspace.folder / "framework.yaml": plan.identity,
    }
    declared = releases / "changes" / "next.yaml"
    before: dict[Path, bytes | None] = {
        path: path.read_bytes() if path.is_file() else None for path in (*written, declared)
    }
    folder = releases / plan.version
    write_folder(folder, plan.files)
    try:
        for path, content in written.items():
            write_file(path, content)
        declared.unlink(missing_ok=True)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        for path, content in before.items():
            if content is None:
                path.unlink(missing_ok=True)
            else:
                write_file(path, content)
        raise
