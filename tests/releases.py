"""The made-up framework of four releases, and copies of it that a test may change."""

from __future__ import annotations

import shutil
from pathlib import Path

from click.testing import CliRunner
from seqf.cli import main
from seqf.disk.files import read_tree
from seqf.edge.workspace import Workspace

FOLDER = Path(__file__).resolve().parent / "frameworks" / "meadow"


def workspace(folder: Path = FOLDER) -> Workspace:
    return Workspace(folder / "current")


def copy_to(folder: Path, *, releases: bool = True) -> Path:
    """Copy the framework; without its releases it is a working edition that was never released."""
    target = folder / "meadow"
    shutil.copytree(FOLDER, target)
    if not releases:
        shutil.rmtree(target / "releases")
        change(target, "framework.yaml", "version: 3.0.0\n", "version: 3.0.0-dev\n")
    return target


def change(folder: Path, name: str, was: str, now: str) -> None:
    """Change a text of `current`; it must stand there once."""
    path = folder / "current" / name
    text = path.read_text(encoding="utf-8")
    assert text.count(was) == 1, f"{was!r} must stand once in {name}"
    path.write_text(text.replace(was, now), encoding="utf-8")


def begin(folder: Path, version: str) -> None:
    """Begin to work on the next release."""
    change(folder, "framework.yaml", "version: 3.0.0\n", f"version: {version}\n")


def declare(folder: Path, text: str) -> None:
    (folder / "releases" / "changes" / "next.yaml").write_text(text, encoding="utf-8")


def seqf(folder: Path, *arguments: str) -> tuple[int, str]:
    """Run the command on a framework; return exit status and all that it printed."""
    ran = CliRunner().invoke(main, ["--framework", str(folder / "current"), *arguments])
    if ran.exception and not isinstance(ran.exception, SystemExit):
        raise ran.exception
    return ran.exit_code, ran.output


def tree(folder: Path) -> dict[str, bytes]:
    return read_tree(folder)
