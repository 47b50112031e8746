"""The broken examples under tests/broken: what each changes in a sound framework, and what must be told.

tests/broken/<rule>/<example>/ holds

    change.txt    on which framework (a folder of tests/frameworks), in which file, what is replaced by what
    files/        files that are put in as they stand, where words cannot show the change (bytes, empty files)
    expected.txt  the one line that `seqf check` must print
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).resolve().parent / "broken"
FRAMEWORKS = Path(__file__).resolve().parent / "frameworks"
ROOT = "framework/current"  # how problems name the folder


@dataclass(frozen=True)
class Example:
    """One mistake."""

    folder: Path

    @property
    def name(self) -> str:
        return self.folder.relative_to(FOLDER).as_posix()

    @property
    def rule(self) -> str:
        return self.folder.parent.name

    @property
    def expected(self) -> str:
        return (self.folder / "expected.txt").read_text(encoding="utf-8").rstrip("\n")

    def files(self) -> dict[str, bytes]:
        """Return the framework with its mistake, as {path: bytes}."""
        change = (self.folder / "change.txt").read_text(encoding="utf-8")
        header, *steps = re.split(r"^=== ", change, flags=re.MULTILINE)
        files = framework(header.removeprefix("on: ").strip())
        for step in steps:
            path, _, body = step.partition("\n")
            if body.strip() == "deleted":
                del files[path.strip()]
                continue
            was, _, now = body.removeprefix("--- was\n").partition("--- now\n")
            old = files[path.strip()].decode()
            assert old.count(was) == 1, f"{self.folder}: what was must stand once in {path}"
            files[path.strip()] = old.replace(was, now).encode()
        extra = self.folder / "files"
        for path in sorted(extra.rglob("*")):
            if path.is_file():
                files[path.relative_to(extra).as_posix()] = path.read_bytes()
        return files


def framework(name: str) -> dict[str, bytes]:
    """Return a sound framework for tests, as {path: bytes}."""
    folder = FRAMEWORKS / name
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def examples() -> list[Example]:
    """Return every example."""
    return [Example(path.parent) for path in sorted(FOLDER.glob("*/*/expected.txt"))]
