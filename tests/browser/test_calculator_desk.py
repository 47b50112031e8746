"""More than one assessment, more than one person, more than one kind of file."""

from __future__ import annotations

import io
import json
import re

import openpyxl
import pytest
from calculator_page import Calculator, whole_assessment
from calculator_states import own_sheet
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from seqf.model import Framework


@pytest.fixture
def calculator(page: Page, site: str, notices: list[str]) -> Calculator:
    yield Calculator(page, site).open()
    assert not notices


def cards(calculator: Calculator) -> Locator:
    return calculator.page.locator(".shelf__one")


def press(view: Locator, name: str) -> None:
    view.get_by_role("button", name=name).click()


# --- never lose work ---


def test_a_page_that_is_killed_while_somebody_types_loses_no_key_older_than_a_second(
    calculator: Calculator, context: BrowserContext, site: str
) -> None:
    calculator.detail("Provider").press_sequentially("Example Serv")
    calculator.page.wait_for_function(
        "() => Object.keys(localStorage).some((key) => localStorage.getItem(key).includes('Example Serv'))",
        timeout=1000,
    )
    calculator.page.close(run_before_unload=False)
    again = Calculator(context.new_page(), site).open()
    expect(again.detail("Provider")).to_have_value("Example Serv")


def test_every_key_broken_at_once_still_gives_a_page_that_works_and_loses_nothing(
    calculator: Calculator,
) -> None:
    calculator.score("1.1.1", "2")
    calculator.try_example()
    calculator.view("All assessments")
    cards(calculator).first.get_by_role("button", name="Save to a file").click()
    calculator.page.evaluate(
        "() => { for (const key of Object.keys(localStorage)) localStorage.setItem(key, '{broken'); }"
    )
    calculator.page.evaluate(
        "() => localStorage.setItem(Object.keys(localStorage)[0].split(':').slice(0, 2).join(':')"
        " + ':wording', '[')"
    )
    calculator.reload()
    calculator.score("1.1.2", "1")
    calculator.expect_overall(re.compile(r"% to "))
    calculator.expect_saved()
    kept = calculator.page.evaluate("Object.values(localStorage)")
    assert kept.count("{broken") >= 2
    view = calculator.view("All assessments")
    expect(view).to_contain_text("can't be read")


def test_a_reminder_to_save_a_file_comes_after_much_work_and_goes_once_it_is_done(
    calculator: Calculator, framework: Framework
) -> None:
    reminder = calculator.page.locator("[data-message=remind]")
    for item in framework.rules.items[:25]:
        expect(reminder).to_be_hidden()
        calculator.score(item.id, "1")
    expect(reminder).to_be_visible()
    calculator.save_to_file()
    expect(reminder).to_be_hidden()


def test_answers_to_items_that_are_not_known_are_kept_aside_and_shown(calculator: Calculator) -> None:
    calculator.load({"format": "seqf-assessment/1", "scores": {"9.9.9": 2, "1.1.1": 1}})
    expect(calculator.choice("1.1.1", "1")).to_be_checked()
    expect(calculator.page.locator("[data-show=aside-box]")).to_contain_text("9.9.9")
    calculator.expect_saved()
    calculator.reload()
    expect(calculator.page.locator("[data-show=aside-box]")).to_contain_text("9.9.9")
    assert calculator.save_to_file()["aside"]["9.9.9"]["score"] == 2


# --- several assessments ---


