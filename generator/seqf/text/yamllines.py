"""Lines of YAML as an editor sees them: keys, values, indentation, and the spaces that YAML trips over."""

from __future__ import annotations

import re

from seqf.errors import Location, Problem

_ODD_SPACE = "\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000"
KEY = re.compile(
    r"^(?P<before> *(?:- +)*)(?P<key>[A-Za-z_][\w-]*|'[^']*'|\"[^\"]*\") *:(?P<gap> +|$)(?P<value>.*)$"
)
ENTRY = re.compile(r"^(?P<before> *(?:- +)+)(?P<value>.*)$")
NO_SPACE = re.compile(r"^ *(?:- +)*[A-Za-z_][\w-]*:(?=[^\s/:])")


def spacing_problems(text: str, path: str) -> list[Problem]:
    """Tabs and odd spaces where YAML reads the indentation; one problem for a run of such lines."""
    problems = []
    previous = ""
    for number, line in enumerate(text.split("\n"), 1):
        leading = re.match(rf"[ \t{_ODD_SPACE}]*", line)[0]
        odd = re.match(rf"^ *(?:- +)*[A-Za-z_][\w-]*:(?=[{_ODD_SPACE}])", line)
        rule = ""
        if line.strip() and not line.lstrip().startswith("#"):
            if "\t" in leading:
                rule, column = "tab", leading.index("\t") + 1
                message = (
                    "this line is indented with a tab, which YAML refuses; use spaces, two for each level"
                )
            elif leading.strip(" ") or odd:
                rule, column = (
                    "odd-space",
                    (odd.end() if odd else len(leading) - len(leading.lstrip(" "))) + 1,
                )
                message = (
                    "this space is a special one (pasted from a web page or from Word?); type an "
                    "ordinary space"
                )
        if rule and rule != previous:
            problems.append(Problem(Location(path, number, column), message, rule))
        previous = rule if line.strip() else previous
    return problems


def line_at(lines: list[str], number: int | None) -> str:
    return lines[number - 1] if number and number <= len(lines) else ""


def indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def line_above(lines: list[str], number: int) -> int | None:
    """The nearest line above that says something."""
    for above in range(number - 1, 0, -1):
        if lines[above - 1].strip() and not lines[above - 1].lstrip().startswith("#"):
            return above
    return None


def key_column(line: str) -> int:
    found = KEY.match(line)
    return len(found["before"]) + 1 if found else indent(line) + 1


def value_column(line: str) -> int | None:
    """The column of the value on a line such as `key: value` or `- value`; None where it has none."""
    for pattern in (KEY, ENTRY):
        found = pattern.match(line)
        if found and found["value"].strip():
            return found.start("value") + 1
    return None


def quoted_from(line: str, column: int) -> str:
    """The line with its value, from a column on, in single quotes."""
    value = line[column - 1 :].rstrip().replace("'", "''")
    return f"{line[: column - 1]}'{value}'"


def closing_quote(rest: str, quote: str) -> int | None:
    """Where a quoted text that has just begun closes on its line; None where it does not."""
    pattern = r"(?:''|[^'])*'(?!')" if quote == "'" else r'(?:\\.|[^"\\])*"'
    found = re.match(pattern, rest)
    return found.end() - 1 if found else None
