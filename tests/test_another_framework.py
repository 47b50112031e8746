"""Frameworks with other scales, sections and marks go through the whole generator, with no change of code."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import libreoffice
import openpyxl
import pytest
import yaml
from click.testing import CliRunner
from filled import Places, random_assessments
from jsengine import JsEngine, node
from seqf.cli import main
from seqf.disk.files import read_tree
from seqf.disk.resources import schemas
from seqf.exact import decimal_text
from seqf.model import Criterion, Framework
from seqf.reading.project import load
from seqf.scoring.engine import score
from seqf.scoring.result import result_text
from seqf.scoring.rules import rules_from_json

ROOT = Path(__file__).resolve().parent.parent
NAMES = ("new", "tiny", "orchard")  # the one that `seqf new` makes, and two of tests/frameworks


@pytest.fixture(scope="module", params=NAMES)
def folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    if request.param != "new":
        return ROOT / "tests" / "frameworks" / request.param
    made = tmp_path_factory.mktemp("new") / "my-framework"
    result = CliRunner().invoke(main, ["new", str(made)])
    assert result.exit_code == 0, result.output
    return made


@pytest.fixture(scope="module")
def framework(folder: Path) -> Framework:
    found, problems = load(read_tree(folder), schemas())
    assert problems == []
    return found


@pytest.fixture(scope="module")
def site(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("built") / "site"
    result = CliRunner().invoke(main, ["--framework", str(folder), "build", "--out", str(out)])
    assert result.exit_code == 0, result.output
    return out


def test_it_has_no_problem(folder: Path) -> None:
    result = CliRunner().invoke(main, ["--framework", str(folder), "check"])
    assert (result.exit_code, "no problems found" in result.output) == (0, True), result.output


def test_every_item_and_section_has_its_page(site: Path, framework: Framework) -> None:
    for section in framework.rules.sections:
        assert section.title in (site / "sections" / section.id / "index.html").read_text("utf-8")
        for item in section.items:
            assert f'id="{item.id}"' in (site / "criteria" / item.id / "index.html").read_text("utf-8")
    criteria = (site / "criteria" / "index.html").read_text("utf-8")
    for mark in framework.rules.marks:
        assert mark.title in criteria


def test_the_calculator_asks_for_every_item_on_its_own_scale(site: Path, framework: Framework) -> None:
    page = (site / "calculator" / "index.html").read_text("utf-8")
    for item in framework.rules.items:
        assert page.count(f'data-item="{item.id}"') >= 1
        if isinstance(item, Criterion):
            fieldset = page.partition(f'data-item="{item.id}"')[2].partition("</fieldset>")[0]
            for step in item.scale:
                assert f'value="{step}"' in fieldset


def test_nothing_of_the_site_speaks_of_the_framework_in_this_repository(site: Path) -> None:
    about = yaml.safe_load((ROOT / "framework" / "current" / "framework.yaml").read_text("utf-8"))
    keeper = next(one for one in about["organisations"] if one["id"] == about["keeper"])
    words = (about["title"], keeper["name"], f">{about['short_title']}<", f" {keeper['short_name']} ")
    for path in site.rglob("*.html"):
        text = path.read_text("utf-8")
        assert not [word for word in words if word in text], path.relative_to(site)


@pytest.mark.skipif(node() is None, reason="Node.js is not installed")
def test_both_engines_score_by_the_rules_that_the_site_offers(site: Path, framework: Framework) -> None:
    text = (site / "data" / "latest" / "rules.json").read_text("utf-8")
    rules = rules_from_json(text)
    assert rules == framework.rules
    cases = json.loads((site / "data" / "latest" / "cases.json").read_text("utf-8"))
    with JsEngine() as engine:
        questions = [{"rules": text}, *({"assessment": json.dumps(case["assessment"])} for case in cases)]
        answers = engine.ask(questions)
    assert [json.loads(answer) for answer in answers] == [case["result"] for case in cases]
    assert {case["result"]["outcome"]["high"] for case in cases} >= {rules.marks[0].id, "none"}


def workbook_of(site: Path) -> bytes:
    (path,) = (site / "downloads").glob("*-self-assessment.xlsx")
    return path.read_bytes()


def test_the_workbook_has_a_sheet_for_each_section(site: Path, framework: Framework) -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook_of(site)))
    for section in framework.rules.sections:
        assert [name for name in book.sheetnames if name.startswith(f"{section.id} ")]


@pytest.fixture(scope="module")
def office(site: Path) -> Iterator[libreoffice.LibreOffice]:
    with libreoffice.LibreOffice(workbook_of(site)) as opened:
        yield opened


@pytest.mark.skipif(bool(libreoffice.missing()), reason=libreoffice.missing() or "-")
def test_the_workbook_works_out_what_the_engine_does(
    site: Path, framework: Framework, office: libreoffice.LibreOffice
) -> None:
    rules, content = framework.rules, workbook_of(site)
    places = Places.of(content, rules)
    book = openpyxl.load_workbook(io.BytesIO(content))
    names = ("overall_exact_low", "overall_exact_high", "outcome_low", "outcome_high")
    cells = [next(iter(book.defined_names[name].destinations)) for name in names]
    spans = [(sheet, cell.replace("$", "")) for sheet, cell in cells]
    for assessment in random_assessments(rules, 12, seed=3):
        result = score(rules, assessment)
        low, high, *outcome = (rows[0][0] for rows in office.calculate(places.cells(assessment), spans))
        assert (Fraction(str(low)), Fraction(str(high))) == (result.low, result.high)
        assert tuple(outcome) == (result.outcome.low, result.outcome.high)


def test_an_assessment_of_it_is_scored_by_the_command(
    folder: Path, framework: Framework, tmp_path: Path
) -> None:
    (assessment,) = random_assessments(framework.rules, 1, seed=5)
    answers = {"format": "seqf-assessment/1", "scores": dict(assessment.scores), "kpis": {}}
    for item, answer in assessment.kpis.items():
        values = {"value": answer.value, "numerator": answer.numerator, "denominator": answer.denominator}
        given = {key: decimal_text(Fraction(value)) for key, value in values.items() if value is not None}
        answers["kpis"][item] = given
    file = tmp_path / "assessment.json"
    file.write_text(json.dumps(answers), "utf-8")
    result = CliRunner().invoke(main, ["--framework", str(folder), "score", str(file), "--json"])
    assert result.output.strip() == result_text(score(framework.rules, assessment))


# `seqf new` itself


def test_new_takes_no_folder_in_which_something_stands(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    result = CliRunner().invoke(main, ["new", str(tmp_path)])
    assert (result.exit_code, "[not-empty]" in result.output) == (1, True)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_every_yaml_file_of_the_new_framework_says_how_it_is_checked(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    CliRunner().invoke(main, ["new", str(folder)])
    files = [path for path in folder.rglob("*.yaml") if ".schemas" not in path.parts]
    assert len(files) >= 6
    for path in files:
        first, *rest = path.read_text("utf-8").splitlines()
        assert (path.parent / first.removeprefix("# yaml-language-server: $schema=")).is_file(), path
        assert sum("#" in line for line in rest) >= 1, f"{path.name} explains nothing"


def test_the_new_framework_is_another_kind_of_framework(tmp_path: Path) -> None:
    """It shows each way to score, and is not the framework of this repository in small."""
    folder = tmp_path / "mine"
    CliRunner().invoke(main, ["new", str(folder)])
    found, _ = load(read_tree(folder), schemas())
    kinds = {type(item).__name__ for item in found.rules.items}
    assert kinds == {"Criterion", "ThresholdKpi", "RatingKpi"}
    here, _ = load(read_tree(ROOT / "framework" / "current"), schemas())
    assert {mark.id for mark in found.rules.marks}.isdisjoint(mark.id for mark in here.rules.marks)
    assert {item.id for item in found.rules.items}.isdisjoint(item.id for item in here.rules.items)
