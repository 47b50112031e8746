"""Scoring a service in the calculator, as somebody at the screen does it."""

from __future__ import annotations

import re

import pytest
from calculator_page import Calculator, whole_assessment
from playwright.sync_api import Page, expect
from seqf.model import Framework


@pytest.fixture
def calculator(page: Page, site: str, notices: list[str]) -> Calculator:
    yield Calculator(page, site).open()
    assert not notices


def test_every_item_can_be_answered_and_starts_not_scored(
    calculator: Calculator, framework: Framework
) -> None:
    expect(calculator.page.locator("fieldset[data-item]")).to_have_count(len(framework.rules.items))
    for item in framework.rules.items:
        group = calculator.page.get_by_role("group", name=re.compile(rf"^{re.escape(item.id)}\b(?!\.)")).first
        expect(group).to_be_attached()
    expect(calculator.page.get_by_label("Not scored yet", exact=True).first).to_be_checked()
    calculator.expect_outcome("Between no mark and Excellent")
    calculator.expect_overall("0.0% to 100.0%")


def test_a_score_narrows_the_range(calculator: Calculator) -> None:
    calculator.score("1.1.1", "2")
    calculator.expect_overall("1.5% to 100.0%")
    calculator.score("1.1.1", "0")
    calculator.expect_overall("0.0% to 98.5%")
    expect(calculator.page.locator('[data-section-row="1.1"]')).to_contain_text("0 to 18 of 20")


def test_not_scored_yet_takes_an_answer_back(calculator: Calculator) -> None:
    calculator.score("1.1.1", "2")
    calculator.expect_overall("1.5% to 100.0%")
    calculator.score("1.1.1", "Not scored yet")
    calculator.expect_overall("0.0% to 100.0%")
    expect(calculator.result).to_contain_text("0 of 76 scored")


def test_counts_give_the_percentage_and_the_bound_reached(calculator: Calculator) -> None:
    calculator.enter("2.2A", numerator="17", denominator="40")
    expect(calculator.item("2.2A")).to_contain_text("42.5% earns 8 of 10 points")
    expect(calculator.item("2.2A").locator("tr.is-reached")).to_contain_text("40%")
    expect(calculator.item("2.2A").locator("tr.is-reached")).to_contain_text("reached")


def test_a_bound_missed_by_a_little_is_shown_as_missed(calculator: Calculator) -> None:
    calculator.enter("2.2B", value="10.04")
    expect(calculator.item("2.2B")).to_contain_text("10.1 weeks earns 8 of 10 points")


def test_one_count_alone_leaves_the_item_unscored(calculator: Calculator) -> None:
    calculator.enter("2.2A", numerator="17")
    expect(calculator.item("2.2A").locator("[data-show=state]")).to_have_text("Not scored yet")
    expect(calculator.item("2.2A").locator("[data-show=problem]")).to_be_hidden()


def test_a_wrong_value_is_explained_once_the_field_is_left_and_not_counted(calculator: Calculator) -> None:
    calculator.enter("2.2C", value="5.1")
    problem = calculator.item("2.2C").locator("[data-show=problem]")
    expect(problem).to_be_hidden()
    calculator.part("2.2C").blur()
    expect(problem).to_contain_text("allowed: 1 to 5")
    expect(calculator.part("2.2C")).to_have_attribute("aria-invalid", "true")
    expect(calculator.part("2.2C")).to_have_accessible_description(re.compile("allowed: 1 to 5"))
    calculator.expect_overall("0.0% to 100.0%")
    calculator.enter("2.2C", value="4.3")
    expect(problem).to_be_hidden()
    expect(calculator.item("2.2C")).to_contain_text("4.3 of 5 points")


def test_a_value_and_counts_together_are_told_apart(calculator: Calculator) -> None:
    calculator.enter("2.2A", numerator="17", denominator="40", value="42.5")
    calculator.part("2.2A").blur()
    expect(calculator.item("2.2A").locator("[data-show=problem]")).to_contain_text("keep one of the two")


