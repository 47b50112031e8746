"""A filled workbook of an older release is read by its own release, and goes the way that any file goes."""

from __future__ import annotations

import functools
import io
import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from jsengine import node
from releases import FOLDER, seqf, workspace
from seqf.changes.history import migrations, migrations_json
from seqf.downloads.workbook.self_assessment import self_assessment
from seqf.scoring import workbook as reading
from seqf.text import spreadsheet

# What somebody typed under release 2.1.0: one item is retired since, one has another id, one was redefined.
TYPED: dict[str, dict[str, Any]] = {
    "A.1": {"value": 1},
    "A.3": {"value": 1, "evidence": "Seen in May"},
    "B.2": {"value": 1},
    "B.4": {"value": 1, "evidence": "Counted", "action": "Count again"},
    "B.K1": {"numerator": 3, "denominator": 4},
}


@functools.cache
def blank() -> bytes:
    return self_assessment(workspace().release("2.1.0"))


def filled(change: Callable[[openpyxl.Workbook], None] = lambda book: None) -> bytes:
    """The workbook of release 2.1.0 with what was typed, and one change more."""
    layout = reading.layout_of(spreadsheet.read(blank()))
    assert layout is not None
    book = openpyxl.load_workbook(io.BytesIO(blank()))
    rows = {row["item"]: row for row in layout.items}
    for item, typed in TYPED.items():
        for key, value in typed.items():
            book[rows[item]["sheet"]][rows[item][key]] = value
    sheet, cell = layout.fields["provider"]
    book[sheet][cell] = "Lower Field"
    change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def same_as_json() -> dict[str, Any]:
    """What was typed, as the file that says the same."""
    kpis = {"B.K1": {"numerator": 3, "denominator": 4}}
    return {
        "format": "seqf-assessment/1",
        "framework": "2.1.0",
        "provider": "Lower Field",
        "kind": "self",
        "scores": {id: typed["value"] for id, typed in TYPED.items() if id not in kpis},
        "kpis": kpis,
        "notes": {
            "A.3": {"evidence": "Seen in May"},
            "B.4": {"evidence": "Counted", "action": "Count again"},
        },
    }


@pytest.fixture
def old(tmp_path: Path) -> Path:
    path = tmp_path / "filled.xlsx"
    path.write_bytes(filled())
    return path


def test_it_is_scored_under_its_own_release_and_the_newer_one_is_named(old: Path) -> None:
    status, said = seqf(FOLDER, "score", str(old))
    assert status == 0
    assert "Scored under release 2.1.0, as the file says; the newest is 3.0.0." in said
    assert f"seqf migrate {old.as_posix()}" in said
    result = json.loads(seqf(FOLDER, "score", str(old), "--json")[1])
    assert result["framework"] == "2.1.0"


def test_a_file_of_the_newest_release_is_told_of_no_newer_one(tmp_path: Path) -> None:
    path = tmp_path / "new.json"
    path.write_text('{"format": "seqf-assessment/1", "framework": "3.0.0"}', encoding="utf-8")
    assert "migrate" not in seqf(FOLDER, "score", str(path))[1]


def test_it_migrates_as_a_json_file_that_says_the_same(old: Path, tmp_path: Path) -> None:
    (tmp_path / "same.json").write_text(json.dumps(same_as_json()), encoding="utf-8")
    outs = [tmp_path / "from-workbook.json", tmp_path / "from-json.json"]
    said = [
        seqf(FOLDER, "migrate", str(source), "--out", str(out))
        for source, out in zip((old, tmp_path / "same.json"), outs, strict=True)
    ]
    assert said[0] == said[1]
    assert said[0][0] == 0
    assert "B.4, now C.1" in said[0][1]
    assert "B.2: retired in release 3.0.0" in said[0][1]
    assert outs[0].read_bytes() == outs[1].read_bytes()
    assert "Count again" in outs[0].read_text(encoding="utf-8")


def _unknown(book: openpyxl.Workbook) -> None:
    book["Layout"]["B3"] = "0.1.0"


def _a_mistake(book: openpyxl.Workbook) -> None:
    book["A Ground"]["C6"] = "two"


WRONG = [
    (_unknown, 'was made for release "0.1.0", which is not known; known: 1.0.0, 2.0.0, 2.1.0, 3.0.0'),
    (_a_mistake, 'holds the text "two"; type a number, or clear the cell'),
]


@pytest.mark.parametrize(("change", "told"), WRONG, ids=["unknown release", "a mistake"])
def test_what_can_not_be_migrated_is_told_and_nothing_is_written(
    tmp_path: Path, change: Callable[[openpyxl.Workbook], None], told: str
) -> None:
    path, out = tmp_path / "filled.xlsx", tmp_path / "out.json"
    path.write_bytes(filled(change))
    status, said = seqf(FOLDER, "migrate", str(path), "--out", str(out))
    assert status == 1
    assert told in said
    assert said.startswith(path.as_posix())
    assert not out.exists()


SCRIPT = """
import { readFileSync } from "node:fs";
import { readMigrations } from "./site/assets/js/core/index.js";
import { answersFromWorkbook, readWorkbook, workbookLayout } from "./site/assets/js/core/workbook.js";
import { carried, reportLines } from "./site/assets/js/ui/carrying.js";
const [records, ...files] = process.argv.slice(1);
const known = readMigrations(readFileSync(records, "utf8")), rules = known.rulesOf(known.latest);
for (const file of files) {
  let text = readFileSync(file), problems = [];
  if (file.endsWith(".xlsx")) {
    const sheets = await readWorkbook(new Uint8Array(text)), layout = workbookLayout(sheets);
    const own = known.rulesOf(layout.release) ?? rules;
    ({ text, problems } = answersFromWorkbook(sheets, layout, own, known.releases));
  }
  const found = problems.length ? null : carried(`${text}`, known, rules);
  console.log(JSON.stringify(found ? { text: found.text, lines: reportLines(found.report) } : problems));
}
"""


@pytest.mark.skipif(node() is None, reason="Node is not installed")
def test_the_browser_carries_it_as_it_carries_a_json_file(
    old: Path, tmp_path: Path, repository: Path
) -> None:
    space = workspace()
    current = space.load()
    (tmp_path / "migrations.json").write_bytes(migrations_json(migrations(space.history(current), current)))
    (tmp_path / "same.json").write_text(json.dumps(same_as_json()), encoding="utf-8")
    (tmp_path / "unknown.xlsx").write_bytes(filled(_unknown))
    names = ("migrations.json", old.name, "same.json", "unknown.xlsx")
    ran = subprocess.run(
        [node(), "--input-type=module", "-e", SCRIPT, *(str(tmp_path / name) for name in names)],
        cwd=repository,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    workbook, plain, unknown = (json.loads(line) for line in ran.stdout.splitlines())
    assert workbook == plain
    assert any(line.startswith("Kept aside: B.2") for line in workbook["lines"])
    assert unknown == [{"place": "file", "message": WRONG[0][1]}]
