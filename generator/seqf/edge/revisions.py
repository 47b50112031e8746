"""The edge for comparing: a release, `current`, a folder or a git revision -> the framework that it holds.

A git revision is read with `git archive`: the files that you are working on stay as they are.
"""

from __future__ import annotations

import io
import json
import subprocess
import tarfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from seqf.changes.change import Declared, Diff, declared_from, together
from seqf.changes.effect import Effect, effect
from seqf.changes.meaning import compare
from seqf.changes.sample import committed
from seqf.disk import resources
from seqf.disk.files import read_tree
from seqf.edge.workspace import Workspace
from seqf.errors import Location, Problem, ProblemsFound
from seqf.model import Framework
from seqf.reading import project
from seqf.reading.releases import ReleaseFiles, read_releases
from seqf.text.versions import parse

CURRENT = "current"


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """One side of a comparison."""

    framework: Framework
    releases: ReleaseFiles  # what stands beside it
    is_release: bool

    def declared_since(self, older: Framework) -> Declared:
        """Return what editors said of the changes from an older state up to this one."""
        since, until = parse(older.rules.framework), parse(self.framework.rules.framework)
        said = [
            declared_from(record)
            for version, record in self.releases.in_order().items()
            if since and until and since < parse(version) <= until
        ]
        if not self.is_release:
            said.append(declared_from(self.releases.next))
        return together(said)


def diff(workspace: Workspace, old: str, new: str, count: int, seed: int) -> tuple[Diff, Effect]:
    """Compare two states, each named as the command line names it. Raises ProblemsFound."""
    before, after = state(workspace, old), state(workspace, new)
    found = compare(before.framework, after.framework, after.declared_since(before.framework))
    if not before.is_release or before.framework.rules.framework != after.releases.newest:
        # Declarations are about the newest release; against any other state, some have nothing to stand on.
        found = replace(found, disputed=())
    if found.old == found.new:
        found = replace(found, old=f"{old} ({found.old})", new=f"{new} ({found.new})")
    rules = before.framework.rules, after.framework.rules
    services = committed(workspace.samples(), rules[0])
    return found, effect(*rules, found, services, count=count, seed=seed)


def state(workspace: Workspace, name: str) -> State:
    """Return the state that a word names. Raises ProblemsFound where it names none, or one with problems."""
    if name == CURRENT:
        framework, problems = workspace.check()
        if framework is None or problems:
            raise ProblemsFound(problems)
        return State(framework=framework, releases=workspace.release_files(), is_release=False)
    if name in workspace.versions():
        releases = workspace.release_files()
        return State(framework=workspace.release(name), releases=releases, is_release=True)
    inside = [] if workspace.folder.is_absolute() else [Path(name) / workspace.folder]
    for folder in (Path(name), *inside):
        if (folder / "framework.yaml").is_file():
            other = Workspace(folder)
            return State(
                framework=_loaded(read_tree(folder), folder.as_posix(), resources.schemas()),
                releases=other.release_files(),
                is_release=_is_frozen(folder),
            )
    return _revision(workspace, name)


def _is_frozen(folder: Path) -> bool:
    number = parse(folder.resolve().name)
    return number is not None and folder.resolve().parent.name == "releases"


def _loaded(texts: Mapping[str, bytes], root: str, schemas: Mapping[str, dict[str, Any]]) -> Framework:
    framework, problems = project.load(texts, schemas, root=root)
    if framework is None:
        raise ProblemsFound(problems)
    return framework


def _revision(workspace: Workspace, name: str) -> State:
    home = workspace.folder.parent if workspace.folder.parent.is_dir() else Path()
    commit = _git(home, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    prefix = _git(home, "rev-parse", "--show-prefix")
    if not commit or prefix is None:
        known = ", ".join([CURRENT, *workspace.versions()])
        message = (
            f"'{name}' is no release, folder or git revision; name one of {known}, the folder of a "
            "framework, or a git revision such as main or HEAD~1"
        )
        raise ProblemsFound([Problem(Location(name), message, "no-such-state")])
    top = prefix.decode().strip()
    tree = _archived(home, commit.decode().strip())
    inside = f"{top}{workspace.folder.name}/"
    texts = _below(tree, inside)
    if "framework.yaml" not in texts:
        message = f"this revision holds no framework in {inside}"
        raise ProblemsFound([Problem(Location(name), message, "no-such-state")])
    root = f"{name}:{inside.rstrip('/')}"
    try:
        framework = _loaded(texts, root, resources.schemas())
    except ProblemsFound:
        # A schema may have changed together with the framework: each revision fits its own.
        own = {
            path.removesuffix(".schema.json"): json.loads(content)
            for path, content in _below(tree, "schemas/").items()
            if path.endswith(".schema.json")
        }
        if not own:
            raise
        framework = _loaded(texts, root, own)
    beside = f"{top}{workspace.releases_folder.name}/"
    releases = read_releases(_below(tree, beside), resources.schemas(), f"{name}:{beside.rstrip('/')}")
    return State(framework=framework, releases=releases, is_release=False)


def _below(tree: Mapping[str, bytes], folder: str) -> dict[str, bytes]:
    hidden = ("/.", "~")
    return {
        path.removeprefix(folder): content
        for path, content in tree.items()
        if path.startswith(folder) and hidden[0] not in f"/{path}" and not path.endswith(hidden[1])
    }


def _archived(home: Path, commit: str) -> dict[str, bytes]:
    top = _git(home, "rev-parse", "--show-toplevel")
    packed = _git(Path((top or b"").decode().strip() or home), "archive", "--format=tar", commit)
    if packed is None:
        raise ProblemsFound([Problem(Location(commit), "git can't give the files of this revision", "git")])
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        return {
            member.name: archive.extractfile(member).read()  # type: ignore[union-attr]
            for member in archive.getmembers()
            if member.isfile()
        }


def _git(folder: Path, *arguments: str) -> bytes | None:
    """Return what git says, None where it refuses, or where there is no git."""
    try:
        ran = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, check=False)
    except FileNotFoundError:
        return None
    return ran.stdout if ran.returncode == 0 else None
