"""One walk through every state in which somebody may see the calculator.

The same walk is taken in every look and in every browser; what is held to in each state is the test's matter.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator

import openpyxl
from calculator_page import Calculator, whole_assessment
from playwright.sync_api import Locator, expect
from seqf.model import Framework

# its name; selectors of the parts that are new in it, none for the whole page
State = tuple[str, tuple[str, ...]]


def own_sheet() -> bytes:
    """Return a workbook as a service may have made it for itself, with some rows that can't be used."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Our own scoring"])
    sheet.append(["Ref", "Criterion wording", "Self score", "Evidence"])
    sheet.append(["1.1.1", "Their secret words", 2, "Seen"])
    sheet.append(["1.1.2.", "More of them", 7, None])
    sheet.append(["2.2a", "Starts", 0.425, None])
    sheet["C5"].number_format = "0.0%"
    sheet.append(["8.8.8", "Old one", 1, None])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def states(calculator: Calculator, framework: Framework) -> Iterator[State]:
    """Lead an empty calculator through its states; the page stands in each while it is looked at."""
    yield "empty", ()
    yield from _on_the_form(calculator, framework)
    yield from _in_place_of_the_form(calculator, framework)


def _on_the_form(calculator: Calculator, framework: Framework) -> Iterator[State]:
    page, dialog = calculator.page, calculator.dialog
    calculator.detail("Provider").fill("Example Service")
    calculator.score("1.1.1", "2")
    calculator.write_note("1.1.2", evidence="Forms")
    calculator.enter("2.2A", numerator="17", denominator="40")
    calculator.item("2.2A").locator(".more summary").first.click()
    calculator.expect_saved()  # what the page says of it changes while it saves
    yield "partial", ("#result", "#section-1\\.1", "#section-2\\.2")
    details = page.get_by_role("button", name="Details", expanded=False)  # there is none in a wide window
    if details.is_visible():
        details.click()
        yield "result opened", ("#result",)
    calculator.choose_file({"format": "seqf-assessment/1", "provider": "Other", "scores": {"1.1.1": 0}})
    expect(dialog).to_contain_text("Other")
    yield "two versions", ("#dialog",)
    dialog.get_by_role("button", name="Keep what is here").click()
    calculator.choose_file("no file of ours")
    expect(dialog).to_contain_text("could not be loaded")
    yield "bad file", ("#dialog",)
    dialog.get_by_role("button", name="Close").click()
    calculator.enter("2.2C", value="5.1")
    calculator.part("2.2C").blur()
    expect(calculator.item("2.2C").locator("[data-show=problem]")).to_be_visible()
    calculator.expect_saved()
    page.evaluate(
        "() => { for (const box of document.querySelectorAll('[data-message]')) box.hidden = false; }"
    )
    yield "errors and messages", (".message", "#section-2\\.2", "#result")
    page.evaluate(
        "() => { for (const box of document.querySelectorAll('[data-message]')) box.hidden = true; }"
    )
    calculator.load(whole_assessment(framework))
    calculator.expect_outcome(re.compile("^In the"))
    if details.is_visible():
        details.click()
    _open_insight(calculator.result)
    calculator.expect_saved()
    yield "complete", ("#result", "#section-2\\.2")
    page.get_by_role("button", name="One row an item").click()
    yield "one row an item", ("#section-1\\.1", "#section-2\\.2")
    page.get_by_role("button", name="One row an item").click()


def _open_insight(result: Locator) -> None:
    for summary in result.locator(".insight summary").all():
        summary.press("Enter")
    expect(result.locator("[data-show=insight-trace] li").first).to_be_visible()


def _in_place_of_the_form(calculator: Calculator, framework: Framework) -> Iterator[State]:
    page = calculator.page
    calculator.try_example()
    calculator.expect_message("An invented example")
    calculator.expect_saved()
    for name in ("All assessments", "Compare", "Report and action plan", "Share the work"):
        view = calculator.view(name)
        if name == "Compare":
            expect(view.get_by_role("table").first).to_be_visible()
        yield name, ("#calculator",)
    back = json.dumps(whole_assessment(framework, "lowest"))
    calculator.choose(view.get_by_role("button", name="Choose a file"), back, "part.json")
    expect(view.get_by_role("group").first).to_be_visible()
    yield "merging", ("[data-view-name=team]",)
    view = calculator.view("Use your own sheet")
    calculator.choose(view.get_by_role("button", name="Choose a spreadsheet"), own_sheet(), "ours.xlsx")
    expect(view).to_contain_text("What matches")
    yield "own sheet", ("#calculator",)
    view = calculator.view("All assessments")
    view.locator(".shelf__one").first.get_by_role("button", name="Delete").click()
    expect(view.locator("[data-show=bin-box]")).to_be_visible()
    yield "deleted", ("#calculator",)
    assert page.locator("[data-view-name]:visible").count() == 1
