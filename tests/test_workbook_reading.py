"""A filled workbook is read back as it was filled in, by the command and by the browser's script."""

from __future__ import annotations

import base64
import datetime
import functools
import io
import json
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import libreoffice
import openpyxl
import pytest
from click.testing import CliRunner
from filled import Places, random_assessments, threshold_answers
from jsengine import node
from loaded import CURRENT, TINY, framework
from openpyxl.styles import numbers
from seqf.cli import main
from seqf.downloads.workbook.self_assessment import self_assessment
from seqf.model import Rules, ThresholdKpi
from seqf.scoring import workbook as reading
from seqf.scoring.answers import KpiAnswer
from seqf.scoring.assessment import Assessment
from seqf.scoring.engine import score
from seqf.scoring.result import result_text
from seqf.scoring.rulestext import as_plain
from seqf.text import jsontext, spreadsheet
from seqf.text.spreadsheet import number_text

needs_libreoffice = pytest.mark.skipif(bool(libreoffice.missing()), reason=libreoffice.missing() or "present")
needs_node = pytest.mark.skipif(
    node() is None, reason="Node is not installed: the browser's reader is left out"
)

SCRIPT = Path(__file__).parent / "js" / "workbook.js"


@functools.cache
def blank(folder: Path = CURRENT) -> bytes:
    return self_assessment(framework(folder))


def rules(folder: Path = CURRENT) -> Rules:
    return framework(folder).rules


@functools.cache
def layout(folder: Path = CURRENT) -> reading.Layout:
    found = reading.layout_of(spreadsheet.read(blank(folder)))
    assert found is not None
    return found


@functools.cache
def changed(
    change: Callable[[openpyxl.Workbook], object], folder: Path = CURRENT, *, whole: bool = False
) -> bytes:
    """The workbook after somebody has changed it; where not all of it is wanted, with answers alone."""
    book = openpyxl.load_workbook(io.BytesIO(blank(folder) if whole else answers_alone(folder)))
    change(book)
    return _saved(book)


@functools.cache
def answers_alone(folder: Path) -> bytes:
    """The workbook without the sheets that only work out results: far smaller, and so quick to change."""
    book = openpyxl.load_workbook(io.BytesIO(blank(folder)))
    own = layout(folder)
    used = {row["sheet"] for row in own.items} | {sheet for sheet, _ in own.fields.values()} | {"Layout"}
    for name in set(book.sheetnames) - used:
        del book[name]
    for name in list(book.defined_names):
        del book.defined_names[name]
    return _saved(book)


def _saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@functools.cache
def some_filled(folder: Path) -> list[tuple[Assessment, bytes]]:
    """Assessments of every kind, each with the whole workbook filled in."""
    return [(one, filled(one, folder)) for one in random_assessments(rules(folder), 6, seed=6)]


@functools.cache
def places(folder: Path) -> Places:
    return Places.of(blank(folder), rules(folder))


def filled(assessment: Assessment, folder: Path = CURRENT) -> bytes:
    def fill(book: openpyxl.Workbook) -> None:
        for sheet, address, value in places(folder).cells(assessment):
            book[sheet][address] = value

    return changed(fill, folder, whole=True)


def parse(content: bytes, folder: Path = CURRENT) -> tuple[Assessment | None, list[tuple[str, str]]]:
    own = rules(folder)
    found, mistakes = reading.parse(content, {own.framework: own}, own.framework)
    return found, [(one.place, one.message) for one in mistakes]


def read(content: bytes, folder: Path = CURRENT) -> Assessment:
    found, mistakes = parse(content, folder)
    assert found is not None, mistakes
    return found


