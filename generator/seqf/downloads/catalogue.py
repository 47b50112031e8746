"""Every file that readers can take away, with what it is for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from seqf.downloads import export
from seqf.downloads.document.assessment import TITLES, assessment_papers
from seqf.downloads.document.lot import lot_example
from seqf.downloads.document.tender import tender_document
from seqf.downloads.tenderquestions import tender_sets
from seqf.downloads.tendertext import questions_markdown
from seqf.downloads.workbook.client_list import client_list, serves
from seqf.downloads.workbook.self_assessment import self_assessment
from seqf.model import Framework
from seqf.text.plaintext import plain

EXCEL, WORD, CSV, MARKDOWN, JSON, YAML = (
    "Excel workbook",
    "Word document",
    "CSV table",
    "Markdown text",
    "JSON data",
    "YAML text",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """One file."""

    path: str  # inside the site, without a leading slash: "downloads/orchard-standards.csv"
    title: str
    about: str  # what it is for, in a sentence
    format: str  # as readers call it
    content: bytes
    group: (
        str  # "self-assessment", "client-list", "assessment", "tender", "tender-lot", "tender/<set>", "data"
    )


# Runs independent pieces of work and returns what each returns, in order.
Together = Callable[[Sequence[Callable[[], Any]]], list[Any]]


def one_by_one(jobs: Sequence[Callable[[], Any]]) -> list[Any]:
    """Run each job when the one before it has ended."""
    return [job() for job in jobs]


def downloads(
    framework: Framework, together: Together = one_by_one
) -> tuple[list[Download], dict[str, bytes]]:
    """Return every download of a framework, and all data files; what it has no data for is left out."""

    def data() -> tuple[list[Download], dict[str, bytes]]:
        files = export.data_files(framework)
        return list(_data(framework, files)), files

    # Two halves that take about as long as each other.
    (books, (described, files)), (papers, questions) = together(
        [
            lambda: (list(_workbooks(framework)), data()),
            lambda: (list(_assessment(framework)), list(_tender(framework))),
        ]
    )
    return [*books, *papers, *questions, *described], files


def _path(framework: Framework, name: str) -> str:
    return f"downloads/{framework.data['framework']['id']}-{name}"


def _workbooks(framework: Framework) -> Iterator[Download]:
    yield Download(
        path=_path(framework, "self-assessment.xlsx"),
        title="Self-assessment workbook",
        about="Fill in scores, evidence and actions. Result, charts and action plan work themselves out.",
        format=EXCEL,
        content=self_assessment(framework),
        group="self-assessment",
    )
    if serves(framework):
        yield Download(
            path=_path(framework, "client-list.xlsx"),
            title="Client-list workbook",
            about="List clients and jobs: checks, and the indicators that the list gives, with their method.",
            format=EXCEL,
            content=client_list(framework),
            group="client-list",
        )


_PAPERS = {
    "evidence-checklist": "For each item, where the evidence is kept and who has checked it.",
    "interview-schedule": "Whom the assessors meet, when and where, and what the talks can cover.",
    "data-request": "Asks a provider for what an assessment needs, the figures of the indicators included.",
    "findings-report": "The parts of the report, with tables for scores, marks and findings.",
    "action-plan": "Actions by section, with owner, date and how to know that they worked.",
}


def _assessment(framework: Framework) -> Iterator[Download]:
    for name, content in assessment_papers(framework).items():
        yield Download(
            path=_path(framework, f"{name}.docx"),
            title=TITLES[name],
            about=_PAPERS[name],
            format=WORD,
            content=content,
            group="assessment",
        )


def _tender(framework: Framework) -> Iterator[Download]:
    if not tender_sets(framework):
        return
    title, about = (
        "Tender questions, all sets",
        "Every suggested question, marked as about the bidder or about the bid.",
    )
    for ending, kind, content in (
        ("docx", WORD, tender_document(framework)),
        ("csv", CSV, export.questions_csv(framework)),
        ("md", MARKDOWN, questions_markdown(framework)),
        ("json", JSON, export.tender_json(framework)),
    ):
        path = _path(framework, f"tender-questions.{ending}")
        yield Download(path=path, title=title, about=about, format=kind, content=content, group="tender")
    yield Download(
        path=_path(framework, "lot-example.yaml"),
        title="One lot of a tender, example",
        about="A commented choice of questions and standards, from which seqf tender makes a document.",
        format=YAML,
        content=lot_example(framework).encode(),
        group="tender-lot",
    )
    for entry in tender_sets(framework):
        yield from _tender_set(framework, entry["id"], plain(entry["title"]))


def _tender_set(framework: Framework, set_id: str, title: str) -> Iterator[Download]:
    for ending, kind, content in (
        ("docx", WORD, tender_document(framework, set_id)),
        ("csv", CSV, export.questions_csv(framework, set_id)),
        ("md", MARKDOWN, questions_markdown(framework, set_id)),
    ):
        yield Download(
            path=_path(framework, f"tender-set-{set_id}.{ending}"),
            title=f"Tender questions, set {set_id}",
            about=title + ".",
            format=kind,
            content=content,
            group=f"tender/{set_id}",
        )


def _data(framework: Framework, files: Mapping[str, bytes]) -> Iterator[Download]:
    yield Download(
        path=_path(framework, "criteria.csv"),
        title="Items of the framework",
        about="Every number with its section, its topics and its scores, one in a row.",
        format=CSV,
        content=export.criteria_csv(framework),
        group="data",
    )
    if framework.data.get("standards"):
        yield Download(
            path=_path(framework, "standards.csv"),
            title="Minimum service delivery standards",
            about="Every standard with the criteria that it cites and what bidders must set out.",
            format=CSV,
            content=export.standards_csv(framework),
            group="data",
        )
    release = framework.rules.framework
    for name, title, about in (
        ("rules.json", "Scoring rules", "All that a program needs to score an assessment."),
        ("cases.json", "Scoring cases", "Assessments with their results, to test another program by."),
        ("framework.json", "The whole framework", "Every document of the framework as data."),
    ):
        path = f"data/{release}/{name}"
        yield Download(path=path, title=title, about=about, format=JSON, content=files[path], group="data")
