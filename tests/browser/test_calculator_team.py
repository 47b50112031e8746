"""Sharing the work: parts go out as files, come back, and are merged by what they were made from."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest
from axe import found_by_axe
from calculator_page import Calculator
from playwright.sync_api import Browser, Locator, Page, expect


@pytest.fixture
def calculator(page: Page, site: str, notices: list[str]) -> Calculator:
    yield Calculator(page, site).open()
    assert not notices


def press(view: Locator, name: str) -> None:
    view.get_by_role("button", name=name).click()


def part_for(calculator: Calculator, person: str, section: str) -> bytes:
    """Give a section to a person; return the file that is sent."""
    view = calculator.page.locator("[data-view-name=team]")
    field = view.get_by_label(re.compile(rf"^{re.escape(section)} "))
    field.fill(person)
    field.press("Tab")
    return calculator.downloaded(view.get_by_role("button", name=f"Save this part for {person}"))


def work_on(
    browser: Browser, site: str, part: bytes, person: str, steps: Callable[[Calculator], None]
) -> bytes:
    """What a colleague sends back, from a browser of their own."""
    with browser.new_context() as elsewhere:
        other = Calculator(elsewhere.new_page(), site).open()
        other.load(part)
        view = other.view("Share the work")
        view.get_by_label("Your name").fill(person)
        press(view, "Back to the form")
        steps(other)
        return json.dumps(other.save_to_file()).encode()


def bos_work(bo: Calculator) -> None:
    bo.score("1.1.1", "1")  # stood there, and is changed there too
    bo.score("1.1.2", "0")  # stood there
    bo.score("1.1.4", "2")
    bo.choice("1.1.3", "Not scored yet").check()
    bo.score("1.3.1", "1")  # not in Bo's section


def test_parts_go_out_come_back_and_are_merged_by_what_they_were_made_from(
    calculator: Calculator, browser: Browser, site: str
) -> None:
    for item, score in (("1.1.1", "2"), ("1.1.2", "2"), ("1.1.3", "2"), ("1.2.1", "1")):
        calculator.score(item, score)
    view = calculator.view("Share the work")
    view.get_by_label("Your name").fill("Ann")
    view.get_by_label("Your name").press("Tab")
    parts = {
        person: part_for(calculator, person, section) for person, section in (("Bo", "1.1"), ("Cy", "1.2"))
    }
    assert json.loads(parts["Bo"])["scores"] == {"1.1.1": 2, "1.1.2": 2, "1.1.3": 2}
    press(view, "Back to the form")
    calculator.score("1.1.1", "0")  # while the parts are away
    calculator.score("1.1.5", "2")
    calculator.view("Share the work")

    # Cy: one answer changed by Cy alone is taken, and nothing is asked
    cys = work_on(browser, site, parts["Cy"], "Cy", lambda cy: cy.score("1.2.1", "2"))
    calculator.choose(view.get_by_role("button", name="Choose a file"), cys, "cy.json")
    expect(view).to_contain_text("The part for Cy, sections 1.2, made ")
    taken = view.get_by_role("table", name="To be taken from the file: 1 place")
    expect(taken.get_by_role("row").nth(1)).to_have_text("1.2.1: Answer12Cy")
    expect(calculator.choice("1.2.1", "1")).to_be_checked()  # told before it is taken
    view.get_by_role("button", name="Merge", exact=True).click()
    expect(calculator.choice("1.2.1", "2")).to_be_checked()

    # Bo: changed, cleared, added, one conflict, and one answer outside the section
    bos = work_on(browser, site, parts["Bo"], "Bo", bos_work)
    calculator.view("Share the work")
    calculator.choose(view.get_by_role("button", name="Choose a file"), bos, "bo.json")
    rows = view.get_by_role("table", name="To be taken from the file: 4 places").get_by_role("row")
    expect(rows).to_have_text(
        [
            "PlaceHere nowIn the fileBy",
            "1.1.2: Answer20Bo",
            "1.1.3: Answer2clearedBo",
            "1.1.4: Answernothing2Bo",
            "1.3.1: Answernothing1Bo",
        ]
    )
    expect(view).to_contain_text("Outside the sections of this part: 1.3.1.")
    expect(view).to_contain_text("1 place differs: choose for each")
    expect(view).to_contain_text("Before both changed it: 2")
    expect(view.get_by_text("Changed here alone, and left as it is: 1 place")).to_be_visible()
    assert found_by_axe(calculator.page) == []
    press(view, "Merge")  # not before the conflict is settled
    expect(view.get_by_role("group", name="1.1.1: Answer").get_by_role("radio").first).to_be_focused()
    view.get_by_label("In the file (Bo): 1").check()
    view.get_by_role("button", name="Merge", exact=True).click()
    after = {
        "1.1.1": "1",
        "1.1.2": "0",
        "1.1.3": "Not scored yet",
        "1.1.4": "2",
        "1.1.5": "2",
        "1.2.1": "2",
        "1.3.1": "1",
    }
    for item, label in after.items():
        expect(calculator.choice(item, label)).to_be_checked()
    saved = calculator.save_to_file()
    assert {item: note["by"] for item, note in saved["notes"].items()} == {
        **dict.fromkeys(("1.1.1", "1.1.2", "1.1.4", "1.3.1"), "Bo"), "1.1.5": "Ann", "1.2.1": "Cy",
    }  # fmt: skip

    # the same part once more brings nothing; undo takes the whole merge back
    calculator.view("Share the work")
    calculator.choose(view.get_by_role("button", name="Choose a file"), bos, "bo.json")
    expect(view).to_contain_text("Nothing in it is new here.")
    press(view, "Close")
    press(view, "Back to the form")
    calculator.button("Undo").click()
    before = {
        "1.1.1": "0",
        "1.1.2": "2",
        "1.1.3": "2",
        "1.1.4": "Not scored yet",
        "1.1.5": "2",
        "1.2.1": "2",
        "1.3.1": "Not scored yet",
    }
    for item, label in before.items():
        expect(calculator.choice(item, label)).to_be_checked()


def test_a_part_of_another_assessment_is_named_before_anything_is_taken(calculator: Calculator) -> None:
    calculator.detail("Provider").fill("Lower Field")
    calculator.score("1.1.1", "2")
    view = calculator.view("Share the work")
    part = part_for(calculator, "Bo", "1.1")
    press(view, "Back to the form")
    calculator.start_anew()
    view = calculator.view("Share the work")
    calculator.choose(view.get_by_role("button", name="Choose a file"), part, "part.json")
    expect(view).to_contain_text("This part belongs to another assessment (Lower Field, part for Bo)")
    expect(view.get_by_role("button", name="Merge all the same")).to_be_visible()
    press(view, "Leave everything as it is")
    press(view, "Back to the form")
    expect(calculator.choice("1.1.1", "Not scored yet")).to_be_checked()


def test_a_part_that_is_loaded_instead_of_merged_is_named_as_one(calculator: Calculator) -> None:
    calculator.score("1.2.1", "2")
    view = calculator.view("Share the work")
    part = part_for(calculator, "Bo", "1.1")
    press(view, "Back to the form")
    calculator.choose_file(part, "part.json")
    expect(calculator.dialog).to_contain_text("This is a part of the assessment on this page.")
    press(calculator.dialog, "Keep what is here")
    expect(calculator.choice("1.2.1", "2")).to_be_checked()


def test_a_change_made_while_a_merge_waits_is_never_overwritten(calculator: Calculator) -> None:
    calculator.score("1.1.1", "2")
    view = calculator.view("Share the work")
    part = json.loads(part_for(calculator, "Bo", "1.1"))
    part["scores"]["1.1.1"] = 1
    calculator.choose(view.get_by_role("button", name="Choose a file"), json.dumps(part), "part.json")
    expect(view.get_by_role("table", name="To be taken from the file: 1 place")).to_be_visible()
    press(view, "Back to the form")
    calculator.score("1.1.1", "0")
    calculator.view("Share the work")
    expect(view.get_by_role("group", name="1.1.1: Answer")).to_be_visible()
