"""Strict JSON: numbers stay as written, duplicate keys are refused, every value has its place.

`fast` reads what is plainly right at the speed of the standard library. `placed` reads anything, remembers
where each value stands, and says what is wrong. Mirrored by site/assets/js/core/jsontext.js.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Any

from seqf.text.nodes import Path

LONGEST_TEXT = 2_000_000  # characters
DEEPEST = 50  # levels of lists and objects


class Bare(str):
    """A number that stood without quotes: its text as written."""

    __slots__ = ()


class Unreadable(Exception):
    """The text cannot be read on from here. `line` and `column` count from 1; 0 means the file as a whole."""

    def __init__(self, message: str, line: int = 0, column: int = 0) -> None:
        super().__init__(message)
        self.message, self.line, self.column = message, line, column


@dataclass(slots=True)
class Placed:
    """A value read from text, and where its parts stand."""

    value: Any  # dict, list, str, Bare, bool or None
    text: str
    values_at: dict[Path, int] = field(default_factory=dict)  # path -> offset in the text
    twice: list[tuple[Path, int]] = field(default_factory=list)  # keys that stood before, with their offsets
    _lines: list[int] = field(default_factory=list)  # offsets at which lines begin

    def place(self, path: Path) -> tuple[int, int]:
        """Line and column of the value at a path, or of the nearest value around it."""
        while path not in self.values_at:
            path = path[:-1]
        return self.line_and_column(self.values_at[path])

    def line_and_column(self, offset: int) -> tuple[int, int]:
        """Where an offset stands, both counted from 1."""
        if not self._lines:  # found once, as there may be thousands of places to tell
            self._lines = [0, *(found.end() for found in re.finditer("\n", self.text))]
        line = bisect_right(self._lines, offset)
        return line, offset - self._lines[line - 1] + 1


def line_and_column(text: str, offset: int) -> tuple[int, int]:
    """Where an offset stands, both counted from 1."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def decode(data: bytes) -> str:
    """Bytes to text, without a byte order mark. Raises Unreadable where they are not UTF-8."""
    if len(data) > 4 * LONGEST_TEXT:
        raise Unreadable(_TOO_LONG)
    try:
        return data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line, column = line_and_column(data[: error.start].decode("utf-8"), error.start)
        raise Unreadable("this is not UTF-8 text; save the file as UTF-8", line, column) from None


def check_length(text: str) -> None:
    """Raise Unreadable where a text is longer than any that is read."""
    if len(text) > LONGEST_TEXT:
        raise Unreadable(_TOO_LONG)


_TOO_LONG = f"the file is longer than {LONGEST_TEXT:,} characters; take out what does not belong in it"


# --- fast --------------------------------------------------------------------------------------------


class _Doubtful(Exception):
    pass


def _without_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _Doubtful
    return found


def _doubt(_: str) -> Any:
    raise _Doubtful


_decoder = json.JSONDecoder(
    parse_int=Bare, parse_float=Bare, parse_constant=_doubt, object_pairs_hook=_without_duplicates
)
_HALF_CHARACTER = re.compile(r"\\u[dD][89a-fA-F]")


def fast(text: str) -> Any:
    """Read JSON quickly. Raises ValueError where anything is doubtful: `placed` then says what."""
    if len(text) > LONGEST_TEXT or _HALF_CHARACTER.search(text):
        raise ValueError("doubtful")
    try:
        value = _decoder.decode(text)
    except (_Doubtful, RecursionError):
        raise ValueError("doubtful") from None
    if _depth(value) > DEEPEST:
        raise ValueError("doubtful")
    return value


def _depth(value: Any) -> int:
    """Levels of lists and objects in a value, as far as `DEEPEST` + 1; a scalar has none."""
    level, row = 0, [value]
    while level <= DEEPEST:
        row = [part for part in row if isinstance(part, (dict, list))]
        if not row:
            break
        level += 1
        row = [inner for part in row for inner in (part.values() if isinstance(part, dict) else part)]
    return level


# --- placed ------------------------------------------------------------------------------------------

_SPACE = re.compile(r"[ \t\r\n]*")
_PLAIN = re.compile(r'[^"\\\x00-\x1f]*')
_TOKEN = re.compile(r"[^ \t\r\n,\]}:]*")
_JSON_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?")
_WORDS = {"true": True, "false": False, "null": None}


