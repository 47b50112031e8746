"""Text of the framework for files that know no Markdown: spreadsheets, CSV, plain tables."""

from __future__ import annotations

import re

_LINK = re.compile(r"\[([^\]]+)\]\([^)\s]*\)")
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_EMPHASIS = re.compile(r"(?<![\w*])([*_])(?=\S)(.+?)(?<=\S)\1(?![\w*])")
_CODE = re.compile(r"`([^`]+)`")
_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def plain(text: str | None) -> str:
    """Return one line of text without Markdown's marks: a link keeps its words, emphasis its letters."""
    if not text:
        return ""
    text = _LINK.sub(r"\1", text)
    for pattern, keep in ((_STRONG, r"\2"), (_EMPHASIS, r"\2"), (_CODE, r"\1")):
        text = pattern.sub(keep, text)
    return " ".join(text.split())


def csv_cell(text: str) -> str:
    """Return text that a spreadsheet opens as text, never as a formula.

    A spreadsheet runs a CSV cell that begins with one of `= + - @`, a tab or a line end. An apostrophe
    before it keeps it as text, as OWASP advises against "CSV injection".
    """
    return "'" + text if text.startswith(_STARTS_A_FORMULA) else text
