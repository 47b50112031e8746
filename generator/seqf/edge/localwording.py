"""Where local wording stands on the disk, and when it must not be used."""

from __future__ import annotations

import os
from pathlib import Path

from seqf.disk.files import write_file
from seqf.errors import Location, Problem
from seqf.model import Framework
from seqf.wording.local import FILE, local_text, read_local, with_local_wording


def local_file(folder: Path) -> Path:
    """Return where the local wording of a framework's folder stands: beside it, as `current.local`."""
    return folder.parent / f"{folder.name}.local" / FILE


def read(folder: Path) -> dict[str, str]:
    """Return the local wording by item id; empty where there is none."""
    file = local_file(folder)
    return read_local(file.read_bytes(), file.as_posix()) if file.is_file() else {}


def write(folder: Path, wording: dict[str, str]) -> Path:
    """Write the local wording, with a note that keeps git from taking the folder in; return the file."""
    file = local_file(folder)
    write_file(file, local_text(wording))
    # The project's own list covers its own folder; this covers frameworks that stand elsewhere.
    write_file(file.parent / ".gitignore", b"*\n")
    return file


def applied(folder: Path, framework: Framework) -> Framework:
    """Return the framework with its local wording, where there is any."""
    wording = read(folder)
    return with_local_wording(framework, wording, local_file(folder).as_posix()) if wording else framework


def published_problems(folder: Path) -> list[Problem]:
    """Return what keeps a build from being published: local wording, which nobody may see."""
    file = local_file(folder)
    if not file.is_file():
        return []
    message = (
        "this wording may not be published, as no permission is recorded; move the file away for this build, "
        "or record the permission in framework.yaml under wording and import again"
    )
    return [Problem(Location(file.as_posix(), 1, 1), message, "wording-permission")]


def is_public_machine() -> bool:
    """Whether this runs where builds are made to be published: continuous integration says so by CI."""
    return os.environ.get("CI", "").casefold() not in ("", "0", "false")
