"""Ids: each one names one thing, and files are called after what they hold."""

from __future__ import annotations

import re
from collections.abc import Iterator

from seqf.errors import Location, Problem
from seqf.reading.consistency.scores import fitting_sections
from seqf.reading.documents import Sources
from seqf.text.nodes import Mapping, Sequence, walk


def file_name(sources: Sources) -> Iterator[Problem]:
    """A section's file is called after its id."""
    for document, section in fitting_sections(sources):
        stem, own = document.name.split("/")[1], section.text("id")
        if own != stem:
            message = (
                f"this file is called {stem}.yaml but holds section {own}; rename the file or mend the id"
            )
            yield Problem(section.place("id"), message, "file-name")


def item_ids(sources: Sources) -> Iterator[Problem]:
    """An item's id begins with that of its section and stands once in the framework."""
    first: dict[str, Location] = {}
    for document, section in fitting_sections(sources):
        own = section.text("id") or ""
        if document.name.split("/")[1] != own:
            continue  # told by `file_name`
        for item in section.records("items"):
            name, place = item.text("id") or "", item.place("id")
            if not re.match(rf"{re.escape(own)}(?!\d)", name):
                message = f"the id of an item begins with that of its section, {own}; {name} does not"
                yield Problem(place, message, "item-id")
            elif name in first and first[name].path != place.path:  # twice in one list: `duplicate_ids`
                message = f"an item in {first[name].path} has the id {name} already; give each its own"
                yield Problem(place, message, "duplicate-id")
            else:
                first.setdefault(name, place)


def duplicate_ids(sources: Sources) -> Iterator[Problem]:
    """Within a list, parts of its records included, no id stands twice."""
    for document in sources.documents.values():
        if not document.is_shaped:
            continue
        told: set[Location] = set()
        for _, node in walk(document.node):
            if not isinstance(node, Mapping):
                continue
            for entry in node.entries:
                if isinstance(entry.value, Sequence):
                    for problem in _twice(entry.value, entry.key):
                        if problem.location not in told:
                            told.add(problem.location)
                            yield problem


def _twice(entries: Sequence, key: str) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for entry in entries.entries:
        if not isinstance(entry, Mapping):
            continue
        for record in (entry, *entry.records("parts")) if key != "parts" else (entry,):
            name = record.text("id")
            if name is None:
                continue
            if name in first:
                message = (
                    f"the id {name} stands here a second time (first in line {first[name]}); give each "
                    "its own"
                )
                yield Problem(record.place("id"), message, "duplicate-id")
            first.setdefault(name, record.place("id").line)


RULES = (file_name, item_ids, duplicate_ids)
