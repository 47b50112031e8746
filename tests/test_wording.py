"""Official wording: from a workbook into the files, where it may be published, and nothing else changed."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
from broken import FRAMEWORKS
from broken import framework as files
from click.testing import CliRunner, Result
from seqf.cli import main
from seqf.errors import ProblemsFound
from seqf.text import yamltext
from seqf.wording.columns import letter
from seqf.wording.local import local_text, read_local
from seqf.wording.matching import Match, match
from seqf.wording.tables import MAX_BYTES, read_tables
from seqf.wording.yamledit import put_wording

IDS = ["1.1", "1.2", "1.10", "2.2A"]


def workbook(*rows: list[object], sheet: str = "Sheet", formats: dict[str, str] | None = None) -> bytes:
    book = openpyxl.Workbook()
    book.active.title = sheet
    for row in rows:
        book.active.append(row)
    for cell, form in (formats or {}).items():
        book.active[cell].number_format = form
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def matched(content: bytes, **chosen: str) -> Match:
    return match(read_tables(content, "file"), IDS, "file", **chosen)


def told(content: bytes, **chosen: str) -> str:
    with pytest.raises(ProblemsFound) as found:
        matched(content, **chosen)
    return "\n".join(str(problem) for problem in found.value.problems)


# Which columns, which rows


def test_columns_are_recognised_below_a_heading_and_among_others():
    content = workbook(
        ["Self-assessment tool"],
        [],
        ["Our note", "Ref", "Score", "Criterion"],
        ["x", "1.1", 2, "First wording"],
        [None, "1.2", 1, "Second wording"],
        ["", "2.2A", None, "A share"],
    )
    found = matched(content)
    assert found.found == {"1.1": "First wording", "1.2": "Second wording", "2.2A": "A share"}
    assert found.read == ("sheet 'Sheet': numbers in column B 'Ref', wording in column D 'Criterion'",)
    assert found.missing == ("1.10",)


def test_without_a_telling_header_the_longest_column_is_the_wording():
    content = b"1.1,yes,The longest text by far in this row\n1.2,no,Another text that is long\n"
    assert matched(content).found["1.2"] == "Another text that is long"


def test_two_columns_that_could_be_the_wording_are_asked_about():
    line = told(b"1.1,One text of a length,Another text as long\n")
    assert "choose one with --wording" in line and "column B" in line and "column C" in line


def test_columns_are_chosen_by_letter_or_by_header():
    content = b"Nummer;Alt;Neu\n1.1;old one;new one\n1.2;old two;new two\n"
    assert matched(content, number="A", wording="C").found == {"1.1": "new one", "1.2": "new two"}
    assert matched(content, number="Nummer", wording="Alt").found["1.2"] == "old two"
    assert "there is no such column" in told(content, wording="Wording of BASE")


def test_a_cell_may_hold_number_and_wording_together():
    content = workbook(["Criteria"], ["1.1 Staff know this."], ["1.10. And this."], ["1.3 No such item."])
    assert matched(content).found == {"1.1": "Staff know this.", "1.10": "And this."}


def test_every_sheet_is_read_unless_one_is_named():
    book = openpyxl.load_workbook(io.BytesIO(workbook(["1.1", "First"], sheet="One")))
    book.create_sheet("Two").append(["1.2", "Second"])
    book.create_sheet("Cover").append(["No items here"])
    content = io.BytesIO()
    book.save(content)
    assert list(matched(content.getvalue()).found) == ["1.1", "1.2"]
    assert list(matched(content.getvalue(), sheet="two").found) == ["1.2"]
    assert "there is no sheet 'Three'" in told(content.getvalue(), sheet="Three")


def test_numbers_are_read_as_people_see_them():
    rows = (["No", "Wording"], [1.1, "First"], [1.1, "Tenth"], [" 2.2a ", "Share"])
    found = matched(workbook(*rows, formats={"A3": "0.00"}))
    assert found.found == {"1.1": "First", "1.10": "Tenth", "2.2A": "Share"}


def test_a_number_stored_with_stray_digits_is_the_one_that_is_shown():
    content, made = workbook([1.1, "First"]), io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(made, "w") as after:
        for name in before.namelist():
            after.writestr(name, before.read(name).replace(b"<v>1.1</v>", b"<v>1.1000000000000001</v>"))
    assert made.getvalue() != content
    assert matched(made.getvalue()).found == {"1.1": "First"}


def test_a_number_that_became_a_date_is_told():
    import datetime

    found = matched(workbook(["1.1", "First"], [datetime.date(2001, 1, 1), "Second"]))
    assert "took the number for a date" in found.unknown[0]


def test_a_row_of_no_item_is_told_and_a_heading_is_not():
    found = matched(workbook(["1.1", "First"], ["1.99", "Unknown"], ["Part 2", None]))
    assert found.unknown == ("row 2 of sheet 'Sheet': no item has the number 1.99",)


def test_one_item_with_two_wordings_stops_the_import():
    line = told(workbook(["1.1", "One"], ["1.1", "Another"]))
    assert "1.1 has one wording in row 1 of sheet 'Sheet' and another in row 2" in line


def test_the_same_wording_twice_is_no_contradiction():
    assert matched(workbook(["1.1", "One"], ["1.1", "One "])).found == {"1.1": "One"}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"PK\x03\x04 broken", "not a workbook"),
        (b"\xd0\xcf\x11\xe0 old", "save it again as .xlsx"),
        (b"1.1,caf\xe9", "not UTF-8"),
        (b"a\x00b", "neither a workbook nor a CSV table"),
        (b"x" * (MAX_BYTES + 1), "larger than"),
        (b"name,words\nx,y\n", "no column holds numbers"),
        (b"", "no column holds numbers"),
    ],
)
def test_a_file_that_cannot_serve_is_told_in_words(content: bytes, words: str):
    assert words in told(content)


def test_csv_of_every_kind_is_read():
    text = 'No;Wording\n1.1;"One; two"\n1.2;zwei\n'
    for content in (text.encode(), b"\xef\xbb\xbf" + text.encode(), text.encode("utf-16")):
        assert matched(content).found == {"1.1": "One; two", "1.2": "zwei"}
    assert matched(text.replace(";", "\t").encode()).found["1.2"] == "zwei"


def test_columns_have_letters_as_in_a_spreadsheet():
    assert [letter(column) for column in (0, 25, 26, 51, 52, 701)] == ["A", "Z", "AA", "AZ", "BA", "ZZ"]


# Into the text of a YAML file

SECTION = """\
# A comment at the top
id: 1
items:
  # before the first
  - id: 1.1
    title: "It's: one"   # why
    wording:   # to come
  - id: 1.2
    wording: old words  # from the keeper
    notes:
      - text: keep me
  - id: '1.10'
    wording: >-
      an old text
      in two lines

  # before the last
  - id: 2.2A  # no wording yet
    title: Last
