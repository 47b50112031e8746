"""Papers for an external assessment, as Word documents: what to gather, whom to meet, what to write down.

Facts come from the framework's data and name their source. The rest is our own guidance and is marked so.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from seqf.downloads.document.paper import Paper
from seqf.downloads.itemtexts import item_records, item_texts, section_documents
from seqf.downloads.provenance import provenance
from seqf.downloads.tenderquestions import source_text
from seqf.exact import decimal_text
from seqf.model import Criterion, Framework, Section, ThresholdKpi
from seqf.text.plaintext import plain

OURS = "Our own guidance, not the sources':"
CHECKLIST, INTERVIEWS, REQUEST, FINDINGS, ACTIONS = (
    "evidence-checklist",
    "interview-schedule",
    "data-request",
    "findings-report",
    "action-plan",
)
TITLES = {
    CHECKLIST: "Evidence checklist",
    INTERVIEWS: "Interview schedule",
    REQUEST: "Data request letter",
    FINDINGS: "Findings report, to fill in",
    ACTIONS: "Action plan, to fill in",
}
_BLANK_ROWS = 5


def assessment_papers(framework: Framework) -> dict[str, bytes]:
    """Return the DOCX of every paper that the framework has the data for, by its name."""
    return {
        name: _paper(framework, name, write) for name, write in _WRITERS.items() if _serves(framework, name)
    }


def _serves(framework: Framework, name: str) -> bool:
    return name in (CHECKLIST, ACTIONS) or bool(_steps(framework, name))


def _paper(framework: Framework, name: str, write: Callable[[Paper, Framework], None]) -> bytes:
    paper = Paper(provenance(framework), TITLES[name])
    write(paper, framework)
    paper.heading("Where this comes from", 1)
    note = (framework.data.get("external-assessment") or {}).get("note") or {}
    if _steps(framework, name) and note.get("text"):
        paper.paragraph(plain(note["text"]))
    paper.provenance()
    return paper.finish()


def _steps(framework: Framework, name: str) -> list[Mapping[str, Any]]:
    """The steps of the assessment that this paper serves."""
    steps = (framework.data.get("external-assessment") or {}).get("steps") or ()
    return [step for step in steps if name in (step.get("papers") or ())]


def _say(paper: Paper, step: Mapping[str, Any]) -> None:
    paper.paragraph(plain(step["text"]), lead=plain(step["title"]) + ".")
    paper.paragraph(f"Source: {source_text(step.get('source'))}.", "Remark")


def _guidance(paper: Paper, text: str) -> None:
    paper.paragraph(text, "Remark", lead=OURS)


def _label(text: str) -> str:
    """A point of a list as a heading."""
    return text[:1].upper() + text[1:]


def _worth(section: Section) -> str:
    points, weight = decimal_text(section.maximum), decimal_text(section.weight)
    return f"{len(section.items)} items, {points} points, {weight}% of the overall score."


def _wording_note(paper: Paper, framework: Framework) -> None:
    """Say where the wording is, where the framework has none."""
    holder = provenance(framework).wording
    if holder and not any(text.wording for text in item_texts(framework).values()):
        paper.paragraph(f"The wording is held by {holder}: use its own sheet beside this one.")


# The evidence checklist


def _checklist(paper: Paper, framework: Framework) -> None:
    texts = item_texts(framework)
    _guidance(
        paper,
        "Go through the list before you send a self-assessment. Note where the evidence for each score is "
        "kept, not the evidence itself, and leave out names of clients. A row without evidence is a score "
        "that nobody can check.",
    )
    _wording_note(paper, framework)
    for step in _steps(framework, CHECKLIST):
        _say(paper, step)
    for section in framework.rules.sections:
        paper.heading(f"{section.id} {section.title}", 1)
        paper.paragraph(_worth(section))
        rows = [(item.id, texts[item.id].text, "", "", "") for item in section.items]
        heads = ("Number", "Topic or wording", "Where the evidence is kept", "Checked by", "Date")
        paper.table(heads, rows, (2, 5, 5.1, 2.4, 2.5))
        _measured(paper, framework, section)


def _measured(paper: Paper, framework: Framework, section: Section) -> None:
    """How each measured item of a section is worked out."""
    records = item_records(framework)
    found = [item for item in section.items if not isinstance(item, Criterion)]
    if not found:
        return
    paper.heading("How each figure is worked out", 2)
    for item in found:
        record = records[item.id]
        paper.paragraph(plain((record.get("formula") or {}).get("text")), lead=f"{item.id} {item.title}.")
        paper.paragraph(
            f"Source: {source_text(record.get('source') or _source_of(framework, section))}.", "Remark"
        )


def _source_of(framework: Framework, section: Section) -> Any:
    return next(one.get("source") for one in section_documents(framework) if one["id"] == section.id)


# The interview schedule


def _interviews(paper: Paper, framework: Framework) -> None:
    fields = ("provider", "from", "to", "contact")
    paper.facts(
        [("Provider", "[provider]"), ("Days", "[from] to [to]"), ("Contact", "[contact]")], fields=fields
    )
    for step in _steps(framework, INTERVIEWS):
        _say(paper, step)
    _guidance(
        paper,
        "Use reference numbers for clients, not names. Ask everybody beforehand, say that a talk is "
        "voluntary, and offer a person they trust and a way of talking that suits them. Leave time between "
        "talks.",
    )
    heads = ("Day and time", "Person, or reference", "Role", "Where, or how", "Interviewer")
    for step in _steps(framework, INTERVIEWS):
        for group in step.get("items") or ():
            paper.heading(_label(plain(group["text"])), 1)
            paper.table(heads, [("",) * len(heads)] * _BLANK_ROWS, (3, 4, 3.5, 3.5, 3))
    paper.heading("What the talks can cover", 1)
    _guidance(
        paper, "The sections in the framework's order, with what the guide says of each, as a reminder."
    )
    for document in section_documents(framework):
        summary = document.get("summary") or {}
        if summary.get("text"):
            paper.bullet(plain(summary["text"]), lead=f"{document['id']} {plain(document['title'])}:")


# The data request letter


def _request(paper: Paper, framework: Framework) -> None:
    about = provenance(framework)
    _guidance(paper, "The letter is ours. What it asks for follows the sources named below it.")
    fields = ("date", "name", "service", "day by which", "where to", "your name", "your role")
    for line in ("[date]", "[service]", "Dear [name],"):
        paper.paragraph(line, fields=fields)
    paper.paragraph(
        f"We are preparing the external assessment of your service against the {about.title}. For it we need"
        " what is listed below. Please send it to [where to] by [day by which]. If something is not there, "
        "say so: we can talk about what else would show the same.",
        fields=fields,
    )
    asked = _steps(framework, REQUEST)
    number = 0
    for step in asked:
        for point in step.get("items") or ():
            number += 1
            paper.bullet(_label(plain(point["text"])) + ".")
    paper.paragraph("For the indicators, we ask for these figures and the way to them:")
    records, texts = item_records(framework), item_texts(framework)
    rows = []
    for item in framework.rules.items:
        if isinstance(item, Criterion):
            continue
        figures = "the mean rating, and how many answers it rests on"
        if isinstance(item, ThresholdKpi):
            counts = item.unit == "percent"
            figures = "; ".join(texts[item.id].counts) if counts else f"the value in {item.unit}"
        rows.append(
            (item.id, item.title, plain((records[item.id].get("formula") or {}).get("text")), figures)
        )
    if rows:
        paper.table(("Number", "Indicator", "How it is worked out", "Please give"), rows, (2, 4, 6, 5))
    paper.paragraph(
        "Black out whatever would show who a client is, and use the same reference for a person throughout."
        " Send personal data only by the protected way that we have agreed.",
    )
    paper.paragraph("Kind regards,")
    paper.paragraph("[your name], [your role]", fields=fields)
    paper.heading("What the sources say", 1)
    for step in asked:
        _say(paper, step)


# The findings report


def _findings(paper: Paper, framework: Framework) -> None:
    fields = ("provider", "dates", "names", "write here")
    facts = (("Provider", "[provider]"), ("Days of the assessment", "[dates]"), ("Assessors", "[names]"))
    paper.facts(facts, fields=fields)
    for step in _steps(framework, FINDINGS):
        _say(paper, step)
    for step in _steps(framework, FINDINGS):
        for part in step.get("items") or ():
            paper.heading(_label(plain(part["text"])), 1)
            paper.paragraph("[write here]", fields=fields)
    paper.heading("Scores", 1)
    _guidance(
        paper, "Tables to fill in. The calculator and the workbook work the shares out without rounding."
    )
    rows = [
        (f"{section.id} {section.title}", "", decimal_text(section.maximum), decimal_text(section.weight), "")
        for section in framework.rules.sections
    ]
    paper.table(
        ("Section", "Points", "Out of", "Weight, %", "Share, %"),
        [*rows, ("Overall", "", "", "", "")],
        (7, 2, 2, 2.5, 2.5),
    )
    _marks(paper, framework)
    paper.heading("Findings by section", 1)
    _wording_note(paper, framework)
    texts = item_texts(framework)
    for section in framework.rules.sections:
        paper.heading(f"{section.id} {section.title}", 2)
        item_rows = [(item.id, texts[item.id].text, "", "") for item in section.items]
        paper.table(("Number", "Topic or wording", "Score", "What was found"), item_rows, (2, 5, 1.6, 8.4))


def _marks(paper: Paper, framework: Framework) -> None:
    rules = framework.rules
    certification: Mapping[str, Any] = framework.data.get("certification") or {}
    gate = " + ".join(rules.gate)
    heads = ("Mark", "Overall, at least", *((f"{gate}, at least",) if gate else ()), "Reached")
    rows = []
    for mark in rules.marks:
        minimum = "" if mark.gate_minimum is None else f"{decimal_text(mark.gate_minimum)} points"
        rows.append((mark.title, f"{decimal_text(mark.minimum)}%", *((minimum,) if gate else ()), ""))
    paper.table(heads, rows, (4,) * len(heads))
    statement = plain((certification.get("statement") or {}).get("text"))
    if statement:
        paper.paragraph(statement)


# The action plan


def _actions(paper: Paper, framework: Framework) -> None:
    certification: Mapping[str, Any] = framework.data.get("certification") or {}
    fields = ("service", "date", "name")
    paper.facts([("Service", "[service]"), ("Date", "[date]"), ("Responsible", "[name]")], fields=fields)
    record = certification.get("action_plan") or {}
    if record.get("text"):
        paper.paragraph(plain(record["text"]))
        paper.paragraph(f"Source: {source_text(record.get('source'))}.", "Remark")
    for step in _steps(framework, ACTIONS):
        _say(paper, step)
    good = (framework.data.get("model") or {}).get("action_plans") or {}
    if good.get("text"):
        paper.paragraph(plain(good["text"]), lead=plain(good["title"]) + ".")
        words = ", ".join(f"{one['letter']}: {plain(one['word'])}" for one in good.get("letters") or ())
        if words:
            paper.paragraph(words + ".")
        paper.paragraph(f"Source: {source_text(good.get('source'))}.", "Remark")
    _guidance(
        paper,
        "One row for each action. Name the item it improves, one owner, and how you will know it worked.",
    )
    heads = ("Item", "What we will do", "Owner", "Due", "How we will know", "Where it stands")
    for section in framework.rules.sections:
        paper.heading(f"{section.id} {section.title}", 1)
        paper.table(heads, [("",) * len(heads)] * 3, (1.5, 5, 2.3, 2, 3.5, 2.7))


_WRITERS = {
    CHECKLIST: _checklist,
    INTERVIEWS: _interviews,
    REQUEST: _request,
    FINDINGS: _findings,
    ACTIONS: _actions,
}
