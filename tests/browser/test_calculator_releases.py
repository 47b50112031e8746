"""Drafts and files of older releases: carried by the change records; what became of each answer is shown."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from calculator_page import Calculator
from playwright.sync_api import Page, expect
from test_workbook_of_an_old_release import filled


@pytest.fixture(scope="module")
def meadow(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The calculator, as one file, of a framework with four releases."""
    out = tmp_path_factory.mktemp("meadow") / "site"
    program = [sys.executable, "-c", "from seqf.cli import main; main()"]
    folder = repository / "tests" / "frameworks" / "meadow" / "current"
    done = subprocess.run(
        [*program, "--framework", str(folder), "build", "--out", str(out)],
        cwd=repository,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    (found,) = out.glob("downloads/*-calculator.html")
    return found


@pytest.fixture
def calculator(page: Page, meadow: Path) -> Calculator:
    found = Calculator(page, "")
    found.address = meadow.as_uri()
    return found.open()


OLD = {
    "format": "seqf-assessment/1",
    "framework": "2.1.0",
    "scores": {"A.1": 1, "A.3": 1, "B.2": 1, "B.4": 1},
    "notes": {"B.4": {"evidence": "Counted"}},
    "x-entered": {"B.2": {"answer": "?"}},
}


def test_a_file_of_an_older_release_shows_what_was_carried_before_it_is_taken(calculator: Calculator) -> None:
    calculator.choose_file(OLD)
    dialog = calculator.dialog
    expect(dialog).to_contain_text("made under release 2.1.0")
    expect(dialog.get_by_role("listitem").filter(has_text="Needs another look: A.3")).to_contain_text(
        "The month is new."
    )
    expect(dialog.get_by_role("listitem").filter(has_text="Kept aside: B.2")).to_contain_text(
        "Counting insects harmed them."
    )
    expect(dialog).to_contain_text("C.1 (was B.4)")
    dialog.get_by_role("button", name="Replace with the file").click()
    expect(calculator.choice("C.1", "1")).to_be_checked()
    expect(calculator.note("C.1", "evidence")).to_have_value("Counted")
    expect(calculator.page.locator("[data-show=aside-box]")).to_contain_text("B.2")
    saved = calculator.save_to_file()
    assert "B.2" in saved["aside"] and saved["x-entered-2.1.0"] == {"B.2": {"answer": "?"}}


def test_a_filled_workbook_of_an_older_release_is_carried_in_the_same_way(calculator: Calculator) -> None:
    calculator.choose_file(filled(), "filled.xlsx")
    dialog = calculator.dialog
    expect(dialog).to_contain_text("made under release 2.1.0", timeout=30_000)
    for line in ("Needs another look: A.3", "Kept aside: B.2", "C.1 (was B.4)"):
        expect(dialog).to_contain_text(line)
    dialog.get_by_role("button", name="Replace with the file").click()
    expect(calculator.choice("C.1", "1")).to_be_checked()
    expect(calculator.note("C.1", "action")).to_have_value("Count again")
    expect(calculator.page.locator("[data-show=aside-box]")).to_contain_text("B.2")


def test_in_the_list_an_assessment_stays_of_its_release_until_it_is_opened(calculator: Calculator) -> None:
    calculator.score("A.1", "1")
    calculator.expect_saved()
    calculator.page.evaluate(
        "text => localStorage.setItem("
        "Object.keys(localStorage).find(k => k.endsWith(':assessment')) + ':older', text)",
        json.dumps({**OLD, "name": "Last year"}),
    )
    view = calculator.view("Compare")
    row = view.get_by_role("table", name="Items").get_by_role("row").filter(has_text="C.1")
    expect(row.get_by_role("cell")).to_have_text(["Not scored", "1", "Not scored in all"])
    view = calculator.view("All assessments")
    card = view.locator(".shelf__one").filter(has_text="Last year")
    expect(card).to_contain_text("2.1.0")
    expect(card).to_contain_text("3 of ")  # A.1, A.3 and C.1, which was B.4; B.2 is kept aside
    card.get_by_role("button", name="Rename").click()
    calculator.page.keyboard.type("Before")
    calculator.page.keyboard.press("Enter")
    card = view.locator(".shelf__one").filter(has_text="Before")
    kept = json.loads(calculator.downloaded(card.get_by_role("button", name="Save to a file")))
    assert kept == {**OLD, "name": "Before"}
    card.get_by_role("button", name="Duplicate").click()
    expect(calculator.dialog).to_contain_text("Needs another look: A.3")
    calculator.dialog.get_by_role("button", name="Close").click()
    expect(calculator.detail("Name of this assessment")).to_have_value("Before (copy)")
    expect(calculator.choice("C.1", "1")).to_be_checked()


def test_a_draft_left_in_the_browser_is_carried_and_nothing_of_it_is_lost(calculator: Calculator) -> None:
    calculator.score("A.1", "1")
    calculator.expect_saved()
    calculator.page.evaluate(
        "text => localStorage.setItem(Object.keys(localStorage).find(k => k.endsWith(':assessment')), text)",
        json.dumps(OLD),
    )
    calculator.reload()
    expect(calculator.dialog).to_contain_text("Needs another look: A.3")
    calculator.dialog.get_by_role("button", name="Close").click()
    expect(calculator.choice("C.1", "1")).to_be_checked()
    assert "B.2" in calculator.save_to_file()["aside"]
