"""The tender questions as a Word document, ready to be taken over into an invitation to tender."""

from __future__ import annotations

from itertools import groupby

from seqf.downloads.document.paper import Paper
from seqf.downloads.provenance import provenance
from seqf.downloads.tenderquestions import (
    ABOUT,
    Question,
    Requirement,
    Trace,
    questions,
    requirements,
    tender_sets,
    traces,
)
from seqf.model import Framework
from seqf.text.plaintext import plain

WORDS, WEIGHT = "word limit", "weighting"


def tender_document(framework: Framework, set_id: str | None = None) -> bytes:
    """Return the DOCX of every set of questions, or of one. Raises ValueError for an unknown set."""
    sets = [entry for entry in tender_sets(framework) if set_id in (None, entry["id"])]
    if not sets:
        raise ValueError(f"there is no set of tender questions {set_id!r}")
    whole = set_id is None
    title = "Questions for an invitation to tender" if whole else f"Tender questions, set {set_id}"
    paper = Paper(provenance(framework), title)
    paper.provenance()
    paper.heading("How to use this document", 1)
    if whole:
        paper.paragraph(plain((framework.data["tender"].get("introduction") or {}).get("text")))
    paper.paragraph(
        "Take over the questions that fit your service, and change them where you need to. Shaded words in "
        "square "
        "brackets are fields: click one and type over it. Each question says whether it asks about the "
        "bidder or about "
        "the bid, so that you can keep the two apart in your procurement. This advice is ours, the questions "
        "follow the "
        "sources named beside them."
    )
    asked = questions(framework, set_id)
    paper.heading("Overview", 1)
    rows = [
        (question.id, question.set_id, ABOUT[question.about], f"[{WORDS}]", f"[{WEIGHT}]")
        for question in asked
        if question.depth == 0
    ]
    paper.table(
        ("Question", "Set", "What it asks about", "Word limit", "Weighting, %"),
        rows,
        (2, 1, 4, 3, 3),
        fields=(WORDS, WEIGHT),
    )
    for entry in sets:
        paper.heading(f"{entry['id']}. {plain(entry['title'])}", 1)
        if entry.get("text"):
            paper.paragraph(plain(entry["text"]))
        for _, parts in groupby((q for q in asked if q.set_id == entry["id"]), key=lambda q: q.question):
            _question(paper, *parts)
    _requirements(paper, requirements(framework))
    _traces(paper, traces(framework, set_id))
    return paper.finish()


def _question(paper: Paper, question: Question, *parts: Question) -> None:
    paper.heading(f"{question.id} ({ABOUT[question.about]})", 2)
    paper.paragraph(question.text, fields=question.fields)
    for part in parts:
        paper.bullet(part.text, part.depth, lead=part.id, fields=part.fields)
    source = f"Source: {question.source}."
    paper.paragraph(f"{source} Note: {question.note}" if question.note else source, "Remark")


def _requirements(paper: Paper, asked: list[Requirement]) -> None:
    if not asked:
        return
    paper.heading("What the standards say that bidders must set out", 1)
    paper.paragraph(
        "The minimum service delivery standards ask bidders for these points as well. Check that the "
        "questions you "
        "choose leave room for them, or add them."
    )
    rows = [(entry.standard, entry.title, entry.text, entry.source) for entry in asked]
    paper.table(("Standard", "Title", "Bidders must set out", "Source"), rows, (2, 3.5, 7, 3))


def _traces(paper: Paper, found: list[Trace]) -> None:
    if not found:
        return
    paper.heading("What each question tests", 1)
    paper.paragraph(
        "This table is ours, not the sources': it shows which standards, values and sections a good answer "
        "would speak to, and the criteria that those standards cite. Use it to see what your choice of "
        "questions covers."
    )
    rows = [(trace.question, *trace.cells) for trace in found]
    paper.table(("Question", "Standards", "Criteria", "Values", "Sections"), rows, (2, 2, 6, 3.5, 3.5))
