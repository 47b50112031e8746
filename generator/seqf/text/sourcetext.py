"""Bytes of a source file -> its text, or every problem that keeps it from being read as text."""

from __future__ import annotations

import re

from seqf.errors import Location, Problem, ProblemsFound

MAX_BYTES = (
    4_000_000  # far above any file that people write by hand; keeps a stray upload from stalling a build
)

# Characters that an editor cannot see and that YAML, HTML or JSON refuse or count as a line break.
_INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
_CONFLICT_START = re.compile(r"<{7}(?: |$)")
_CONFLICT_END = re.compile(r">{7}(?: |$)")


def read_text(source: bytes | str, path: str) -> str:
    """Return the text of a source file, its byte order mark taken off and its line ends made `\\n`.

    Raises ProblemsFound with every place where it is not UTF-8, holds invisible characters or the
    markers of a merge conflict; or where the file is too big or empty.
    """
    if len(source) > MAX_BYTES:
        message = (
            f"this file is larger than {MAX_BYTES // 1_000_000} MB; split it, or check that it is the "
            "right file"
        )
        raise ProblemsFound([Problem(Location(path), message, "too-big")])
    text = _decode(source, path).removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        message = "this file is empty; put its content back, or delete the file"
        raise ProblemsFound([Problem(Location(path, 1, 1), message, "empty-file")])
    problems = _conflicts(text, path) or _invisible_characters(text, path)
    if problems:
        raise ProblemsFound(problems)
    return text


def place(text: str, offset: int, path: str) -> Location:
    """Return the place of the character at `offset` (from 0) in a text."""
    line_start = text.rfind("\n", 0, offset) + 1
    return Location(path, text.count("\n", 0, offset) + 1, offset - line_start + 1)


def place_inside(text: str, start: Location, value: str, offset: int) -> Location:
    """Return the place of the character at `offset` of a value that YAML folded, unquoted or unindented.

    `text` is the whole file, `start` where the value begins in it. Both are walked together; spaces, which
    folding changes, are passed over.
    """
    lines = text.split("\n")
    at = sum(len(line) + 1 for line in lines[: start.line - 1]) + start.column - 1
    if text[at : at + 1] in (">", "|"):
        at = text.index("\n", at) if "\n" in text[at:] else len(text)
    for character in value[:offset]:
        if not character.isspace():
            at = max(text.find(character, at), at) + 1
    target = value[offset : offset + 1]
    if target and not target.isspace():
        at = max(text.find(target, at), at)
    return place(text, at, start.path)


def _decode(source: bytes | str, path: str) -> str:
    if isinstance(source, str):
        return source
    try:
        return source.decode("utf-8")
    except UnicodeDecodeError as error:
        good = source[: error.start].decode("utf-8")
        at = place(good.replace("\r\n", "\n"), len(good.replace("\r\n", "\n")), path)
        if source.startswith((b"\xff\xfe", b"\xfe\xff")):
            message = "this file is saved as UTF-16; save it again with the encoding UTF-8"
        else:
            message = (
                f"the byte {source[error.start]:02X} here is not UTF-8 text (an old Windows encoding?); "
                "save the file again with the encoding UTF-8"
            )
        raise ProblemsFound([Problem(at, message, "not-utf8")]) from None


def _conflicts(text: str, path: str) -> list[Problem]:
    """One problem for each conflict: the markers belong together, so the first of them stands for all."""
    problems = []
    inside = False
    for number, line in enumerate(text.split("\n"), 1):
        starts, ends = _CONFLICT_START.match(line), _CONFLICT_END.match(line)
        if starts or (ends and not inside):
            message = (
                "two versions of this file were merged and both still stand here; keep the right lines and "
                "delete the lines that begin with <<<<<<<, ======= and >>>>>>>"
            )
            problems.append(Problem(Location(path, number, 1), message, "conflict-marker"))
        inside = bool(starts) or (inside and not ends)
    return problems


def _invisible_characters(text: str, path: str) -> list[Problem]:
    problems = []
    for found in _INVISIBLE.finditer(text):
        message = (
            f"an invisible character (U+{ord(found[0]):04X}) stands here; delete it and type the text again"
        )
        problems.append(Problem(place(text, found.start(), path), message, "invisible-character"))
        if len(problems) == 20:  # a binary file: more of the same would tell nothing new
            break
    return problems
