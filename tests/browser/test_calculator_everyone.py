"""The calculator for everybody: the keyboard alone, names, small screens, paper, no scripts."""

from __future__ import annotations

import re

import pytest
from calculator_page import Calculator
from playwright.sync_api import Browser, BrowserContext, Page, expect
from seqf.model import Framework

NARROW = {"width": 320, "height": 640}


def test_the_keyboard_alone_scores_saves_and_undoes(page: Page, site: str) -> None:
    calculator = Calculator(page, site).open()
    calculator.choice("1.1.1", "Not scored yet").focus()
    page.keyboard.press("ArrowRight")
    expect(calculator.choice("1.1.1", "0")).to_be_checked()
    page.keyboard.press("ArrowRight")
    expect(calculator.choice("1.1.1", "1")).to_be_checked()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # the notes of the same item
    page.keyboard.press("Tab")
    page.keyboard.type("Seen")
    expect(calculator.note("1.1.1", "evidence")).to_have_value("Seen")
    calculator.button("Undo").focus()
    page.keyboard.press("Enter")
    expect(calculator.note("1.1.1", "evidence")).to_have_value("")
    expect(calculator.button("Undo")).to_be_focused()
    calculator.button("Start anew").focus()
    page.keyboard.press("Enter")
    expect(calculator.dialog).to_be_visible()
    expect(calculator.dialog.get_by_role("heading")).to_be_focused()
    page.keyboard.press("Escape")
    expect(calculator.button("Start anew")).to_be_focused()


