"""Checked documents -> the framework in memory: rules to score by, texts with figures, who cites what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from seqf.model import (
    Chapter,
    Criterion,
    Framework,
    Item,
    Mark,
    RatingKpi,
    Reading,
    Rules,
    Section,
    Threshold,
    ThresholdKpi,
)
from seqf.reading.documents import Sources
from seqf.reading.figures import Figures
from seqf.text.nodes import Node, Scalar, walk

Record = dict[str, Any]
TOUCHED = ("items", "sections", "marks", "standards", "chapters", "pages", "questions")


def resolve(sources: Sources) -> Framework:
    """Return the framework. The sources must be free of problems.

    `data` holds every document by name as its schema gives it, with figures put into all texts, and besides:
    `sections`, the list of all sections, whose items carry `topics` [{text, standard, source}] and
    `interpretations` (ids); `touching`, {kind: {id: [interpretation ids]}}; `pages`, {name: {title,
    description}}; `origins`, {source text: {document, place, label}}.
    """
    figures = Figures(sources.values())
    data = {name: _filled(value, figures, ()) for name, value in sources.values().items()}
    topics = _topics(data)
    touching = _touching(data)
    for section in data["sections"]:
        for item in section["items"]:
            item["topics"] = topics.get(item["id"], [])
            item["interpretations"] = touching["items"].get(item["id"], [])
    data["touching"] = touching
    data["pages"] = {name: dict(page.front) for name, page in sources.pages.items()}
    titles = {source["id"]: source["title"] for source in data["framework"].get("sources", ())}
    data["origins"] = {text: _origin(text, titles) for text in sorted(set(_sources_in(data)))}
    return Framework(
        rules=_rules(data),
        data=data,
        chapters=_chapters(sources, figures, data),
        prose={name: figures.fill(page.body, blocks=True)[0] for name, page in sources.pages.items()},
        lines={f"{name}.yaml": _lines(document.node) for name, document in sources.documents.items()},
    )


def _filled(value: Any, figures: Figures, around: tuple[Any, ...]) -> Any:
    """A copy of a value with figures put into every text that asks for one."""
    if isinstance(value, dict):
        inside = (*around, value)
        return {key: _filled(inner, figures, inside) for key, inner in value.items()}
    if isinstance(value, list):
        return [_filled(inner, figures, around) for inner in value]
    if isinstance(value, str) and "{{" in value:
        return figures.fill(value, around)[0]
    return value


def _lines(document: Node) -> dict[str, int]:
    """The line of every record's id; where two lists use the same id, that of the first."""
    lines: dict[str, int] = {}
    for path, node in walk(document):
        if path[-1:] == ("id",) and isinstance(node, Scalar) and node.text:
            lines.setdefault(node.text, node.location.line)
    return lines


def _rules(data: Mapping[str, Any]) -> Rules:
    certification = data["certification"]
    readings = [
        Reading(id=record["id"], effect=reading["effect"])
        for record in (data.get("interpretations") or {}).get("interpretations", ())
        for reading in record.get("readings", ())
        if reading.get("effect")
    ]
    return Rules(
        framework=data["framework"]["version"],
        title=data["framework"]["title"],
        sections=tuple(_section(section) for section in data["sections"]),
        gate=tuple((certification.get("gate") or {}).get("items", ())),
        marks=tuple(_mark(mark) for mark in certification["marks"]),
        readings=tuple(readings),
    )


def _section(section: Record) -> Section:
    scale = tuple(section.get("scale", ()))
    return Section(
        id=section["id"],
        title=section["title"],
        weight=Fraction(section["weight"]),
        items=tuple(_item(item, scale) for item in section["items"]),
    )


def _item(item: Record, scale: tuple[int, ...]) -> Item:
    title = item_title(item)
    if "threshold" in item:
        steps = item["threshold"]
        return ThresholdKpi(
            id=item["id"],
            title=title,
            unit=steps["unit"],
            direction=steps["direction"],
            lowest_value=_number(steps.get("lowest")),
            highest_value=_number(steps.get("highest")),
            thresholds=tuple(
                Threshold(bound=Fraction(step["bound"]), score=Fraction(step["score"]))
                for step in steps["thresholds"]
            ),
        )
    if "rating" in item:
        rating = item["rating"]
        return RatingKpi(
            id=item["id"],
            title=title,
            none=Fraction(rating["none"]),
            lowest_rating=Fraction(rating["lowest"]),
            highest_rating=Fraction(rating["highest"]),
        )
    return Criterion(id=item["id"], title=title, scale=scale)


def item_title(item: Record) -> str:
    """Return what an item is called: its own title, else what a standard ties it to, else its number."""
    if item.get("title"):
        return item["title"]
    topics = item.get("topics")
    return topics[0]["text"] if topics else f"Criterion {item['id']}"


def _mark(mark: Record) -> Mark:
    return Mark(
        id=mark["id"],
        title=mark["title"],
        minimum=Fraction(mark["minimum"]),
        gate_minimum=_number(mark.get("gate_minimum")),
    )


def _number(text: str | None) -> Fraction | None:
    return None if text is None else Fraction(text)


def _topics(data: Mapping[str, Any]) -> dict[str, list[Record]]:
    """What the standards that cite an item say it is about, by item."""
    found: dict[str, list[Record]] = {}
    for standard in (data.get("standards") or {}).get("standards", ()):
        for record in (standard, *standard.get("parts", ())):
            for item in record.get("criteria", ()):
                if record.get("topic"):
                    source = record.get("source", standard.get("source"))
                    topic = {"text": record["topic"], "standard": record["id"], "source": source}
                    found.setdefault(item, []).append(topic)
    return found


def _touching(data: Mapping[str, Any]) -> dict[str, dict[str, list[str]]]:
    touching: dict[str, dict[str, list[str]]] = {kind: {} for kind in TOUCHED}
    for record in (data.get("interpretations") or {}).get("interpretations", ()):
        for kind in TOUCHED:
            for touched in record["touches"].get(kind, ()):
                touching[kind].setdefault(touched, []).append(record["id"])
    return touching


def _chapters(sources: Sources, figures: Figures, data: Mapping[str, Any]) -> tuple[Chapter, ...]:
    found = []
    for part in (data.get("guide") or {}).get("parts", ()):
        for chapter in part["chapters"]:
            source = chapter.get("source", part.get("source", ""))
            file = sources.chapters[chapter["id"]]
            found.append(
                Chapter(
                    id=chapter["id"],
                    title=chapter["title"],
                    part=part["id"],
                    markdown=figures.fill(file.body, blocks=True)[0],
                    path=f"guide/{chapter['id']}.md",
                    source=source if isinstance(source, str) else "; ".join(source),
                )
            )
    return tuple(found)


def _sources_in(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == "source" and isinstance(inner, (str, list)):
                yield from [inner] if isinstance(inner, str) else inner
            else:
                yield from _sources_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _sources_in(inner)


def _origin(text: str, titles: Mapping[str, str]) -> Record:
    document, _, place = text.partition(", ")
    return {"document": document, "place": place, "label": f"{titles.get(document, document)}, {place}"}
