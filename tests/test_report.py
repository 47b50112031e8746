"""`seqf report`: what an assessment says, as a document and as a page that needs nothing else."""

from __future__ import annotations

import base64
import functools
import hashlib
import io
import json
import re
import zlib
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner
from docx.oxml.ns import qn
from filled import random_assessments
from loaded import CURRENT, TINY, framework
from seqf.cli import main
from seqf.downloads.bars import BarGroup, bar_of, bar_svg, picture, svg
from seqf.downloads.provenance import provenance
from seqf.downloads.report.blocks import Block, Facts, Heading, Points, Table, Text
from seqf.downloads.report.content import report, title_of
from seqf.downloads.report.document import report_document
from seqf.downloads.report.page import report_page
from seqf.scoring import summary
from seqf.scoring.assessment import Assessment, parse
from seqf.scoring.compare import compare
from seqf.scoring.engine import score
from seqf.scoring.steps import steps
from seqf.scoring.trace import trace

UNSAFE = '<script>alert("x")</script> & more'


def made(kind: str = "self", *, seed: int = 1, folder: str = CURRENT, **more: object) -> Assessment:
    """A made-up assessment with notes."""
    rules = framework(folder).rules
    filled = next(random_assessments(rules, 1, seed=seed))
    first = rules.items[0].id
    document = {
        "format": "seqf-assessment/1",
        "kind": kind,
        "provider": UNSAFE,
        "date": f"2026-03-0{seed}",
        "scores": dict(filled.scores),
        "kpis": {},
        "notes": {
            first: {"evidence": "Folder 7\nsecond line", "action": "Ask", "owner": "Sam", "due": "2026-06-30"}
        },
        **more,
    }
    found, mistakes = parse(json.dumps(document), {rules.framework: rules}, rules.framework)
    assert found is not None, mistakes
    return found


@functools.cache
def blocks(number: int = 1, folder: str = CURRENT) -> tuple[Block, ...]:
    rules = framework(folder).rules
    kinds = ("self", "external", "self")
    first, *others = (made(kinds[n], seed=n + 1, folder=folder) for n in range(number))
    return tuple(report(framework(folder), {rules.framework: rules}, first, others))


def words(found: tuple[Block, ...]) -> str:
    parts: list[str] = []
    for block in found:
        match block:
            case Heading(text):
                parts.append(text)
            case Text(text, lead):
                parts += [lead, text]
            case Points(texts):
                parts += texts
            case Facts(rows):
                parts += [cell for row in rows for cell in row]
            case Table(caption, heads, rows):
                parts += [caption, *heads, *(cell for row in rows for cell in row)]
    return "\n".join(parts)


def test_the_report_says_what_the_engine_says() -> None:
    rules, text = framework().rules, words(blocks())
    found = made()
    result = score(rules, found)
    low, high = summary.overall(result)
    assert f"{low} to {high}%, {summary.outcome(result, rules)}." in text or f"{low}%, " in text
    for sentence in [*trace(rules, found, result)["sentences"], *steps(rules, found)["sentences"]]:
        assert sentence in text
    for item in rules.items:
        assert f"\n{item.id}\n" in text


def test_a_self_assessment_claims_no_mark_and_an_external_one_does_not_say_so() -> None:
    statement = framework().data["certification"]["statement"]["text"]
    rules = framework().rules
    assert statement in words(blocks())
    external = tuple(report(framework(), {rules.framework: rules}, made("external")))
    assert statement not in words(external)


def test_evidence_and_actions_stand_with_their_items() -> None:
    text, first = words(blocks()), framework().rules.items[0].id
    assert "Folder 7\nsecond line" in text
    plan = next(block for block in blocks() if isinstance(block, Table) and "Action" in block.heads)
    assert [row[0].split()[0] for row in plan.rows] == [first]
    assert plan.rows[0][2:5] == ("Ask", "Sam", "2026-06-30")


