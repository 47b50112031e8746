"""The framework's data against its sources: the expectations were typed in from them, not from the data."""

from __future__ import annotations

import pytest
from framework_records import figure, item, item_records, records
from seqf.model import Criterion, RatingKpi, ThresholdKpi

# Scores and marks


def test_the_sections_have_the_printed_counts_maxima_and_weights(framework):
    sections = framework.rules.sections
    assert [(one.id, len(one.items), one.maximum, one.weight) for one in sections] == [
        ("1.1", 10, 20, 15),
        ("1.2", 14, 28, 15),
        ("1.3", 14, 28, 15),
        ("1.4", 10, 20, 15),
        ("1.5", 15, 30, 15),
        ("2.1", 8, 16, 10),
        ("2.2", 5, 40, 15),
    ]
    assert sum(one.weight for one in sections) == 100


def test_the_sections_have_their_official_titles(framework):
    assert [one.title for one in framework.rules.sections] == [
        "Engaging Jobseekers",
        "Vocational Profiling and Action Planning",
        "Engaging Employers",
        "Job Matching and Securing Employment",
        "In-Work Support and Career Development",
        "Business Results",
        "Key Performance Indicators",
    ]


def test_criteria_are_numbered_through_and_score_from_nought_to_two(framework):
    criteria = [one for one in framework.rules.items if isinstance(one, Criterion)]
    assert len(criteria) == 71
    assert {one.scale for one in criteria} == {(0, 1, 2)}
    for section in framework.rules.sections[:6]:
        numbers = range(1, len(section.items) + 1)
        assert [one.id for one in section.items] == [f"{section.id}.{n}" for n in numbers]


@pytest.mark.parametrize(
    ("kpi", "unit", "direction", "limits", "steps"),
    [
        ("2.2A", "percent", "at-least", (0, 100), [(10, 2), (20, 4), (30, 6), (40, 8), (50, 10)]),
        ("2.2B", "weeks", "at-most", (0, None), [(52, 2), (39, 4), (26, 6), (16, 8), (10, 10)]),
        ("2.2E", "percent", "at-least", (0, 100), [(50, 2), (60, 4), (70, 6), (80, 8), (90, 10)]),
    ],
)
def test_a_measured_indicator_has_the_printed_bounds(framework, kpi, unit, direction, limits, steps):
    found = item(framework, kpi)
    assert isinstance(found, ThresholdKpi)
    assert (found.unit, found.direction) == (unit, direction)
    assert (found.lowest_value, found.highest_value) == limits
    assert [(step.bound, step.score) for step in found.thresholds] == steps


@pytest.mark.parametrize("kpi", ["2.2C", "2.2D"])
def test_a_satisfaction_rating_runs_from_one_to_five_with_nought_for_too_little_feedback(framework, kpi):
    found = item(framework, kpi)
    assert isinstance(found, RatingKpi)
    assert (found.none, found.lowest_rating, found.highest_rating) == (0, 1, 5)


def test_the_marks_ask_for_the_printed_minimums(framework):
    assert [(m.id, m.title, m.minimum, m.gate_minimum) for m in framework.rules.marks] == [
        ("excellent", "Excellent", 90, 20),
        ("good", "Good", 75, 15),
        ("accredited", "Accredited", 55, 10),
    ]
    assert framework.rules.gate == ("2.2A", "2.2B", "2.2E")
    marks = records(framework, "certification", "marks")
    assert [mark.get("printed_to") for mark in marks.values()] == [None, "89.9", "74.9"]
    assert "55%" in framework.data["certification"]["no_mark"]["text"]
    assert figure(framework.data["certification"]["validity"], "years") == ("3", "years")


def test_the_readings_that_compute_stand_beside_the_ones_that_hold(framework):
    assert [(reading.id, reading.effect) for reading in framework.rules.readings] == [
        ("band-edges", "round-overall"),
        ("gate-fallback", "band-by-overall"),
        ("older-page", "ignore-gate"),
        ("rating-decimals", "round-ratings"),
        ("kpi-rounding", "round-measures"),
        ("unscored", "blanks-lowest"),
    ]


# What stands around the scores


def test_the_sources_tie_a_topic_to_twenty_five_criteria(framework):
    tied = [name for name, record in item_records(framework).items() if record["topics"]]
    printed = """
        1.1.8 1.1.9 1.2.1 1.2.5 1.2.6 1.2.11 1.2.12 1.3.6 1.3.9 1.3.11 1.4.2 1.4.5 1.4.7 1.4.10
        1.5.4 1.5.5 1.5.6 1.5.10 1.5.12 1.5.14 2.1.1 2.1.3 2.1.4 2.1.5 2.1.6
    """
    assert tied == printed.split()


