"""One framework on the disk: its `current` state, its releases beside it, and which of them is the latest."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from seqf.disk import resources
from seqf.disk.files import read_tree
from seqf.edge import localwording
from seqf.errors import Location, Problem, ProblemsFound
from seqf.model import Framework, Rules
from seqf.reading import project

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
        return project.load(read_tree(self.folder), resources.schemas(), root=self.folder.as_posix())

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
        names = [path.name for path in self.releases_folder.iterdir() if (path / "framework.yaml").is_file()]
        return sorted(names, key=_version_key)

    def release(self, version: str) -> Framework:
        """Return one frozen release, or raise ProblemsFound."""
        folder = self.releases_folder / version
        framework, problems = project.load(read_tree(folder), resources.schemas(), root=folder.as_posix())
        if problems or framework is None:
            raise ProblemsFound(problems)
        return framework

    def rules(self) -> Releases:
        """Return the rules of every release and of `current`."""
        current = self.load().rules
        versions = self.versions()
        known = {version: self.release(version).rules for version in versions}
        known[current.framework] = current
        return Releases(known, versions[-1] if versions else current.framework)


@dataclass(frozen=True, slots=True)
class Releases:
    """The rules that an assessment can be scored under."""

    known: dict[str, Rules]
    latest: str  # the newest release, or `current` where there is none


def _version_key(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if part.isdigit())