def in_the_browser(questions: list[dict[str, str]], folder: Path = CURRENT) -> list[Any]:
    rules_text = jsontext.write(as_plain(rules(folder)))
    lines = "".join(json.dumps(line) + "\n" for line in [{"rules": rules_text}, *questions])
    done = subprocess.run(
        [node(), str(SCRIPT)], input=lines, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def base64_of(content: bytes) -> str:
    return base64.b64encode(content).decode()


def item_row(item: str, folder: Path = CURRENT) -> dict[str, str]:
    return dict(next(row for row in layout(folder).items if row["item"] == item))


# What was filled in comes back


@pytest.mark.parametrize("folder", [CURRENT, TINY], ids=["current", "tiny"])
def test_a_filled_workbook_gives_the_result_of_its_answers(folder: Path) -> None:
    for assessment, content in some_filled(folder):
        found = read(content, folder)
        assert result_text(score(rules(folder), found)) == result_text(score(rules(folder), assessment))
        given = {key: value for key, value in found.scores.items() if value is not None}
        assert given == assessment.scores
        answered = {key: answer for key, answer in found.kpis.items() if answer != KpiAnswer()}
        assert answered == assessment.kpis


def test_every_bound_is_read_exactly() -> None:
    item = next(item for item in rules().items if isinstance(item, ThresholdKpi) and item.unit != "percent")
    row = item_row(item.id)
    book = openpyxl.load_workbook(io.BytesIO(answers_alone(CURRENT)))
    for answer in threshold_answers(item):
        book[row["sheet"]][row["value"]] = float(answer.value)  # type: ignore[arg-type]
        assert read(_saved(book)).kpis[item.id] == answer


def test_notes_provider_and_dates_come_along() -> None:
    item = rules().items[0].id
    row, fields = item_row(item), layout().fields

    def fill(book: openpyxl.Workbook) -> None:
        sheet = book[row["sheet"]]
        sheet[row["evidence"]], sheet[row["action"]] = "Seen on file,\nline two", 12
        sheet[row["due"]] = datetime.date(2026, 6, 30)
        for key, value in (("provider", "Æsop & sons"), ("date", "31/3/2026"), ("scored-by", "Ann")):
            book[fields[key][0]][fields[key][1]] = value

    found = read(changed(fill))
    assert found.notes == {item: {"evidence": "Seen on file,\nline two", "action": "12", "due": "2026-06-30"}}
    assert (found.provider, found.date, found.kind, found.extra) == (
        "Æsop & sons",
        "2026-03-31",
        "self",
        {"x-scored-by": "Ann"},
    )


@needs_libreoffice
def test_a_workbook_saved_by_libreoffice_gives_the_same_result() -> None:
    assessment = next(random_assessments(rules(), 1, seed=4))
    found = read(libreoffice.saved(filled(assessment)))
    assert result_text(score(rules(), found)) == result_text(score(rules(), assessment))


@pytest.mark.parametrize(
    ("stored", "text"),
    [
        ("14.2", "14.2"),
        ("2.0", "2.0"),
        ("4.3499999999999996", "4.35"),
        ("39.960000000000001", "39.96"),
        ("9.9999999999999982", "10"),
        ("1E-3", "0.001"),
        ("1.5e+2", "150"),
        ("-0.50000000000000011", "-0.5"),
        ("66.666666666666671", "66.6666666666667"),
        ("123456789012345678", "123456789012346000"),
        ("0E0", "0"),
        ("-0", "-0"),
        (".5", "0.5"),
        ("1e999999", "1e999999"),
        ("NaN", "NaN"),
    ],
)
def test_a_stored_number_is_the_one_that_was_typed(stored: str, text: str) -> None:
    assert number_text(stored) == text


# Mistakes


def _put(key: str, value: object, item: str = "") -> Callable[[openpyxl.Workbook], None]:
    row = item_row(item or rules().items[0].id)

    def change(book: openpyxl.Workbook) -> None:
        book[row["sheet"]][row[key]] = value

    return change


def _delete_a_row(book: openpyxl.Workbook) -> None:
    row = item_row(rules().items[2].id)
    book[row["sheet"]].delete_rows(int(row["number"][1:]))


def _rename(book: openpyxl.Workbook) -> None:
    book[item_row(rules().items[0].id)["sheet"]].title = "Mine"


def _release(book: openpyxl.Workbook) -> None:
    book["Layout"]["B3"] = "0.3.0"


def _without_layout(book: openpyxl.Workbook) -> None:
    del book["Layout"]


def _another_form(book: openpyxl.Workbook) -> None:
    book["Layout"]["B1"] = "seqf-workbook/9"


def _lacking_an_item(book: openpyxl.Workbook) -> None:
    book["Layout"].delete_rows(8)


def _an_item_too_many(book: openpyxl.Workbook) -> None:
    book["Layout"]["A8"] = "9.9"
    row = item_row(rules().items[0].id)
    book[row["sheet"]][row["number"]] = "9.9"


COUNTED = "2.2A"  # of the real framework: a share, which takes counts
FIRST = "sheet '1.1 Jobseekers', cell "
KPIS = "sheet '2.2 KPIs', cell "
NUMBER, DAY = "; type a number, or clear the cell", "; type a date, such as 31/03/2026"


def _both(book: openpyxl.Workbook) -> None:
    for key, value in (("value", 40), ("numerator", 1), ("denominator", 2)):
        _put(key, value, COUNTED)(book)


def _too_many(book: openpyxl.Workbook) -> None:
    for key, value in (("numerator", 5), ("denominator", 2)):
        _put(key, value, COUNTED)(book)


def _in(address: str, value: object) -> Callable[[openpyxl.Workbook], None]:
    """Something typed into a cell of the measured items' sheet that is greyed and was locked."""

    def change(book: openpyxl.Workbook) -> None:
        book["2.2 KPIs"][address] = value

    return change


def _greyed(content: bytes) -> list[tuple[str, str]]:
    """Sheet and address of every greyed cell in the rows of items, by how it looks."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    row = item_row("2.2B")
    grey = book[row["sheet"]][f"C{row['number'][1:]}"].fill.fgColor.rgb
    return [
        (one["sheet"], cell.coordinate)
        for one in layout().items
        for cell in book[one["sheet"]][int(one["number"][1:])]
        if cell.fill.fgColor.rgb == grey and cell.fill.fill_type == "solid"
    ]


BAD: list[tuple[Callable[[openpyxl.Workbook], None], str, str]] = [
    (_put("value", "two"), FIRST + "C6", 'holds the text "two"' + NUMBER),
    (_put("value", "2"), FIRST + "C6", 'holds the text "2"' + NUMBER),
    (_put("value", True), FIRST + "C6", 'holds "TRUE"' + NUMBER),
    (_put("value", datetime.date(2026, 3, 1)), FIRST + "C6", 'holds the date "2026-03-01"' + NUMBER),
    (_put("value", "=1+1"), FIRST + "C6", "holds a formula without a result" + NUMBER),
    (_put("value", "#N/A"), FIRST + "C6", 'holds the error "#N/A"' + NUMBER),
    (_put("value", 1.5), FIRST + "C6", "1.5 is not on the scale; allowed: 0, 1, 2, or blank"),
    (_put("due", "soon"), FIRST + "H6", 'holds the text "soon"' + DAY),
    (_put("due", "31/02/2026"), FIRST + "H6", '"2026-02-31" is not a date'),
    (_both, KPIS + "E6", "has a value and counts; keep one of the two"),
    (_too_many, KPIS + "C6", "5 is more than the denominator, 2"),
    (_delete_a_row, FIRST + "A8", 'holds "1.1.4" where 1.1.3 belongs; put back the row'),
    (_put("number", None), FIRST + "A6", "is empty where 1.1.1 belongs"),
    (_rename, "sheet '1.1 Jobseekers'", "is missing; give the sheet this name again"),
    (_release, "file", 'was made for release "0.3.0", which is not known; known: '),
    (_without_layout, "file", "is not a self-assessment workbook from this site"),
    (
        _another_form,
        "file",
        'is a workbook of the form "seqf-workbook/9"; this program reads seqf-workbook/1',
    ),
    (_lacking_an_item, "file", "has no row for 1.1.1, which release "),
    (_an_item_too_many, FIRST + "C6", "is not an item of release "),
    (_in("C7", 12), KPIS + "C7", 'holds "12" where 2.2B takes no answer; type it into E7, or clear the cell'),
    (_in("D8", "many"), KPIS + "D8", 'holds the text "many" where 2.2C takes no answer; type it into E8'),
    (_in("F9", 4.2), KPIS + "F9", 'holds "4.2" where 2.2D takes no answer; type it into E9'),
]
NAMES = [f"{place} {message}"[:60] for _, place, message in BAD]


@pytest.mark.parametrize(("change", "place", "message"), BAD, ids=NAMES)
def test_a_mistake_is_told_by_sheet_and_cell(
    change: Callable[[openpyxl.Workbook], None], place: str, message: str
) -> None:
    found, mistakes = parse(changed(change))
    assert found is None
    assert [one for one in mistakes if one[0] == place and one[1].startswith(message)], mistakes


def test_every_greyed_cell_of_an_item_is_listed_and_spaces_in_one_are_no_mistake() -> None:
    listed = [(row["sheet"], address) for row in layout().items for address in row["unused"].split()]
    assert listed and sorted(listed) == sorted(_greyed(blank()))
    assert parse(changed(_in("C7", "  ")))[1] == []


def test_a_workbook_that_lists_no_greyed_cells_is_read_as_before() -> None:
    def without_the_list(book: openpyxl.Workbook) -> None:
        book["Layout"].delete_cols(len(reading.HEADS))

    assert read(changed(without_the_list)).scores == read(blank()).scores


def test_one_deleted_row_is_told_once_and_not_for_every_row_below() -> None:
    assert len(parse(changed(_delete_a_row))[1]) == 1


@pytest.mark.parametrize(
    "content",
    [
        b"PK\x03\x04",
        blank()[: len(blank()) // 2],
        blank()[:-30],
        b"PK\x03\x04" + bytes(400),
    ],
    ids=["four bytes", "half a file", "without its end", "nothing inside"],
)
def test_a_damaged_file_is_told(content: bytes) -> None:
    found, mistakes = parse(content)
    assert found is None
    assert mistakes == [("file", "the file is damaged or locked with a password; save it again as .xlsx")]


def test_an_archive_of_something_else_is_told() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("letter.txt", "hello")
    assert parse(out.getvalue())[1][0][1].startswith("the file is no workbook that can be read")


@functools.cache
def too_large() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(5):
            archive.writestr(f"{number}.xml", bytes(50_000_000))
    return out.getvalue()


def test_a_small_file_that_unpacks_to_a_huge_one_is_refused() -> None:
    assert len(too_large()) < 1_000_000
    assert parse(too_large())[1][0][1].startswith("the file is far larger inside")


def test_a_document_type_inside_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(blank())) as old, zipfile.ZipFile(out, "w") as archive:
        for name in old.namelist():
            content = old.read(name)
            if name == "xl/workbook.xml":
                content = content.replace(b"<workbook", b"<!DOCTYPE x [<!ENTITY a 'a'>]><workbook", 1)
            archive.writestr(name, content)
    assert parse(out.getvalue())[1][0][1].startswith("the file is no workbook that can be read")


def of_another_framework() -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(blank(TINY)))
    book["Layout"]["B3"] = rules().framework
    return _saved(book)


def test_a_workbook_of_another_framework_is_told_in_one_line() -> None:
    assert parse(of_another_framework())[1] == [("file", 'is a workbook of another framework, "tiny"')]


# The browser's reader


@needs_node
@pytest.mark.parametrize("folder", [CURRENT, TINY], ids=["current", "tiny"])
def test_the_browser_reads_the_same_result(folder: Path) -> None:
    questions = [{"workbook": base64_of(content)} for _, content in some_filled(folder)]
    for (assessment, _), said in zip(some_filled(folder), in_the_browser(questions, folder), strict=True):
        assert said == {"problems": [], "result": result_text(score(rules(folder), assessment))}


@needs_node
def test_the_browser_tells_the_same_mistakes() -> None:
    files = [of_another_framework(), *(changed(change) for change, _, _ in BAD)]
    for content, said in zip(
        files, in_the_browser([{"workbook": base64_of(one)} for one in files]), strict=True
    ):
        assert said["result"] is None
        assert [(one["place"], one["message"]) for one in said["problems"]] == parse(content)[1]


@needs_node
def test_the_browser_tells_a_damaged_file_in_the_same_words() -> None:
    files = [too_large(), blank()[:-30], b"PK\x03\x04" + bytes(400), blank()[: len(blank()) // 2]]
    for content, said in zip(
        files, in_the_browser([{"workbook": base64_of(one)} for one in files]), strict=True
    ):
        assert said == {"damaged": parse(content)[1][0][1]}


def _every_kind_of_cell() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    values: list[Any] = [
        "text",
        " spaces ",
        "a\nb",
        "<&>\"'",
        "=1+1",
        True,
        False,
        0,
        -1.25,
        4.35,
        1e-7,
        1e21,
        2 / 3,
    ]
    values += [
        datetime.date(1999, 12, 31),
        datetime.datetime(2026, 3, 1, 13, 30),
        datetime.date(2000, 2, 29),
        "é€😀",
    ]
    for row, value in enumerate(values, 1):
        sheet.cell(row, 1, value)
    for row, (value, form) in enumerate(
        [
            (1.1, "0.00"),
            (46000, "d mmm yy"),
            (3, "[$-809]dd mmmm yyyy"),
            (0.5, numbers.FORMAT_PERCENTAGE),
            (7, '"day" 0'),
        ],
        1,
    ):
        sheet.cell(row, 28, value).number_format = form
    book.create_sheet("Hidden & more").sheet_state = "hidden"
    return _saved(book)


def plain(content: bytes) -> list[Any]:
    return [
        [
            sheet.name,
            sheet.hidden,
            [[key, one.text, one.kind, one.format] for key, one in sheet.cells.items()],
        ]
        for sheet in spreadsheet.read(content)
    ]


@needs_node
def test_both_read_every_kind_of_cell_alike() -> None:
    files = [_every_kind_of_cell(), blank(), filled(next(random_assessments(rules(), 1, seed=2)))]
    for content, said in zip(
        files, in_the_browser([{"sheets": base64_of(one)} for one in files]), strict=True
    ):
        assert said == plain(content)


def test_cells_are_read_as_people_see_them() -> None:
    cells = spreadsheet.read(_every_kind_of_cell())[0].cells
    assert [cells[f"A{row}"].text for row in (1, 2, 3, 4)] == ["text", " spaces ", "a\nb", "<&>\"'"]
    assert cells["A5"].kind == "uncalculated"
    assert [cells[f"A{row}"].text for row in range(6, 14)] == [
        "TRUE", "FALSE", "0", "-1.25", "4.35", "0.0000001", "1000000000000000000000", "0.666666666666667",
    ]  # fmt: skip
    assert [cells[f"A{row}"].text for row in range(14, 18)] == [
        "1999-12-31",
        "2026-03-01",
        "2000-02-29",
        "é€😀",
    ]
    assert (cells["AB1"].text, cells["AB1"].format) == ("1.1", "0.00")
    assert [(cells[f"AB{row}"].kind, cells[f"AB{row}"].text) for row in (2, 3, 4, 5)] == [
        ("date", "2025-12-09"),
        ("number", "3"),  # of the first days of 1900, which programs count in two ways
        ("number", "0.5"),
        ("number", "7"),
    ]


# The command


def test_the_command_scores_a_workbook_beside_other_files(tmp_path: Path) -> None:
    assessment = next(random_assessments(rules(), 1, seed=1))
    (tmp_path / "good.xlsx").write_bytes(filled(assessment))
    (tmp_path / "bad.xlsx").write_bytes(changed(_put("value", "two")))
    files = [str(tmp_path / name) for name in ("good.xlsx", "bad.xlsx")]
    done = CliRunner().invoke(main, ["--framework", str(CURRENT), "score", "--json", *files])
    good, bad = (json.loads(line) for line in done.stdout.splitlines())
    assert done.exit_code == 1
    assert good["overall"]["low_exact"] == str(score(rules(), assessment).low)
    assert bad["error"] == [{"place": FIRST + "C6", "message": 'holds the text "two"' + NUMBER}]


def test_a_workbook_is_known_by_what_it_holds_and_not_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "answers.json").write_bytes(blank())
    done = CliRunner().invoke(main, ["--framework", str(CURRENT), "score", str(tmp_path / "answers.json")])
    assert done.exit_code == 0, done.output
