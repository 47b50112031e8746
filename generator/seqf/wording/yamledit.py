"""Put wording into the text of a section's file at its place: comments, order and layout stay as they are."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping as Dict
from dataclasses import dataclass

from seqf.errors import Location, Problem, ProblemsFound
from seqf.text import yamltext
from seqf.text.nodes import Entry, Mapping, Scalar

WIDTH = 112  # characters in a line, as in the framework's other files
_KEY = "wording"
_BOM = "\ufeff"


@dataclass(frozen=True, slots=True)
class _Edit:
    start: int  # offsets into the text
    end: int
    text: str


def put_wording(content: bytes, path: str, wording: Dict[str, str]) -> bytes:
    """Return a section's file with new wording for some of its items, by id; ids of others are passed over.

    Raises ProblemsFound where the file can't be read, or is laid out so that nothing can be put in.
    """
    whole = content.decode("utf-8")
    text = whole.removeprefix(_BOM).replace("\r\n", "\n")
    document = yamltext.parse(text, path)
    assert isinstance(document, Mapping)
    lines = text.split("\n")
    edits = [
        _edit(item, wording[name], lines)
        for item in document.records("items")
        if (name := item.text("id") or "") in wording and item.text(_KEY) != wording[name]
    ]
    for edit in sorted(edits, key=lambda one: one.start, reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    _prove(document, text, path, wording)
    if whole.startswith(_BOM):
        text = _BOM + text
    return (text.replace("\n", "\r\n") if "\r\n" in whole else text).encode("utf-8")


def block(text: str, indent: int, tail: str = "") -> str:
    """Return a text as a YAML block, from the sign after the key on; `tail` is a comment for that line.

    A paragraph is folded, so that it stands in short lines; more than one keeps its line ends.
    """
    margin = " " * indent
    if "\n" not in text:
        lines = textwrap.wrap(text, WIDTH - indent, break_long_words=False, break_on_hyphens=False)
        return f">-{tail}\n" + "\n".join(margin + line for line in lines)
    return f"|-{tail}\n" + "\n".join(margin + line if line else "" for line in text.split("\n"))


def _edit(item: Mapping, text: str, lines: list[str]) -> _Edit:
    name = item.entry("id")
    assert name is not None
    if (
        item.location.line == name.location.line
        and "{" in lines[item.location.line - 1][: name.location.column]
    ):
        message = f"write the item {item.text('id')} on lines of its own, without braces; then import again"
        raise ProblemsFound([Problem(item.location, message, "wording-place")])
    inner = name.location.column - 1 + 2  # the text stands two spaces deeper than its key
    found = item.entry(_KEY)
    if found is None:
        assert isinstance(name.value, Scalar)
        at = _line_end(name.value.end, lines)
        return _Edit(at, at, f"\n{' ' * (inner - 2)}{_KEY}: {block(text, inner)}")
    return _replace(found, text, inner, lines)


def _replace(entry: Entry, text: str, inner: int, lines: list[str]) -> _Edit:
    value = entry.value
    assert isinstance(value, Scalar)
    key_line = lines[entry.location.line - 1]
    start = _offset(
        Location("", entry.location.line, key_line.index(":", entry.location.column - 1) + 2), lines
    )
    if value.text is None or value.location.line != entry.location.line or value.style in (">", "|"):
        # Nothing stands there yet, or a block; what else stands on the key's line is a comment.
        rest = key_line[key_line.index(":", entry.location.column - 1) + 1 :]
        comment = rest[rest.index("#") :] if "#" in rest else ""
        end = _offset(value.end, lines)
        if value.style in (">", "|") and value.end.column == 1:
            end = _end_of_block(entry.location.line, value.end.line, inner, lines)
        elif value.text is None:
            end = _line_end(entry.location, lines)
    else:
        rest = lines[value.end.line - 1][value.end.column - 1 :]
        comment, end = rest.strip(), _line_end(value.end, lines)
    return _Edit(start, end, " " + block(text, inner, f"  {comment}" if comment else ""))


def _end_of_block(key: int, after: int, inner: int, lines: list[str]) -> int:
    """Where a block's last line ends. Empty lines and comments behind it belong to what follows."""
    last = after - 1
    while last > key and (
        not lines[last - 1].strip() or len(lines[last - 1]) - len(lines[last - 1].lstrip()) < inner
    ):
        last -= 1
    return _line_end(Location("", last, 1), lines)


def _offset(at: Location, lines: list[str]) -> int:
    return sum(len(line) + 1 for line in lines[: at.line - 1]) + at.column - 1


def _line_end(at: Location, lines: list[str]) -> int:
    return _offset(Location("", at.line, len(lines[at.line - 1]) + 1), lines)


def _prove(before: Mapping, text: str, path: str, wording: Dict[str, str]) -> None:
    """Read the new text again: the wording is what it should be, and nothing else has changed."""
    after = yamltext.parse(text, path).plain()
    expected = before.plain()
    for item in expected.get("items", ()):
        if item.get("id") in wording:
            item[_KEY] = wording[item["id"]]
    if after != expected:
        message = (
            "the wording can't be put into this file without changing something else; nothing was written"
        )
        raise ProblemsFound([Problem(Location(path), message, "wording-place")])
