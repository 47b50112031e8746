"""What every page says about the site as a whole: whose it is, its state, and the ways through it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from seqf.model import Framework
from seqf.site.pages.editions import NO_EDITIONS, Editions
from seqf.site.pages.page import Link, Page
from seqf.site.pages.places import places
from seqf.site.pages.suggest import Editing

# In order of use. An entry whose page does not exist in a framework is left out.
_NAVIGATION = (
    Link(title="Guide", address="/guide/"),
    Link(title="Criteria", address="/criteria/"),
    Link(title="Calculator", address="/calculator/"),
    Link(title="Assessment", address="/assessment/"),
    Link(title="Commissioning", address="/commissioning/"),
    Link(title="Standards", address="/standards/"),
    Link(title="Tender questions", address="/tender/"),
    Link(title="Downloads", address="/downloads/"),
    Link(title="Looking for work", address="/jobseekers/"),
)

_FOOTER = (
    (
        "Understand",
        (
            Link(title="Guide", address="/guide/"),
            Link(title="Glossary", address="/glossary/"),
            Link(title="Looking for work", address="/jobseekers/"),
            Link(title="About the framework", address="/about/"),
        ),
    ),
    (
        "Assess a service",
        (
            Link(title="Criteria and KPIs", address="/criteria/"),
            Link(title="Calculator", address="/calculator/"),
            Link(title="External assessment", address="/assessment/"),
            Link(title="Downloads", address="/downloads/"),
        ),
    ),
    (
        "Commission a service",
        (
            Link(title="Commissioning", address="/commissioning/"),
            Link(title="Service standards", address="/standards/"),
            Link(title="Tender questions", address="/tender/"),
        ),
    ),
    (
        "This site",
        (
            Link(title="Changes and releases", address="/changes/"),
            Link(title="Open questions", address="/interpretations/"),
            Link(title="Accessibility", address="/accessibility/"),
            Link(title="Privacy", address="/privacy/"),
        ),
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteFacts:
    """Given to every template as `site`."""

    url: str  # whole address of the site, ends with a slash
    language: str
    title: str
    short_title: str
    summary: str
    keeper: Mapping[str, Any]  # the organisation's record, with `numbers`: its legal numbers in words, or ""
    status: Mapping[str, Any]  # id, label, text
    version: str
    release: str  # the version as readers are told it
    terms: str  # on which terms the content stands
    sources: Mapping[str, Mapping[str, Any]]  # source documents by id
    places: Mapping[str, Link]  # link targets, such as "item:A1"
    navigation: tuple[Link, ...]
    footer: tuple[Mapping[str, Any], ...]  # title and entries
    editing: Editing
    editions: Editions = NO_EDITIONS


def site_facts(
    framework: Framework,
    pages: Sequence[Page],
    *,
    site_url: str | None = None,
    source_root: str = "framework/current",
    editions: Editions = NO_EDITIONS,
) -> SiteFacts:
    """Return the facts for these pages. `site_url` stands in for the one in the settings.

    Where `source_root` is empty, nobody may edit the pages: they are those of a frozen release.
    """
    about = framework.data["framework"]
    settings = framework.data.get("settings") or {}
    addresses = {page.address for page in pages}
    url = site_url or settings.get("site_url") or "https://example.invalid/"
    url = url if url.endswith("/") else f"{url}/"
    repository = (settings.get("repository") or "").rstrip("/") if source_root else ""
    version = about["version"]
    return SiteFacts(
        url=url,
        language=about["language"],
        title=about["title"],
        short_title=about["short_title"],
        summary=about["summary"],
        keeper=_with_numbers(next(o for o in about["organisations"] if o["id"] == about["keeper"])),
        status=about["status"],
        version=version,
        release=f"working edition {version}" if version.endswith("-dev") else f"release {version}",
        terms=about["content_terms"]["text"],
        sources={source["id"]: source for source in about["sources"]},
        places=places(framework),
        navigation=_existing(_NAVIGATION, addresses),
        footer=tuple(
            {"title": title, "entries": entries}
            for title, links in _FOOTER
            if (entries := _existing(links, addresses))
        ),
        editing=Editing(repository=repository, folder=source_root, url=url, lines=framework.lines),
        editions=editions,
    )


def _existing(links: Sequence[Link], addresses: set[str]) -> tuple[Link, ...]:
    return tuple(link for link in links if link.address in addresses)


def _with_numbers(organisation: Mapping[str, Any]) -> dict[str, Any]:
    """Add `numbers`: company and charity number as one phrase."""
    numbers = [
        f"{word} {organisation[key]}"
        for key, word in (
            ("company_number", "company number"),
            ("charity_number", "registered charity number"),
        )
        if organisation.get(key)
    ]
    return {"address": "", **organisation, "numbers": ", ".join(numbers)}
