"""All pages of a site, each with the open questions that touch it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from seqf.changes.history import NO_HISTORY, History, migrations, migrations_json
from seqf.errors import ProblemsFound
from seqf.model import Framework
from seqf.site import calculator
from seqf.site.pages.blocks import block_problems
from seqf.site.pages.changes import changes_page
from seqf.site.pages.facts import facts
from seqf.site.pages.guide import guide_pages, prose_pages
from seqf.site.pages.page import HOME, Download, Page
from seqf.site.pages.reading import reading_pages
from seqf.site.pages.retired import fates, notices, retired_pages
from seqf.site.pages.scored import scored_pages


def pages(
    framework: Framework,
    *,
    downloads: Sequence[Download] = (),
    history: History = NO_HISTORY,
) -> list[Page]:
    """Return every page of the site, in reading order.

    downloads: the files to offer, in the order to show them. history: the releases up to this edition.
    Raises ProblemsFound where a text asks for a block that cannot be made.
    """
    texts = {chapter.path: chapter.markdown for chapter in framework.chapters}
    texts |= {f"pages/{name}.md": text for name, text in framework.prose.items()}
    problems = [p for path, text in texts.items() for p in block_problems(path, text, framework.data)]
    if problems:
        raise ProblemsFound(problems)
    known, gone = facts(framework), fates(framework, history)
    found = [
        *reading_pages(known, downloads),
        changes_page(known, history, gone),
        *guide_pages(framework, known),
        *scored_pages(known),
        *prose_pages(framework, known),
        _calculator(framework, downloads, history),
    ]
    found += retired_pages(known, gone, found)
    titles = {page.address: page.title for page in found}
    touched, ended = _by_page(known), notices(known, gone)
    return [
        replace(
            page,
            context={**page.context, "titles": titles},
            open_questions=tuple(touched.get(page.address, ())),
            gone=ended.get(page.address, ()),
        )
        for page in found
    ]


def _calculator(framework: Framework, downloads: Sequence[Download], history: History) -> Page:
    workbook = next((f"/{file.path}" for file in downloads if file.group == "self-assessment"), None)
    offline = next((f"/{file.path}" for file in downloads if file.group == "calculator"), None)
    known = migrations(history, framework)
    older = len(known.rules) > 1
    return Page(
        address="/calculator/",
        title="Calculator",
        description="Score a service item by item and see the range as you go. Nothing is sent.",
        template="calculator.html.j2",
        context=calculator.context(
            framework,
            workbook=workbook,
            offline=offline,
            migrations=migrations_json(known).decode() if older else "",
        ),
        navigation="/calculator/",
        trail=(HOME,),
    )


def _by_page(known: Mapping[str, Any]) -> dict[str, list[Mapping[str, Any]]]:
    """Return the interpretations by the address of the page that shows what they touch, each once a page."""
    found: dict[str, list[Mapping[str, Any]]] = {}
    for target, records in known["questions"].items():
        scheme, _, name = target.partition(":")
        if scheme == "page":
            address = name
        elif target in known["links"]:
            address = known["links"][target].address.partition("#")[0]
        else:
            continue
        _add(found.setdefault(address, []), records)
    for item in known["item"].values():
        _add(found.setdefault(item["address"], []), item["section"]["questions"])
    found.pop("/interpretations/", None)
    return found


def _add(known: list[Mapping[str, Any]], more: Iterable[Mapping[str, Any]]) -> None:
    ids = {record["id"] for record in known}
    known.extend(record for record in more if record["id"] not in ids)
