"""Work is never lost: the browser's copy, files, several tabs, storage that fails."""

from __future__ import annotations

import json
import re

import pytest
from calculator_page import Calculator, whole_assessment
from playwright.sync_api import BrowserContext, Page, expect
from seqf.exact import shown
from seqf.model import Framework
from seqf.scoring.assessment import parse
from seqf.scoring.engine import score

NOTES = {
    "evidence": 'Profile <b>forms</b> & "plans"',
    "action": "Ask\nSam",
    "owner": "Sam",
    "due": "2026-06-30",
    "target": "2",
}


@pytest.fixture
def calculator(page: Page, site: str, notices: list[str]) -> Calculator:
    yield Calculator(page, site).open()
    assert not notices


def fill_a_little(calculator: Calculator) -> None:
    calculator.detail("Provider").fill("Example Service")
    calculator.detail("Date").fill("2026-03-31")
    calculator.score("1.1.1", "2")
    calculator.write_note("1.1.1", **NOTES)
    calculator.enter("2.2A", numerator="17", denominator="40")
    calculator.enter("2.2C", value="4.")  # on the way to 4.3


def expect_the_little(calculator: Calculator) -> None:
    expect(calculator.detail("Provider")).to_have_value("Example Service")
    expect(calculator.detail("Date")).to_have_value("2026-03-31")
    expect(calculator.choice("1.1.1", "2")).to_be_checked()
    for note, text in NOTES.items():
        expect(calculator.note("1.1.1", note)).to_have_value(text)
    expect(calculator.part("2.2A", "numerator")).to_have_value("17")
    expect(calculator.part("2.2C")).to_have_value("4.")


def test_a_reload_keeps_everything_even_what_is_half_typed(calculator: Calculator) -> None:
    fill_a_little(calculator)
    calculator.expect_saved()
    calculator.reload()
    expect_the_little(calculator)


def test_leaving_at_once_after_the_last_key_loses_nothing(calculator: Calculator, site: str) -> None:
    calculator.detail("Provider").press_sequentially("Exam")
    calculator.page.goto(site)
    calculator.open()
    expect(calculator.detail("Provider")).to_have_value("Exam")


def test_a_file_takes_everything_there_and_back(calculator: Calculator, framework: Framework) -> None:
    fill_a_little(calculator)
    file = calculator.save_to_file()
    assert file["format"] == "seqf-assessment/1"
    assert file["framework"] == framework.rules.framework
    assert file["scores"] == {"1.1.1": 2}
    assert file["kpis"] == {"2.2A": {"numerator": 17, "denominator": 40}}
    assert file["notes"]["1.1.1"] == {**NOTES, "target": 2}
    assert "Only BASE's external assessment awards a mark" in file["x-statement"]
    calculator.button("Start anew").click()
    calculator.dialog.get_by_role("button", name="Start anew").click()
    expect(calculator.detail("Provider")).to_have_value("")
    calculator.load({**file, "x-own": {"kept": 1.50}})
    expect_the_little(calculator)
    assert calculator.save_to_file() == {**file, "x-own": {"kept": 1.50}}


def test_the_package_reads_what_the_browser_saves(calculator: Calculator, framework: Framework) -> None:
    calculator.score("1.1.1", "2")
    calculator.enter("2.2B", value="14.2")
    calculator.enter("2.2C", value="4.")
    with calculator.page.expect_download() as download:
        calculator.button("Save to a file").click()
    text = download.value.path().read_text(encoding="utf-8")
    release = framework.rules.framework
    read, mistakes = parse(text, {release: framework.rules}, release)
    assert not mistakes
    result = score(framework.rules, read)
    calculator.expect_overall(f"{shown(result.low, result.places)}% to {shown(result.high, result.places)}%")


def test_a_file_is_compared_before_it_replaces_anything(calculator: Calculator) -> None:
    calculator.detail("Provider").fill("Mine")
    calculator.score("1.1.1", "2")
    calculator.choose_file(
        {"format": "seqf-assessment/1", "provider": "Theirs", "scores": {"1.1.1": 0, "1.1.2": 1}}
    )
    rows = calculator.dialog.get_by_role("row")
    expect(rows.filter(has_text="Provider")).to_have_text(re.compile("Mine.*Theirs"))
    expect(calculator.dialog).to_contain_text("2 answers would change: 1.1.1, 1.1.2.")
    calculator.dialog.get_by_role("button", name="Keep what is here").click()
    expect(calculator.choice("1.1.1", "2")).to_be_checked()
    expect(calculator.detail("Provider")).to_have_value("Mine")


def test_loading_a_file_can_be_undone(calculator: Calculator) -> None:
    calculator.score("1.1.1", "2")
    calculator.load({"format": "seqf-assessment/1", "scores": {"1.1.1": 0}})
    expect(calculator.choice("1.1.1", "0")).to_be_checked()
    calculator.expect_message("Loaded assessment.json")
    calculator.page.locator("[data-message=said]").get_by_role("button", name="Undo").click()
    expect(calculator.choice("1.1.1", "2")).to_be_checked()