def test_the_keyboard_alone_comes_from_the_top_to_an_answer_and_through_a_dialog(
    page: Page, site: str, notices: list[str]
) -> None:
    calculator = Calculator(page, site).open()
    focused = page.locator(":focus")

    def tab_to(name: str) -> None:
        for _ in range(40):
            page.keyboard.press("Tab")
            if focused.inner_text().strip().startswith(name):
                return
        raise AssertionError(f"no way to {name}")

    page.keyboard.press("Tab")
    expect(focused).to_have_attribute("href", "#content")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    tab_to("Next unscored item")
    page.keyboard.press("Enter")
    expect(calculator.choice("1.1.1", "Not scored yet")).to_be_focused()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    expect(calculator.choice("1.1.1", "2")).to_be_checked()
    calculator.expect_overall("1.5% to 100.0%")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(calculator.choice("1.1.2", "Not scored yet")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    expect(calculator.choice("1.1.1", "2")).to_be_focused()
    calculator.button("Start anew").focus()
    page.keyboard.press("Enter")
    expect(calculator.dialog.get_by_role("heading")).to_be_focused()
    tab_to("Start anew")
    assert focused.evaluate("e => Boolean(e.closest('dialog'))")
    page.keyboard.press("Enter")
    expect(calculator.dialog).to_be_hidden()
    expect(calculator.choice("1.1.1", "Not scored yet")).to_be_checked()
    expect(page.get_by_role("heading", name="This assessment")).to_be_focused()
    assert not notices


def test_every_control_has_a_name_that_says_its_item(page: Page, site: str, framework: Framework) -> None:
    calculator = Calculator(page, site).open()
    for item in (framework.rules.items[0], framework.rules.items[-1]):
        group = calculator.item(item.id)
        group.locator(".notes summary").click()
        expect(group).to_have_accessible_name(re.compile(rf"^{re.escape(item.id)}\b"))
        controls = group.locator("input, textarea, select")
        for n in range(controls.count()):
            expect(controls.nth(n)).to_have_accessible_name(re.compile(r"\w"))


def test_the_result_stays_in_view_on_a_narrow_screen_and_leaves_room(browser: Browser, site: str) -> None:
    with browser.new_context(viewport=NARROW, reduced_motion="reduce") as context:
        calculator = Calculator(context.new_page(), site).open()
        calculator.score("2.1.8", "2")
        bar = calculator.result.locator(".result__bar")
        expect(bar).to_be_in_viewport(ratio=1)
        assert bar.bounding_box()["height"] < NARROW["height"] / 4
        details = calculator.page.get_by_role("button", name="Details")
        expect(details).to_have_attribute("aria-expanded", "false")
        expect(calculator.button("Save to a file")).to_be_hidden()
        details.click()
        expect(calculator.button("Save to a file")).to_be_visible()


def test_bounds_and_points_stand_side_by_side_on_a_narrow_screen(browser: Browser, site: str) -> None:
    with browser.new_context(viewport=NARROW) as context:
        calculator = Calculator(context.new_page(), site).open()
        bound, points = (
            calculator.item("2.2A").locator("tbody td").nth(n).bounding_box()["y"] for n in (0, 1)
        )
        assert bound == points


def test_a_control_that_takes_the_focus_is_not_under_the_bar(browser: Browser, site: str) -> None:
    with browser.new_context(viewport=NARROW, reduced_motion="reduce") as context:
        page = context.new_page()
        calculator = Calculator(page, site).open()
        calculator.choice("1.3.5", "Not scored yet").focus()
        for _ in range(20):
            page.keyboard.press("Shift+Tab")
            hidden = page.evaluate(
                """() => document.activeElement.getBoundingClientRect().bottom
                   <= document.querySelector('.result__bar').getBoundingClientRect().bottom"""
            )
            assert not hidden, page.evaluate("document.activeElement.outerHTML")


def test_paper_shows_the_result_first_and_notes_as_text(page: Page, site: str) -> None:
    calculator = Calculator(page, site).open()
    calculator.detail("Provider").fill("Example Service")
    calculator.score("1.1.2", "1")
    calculator.write_note("1.1.2", evidence="Forms and plans", owner="Sam")
    page.emulate_media(media="print")
    expect(calculator.item("1.1.2").get_by_text("Evidence: Forms and plans")).to_be_visible()
    expect(calculator.item("1.1.2").locator("textarea").first).to_be_hidden()
    expect(calculator.choice("1.1.2", "2").locator("xpath=..")).to_be_hidden()
    expect(calculator.result.get_by_text("Example Service, Self-assessment")).to_be_visible()
    expect(calculator.button("Save to a file")).to_be_hidden()
    top = calculator.result.bounding_box()["y"]
    assert top < page.get_by_role("heading", name="This assessment").bounding_box()["y"]


def test_without_scripts_the_page_is_a_scoring_sheet(
    browser: Browser, site: str, framework: Framework
) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{site}calculator/")
        expect(page.locator("noscript .note")).to_be_visible()
        expect(page.locator("fieldset[data-item]")).to_have_count(len(framework.rules.items))
        expect(page.get_by_text("By hand:")).to_be_visible()
        for button in page.locator(".calc button").all():
            expect(button).to_be_hidden()


@pytest.fixture
def tiny_site(context: BrowserContext, repository, tmp_path, site_folder, site: str) -> str:
    """The same calculator for another framework: other scales, no gate, no optional files."""
    from seqf.disk import resources
    from seqf.disk.files import read_tree
    from seqf.reading.project import load
    from seqf.site.pages import pages, site_facts
    from seqf.site.render import render

    other, problems = load(read_tree(repository / "tests" / "frameworks" / "tiny"), resources.schemas())
    assert other, problems
    every_page = pages(other)
    made = render(every_page, resources.templates(), site_facts(other, every_page, site_url=None))
    context.route(
        f"{site}calculator/",
        lambda route: route.fulfill(body=made["calculator/index.html"], content_type="text/html"),
    )
    return site


def test_another_framework_needs_no_other_code(page: Page, tiny_site: str, notices: list[str]) -> None:
    calculator = Calculator(page, tiny_site).open()
    expect(page.locator("fieldset[data-item]")).to_have_count(25)
    calculator.expect_outcome("Between no mark and Blossom")
    calculator.expect_overall("20.0% to 100.0%")
    for item in page.locator("fieldset[data-item]").all():
        item.get_by_label("5", exact=True).check()
    calculator.expect_outcome("In the Blossom range")
    expect(page.locator(".result__gate")).to_have_count(0)
    expect(calculator.result).to_contain_text("Only a visit by the keeper awards a badge.")
    assert not notices
