"""Change records and the lock as YAML, in the one style that the project's own reader takes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9-]*|sha256:[0-9a-f]+|\d+\.\d+\.\d+")
_WORDS_OF_YAML = {"true", "false", "yes", "no", "on", "off", "null"}


def document(head: str, value: Mapping[str, Any]) -> bytes:
    """Return a file: comment lines, then the value. Empty lists and absent values are left out."""
    comment = "".join(f"# {line}\n" if line else "#\n" for line in head.split("\n"))
    return (comment + "\n".join(_lines(value, 0)) + "\n").encode()


def _lines(value: Mapping[str, Any], depth: int) -> list[str]:
    found: list[str] = []
    for key, inner in value.items():
        if inner is None or inner == "" or (isinstance(inner, (list, tuple, dict)) and not inner):
            continue
        if isinstance(inner, (list, tuple)):
            found += [f"{'  ' * depth}{key}:", *_entries(inner, depth + 1)]
        elif isinstance(inner, Mapping):
            found += [f"{'  ' * depth}{key}:", *_lines(inner, depth + 1)]
        else:
            found.append(f"{'  ' * depth}{key}: {_scalar(inner)}")
    return found


def _entries(values: list[Any] | tuple[Any, ...], depth: int) -> list[str]:
    found = []
    for value in values:
        if isinstance(value, Mapping):
            first, *rest = _lines(value, depth + 1)
            found += [f"{'  ' * depth}- {first.lstrip()}", *rest]
        else:
            found.append(f"{'  ' * depth}- {_scalar(value)}")
    return found


def _scalar(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    text = " ".join(str(value).split())
    if _PLAIN.fullmatch(text) and text.lower() not in _WORDS_OF_YAML:
        return text
    return "'" + text.replace("'", "''") + "'"
