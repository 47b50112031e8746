"""Pages that load slowly: what is pressed meanwhile counts, and what comes late undoes none of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from calculator_page import Calculator
from playwright.sync_api import Page, Route, expect


@pytest.fixture
def calculator(page: Page, site: str, notices: list[str]) -> Iterator[Calculator]:
    yield Calculator(page, site).open()
    assert not notices


class Held:
    """A script of the page that does not arrive until it is let go."""

    def __init__(self, page: Page, script: str) -> None:
        self.routes: list[Route] = []
        page.route(re.compile(rf"/ui/{script}$"), lambda route: self.routes.append(route))

    def let_go(self) -> None:
        for route in self.routes:
            route.continue_()


def test_a_list_opened_anew_while_an_example_loads_stays_open_and_shows_it(calculator: Calculator) -> None:
    page = calculator.page
    held = Held(page, "versions.js")
    ways = page.get_by_role("navigation", name="Assessments").get_by_role("button", name="All assessments")
    view = calculator.view("All assessments")
    with page.expect_request("**/versions.js"):
        view.get_by_role("button", name="Try an invented example").click()
    ways.click()
    expect(view).to_be_hidden()
    ways.click()
    expect(view.locator("h2")).to_be_focused()
    held.let_go()
    expect(view.locator(".shelf__one.is-here")).to_contain_text("(invented)")
    expect(view).to_be_visible()
    expect(ways).to_have_attribute("aria-pressed", "true")


def test_a_view_asked_for_twice_while_it_loads_does_everything_once(calculator: Calculator) -> None:
    page = calculator.page
    held = Held(page, "views/compare.js")
    way = page.get_by_role("navigation", name="Assessments").get_by_role("button", name="Compare")
    with page.expect_request("**/views/compare.js"):
        way.click()
    way.click()
    held.let_go()
    view = page.locator("[data-view-name=compare]")
    expect(view.locator("h2")).to_be_focused()
    add = view.get_by_role("button", name="Add one from a file")
    calculator.choose(add, '{"format": "seqf-assessment/1", "name": "Last year"}', "last.json")
    expect(view.get_by_role("checkbox", name="Last year")).to_have_count(1)


def test_of_two_views_asked_for_the_last_one_opens(calculator: Calculator) -> None:
    page = calculator.page
    held = Held(page, "views/shelf.js")
    ways = page.get_by_role("navigation", name="Assessments")
    with page.expect_request("**/shelf.js"):
        ways.get_by_role("button", name="All assessments").click()
    calculator.view("Compare")
    held.let_go()
    page.wait_for_load_state("networkidle")
    expect(page.locator("[data-view-name]:visible h2")).to_have_text("Compare assessments")
