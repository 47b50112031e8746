"""Short ways for tests to a record of the framework's data."""

from __future__ import annotations

from typing import Any

from seqf.model import Framework, Item

Record = dict[str, Any]


def records(framework: Framework, document: str, key: str | None = None) -> dict[str, Record]:
    """Return the records of a document's list by id."""
    return {record["id"]: record for record in framework.data[document][key or document]}


def item_records(framework: Framework) -> dict[str, Record]:
    """Return the records of all items by id, in order."""
    return {record["id"]: record for section in framework.data["sections"] for record in section["items"]}


def item(framework: Framework, wanted: str) -> Item:
    """Return one item as scoring sees it."""
    return next(one for one in framework.rules.items if one.id == wanted)


def figure(record: Record, wanted: str) -> tuple[str, ...]:
    """Return the values and the unit of a record's figure: ("10", "15", "clients")."""
    found = next(one for one in record["figures"] if one["id"] == wanted)
    return (*(found[key] for key in ("value", "from", "to") if key in found), found["unit"])