def test_assessments_are_listed_opened_copied_renamed_deleted_and_brought_back(
    calculator: Calculator,
) -> None:
    calculator.detail("Name of this assessment").fill("Mine")
    calculator.score("1.1.1", "2")
    calculator.try_example()
    calculator.expect_outcome("In the Good range")
    view = calculator.view("All assessments")
    expect(cards(calculator)).to_have_count(2)
    mine = cards(calculator).filter(has_text="Mine")
    expect(mine).to_contain_text("1 of 76 scored")
    press(mine, "Rename")
    calculator.page.keyboard.type("Ours")
    calculator.page.keyboard.press("Enter")
    ours = cards(calculator).filter(has_text="Ours")
    press(ours, "Duplicate")
    expect(calculator.detail("Name of this assessment")).to_have_value("Ours (copy)")
    calculator.score("1.1.1", "0")
    view = calculator.view("All assessments")
    expect(cards(calculator)).to_have_count(3)
    press(cards(calculator).filter(has_text="Ours (copy)"), "Delete")  # the one on the page
    expect(cards(calculator)).to_have_count(2)
    press(view, "Bring back")
    expect(cards(calculator)).to_have_count(3)
    press(cards(calculator).filter(has_text="Ours (copy)"), "Open")
    expect(calculator.choice("1.1.1", "0")).to_be_checked()
    calculator.reload()
    expect(calculator.choice("1.1.1", "0")).to_be_checked()


def test_everything_can_be_deleted_from_this_computer(calculator: Calculator) -> None:
    calculator.score("1.1.1", "2")
    calculator.try_example()
    view = calculator.view("All assessments")
    press(view, "Delete everything from this computer")
    press(calculator.dialog, "Delete everything")
    expect(calculator.dialog).to_be_hidden()
    assert calculator.page.evaluate("localStorage.length") == 0
    calculator.reload()
    calculator.expect_outcome("Between no mark and Excellent")


# --- files ---


def test_a_table_goes_out_and_comes_back_and_holds_no_formula(calculator: Calculator) -> None:
    calculator.score("1.1.1", "2")
    calculator.enter("2.2A", numerator="17", denominator="40")
    calculator.write_note("1.1.1", evidence='=HYPERLINK("http://example.org")', action="a, b\nc")
    view = calculator.view("Report and action plan")
    table = calculator.downloaded(view.get_by_role("button", name="Save as a table"))
    assert b"\"'=HYPERLINK" in table
    press(view, "Back to the form")
    before = calculator.save_to_file()
    calculator.start_anew()
    calculator.load(table)
    after = calculator.save_to_file()
    assert after["notes"] == before["notes"] and after["scores"] == before["scores"]
    assert {k: str(v) for k, v in after["kpis"]["2.2A"].items()} == {"numerator": "17", "denominator": "40"}


def test_our_workbook_is_opened_by_what_it_holds(calculator: Calculator, site_folder) -> None:
    (path,) = site_folder.glob("downloads/*-self-assessment.xlsx")
    book = openpyxl.load_workbook(path)
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value == "1.1.1" and sheet.sheet_state == "visible":
                    place = (sheet.title, cell.row)
    layout = next(s for s in book if s["B1"].value and str(s["B1"].value).startswith("seqf-workbook"))
    heads = next(r for r in layout.iter_rows(values_only=True) if r[0] == "item")
    first = next(r for r in layout.iter_rows(values_only=True) if r[0] == "1.1.1")
    book[first[1]][first[heads.index("value")]] = 2
    assert place
    target = io.BytesIO()
    book.save(target)
    calculator.choose_file(target.getvalue(), "no-name-that-says-it")
    expect(calculator.dialog).to_contain_text(re.compile(r"\b1 answer\b"))
    press(calculator.dialog, "Replace with the file")
    expect(calculator.choice("1.1.1", "2")).to_be_checked()


def test_a_report_is_a_page_of_its_own_with_texts_as_texts(calculator: Calculator) -> None:
    calculator.score("1.1.1", "1")
    calculator.write_note("1.1.1", evidence="<script>alert(1)</script>", action="Ask Sam", target="2")
    view = calculator.view("Report and action plan")
    expect(view).to_contain_text(
        "Once every target is reached: Between no mark and Excellent, 1.5% to 100.0%"
    )
    report = calculator.downloaded(view.get_by_role("button", name="Save as a web page")).decode()
    assert "&lt;script&gt;alert(1)" in report and "<script" not in report
    assert "default-src 'none'" in report and "awards a mark" in report


