"""Where everything that can be linked to stands: "item:A1" is at "/criteria/A1/"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from seqf.model import Framework
from seqf.site.pages.blocks import shown_in
from seqf.site.pages.page import Link


def places(framework: Framework) -> dict[str, Link]:
    """Return every link target by its scheme and id.

    Records without a page of their own stand on the page that shows them, at their `id` attribute. A target
    that no page shows is absent: a link to it becomes plain text. So is a resource without an address.
    """
    return dict(_found(framework))


def _found(framework: Framework) -> Iterator[tuple[str, Link]]:
    data = framework.data
    shown = shown_in(framework.chapters)
    for section in framework.rules.sections:
        yield (
            f"section:{section.id}",
            Link(title=f"{section.id} {section.title}", address=f"/sections/{section.id}/"),
        )
        for item in section.items:
            yield f"item:{item.id}", Link(title=item.id, address=f"/criteria/{item.id}/")
    for chapter in framework.chapters:
        yield (
            f"chapter:{chapter.id}",
            Link(title=f"Chapter {chapter.id}: {chapter.title}", address=f"/guide/{chapter.id}/"),
        )
    marks = shown.get("marks", "/criteria/")
    for mark in framework.rules.marks:
        yield f"mark:{mark.id}", Link(title=mark.title, address=f"{marks}#mark-{mark.id}")
    if "values" in shown:
        for value in _list(data, "values", "values"):
            yield (
                f"value:{value['id']}",
                Link(title=value["title"], address=f"{shown['values']}#value-{value['id']}"),
            )
    for standard in standards_in(data):
        title = f"Standard {standard['id']}: {standard['title']}"
        yield (
            f"standard:{standard['id']}",
            Link(title=title, address=f"/standards/#standard-{standard['id']}"),
        )
    for tender_set in _list(data, "tender", "sets"):
        for question in _with_parts(tender_set["questions"]):
            title, address = f"Question {question['id']}", f"/tender/#{question['id']}"
            yield f"question:{question['id']}", Link(title=title, address=address)
    for record in _list(data, "interpretations", "interpretations"):
        link = Link(title=record["question"], address=f"/interpretations/#{record['id']}")
        yield f"interpretation:{record['id']}", link
    for term in _list(data, "glossary", "terms"):
        yield f"term:{term['id']}", Link(title=term["term"], address=f"/glossary/#{term['id']}")
    for resource in _list(data, "resources", "resources"):
        address = resource.get("address")
        if not address and resource.get("email"):
            address = f"mailto:{resource['email']}"
        if address:
            yield f"resource:{resource['id']}", Link(title=resource["title"], address=address)


def standards_in(data: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return standards and their parts in reading order."""
    return _with_parts(_list(data, "standards", "standards"))


def _list(data: Mapping[str, Any], document: str, key: str) -> list[Any]:
    return list((data.get(document) or {}).get(key) or [])


def _with_parts(records: list[Any]) -> list[Any]:
    found = []
    for record in records:
        found += [record, *_with_parts(record.get("parts") or [])]
    return found