def test_a_comparison_stands_there_where_more_than_one_is_given() -> None:
    rules = framework().rules
    assert "Comparison" not in words(blocks(1))
    for number in (2, 3):
        kinds = ("self", "external", "self")
        compared = compare([rules] * number, [made(kinds[n], seed=n + 1) for n in range(number)])
        for sentence in compared["sentences"]:
            assert sentence in words(blocks(number))
        differing = [block for block in blocks(number) if isinstance(block, Table)][-1]
        assert [row[0] for row in differing.rows] == [
            item["id"]
            for item in compared["items"]
            if item["agree"] is not True and any(value is not None for value in item["scores"])
        ]


def page(number: int = 2, folder: str = CURRENT) -> str:
    about = provenance(framework(folder))
    return report_page(about, title_of(made(folder=folder)), blocks(number, folder)).decode()


def test_the_page_needs_nothing_else_and_allows_nothing_else() -> None:
    html = page()
    assert not re.findall(r"<(?:script|link|img|iframe|object)\b| on\w+=| style=|url\((?!#)|@import", html)
    style = re.search(r"<style>(.*?)</style>", html, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'sha256-{digest}'" in html
    assert '<html lang="en-GB">' in html


def test_what_somebody_wrote_stays_text() -> None:
    assert "<script>" not in page()
    assert "&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; more" in page()


def test_every_chart_of_the_page_has_words() -> None:
    charts = re.findall(r'<svg role="img".*?</svg>', page())
    assert len(charts) == sum(len(block.bars) for block in blocks(2) if isinstance(block, Table))
    assert all(re.search(r'role="img".*<title>[^<]+</title>', chart) for chart in charts)


def test_the_document_has_real_headings_heads_of_tables_and_words_for_its_charts() -> None:
    content = report_document(provenance(framework()), title_of(made()), blocks(2))
    document = docx.Document(io.BytesIO(content))
    heads = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
    assert heads == [block.text for block in blocks(2) if isinstance(block, Heading)]
    pictures = [node.get("descr") for node in document.element.body.iter(qn("wp:docPr"))]
    bars = [bar.words for block in blocks(2) if isinstance(block, Table) for bar in block.bars]
    assert pictures == bars
    assert all(table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None for table in document.tables)


@pytest.mark.parametrize("number", [2, 3])
def test_a_comparison_shows_each_section_as_bars_beside_its_numbers(number: int) -> None:
    rules = framework().rules
    kinds = ("self", "external", "self")
    results = [score(rules, made(kinds[n], seed=n + 1)) for n in range(number)]
    table = next(block for block in blocks(number) if isinstance(block, Table) and "side" in block.caption)
    assert table.heads == ("Section", *map(str, range(1, number + 1)))
    for place, (row, group) in enumerate(zip(table.rows, table.bars, strict=True)):
        sections = [result.sections[place] for result in results]
        assert row[0].startswith(f"{sections[0].id} ")
        assert [(bar.low, bar.high) for bar in group.bars] == [
            (one.low / one.maximum, one.high / one.maximum) for one in sections
        ]
        assert group.words == "; ".join(f"{n}: {text} points" for n, text in enumerate(row[1:], 1))


def test_bars_that_are_compared_are_told_apart_by_number_and_pattern_and_not_by_colour() -> None:
    half = bar_of(Fraction(1), Fraction(2), Fraction(4), "words")
    drawn = svg(BarGroup((half, half, half)))
    assert re.findall(r"<text[^>]*>(.)</text>", drawn) == ["1", "2", "3"]
    assert set(re.findall(r'(?:fill|stroke)="([^"]*)"', drawn)) == {
        "none",
        "currentColor",
        "url(#striped)",
        "url(#dotted)",
    }
    for name in ("striped", "dotted"):
        assert page(3).count(f'id="{name}"') == 1
        assert f'id="{name}"' not in page(1)
    assert "1 solid, 2 striped, 3 dotted" in words(blocks(3))
    assert "3 dotted" not in words(blocks(2))
    rows = _rows(BarGroup((half, half, half)))
    first, second, third = (
        {row[:150] for row in rows[n * 34 + 4 : n * 34 + 20]} for n in range(3)
    )  # the dots of what is sure
    assert first == {bytes(150)}
    assert first.isdisjoint(second) and second.isdisjoint(third)


def _rows(group: BarGroup) -> list[bytes]:
    """Rows of dots of a picture, as numbers of its colours."""
    content, height = picture(group)
    data = content[content.index(b"IDAT") + 4 : content.index(b"IEND") - 8]
    pixels = zlib.decompress(data)
    return [pixels[n * 621 + 1 : (n + 1) * 621] for n in range(height)]


def test_a_section_that_one_release_does_not_have_has_no_bar_there() -> None:
    rules = framework().rules
    older = replace(rules, framework="0.9.0", sections=rules.sections[1:])
    known = {rules.framework: rules, "0.9.0": older}
    document = {"format": "seqf-assessment/1", "framework": "0.9.0"}
    other, _ = parse(json.dumps(document), known, rules.framework)
    found = report(framework(), known, made(), [other])
    table = next(block for block in found if isinstance(block, Table) and "side" in block.caption)
    assert table.rows[0][2] == "not in its release"
    assert table.bars[0].bars[1] is None
    assert "2:" not in table.bars[0].words
    assert svg(table.bars[0]).count("<text") == 1
    assert report_document(provenance(framework()), "x", found)


def test_the_same_assessment_gives_the_same_bytes() -> None:
    about, title = provenance(framework()), "x"
    assert report_document(about, title, blocks(2)) == report_document(about, title, blocks(2))


def test_another_framework_without_a_gate_has_its_report() -> None:
    assert "Result" in page(2, TINY)


@pytest.mark.parametrize(
    ("low", "high", "parts"),
    [(0, 0, (0, 0, 620)), (5, 10, (310, 310, 0)), (-1, 3, (0, 186, 434)), (10, 10, (620, 0, 0))],
)
def test_a_bar_is_as_long_as_its_value(low: int, high: int, parts: tuple[int, int, int]) -> None:
    bar = bar_of(Fraction(low), Fraction(high), Fraction(10), "words")
    sizes = re.findall(r'width="(\d+)" height="38" fill="(#\w+)"', bar_svg(bar))
    by_colour = {colour: int(size) for size, colour in sizes}
    assert by_colour.get("#0B3C49", 0) == parts[0]
    assert by_colour.get("#9CC7D1", 0) == parts[1]
    assert picture(bar)[0].startswith(b"\x89PNG\r\n\x1a\n")


# The command


def run(*arguments: object) -> object:
    return CliRunner().invoke(main, ["--framework", CURRENT, "report", *map(str, arguments)])


def put(folder: Path, name: str, **more: object) -> Path:
    path = folder / name
    path.write_text(json.dumps({"format": "seqf-assessment/1", **more}), encoding="utf-8")
    return path


def test_the_ending_chooses_the_form(tmp_path: Path) -> None:
    one, other = put(tmp_path, "a.json", kind="self"), put(tmp_path, "b.json", kind="external")
    for name, start in (("r.html", b"<!DOCTYPE html>"), ("r.docx", b"PK")):
        done = run(one, other, "--out", tmp_path / name)
        assert done.exit_code == 0, done.output
        assert (tmp_path / name).read_bytes().startswith(start)
    done = run(one, "--out", tmp_path / "r.pdf")
    assert done.exit_code == 2
    assert ".docx or .html" in done.stderr


def test_a_bad_file_is_told_and_nothing_is_written(tmp_path: Path) -> None:
    good, bad = put(tmp_path, "a.json"), put(tmp_path, "b.json", scores={"no-such-item": 1})
    done = run(good, bad, tmp_path / "gone.json", "--out", tmp_path / "r.html")
    assert done.exit_code == 1
    assert "b.json:1:" in done.stderr and "no-such-item" in done.stderr
    assert "gone.json: can't be read" in done.stderr
    assert not (tmp_path / "r.html").exists()


def test_no_more_than_three_stand_side_by_side(tmp_path: Path) -> None:
    files = [put(tmp_path, f"{n}.json") for n in range(4)]
    done = run(*files, "--out", tmp_path / "r.html")
    assert done.exit_code == 2
    assert "not 4" in done.stderr
