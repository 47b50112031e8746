"""What templates print about a framework, gathered once: sections, items, topics, marks, open questions.

Everything here is plain data for templates. Records keep the shape that their schema gives; added keys are
named in each function. No template looks anything up or does sums.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from seqf.model import Criterion, Framework, Item, RatingKpi, Section, ThresholdKpi
from seqf.site.pages import chart
from seqf.site.pages.places import places, standards_in
from seqf.site.pages.sheet import answer_lines

Record = dict[str, Any]

# What an interpretation can touch, and the scheme by which each kind is linked.
_TOUCHED = {
    "items": "item",
    "sections": "section",
    "marks": "mark",
    "standards": "standard",
    "chapters": "chapter",
    "questions": "question",
}


def facts(framework: Framework) -> Record:
    """Return every document by its name (None where it is absent), and the records below, enriched."""
    data = framework.data
    links = places(framework)
    questions = _touching(data)
    sections = [_section(section, data, links, questions) for section in framework.rules.sections]
    items = [item for section in sections for item in section["items"]]
    _chain(items)
    _chain(sections)
    known = {item["id"]: item for item in items}
    return {
        **{name: data.get(name) for name in DOCUMENTS},
        "framework": data["framework"],
        "organisations": {record["id"]: record for record in data["framework"]["organisations"]},
        "resource": {record["id"]: record for record in (data.get("resources") or {}).get("resources", [])},
        "links": links,
        "questions": questions,
        "answers": answer_lines(framework),
        "sections": sections,
        "item": known,
        "gate": _gate(framework, known),
        "marks": _marks(framework),
        "bands": chart.bands(framework.rules.marks, data["certification"]["no_mark"]["title"]),
        "stack": chart.stack(sections),
        "kpis": [item for item in items if item["kind"] != "criterion"],
        "criteria": [item for item in items if item["kind"] == "criterion"],
        "without_wording": [item for item in items if not item["wording"]],
    }


DOCUMENTS = (
    "certification",
    "commissioning",
    "external-assessment",
    "glossary",
    "guide",
    "history",
    "home",
    "interpretations",
    "model",
    "provision",
    "resources",
    "settings",
    "standards",
    "tender",
    "values",
)


def _section(
    section: Section, data: Mapping[str, Any], links: Mapping[str, Any], questions: Mapping
) -> Record:
    """Add weight, maximum, kind, address, stage, chapter, questions, items and those without wording."""
    document = next(record for record in data["sections"] if record["id"] == section.id)
    stage = next((s for s in (data.get("model") or {}).get("stages", []) if s["section"] == section.id), None)
    records = {record["id"]: record for record in document["items"]}
    view = {
        **document,
        "kind": "criteria" if all(isinstance(item, Criterion) for item in section.items) else "kpis",
        "weight": chart.plain(section.weight),
        "maximum": chart.plain(section.maximum),
        "address": f"/sections/{section.id}/",
        "stage": stage,
        "chapter": links.get(f"chapter:{stage['chapter']}") if stage else None,
        "questions": questions.get(f"section:{section.id}", []),
        "scale_text": " to ".join(str(end) for end in _scale_ends(section.items)),
    }
    view["items"] = [_item(item, records[item.id], view, data, questions) for item in section.items]
    view["without_wording"] = [item for item in view["items"] if not item["wording"]]
    return view


def _scale_ends(items: Iterable[Item]) -> tuple[int, ...]:
    scale = next((item.scale for item in items if isinstance(item, Criterion)), ())
    return (scale[0], scale[-1]) if scale else ()


def _item(
    item: Item, record: Mapping[str, Any], section: Record, data: Mapping, questions: Mapping
) -> Record:
    """Return what a page says about one item.

    id, title and wording (either may be ""), kind, name ("Criterion A.3"), address, section, topics (text and
    the standard it comes from), lowest and highest score, questions, source, notes, and what its kind adds.
    """
    cited = [standard for standard in standards_in(data) if item.id in standard.get("criteria", [])]
    own = questions.get(f"item:{item.id}", [])
    view: Record = {
        "id": item.id,
        "title": record.get("title") or "",
        "short_title": record.get("short_title") or record.get("title") or "",
        "wording": record.get("wording") or "",
        "kind": _kind(item),
        "name": f"{'Criterion' if isinstance(item, Criterion) else 'KPI'} {item.id}",
        "address": f"/criteria/{item.id}/",
        "section": section,
        "topics": [
            {
                "text": standard["topic"],
                "standard": standard["id"],
                "address": f"/standards/#standard-{standard['id']}",
                "source": standard["source"],
            }
            for standard in cited
            if standard.get("topic")
        ],
        "standards": cited,
        "lowest": chart.plain(item.lowest),
        "highest": chart.plain(item.highest),
        "questions": own + [question for question in section["questions"] if question not in own],
        "source": record.get("source") or section.get("source"),
        "notes": record.get("notes") or [],
        "formula": record.get("formula"),
        "gate": item.id in (data["certification"].get("gate") or {}).get("items", []),
    }
    match item:
        case Criterion():
            view["scale"] = [str(score) for score in item.scale]
        case ThresholdKpi():
            steps = [{"bound": chart.plain(s.bound), "score": chart.plain(s.score)} for s in item.thresholds]
            view |= {"unit": item.unit, "direction": item.direction, "thresholds": steps}
            view["counts"] = record.get("threshold", {}).get("counts")
        case RatingKpi():
            view["rating"] = rating = record["rating"]
            view["meanings"] = [
                (rating[end], rating[f"{end}_means"])
                for end in ("none", "lowest", "highest")
                if f"{end}_means" in rating
            ]
    return view


def _kind(item: Item) -> str:
    match item:
        case Criterion():
            return "criterion"
        case ThresholdKpi():
            return "threshold"
        case RatingKpi():
            return "rating"


def _chain(records: list[Record]) -> None:
    """Give each record its neighbours: before and after, a record or None."""
    for n, record in enumerate(records):
        record["before"] = records[n - 1] if n else None
        record["after"] = records[n + 1] if n + 1 < len(records) else None


def _touching(data: Mapping[str, Any]) -> dict[str, list[Record]]:
    """Return the interpretations by what they touch: "item:A1", "page:/standards/"."""
    found: dict[str, list[Record]] = defaultdict(list)
    for record in (data.get("interpretations") or {}).get("interpretations", []):
        touches = record.get("touches") or {}
        for kind, scheme in _TOUCHED.items():
            for target in touches.get(kind) or []:
                found[f"{scheme}:{target}"].append(record)
        for address in touches.get("pages") or []:
            found[f"page:{address}"].append(record)
    return dict(found)


def _gate(framework: Framework, items: Mapping[str, Record]) -> Record | None:
    """Return title, items (views), maximum and source of the gate; None where a framework has none."""
    if not framework.rules.gate:
        return None
    gate = framework.data["certification"]["gate"]
    members = [item for item in framework.rules.items if item.id in framework.rules.gate]
    return {
        "title": gate["title"],
        "source": gate["source"],
        "items": [items[item.id] for item in members],
        "maximum": chart.plain(sum(item.highest for item in members)),
    }


def _marks(framework: Framework) -> list[Record]:
    """Return the marks, highest first, with both minimums as decimal text and rank (1 is the lowest mark)."""
    marks = framework.rules.marks
    records = {record["id"]: record for record in framework.data["certification"]["marks"]}
    return [
        {
            **records[mark.id],
            "minimum": chart.plain(mark.minimum),
            "gate_minimum": None if mark.gate_minimum is None else chart.plain(mark.gate_minimum),
            "rank": len(marks) - n,
        }
        for n, mark in enumerate(marks)
    ]
