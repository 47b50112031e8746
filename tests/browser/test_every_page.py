"""Every page in a real browser: readable for everybody, quiet, and asking nobody else for anything."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe import found_by_axe
from playwright.sync_api import Browser, BrowserContext, Page

WIDE = {"width": 1280, "height": 900}
NARROW = {"width": 320, "height": 640}


def addresses(site_folder: Path) -> list[str]:
    """Return the address of every page, relative to the site, in a fixed order.

    Of other editions those of the first level are enough: the same templates write them.
    """
    pages = sorted(path.relative_to(site_folder).as_posix() for path in site_folder.rglob("*.html"))
    pages = [page for page in pages if not page.startswith("v/") or page.count("/") <= 3]
    return [page.removesuffix("index.html") for page in pages]


def one_of_each_kind(site_folder: Path) -> list[str]:
    """Return the pages that stand alone, and the first, the middle and the last of every folder of pages."""
    folders: dict[str, list[str]] = {}
    for address in addresses(site_folder):
        parts = address.strip("/").split("/")
        folders.setdefault("/".join(parts[:-1]) if len(parts) > 1 else "", []).append(address)
    alone = folders.pop("", [])
    chosen = {pages[at] for pages in folders.values() for at in (0, len(pages) // 2, -1)}
    return [*alone, *sorted(chosen)]


def test_axe_finds_a_fault_that_is_put_in(page: Page, site: str) -> None:
    page.goto(site)
    page.evaluate("document.querySelector('main').append(document.createElement('button'))")
    assert any(line.startswith("button-name") for line in found_by_axe(page))


def test_no_page_has_a_fault_that_axe_finds_and_none_makes_the_browser_complain(
    context: BrowserContext, notices: list[str], site: str, site_folder: Path
) -> None:
    page = context.new_page()
    page.set_viewport_size(WIDE)
    faults = {}
    for address in addresses(site_folder):
        page.goto(site + address)
        if found := found_by_axe(page):
            faults[address] = found
    assert not faults
    assert not notices


def test_each_kind_of_page_is_sound_on_a_narrow_screen_in_the_dark(
    browser: Browser, site: str, site_folder: Path
) -> None:
    faults = {}
    with browser.new_context(viewport=NARROW, color_scheme="dark") as context:
        page = context.new_page()
        for address in one_of_each_kind(site_folder):
            page.goto(site + address)
            found = found_by_axe(page)
            width = page.evaluate("document.documentElement.scrollWidth")
            if width > NARROW["width"]:
                found.append(f"has to be scrolled sideways: {width} px wide")
            if found:
                faults[address] = found
    assert not faults


def test_each_kind_of_page_can_be_read_without_javascript(
    browser: Browser, site: str, site_folder: Path
) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        for address in one_of_each_kind(site_folder):
            page.goto(site + address)
            assert page.locator("h1").count() == 1, address
            assert len(page.locator("main").inner_text()) > 200 or address == "404.html", address


def test_a_keyboard_reaches_the_content_first(page: Page, site: str) -> None:
    page.goto(site)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


def test_the_policy_of_every_page_starts_from_nothing(site: str, site_folder: Path) -> None:
    for address in addresses(site_folder):
        file = address if address.endswith(".html") else address + "index.html"
        assert "default-src 'none'" in (site_folder / file).read_text(encoding="utf-8"), address


@pytest.mark.parametrize("address", ["", "calculator/"])
def test_a_page_can_send_nothing_to_another_place(
    context: BrowserContext, notices: list[str], site: str, address: str
) -> None:
    page = context.new_page()
    page.goto(site + address)
    assert not notices
    # Another port of the same computer is another origin; nothing listens there.
    blocked = page.evaluate("fetch('http://127.0.0.1:9/').then(() => 'sent', () => 'blocked')")
    assert blocked == "blocked"
    assert any("connect-src" in notice for notice in notices), notices
