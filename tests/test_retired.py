"""What a later release retires: every old address still says what became of it."""

from __future__ import annotations

import copy
import functools
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from loaded import CURRENT, TINY, framework
from releases import workspace
from seqf.changes.change import Declared, Moved, Retired
from seqf.changes.history import History, Pending, Release
from seqf.changes.meaning import compare
from seqf.disk import resources
from seqf.model import Framework
from seqf.site.pages import Page, pages, site_facts
from seqf.site.pages.editions import IN_FORCE, SUPERSEDED, WORKING, Edition, Editions
from seqf.site.pages.standing import standing
from seqf.site.render import written

ORCHARD = "tests/frameworks/orchard"
IDS = re.compile(r'\bid="([^"]+)"')


def html_of(made_from: Framework, found: list[Page], *, only: Callable[[Page], bool] = lambda page: True):
    """Return chosen pages as HTML, by address, as they stand at the root beside an older release."""
    addresses = frozenset(page.address for page in found)
    here, old = made_from.rules.framework, framework(CURRENT).rules.framework
    editions = Editions(
        here=here,
        every=(
            Edition(version=here, state=WORKING, addresses=addresses),
            Edition(version=old, state=IN_FORCE, prefix=f"v/{old}/", addresses=addresses),
        ),
    )
    facts = site_facts(made_from, found, editions=editions)
    chosen = [page for page in found if only(page)]
    texts = written(chosen, resources.templates(), facts)
    return {page.address: texts[page.path] for page in chosen}


def later(
    change: Callable[[dict[str, Any]], object], said: Declared | None = None, **parts: Any
) -> dict[str, str]:
    """Make up a second release of the framework; return its pages that tell of something gone."""
    first = framework(CURRENT)
    data = copy.deepcopy(dict(first.data))
    change(data)
    data["framework"]["version"] = "9.0.0-dev"
    second = replace(first, data=data, rules=replace(first.rules, framework="9.0.0-dev"), **parts)
    release = Release(version=first.rules.framework, framework=first, record={})
    diff = compare(first, second, said)
    found = pages(second, history=History(releases=(release,), pending=Pending(diff=diff, effect=())))
    return html_of(second, found, only=lambda page: bool(page.gone) or not page.listed)


def told(html: str, fragment: str) -> str:
    """Return the words that stand at an old fragment."""
    entry = re.search(rf'<li id="{re.escape(fragment)}">(.*?)</li>', html, re.DOTALL)
    assert entry, f"#{fragment} is dead"
    return " ".join(re.sub(r"<[^>]+>", "", entry[1]).split())


@pytest.mark.parametrize("folder", [CURRENT, ORCHARD, TINY])
def test_every_record_stands_where_it_is_said_to_stand(folder: str) -> None:
    made_from = framework(folder)
    site = html_of(made_from, pages(made_from))
    ids = {address: set(IDS.findall(html)) for address, html in site.items()}
    dead = []
    for target, addresses in standing(made_from).items():
        for address in addresses:
            page, _, fragment = address.partition("#")
            if page not in site or (fragment and fragment not in ids[page]):
                dead.append((target, address))
    bare = {  # a programme without figures has no table, and so no `id`
        f"provision/programmes/{one['id']}"
        for one in (made_from.data.get("provision") or {}).get("programmes", ())
        if not one.get("figures")
    }
    assert [one for one in dead if one[0] not in bare] == []


# What targets of a kind begin with -> where the framework's data has their list; the first one is retired.
LISTS = {
    "value:": ("values", "values"),
    "standard:": ("standards", "standards"),
    "standards/uses/": ("standards", "uses"),
    "commissioning/expectations/": ("commissioning", "expectations"),
    "commissioning/support/": ("commissioning", "support"),
    "question:": ("tender", "sets", 0, "questions"),
    "term:": ("glossary", "terms"),
    "interpretation:": ("interpretations", "interpretations"),
    "resource:": ("resources", "resources"),
    "history/events/": ("history", "events"),
    "external-assessment/steps/": ("external-assessment", "steps"),
}


def records(data: Any, path: tuple[str | int, ...]) -> list[dict[str, Any]]:
    for key in path:
        data = data[key]
    return data


@functools.cache
def without_the_first_of_each() -> dict[str, str]:
    return later(lambda data: [records(data, path).pop(0) for path in LISTS.values()])


@pytest.mark.parametrize("kind", LISTS)
def test_a_retired_record_is_told_at_each_of_its_old_places(kind: str) -> None:
    first, site = framework(CURRENT), without_the_first_of_each()
    target = kind + records(first.data, LISTS[kind])[0]["id"]
    places = [one for one in standing(first)[target] if one.startswith("/")]
    assert places
    for one in places:
        page, _, fragment = one.partition("#")
        assert "was retired in release 9.0.0-dev. Nothing takes its place." in told(site[page], fragment)
        assert f'href="/~/v/{first.rules.framework}{page}#{fragment}"' in site[page]


