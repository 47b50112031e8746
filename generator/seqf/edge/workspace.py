"""One framework on the disk: its `current` state, its releases beside it, and which of them is the latest."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from seqf.changes import frozen
from seqf.changes.change import declared_from
from seqf.changes.effect import effect
from seqf.changes.history import History, Pending, Release
from seqf.changes.meaning import compare
from seqf.changes.sample import committed
from seqf.changes.telling import effect_lines
from seqf.disk import resources
from seqf.disk.files import read_tree
from seqf.edge import localwording, memo
from seqf.errors import Location, Problem, ProblemsFound
from seqf.model import Framework, Rules
from seqf.reading import project
from seqf.reading.releases import LOCK, RECORDS, ReleaseFiles, read_releases
from seqf.text import yamltext
from seqf.text.versions import in_order

DEFAULT = Path("framework/current")


@dataclass(frozen=True, slots=True)
class Workspace:
    """A folder laid out like `framework/current`."""

    folder: Path  # as the user gave it, so that problems name places the user can open

    @property
    def releases_folder(self) -> Path:
        """Frozen releases stand beside `current`."""
        return self.folder.parent / "releases"

    def check(self) -> tuple[Framework | None, list[Problem]]:
        """Load `current` and return it with every problem found."""
        if not self.folder.is_dir():
            message = (
                "there is no framework in this folder; run the command where `framework/current` stands, "
                "or name the folder with --framework DIR"
            )
            return None, [Problem(Location(self.folder.as_posix()), message, "no-framework")]
        texts, root = read_tree(self.folder), self.folder.as_posix()
        framework, problems = project.load(texts, resources.schemas(), root=root)
        return framework, sorted([*problems, *self._release_problems(texts, framework)])

    def _release_problems(self, texts: Mapping[str, bytes], framework: Framework | None) -> list[Problem]:
        found, root = self.release_files(), self.folder.as_posix()
        problems = list(found.problems)
        if not any(problem.location.path.endswith("/lock.yaml") for problem in problems):
            problems += frozen.tampered(found.root, found.lock, found.texts, found.raw_records)
        if framework:
            newest = found.newest
            theirs = frozen.locked_files(found.lock, newest)
            if newest and not theirs:  # told already: go by what stands there
                theirs = {path: frozen.digest(content) for path, content in found.texts[newest].items()}
            problems += frozen.unmarked(root, texts, framework.rules.framework, newest, theirs)
            problems += frozen.reused(root, texts, framework, found.in_order())
        return problems

    def release_files(self) -> ReleaseFiles:
        """Return all that stands beside `current` in the folder of releases."""
        folder = self.releases_folder
        tree = read_tree(folder) if folder.is_dir() else {}
        return read_releases(tree, resources.schemas(), folder.as_posix())

    def samples(self) -> str:
        """Return the made-up services kept with the framework, one JSON object a line."""
        folder = self.folder.parent / "samples"
        files = sorted(folder.glob("*.jsonl")) if folder.is_dir() else []
        return "\n".join(file.read_text(encoding="utf-8") for file in files)

    def history(self, current: Framework) -> History:
        """Return every release, and what `current` changes since the newest one."""
        found, texts = self.release_files(), read_tree(self.folder)
        entries = {entry["version"]: entry for entry in (found.lock or {"releases": []})["releases"]}
        releases = []
        for version in found.versions:
            # Just after a release the two are the same, and need not be read twice.
            same = frozen.frozen(texts, version) == found.texts[version] and (
                current.rules.framework == version
            )
            framework = current if same else self._frozen(version, found.texts[version])
            entry = entries.get(version, {})
            releases.append(
                Release(
                    version=version,
                    framework=framework,
                    record=found.records.get(version, {}),
                    digest=f"{entry.get('digest', '')} {entry.get('record', '')}".strip(),
                )
            )
        if not releases or releases[-1].version == current.rules.framework:
            return History(releases=tuple(releases), pending=None)
        newest = releases[-1].framework
        diff = compare(newest, current, declared_from(found.next))
        told: list[str] = []
        if diff.level == "major":
            services = committed(self.samples(), newest.rules)
            told = effect_lines(effect(newest.rules, current.rules, diff, services, count=200))
        return History(releases=tuple(releases), pending=Pending(diff=diff, effect=tuple(told)))

    def load(self) -> Framework:
        """Return `current`, or raise ProblemsFound with all that is wrong with it."""
        framework, problems = self.check()
        if problems or framework is None:
            raise ProblemsFound(problems)
        return framework

    def for_building(self, *, published: bool = False) -> Framework:
        """Return `current` with the wording that is kept on this computer alone, if there is any.

        Raises ProblemsFound as `load` does, and where a build to be published would hold that wording.
        """
        problems = self.unpublishable(published=published)
        if problems:
            raise ProblemsFound(problems)
        return localwording.applied(self.folder, self.load())

    def unpublishable(self, *, published: bool) -> list[Problem]:
        """Return what a build to be published must not hold; nothing where it stays on this computer."""
        if published or localwording.is_public_machine():
            return localwording.published_problems(self.folder)
        return []

    def versions(self) -> list[str]:
        """Return the numbers of the releases, oldest first."""
        if not self.releases_folder.is_dir():
            return []
        folders = self.releases_folder.iterdir()
        return in_order([path.name for path in folders if (path / "framework.yaml").is_file()])

    def release(self, version: str) -> Framework:
        """Return one frozen release, or raise ProblemsFound."""
        return self._frozen(version, read_tree(self.releases_folder / version))

    def _frozen(self, version: str, texts: Mapping[str, bytes]) -> Framework:
        folder = self.releases_folder / version
        digests = sorted(f"{path} {frozen.digest(content)}" for path, content in texts.items())

        def load() -> Framework:
            framework, problems = project.load(texts, resources.schemas(), root=folder.as_posix())
            if problems or framework is None:
                raise ProblemsFound(problems)
            return framework

        return memo.kept(("framework", *digests), load)

    def named(self, version: str) -> Framework:
        """Return the release of this number, proven to be as it was frozen; `current` where none has it.

        Nothing is read of any other release. Raises ProblemsFound.
        """
        folder = self.releases_folder
        if version not in self.versions():
            return self.load()
        texts = read_tree(folder / version)
        tree = {f"{version}/{path}": content for path, content in texts.items()}
        for path in (LOCK, f"{RECORDS}/{version}.yaml"):
            if (folder / path).is_file():
                tree[path] = (folder / path).read_bytes()
        found = read_releases(tree, resources.schemas(), folder.as_posix())
        lock = found.lock and {
            "releases": [one for one in found.lock["releases"] if one["version"] == version]
        }
        problems = found.problems or [*frozen.tampered(found.root, lock, found.texts, found.raw_records)]
        if problems:
            raise ProblemsFound(problems)
        return self._frozen(version, texts)

    def rules(self) -> Releases:
        """Return the rules of every release and of `current`, none of them read before it is asked for."""
        versions, working = self.versions(), self._version()
        known = dict.fromkeys([*versions, working])
        return Releases(
            _OnDemand(tuple(known), lambda version: self.named(version).rules),
            versions[-1] if versions else working,
        )

    def _version(self) -> str:
        """Return the number that `current` bears; where it can't be read, tell all that is wrong there."""
        path = self.folder / "framework.yaml"
        node, _ = yamltext.read(path.read_bytes(), path.as_posix()) if path.is_file() else (None, [])
        about = node.plain() if node else None
        version = about.get("version") if isinstance(about, dict) else None
        return version if isinstance(version, str) else self.load().rules.framework


@dataclass(frozen=True, slots=True)
class _OnDemand(Mapping[str, Rules]):
    """Rules by release, each read once, when it is first asked for."""

    versions: tuple[str, ...]
    read: Callable[[str], Rules]
    _kept: dict[str, Rules] = field(default_factory=dict, init=False)

    def __getitem__(self, version: str) -> Rules:
        if version not in self.versions:
            raise KeyError(version)
        if version not in self._kept:
            self._kept[version] = self.read(version)
        return self._kept[version]

    def __iter__(self) -> Iterator[str]:
        return iter(self.versions)

    def __len__(self) -> int:
        return len(self.versions)


@dataclass(frozen=True, slots=True)
class Releases:
    """The rules that an assessment can be scored under."""

    known: Mapping[str, Rules]  # by release, oldest first, `current` last
    latest: str  # the newest release, or `current` where there is none
