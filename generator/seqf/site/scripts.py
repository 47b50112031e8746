"""What browsers get of a script: the same code, without comments, indentation and needless spaces.

The source stays as people read it; the page loads about a third less. Only comments that can't be part of
a text go. Where a text runs over several lines that can't be told: `unsafe_lines` finds it, and a test holds
every script of the site to having none. Names stay, so that what goes wrong can still be read.
"""

from __future__ import annotations

import re

_BLOCK = re.compile(r"^[ \t]*/\*.*?\*/[ \t]*\n?", re.MULTILINE | re.DOTALL)
_LINE = re.compile(r"^[ \t]*//.*\n?", re.MULTILINE)
_AT_END = re.compile(r"(?<=[;,{(]) +// [^\"'`\n]*$", re.MULTILINE)  # no quote after it: not inside a text
_INDENT = re.compile(r"^[ \t]+", re.MULTILINE)
_EMPTY = re.compile(r"\n{2,}")
_TEXT = re.compile(r'"(?:[^"\\\n]|\\.)*"|`(?:[^`\\\n]|\\.)*`')
_PLUS = re.compile(r"(?<!\+) \+ (?!\+)")  # `a + +b` and `a++ + b` keep their spaces
_DIVIDED = re.compile(r"(?<=[\w)\]]) / ")  # what follows a value is no pattern
_SPACED = re.compile(r" *([=<>*?:,;{}()\[\]&|!%]+) *")


def compact(source: str) -> str:
    """Return the script without comments, indentation and empty lines."""
    for pattern, instead in ((_BLOCK, ""), (_LINE, ""), (_AT_END, ""), (_INDENT, ""), (_EMPTY, "\n")):
        source = pattern.sub(instead, source)
    return "\n".join(_tight(line) for line in source.lstrip("\n").split("\n"))


def _tight(line: str) -> str:
    """Return a line without spaces around signs; as it is where code and text can't be told apart."""
    texts = [found[0] for found in _TEXT.finditer(line)]
    codes = [_PLUS.sub("+", code) for code in _TEXT.split(line)]
    nested = any(text.count("${") > text.count("}") for text in texts if text.startswith("`"))
    # A slash may begin a pattern; an apostrophe, a text of the other kind.
    if nested or any(sign in _DIVIDED.sub("", code) for code in codes for sign in "/'`\""):
        return line
    texts.append("")
    return "".join(_SPACED.sub(r"\1", code) + text for code, text in zip(codes, texts, strict=True))


def unsafe_lines(source: str) -> list[int]:
    """Return the numbers of the lines that leave a template text open: what follows can't be judged."""
    lines = enumerate(source.split("\n"), start=1)
    return [number for number, line in lines if _without_comment(line).count("`") % 2]


def _without_comment(line: str) -> str:
    return "" if line.lstrip().startswith(("*", "/*", "//")) else line


def served(path: str, content: bytes) -> bytes:
    """Return an asset as the site serves it: scripts compact, everything else as it is."""
    return compact(content.decode("utf-8")).encode("utf-8") if path.endswith(".js") else content