def test_a_sheet_of_somebodys_own_is_matched_and_its_wording_stays_in_the_browser(
    calculator: Calculator,
) -> None:
    view = calculator.view("Use your own sheet")
    calculator.choose(view.get_by_role("button", name="Choose a spreadsheet"), own_sheet(), "ours.xlsx")
    expect(view).to_contain_text("3 of 76 items found: 2 with a score, 1 with evidence, 3 with wording.")
    expect(view).to_contain_text("Row 4, 1.1.2: 7")
    expect(view).to_contain_text("Row 6: 8.8.8")
    press(view, "Take these into the assessment on this page")
    expect(calculator.choice("1.1.1", "2")).to_be_checked()
    expect(calculator.part("2.2A")).to_have_value("42.5")
    expect(calculator.item("1.1.1").get_by_text("Their secret words")).to_be_visible()
    assert "secret" not in json.dumps(calculator.save_to_file())
    calculator.expect_saved()
    calculator.reload()
    expect(calculator.item("1.1.1").get_by_text("Their secret words")).to_be_visible()
    view = calculator.view("Use your own sheet")
    press(view, "Forget the wording")
    press(view, "Back to the form")
    expect(calculator.item("1.1.1").get_by_text("Their secret words")).to_be_hidden()


def test_a_table_of_somebodys_own_lets_the_columns_be_chosen(calculator: Calculator) -> None:
    view = calculator.view("Use your own sheet")
    rows = "x;no;y\n2;1.1.1;seen\n1;1.1.2;\n"
    calculator.choose(view.get_by_role("button", name="Choose a spreadsheet"), rows, "ours.csv")
    expect(view).to_contain_text("2 of 76 items found: 0 with a score")
    view.get_by_label("Score is in column").select_option("0")
    view.get_by_label("Evidence is in column").select_option("2")
    expect(view).to_contain_text("2 of 76 items found: 2 with a score, 1 with evidence")


# --- what the result says about itself ---


def test_steps_evidence_what_if_and_trace_stand_beside_the_form(
    calculator: Calculator, framework: Framework
) -> None:
    file = whole_assessment(framework)
    file["scores"]["1.1.1"] = 1
    file["kpis"]["2.2A"] = {"value": "10"}
    file["kpis"]["2.2B"] = {"value": "26"}
    calculator.load(file)
    insight = calculator.page.locator(".insight")
    steps, bare = (insight.locator(f"[data-show=insight-{name}]") for name in ("steps", "evidence"))
    for title in ("Steps to the next mark", "Top score without evidence", "What if", "How this result came"):
        insight.locator("summary", has_text=title).click()
    expect(steps).to_contain_text("Excellent: 1 step at the least")
    expect(bare).to_contain_text("70 criteria")
    expect(insight.locator("[data-show=insight-trace] li").first).to_contain_text("Section 1.1")
    insight.get_by_label("Item").select_option("1.1.1")
    insight.get_by_label("were scored").select_option("0")
    expect(insight.locator("[data-show=what-if-result]")).to_contain_text("Now: ")
    calculator.write_note("1.1.2", evidence="Seen")
    expect(bare).to_contain_text("69 criteria")
    expect(calculator.choice("1.1.1", "1")).to_be_checked()  # what if enters nothing


def test_one_row_an_item_hides_all_but_number_and_choices(calculator: Calculator) -> None:
    button = calculator.page.get_by_role("button", name="One row an item")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(calculator.item("1.1.1").locator(".notes summary")).to_be_hidden()
    calculator.score("1.1.1", "2")
    calculator.expect_overall("1.5% to 100.0%")


