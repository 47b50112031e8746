"""What the sources leave open: engine and data keep to the reading that stands."""

from __future__ import annotations

import ast
from fractions import Fraction

import pytest
from framework_records import Record, figure, item_records, records
from seqf.exact import number, shown
from seqf.model import Criterion, Framework, Rules
from seqf.scoring.answers import KpiAnswer
from seqf.scoring.assessment import Assessment, parse
from seqf.scoring.engine import Result, score

BEST = {"2.2A": "50", "2.2B": "10", "2.2C": "5", "2.2D": "5", "2.2E": "90"}


@pytest.fixture(scope="session")
def rules(framework: Framework) -> Rules:
    return framework.rules


def assessed(rules: Rules, *, lost: dict[str, int] | None = None, **kpis: str | None) -> Result:
    """Score an assessment with everything at its best, but for some points and some KPIs.

    `lost` are points of criteria by section. KPIs go by their letter: `a="39.96"`; None leaves one unscored.
    """
    scores: dict[str, int | None] = {}
    for section in rules.sections:
        missing = (lost or {}).get(section.id, 0)
        for item in section.items:
            if isinstance(item, Criterion):
                scores[item.id] = 2 - min(2, missing)
                missing -= min(2, missing)
    values = BEST | {f"2.2{letter.upper()}": value for letter, value in kpis.items()}
    answers = {name: KpiAnswer(value=number(value)) for name, value in values.items() if value is not None}
    return score(rules, Assessment(framework=rules.framework, scores=scores, kpis=answers))


def interpretation(framework: Framework, wanted: str) -> Record:
    return records(framework, "interpretations")[wanted]


def points(result: Result, section: str) -> Fraction:
    return next(one.low for one in result.sections if one.id == section)


def test_a_score_between_two_printed_bands_belongs_to_the_lower_one(rules):
    # 12 points in section 1.1 weigh 9%; the rest of what is missing comes from the two ratings.
    result = assessed(rules, lost={"1.1": 12}, c="3.7", d="3.5")
    assert result.low == Fraction("89.95")
    assert shown(result.low, result.places) == "89.9"
    assert result.outcome.low == "good"
    assert result.readings["band-edges"].low == "excellent"


def test_a_missed_gate_falls_back_to_the_highest_mark_with_both_minimums_met(rules):
    result = assessed(rules, a="20", b="26", e="60")
    assert result.low > 90
    assert result.gate is not None and result.gate.low == 14
    assert result.outcome.low == "accredited"
    assert result.readings["gate-fallback"].low == "none"


def test_a_mark_asks_for_the_gate_as_well_as_the_overall_score(rules):
    result = assessed(rules, a="9", b="53", e="49")
    assert result.low > 75
    assert result.outcome.low == "none"
    assert result.readings["older-page"].low == "good"


def test_a_mean_rating_scores_with_its_decimals(rules):
    result = assessed(rules, c="4.3")
    assert points(result, "2.2") == Fraction("39.3")


EDGES = [("a", "39.96", "40"), ("b", "10.04", "10"), ("e", "69.96", "70")]


@pytest.mark.parametrize(("kpi", "short", "reached"), EDGES)
def test_a_value_just_short_of_a_bound_does_not_reach_it(rules, kpi, short, reached):
    under, at = assessed(rules, **{kpi: short}), assessed(rules, **{kpi: reached})
    assert points(at, "2.2") - points(under, "2.2") == 2


def test_an_assessment_with_gaps_has_a_range_and_claims_nothing(rules):
    result = assessed(rules, a=None, b=None)
    assert not result.complete
    assert result.unscored == ("2.2A", "2.2B")
    assert result.high - result.low == Fraction(20 * 15, 40)
    assert (result.outcome.low, result.outcome.high) == ("accredited", "excellent")
    assert result.readings["unscored"].high == "accredited"


@pytest.mark.parametrize("typed", ["1.5", "3", "-1", '"1 "'])
def test_a_criterion_takes_whole_scores_only(rules, typed):
    text = f'{{"format": "seqf-assessment/1", "scores": {{"1.1.1": {typed}}}}}'
    found, mistakes = parse(text, {rules.framework: rules}, rules.framework)
    assert found is None
    assert [mistake.place for mistake in mistakes] == ["scores.1.1.1"]


# Readings that no score shows


def test_every_interpretation_names_a_test_that_exists(framework, repository):
    missing = []
    for record in records(framework, "interpretations").values():
        name, _, wanted = record["test"].partition("::")
        path = repository / "tests" / name
        text = path.read_text(encoding="utf-8") if path.is_file() else ""
        functions = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef)]
        if wanted not in {function.name for function in functions}:
            missing.append(record["test"])
    assert not missing


def test_no_wording_is_made_up(framework):
    written = [name for name, record in item_records(framework).items() if record.get("wording")]
    assert not written, "wording comes from its holder only; see the interpretation criteria-wording"


