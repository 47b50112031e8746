"""One lot of a tender: what is chosen stands in the document, what is wrong is told with its place."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner
from docx.oxml.ns import qn
from loaded import CURRENT, ROOT, TINY, framework
from seqf.cli import main
from seqf.disk.resources import schemas
from seqf.downloads.document.lot import lot_document, lot_example
from seqf.reading.lotfile import Lot, read_lot


def read(text: str) -> tuple[Lot | None, list[str]]:
    lot, problems = read_lot(text.encode(), "lot.yaml", framework(), schemas())
    return lot, [str(problem) for problem in problems]


def example() -> str:
    return lot_example(framework())


def words(lot: Lot) -> str:
    document = docx.Document(io.BytesIO(lot_document(framework(), lot)))
    return "".join(node.text or "" for node in document.element.body.iter(qn("w:t")))


def test_the_example_that_can_be_had_is_right() -> None:
    lot, problems = read(example())
    assert problems == []
    assert sum(int(question["weighting"]) for question in lot["questions"]) == int(lot["quality_share"]) < 100


def test_what_is_chosen_stands_in_the_document_and_nothing_else() -> None:
    lot, _ = read(example())
    text = words(lot)
    for record in framework().data["tender"]["sets"]:
        chosen, *others = record["questions"]
        assert f"{chosen['id']} (about the" in text
        assert not any(f"{other['id']} (about the" in text for other in others)
    for kpi in framework().data["commissioning"]["contract_kpis"]:
        assert kpi["title"] in text
    assert "Standard 2a: " in text


def test_a_field_that_is_filled_in_is_text_and_one_that_is_not_stays_a_field() -> None:
    lot, _ = read(example())
    assert "up to three contracts" in words(lot)
    for question in lot["questions"]:
        question.pop("fields", None)
    document = docx.Document(io.BytesIO(lot_document(framework(), lot)))
    labels = [node.get(qn("w:val")) for node in document.element.body.iter(qn("w:alias"))]
    assert labels == ["number of contracts"]


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        (
            "id: T1.1",
            "id: T1.11",
            "lot.yaml:13:9: there is no question 'T1.11'; did you mean 'T1.1'? [lot-unknown]",
        ),
        ("id: T2.1", "id: T1.1", "lot.yaml:20:9: the question T1.1 stands twice; keep one [lot-twice]"),
        ("- 2a", "- 2z", "there is no standard '2z'; did you mean "),
        ("- caseload", "- caseloads", "there is no contract KPI 'caseloads'; did you mean 'caseload'?"),
        ("id: contracts", "id: contract", "there is no field of T1.1 'contract'; did you mean 'contracts'?"),
        ("weighting: 15", "weighting: 14.5", "the weightings add up to 59.5, but the quality share is 60;"),
        ("quality_share: 60", "quality_share: 160", "the quality share is 160; it is a percentage above 0"),
        ("quality_share: 60", "quality_shares: 60", "quality_share"),
        ("weighting: 15", "weighting: a lot", "lot.yaml:14:16: "),
    ],
)
def test_a_mistake_is_told_with_its_place(before: str, after: str, message: str) -> None:
    lot, problems = read(example().replace(before, after, 1))
    assert lot is None
    assert any(message in problem for problem in problems), problems


def test_a_framework_without_tender_questions_has_no_example() -> None:
    assert lot_example(framework(TINY)) == ""


def test_the_command_writes_the_document(tmp_path: Path) -> None:
    config, out = tmp_path / "lot.yaml", tmp_path / "lot.docx"
    config.write_text(example(), encoding="utf-8")
    folder = (ROOT / CURRENT).as_posix()
    arguments = ["--framework", folder, "tender", "--config", str(config), "--out", str(out)]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0, result.output
    first = out.read_bytes()
    assert CliRunner().invoke(main, arguments).exit_code == 0
    assert out.read_bytes() == first


def test_a_wrong_lot_leaves_no_file_behind(tmp_path: Path) -> None:
    config, out = tmp_path / "lot.yaml", tmp_path / "lot.docx"
    config.write_text(example().replace("T1.1", "T9.9"), encoding="utf-8")
    folder = (ROOT / CURRENT).as_posix()
    result = CliRunner().invoke(
        main, ["--framework", folder, "tender", "--config", str(config), "--out", str(out)]
    )
    assert result.exit_code == 1
    assert "there is no question 'T9.9'" in result.output
    assert "Traceback" not in result.output
    assert list(tmp_path.iterdir()) == [config]