def test_two_assessments_stand_side_by_side_and_only_what_differs_on_request(
    calculator: Calculator, framework: Framework
) -> None:
    calculator.load(whole_assessment(framework, provider="Example Service", kind="self"))
    view = calculator.view("Compare")
    expect(view).to_contain_text("Choose two or three")
    other = whole_assessment(framework, provider="Example Service", kind="external")
    other["scores"]["1.1.3"] = 0
    calculator.choose(view.get_by_role("button", name="Add one from a file"), json.dumps(other), "x.json")
    expect(view.get_by_role("row").filter(has_text="1.1.3")).to_contain_text("Differs")
    expect(view).to_contain_text("over-rated")
    view.get_by_label("Disagreements only").check()
    expect(view.get_by_role("table", name="Items that differ").get_by_role("row")).to_have_count(2)


# --- everybody ---


def test_paper_shows_the_report_alone_with_texts_in_full(calculator: Calculator) -> None:
    calculator.write_note("1.1.1", evidence="Seen", action="Ask Sam", owner="Sam", due="2026-06-30")
    view = calculator.view("Report and action plan")
    calculator.page.emulate_media(media="print")
    expect(view.get_by_role("row").filter(has_text="Ask Sam")).to_contain_text("2026-06-30")
    expect(calculator.result).to_be_hidden()
    expect(calculator.page.get_by_role("button", name="Print")).to_have_count(0)
    expect(calculator.page.locator(".open-questions")).to_be_hidden()


def test_the_keyboard_goes_into_a_view_and_back_to_where_it_was(calculator: Calculator) -> None:
    way = calculator.page.get_by_role("button", name="Report and action plan")
    way.focus()
    calculator.page.keyboard.press("Enter")
    expect(calculator.page.get_by_role("heading", name="Report and action plan")).to_be_focused()
    calculator.page.keyboard.press("Shift+Tab")
    calculator.page.keyboard.press("Enter")
    expect(way).to_be_focused()
    expect(calculator.choice("1.1.1", "2")).to_be_visible()


def test_only_files_of_the_site_are_ever_asked_for(calculator: Calculator, site: str) -> None:
    asked: list[str] = []
    calculator.page.on("request", lambda request: asked.append(f"{request.method} {request.url}"))
    calculator.try_example()
    for name in (
        "All assessments",
        "Compare",
        "Report and action plan",
        "Share the work",
        "Use your own sheet",
    ):
        calculator.view(name)
    calculator.page.locator("[data-view-name]:visible").get_by_role("button", name="Back to the form").click()
    calculator.result.locator("summary").first.click()
    own = re.compile(rf"^GET {re.escape(site)}assets/js/[a-z/]+\.js$")
    assert asked and [line for line in asked if not own.match(line)] == []
    policy = calculator.page.locator("meta[http-equiv=Content-Security-Policy]").get_attribute("content")
    for stopped in ("default-src", "connect-src", "form-action"):
        assert f"{stopped} 'none'" in policy


@pytest.mark.parametrize("zoom", [2, 4])
def test_a_zoomed_window_scrolls_one_way_and_keeps_what_has_the_focus_in_view(
    browser: Browser, site: str, zoom: int
) -> None:
    window = {"width": 1280 // zoom, "height": 1024 // zoom}
    with browser.new_context(viewport=window, device_scale_factor=zoom, reduced_motion="reduce") as context:
        calculator = Calculator(context.new_page(), site).open()
        page = calculator.page
        assert page.evaluate("document.documentElement.scrollWidth") <= window["width"]
        calculator.choice("1.1.5", "Not scored yet").focus()
        bar = calculator.result.locator(".result__bar")
        for _ in range(6):
            page.keyboard.press("Shift+Tab")
            here = page.locator(":focus").bounding_box()
            assert here["y"] + here["height"] > bar.bounding_box()["y"] + bar.bounding_box()["height"]
        assert bar.bounding_box()["height"] < window["height"] / 3
        for name in (
            "All assessments",
            "Compare",
            "Report and action",
            "Share the work",
            "Use your own sheet",
        ):
            calculator.view(name)
            assert page.evaluate("document.documentElement.scrollWidth") <= window["width"], name
