"""Words for each item in downloads: its wording where there is one, else its title or topic."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from seqf.model import Framework, Rules
from seqf.text.plaintext import plain

DEFAULT_COUNTS = ("How many reached it", "Out of how many")


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemText:
    """Plain text about one item; empty where the framework says nothing."""

    id: str
    text: str  # wording, else title, else topics
    wording: str
    topics: tuple[str, ...]
    counts: tuple[str, str]  # labels of numerator and denominator of a percentage
    meanings: tuple[str, ...]  # of a rating: no feedback, lowest, highest
    from_client_list: str  # which calculation of the client list serves it; empty: none


def section_documents(framework: Framework) -> Iterator[Mapping[str, Any]]:
    """Yield the typed documents of the sections, in framework order."""
    yield from framework.data["sections"]


def item_records(framework: Framework) -> dict[str, Mapping[str, Any]]:
    """Return the typed record of every item by its id."""
    return {item["id"]: item for document in section_documents(framework) for item in document["items"]}


def item_texts(framework: Framework) -> dict[str, ItemText]:
    """Return the words of every item of the framework, by id."""
    records = item_records(framework)
    return {item.id: _item_text(item.id, records[item.id]) for item in framework.rules.items}


def bare_texts(rules: Rules) -> dict[str, ItemText]:
    """Return the little that the scoring rules alone know: each item's title."""
    return {item.id: _item_text(item.id, {"title": item.title}) for item in rules.items}


def standards_and_parts(framework: Framework) -> Iterator[Mapping[str, Any]]:
    """Yield every standard, each followed by its parts."""
    for standard in (framework.data.get("standards") or {}).get("standards") or ():
        yield standard
        yield from standard.get("parts") or ()


def _item_text(item_id: str, record: Mapping[str, Any]) -> ItemText:
    wording, title = plain(record.get("wording")), plain(record.get("title"))
    topics = tuple(dict.fromkeys(plain(topic["text"]) for topic in record.get("topics") or ()))
    counts = (record.get("threshold") or {}).get("counts") or {}
    rating = record.get("rating") or {}
    return ItemText(
        id=item_id,
        text=wording or title or "; ".join(topics),
        wording=wording,
        topics=topics,
        counts=(
            plain(counts.get("numerator")) or DEFAULT_COUNTS[0],
            plain(counts.get("denominator")) or DEFAULT_COUNTS[1],
        ),
        meanings=tuple(plain(rating.get(key)) for key in ("none_means", "lowest_means", "highest_means")),
        from_client_list=record.get("from_client_list") or "",
    )
