"""YAML text -> nodes that keep every value as the editor wrote it, and the place of each.

Only the plain part of YAML is taken: keys with values, lists, text. Whatever makes a value mean something
else than what stands there (anchors, aliases, tags, merge keys, tabs, a second document) is refused.
No value is turned into a number, a date or true and false here: `1.10`, `no`, `12:30` and `015` stay text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml

from seqf.errors import Location, Problem, ProblemsFound
from seqf.text import yamlerrors, yamllines
from seqf.text.nodes import Entry, Mapping, Node, Scalar, Sequence
from seqf.text.sourcetext import read_text

MAX_DEPTH = 32  # levels of lists and keys inside each other; a framework needs about eight
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NULLS = ("", "~", "null")
__all__ = ["Entry", "Mapping", "Node", "Scalar", "Sequence", "parse", "read"]


def parse(source: str | bytes, path: str) -> Node:
    """Return the document's value.

    Raises ProblemsFound with every mistake that could be found.
    """
    node, problems = read(source, path)
    if problems or node is None:
        raise ProblemsFound(problems)
    return node


def read(source: str | bytes, path: str) -> tuple[Node | None, list[Problem]]:
    """Return the document's value and every problem.

    After a mistake that shows plainly what was meant, reading goes on with that, so that one run tells
    of later mistakes too. The value is None where too little can be known.
    """
    try:
        text = read_text(source, path)
    except ProblemsFound as found:
        return None, found.problems
    problems = yamllines.spacing_problems(text, path)
    if problems:
        return None, problems
    lines = text.split("\n")
    certain = True
    for _ in range(yamlerrors.MAX_REPAIRS):
        reader = _Reader(path, lines)
        try:
            node = reader.document()
        except yaml.YAMLError as error:
            mistake = yamlerrors.explain(_failure(error), lines)
            if not certain and mistake.rule not in yamlerrors.SURE:
                return None, sorted(problems)  # may well follow from the repair before it
            problems.append(
                Problem(Location(path, mistake.line, mistake.column), mistake.message, mistake.rule)
            )
            if mistake.repaired is None or mistake.repaired == lines[mistake.line - 1]:
                return None, sorted(problems + reader.problems)
            lines[mistake.line - 1] = mistake.repaired
            certain = certain and mistake.certain
        else:
            return (node, sorted(problems + reader.problems)) if certain else (None, sorted(problems))
    return None, sorted(problems)


def _failure(error: yaml.YAMLError) -> yamlerrors.Failure:
    mark = getattr(error, "problem_mark", None)
    context = getattr(error, "context_mark", None)
    return yamlerrors.Failure(
        problem=getattr(error, "problem", None) or str(error).splitlines()[0],
        line=mark.line + 1 if mark else 1,
        column=mark.column + 1 if mark else 1,
        context=getattr(error, "context", None) or "",
        context_line=context.line + 1 if context else None,
        context_column=context.column + 1 if context else None,
    )


class _Reader:
    """One pass over the events of a text. `problems` gathers what YAML allows and this reader does not."""

    def __init__(self, path: str, lines: list[str]) -> None:
        self.path = path
        self.lines = lines
        self.problems: list[Problem] = []
        self._events: Iterator[Any] = yaml.parse("\n".join(lines), Loader=_LOADER)

    def document(self) -> Node | None:
        """Return the only document's value. Raises yaml.YAMLError where the text cannot be read."""
        node = None
        documents = 0
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._problem(
                        event,
                        "a second document starts here; a file holds one, so delete this line `---`",
                        "several-documents",
                    )
                    return None
            elif isinstance(event, (yaml.StreamStartEvent, yaml.StreamEndEvent, yaml.DocumentEndEvent)):
                continue
            else:
                node = self._node(event, 1)
                if node is None:
                    return None
        if documents == 0:
            self.problems.append(
                Problem(
                    Location(self.path, 1, 1),
                    "this file holds only comments; put its content back",
                    "empty-file",
                )
            )
        return node

    def _node(self, event: Any, depth: int) -> Node | None:
        """Return the value that begins with an event; None once it is nested too deeply to go on."""
        if depth > MAX_DEPTH:
            self._problem(
                event,
                f"more than {MAX_DEPTH} levels inside each other; check the indentation and brackets",
                "too-deep",
            )
            return None
        if isinstance(event, yaml.AliasEvent):
            self._problem(
                event,
                "text that begins with * points elsewhere in YAML; put the whole text in quotes",
                "alias",
            )
            return Scalar("", self._at(event.start_mark), self._at(event.end_mark), "")
        if event.anchor is not None:
            self._problem(
                event, "text that begins with & is a YAML anchor; put the whole text in quotes", "anchor"
            )
        if event.tag is not None:
            self._problem(event, "text that begins with ! is a YAML tag; put the whole text in quotes", "tag")
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(event, depth)
        mark = event.start_mark
        if event.flow_style and self.lines[mark.line].startswith("{{", mark.column):
            raise yaml.MarkedYAMLError(problem=yamlerrors.UNQUOTED_BRACES, problem_mark=mark)
        return self._mapping(event, depth)

    def _scalar(self, event: yaml.ScalarEvent) -> Scalar:
        style = event.style or ""
        is_null = not style and event.tag is None and event.value in _NULLS
        if not style:
            self._look_for_lost_text(event)
        text = None if is_null else event.value
        return Scalar(text, self._at(event.start_mark), self._at(event.end_mark), style)

    def _look_for_lost_text(self, event: yaml.ScalarEvent) -> None:
        """A comment has a space after its #; text such as `Room #4` would be cut without a word."""
        end = event.end_mark
        rest = self.lines[end.line][end.column :] if end.line < len(self.lines) else ""
        found = re.match(r"\s+#[^\s#]", rest)
        if found and event.value:
            at = Location(self.path, end.line + 1, end.column + found[0].index("#") + 1)
            message = (
                "everything from this # on is lost, as YAML takes it for a comment; put the whole text "
                "in quotes"
            )
            self.problems.append(Problem(at, message, "lost-text"))

    def _sequence(self, event: Any, depth: int) -> Sequence | None:
        entries = []
        for inner in self._events:
            if isinstance(inner, yaml.SequenceEndEvent):
                return Sequence(tuple(entries), self._at(event.start_mark))
            node = self._node(inner, depth + 1)
            if node is None:
                return None
            entries.append(node)
        raise AssertionError("a parser ends every list that it begins")

    def _mapping(self, event: Any, depth: int) -> Mapping | None:
        entries: dict[str, Entry] = {}
        twice: list[Entry] = []
        for inner in self._events:
            if isinstance(inner, yaml.MappingEndEvent):
                self._tell_twice(twice, entries)
                return Mapping(tuple(entries.values()), self._at(event.start_mark))
            key = self._node(inner, depth + 1)
            if key is None:
                return None
            value = self._node(next(self._events), depth + 1)
            if value is None:
                return None
            self._add(entries, twice, key, value)
        raise AssertionError("a parser ends every mapping that it begins")

    def _add(self, entries: dict[str, Entry], twice: list[Entry], key: Node, value: Node) -> None:
        at = key.location
        if not isinstance(key, Scalar) or key.text is None:
            message = "a key must be one word before the colon; text that begins with {, [ or ? needs quotes"
            self.problems.append(Problem(at, message, "odd-key"))
        elif key.text == "<<" and not key.style:
            message = "`<<` merges other keys in; write the keys out here instead"
            self.problems.append(Problem(at, message, "merge-key"))
        elif key.text in entries:
            twice.append(Entry(key.text, at, value))
            first = entries[key.text].value
            if isinstance(first, Scalar) and first.text is None:  # the line was doubled before its value
                entries[key.text] = Entry(key.text, entries[key.text].location, value)
        else:
            entries[key.text] = Entry(key.text, at, value)

    def _tell_twice(self, twice: list[Entry], entries: dict[str, Entry]) -> None:
        """One problem for a record: several keys again show that the dash of a new entry is missing."""
        if not twice:
            return
        key, at = twice[0].key, twice[0].location
        first = entries[key].location.line
        message = f"the key '{key}' stands here a second time (first in line {first}); keep one of them"
        if len(twice) > 1:
            message = (
                f"the key '{key}' and others stand here a second time (first in line {first}); "
                "begin a new entry with a dash, or keep one of each"
            )
        self.problems.append(Problem(at, message, "duplicate-key"))

    def _at(self, mark: Any) -> Location:
        return Location(self.path, mark.line + 1, mark.column + 1)

    def _problem(self, event: Any, message: str, rule: str) -> None:
        self.problems.append(Problem(self._at(event.start_mark), message, rule))
