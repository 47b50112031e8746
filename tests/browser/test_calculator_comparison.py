"""Assessments side by side in the calculator: each section as numbers and as bars."""

from __future__ import annotations

import re

import pytest
from axe import found_by_axe
from calculator_page import Calculator
from playwright.sync_api import Browser, Locator, Page, expect

BARS = "table:has(caption:text('Sections side by side')) tbody tr"


@pytest.fixture
def calculator(page: Page, site: str, notices: list[str]) -> Calculator:
    yield Calculator(page, site).open()
    assert not notices


def compared(calculator: Calculator) -> Locator:
    """Put three assessments side by side: an invented one, one with two answers, one with a single answer."""
    calculator.try_example()
    for answers in ({"1.1.1": "2", "1.1.2": "1"}, {"1.1.1": "1"}):
        calculator.view("All assessments").get_by_role("button", name="New assessment").click()
        calculator.page.keyboard.press("Escape")
        for item, label in answers.items():
            calculator.score(item, label)
    view = calculator.view("Compare")
    boxes = view.get_by_role("group", name="Which ones").get_by_role("checkbox")
    for place in range(boxes.count()):
        boxes.nth(place).check()
    return view


def test_each_section_has_a_bar_for_each_assessment_with_the_same_in_numbers(calculator: Calculator) -> None:
    rows = compared(calculator).locator(BARS)
    expect(rows.first.get_by_role("img")).to_be_visible()
    for row in rows.all():
        cells = row.get_by_role("cell").all_inner_texts()[:-1]
        words = "; ".join(f"{number}: {text} points" for number, text in enumerate(cells, 1))
        expect(row.get_by_role("img")).to_have_accessible_name(words)
        assert row.locator("svg text").all_text_contents() == [str(n) for n in range(1, len(cells) + 1)]


def test_a_bar_is_as_long_as_its_share_of_the_points(calculator: Calculator) -> None:
    row = compared(calculator).locator(BARS).first
    texts = row.get_by_role("cell").all_inner_texts()[:-1]
    shapes = row.locator("svg rect")
    for number, text in enumerate(texts):
        low, *high, most = map(float, re.findall(r"[\d.]+", text))
        whole, possible, sure = (shapes.nth(3 * number + part).bounding_box()["width"] for part in range(3))
        assert possible == pytest.approx(whole * (high[0] if high else low) / most, abs=3)
        assert sure == pytest.approx(whole * low / most, abs=3)


def test_bars_mean_nothing_by_colour_and_last_in_print_and_forced_colours(calculator: Calculator) -> None:
    view, page = compared(calculator), calculator.page
    drawn = view.locator(BARS).first.locator("svg").inner_html()
    assert set(re.findall(r'(?:fill|stroke)="([^"]*)"', drawn)) <= {
        "none",
        "currentColor",
        "url(#striped)",
        "url(#dotted)",
    }
    expect(view).to_contain_text("1 solid, 2 striped")
    solid = view.locator(f"{BARS} svg rect[fill=currentColor]").first
    for media in ({"media": "print"}, {"media": "screen", "forced_colors": "active", "color_scheme": "dark"}):
        page.emulate_media(**media)
        ink, paper = solid.evaluate(
            "(bar) => [getComputedStyle(bar).fill, getComputedStyle(bar.closest('td')).color]"
        )
        assert ink == paper, "a bar has the colour of the text around it"


def test_the_drawing_of_bars_is_loaded_when_somebody_compares(browser: Browser, site: str) -> None:
    page, asked = browser.new_page(), []
    page.on("request", lambda request: asked.append(request.url))
    calculator = Calculator(page, site).open()
    assert not [url for url in asked if "sectionbars" in url]
    calculator.view("Compare")
    expect(page.locator("[data-view-name=compare]")).to_be_visible()
    assert [url for url in asked if "sectionbars" in url]
    page.close()


def test_the_bars_can_be_used_by_everybody_and_fit_a_narrow_window(calculator: Calculator) -> None:
    compared(calculator)
    assert found_by_axe(calculator.page, "[data-view-name=compare]") == []
    calculator.page.set_viewport_size({"width": 320, "height": 640})
    assert calculator.page.evaluate("document.documentElement.scrollWidth") <= 320
