"""The tender questions as a flat list, for tables, documents and plain text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from seqf.downloads.itemtexts import standards_and_parts
from seqf.model import Framework
from seqf.text.plaintext import plain

ABOUT = {"bidder": "about the bidder", "bid": "about the bid"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question, or one part of a question."""

    id: str  # "Q2.1c"
    set_id: str
    set_title: str
    depth: int  # 0 for a question, 1 for its parts, 2 for their parts
    question: str  # the id of the question that it belongs to
    text: str  # fields to fill in stand in square brackets
    about: str  # "bidder" or "bid"; parts take it from their question
    note: str  # a remark of the editors on `about`; empty for most
    fields: tuple[str, ...]  # labels of the fields to fill in
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """What one question tests: our view, not the sources'."""

    question: str  # "Q2.3"
    standards: tuple[str, ...]
    criteria: tuple[str, ...]  # items that those standards cite, and others named for the question
    values: tuple[str, ...]
    sections: tuple[str, ...]

    @property
    def cells(self) -> tuple[str, str, str, str]:
        """Standards, criteria, values and sections as text for a table."""
        standards, criteria, values, sections = (
            ", ".join(ids) for ids in (self.standards, self.criteria, self.values, self.sections)
        )
        return standards, criteria, values, sections


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """What a standard says that bidders must set out."""

    standard: str  # "2a"
    title: str
    text: str
    source: str


def tender_sets(framework: Framework) -> list[Mapping[str, Any]]:
    """Return the sets of questions as the data has them; none where the framework has no tender questions."""
    return list((framework.data.get("tender") or {}).get("sets") or ())


def questions(framework: Framework, set_id: str | None = None) -> list[Question]:
    """Return every question and part in order, of all sets or of one."""
    return [
        question
        for record in tender_sets(framework)
        if set_id in (None, record["id"])
        for entry in record["questions"]
        for question in _flat(entry, record, entry, 0)
    ]


def _flat(
    entry: Mapping[str, Any], of_set: Mapping[str, Any], top: Mapping[str, Any], depth: int
) -> Iterator[Question]:
    yield Question(
        id=entry["id"],
        set_id=of_set["id"],
        set_title=plain(of_set["title"]),
        depth=depth,
        question=top["id"],
        text=plain(entry["text"]),
        about=top["about"],
        note=plain(top.get("about_note")) if depth == 0 else "",
        fields=tuple(plain(field["label"]) for field in entry.get("fields") or ()),
        source=source_text(entry.get("source") or top.get("source")),
    )
    for part in entry.get("parts") or ():
        yield from _flat(part, of_set, top, depth + 1)


def traces(framework: Framework, set_id: str | None = None) -> list[Trace]:
    """Return what each question tests, for questions where the data says so, of all sets or of one."""
    cited = {entry["id"]: tuple(entry.get("criteria") or ()) for entry in standards_and_parts(framework)}
    order = {item.id: place for place, item in enumerate(framework.rules.items)}
    found = []
    for record in tender_sets(framework):
        for entry in record["questions"] if set_id in (None, record["id"]) else ():
            tests = entry.get("tests")
            if tests:
                standards = tuple(tests.get("standards") or ())
                items = {*(tests.get("items") or ()), *(item for key in standards for item in cited[key])}
                found.append(
                    Trace(
                        question=entry["id"],
                        standards=standards,
                        criteria=tuple(sorted(items, key=lambda item: order[item])),
                        values=tuple(tests.get("values") or ()),
                        sections=tuple(tests.get("sections") or ()),
                    )
                )
    return found


def requirements(framework: Framework) -> list[Requirement]:
    """Return what the standards say that bidders must set out, in the standards' order."""
    return [
        Requirement(
            standard=standard["id"],
            title=plain(standard["title"]),
            text=plain(entry["text"]),
            source=source_text(entry.get("source") or standard.get("source")),
        )
        for standard in standards_and_parts(framework)
        for entry in standard.get("tender") or ()
    ]


def source_text(source: str | list[str] | None) -> str:
    """Return a record's source or sources as one line."""
    return source if isinstance(source, str) else "; ".join(source or ())
