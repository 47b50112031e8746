"""What was made from a frozen release, kept for the next build: neither ever changes.

It stands beside the installed packages, and goes when they go. Any change of the generator, its templates,
assets or schemas makes all of it worthless; then it is made anew.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from seqf.disk import resources
from seqf.disk.files import read_tree

_KEPT = 40  # entries; the oldest go first


def kept(key: tuple[str, ...], make: Callable[[], Any]) -> Any:
    """Return what `make` made for this key before, else make it and keep it.

    A place that can't be read or written only costs time.
    """
    name = hashlib.sha256("\0".join((_generator(), *key)).encode()).hexdigest()
    path = _folder() / f"{name}.pickle"
    try:
        found = pickle.loads(path.read_bytes())
        os.utime(path)
        return found
    except Exception:
        # Missing, cut off, or of another Python: each is mended by making it.
        made = make()
    with suppress(OSError, pickle.PicklingError, TypeError):
        _keep(path, made)
    return made


def _folder() -> Path:
    return Path(sys.prefix) / "seqf-memo"


@cache
def _generator() -> str:
    """Return a digest of all that makes pages and downloads."""
    package = Path(__file__).resolve().parents[1]
    found = hashlib.sha256(sys.version.encode())
    for folder in (package, resources.folder("site"), resources.folder("schemas")):
        for path, content in read_tree(folder).items():
            if path.endswith((".py", ".j2", ".js", ".css", ".json", ".svg")):
                found.update(f"{path}\0".encode() + hashlib.sha256(content).digest())
    return found.hexdigest()


def _keep(path: Path, made: Any) -> None:
    path.parent.mkdir(exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            pickle.dump(made, stream, protocol=pickle.HIGHEST_PROTOCOL)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    entries = sorted(path.parent.glob("*.pickle"), key=lambda entry: entry.stat().st_mtime)
    for old in entries[:-_KEPT]:
        old.unlink(missing_ok=True)