def test_what_took_its_place_and_why_is_told_where_it_is_declared() -> None:
    first, second = (f"value:{one['id']}" for one in framework(CURRENT).data["values"]["values"][:2])
    said = Declared(retired=(Retired(target=first, note="Said twice.", became=(second,)),))
    site = later(lambda data: data["values"]["values"].pop(0), said)
    (page, _, fragment) = standing(framework(CURRENT))[first][0].partition("#")
    words = told(site[page], fragment)
    assert "Said twice. Look instead at" in words
    assert f'href="{page}#{second.replace(":", "-")}"' in site[page]


def test_a_record_with_a_new_number_leads_there() -> None:
    term = framework(CURRENT).data["glossary"]["terms"][0]["id"]
    said = Declared(moved=(Moved(old=f"term:{term}", new="term:another"),))
    site = later(lambda data: data["glossary"]["terms"][0].update(id="another"), said)
    assert "has another number since release 9.0.0-dev. It is now" in told(site["/glossary/"], term)
    assert 'href="/glossary/#another"' in site["/glossary/"]


def test_what_goes_with_the_record_around_it_is_told_as_well() -> None:
    records = framework(CURRENT).data["standards"]["standards"]
    whole = next(one for one in records if one.get("parts"))
    site = later(lambda data: data["standards"]["standards"].remove(whole))
    for one in (whole, *whole["parts"]):
        assert "was retired in release" in told(site["/standards/"], f"standard-{one['id']}")


def test_a_document_that_is_gone_leaves_a_page_that_tells_of_all_its_records() -> None:
    terms = framework(CURRENT).data["glossary"]["terms"]
    site = later(lambda data: data.pop("glossary"))
    assert "This edition has no such page." in site["/glossary/"]
    for term in terms:
        assert "was retired in release" in told(site["/glossary/"], term["id"])


def test_a_chapter_and_a_page_that_are_gone_keep_an_address() -> None:
    first = framework(CURRENT)
    chapter, name = first.chapters[-1], max(first.prose)  # the site has a page of its own about itself

    def retire(data: dict[str, Any]) -> None:
        for part in data["guide"]["parts"]:
            part["chapters"] = [one for one in part["chapters"] if one["id"] != chapter.id]
        data["guide"]["parts"] = [part for part in data["guide"]["parts"] if part["chapters"]]
        data["pages"].pop(name, None)

    prose = {key: text for key, text in first.prose.items() if key != name}
    site = later(retire, chapters=first.chapters[:-1], prose=prose)
    assert "was retired in release 9.0.0-dev" in site[f"/guide/{chapter.id}/"]
    assert "was retired in release 9.0.0-dev" in told(site["/guide/"], f"chapter-{chapter.id}")
    assert "no longer in use" in site[f"/{name}/"]


def test_nothing_is_told_where_nothing_is_gone() -> None:
    assert set(later(lambda data: None)) == {"/404.html"}


@functools.cache
def meadow(version: str = "") -> dict[str, str]:
    """Return the pages of an edition of the framework of four releases: the newest, or a release."""
    space = workspace()
    current = space.load()
    history = space.history(current)
    releases = {release.version: release.framework for release in history.releases}
    made_from, known = (releases[version], history.until(version)) if version else (current, history)
    found = pages(made_from, history=known)
    addresses = frozenset(page.address for page in found)
    every = tuple(
        Edition(version=one, state=SUPERSEDED, prefix=f"v/{one}/", addresses=addresses) for one in releases
    )
    facts = site_facts(made_from, found, editions=Editions(here=made_from.rules.framework, every=every))
    texts = written(found, resources.templates(), facts)
    return {page.address: texts[page.path] for page in found}


def test_a_retired_item_is_told_on_the_pages_that_listed_it() -> None:
    for page in ("/criteria/", "/sections/A/"):
        words = told(meadow()[page], "A.2")
        assert "Item A.2: Stones was retired in release 2.0.0. Stones say little about a meadow." in words
        assert "Look instead at" in words
    assert "as it stood in release 1.0.0" in meadow()["/criteria/"]
    assert "has another number since release 2.0.0" in told(meadow()["/criteria/"], "A.4")


def test_an_edition_tells_of_what_was_gone_by_then_alone() -> None:
    assert "No longer in use" not in meadow("1.0.0")["/criteria/"]
    before = meadow("2.1.0")["/criteria/"]
    assert told(before, "A.2")
    assert '<li id="B.2">' not in before
    assert told(meadow()["/criteria/"], "B.2")


def test_the_page_of_changes_leads_to_what_became_of_a_record() -> None:
    assert 'href="/criteria/A.2/"' in meadow()["/changes/"]
