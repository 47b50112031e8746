"""The self-assessment workbook says what the scoring engine says, whatever is filled in."""

from __future__ import annotations

import functools
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import libreoffice
import openpyxl
import pytest
from filled import Places, assessment_of, at_the_marks, random_assessments, threshold_answers
from loaded import CURRENT, TINY, framework, odd_rules
from seqf.downloads.itemtexts import bare_texts
from seqf.downloads.provenance import Provenance
from seqf.downloads.workbook.scale import scale_of
from seqf.downloads.workbook.self_assessment import self_assessment, write_self_assessment
from seqf.exact import places_for, shown
from seqf.model import Criterion, Rules, ThresholdKpi
from seqf.scoring.assessment import Assessment
from seqf.scoring.engine import NO_MARK, item_score, measured, score

needs_libreoffice = pytest.mark.skipif(bool(libreoffice.missing()), reason=libreoffice.missing() or "present")

ABOUT = Provenance(
    id="odd",
    title="Odd & sons",
    short_title="Odd",
    release="3.1.4",
    status="Draft",
    status_text="",
    language="en-GB",
    keeper="",
    assessor="",
    sources=(),
    terms="",
    wording="",
)


@dataclass(frozen=True)
class Case:
    """A workbook, what it was made from, and LibreOffice with it open."""

    rules: Rules
    content: bytes
    places: Places
    office: libreoffice.LibreOffice

    def read(self, assessment: Assessment, *spans: tuple[str, str]) -> list[list[list[Any]]]:
        return self.office.calculate(self.places.cells(assessment), list(spans))


@functools.cache
def workbook(name: str) -> tuple[Rules, bytes]:
    return _workbook(name)


def _workbook(name: str) -> tuple[Rules, bytes]:
    if name == "odd":
        rules = odd_rules()
        return rules, write_self_assessment(rules, ABOUT, bare_texts(rules), {})
    made_from = framework({"current": CURRENT, "tiny": TINY}[name])
    return made_from.rules, self_assessment(made_from)


@pytest.fixture(scope="module", params=["current", "tiny", "odd"])
def case(request: pytest.FixtureRequest) -> Iterator[Case]:
    yield from _opened_case(request.param)


@pytest.fixture(scope="module")
def current() -> Iterator[Case]:
    yield from _opened_case("current")


def _opened_case(name: str) -> Iterator[Case]:
    rules, content = workbook(name)
    with libreoffice.LibreOffice(content) as office:
        yield Case(rules, content, Places.of(content, rules), office)


@functools.cache
def named_cells(content: bytes) -> dict[str, tuple[str, str]]:
    """Names of the workbook: sheet and cell."""
    book, found = _opened(content), {}
    for name, defined in book.defined_names.items():
        found[name] = next((sheet, cell.replace("$", "")) for sheet, cell in defined.destinations)
    return found


