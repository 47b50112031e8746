"""What a YAML parser says -> what an editor needs to hear: the place of the slip and how to mend it.

A parser reports where it gave up. The slip itself is often earlier: the quote that was never closed, the
missing space after a colon. Where the slip is plain, `explain` also gives the line as it was meant, so that the
rest of the file can be checked in the same run.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from .errors import Location, Problem

MAX_REPAIRS = 50  # slips in one file after which reading stops
UNQUOTED_BRACES = "a value begins with two braces"  # raised by the reader, not by a parser

_ODD_SPACE = "\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000"
_KEY = re.compile(r"^(?P<before> *(?:- +)*)(?P<key>[A-Za-z_][\w-]*|'[^']*'|\"[^\"]*\") *:(?P<gap> +|$)(?P<value>.*)$")
_ENTRY = re.compile(r"^(?P<before> *(?:- +)+)(?P<value>.*)$")
_NO_SPACE = re.compile(r"^ *(?:- +)*[A-Za-z_][\w-]*:(?=[^\s/:])")
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


def spacing_problems(text: str, path: str) -> list[Problem]:
    """Tabs and odd spaces where YAML reads the indentation; one problem for a run of such lines."""
    problems = []
    previous = ""
    for number, line in enumerate(text.split("\n"), 1):
        indent = re.match(rf"[ \t{_ODD_SPACE}]*", line)[0]
        odd = re.match(rf"^ *(?:- +)*[A-Za-z_][\w-]*:(?=[{_ODD_SPACE}])", line)
        rule = ""
        if line.strip() and not line.lstrip().startswith("#"):
            if "\t" in indent:
                rule, column = "tab", indent.index("\t") + 1
                message = "this line is indented with a tab, which YAML refuses; use spaces, two for each level"
            elif indent.strip(" ") or odd:
                rule, column = "odd-space", (odd.end() if odd else len(indent) - len(indent.lstrip(" "))) + 1
                message = "this space is a special one (pasted from a web page or from Word?); type an ordinary space"
        if rule and rule != previous:
            problems.append(Problem(Location(path, number, column), message, rule))
        previous = rule if line.strip() else previous
    return problems


def explain(failure: Failure, lines: list[str]) -> Mistake:
    """Return the mistake behind a parser's failure. `lines` are the file's lines."""
    for explanation in _EXPLANATIONS:
        mistake = explanation(failure, lines)
        if mistake is not None:
            return mistake
    message = f"YAML cannot be read from here ({failure.problem}); check the indentation, quotes and colons nearby"
    return Mistake(failure.line, max(failure.column, 1), message, "syntax")


def _braces(failure: Failure, lines: list[str]) -> Mistake | None:
    if failure.problem != UNQUOTED_BRACES:
        return None
    line = _line(lines, failure.line)
    message = "text that begins with {{ needs quotes around the whole of it"
    return Mistake(failure.line, failure.column, message, "missing-quote", _quoted_from(line, failure.column))


def _tab(failure: Failure, lines: list[str]) -> Mistake | None:
    line = _line(lines, failure.line)
    if "tab character" not in failure.problem and line[failure.column - 1 : failure.column] != "\t":
        return None
    column = line.find("\t", failure.column - 1) + 1
    return Mistake(failure.line, column, "a tab stands here, which YAML refuses; use spaces", "tab")


def _directive(failure: Failure, lines: list[str]) -> Mistake | None:
    if "directive" not in failure.context + failure.problem:
        return None
    line = failure.context_line or failure.line
    return Mistake(line, 1, "a line may not begin with % in YAML; delete it, or put quotes around the text",
                   "missing-quote")


def _special_start(failure: Failure, lines: list[str]) -> Mistake | None:
    """A value that begins with a character that YAML keeps for itself."""
    if failure.problem.startswith("mapping values"):
        return None
    for number in (failure.context_line, failure.line):
        line = _line(lines, number)
        start = _value_column(line)
        if number and start and line[start - 1] in _SPECIAL_START:
            header = re.match(r"[|>][-+0-9]*(\s|$)", line[start - 1 :])
            if not header:
                message = f"text may not begin with {line[start - 1]} in YAML; put the whole text in quotes"
                return Mistake(number, start, message, "missing-quote", _quoted_from(line, start))
    return None


def _open_quote(failure: Failure, lines: list[str]) -> Mistake | None:
    """A quote that is opened on a line and not closed there, at or above the place where the parser gave up."""
    first = failure.context_line if "quoted scalar" in failure.context else max(1, failure.line - 30)
    last = min(failure.line, len(lines))
    for number in range(first or 1, last + 1):
        line = _line(lines, number)
        start = _value_column(line)
        if not start or line[start - 1] not in "'\"":
            continue
        quote, rest = line[start - 1], line[start:]
        closing = _closing_quote(rest, quote)
        if closing is None:
            if failure.line > number and not _closes_later(lines, number, quote, failure):
                continue
            message = f"the quote {quote} that opens here is never closed; put the same mark at the end of the text"
            return Mistake(number, start, message, "missing-quote", line.rstrip() + quote)
        after = rest[closing + 1 :]
        if number == failure.line and after.strip() and not after.lstrip().startswith("#") and after.strip() != ":":
            column = start + closing + 1
            if quote == "'":
                message = (
                    "the quote closes here but the text goes on; write an apostrophe inside '…' twice, "
                    'or put the whole text between " marks'
                )
            else:
                message = "the quote closes here but the text goes on; put the whole text between ' marks instead"
            return Mistake(number, column, message, "missing-quote", _quoted_from(line, start))
    return None


def _colon_in_text(failure: Failure, lines: list[str]) -> Mistake | None:
    if not failure.problem.startswith("mapping values"):
        return None
    line = _line(lines, failure.line)
    start = _value_column(line)
    if start and failure.column > start:
        message = "a colon with a space after it would start a new key here; put the whole text in quotes"
        return Mistake(failure.line, failure.column, message, "colon-in-text", _quoted_from(line, start))
    return None


def _no_space_after_colon(failure: Failure, lines: list[str]) -> Mistake | None:
    candidates = [failure.context_line, failure.line, _previous(lines, failure.line)]
    for number in candidates:
        line = _line(lines, number)
        found = _NO_SPACE.match(line)
        if number and found:
            repaired = f"{found[0]} {line[found.end() :]}"
            return Mistake(number, found.end(), "a space is missing after this colon", "missing-space", repaired)
    return None


def _too_far_in(failure: Failure, lines: list[str]) -> Mistake | None:
    """A key that stands deeper than the keys around it, below a key that has its value already."""
    if not failure.problem.startswith("mapping values"):
        return None
    line = _line(lines, failure.line)
    above = _previous(lines, failure.line)
    column = _indent(line) + 1
    should = _key_column(_line(lines, above)) if above else 1
    message = (
        f"this line is indented too far: the line above has its value already; start it in column {should} "
        "if it belongs to the same record"
    )
    return Mistake(failure.line, column, message, "indentation")


def _no_colon(failure: Failure, lines: list[str]) -> Mistake | None:
    if failure.problem != "could not find expected ':'" or not failure.context_line:
        return None
    line = _line(lines, failure.context_line)
    message = (
        "this line has no key: write `key: value`, or indent it further than the line above if it goes on with that text"
    )
    return Mistake(failure.context_line, _indent(line) + 1, message, "missing-colon", "", certain=False)


def _dash(failure: Failure, lines: list[str]) -> Mistake | None:
    line = _line(lines, failure.line)
    if failure.problem.startswith("block sequence entries"):
        message = "a list starts on a line of its own, each entry with a dash; put quotes around it if this is text"
        return Mistake(failure.line, failure.column, message, "indentation")
    if failure.problem == "did not find expected '-' indicator":
        message = (
            "this line stands among the entries of a list but begins without a dash; "
            f"indent it further, or begin it with `- ` (the list starts in line {failure.context_line})"
        )
        return Mistake(failure.line, failure.column, message, "indentation")
    if failure.problem == "did not find expected key" and line.lstrip().startswith("- "):
        message = "a list entry cannot stand here among keys; check its indentation, or the key that should be above it"
        return Mistake(failure.line, failure.column, message, "indentation")
    return None


def _bracket(failure: Failure, lines: list[str]) -> Mistake | None:
    for kind, opening, closing in (("flow sequence", "[", "]"), ("flow mapping", "{", "}")):
        if kind in failure.context and failure.context_line and failure.context_column:
            message = (
                f"the bracket {opening} that opens here is never closed; put {closing} at its end, "
                "or quotes around it if it is text"
            )
            line = _line(lines, failure.context_line)
            repaired = _quoted_from(line, failure.context_column)
            return Mistake(failure.context_line, failure.context_column, message, "missing-bracket", repaired, certain=False)
    return None


def _backslash(failure: Failure, lines: list[str]) -> Mistake | None:
    if "escape" not in failure.problem:
        return None
    line = _line(lines, failure.line)
    column = line.find("\\", failure.column - 1) + 1 or failure.column
    message = "a backslash has a meaning between \" marks; put the text between ' marks instead"
    return Mistake(failure.line, column, message, "backslash")


def _odd_indentation(failure: Failure, lines: list[str]) -> Mistake | None:
    if failure.problem not in ("did not find expected key", "did not find expected <document start>"):
        return None
    line = _line(lines, failure.line)
    if failure.column != _indent(line) + 1:
        return None
    levels = sorted({_key_column(text) for text in lines[: failure.line - 1] if text.strip() and _KEY.match(text)})
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


def _line(lines: list[str], number: int | None) -> str:
    return lines[number - 1] if number and number <= len(lines) else ""


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _previous(lines: list[str], number: int) -> int | None:
    """The nearest line above that says something."""
    for above in range(number - 1, 0, -1):
        if lines[above - 1].strip() and not lines[above - 1].lstrip().startswith("#"):
            return above
    return None


def _key_column(line: str) -> int:
    found = _KEY.match(line)
    return len(found["before"]) + 1 if found else _indent(line) + 1


def _value_column(line: str) -> int | None:
    """The column of the value on a line such as `key: value` or `- value`; None where it has none."""
    for pattern in (_KEY, _ENTRY):
        found = pattern.match(line)
        if found and found["value"].strip():
            return found.start("value") + 1
    return None


def _quoted_from(line: str, column: int) -> str:
    """The line with its value, from a column on, in single quotes."""
    value = line[column - 1 :].rstrip().replace("'", "''")
    return f"{line[: column - 1]}'{value}'"


def _closing_quote(rest: str, quote: str) -> int | None:
    """Where a quoted text that has just begun closes on its line; None where it does not."""
    pattern = r"(?:''|[^'])*'(?!')" if quote == "'" else r'(?:\\.|[^"\\])*"'
    found = re.match(pattern, rest)
    return found.end() - 1 if found else None


def _closes_later(lines: list[str], number: int, quote: str, failure: Failure) -> bool:
    """Whether a text that opens in a line and not closes there ran on to where the parser gave up."""
    ran_on = "\n".join(lines[number : failure.line])
    return quote in ran_on or "end of stream" in failure.problem