def placed(text: str) -> Placed:
    """Read JSON with the place of every value. Raises Unreadable at the first thing that is not JSON."""
    check_length(text)
    reader = _Reader(text)
    reader.document.value = reader.value(())
    if reader.peek():
        raise reader.wrong("something stands after the end")
    return reader.document


class _Reader:
    def __init__(self, text: str) -> None:
        self.text, self.at, self.document = text, 0, Placed(None, text)

    def wrong(self, message: str, at: int | None = None) -> Unreadable:
        return Unreadable(message, *line_and_column(self.text, self.at if at is None else at))

    def peek(self) -> str:
        """The next character that is no space, or nothing at the end."""
        self.at = _SPACE.match(self.text, self.at).end()
        return self.text[self.at : self.at + 1]

    def value(self, path: Path) -> Any:
        first = self.peek()
        self.document.values_at[path] = self.at
        if first in ("{", "["):
            if len(path) >= DEEPEST:
                raise self.wrong(f"nested deeper than {DEEPEST} levels")
            return self.object(path) if first == "{" else self.list(path)
        if first == '"':
            return self.string()
        token = _TOKEN.match(self.text, self.at)[0]
        if token in _WORDS:
            value = _WORDS[token]
        elif _JSON_NUMBER.fullmatch(token):
            value = Bare(token)
        elif not token:
            raise self.wrong("a value is missing here")
        else:
            raise self.wrong(
                f"{quote(token)} is not a JSON value; put text in double quotes, write null for nothing"
            )
        self.at += len(token)
        return value

    def string(self) -> str:
        start, at = self.at, self.at + 1
        while True:
            at = _PLAIN.match(self.text, at).end()
            stop = self.text[at : at + 1]
            if stop == '"':
                break
            if not stop:
                raise self.wrong("the text that begins here has no closing quote", start)
            if stop != "\\":
                raise self.wrong("a line break or control character stands inside a text", at)
            at += 2
        self.at = at + 1
        try:
            found = json.loads(self.text[start : self.at])
            found.encode()
        except ValueError:
            raise self.wrong("the text that begins here has a wrong escape", start) from None
        return found

    def object(self, path: Path) -> dict[str, Any]:
        found: dict[str, Any] = {}
        self.at += 1
        if self.peek() == "}":
            self.at += 1
            return found
        while True:
            if self.peek() != '"':
                raise self.wrong("a key in double quotes is missing here")
            key_at = self.at
            key = self.string()
            inner = (*path, key)
            if self.peek() != ":":
                raise self.wrong("a colon is missing after the key")
            self.at += 1
            if key in found:
                self.document.twice.append((inner, key_at))
                self.value(inner)
            else:
                found[key] = self.value(inner)
            if self.closed("}"):
                return found

    def list(self, path: Path) -> list[Any]:
        found: list[Any] = []
        self.at += 1
        if self.peek() == "]":
            self.at += 1
            return found
        while True:
            found.append(self.value((*path, len(found))))
            if self.closed("]"):
                return found

    def closed(self, end: str) -> bool:
        stop = self.peek()
        if stop not in (end, ",") or not stop:
            raise self.wrong(f"a comma or {end} is missing here")
        self.at += 1
        return stop == end


# --- writing -----------------------------------------------------------------------------------------


def write(value: Any, *, indent: bool = False, level: int = 0) -> str:
    """Write a value as JSON: compact, or with an indent of two. `Bare` and int are written without quotes."""
    if isinstance(value, Bare):
        return str(value)
    if isinstance(value, (str, int)) or value is None:
        return json.dumps(value, ensure_ascii=False)
    gap, end = ("\n" + "  " * (level + 1), "\n" + "  " * level) if indent else ("", "")
    if isinstance(value, (list, tuple)):
        parts, pair = [write(part, indent=indent, level=level + 1) for part in value], "[]"
    else:
        colon = ": " if indent else ":"
        parts = [
            json.dumps(key, ensure_ascii=False) + colon + write(part, indent=indent, level=level + 1)
            for key, part in value.items()
        ]
        pair = "{}"
    return f"{pair[0]}{gap}{f',{gap}'.join(parts)}{end}{pair[1]}" if parts else pair


def quote(text: str) -> str:
    """A text for a message: one line, at most 40 characters, in quotes unless it is a bare number."""
    clipped = text if len(text) <= 40 else text[:40] + "…"
    return clipped if isinstance(text, Bare) else json.dumps(clipped, ensure_ascii=False)
