"""Pages of what is scored: the index of all items, one page for each item, one for each section."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from seqf.site.pages.page import HOME, Link, Page

INDEX = Link(title="Criteria", address="/criteria/")


def scored_pages(facts: dict[str, Any]) -> Iterator[Page]:
    """Yield the index, the sections and the items, in framework order."""
    title = "Criteria and KPIs" if facts["criteria"] and facts["kpis"] else "Criteria"
    yield Page(
        address=INDEX.address,
        title=title,
        description="Every scored item by section: its number, what it is about, and how it is scored.",
        template="criteria.html.j2",
        context={"facts": facts},
        navigation=INDEX.address,
        trail=(HOME,),
        source="certification.yaml",
    )
    for section in facts["sections"]:
        yield _section(section, facts)
        for item in section["items"]:
            yield _item(item, facts)


def _section(section: dict[str, Any], facts: dict[str, Any]) -> Page:
    name = f"{section['id']} {section['title']}"
    return Page(
        address=section["address"],
        title=name,
        description=f"Section {name}: what it is about, its weight, and the items that score in it.",
        template="section.html.j2",
        context={"section": section, "facts": facts},
        navigation=INDEX.address,
        trail=(HOME, INDEX),
        source=f"sections/{section['id']}.yaml",
        about=section["id"],
    )


def _item(item: dict[str, Any], facts: dict[str, Any]) -> Page:
    section = item["section"]
    title = f"{item['name']}: {item['short_title']}" if item["short_title"] else item["name"]
    about = "; ".join(topic["text"] for topic in item["topics"])
    return Page(
        address=item["address"],
        title=title,
        description=f"{title}, in section {section['id']} {section['title']}."
        + (f" Tied to: {about}." if about else " How it is scored and what the sources say of it."),
        template="item.html.j2",
        context={"item": item, "section": section, "facts": facts},
        navigation=INDEX.address,
        trail=(HOME, INDEX, Link(title=f"{section['id']} {section['title']}", address=section["address"])),
        source=f"sections/{section['id']}.yaml",
        about=item["id"],
    )