def compare(case: Case, assessments: Iterator[Assessment] | list[Assessment]) -> int:
    """Fill in each assessment and compare all that the workbook shows with the engine; return how many."""
    names, rules, count = named_cells(case.content), case.rules, 0
    ends = ("low", "high")
    single = [f"{kind}_{end}" for kind in ("overall_exact", "overall", "outcome") for end in ends]
    single += [f"gate_{end}" for end in ends] if rules.gate else []
    single += ["answers_missing", "answers_not_allowed"]
    head = next(row for row in range(1, 40) if _cell(case.content, "Result", row, 1) == "Section")
    first_mark = head + len(rules.sections) + 4
    measured_items = [item for item in rules.items if not isinstance(item, Criterion)]
    totals = min(int(cell[1:]) for name, (sheet, cell) in names.items() if sheet == "Workings")
    spans = [
        ("Result", f"A1:K{first_mark - 1 + len(rules.marks)}"),
        ("Workings", f"A{totals}:C{totals + 6}"),
        ("To do", f"B5:B{4 + len(rules.items)}"),
    ]
    spans += [_beside(case.places.value[item.id], 1, 2) for item in measured_items]
    for assessment in assessments:
        result = score(rules, assessment)
        shown_sheet, workings, to_do, *answers = case.read(assessment, *spans)
        sheets = {"Result": shown_sheet, "Workings": [[]] * (totals - 1) + workings}
        got = {}
        for name in single:
            sheet, cell = names[name]
            got[name] = sheets[sheet][int(cell[1:]) - 1][ord(cell[0]) - ord("A")]
        want: dict[str, Any] = {
            "overall_exact_low": str(result.low),
            "overall_exact_high": str(result.high),
            "overall_low": float(shown(result.low, result.places)),
            "overall_high": float(shown(result.high, result.places)),
            "outcome_low": result.outcome.low,
            "outcome_high": result.outcome.high,
            "answers_missing": len(result.unscored),
            "answers_not_allowed": 0,
        }
        if result.gate:
            places = places_for(mark.gate_minimum for mark in rules.marks if mark.gate_minimum is not None)
            want |= {
                "gate_low": float(shown(result.gate.low, places)),
                "gate_high": float(shown(result.gate.high, places)),
            }
        assert got == want, assessment
        reached = shown_sheet[first_mark - 1 :]
        for row, section in zip(shown_sheet[head : head + len(rules.sections)], result.sections, strict=True):
            assert row[0] == section.id
            for column, factor in (
                (2, Fraction(1)),
                (6, 100 / section.maximum),
                (8, section.weight / section.maximum),
            ):
                assert row[column] == float(shown(section.low * factor, 1))
                assert row[column + 1] == float(shown(section.high * factor, 1))
            ids = {item.id for part in rules.sections if part.id == section.id for item in part.items}
            assert row[10] == len(ids & set(result.unscored))
        assert [row[0] for row in to_do if row[0] != ""] == list(result.unscored)
        order = [mark.id for mark in rules.marks] + [NO_MARK]
        for number, row in enumerate(reached):
            words = [cell for cell in row if cell in ("yes", "no")]
            assert words == [
                "yes" if order.index(end) <= number else "no"
                for end in (result.outcome.low, result.outcome.high)
            ]
        for item, cells in zip(measured_items, answers, strict=True):
            _compare_item(item, assessment, cells[0])
        count += 1
    return count


def _compare_item(item: Any, assessment: Assessment, cells: list[Any]) -> None:
    points = item_score(item, assessment)
    assert cells[1] == ("" if points is None else float(points)), item.id
    if isinstance(item, ThresholdKpi):
        answer = assessment.kpis.get(item.id)
        value = measured(answer) if answer else None
        places = places_for(step.bound for step in item.thresholds)
        cut = "" if value is None else float(shown(value, places, up=item.direction == "at-most"))
        assert cells[0] == cut, item.id


