"""The tender questions as Markdown."""

from __future__ import annotations

from seqf.downloads.provenance import provenance
from seqf.downloads.tenderquestions import ABOUT, Question, questions, requirements, traces
from seqf.model import Framework


def questions_markdown(framework: Framework, set_id: str | None = None) -> bytes:
    """The tender questions as Markdown: a heading for each set, a paragraph for each question."""
    about = provenance(framework)
    lines = [f"# {about.short_title}: questions for an invitation to tender", "", about.line + ".", ""]
    lines += [f"{about.status_text}", ""] if about.status_text else []
    lines += [*(f"- Source: {source}" for source in about.sources), ""]
    shown_set = None
    for question in questions(framework, set_id):
        if question.set_id != shown_set:
            shown_set = question.set_id
            lines += [f"## {shown_set}. {question.set_title}", ""]
        lines += _question_lines(question)
    lines += _requirement_lines(framework) + _trace_lines(framework, set_id)
    return ("\n".join(lines).rstrip() + "\n").encode()


def _question_lines(question: Question) -> list[str]:
    text = _escaped(question.text)
    if question.depth:
        return [f"{'  ' * (question.depth - 1)}- **{question.id}** {text}", ""]
    note = [f"_Note: {question.note}_", ""] if question.note else []
    return [f"### {question.id} ({ABOUT[question.about]})", "", text, "", *note]


def _requirement_lines(framework: Framework) -> list[str]:
    asked = requirements(framework)
    if not asked:
        return []
    lines = ["## What the standards say that bidders must set out", ""]
    return [*lines, *(f"- **Standard {entry.standard}** {_escaped(entry.text)}" for entry in asked), ""]


def _trace_lines(framework: Framework, set_id: str | None) -> list[str]:
    found = traces(framework, set_id)
    if not found:
        return []
    lines = ["## What each question tests", "", "Our view, not the sources'.", ""]
    lines += ["| Question | Standards | Criteria | Values | Sections |", "| --- | --- | --- | --- | --- |"]
    return [*lines, *(f"| {' | '.join((trace.question, *trace.cells))} |" for trace in found), ""]


def _escaped(text: str) -> str:
    """Text whose stars and underscores mean themselves."""
    return text.replace("*", "\\*").replace("_", "\\_")
