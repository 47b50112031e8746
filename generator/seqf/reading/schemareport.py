"""A validator's errors for one document -> one problem for each mistake, at the place where it is mended."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from seqf.errors import Location, Problem
from seqf.reading import schemamessages
from seqf.text.nodes import Mapping, Node, Path, Scalar, Sequence

_BRANCHES = ("anyOf", "oneOf")


class Report:
    """Turns a validator's errors for one document into one problem for each mistake."""

    def __init__(self, root: Node, name: str, known_keys: Callable[[Path], list[str]]) -> None:
        self._known_keys = known_keys
        self._root = root
        self._name = name
        self._unknown: dict[tuple[Path, str], Location] = {}
        self._shifted: set[Path] = set()  # records that a wrongly indented key has run into
        self._missing: dict[Path, list[str]] = {}
        self._at_value: dict[Path, Problem] = {}

    def add(self, error: Any) -> None:
        """Take in one error; alternatives are followed to the one that was meant."""
        path = tuple(error.absolute_path)
        if error.validator in ("additionalProperties", "unevaluatedProperties"):
            self._add_unknown(error, path)
        elif error.validator == "required":
            self._add_missing(error, path)
        elif error.validator in _BRANCHES:
            self._add_alternatives(error, path)
        elif error.validator == "propertyNames":
            self._at_value.setdefault(path, Problem(self._place(path), error.message, "schema"))
        else:
            place = self._second(error, path) if error.validator == "uniqueItems" else self._place(path)
            message = schemamessages.message(error, self._words(path))
            self._at_value.setdefault(path, Problem(place, message, _rule(error)))

    def problems(self) -> list[Problem]:
        """Return the problems, sorted; a missing key that stands there misspelt or misplaced is told once."""
        unknown = [self._told_unknown(path, key) for path, key in sorted(self._unknown, key=self._order)]
        missing = [
            Problem(self._place(path), schemamessages.missing_keys(keys, self._owner(path)), "missing-key")
            for path, keys in self._missing.items()
            if keys
        ]
        return sorted({*filter(None, unknown), *missing, *self._at_value.values()})

    def _order(self, unknown: tuple[Path, str]) -> Location:
        return self._unknown[unknown]

    def _told_unknown(self, path: Path, key: str) -> Problem | None:
        """The problem of an unknown key; None where it only follows from one before it."""
        at = self._unknown[path, key]
        if path in self._shifted:
            return None
        lacking = self._missing.get(path, [])
        near = schemamessages.nearest(key, lacking)
        if near:
            lacking.remove(near)
            return Problem(at, schemamessages.unknown_key(key, [near]), "unknown-key")
        for length in range(len(path) - 1, -1, -1):
            outer = path[:length]
            if isinstance(self._node(outer), Mapping) and key in self._known_keys(outer):
                self._shifted.add(path)
                if key in self._missing.get(outer, []):
                    self._missing[outer].remove(key)
                column = self._first_column(outer)
                message = f"'{key}' does not belong to {self._words(path)}; start it in column {column}"
                return Problem(at, message, "indentation")
        return Problem(at, schemamessages.unknown_key(key, self._known_keys(path)), "unknown-key")

    def _first_column(self, path: Path) -> int:
        node = self._node(path)
        return node.entries[0].location.column if isinstance(node, Mapping) and node.entries else 1

    def _add_unknown(self, error: Any, path: Path) -> None:
        known = self._known_keys(path)
        patterns = list(error.schema.get("patternProperties", {}))
        mapping = self._node(path)
        assert isinstance(mapping, Mapping)
        for entry in mapping.entries:
            if entry.key not in known and not any(re.search(pattern, entry.key) for pattern in patterns):
                self._unknown[path, entry.key] = entry.location

    def _add_missing(self, error: Any, path: Path) -> None:
        for key in error.validator_value:
            if key not in error.instance and key not in self._missing.setdefault(path, []):
                self._missing[path].append(key)

    def _add_alternatives(self, error: Any, path: Path) -> None:
        branches: dict[int, list[Any]] = {}
        for inner in error.context:
            branches.setdefault(inner.schema_path[0], []).append(inner)
        keys_only = all(
            isinstance(branch, dict) and set(branch) == {"required"} for branch in error.validator_value
        )
        if isinstance(error.instance, dict) and keys_only:
            needs = [tuple(branch["required"]) for branch in error.validator_value]
            message = _one_of(needs, error.instance)
            if message:
                location = self._place(path)
                self._at_value.setdefault(path, Problem(location, f"{self._owner(path)} {message}", "one-of"))
                return
        fitting = [
            errors for errors in branches.values() if not any(_wrong_kind(one, error) for one in errors)
        ]
        for inner in min(fitting, key=len, default=[]):
            self.add(inner)
        if not fitting:
            message = schemamessages.message(error, self._words(path))
            self._at_value.setdefault(path, Problem(self._place(path), message, "type"))

    def _node(self, path: Path) -> Node:
        node = self._root
        for step in path:
            if isinstance(node, Mapping):
                node = next(entry.value for entry in node.entries if entry.key == step)
            elif isinstance(node, Sequence):
                node = node.entries[int(step)]
        return node

    def _place(self, path: Path) -> Location:
        """A value's own place; for a record below a key that key, as the eye looks for it there."""
        node = self._node(path)
        if isinstance(node, (Mapping, Sequence)) and path and isinstance(path[-1], str):
            parent = self._node(path[:-1])
            entry = parent.entry(path[-1]) if isinstance(parent, Mapping) else None
            return entry.location if entry else node.location
        return node.location

    def _second(self, error: Any, path: Path) -> Location:
        seen: list[Any] = []
        for number, value in enumerate(error.instance):
            if value in seen:
                return self._node((*path, number)).location
            seen.append(value)
        return self._place(path)

    def _words(self, path: Path) -> str:
        if not path:
            return self._name
        if isinstance(path[-1], int):
            keys = [step for step in path if isinstance(step, str)]
            return f"this entry of '{keys[-1]}'" if keys else "this entry"
        return f"'{path[-1]}'"

    def _owner(self, path: Path) -> str:
        """What a record is called: its id and the key that it stands under."""
        if not path:
            return self._name
        node = self._node(path)
        own_id = node.get("id") if isinstance(node, Mapping) else None
        if isinstance(own_id, Scalar) and own_id.text:
            lists = [step for step in path if isinstance(step, str)]
            return (
                f"'{own_id.text}' in {lists[-1]}"
                if isinstance(path[-1], int) and lists
                else f"'{own_id.text}'"
            )
        return self._words(path)


def _rule(error: Any) -> str:
    rules = {
        "minItems": "too-few",
        "maxItems": "too-many",
        "uniqueItems": "twice",
        "enum": "not-allowed",
        "const": "not-allowed",
        "minLength": "empty",
        "type": "type",
    }
    if error.validator == "type" and error.instance is None:
        return "empty"
    return rules.get(error.validator, "format")


def _wrong_kind(error: Any, parent: Any) -> bool:
    """Whether an alternative was not meant at all: its type or its constant differs at the value itself."""
    depth = len(error.absolute_path) - len(parent.absolute_path)
    return (error.validator == "type" and depth == 0) or (error.validator == "const" and depth <= 1)


def _one_of(needs: list[tuple[str, ...]], instance: dict[str, Any]) -> str | None:
    """The message where one of several sets of keys must be there, None where that is not what is wrong."""
    complete = [names for names in needs if all(name in instance for name in names)]
    spoken = [" and ".join(f"'{name}'" for name in names) for names in needs]
    if len(complete) > 1:
        both = schemamessages.listed(" and ".join(f"'{name}'" for name in names) for names in complete)
        return f"has more than one of {both}; keep one"
    if not complete:
        return f"needs one of {schemamessages.listed(spoken)}"
    return None