@functools.cache
def _opened(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def _cell(content: bytes, sheet: str, row: int, column: int) -> Any:
    return _opened(content)[sheet].cell(row, column).value


def _beside(place: tuple[str, str], first: int, last: int) -> tuple[str, str]:
    """The cells of one row that stand so many columns to the right."""
    column, row = place[1].rstrip("0123456789"), place[1].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return place[0], f"{chr(ord(column) + first)}{row}:{chr(ord(column) + last)}{row}"


@needs_libreoffice
def test_random_assessments_give_the_engines_result_in_every_cell(case: Case) -> None:
    assert compare(case, random_assessments(case.rules, 200, seed=7)) == 200


@needs_libreoffice
def test_every_bound_of_a_measured_value_counts_as_in_the_engine(case: Case) -> None:
    items = [item for item in case.rules.items if isinstance(item, ThresholdKpi)]
    answers = [
        assessment_of(case.rules, {item.id: answer}) for item in items for answer in threshold_answers(item)
    ]
    assert compare(case, answers) == len(answers)
    assert answers or not items


@needs_libreoffice
def test_an_overall_score_at_the_minimum_of_a_mark_and_beside_it_counts_as_in_the_engine(case: Case) -> None:
    assert compare(case, at_the_marks(case.rules, seed=3)) >= len(case.rules.marks)


@needs_libreoffice
def test_values_stored_for_previewers_are_those_that_a_recalculation_gives(case: Case) -> None:
    stored = openpyxl.load_workbook(io.BytesIO(case.content), data_only=True)
    spans = [(sheet.title, sheet.dimensions) for sheet in stored.worksheets]
    found = case.office.calculate([], spans)
    formulas = 0
    for sheet, cells in zip(openpyxl.load_workbook(io.BytesIO(case.content)).worksheets, found, strict=True):
        for row, got in zip(sheet.iter_rows(), cells, strict=True):
            for cell, value in zip(row, got, strict=True):
                if cell.data_type == "f":
                    formulas += 1
                    want = stored[sheet.title][cell.coordinate].value
                    assert value == ("" if want is None else want), f"{sheet.title}!{cell.coordinate}"
    assert formulas > 10 * len(case.rules.items)


@needs_libreoffice
@pytest.mark.parametrize("wrong", [3, 1.5, "2", "yes"])
def test_an_answer_off_the_scale_is_named_and_no_outcome_is_claimed(case: Case, wrong: Any) -> None:
    item = case.rules.items[0]
    wrong = 99 if wrong == 3 else wrong
    names, place = named_cells(case.content), case.places.value[item.id]
    found = case.office.calculate(
        [(*place, wrong)],
        [
            names["answers_not_allowed"],
            ("Result", "B7:B8"),
            _beside(place, 1, 1),
            ("To do", "B5:E5"),
        ],
    )
    assert found[0] == [[1]]
    assert found[1][0][0].startswith("To mend first: 1 ")
    assert found[1][1][0] == "No outcome until every answer is allowed."
    assert found[2][0][0].startswith("Allowed: ")
    assert (found[3][0][0], found[3][0][3]) == (item.id, "not allowed: see the column Check")


@needs_libreoffice
@pytest.mark.parametrize(
    ("numerator", "denominator", "value", "state"),
    [
        (1, 0, None, -1),
        (3, 2, None, -1),
        (-1, 2, None, -1),
        (1.5, 2, None, -1),
        (1, 2, 50, -1),
        (1, None, 50, -1),
        ("1", 2, None, -1),
        (None, 0, None, -1),
        (None, None, -1, -1),
        (None, None, 101, -1),
        (None, None, "40", -1),
        (1, None, None, 0),
        (None, 2, None, 0),
        (None, None, " ", 0),
        (0, 1, None, 2),
        (None, None, 0, 1),
        (2, 2, None, 2),
    ],
)
def test_counts_and_values_are_allowed_or_refused_as_in_the_engine(
    current: Case, numerator: Any, denominator: Any, value: Any, state: int
) -> None:
    rules, places = current.rules, current.places
    item = next(item for item in rules.items if isinstance(item, ThresholdKpi) and item.unit == "percent")
    row = next(row for row in range(1, 200) if _cell(current.content, "Workings", row, 1) == item.id)
    cells = [(*places.numerator[item.id], numerator), (*places.denominator[item.id], denominator)]
    found = current.office.calculate([*cells, (*places.value[item.id], value)], [("Workings", f"D{row}")])
    assert found == [[[state]]]


@needs_libreoffice
def test_actions_gather_in_the_action_plan_in_order(case: Case) -> None:
    first, last = case.rules.items[0].id, case.rules.items[-1].id
    cells = [(*case.places.action[last], "Ask employers"), (*case.places.action[first], "Train staff")]
    found = case.office.calculate(cells, [("Action plan", "A5:E7")])
    assert [[row[0], row[1], row[4]] for row in found[0]] == [
        [1, first, "Train staff"],
        [2, last, "Ask employers"],
        ["", "", ""],
    ]


@needs_libreoffice
def test_what_a_formula_leaves_behind_does_not_miss_a_bound(current: Case) -> None:
    item = next(
        item for item in current.rules.items if isinstance(item, ThresholdKpi) and item.direction == "at-most"
    )
    hardest = item.thresholds[-1]
    assert float(hardest.bound) + 2e-15 != float(hardest.bound)
    place = current.places.value[item.id]
    found = current.office.calculate([(*place, float(hardest.bound) + 2e-15)], [_beside(place, 2, 2)])
    assert found == [[[float(hardest.score)]]]


@pytest.mark.parametrize("name", ["current", "tiny", "odd"])
def test_the_same_rules_give_the_same_bytes(name: str) -> None:
    assert _workbook(name)[1] == _workbook(name)[1]


@pytest.mark.parametrize("name", ["current", "tiny", "odd"])
def test_only_answers_and_notes_can_be_changed(name: str) -> None:
    rules, content = workbook(name)
    inputs = 0
    for sheet in openpyxl.load_workbook(io.BytesIO(content)).worksheets:
        assert sheet.protection.sheet and not sheet.protection.password
        assert not sheet.merged_cells.ranges
        for row in sheet.iter_rows():
            for cell in row:
                if not cell.protection.locked:
                    assert cell.value is None, f"{sheet.title}!{cell.coordinate}"
                    inputs += 1
    counted = sum(2 for item in rules.items if isinstance(item, ThresholdKpi) and item.unit == "percent")
    assert inputs == 5 * len(rules.items) + counted + 3


def test_a_title_that_looks_like_a_formula_stays_text() -> None:
    cell = openpyxl.load_workbook(io.BytesIO(workbook("odd")[1])).worksheets[2]["B6"]
    assert (cell.value, cell.data_type) == ("=odd 0", "s")


def test_sheets_have_names_that_spreadsheets_take_and_none_twice() -> None:
    names = openpyxl.load_workbook(io.BytesIO(workbook("odd")[1])).sheetnames
    assert len({name.lower() for name in names}) == len(names)
    assert all(0 < len(name) <= 31 and not set("[]:*?/\\") & set(name) for name in names)


def test_the_file_says_what_it_is_and_has_no_clock_in_it() -> None:
    content = workbook("current")[1]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        core = archive.read("docProps/core.xml").decode()
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        drawings = [
            archive.read(name).decode()
            for name in archive.namelist()
            if name.startswith("xl/drawings/drawing")
        ]
    made_from = framework(CURRENT)
    for text in (
        made_from.rules.framework,
        made_from.data["framework"]["status"]["label"],
        "<dc:language>en-GB<",
    ):
        assert text in core
    assert "dcterms" not in core
    assert drawings and all(' descr="' in drawing for drawing in drawings)


def test_every_head_row_stays_in_sight_and_repeats_in_print() -> None:
    rules, content = workbook("current")
    book = openpyxl.load_workbook(io.BytesIO(content))
    for section, sheet in zip(rules.sections, book.worksheets[2:], strict=False):
        assert sheet.title.startswith(section.id)
        assert sheet.freeze_panes == "C6"
        assert sheet.print_title_rows == "$5:$5"
        assert sheet.page_setup.fitToHeight == 0 and sheet.sheet_properties.pageSetUpPr.fitToPage


def test_numbers_too_fine_for_a_spreadsheet_are_refused() -> None:
    rules = odd_rules()
    primes = (10007, 10009, 10037, 10039)
    sections = tuple(
        rules.sections[0].__class__(
            id=str(prime),
            title="x",
            weight=Fraction(25),
            items=(Criterion(id=f"c{prime}", title="x", scale=(0, prime)),),
        )
        for prime in primes
    )
    fine = Rules(framework="1", title="x", sections=sections, gate=(), marks=(), readings=())
    with pytest.raises(ValueError, match="too fine"):
        scale_of(fine)
