"""A framework as things that can change: every record that has an id, with the parts that are its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from seqf.model import Framework
from seqf.text.plaintext import plain

# (document, list) -> the scheme by which its records are linked; any other record is named by its path
_SCHEMES = {
    ("sections", "items"): "item",
    ("certification", "marks"): "mark",
    ("standards", "standards"): "standard",
    ("tender", "questions"): "question",
    ("values", "values"): "value",
    ("interpretations", "interpretations"): "interpretation",
    ("glossary", "terms"): "term",
    ("resources", "resources"): "resource",
    ("guide", "chapters"): "chapter",
}
# Put into items by the reading of a framework; and the name of the test that pins a reading.
_NO_MEANING = {"sections": {"topics", "interpretations"}, "interpretations": {"test"}}
_NOT_OF_THE_FRAMEWORK = {"settings", "home", "pages", "touching", "origins"}
_IDENTITY = {"id", "released", "version"}


@dataclass(slots=True)
class Thing:
    """One record."""

    target: str
    title: str
    parent: str
    facets: dict[str, Any] = field(default_factory=dict)  # path inside the record -> value


def things(framework: Framework) -> dict[str, Thing]:
    """Return every record by its target; each document as a whole is one too, for what is in no record."""
    found: dict[str, Thing] = {}
    for section in framework.data["sections"]:
        _record(section, "sections", f"section:{section['id']}", "", found)
    for name, document in framework.data.items():
        if name != "sections" and name not in _NOT_OF_THE_FRAMEWORK and isinstance(document, Mapping):
            _record(document, name, name, "", found)
    for chapter in framework.chapters:
        known = found.setdefault(f"chapter:{chapter.id}", Thing(f"chapter:{chapter.id}", chapter.title, ""))
        known.facets["text"] = chapter.markdown
    for name, text in framework.prose.items():
        front = (framework.data.get("pages") or {}).get(name) or {}
        page = Thing(f"page:/{name}/", f"Page “{front.get('title', name)}”", "", {**front, "text": text})
        found[page.target] = page
    return found


def _record(
    record: Mapping[str, Any], document: str, target: str, parent: str, found: dict[str, Thing]
) -> None:
    thing = found[target] = Thing(target, _title(record, target), parent)
    for facet, value in _own(record, (), document, thing, found):
        thing.facets[facet] = value


def _own(
    value: Any, path: tuple[str, ...], document: str, thing: Thing, found: dict[str, Thing]
) -> Iterator[tuple[str, Any]]:
    """Yield the leaves of a record; records in lists become things of their own, figures stay."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            skipped = (not path and key in _IDENTITY) or key in _NO_MEANING.get(document, ())
            if not skipped and not key.startswith("x-"):
                yield from _own(inner, (*path, key), document, thing, found)
    elif isinstance(value, list) and value and all(isinstance(one, Mapping) and "id" in one for one in value):
        key = path[-1]
        for one in value:
            if key == "figures":
                yield from _own(
                    {k: v for k, v in one.items() if k != "id"}, (*path, one["id"]), document, thing, found
                )
                continue
            scheme = _SCHEMES.get((document, key))
            if key == "parts" and thing.target.split(":")[0] in ("standard", "question"):
                scheme = thing.target.split(":")[0]
            name = f"{scheme}:{one['id']}" if scheme else "/".join((thing.target, *path, one["id"]))
            _record(one, document, name, thing.target, found)
    elif isinstance(value, list):
        yield "/".join(path), value if all(isinstance(one, str) for one in value) else str(value)
    elif value is not None:
        yield "/".join(path), value


_WORDS = {
    "item": "Item",
    "mark": "Mark",
    "section": "Section",
    "standard": "Standard",
    "question": "Question",
    "value": "Value",
    "interpretation": "Open question",
    "term": "Term",
    "resource": "Resource",
    "chapter": "Chapter",
}


_NUMBERED = {"item", "section", "standard", "question", "value", "chapter"}


def _title(record: Mapping[str, Any], target: str) -> str:
    scheme, _, name = target.partition(":")
    own = record.get("title") or record.get("term") or record.get("question") or record.get("name") or ""
    own = " ".join(plain(own).split()) if isinstance(own, str) else ""
    if not name:
        target = target[:1].upper() + target[1:]
        return f"{target.replace('/', ', ')}{f': {own}' if own and own != target else ''}"
    number = name if scheme in _NUMBERED else ""
    words = " ".join(part for part in (_WORDS.get(scheme, scheme), number) if part)
    return f"{words}: {own}" if own and number else f"{words} {own or ('' if number else name)}".strip()
