"""A document's nodes x its schema -> typed values, and every problem at its place.

YAML gave every value as text. The schema says which of them are whole numbers, true or false, or empty; the
rest, ids and decimal numbers included, stays text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from seqf.errors import Problem
from seqf.reading.schemareport import Report
from seqf.text.nodes import Mapping, Node, Path, Scalar, Sequence

PROSE = ("text", "title")  # the shared definitions that hold text for people, figures allowed
NUMBERS = ("decimal", "whole")  # and those that hold numbers
_WHOLE = re.compile(r"-?(?:0|[1-9][0-9]{0,29})")
_IN_PLACE = ("allOf", "anyOf", "oneOf")


class Validator:
    """Checks documents against a set of schemas; built once, used for every file.

    `schemas` maps a name such as `section` to its JSON Schema (2020-12). They may refer to one another by
    `NAME.schema.json`.
    """

    def __init__(self, schemas: dict[str, dict[str, Any]]) -> None:
        self.kinds = frozenset(schemas)
        self._schemas = schemas
        resources = []
        for name, schema in schemas.items():
            resource = Resource.from_contents(schema, default_specification=DRAFT202012)
            addresses = {f"{name}.schema.json", schema.get("$id", f"{name}.schema.json")}
            resources.extend((address, resource) for address in addresses)
        self._registry: Registry[Any] = Registry().with_resources(resources)
        self._validators = {
            name: Draft202012Validator(schema, registry=self._registry) for name, schema in schemas.items()
        }
        self._under: dict[tuple[int, str | int], list[Any]] = {}  # what `_below` found, by list of schemas
        self._expanded: dict[int, list[tuple[dict[str, Any], Any, str]]] = {}

    def check(self, kind: str, node: Node, name: str = "this file") -> tuple[Any, list[Problem]]:
        """Return the document as typed values (None with problems) and its problems, sorted.

        `kind` is a schema's name. `name` is what messages call the whole document. Typed: int, bool, None,
        str, list and dict; a number that is no whole number stays text. Raises KeyError for an unknown kind.
        """
        typed = self._typed(node, self._root(kind))
        report = Report(node, name, lambda path: self.known_keys(kind, path, node))
        for error in self._validators[kind].iter_errors(typed):
            report.add(error)
        problems = report.problems()
        return (None if problems else typed), problems

    def prose(self, kind: str, node: Node) -> list[tuple[Path, Scalar]]:
        """Return every text of a document that is meant for people, with its path, in the file's order."""
        return self._leaves(kind, node, lambda schemas: any(via in PROSE for _, _, via in schemas))

    def numbers(self, kind: str, node: Node) -> list[tuple[Path, Scalar]]:
        """Return every value of a document that its schema takes for a number, with its path."""
        return self._leaves(kind, node, lambda schemas: any(via in NUMBERS for _, _, via in schemas))

    def _leaves(
        self, kind: str, node: Node, wanted: Callable[[list[Any]], bool]
    ) -> list[tuple[Path, Scalar]]:
        def below(node: Node, schemas: list[Any], path: Path) -> Iterator[tuple[Path, Scalar]]:
            if isinstance(node, Mapping):
                for entry in node.entries:
                    yield from below(entry.value, self._below(schemas, entry.key), (*path, entry.key))
            elif isinstance(node, Sequence):
                inner = self._below(schemas, 0)
                for number, entry in enumerate(node.entries):
                    yield from below(entry, inner, (*path, number))
            elif node.text is not None and wanted(schemas):
                yield path, node

        return list(below(node, self._root(kind), ()))

    def known_keys(self, kind: str, path: Path, node: Node) -> list[str]:
        """Return the keys that the schema knows for the mapping at a path."""
        schemas = self._root(kind)
        for step in path:
            schemas = self._below(schemas, step)
        return sorted({key for schema, _, _ in schemas for key in schema.get("properties", {})})

    def _root(self, kind: str) -> list[tuple[dict[str, Any], Any, str]]:
        schema = self._schemas[kind]
        resolver = self._registry.resolver(schema.get("$id", f"{kind}.schema.json"))
        return self._expand(schema, resolver)

    def _expand(self, schema: Any, resolver: Any, via: str = "") -> list[tuple[dict[str, Any], Any, str]]:
        """The schema and all that hold for the same value, each with its resolver and its definition."""
        if not isinstance(schema, dict):
            return []
        known = self._expanded.get(id(schema))
        if known is not None:
            return known
        self._expanded[id(schema)] = found = [(schema, resolver, via)]
        if "$ref" in schema:
            resolved = resolver.lookup(schema["$ref"])
            found += self._expand(resolved.contents, resolved.resolver, schema["$ref"].rsplit("/", 1)[-1])
        for keyword in _IN_PLACE:
            for inner in schema.get(keyword, ()):
                found += self._expand(inner, resolver)
        for keyword in ("then", "else"):
            found += self._expand(schema.get(keyword), resolver)
        return found

    def _below(self, schemas: list[tuple[dict[str, Any], Any, str]], step: str | int) -> list[Any]:
        """The schemas for the value at a key, or for an entry of a list. They live on, so ids stay true."""
        known = self._under.get((id(schemas), 0 if isinstance(step, int) else step))
        if known is not None:
            return known
        found: list[Any] = []
        for schema, resolver, _ in schemas:
            if isinstance(step, int):
                inner = [schema.get("items")]
            else:
                inner = [schema.get("properties", {}).get(step)]
                inner += [
                    sub
                    for pattern, sub in schema.get("patternProperties", {}).items()
                    if re.search(pattern, step)
                ]
                if inner == [None]:
                    inner = [schema.get("additionalProperties")]
            for sub in inner:
                found += self._expand(sub, resolver)
        self._under[id(schemas), 0 if isinstance(step, int) else step] = found
        return found

    def _typed(self, node: Node, schemas: list[Any]) -> Any:
        if isinstance(node, Mapping):
            return {
                entry.key: self._typed(entry.value, self._below(schemas, entry.key)) for entry in node.entries
            }
        if isinstance(node, Sequence):
            below = self._below(schemas, 0)
            return [self._typed(entry, below) for entry in node.entries]
        types: set[str] = set()
        for schema, _, _ in schemas:
            wanted = schema.get("type", ())
            types.update([wanted] if isinstance(wanted, str) else wanted)
        return _scalar(node, types)


def _scalar(node: Scalar, types: set[str]) -> Any:
    text = node.text
    if text is None or node.style or types & {"string", "number"}:
        return text
    if "integer" in types and _WHOLE.fullmatch(text):
        return int(text)
    if "boolean" in types and text in ("true", "false"):
        return text == "true"
    return text