def test_no_score_of_a_criterion_is_described(framework):
    described = {"none_means", "lowest_means", "highest_means", "scale_means", "means"}
    criteria = [s for s in framework.data["sections"] if s["id"] != "2.2"]
    assert len(criteria) == 6
    for section in criteria:
        for record in (section, *section["items"]):
            assert not described & set(record), record["id"]
            assert not {"rating", "threshold", "formula"} & set(record), record["id"]


def test_no_amount_of_feedback_is_called_enough(framework):
    items = item_records(framework)
    for kpi in ("2.2C", "2.2D"):
        assert "figures" not in items[kpi]
        assert "enough-feedback" in items[kpi]["interpretations"]


@pytest.mark.parametrize(
    ("question", "kpis"),
    [
        ("kpi-window", {"2.2A"}),
        ("in-work-at-start", {"2.2A", "2.2B", "2.2E"}),
        ("outcome-after-profile", {"2.2A"}),
        ("six-months", {"2.2E"}),
        ("first-job", {"2.2B"}),
        ("sustained", {"2.2E"}),
    ],
)
def test_an_open_question_on_the_client_list_stands_with_its_indicators(framework, question, kpis):
    touched = interpretation(framework, question)["touches"]
    assert set(touched["items"]) == kpis
    assert "/downloads/" in touched["pages"]


def test_the_length_of_a_sustained_job_is_the_same_in_weeks_and_days(framework):
    kpi = item_records(framework)["2.2E"]
    assert figure(kpi, "period") == ("6", "months")
    assert figure(kpi, "sustained") == ("26", "weeks")
    assert figure(interpretation(framework, "six-months"), "days") == (str(26 * 7), "days")


def test_the_contract_indicator_for_job_starts_has_a_share_and_a_period(framework):
    kpi = records(framework, "commissioning", "contract_kpis")["job-starts"]
    assert (figure(kpi, "share"), figure(kpi, "within")) == (("40", "percent"), ("12", "months"))
    assert "40%" in interpretation(framework, "contract-kpi-cohort")["question"]


def test_the_references_that_lost_a_dot_point_at_criteria_that_exist(framework):
    standard = records(framework, "standards")["5"]
    assert standard["criteria"] == ["2.1.1", "2.1.4", "2.1.5", "2.1.6"]
    assert all(lost in standard["as_printed"] for lost in ("2.11", "2.15", "2.16"))


def test_the_first_plan_is_tied_to_the_criterion_that_the_guide_prints(framework):
    parts = {part["id"]: part for part in records(framework, "standards")["2"]["parts"]}
    assert parts["2a"]["criteria"] == ["1.1.8"]


def test_the_mark_follows_the_action_plan(framework):
    steps = list(records(framework, "external-assessment", "steps"))
    assert steps.index("action-plan") < steps.index("kitemark")
    assert framework.data["certification"]["action_plan"]["source"].startswith("guide, 2d")


def test_three_things_are_due_each_year(framework):
    conditions = framework.data["certification"]["validity"]["conditions"]
    assert [condition["id"] for condition in conditions] == ["self-assessment", "action-plan", "kpis"]
    assert conditions[-1]["source"] == "guide, 2d, note on the certification mark"


def test_the_timetable_is_labelled_and_links_to_the_current_process(framework):
    assessment = framework.data["external-assessment"]
    assert "older page" in assessment["note"]["text"]
    process = records(framework, "resources")[assessment["current_process"]]
    assert process["address"].endswith("external-assessment-process")


def test_both_names_of_the_approach_stand_where_the_guide_has_them(framework):
    assert "maintain" in framework.data["model"]["approach"]["title"]
    assert "train, maintain" in records(framework, "values")["4"]["title"]
    expectations = records(framework, "commissioning", "expectations")
    assert "train, then fade" in expectations["in-work-support"]["text"]


def test_market_pay_and_the_real_living_wage_stand_where_the_guide_has_them(framework):
    questions = records(framework, "tender", "sets")["3"]["questions"]
    assert [one["id"] for one in questions if "Real Living Wage" in one["text"]] == ["T3.4"]
    assert "going rate" in records(framework, "values")["2"]["parts"][0]["text"]
    assert "market rate" in records(framework, "commissioning", "contract_kpis")["job-starts"]["text"]


def test_the_guide_titles_are_the_bodys(framework):
    titles = {chapter.id: chapter.title for chapter in framework.chapters}
    assert len(titles) == 22
    assert {name: titles[name] for name in ("2a", "2b", "3a", "3c", "4b", "5b")} == {
        "2a": "Introduction to the SEQF",
        "2b": "Who are the Clients for SEQF",
        "3a": "Capacity and Expectations of Providers",
        "3c": "Delivery Fee",
        "4b": "Quality of SEQF Provision",
        "5b": "Individual Placement & Support (IPS)",
    }


def test_the_ages_for_supported_internships_are_the_guides(framework):
    programme = records(framework, "provision", "programmes")["supported-internships"]
    assert figure(programme, "age") == ("16", "25", "years")
    assert figure(interpretation(framework, "internship-age"), "elsewhere") == ("24", "years")
