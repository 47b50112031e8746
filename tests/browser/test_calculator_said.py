"""What the page says is seen where people look: of what was just done, and of the framework's status."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from calculator_page import Calculator, whole_assessment
from playwright.sync_api import Page, expect
from seqf.model import Framework

PHONE = {"width": 320, "height": 640}


@pytest.fixture
def calculator(page: Page, site: str, notices: list[str]) -> Iterator[Calculator]:
    yield Calculator(page, site).open()
    assert not notices


def test_what_was_done_is_said_in_view_however_far_down_and_goes_with_the_next_answer(
    calculator: Calculator, framework: Framework
) -> None:
    last = framework.rules.items[-1]
    calculator.item(last.id).scroll_into_view_if_needed()
    calculator.save_to_file()
    said = calculator.page.locator("[data-message=said]")
    expect(said).to_contain_text("Saved to the file")
    expect(said).to_be_in_viewport(ratio=1)
    calculator.enter(last.id, value="1")
    expect(said).to_be_hidden()


_OVERLAP = """([said, here]) => {
  const [a, b] = [said, here].map((element) => element.getBoundingClientRect());
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}"""


def test_a_control_that_takes_the_focus_is_not_under_what_was_said(calculator: Calculator) -> None:
    page = calculator.page
    page.emulate_media(reduced_motion="reduce")  # else the page is still on its way when it is measured
    calculator.try_example()
    said = page.locator("[data-message=said]").element_handle()
    page.get_by_label("Provider").focus()
    met = set()
    for _ in range(40):
        page.keyboard.press("Tab")
        # The focus may stand on the message's own button.
        here = page.evaluate_handle("document.activeElement")
        if page.evaluate("([said, here]) => said.contains(here)", [said, here]):
            continue
        met.add(page.evaluate("(here) => here.name || here.textContent", here))
        assert not page.evaluate(_OVERLAP, [said, here]), page.evaluate("(here) => here.outerHTML", here)
    assert len(met) > 10
    expect(page.locator("[data-message=said]")).to_be_visible()


def test_in_a_view_what_was_done_is_said_above_it(calculator: Calculator) -> None:
    calculator.view("Report and action plan").get_by_role("button", name="Save as a table").click()
    said = calculator.page.locator("[data-message=said]")
    expect(said).to_contain_text("Saved to the file")
    expect(said).to_have_css("position", "static")


def test_a_file_loaded_from_the_open_panel_of_a_phone_leaves_the_form_in_view(
    page: Page, calculator: Calculator, framework: Framework
) -> None:
    page.set_viewport_size(PHONE)
    calculator.result.get_by_role("button", name="Details").click()
    calculator.load(whole_assessment(framework))
    expect(calculator.result.get_by_role("button", name="Details")).to_have_attribute(
        "aria-expanded", "false"
    )
    expect(page.locator("#details-title")).to_be_focused()
    expect(page.locator("#details-title")).to_be_in_viewport()


def test_the_status_is_one_line_on_a_phone_and_opens_to_the_whole(
    page: Page, site: str, framework: Framework
) -> None:
    status = framework.data["framework"]["status"]
    page.set_viewport_size(PHONE)
    page.goto(f"{site}criteria/")
    box = page.get_by_role("complementary", name="Status of this framework")
    label = box.get_by_text(status["label"]).locator("visible=true")
    whole = box.get_by_text(status["text"]).locator("visible=true")
    expect(whole).to_have_count(0)
    assert box.bounding_box()["height"] < 2 * label.bounding_box()["height"] + 24
    label.click()
    expect(whole).to_have_count(1)
    page.set_viewport_size({"width": 1280, "height": 640})
    expect(whole).to_have_count(1)
    page.emulate_media(media="print")
    expect(whole).to_have_count(1)
