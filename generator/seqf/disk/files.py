"""The edge to the disk: read a tree of files; put a finished site in place of the old one, all or nothing."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from seqf.errors import Location, Problem, ProblemsFound

# Says that a folder is a site made here, so that replacing it loses nobody's work.
MARKER = ".seqf-site"


def read_tree(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder: relative path with forward slashes -> content.

    Hidden files and editors' leftovers (`name~`, `#name#`) are passed over. The order is by path.
    """
    found: dict[str, bytes] = {}
    for path in sorted(folder.rglob("*")):
        relative = path.relative_to(folder)
        leftover = path.name.endswith("~") or path.name.startswith("#")
        hidden = any(part.startswith(".") or part == "__pycache__" for part in relative.parts)
        if path.is_file() and not hidden and not leftover:
            found[relative.as_posix()] = path.read_bytes()
    return found


def write_file(path: Path, content: bytes) -> None:
    """Write one file so that a reader sees the old content or the new, never half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        # mkstemp makes the file private; a file a person asked for gets the ordinary permissions.
        os.chmod(name, 0o666 & ~_umask())
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write a folder that does not exist yet: a reader sees all of it or nothing."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}.new-"))
    try:
        os.chmod(fresh, 0o777 & ~_umask())
        for name, content in files.items():
            path = fresh / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        os.rename(fresh, folder)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def write_site(out: Path, site: Mapping[str, bytes]) -> None:
    """Put a site where `out` says; what stood there stays whole until the new one is complete.

    Raises ProblemsFound where `out` holds something that is not a site made here.
    """
    out = out.resolve()
    _refuse_to_replace_what_is_not_a_site(out)
    out.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(dir=out.parent, prefix=f".{out.name}.new-"))
    former = fresh.with_name(fresh.name.replace(".new-", ".old-"))
    try:
        os.chmod(fresh, 0o777 & ~_umask())
        for name, content in {
            **site,
            MARKER: b"Made by `seqf build`. The whole folder is replaced each time.\n",
        }.items():
            path = fresh / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        if out.exists():
            os.replace(out, former)
        try:
            os.replace(fresh, out)
        except BaseException:
            if former.exists():
                os.replace(former, out)
            raise
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
        shutil.rmtree(former, ignore_errors=True)


def _refuse_to_replace_what_is_not_a_site(out: Path) -> None:
    if not out.exists() or (out.is_dir() and ((out / MARKER).exists() or not any(out.iterdir()))):
        return
    message = (
        "this is not a site made by `seqf build`, and building would replace all of it; "
        "choose another place with --out, or remove it yourself first"
    )
    raise ProblemsFound([Problem(Location(str(out)), message, "not-a-site")])


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current
