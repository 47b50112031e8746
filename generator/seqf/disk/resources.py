"""Where the schemas, templates and assets stand: inside the installed package, or in the repository."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from seqf.disk.files import read_tree

_PACKAGE = Path(__file__).resolve().parents[1]
_REPOSITORY = _PACKAGE.parents[1]


def folder(name: str) -> Path:
    """Return the folder `schemas` or `site`, from the wheel if it was installed from one."""
    packaged = _PACKAGE / "_packaged" / name
    return packaged if packaged.is_dir() else _REPOSITORY / name


@cache
def schemas() -> dict[str, dict[str, Any]]:
    """Return every schema by kind: `section` -> the schema of one section's file."""
    return {
        path.removesuffix(".schema.json"): json.loads(content)
        for path, content in read_tree(folder("schemas")).items()
        if path.endswith(".schema.json")
    }


def schema_files() -> dict[str, bytes]:
    """Return the schema files as they stand, by name."""
    return read_tree(folder("schemas"))


def starter() -> dict[str, bytes]:
    """Return the files of the framework to start from."""
    return read_tree(_PACKAGE / "starter")


def templates() -> dict[str, str]:
    """Return every template by its path below `site/templates`."""
    return {
        path: content.decode("utf-8") for path, content in read_tree(folder("site") / "templates").items()
    }


def assets() -> dict[str, bytes]:
    """Return every asset by its path below `site/assets`."""
    return read_tree(folder("site") / "assets")