"""


def wordings(content: bytes) -> dict[str, str | None]:
    return {item["id"]: item.get("wording") for item in yamltext.parse(content, "f").plain()["items"]}


def test_wording_goes_to_its_place_and_nothing_else_changes():
    long = " ".join(["words"] * 60)
    new = {"1.1": "First: it's # one", "1.2": long, "1.10": "Line one\n\n- line two", "2.2A": "{{ odd }} %"}
    edited = put_wording(SECTION.encode(), "f", new)
    assert wordings(edited) == new
    text = edited.decode()
    for kept in ("# A comment at the top", "# to come", "# from the keeper", "# before the first", "# why"):
        assert kept in text
    assert "\n\n  # before the last\n" in text
    assert max(len(line) for line in text.splitlines()) <= 112
    old_lines = [line for line in SECTION.splitlines() if "wording" not in line and "text" not in line]
    assert [line for line in old_lines if line not in text.splitlines() and "two lines" not in line] == []


def test_the_same_wording_again_changes_no_byte():
    once = put_wording(SECTION.encode(), "f", {"1.2": "New words"})
    assert put_wording(once, "f", {"1.2": "New words"}) == once
    assert put_wording(SECTION.encode(), "f", {}) == SECTION.encode()


@pytest.mark.parametrize(
    "value", ["plain", "'quoted'", '"quoted"', ">-\n      a\n      b", "|\n      a\n", "a\n      b", "~"]
)
def test_every_way_to_write_a_text_can_be_replaced(value: str):
    source = f"items:\n  - id: a\n    wording: {value}\n    title: T\n  - id: b\n    wording:\n".encode()
    edited = put_wording(source, "f", {"a": "new", "b": "other"})
    assert wordings(edited) == {"a": "new", "b": "other"}
    assert b"    title: T\n" in edited


def test_line_ends_and_the_byte_order_mark_stay():
    source = b"\xef\xbb\xbf" + SECTION.replace("\n", "\r\n").encode()
    edited = put_wording(source, "f", {"1.1": "New"})
    assert edited.startswith(b"\xef\xbb\xbf# A comment")
    assert edited.count(b"\n") == edited.count(b"\r\n")


def test_an_item_in_braces_is_told():
    with pytest.raises(ProblemsFound, match="without braces"):
        put_wording(b"items: [{id: a, title: b}]\n", "f", {"a": "new"})


@pytest.mark.parametrize(
    "text", ["short", "two\nlines", "# hash", "- dash", "'", "a: b", "x " * 200 + "end", "é“”"]
)
def test_the_local_file_gives_back_what_was_put_in(text: str):
    assert read_local(local_text({"1.10": text, "it's": "b"}), "f") == {"1.10": text, "it's": "b"}


# The command


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the framework whose wording is held by somebody and not permitted."""
    made = tmp_path / "current"
    for path, content in files("orchard").items():
        (made / path).parent.mkdir(parents=True, exist_ok=True)
        (made / path).write_bytes(content)
    return made


