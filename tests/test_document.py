"""The Word documents: complete, with real structure, the same bytes each time."""

from __future__ import annotations

import io
import zipfile
from itertools import pairwise

import docx
import pytest
from docx.oxml.ns import qn
from loaded import framework
from seqf.downloads.document.tender import tender_document
from seqf.downloads.tenderquestions import questions, requirements, tender_sets, traces


def opened(set_id: str | None = None) -> docx.document.Document:
    return docx.Document(io.BytesIO(tender_document(framework(), set_id)))


def all_text(document: docx.document.Document) -> str:
    """Every word of the body, those inside fields included."""
    return "".join(node.text or "" for node in document.element.body.iter(qn("w:t")))


def test_every_question_and_part_stands_in_the_document_once() -> None:
    text = all_text(opened())
    for question in questions(framework()):
        assert text.count(question.text) == 1, question.id
        assert question.id in text


@pytest.mark.parametrize("record", tender_sets(framework()), ids=lambda record: record["id"])
def test_a_document_of_one_set_holds_that_set_and_no_other(record: dict) -> None:
    text = all_text(opened(record["id"]))
    for question in questions(framework()):
        assert (question.text in text) == (question.set_id == record["id"]), question.id


def test_an_unknown_set_is_refused() -> None:
    with pytest.raises(ValueError, match="no set"):
        tender_document(framework(), "no such set")


def test_headings_are_real_and_in_order() -> None:
    levels = []
    for paragraph in opened().paragraphs:
        if paragraph.style.name.startswith("Heading"):
            levels.append(int(paragraph.style.name.split()[1]))
    assert levels[0] == 1
    assert all(deeper - level <= 1 for level, deeper in pairwise(levels))
    asked = [question for question in questions(framework()) if question.depth == 0]
    assert levels.count(2) == len(asked)


def test_each_question_says_whether_it_asks_about_the_bidder_or_the_bid() -> None:
    heads = [p.text for p in opened().paragraphs if p.style.name == "Heading 2"]
    assert heads == [f"{q.id} (about the {q.about})" for q in questions(framework()) if q.depth == 0]


def test_what_is_to_be_filled_in_is_a_field() -> None:
    document = opened()
    labels = [node.get(qn("w:val")) for node in document.element.body.iter(qn("w:alias"))]
    asked = questions(framework())
    assert [label for label in labels if label not in ("word limit", "weighting")] == [
        label for question in asked for label in question.fields
    ]
    assert labels.count("weighting") == sum(question.depth == 0 for question in asked)
    ids = [node.get(qn("w:val")) for node in document.element.body.iter(qn("w:id"))]
    assert len(set(ids)) == len(ids)


def test_what_bidders_must_set_out_is_complete() -> None:
    text = all_text(opened())
    assert requirements(framework())
    for asked in requirements(framework()):
        assert asked.text in text


def test_no_question_is_without_something_that_it_tests() -> None:
    found = {trace.question: trace for trace in traces(framework())}
    for question in questions(framework()):
        trace = found[question.question]
        assert trace.standards or trace.values or trace.sections or trace.criteria


def test_a_question_tests_the_criteria_that_its_standards_cite() -> None:
    trace = next(trace for trace in traces(framework()) if trace.question == "T2.2")
    assert trace.standards == ("2a", "2b")
    assert trace.criteria == ("1.1.8", "1.2.1", "1.2.5", "1.2.6", "1.2.11")


def test_the_table_of_what_questions_test_is_marked_as_ours() -> None:
    document = opened()
    assert "This table is ours" in all_text(document)
    rows = [[cell.text for cell in row.cells] for row in document.tables[-1].rows[1:]]
    assert rows == [[trace.question, *trace.cells] for trace in traces(framework())]


def test_tables_have_heads_that_repeat() -> None:
    tables = opened().tables
    assert tables
    for table in tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None


def test_the_first_page_says_release_status_and_sources() -> None:
    document, about = opened(), framework().data["framework"]
    first = "\n".join(paragraph.text for paragraph in document.paragraphs[:12])
    assert framework().rules.framework in first
    assert about["status"]["label"] in first
    for source in about["sources"]:
        assert source["title"] in first


def test_language_and_title_are_set_and_no_clock_is_in_the_file() -> None:
    content = tender_document(framework())
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        core, styles = archive.read("docProps/core.xml").decode(), archive.read("word/styles.xml").decode()
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert "<dc:language>en-GB<" in core and "<dc:title>SEQF: " in core
    assert "dcterms" not in core
    assert '<w:lang w:val="en-GB"' in styles


def test_the_same_questions_give_the_same_bytes() -> None:
    assert tender_document(framework()) == tender_document(framework())