def test_a_complete_self_assessment_claims_no_mark(calculator: Calculator, framework: Framework) -> None:
    calculator.load(whole_assessment(framework))
    calculator.expect_outcome("In the Excellent range")
    calculator.expect_overall("100.0%")
    expect(calculator.result).to_contain_text("Only BASE's external assessment awards a mark")
    expect(calculator.result).to_contain_text("76 of 76 scored")
    expect(calculator.page.locator("[data-show=next]")).to_be_hidden()


def test_a_complete_assessment_that_reaches_nothing_says_so(
    calculator: Calculator, framework: Framework
) -> None:
    calculator.load(whole_assessment(framework, "lowest"))
    calculator.expect_outcome("No mark")
    calculator.expect_overall("0.0%")
    expect(calculator.page.locator('[data-mark="accredited"]')).to_contain_text("Out of reach")


def test_an_external_assessment_is_worded_as_one(calculator: Calculator, framework: Framework) -> None:
    calculator.load(whole_assessment(framework))
    calculator.page.get_by_label("External assessment", exact=True).check()
    calculator.expect_outcome("Excellent on these scores")
    expect(calculator.result).to_contain_text("working copy of an external assessment")


def test_a_missed_gate_holds_the_mark_back_and_other_readings_say_so(
    calculator: Calculator, framework: Framework
) -> None:
    file = whole_assessment(framework)
    file["kpis"] |= {"2.2A": {"value": "20"}, "2.2B": {"value": "26"}, "2.2E": {"value": "70"}}
    calculator.load(file)
    calculator.expect_outcome("In the Good range")
    gate = calculator.page.locator(".result__gate")
    expect(gate).to_contain_text("16 of 30")
    expect(gate).to_contain_text("Excellent asks for 20: out of reach")
    expect(calculator.page.locator('[data-mark="excellent"]')).to_contain_text("Out of reach")
    expect(calculator.page.locator('[data-mark="good"]')).to_contain_text("Reached")
    other = calculator.page.locator('[data-reading="gate-fallback"]')
    expect(other).to_be_visible()
    expect(other).to_contain_text("no mark")
    expect(other.get_by_role("link")).to_have_attribute(
        "href", re.compile(r"interpretations/#gate-fallback$")
    )


def test_the_next_unscored_item_takes_the_focus(calculator: Calculator) -> None:
    link = calculator.result.get_by_role("link", name="Next unscored item")
    expect(link).to_contain_text("1.1.1")
    calculator.score("1.1.1", "1")
    expect(link).to_contain_text("1.1.2")
    link.click()
    expect(calculator.choice("1.1.2", "Not scored yet")).to_be_focused()
    assert "#" not in calculator.page.url


def test_the_result_is_read_out_once_things_have_come_to_rest(calculator: Calculator) -> None:
    live = calculator.page.get_by_role("status")
    expect(live).to_have_text("")
    calculator.score("1.1.1", "2")
    expect(live).to_contain_text(
        "Between no mark and Excellent. Overall 1.5 percent to 100.0 percent. 75 not scored yet."
    )


def test_undo_and_redo_walk_through_the_last_actions(calculator: Calculator) -> None:
    expect(calculator.button("Undo")).to_have_attribute("aria-disabled", "true")
    calculator.score("1.1.1", "2")
    calculator.score("1.1.2", "1")
    calculator.button("Undo").click()
    expect(calculator.choice("1.1.2", "Not scored yet")).to_be_checked()
    expect(calculator.choice("1.1.1", "2")).to_be_checked()
    calculator.button("Redo").click()
    expect(calculator.choice("1.1.2", "1")).to_be_checked()
    calculator.choice("1.1.2", "1").focus()
    calculator.page.keyboard.press("Control+z")
    expect(calculator.choice("1.1.2", "Not scored yet")).to_be_checked()


def test_a_note_typed_in_one_go_is_one_step_of_undo(calculator: Calculator) -> None:
    calculator.write_note("1.1.3", evidence="x")
    calculator.note("1.1.3", "evidence").press_sequentially("yz")
    calculator.button("Undo").click()
    expect(calculator.note("1.1.3", "evidence")).to_have_value("")