def run(folder: Path, *arguments: str, env: dict[str, str] | None = None) -> Result:
    return CliRunner().invoke(main, ["--framework", str(folder), *arguments], env={"CI": "", **(env or {})})


def permit(folder: Path) -> None:
    path = folder / "framework.yaml"
    text = path.read_text(encoding="utf-8").rstrip("\n")
    held = text.split("held_by: ")[1].split("\n")[0]
    path.write_text(
        f"{text}\n  permission:\n    by: {held}\n    date: 2026-01-31\n    note: A letter.\n", "utf-8"
    )


def table(folder: Path) -> str:
    path = folder.parent / "wording.csv"
    path.write_text("Number,Wording\n1.1.1,Trees stand straight.\n1.2A,The share of apples.\n", "utf-8")
    return str(path)


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def test_without_permission_the_wording_stays_local(folder: Path):
    before = tree(folder)
    result = run(folder, "wording", "import", table(folder))
    assert result.exit_code == 0, result.output
    assert "2 items matched: 2 with new wording" in result.output
    assert tree(folder) == before
    local = folder.parent / "current.local"
    assert read_local((local / "wording.yaml").read_bytes(), "f")["1.1.1"] == "Trees stand straight."
    assert (local / ".gitignore").read_text() == "*\n"


def test_a_local_build_shows_it_with_a_notice_and_a_published_one_is_refused(folder: Path, tmp_path: Path):
    run(folder, "wording", "import", table(folder))
    out = tmp_path / "site"
    assert run(folder, "build", "--out", str(out)).exit_code == 0
    page = (out / "criteria/1.1.1/index.html").read_text("utf-8")
    assert "Trees stand straight." in page
    assert "may not be published" in page and "may not be published" in (out / "index.html").read_text(
        "utf-8"
    )
    for command in (["build", "--out", str(tmp_path / "other"), "--published"], ["check", "--published"]):
        result = run(folder, *command)
        assert result.exit_code == 1
        assert "[wording-permission]" in result.output
    assert not (tmp_path / "other").exists()


