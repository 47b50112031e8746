"""What a YAML parser says -> what an editor needs to hear: the place of the slip and how to mend it.

A parser reports where it gave up. The slip itself is often earlier: the quote that was never closed, the
missing space after a colon. Where the slip is plain, `explain` also gives the line as it was meant, so that
the rest of the file can be checked in the same run.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from seqf.text.yamllines import (
    KEY,
    NO_SPACE,
    closing_quote,
    indent,
    key_column,
    line_above,
    line_at,
    quoted_from,
    value_column,
)

MAX_REPAIRS = 50  # slips in one file after which reading stops
SURE = ("colon-in-text", "missing-quote", "missing-space")  # slips that show on their own line
UNQUOTED_BRACES = "a value begins with two braces"  # raised by the reader, not by a parser
_SPECIAL_START = "@`%*&!|>?"


@dataclass(frozen=True, slots=True)
class Failure:
    """What the parser said. Lines and columns count from 1."""

    problem: str
    line: int
    column: int
    context: str
    context_line: int | None
    context_column: int | None


@dataclass(frozen=True, slots=True)
class Mistake:
    """What to tell the editor. `repaired` is the line as it was meant, None where that is a guess."""

    line: int
    column: int
    message: str
    rule: str
    repaired: str | None = None
    certain: bool = True  # False: the repair only lets reading go on, what the line says is not known


def explain(failure: Failure, lines: list[str]) -> Mistake:
    """Return the mistake behind a parser's failure. `lines` are the file's lines."""
    for explanation in _EXPLANATIONS:
        mistake = explanation(failure, lines)
        if mistake is not None:
            return mistake
    message = (
        f"YAML cannot be read from here ({failure.problem}); check the indentation, quotes and colons nearby"
    )
    return Mistake(failure.line, max(failure.column, 1), message, "syntax")


def _braces(failure: Failure, lines: list[str]) -> Mistake | None:
    if failure.problem != UNQUOTED_BRACES:
        return None
    line = line_at(lines, failure.line)
    message = "text that begins with {{ needs quotes around the whole of it"
    return Mistake(failure.line, failure.column, message, "missing-quote", quoted_from(line, failure.column))


def _tab(failure: Failure, lines: list[str]) -> Mistake | None:
    line = line_at(lines, failure.line)
    if "tab character" not in failure.problem and line[failure.column - 1 : failure.column] != "\t":
        return None
    column = line.find("\t", failure.column - 1) + 1
    return Mistake(failure.line, column, "a tab stands here, which YAML refuses; use spaces", "tab")


def _directive(failure: Failure, lines: list[str]) -> Mistake | None:
    if "directive" not in failure.context + failure.problem:
        return None
    line = failure.context_line or failure.line
    return Mistake(
        line,
        1,
        "a line may not begin with % in YAML; delete it, or put quotes around the text",
        "missing-quote",
    )


def _special_start(failure: Failure, lines: list[str]) -> Mistake | None:
    """A value that begins with a character that YAML keeps for itself."""
    if failure.problem.startswith("mapping values"):
        return None
    for number in (failure.context_line, failure.line):
        line = line_at(lines, number)
        start = value_column(line)
        if number and start and line[start - 1] in _SPECIAL_START:
            header = re.match(r"[|>][-+0-9]*(\s|$)", line[start - 1 :])
            if not header:
                message = f"text may not begin with {line[start - 1]} in YAML; put the whole text in quotes"
                return Mistake(number, start, message, "missing-quote", quoted_from(line, start))
    return None


def _open_quote(failure: Failure, lines: list[str]) -> Mistake | None:
    """A quote that opens on a line and does not close there, at or above where the parser gave up."""
    first = failure.context_line if "quoted scalar" in failure.context else max(1, failure.line - 30)
    last = min(failure.line, len(lines))
    for number in range(first or 1, last + 1):
        line = line_at(lines, number)
        start = value_column(line)
        if not start or line[start - 1] not in "'\"":
            continue
        quote, rest = line[start - 1], line[start:]
        closing = closing_quote(rest, quote)
        if closing is None:
            ran_on = quote in "\n".join(lines[number : failure.line]) or "end of stream" in failure.problem
            if failure.line > number and not ran_on:
                continue
            message = (
                f"the quote {quote} that opens here is never closed; put the same mark at the end of the text"
            )
            return Mistake(number, start, message, "missing-quote", line.rstrip() + quote)
        after = rest[closing + 1 :]
        if (
            number == failure.line
            and after.strip()
            and not after.lstrip().startswith("#")
            and after.strip() != ":"
        ):
            column = start + closing + 1
            if quote == "'":
                message = (
                    "the quote closes here but the text goes on; write an apostrophe inside '…' twice, "
                    'or put the whole text between " marks'
                )
            else:
                message = (
                    "the quote closes here but the text goes on; put the whole text between ' marks instead"
                )
            return Mistake(number, column, message, "missing-quote", quoted_from(line, start))
    return None


def _colon_in_text(failure: Failure, lines: list[str]) -> Mistake | None:
    if not failure.problem.startswith("mapping values"):
        return None
    line = line_at(lines, failure.line)
    start = value_column(line)
    if start and failure.column > start:
        message = "a colon with a space after it would start a new key here; put the whole text in quotes"
        return Mistake(failure.line, failure.column, message, "colon-in-text", quoted_from(line, start))
    return None


def _no_space_after_colon(failure: Failure, lines: list[str]) -> Mistake | None:
    if failure.problem != "could not find expected ':'" and not failure.problem.startswith("mapping values"):
        return None
    candidates = [failure.context_line, failure.line, line_above(lines, failure.line)]
    for number in candidates:
        line = line_at(lines, number)
        found = NO_SPACE.match(line)
        if number and found:
            repaired = f"{found[0]} {line[found.end() :]}"
            return Mistake(
                number, found.end(), "a space is missing after this colon", "missing-space", repaired
            )
    return None


def _too_far_in(failure: Failure, lines: list[str]) -> Mistake | None:
    """A key that stands deeper than the keys around it, below a key that has its value already."""
    if not failure.problem.startswith("mapping values"):
        return None
    line = line_at(lines, failure.line)
    above = line_above(lines, failure.line)
    column = indent(line) + 1
    should = key_column(line_at(lines, above)) if above else 1
    message = (
        f"this line is indented too far: the line above has its value already; start it in column {should} "
        "if it belongs to the same record"
    )
    return Mistake(failure.line, column, message, "indentation")


def _no_colon(failure: Failure, lines: list[str]) -> Mistake | None:
    if failure.problem != "could not find expected ':'" or not failure.context_line:
        return None
    line = line_at(lines, failure.context_line)
    message = (
        "this line has no key: write `key: value`, or indent it further than the line above if it goes "
        "on with that text"
    )
    return Mistake(failure.context_line, indent(line) + 1, message, "missing-colon", "", certain=False)


def _dash(failure: Failure, lines: list[str]) -> Mistake | None:
    line = line_at(lines, failure.line)
    if failure.problem.startswith("block sequence entries"):
        message = (
            "a list starts on a line of its own, each entry with a dash; put quotes around it if this is text"
        )
        return Mistake(failure.line, failure.column, message, "indentation")
    if failure.problem == "did not find expected '-' indicator":
        message = (
            "this line stands among the entries of a list but begins without a dash; "
            f"indent it further, or begin it with `- ` (the list starts in line {failure.context_line})"
        )
        return Mistake(failure.line, failure.column, message, "indentation")
    if failure.problem == "did not find expected key" and line.lstrip().startswith("- "):
        message = (
            "a list entry cannot stand here among keys; check its indentation, or the key that should be "
            "above it"
        )
        return Mistake(failure.line, failure.column, message, "indentation")
    return None


def _bracket(failure: Failure, lines: list[str]) -> Mistake | None:
    for kind, opening, closing in (("flow sequence", "[", "]"), ("flow mapping", "{", "}")):
        if kind in failure.context and failure.context_line and failure.context_column:
            message = (
                f"the bracket {opening} that opens here is never closed; put {closing} at its end, "
                "or quotes around it if it is text"
            )
            line = line_at(lines, failure.context_line)
            repaired = quoted_from(line, failure.context_column)
            return Mistake(
                failure.context_line,
                failure.context_column,
                message,
                "missing-bracket",
                repaired,
                certain=False,
            )
    return None


def _backslash(failure: Failure, lines: list[str]) -> Mistake | None:
    if "escape" not in failure.problem:
        return None
    line = line_at(lines, failure.line)
    column = line.find("\\", failure.column - 1) + 1 or failure.column
    message = "a backslash has a meaning between \" marks; put the text between ' marks instead"
    return Mistake(failure.line, column, message, "backslash")


def _odd_indentation(failure: Failure, lines: list[str]) -> Mistake | None:
    if failure.problem not in ("did not find expected key", "did not find expected <document start>"):
        return None
    line = line_at(lines, failure.line)
    if failure.column != indent(line) + 1:
        return None
    levels = sorted(
        {key_column(text) for text in lines[: failure.line - 1] if text.strip() and KEY.match(text)}
    )
    near = sorted(levels, key=lambda level: (abs(level - failure.column), level))[:2]
    where = " or ".join(str(level) for level in sorted(near)) or "1"
    message = f"the indentation of this line fits none of the lines above; start it in column {where}"
    return Mistake(failure.line, failure.column, message, "indentation")


_EXPLANATIONS = (
    _braces,
    _tab,
    _directive,
    _special_start,
    _open_quote,
    _colon_in_text,
    _no_space_after_colon,
    _too_far_in,
    _no_colon,
    _dash,
    _bracket,
    _backslash,
    _odd_indentation,
)
