"""A document's nodes x its schema -> typed values, and every problem at its place.

YAML gave every value as text. The schema says which of them are whole numbers, true or false, or empty; the rest,
ids and decimal numbers included, stays text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from . import schemamessages
from .errors import Location, Problem
from .nodes import Mapping, Node, Path, Scalar, Sequence

PROSE = ("text", "title")  # the shared definitions that hold text for people, figures allowed
NUMBERS = ("decimal", "whole")  # and those that hold numbers
_WHOLE = re.compile(r"-?(?:0|[1-9][0-9]{0,29})")
_IN_PLACE = ("allOf", "anyOf", "oneOf")
_BRANCHES = ("anyOf", "oneOf")


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
        self._expanded: dict[int, list[tuple[dict[str, Any], Any, str]]] = {}

    def check(self, kind: str, node: Node, name: str = "this file") -> tuple[Any, list[Problem]]:
        """Return the document as typed values (None with problems) and its problems, sorted.

        `kind` is a schema's name. `name` is what messages call the whole document. Typed: int, bool, None,
        str, list and dict; a number that is no whole number stays text. Raises KeyError for an unknown kind.
        """
        typed = self._typed(node, self._root(kind))
        report = _Report(self, kind, node, name)
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

    def _leaves(self, kind: str, node: Node, wanted: Callable[[list[Any]], bool]) -> list[tuple[Path, Scalar]]:
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
        """The schema and all that hold for the same value, each with its resolver and the definition it came by."""
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
        """The schemas for the value at a key, or for an entry of a list."""
        found: list[Any] = []
        for schema, resolver, _ in schemas:
            if isinstance(step, int):
                inner = [schema.get("items")]
            else:
                inner = [schema.get("properties", {}).get(step)]
                inner += [sub for pattern, sub in schema.get("patternProperties", {}).items() if re.search(pattern, step)]
                if inner == [None]:
                    inner = [schema.get("additionalProperties")]
            for sub in inner:
                found += self._expand(sub, resolver)
        return found

    def _typed(self, node: Node, schemas: list[Any]) -> Any:
        if isinstance(node, Mapping):
            return {entry.key: self._typed(entry.value, self._below(schemas, entry.key)) for entry in node.entries}
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


class _Report:
    """Turns a validator's errors for one document into one problem for each mistake."""

    def __init__(self, validator: Validator, kind: str, root: Node, name: str) -> None:
        self._validator = validator
        self._kind = kind
        self._root = root
        self._name = name
        self._unknown: dict[tuple[Path, str], Problem] = {}
        self._missing: dict[tuple[Path, str], Problem] = {}
        self._at_value: dict[Path, Problem] = {}

    def add(self, error: Any) -> None:
        """Take in one error; alternatives are followed to the one that was meant."""
        path = tuple(error.absolute_path)
        if error.validator in ("additionalProperties", "unevaluatedProperties"):
            self._add_unknown(error, path)
        elif error.validator == "required":
            self._add_missing(error, path)
        elif error.validator in _BRANCHES:
            self._add_alternatives(error, path)
        elif error.validator == "propertyNames":
            self._at_value.setdefault(path, Problem(self._place(path), error.message, "schema"))
        else:
            place = self._second(error, path) if error.validator == "uniqueItems" else self._place(path)
            message = schemamessages.message(error, self._words(path))
            self._at_value.setdefault(path, Problem(place, message, _rule(error)))

    def problems(self) -> list[Problem]:
        """Return the problems: a missing key that stands there misspelt is told once, at the misspelt one."""
        missing = dict(self._missing)
        for path, key in self._unknown:
            near = schemamessages.nearest(key, [wanted for at, wanted in missing if at == path])
            if near:
                del missing[path, near]
                old = self._unknown[path, key]
                message = schemamessages.unknown_key(key, [near])
                self._unknown[path, key] = Problem(old.location, message, old.rule)
        return sorted({*self._unknown.values(), *missing.values(), *self._at_value.values()})

    def _add_unknown(self, error: Any, path: Path) -> None:
        known = self._validator.known_keys(self._kind, path, self._root)
        patterns = list(error.schema.get("patternProperties", {}))
        mapping = self._node(path)
        assert isinstance(mapping, Mapping)
        for entry in mapping.entries:
            if entry.key not in known and not any(re.search(pattern, entry.key) for pattern in patterns):
                message = schemamessages.unknown_key(entry.key, known)
                self._unknown[path, entry.key] = Problem(entry.location, message, "unknown-key")

    def _add_missing(self, error: Any, path: Path) -> None:
        for key in error.validator_value:
            if key not in error.instance:
                message = schemamessages.missing_key(key, self._owner(path))
                self._missing[path, key] = Problem(self._place(path), message, "missing-key")

    def _add_alternatives(self, error: Any, path: Path) -> None:
        branches: dict[int, list[Any]] = {}
        for inner in error.context:
            branches.setdefault(inner.schema_path[0], []).append(inner)
        needs = [tuple(branch.get("required", ())) for branch in error.validator_value if isinstance(branch, dict)]
        if isinstance(error.instance, dict) and all(needs) and len(needs) == len(error.validator_value):
            message = _one_of(needs, error.instance)
            if message:
                location = self._place(path)
                self._at_value.setdefault(path, Problem(location, f"{self._owner(path)} {message}", "one-of"))
                return
        fitting = [errors for errors in branches.values() if not any(_wrong_kind(one, error) for one in errors)]
        for inner in min(fitting, key=len, default=[]):
            self.add(inner)
        if not fitting:
            message = schemamessages.message(error, self._words(path))
            self._at_value.setdefault(path, Problem(self._place(path), message, "type"))

    def _node(self, path: Path) -> Node:
        node = self._root
        for step in path:
            if isinstance(node, Mapping):
                node = next(entry.value for entry in node.entries if entry.key == step)
            elif isinstance(node, Sequence):
                node = node.entries[int(step)]
        return node

    def _place(self, path: Path) -> Location:
        """A value's own place; for a record below a key that key, as the eye looks for it there."""
        node = self._node(path)
        if isinstance(node, (Mapping, Sequence)) and path and isinstance(path[-1], str):
            parent = self._node(path[:-1])
            entry = parent.entry(path[-1]) if isinstance(parent, Mapping) else None
            return entry.location if entry else node.location
        return node.location

    def _second(self, error: Any, path: Path) -> Location:
        seen: list[Any] = []
        for number, value in enumerate(error.instance):
            if value in seen:
                return self._node((*path, number)).location
            seen.append(value)
        return self._place(path)

    def _words(self, path: Path) -> str:
        if not path:
            return self._name
        if isinstance(path[-1], int):
            keys = [step for step in path if isinstance(step, str)]
            return f"this entry of '{keys[-1]}'" if keys else "this entry"
        return f"'{path[-1]}'"

    def _owner(self, path: Path) -> str:
        """What a record is called: its id and the key that it stands under."""
        if not path:
            return self._name
        node = self._node(path)
        own_id = node.get("id") if isinstance(node, Mapping) else None
        if isinstance(own_id, Scalar) and own_id.text:
            return f"'{own_id.text}'"
        return self._words(path)


def _rule(error: Any) -> str:
    rules = {"minItems": "too-few", "maxItems": "too-many", "uniqueItems": "twice", "enum": "not-allowed",
             "const": "not-allowed", "minLength": "empty", "type": "type"}
    if error.validator == "type" and error.instance is None:
        return "empty"
    return rules.get(error.validator, "format")


def _wrong_kind(error: Any, parent: Any) -> bool:
    """Whether an alternative was not meant at all: its type or its constant differs at the value itself."""
    depth = len(error.absolute_path) - len(parent.absolute_path)
    return (error.validator == "type" and depth == 0) or (error.validator == "const" and depth <= 1)


def _one_of(needs: list[tuple[str, ...]], instance: dict[str, Any]) -> str | None:
    """The message where exactly one of several sets of keys must be there, None where that is not what is wrong."""
    complete = [names for names in needs if all(name in instance for name in names)]
    spoken = [" and ".join(f"'{name}'" for name in names) for names in needs]
    if len(complete) > 1:
        both = schemamessages.listed(" and ".join(f"'{name}'" for name in names) for names in complete)
        return f"has more than one of {both}; keep one"
    if not complete:
        return f"needs one of {schemamessages.listed(spoken)}"
    return None