def test_every_problem_of_a_bad_file_is_listed_and_nothing_changes(calculator: Calculator) -> None:
    calculator.score("1.1.1", "2")
    calculator.choose_file(
        {
            "format": "seqf-assessment/1",
            "scores": {"1.1.1": 3, "9.9.9": 1},
            "kpis": {"2.2C": {"value": "5.1"}},
        }
    )
    expect(calculator.dialog.get_by_role("listitem")).to_have_count(3)
    for place in ("scores.1.1.1", "scores.9.9.9", "kpis.2.2C"):
        expect(calculator.dialog).to_contain_text(place)
    expect(calculator.dialog).to_contain_text("Nothing on this page has changed")
    calculator.dialog.get_by_role("button", name="Close").click()
    expect(calculator.choice("1.1.1", "2")).to_be_checked()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not json",
        b'{"format":',
        b"\xff\xfe\x00",
        b"[]",
        b'{"format": "seqf-assessment/1", "framework": 5}',
    ],
    ids=["empty", "text", "cut short", "not UTF-8", "a list", "a number for a release"],
)
def test_a_file_that_is_none_is_refused_with_a_reason(calculator: Calculator, content: bytes) -> None:
    calculator.choose_file(content)
    expect(calculator.dialog).to_contain_text("This file could not be loaded")
    expect(calculator.dialog.get_by_role("listitem").first).not_to_be_empty()


def test_a_file_of_another_release_says_so_and_is_carried_over(
    calculator: Calculator, framework: Framework
) -> None:
    calculator.choose_file({"format": "seqf-assessment/1", "framework": "0.9.0", "scores": {"1.1.1": 1}})
    expect(calculator.dialog).to_contain_text("made under release 0.9.0")
    calculator.dialog.get_by_role("button", name="Replace with the file").click()
    expect(calculator.choice("1.1.1", "1")).to_be_checked()
    assert calculator.save_to_file()["framework"] == framework.rules.framework


def test_starting_anew_asks_first_and_can_be_undone(calculator: Calculator) -> None:
    calculator.score("1.1.1", "2")
    calculator.button("Start anew").click()
    expect(calculator.dialog).to_contain_text("1 of 76 scored")
    calculator.page.keyboard.press("Escape")
    expect(calculator.choice("1.1.1", "2")).to_be_checked()
    calculator.button("Start anew").click()
    calculator.dialog.get_by_role("button", name="Start anew").click()
    expect(calculator.choice("1.1.1", "Not scored yet")).to_be_checked()
    calculator.button("Undo").click()
    expect(calculator.choice("1.1.1", "2")).to_be_checked()


# --- storage ---


def test_keys_begin_with_the_framework_and_the_path_of_the_site(
    calculator: Calculator, framework: Framework
) -> None:
    calculator.score("1.1.1", "2")
    calculator.expect_saved()
    keys = calculator.page.evaluate("Object.keys(localStorage)")
    assert keys == [f"{framework.data['framework']['id']}:/some/path/:assessment"]


def test_a_full_storage_is_said_plainly_and_saving_works_again_once_there_is_room(
    calculator: Calculator,
) -> None:
    calculator.page.evaluate(
        """() => {
          let text = 'x'.repeat(1024 * 1024);
          for (let n = 0; text.length > 1; n++) {
            try { localStorage.setItem('filler' + n, text); } catch { text = text.slice(text.length / 2); }
          }
        }"""
    )
    calculator.detail("Provider").fill("Example Service with a long name")
    expect(calculator.result).to_contain_text("NOT saved: download your file now")
    calculator.expect_message("this browser's storage is full")
    calculator.result.get_by_role("link", name="What you can do").click()
    expect(calculator.page.locator("#messages")).to_be_focused()
    assert calculator.save_to_file()["provider"] == "Example Service with a long name"
    calculator.page.evaluate(
        "Object.keys(localStorage).forEach(k => k.startsWith('filler') && localStorage.removeItem(k))"
    )
    calculator.page.get_by_role("button", name="Try to save here again").click()
    calculator.expect_saved()


def test_a_browser_that_refuses_to_store_is_said_plainly_at_once(page: Page, site: str) -> None:
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage',"
        " {get() { throw new DOMException('no', 'SecurityError'); }})"
    )
    calculator = Calculator(page, site).open()
    calculator.expect_message("does not allow this site to store anything")
    calculator.score("1.1.1", "2")
    calculator.expect_overall("1.5% to 100.0%")


@pytest.mark.parametrize("broken", ["{", "[]", '{"format": "seqf-assessment/1", "scores": {"1.1.1": 7}}'])
def test_a_copy_that_cannot_be_read_is_put_aside_and_can_be_downloaded(
    calculator: Calculator, broken: str
) -> None:
    calculator.score("1.1.1", "2")
    calculator.expect_saved()
    calculator.page.evaluate("text => localStorage.setItem(Object.keys(localStorage)[0], text)", broken)
    calculator.reload()
    calculator.expect_message("could not be read")
    calculator.score("1.1.2", "1")
    calculator.expect_saved()
    calculator.reload()
    with calculator.page.expect_download() as download:
        calculator.page.get_by_role("button", name="Download it as it is").click()
    assert download.value.path().read_text(encoding="utf-8") == broken
    calculator.page.get_by_role("button", name="Delete it").click()
    calculator.dialog.get_by_role("button", name="Delete it").click()
    expect(calculator.page.locator("[data-message=aside]")).to_be_hidden()
    expect(calculator.choice("1.1.2", "1")).to_be_checked()


