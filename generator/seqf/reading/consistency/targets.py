"""What can be referred to: every id of every kind, and every address of the site."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from seqf.errors import Location
from seqf.reading.documents import Sources
from seqf.text.nodes import Mapping

# Pages that every site has, and those that come with a document.
_ALWAYS = ("/", "/criteria/", "/calculator/", "/downloads/", "/changes/", "/accessibility/", "/privacy/")
_WITH_DOCUMENT = {
    "guide": "/guide/",
    "standards": "/standards/",
    "tender": "/tender/",
    "commissioning": "/commissioning/",
    "external-assessment": "/assessment/",
    "interpretations": "/interpretations/",
    "glossary": "/glossary/",
}

# kind -> the document and the list that hold its records; parts inside count as well
_LISTS = {
    "standard": ("standards", "standards"),
    "value": ("values", "values"),
    "mark": ("certification", "marks"),
    "interpretation": ("interpretations", "interpretations"),
    "term": ("glossary", "terms"),
    "resource": ("resources", "resources"),
    "organisation": ("framework", "organisations"),
    "stage": ("model", "stages"),
}


@dataclass(frozen=True, slots=True)
class Target:
    """Something that has an id."""

    id: str
    place: Location
    list_place: Location  # of the list that it stands in


class Targets:
    """Everything that can be referred to, by kind.

    A file with a wrong value counts too. A kind whose file cannot be read, or has lost its shape, is not
    `known`: what refers to it is not judged, so that one slip is not told again by all that refer to it.
    """

    def __init__(self, sources: Sources) -> None:
        self._sources = sources
        self._found = {kind: list(self._of_list(*where)) for kind, where in _LISTS.items()}
        self._found["section"], self._found["item"] = list(self._sections()), list(self._items())
        self._found["question"] = list(self._nested("tender", "sets", "questions"))
        self._found["chapter"] = list(self._nested("guide", "parts", "chapters"))
        self._ids = {kind: {target.id for target in found} for kind, found in self._found.items()}
        self._ids["page"] = self._addresses()

    def ids(self, kind: str) -> set[str]:
        """Return the ids of a kind; for `page` the addresses."""
        return self._ids[kind]

    def all(self, kind: str) -> list[Target]:
        """Return the targets of a kind in the order of the files, ids that stand twice twice."""
        return self._found[kind]

    def is_known(self, kind: str) -> bool:
        """Whether the files that hold a kind could be read."""
        if kind == "page":
            return not self._sources.unreadable and all(map(self._is_sound, ("guide", "sections")))
        name = {"question": "tender", "chapter": "guide", "section": "sections", "item": "sections"}.get(kind)
        return self._is_sound(name or _LISTS[kind][0])

    def _is_sound(self, name: str) -> bool:
        """Whether a file, or every section, can be read and has its shape; or is not there at all."""
        if name == "sections":
            unreadable = any(path.startswith("sections/") for path in self._sources.unreadable)
            return not unreadable and all(section.is_shaped for section in self._sources.sections())
        document = self._sources.documents.get(name)
        return name not in self._sources.unreadable and (document is None or document.is_shaped)

    def _root(self, document: str) -> Mapping | None:
        found = self._sources.documents.get(document)
        return found.node if found and isinstance(found.node, Mapping) else None

    def _of_list(self, document: str, key: str) -> Iterator[Target]:
        root = self._root(document)
        yield from _with_parts(root, key) if root else ()

    def _nested(self, document: str, outer: str, key: str) -> Iterator[Target]:
        root = self._root(document)
        for record in root.records(outer) if root else ():
            yield from _with_parts(record, key)

    def _sections(self) -> Iterator[Target]:
        for section in self._sources.sections():
            if isinstance(section.node, Mapping):
                name = section.node.text("id") or section.name.split("/")[1]
                yield Target(name, section.node.place("id"), section.node.location)

    def _items(self) -> Iterator[Target]:
        for section in self._sources.sections():
            if isinstance(section.node, Mapping):
                yield from _with_parts(section.node, "items")

    def _addresses(self) -> set[str]:
        documents = {*self._sources.documents, *self._sources.unreadable}
        found = {*_ALWAYS, *(address for name, address in _WITH_DOCUMENT.items() if name in documents)}
        found |= {f"/{name}/" for name in self._sources.pages}
        for kind, folder in (("item", "criteria"), ("section", "sections"), ("chapter", "guide")):
            found |= {f"/{folder}/{name}/" for name in self._ids[kind]}
        return found


def _with_parts(record: Mapping, key: str) -> Iterator[Target]:
    entry = record.entry(key)
    for inner in record.records(key):
        name = inner.text("id")
        if name is not None and entry:
            yield Target(name, inner.place("id"), entry.location)
        yield from _with_parts(inner, "parts")
