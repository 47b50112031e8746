"""Pages to read: each one exists where the framework has the document that it shows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any

from seqf.site.pages.page import HOME, Download, Page

_COMMISSIONING = "/commissioning/"


def reading_pages(facts: dict[str, Any], downloads: Sequence[Download]) -> Iterator[Page]:
    """Yield every page of this kind, the home page first."""
    title = facts["framework"]["title"]
    yield Page(
        address="/",
        title=title,
        description=_sentence(facts["framework"]["summary"]),
        template="home.html.j2",
        context={"facts": facts},
        source="home.yaml" if facts["home"] else "framework.yaml",
    )
    if facts["external-assessment"]:
        yield _page(
            "/assessment/",
            "External assessment, step by step",
            "external-assessment",
            facts,
            files=by_group(downloads),
        )
    if facts["commissioning"]:
        yield _page(_COMMISSIONING, "Commissioning a service", "commissioning", facts)
    if facts["standards"]:
        yield _page("/standards/", "Minimum service delivery standards", "standards", facts)
    if facts["tender"]:
        yield _page(
            "/tender/", "Questions for an invitation to tender", "tender", facts, files=by_group(downloads)
        )
    if facts["glossary"]:
        yield _page("/glossary/", "Glossary", "glossary", facts)
    if facts["interpretations"]:
        yield _page(
            "/interpretations/",
            "What the sources leave open",
            "interpretations",
            facts,
            answers=facts["answers"],
        )
    yield _page("/downloads/", "Downloads", None, facts, shelves=shelves(downloads))
    yield _page("/accessibility/", "Accessibility of this site", None, facts)
    yield _page("/privacy/", "Privacy", None, facts)
    yield Page(
        address="/404.html",
        title="Page not found",
        description="There is no page at this address.",
        template="not_found.html.j2",
        context={"facts": facts},
        listed=False,
    )


_DESCRIPTIONS = {
    "/assessment/": "How an external assessment runs, from the workshop to the mark, with every time limit.",
    "/commissioning/": "What to ask of a provider, how to pay for quality, and how to support the service.",
    "/standards/": "What a contract can ask of a provider, and the criteria that each standard belongs to.",
    "/tender/": "Sets of questions for bidders, each marked as about the bidder or about the bid.",
    "/glossary/": "The words that this site uses, in plain English.",
    "/interpretations/": "Passages that can be read in more than one way, and which reading stands.",
    "/downloads/": "Workbooks, documents and data to take away and use.",
    "/accessibility/": "How this site is made for everyone, what is tested, and how to report a barrier.",
    "/privacy/": "What this site stores and sends: nothing leaves your browser.",
}


def _page(address: str, title: str, document: str | None, facts: dict[str, Any], **more: Any) -> Page:
    """Return a page whose template has the name of its address."""
    return Page(
        address=address,
        title=title,
        description=_DESCRIPTIONS[address],
        template=f"{address.strip('/')}.html.j2",
        context={"facts": facts, **more},
        navigation=address,
        trail=(HOME,),
        source=f"{document}.yaml" if document else None,
    )


# What readers come for, and the groups of downloads that serve it; a group's parts stand behind a slash.
_SHELVES = {
    "Score a service": ("self-assessment", "calculator", "client-list"),
    "Prepare an external assessment": ("assessment",),
    "Write a tender": ("tender", "tender-lot"),
    "Tables and data": ("data",),
}


def shelves(downloads: Sequence[Download]) -> list[dict[str, Any]]:
    """Return the downloads by what readers come for: title, offers (title, what, files: one for each format).

    Files of one title are one offer. What belongs nowhere else stands on the last shelf; empty shelves are
    left out.
    """
    rank = {group: place for place, group in enumerate(chain(*_SHELVES.values()))}
    shelf_of = {group: title for title, groups in _SHELVES.items() for group in groups}
    last = list(_SHELVES)[-1]
    found: dict[str, dict[str, dict[str, Any]]] = {title: {} for title in _SHELVES}
    for file in sorted(downloads, key=lambda file: rank.get(_whole(file.group), len(rank))):
        shelf = found[shelf_of.get(_whole(file.group), last)]
        offer = shelf.setdefault(file.title, {"title": file.title, "what": file.what, "files": []})
        offer["files"].append(file)
    return [{"title": title, "offers": list(offers.values())} for title, offers in found.items() if offers]


def _whole(group: str) -> str:
    return group.partition("/")[0]


def by_group(downloads: Sequence[Download]) -> dict[str, list[Download]]:
    """Return the downloads by what they belong to."""
    found: dict[str, list[Download]] = {}
    for file in downloads:
        found.setdefault(file.group, []).append(file)
    return found


def _sentence(text: str) -> str:
    """Return the first sentence: descriptions are short."""
    return text.split(". ")[0].rstrip(".") + "."
