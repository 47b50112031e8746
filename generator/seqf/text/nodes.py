"""A document in memory: texts, lists and keys, each with the place where it stands in its file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from seqf.errors import Location

Path = tuple[str | int, ...]  # keys and positions (from 0) from a document down to a value


@dataclass(frozen=True, slots=True)
class Scalar:
    """One value. `text` is None where nothing, `~` or `null` stands without quotes."""

    text: str | None
    location: Location  # the first character, a quote or the `>` of a folded text included
    end: Location  # just after the last character
    style: str  # "" plain, "'" or '"' quoted, ">" folded, "|" literal

    def plain(self) -> str | None:
        """Return the text, or None."""
        return self.text


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list."""

    entries: tuple[Node, ...]
    location: Location

    def plain(self) -> list[Any]:
        """Return the entries as plain lists, dicts and texts."""
        return [entry.plain() for entry in self.entries]


@dataclass(frozen=True, slots=True)
class Entry:
    """A key of a mapping with its value."""

    key: str
    location: Location  # of the key
    value: Node


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys with their values, in the order of the file. The methods answer for wrongly shaped files too."""

    entries: tuple[Entry, ...]
    location: Location

    def plain(self) -> dict[str, Any]:
        """Return the values as plain dicts, lists and texts."""
        return {entry.key: entry.value.plain() for entry in self.entries}

    def entry(self, key: str) -> Entry | None:
        """Return the key with its place and value, None where it is missing."""
        return next((entry for entry in self.entries if entry.key == key), None)

    def get(self, key: str) -> Node | None:
        """Return the value of a key, None where the key is missing."""
        found = self.entry(key)
        return found.value if found else None

    def text(self, key: str) -> str | None:
        """Return the text at a key, None where there is none."""
        value = self.get(key)
        return value.text if isinstance(value, Scalar) else None

    def record(self, key: str) -> Mapping | None:
        """Return the mapping at a key, None where there is none."""
        value = self.get(key)
        return value if isinstance(value, Mapping) else None

    def records(self, key: str) -> list[Mapping]:
        """Return the mappings in the list at a key."""
        value = self.get(key)
        return (
            [entry for entry in value.entries if isinstance(entry, Mapping)]
            if isinstance(value, Sequence)
            else []
        )

    def texts(self, key: str) -> list[Scalar]:
        """Return the single values in the list at a key."""
        value = self.get(key)
        return (
            [entry for entry in value.entries if isinstance(entry, Scalar)]
            if isinstance(value, Sequence)
            else []
        )

    def place(self, key: str) -> Location:
        """Return where to look for a key: its value, or the key itself where that is a list or a record."""
        found = self.entry(key)
        if found is None:
            return self.location
        return found.value.location if isinstance(found.value, Scalar) else found.location


Node = Scalar | Sequence | Mapping


def walk(node: Node, path: Path = ()) -> Iterator[tuple[Path, Node]]:
    """Yield every value of a document with its path, in the order of the file, the document itself first."""
    yield path, node
    if isinstance(node, Mapping):
        for entry in node.entries:
            yield from walk(entry.value, (*path, entry.key))
    elif isinstance(node, Sequence):
        for number, entry in enumerate(node.entries):
            yield from walk(entry, (*path, number))


def around(node: Node, path: Path) -> list[Mapping]:
    """Return the mappings that hold the value at a path, the outermost first."""
    found = []
    for step in path:
        if isinstance(node, Mapping):
            found.append(node)
            inner = node.get(str(step))
            assert inner is not None
            node = inner
        elif isinstance(node, Sequence):
            node = node.entries[int(step)]
    return found