def test_continuous_integration_refuses_local_wording_by_itself(folder: Path, tmp_path: Path):
    run(folder, "wording", "import", table(folder))
    assert run(folder, "check").exit_code == 0
    assert run(folder, "check", env={"CI": "true"}).exit_code == 1
    assert run(folder, "build", "--out", str(tmp_path / "site"), env={"CI": "true"}).exit_code == 1


def test_with_permission_the_section_files_are_edited_and_sound(folder: Path):
    permit(folder)
    before = tree(folder)
    result = run(folder, "wording", "import", table(folder))
    assert result.exit_code == 0, result.output
    after = tree(folder)
    assert {path for path in after if after[path] != before[path]} == {
        "sections/1.1.yaml",
        "sections/1.2.yaml",
    }
    assert run(folder, "check", "--published").exit_code == 0
    assert not (folder.parent / "current.local").exists()


def test_an_import_can_be_run_again(folder: Path):
    permit(folder)
    run(folder, "wording", "import", table(folder))
    before = tree(folder)
    result = run(folder, "wording", "import", table(folder))
    assert "nothing to write" in result.output
    assert tree(folder) == before


def test_a_later_local_import_keeps_what_it_does_not_list(folder: Path):
    run(folder, "wording", "import", table(folder))
    second = folder.parent / "second.csv"
    second.write_text("1.1.2,Saplings have a stake.\n1.2A,The share of ripe apples.\n", "utf-8")
    run(folder, "wording", "import", str(second))
    local = read_local((folder.parent / "current.local" / "wording.yaml").read_bytes(), "f")
    assert list(local) == ["1.1.1", "1.1.2", "1.2A"]
    assert local["1.2A"] == "The share of ripe apples."


def test_a_dry_run_writes_nothing(folder: Path):
    result = run(folder, "wording", "import", table(folder), "--dry-run")
    assert "would be written to" in result.output
    assert not (folder.parent / "current.local").exists()


def test_wording_that_would_break_a_file_is_refused_before_anything_is_written(folder: Path):
    permit(folder)
    before = tree(folder)
    path = folder.parent / "odd.csv"
    path.write_text("1.1.1,Within {{ no-such-figure }}\n", "utf-8")
    result = run(folder, "wording", "import", str(path))
    assert result.exit_code == 1
    assert "[unknown-figure]" in result.output
    assert tree(folder) == before


def test_the_blank_workbook_comes_back_as_an_import(folder: Path, tmp_path: Path):
    out = tmp_path / "blank.xlsx"
    assert run(folder, "wording", "export", "--out", str(out)).exit_code == 0
    book = openpyxl.load_workbook(out)
    sheet = book.active
    rows = [row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 1).value in ("1.1.10", "1.2C")]
    for row in rows:
        assert sheet.cell(row, 4).value is None
        sheet.cell(row, 4).value = f"About {sheet.cell(row, 1).value}"
    book.save(out)
    result = run(folder, "wording", "import", str(out), "--dry-run")
    assert "2 items matched" in result.output
    assert "not in the file" not in result.output


def test_a_framework_whose_wording_nobody_withholds_is_edited(tmp_path: Path):
    folder = tmp_path / "tiny"
    for path in (FRAMEWORKS / "tiny").rglob("*.yaml"):
        target = folder / path.relative_to(FRAMEWORKS / "tiny")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())
    source = tmp_path / "w.csv"
    source.write_text("A.1,Greeting is new.\n", "utf-8")
    assert run(folder, "wording", "import", str(source)).exit_code == 0
    assert "Greeting is new." in (folder / "sections" / "A.yaml").read_text("utf-8")