def test_there_are_five_stages_each_with_its_section_and_chapter(framework):
    stages = framework.data["model"]["stages"]
    pairs = [(stage["section"], stage["chapter"]) for stage in stages]
    assert pairs == [("1.1", "1b"), ("1.2", "1c"), ("1.3", "1d"), ("1.4", "1e"), ("1.5", "1f")]
    letters = framework.data["model"]["action_plans"]["letters"]
    assert "".join(letter["letter"] for letter in letters) == "SMART"
    assert all(letter["word"].startswith(letter["letter"]) for letter in letters)


def test_there_are_twelve_values_and_the_second_has_five_parts(framework):
    values = records(framework, "values")
    assert list(values) == [str(n) for n in range(1, 13)]
    assert [part["id"] for part in values["2"]["parts"]] == ["2a", "2b", "2c", "2d", "2e"]


def test_the_external_assessment_has_every_printed_number(framework):
    steps = records(framework, "external-assessment", "steps")
    assert figure(steps["team"], "auditors") == ("2", "people")
    assert len(steps["workshop"]["items"]) == 11
    assert figure(steps["sample"], "sample") == ("10", "15", "clients")
    timed = {name: step for name, step in steps.items() if "deadline" in str(step.get("figures"))}
    assert {name: figure(step, "deadline") for name, step in timed.items()} == {
        "interim": ("5", "working days"),
        "more-evidence": ("3", "working days"),
        "draft": ("5", "working days"),
        "corrections": ("3", "working days"),
    }


def test_the_history_has_the_printed_years(framework):
    events = records(framework, "history", "events")
    years = {name: (event.get("year"), event.get("year_to")) for name, event in events.items()}
    assert years == {
        "last-inspections": (2010, None),
        "origin": (2017, None),
        "short-version": (None, None),
        "proof-of-concept": (2018, 2019),
    }
    assert figure(events["proof-of-concept"], "providers") == ("11", "providers")


def test_the_keeper_has_its_company_and_charity_numbers(framework):
    keeper = records(framework, "framework", "organisations")[framework.data["framework"]["keeper"]]
    assert (keeper["company_number"], keeper["charity_number"]) == ("05794990", "1136395")
    assert framework.data["framework"]["status"]["id"] == "draft"


def test_a_supported_internship_has_the_printed_numbers(framework):
    programme = records(framework, "provision", "programmes")["supported-internships"]
    assert figure(programme, "length") == ("6", "12", "months")
    assert figure(programme, "hours") == ("20", "hours per week")
    assert figure(programme, "rotations") == ("3", "work roles")


def test_standards_and_contracts_have_the_printed_numbers(framework):
    standards = records(framework, "standards")
    parts = {part["id"]: part for standard in standards.values() for part in standard.get("parts", ())}
    assert list(standards) == ["1", "2", "3", "4", "5", "6"]
    assert list(parts) == ["2a", "2b", "3a", "3b", "3c"]
    assert figure(parts["2a"], "share") == ("90", "percent")
    assert figure(parts["2a"], "deadline") == ("15", "working days")
    expectations = records(framework, "commissioning", "expectations")
    assert figure(expectations["unit-cost"], "cost") == ("5000", "6000", "pounds")
    fee = framework.data["commissioning"]["delivery_fee"]
    assert (fee["share"], [part["share"] for part in fee["parts"]]) == ("20", ["5"] * 4)
    contract = records(framework, "commissioning", "contract_kpis")
    assert figure(contract["caseload"], "maximum")[0] == "20"
    assert (figure(contract["sustainment"], "share"), figure(contract["sustainment"], "weeks")) == (
        ("70", "percent"),
        ("26", "weeks"),
    )


def test_the_four_sets_of_tender_questions_are_complete(framework):
    sets = records(framework, "tender", "sets")
    assert {name: len(one["questions"]) for name, one in sets.items()} == {"1": 4, "2": 3, "3": 7, "4": 2}
    windows = {one["value"] for one in sets["1"]["questions"][0]["figures"] if one["unit"] == "years"}
    assert windows == {"3", "5"}


def test_only_known_addresses_are_linked(framework):
    resources = records(framework, "resources").values()
    assert {record["address"] for record in resources if "address" in record} == {
        "https://www.base-uk.org/",
        "https://www.base-uk.org/model-fidelity",
        "https://www.base-uk.org/seqf-model-fidelity-external-assessment-process",
        "http://base-uk.org/project/supported-employment-quality-framework",
        "https://www.base-uk.org/nos",
        "https://www.apprenticeships.gov.uk/",
        "https://www.gov.uk/government/publications/supported-internships-for-young-people-with-learning-difficulties",
        "https://ipsgrow.org.uk/providers/fidelity-reviews/",
        "https://www.gov.uk/guidance/exceptions-to-copyright",
        "https://a4se.eu/",
    }
