"""The same flows in Firefox: tests of Chromium, taken from where they stand and run once more.

Named is what may differ between browsers: storage, tabs, files in and out, the keyboard, what is read out.
"""

# ruff: noqa: F401  pytest uses what is only imported here: tests, and the fixtures that they ask for

from __future__ import annotations

from pathlib import Path

from axe import found_by_axe
from calculator_page import Calculator
from calculator_states import states
from playwright.sync_api import BrowserContext, Page
from seqf.model import Framework
from test_calculator import (
    calculator,
    test_a_missed_gate_holds_the_mark_back_and_other_readings_say_so,
    test_a_wrong_value_is_explained_once_the_field_is_left_and_not_counted,
    test_counts_give_the_percentage_and_the_bound_reached,
    test_the_next_unscored_item_takes_the_focus,
    test_the_result_is_read_out_once_things_have_come_to_rest,
    test_undo_and_redo_walk_through_the_last_actions,
)
from test_calculator_desk import (
    test_assessments_are_listed_opened_copied_renamed_deleted_and_brought_back,
    test_only_files_of_the_site_are_ever_asked_for,
    test_our_workbook_is_opened_by_what_it_holds,
    test_the_keyboard_goes_into_a_view_and_back_to_where_it_was,
    test_two_assessments_stand_side_by_side_and_only_what_differs_on_request,
)
from test_calculator_everyone import (
    test_the_keyboard_alone_comes_from_the_top_to_an_answer_and_through_a_dialog,
    test_the_keyboard_alone_scores_saves_and_undoes,
)
from test_calculator_file import (
    one_file,
    test_it_scores_saves_and_keeps_without_asking_anybody,
)
from test_calculator_work import (
    other_tab,
    test_a_file_takes_everything_there_and_back,
    test_a_full_storage_is_said_plainly_and_saving_works_again_once_there_is_room,
    test_a_reload_keeps_everything_even_what_is_half_typed,
    test_leaving_at_once_after_the_last_key_loses_nothing,
    test_the_package_reads_what_the_browser_saves,
    test_two_versions_are_shown_and_mine_can_be_kept,
    two_versions,
)
from test_engine import engine, test_the_browser_gives_the_results_of_the_shared_cases

BROWSER = "firefox"  # see conftest.py

NARROW = {"width": 320, "height": 640}


def test_axe_finds_nothing_in_any_state(
    page: Page, site: str, framework: Framework, notices: list[str]
) -> None:
    faults = {}
    for state, parts in states(Calculator(page, site).open(), framework):
        if found := found_by_axe(page, *parts):
            faults[state] = found
    assert not faults
    assert not notices


def test_pages_to_read_are_sound_on_a_narrow_screen(
    context: BrowserContext, notices: list[str], site: str, site_folder: Path
) -> None:
    folders = [path for path in sorted(site_folder.glob("criteria/*/")) if (path / "index.html").exists()]
    criterion = folders[0].relative_to(site_folder).as_posix()
    page = context.new_page()
    page.set_viewport_size(NARROW)
    faults = {}
    for address in ("", "criteria/", f"{criterion}/", "guide/", "downloads/"):
        page.goto(site + address)
        found = found_by_axe(page)
        if (width := page.evaluate("document.documentElement.scrollWidth")) > NARROW["width"]:
            found.append(f"has to be scrolled sideways: {width} px wide")
        if found:
            faults[address] = found
    assert not faults
    assert not notices