# --- two tabs ---


@pytest.fixture
def other_tab(calculator: Calculator, context: BrowserContext, site: str) -> Calculator:
    return Calculator(context.new_page(), site).open()


def test_a_tab_with_nothing_of_its_own_follows_the_other_and_says_so(
    calculator: Calculator, other_tab: Calculator
) -> None:
    calculator.score("1.1.1", "2")
    expect(other_tab.choice("1.1.1", "2")).to_be_checked()
    other_tab.expect_message("changed in another tab")
    other_tab.score("1.1.2", "1")
    expect(calculator.choice("1.1.2", "1")).to_be_checked()


def stop_saving(calculator: Calculator) -> None:
    calculator.page.evaluate(
        """() => {
          window.realSetItem = Storage.prototype.setItem;
          Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };
        }"""
    )


def let_save(calculator: Calculator) -> None:
    calculator.page.evaluate("() => { Storage.prototype.setItem = window.realSetItem; }")


@pytest.fixture
def two_versions(calculator: Calculator, other_tab: Calculator) -> tuple[Calculator, Calculator]:
    """The first tab has unsaved work when the other one saves."""
    stop_saving(calculator)
    calculator.score("1.1.1", "2")
    expect(calculator.result).to_contain_text("NOT saved")
    other_tab.score("1.1.1", "0")
    other_tab.expect_saved()
    calculator.expect_message("Two versions, nothing overwritten")
    let_save(calculator)
    calculator.score("1.1.3", "1")
    calculator.expect_message("Two versions, nothing overwritten")
    assert json.loads(other_tab.stored)["scores"] == {"1.1.1": 0}
    return calculator, other_tab


def test_two_versions_are_shown_and_mine_can_be_kept(two_versions: tuple[Calculator, Calculator]) -> None:
    mine, theirs = two_versions
    mine.page.get_by_role("button", name="Compare and choose").click()
    expect(mine.dialog).to_contain_text("2 answers would change: 1.1.1, 1.1.3.")
    mine.page.keyboard.press("Escape")
    mine.expect_message("Two versions, nothing overwritten")
    mine.page.get_by_role("button", name="Compare and choose").click()
    mine.dialog.get_by_role("button", name="Keep this one").click()
    mine.expect_saved()
    expect(theirs.choice("1.1.1", "2")).to_be_checked()
    mine.button("Undo").click()  # what the other tab had is still there
    expect(mine.choice("1.1.1", "0")).to_be_checked()


def test_two_versions_are_shown_and_theirs_can_be_taken(two_versions: tuple[Calculator, Calculator]) -> None:
    mine, theirs = two_versions
    mine.page.get_by_role("button", name="Compare and choose").click()
    mine.dialog.get_by_role("button", name="Take the other tab's version").click()
    expect(mine.choice("1.1.1", "0")).to_be_checked()
    mine.expect_saved()
    mine.button("Undo").click()
    expect(mine.choice("1.1.1", "2")).to_be_checked()
    expect(theirs.choice("1.1.1", "2")).to_be_checked()


def test_a_copy_cleared_from_outside_is_noticed_and_can_be_saved_again(
    calculator: Calculator, other_tab: Calculator
) -> None:
    calculator.score("1.1.1", "2")
    calculator.expect_saved()
    other_tab.page.evaluate("localStorage.clear()")
    calculator.expect_message("has been removed")
    calculator.page.get_by_role("button", name="Save it here again").click()
    calculator.expect_saved()
    assert json.loads(calculator.stored)["scores"] == {"1.1.1": 2}


def test_leaving_with_unsaved_work_asks_first(page: Page, site: str) -> None:
    calculator = Calculator(page, site).open()
    stop_saving(calculator)
    calculator.score("1.1.1", "2")
    expect(calculator.result).to_contain_text("NOT saved")
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.goto(site)
    assert asked == ["beforeunload"]


# --- nothing leaves the browser ---


def test_nothing_of_an_answer_is_ever_asked_of_any_server(
    calculator: Calculator, framework: Framework, site: str
) -> None:
    asked: list[str] = []
    calculator.page.on("request", lambda request: asked.append(f"{request.method} {request.url}"))
    calculator.load(whole_assessment(framework, provider="Example Service"))
    fill_a_little(calculator)
    calculator.save_to_file()
    calculator.expect_saved()
    own = re.compile(rf"^GET {re.escape(site)}assets/[a-z/]+\.js$")
    assert [line for line in asked if not own.match(line) and " blob:" not in line] == []
    assert "Example" not in calculator.page.url
    assert calculator.page.context.cookies() == []
