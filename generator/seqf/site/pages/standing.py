"""Where every record stands on the pages, those that nothing links to as well: page and `id` attribute."""

from __future__ import annotations

import re
from collections.abc import Iterator

from seqf.changes.things import things
from seqf.model import Framework
from seqf.site.pages.blocks import shown_in
from seqf.site.pages.places import places

# A list of records -> what their `id` attributes begin with, and the pages and blocks that show them. Records
# with a scheme of their own stand in `places`; a test holds all of it to the finished pages.
_LISTS = {
    "certification/validity/conditions": ("condition", "/assessment/"),
    "commissioning/capacity/considerations": ("capacity", "/commissioning/"),
    "commissioning/clients/groups": ("clients", "/commissioning/"),
    "commissioning/contract_kpis": ("contract-kpi", "/commissioning/", "contract-kpis"),
    "commissioning/delivery_fee/parts": ("fee", "/commissioning/", "delivery-fee"),
    "commissioning/expectations": ("expectation", "/commissioning/", "expectations"),
    "commissioning/support": ("support", "/commissioning/", "support"),
    "commissioning/training_questions": ("training", "/commissioning/", "training-questions"),
    "external-assessment/purposes": ("purpose", "/assessment/"),
    "external-assessment/steps": ("step", "/assessment/", "assessment-steps"),
    "framework/credits": ("credit", "/about/"),
    "framework/organisations": ("organisation", "/about/"),
    "framework/sources": ("source", "/about/"),
    "guide/parts": ("part", "/guide/"),
    "history/events": ("event", "/about/"),
    "history/findings": ("finding", "/about/"),
    "model/stages": ("stage", "stages"),
    "provision/programmes": ("programme", "internships"),
    "standards/uses": ("use", "/standards/"),
    "tender/sets": ("set", "/tender/"),
}
_MADE_FROM = {"/assessment/": "external-assessment"}  # a page that shows records of another document as well
_PART_OF_A_VALUE = re.compile(r"value:[^/]+/parts/([^/]+)")


def standing(framework: Framework) -> dict[str, tuple[str, ...]]:
    """Return the addresses of each record by its target, such as "value:3"; its own page or link first."""
    found: dict[str, list[str]] = {}
    for target, address in _addresses(framework):
        found.setdefault(target, []).append(address)
    return {target: tuple(addresses) for target, addresses in found.items()}


def _addresses(framework: Framework) -> Iterator[tuple[str, str]]:
    linked = {
        target: link.address for target, link in places(framework).items() if link.address.startswith("/")
    }
    yield from linked.items()
    for section in framework.rules.sections:
        yield f"section:{section.id}", f"/criteria/#section-{section.id}"
        for item in section.items:
            yield f"item:{item.id}", f"/criteria/#{item.id}"
            yield f"item:{item.id}", f"/sections/{section.id}/#{item.id}"
    shown = shown_in(framework.chapters)
    for target in things(framework):
        records, _, id = target.rpartition("/")
        part = _PART_OF_A_VALUE.fullmatch(target)
        if target.startswith("page:"):
            yield target, target.removeprefix("page:")
        elif target.startswith("chapter:"):
            yield target, f"/guide/#{target.replace(':', '-')}"
        elif target.startswith("resource:") and "resources" in shown:
            yield target, f"{shown['resources']}#{target.replace(':', '-')}"
        elif part and "values" in shown:
            yield target, f"{shown['values']}#value-{part[1]}"
        elif records in _LISTS:
            prefix, *where = _LISTS[records]
            for one in where:
                page = one if one.startswith("/") else shown.get(one)
                if page and _MADE_FROM.get(page, "framework") in framework.data:
                    yield target, f"{page}#{prefix}-{id}"
