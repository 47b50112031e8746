"""Release numbers: `2.1.0`, and `2.2.0-dev` for what is being worked on. Sorted as numbers, not as text."""

from __future__ import annotations

import re
from dataclasses import dataclass

_VERSION = re.compile(r"(0|[1-9][0-9]{0,5})\.(0|[1-9][0-9]{0,5})\.(0|[1-9][0-9]{0,5})(-dev)?")
LEVELS = ("patch", "minor", "major")  # what a change asks of the number, least first


@dataclass(frozen=True, slots=True, order=True)
class Version:
    """One number of three parts. A working edition sorts just before the release it becomes."""

    major: int
    minor: int
    patch: int
    released: bool = True

    def __str__(self) -> str:
        return f"{self.major}.{self.minor}.{self.patch}{'' if self.released else '-dev'}"

    def next(self, level: str) -> Version:
        """Return the first number above this one that says a change of this level."""
        if level == "major":
            return Version(self.major + 1, 0, 0)
        if level == "minor":
            return Version(self.major, self.minor + 1, 0)
        return Version(self.major, self.minor, self.patch + 1)

    def level_above(self, older: Version) -> str:
        """Return which part of the number grew since an older one."""
        if self.major != older.major:
            return "major"
        return "minor" if self.minor != older.minor else "patch"


def parse(text: str) -> Version | None:
    """Read a number; None where the text is none."""
    found = _VERSION.fullmatch(text)
    if not found:
        return None
    return Version(int(found[1]), int(found[2]), int(found[3]), found[4] is None)


def in_order(versions: list[str]) -> list[str]:
    """Sort release numbers, oldest first; what is no number is left out."""
    read = [(version, text) for text in versions if (version := parse(text))]
    return [text for _, text in sorted(read)]
