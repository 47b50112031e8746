"""Numbers in prose come from the data: `{{ deadline }}` -> `15 working days`.

A placeholder names a value by its path. The first step is a figure or a key of the record that holds the
text, or of one around it; or the name of a document. Every further step is a key, or the id of a record in
a list: lists need not be named, so `standards/2a/deadline` finds the figure `deadline` of the standard's
part `2a`. Filters follow after `|`: `count` (entries of a list), `words` (whole numbers to ninety-nine in
words), `value` (the number without its unit).
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from seqf.exact import number
from seqf.text.prose import SCHEMES
from seqf.text.quantities import in_words, measured

PLACEHOLDER = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
_EXPRESSION = re.compile(r"\s*([\w.-]+(?:/[\w.-]+)*)\s*((?:\|\s*\w+\s*)*)")
_FILTERS = ("count", "words", "value")
_BLOCK = re.compile(r"^\{\{\s*block\s+[a-z0-9-]+\s*\}\}[ \t]*$", re.MULTILINE)

# What may hold digits: placeholders, code, addresses, and the id of a link into the site, in its words too,
# as in [standard 2a](standard:2a).
_EXEMPT = re.compile(
    r"\{\{.*?\}\}|(?P<ticks>`+).*?(?P=ticks)|<https?://[^>\s]*>|(?<=\]\()[^)\s]*(?=\))", re.DOTALL
)
_REFERENCE = re.compile(rf"\[(?P<words>[^\]\n]*)\]\((?:{'|'.join(SCHEMES)}):(?P<id>[^)\s]*)\)")
_DIGITS = re.compile(r"[£$€]?\d(?:[\d.,]*\d)?%?")


@dataclass(frozen=True, slots=True)
class Slip:
    """A mistake inside one text."""

    offset: int  # from 0, in the text
    message: str
    rule: str


class Figures:
    """The values that texts may name: documents by name, as typed or plain values.

    `unknown` names documents that could not be read; what a text takes from them is not judged.
    """

    def __init__(self, documents: Mapping[str, Any], unknown: frozenset[str] = frozenset()) -> None:
        self._documents = documents
        self._unknown = unknown

    def fill(self, text: str, around: Sequence[Any] = (), *, blocks: bool = False) -> tuple[str, list[Slip]]:
        """Return the text with its figures put in, and every mistake.

        `around` are the records that hold the text, the innermost last. With `blocks`, a line
        `{{ block NAME }}` stays as it is.
        """
        slips: list[Slip] = []
        kept = {found.start() for found in _BLOCK.finditer(text)} if blocks else set()

        def put_in(found: re.Match[str]) -> str:
            if found.start() in kept:
                return found[0]
            try:
                return self._value(found[1], around)
            except _WrongFigure as wrong:
                slips.append(Slip(found.start(), str(wrong), wrong.rule))
                return found[0]

        filled = PLACEHOLDER.sub(put_in, text)
        rest = PLACEHOLDER.sub(lambda found: " " * len(found[0]), text)
        for brace in re.finditer(r"\{\{|\}\}", rest):
            message = "these braces have no partner; a figure stands between {{ and }}"
            slips.append(Slip(brace.start(), message, "figure"))
        return filled, slips

    def _value(self, expression: str, around: Sequence[Any]) -> str:
        parsed = _EXPRESSION.fullmatch(expression)
        if not parsed:
            raise _WrongFigure(
                f"'{expression.strip()}' cannot be read; write a name, such as {{{{ deadline }}}}, or a "
                "path, such as "
                "{{ standards/2a/deadline }}"
            )
        filters = [name.strip() for name in parsed[2].split("|")[1:]]
        for name in filters:
            if name not in _FILTERS:
                raise _WrongFigure(f"there is no filter '{name}'; there are count, value and words")
        value = self._look_up(parsed[1].split("/"), around)
        return _printed(value, filters, parsed[1]) if value is not None else ""

    def _look_up(self, steps: list[str], around: Sequence[Any]) -> Any:
        first, rest = steps[0], steps[1:]
        for record in reversed(around):
            found = _own(record, first)
            if found is not None:
                return _follow(found, rest, [first])
        if first in self._documents:
            return _follow(self._documents[first], rest, [first])
        if first in self._unknown:
            return None
        names = [*(name for record in around for name in _names(record)), *self._documents]
        kind = "document" if rest else "figure"
        raise _WrongFigure(f"there is no {kind} '{first}'{_nearest(first, names)}", "unknown-figure")


def numbers_in_prose(text: str) -> list[Slip]:
    """Return every number that is typed into a text instead of coming from the data."""
    bare = _REFERENCE.sub(lambda found: found[0].replace(found["id"], " " * len(found["id"])), text)
    bare = _EXEMPT.sub(lambda found: " " * len(found[0]), bare)
    return [
        Slip(
            found.start(),
            f"the number {found[0]} is typed into the text; keep it as a figure in the data and write "
            f"{{{{ name }}}} here",
            "number-in-prose",
        )
        for found in _DIGITS.finditer(bare)
    ]


class _WrongFigure(Exception):
    def __init__(self, message: str, rule: str = "figure") -> None:
        super().__init__(message)
        self.rule = rule


def _nearest(word: str, names: Sequence[str]) -> str:
    near = difflib.get_close_matches(word, names, n=1, cutoff=0.6)
    return f"; did you mean '{near[0]}'?" if near else ""


def _records(value: Any) -> list[Mapping[str, Any]]:
    """The records of the lists that a record holds, or of a list itself."""
    lists = value.values() if isinstance(value, Mapping) else [value]
    return [
        entry for inner in lists if isinstance(inner, list) for entry in inner if isinstance(entry, Mapping)
    ]


def _names(record: Any) -> list[str]:
    own = [key for key in record if isinstance(key, str)] if isinstance(record, Mapping) else []
    return [*(str(entry["id"]) for entry in _records(record) if "id" in entry), *own]


def _own(record: Any, name: str) -> Any:
    """A figure of a record by its id, else the value at one of its keys; None where it has neither."""
    if not isinstance(record, Mapping):
        return None
    figures = record.get("figures")
    for figure in figures if isinstance(figures, list) else ():
        if isinstance(figure, Mapping) and figure.get("id") == name:
            return figure
    value = record.get(name)
    return value if isinstance(value, list) or _is_text(value) else None


def _is_text(value: Any) -> bool:
    return isinstance(value, (str, int)) and not isinstance(value, bool)


def _follow(value: Any, steps: list[str], done: list[str]) -> Any:
    for step in steps:
        value = _step(value, step, done)
        done = [*done, step]
    return value


def _step(value: Any, step: str, done: list[str]) -> Any:
    if isinstance(value, Mapping) and step in value and step != "id":
        return value[step]
    level = _records(value)
    while level:
        found = [record for record in level if str(record.get("id")) == step]
        if len(found) > 1:
            raise _WrongFigure(f"'{step}' stands more than once in {'/'.join(done)}; give a longer path")
        if found:
            return found[0]
        level = [record for outer in level for record in _records(outer)]
    near = _nearest(step, _names(value))
    raise _WrongFigure(f"there is no '{step}' in {'/'.join(done)}{near}", "unknown-figure")


def _printed(value: Any, filters: list[str], path: str) -> str:
    if "count" in filters:
        return _counted(value, filters, path)
    words, bare = "words" in filters, "value" in filters
    if isinstance(value, Mapping) and "unit" in value and "thresholds" not in value:
        ends = [value[key] for key in ("value", "from", "to") if key in value]  # `figure_value` checks them
        ends = [_in_words(end, path) for end in ends] if words else ends
        return " to ".join(ends) if bare else measured(ends, value["unit"])
    if isinstance(value, list) and value and all(_is_text(entry) for entry in value):
        texts = [str(entry) for entry in value]
        return texts[0] if len(texts) == 1 else f"{', '.join(texts[:-1])} and {texts[-1]}"
    if _is_text(value) and "{{" not in str(value):
        return _in_words(str(value), path) if words else str(value)
    names = _names(value)
    hint = f"; go on with one of: {', '.join(names[:8])}" if names else ""
    raise _WrongFigure(f"{path} is not one value{hint}")


def _counted(value: Any, filters: list[str], path: str) -> str:
    if isinstance(value, Mapping):
        own = value.get(path.rsplit("/", 1)[-1])
        lists = (
            [own] if isinstance(own, list) else [inner for inner in value.values() if isinstance(inner, list)]
        )
        value = lists[0] if len(lists) == 1 else None
    if not isinstance(value, list):
        raise _WrongFigure(f"{path} is no list, so it cannot be counted; name the list")
    return _in_words(str(len(value)), path) if "words" in filters else str(len(value))


def _in_words(text: str, path: str) -> str:
    amount = number(text)
    words = in_words(amount) if amount is not None else None
    if words is None:
        raise _WrongFigure(f"{path} is {text}; only whole numbers from 0 to 99 can be written in words")
    return words
