"""One lot of a tender as a Word document: chosen questions, standards, contract KPIs, parts of the fee."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from seqf.downloads.document.paper import Paper
from seqf.downloads.itemtexts import standards_and_parts
from seqf.downloads.provenance import provenance
from seqf.downloads.tenderquestions import ABOUT, Question, questions, tender_sets
from seqf.exact import decimal_text
from seqf.model import Framework
from seqf.text.plaintext import plain


def lot_document(framework: Framework, lot: Mapping[str, Any]) -> bytes:
    """Return the DOCX of a lot that `reading.lotfile` has read and found right."""
    paper = Paper(provenance(framework), lot["title"])
    share = decimal_text(Fraction(lot["quality_share"]))
    paper.facts([("Buyer", lot.get("buyer", "")), ("Share of quality in the award", f"{share}%")])
    if lot.get("text"):
        paper.paragraph(lot["text"])
    _questions(paper, framework, lot, share)
    _standards(paper, framework, lot.get("standards") or ())
    _kpis(paper, framework, lot.get("contract_kpis") or ())
    _fee(paper, framework, lot.get("delivery_fee") or ())
    paper.heading("Where this comes from", 1)
    paper.provenance()
    return paper.finish()


def _questions(paper: Paper, framework: Framework, lot: Mapping[str, Any], share: str) -> None:
    limits = {one["id"]: one.get("word_limit", lot.get("word_limit")) for one in lot["questions"]}
    labels = {
        entry["id"]: {field["id"]: plain(field["label"]) for field in entry.get("fields") or ()}
        for record in tender_sets(framework)
        for entry in record["questions"]
    }
    asked: dict[str, list[Question]] = {}
    for question in questions(framework):
        asked.setdefault(question.question, []).append(question)
    paper.heading("Questions", 1)
    rows = [
        (
            one["id"],
            ABOUT[asked[one["id"]][0].about],
            str(limits[one["id"]] or "none"),
            decimal_text(Fraction(one["weighting"])),
        )
        for one in lot["questions"]
    ]
    heads = ("Question", "What it asks about", "Word limit", "Weighting, %")
    paper.table(heads, [*rows, ("Total", "", "", share)], (2, 4, 3, 3))
    for one in lot["questions"]:
        given = {labels[one["id"]][field["id"]]: field["value"] for field in one.get("fields") or ()}
        head, *parts = asked[one["id"]]
        paper.heading(f"{head.id} ({ABOUT[head.about]})", 2)
        paper.paragraph(_filled(head.text, given), fields=head.fields)
        for part in parts:
            paper.bullet(_filled(part.text, given), part.depth, lead=part.id, fields=part.fields)
        limit = f"At most {limits[head.id]} words. " if limits[head.id] else ""
        paper.paragraph(f"{limit}Weighting: {decimal_text(Fraction(one['weighting']))}%.", "Remark")


def _filled(text: str, given: Mapping[str, str]) -> str:
    """A question with what the commissioner has put into its fields."""
    for label, value in given.items():
        text = text.replace(f"[{label}]", value)
    return text


def _standards(paper: Paper, framework: Framework, chosen: Any) -> None:
    if not chosen:
        return
    paper.heading("Minimum service delivery standards", 1)
    for standard in standards_and_parts(framework):
        if standard["id"] in chosen:
            paper.heading(f"Standard {standard['id']}: {plain(standard['title'])}", 2)
            paper.paragraph(plain(standard.get("text")))
            for asked in standard.get("tender") or ():
                paper.bullet(plain(asked["text"]), lead="In your tender:")
            if standard.get("criteria"):
                paper.paragraph(f"Criteria: {', '.join(standard['criteria'])}.", "Remark")


def _kpis(paper: Paper, framework: Framework, chosen: Any) -> None:
    records = (framework.data.get("commissioning") or {}).get("contract_kpis") or ()
    rows = [(plain(one["title"]), plain(one["text"])) for one in records if one["id"] in chosen]
    if rows:
        paper.heading("KPIs of the contract", 1)
        paper.table(("KPI", "What is asked for"), rows, (3, 9))


def _fee(paper: Paper, framework: Framework, chosen: Any) -> None:
    fee = (framework.data.get("commissioning") or {}).get("delivery_fee") or {}
    parts = [one for one in fee.get("parts") or () if one["id"] in chosen]
    if not parts:
        return
    total = sum((Fraction(one["share"]) for one in parts), Fraction(0))
    rows = [(plain(one["title"]), decimal_text(Fraction(one["share"]))) for one in parts]
    paper.heading("Part of the delivery fee that depends on an assessment", 1)
    paper.table(("Depends on", "Share of the fee, %"), [*rows, ("Total", decimal_text(total))], (9, 3))


def lot_example(framework: Framework) -> str:
    """Return a commented file for one lot, made from the framework's first questions; empty without any."""
    sets = [record for record in tender_sets(framework) if record["questions"]]
    if not sets:
        return ""
    weighting = 60 // len(sets)
    commissioning = framework.data.get("commissioning") or {}
    about = provenance(framework)
    lines = [
        f"# One lot of a tender. {about.line}.",
        "# Change it, then run: seqf tender --config lot.yaml --out lot.docx",
        f"title: {about.short_title}, an example lot",
        "buyer: Exampleshire Council",
        "",
        "# Percent of the award that goes by quality. The weightings below add up to it.",
        f"quality_share: {weighting * len(sets)}",
        "",
        "# The most words of an answer. A question may have a word_limit of its own.",
        "word_limit: 500",
        "",
        "questions:",
    ]
    for record in sets:
        question = record["questions"][0]
        lines += [f"  - id: {question['id']}", f"    weighting: {weighting}"]
        for place, field in enumerate(question.get("fields") or ()):
            lines += ["    fields:"] if place == 0 else []
            lines += [
                f"      # {plain(field['label'])}",
                f"      - id: {field['id']}",
                "        value: three",
            ]
        others = ", ".join(one["id"] for one in record["questions"][1:])
        lines += [f"  # Also in set {record['id']}: {others}"] if others else []
    choices = {
        "standards": (one["id"] for one in standards_and_parts(framework)),
        "contract_kpis": (one["id"] for one in commissioning.get("contract_kpis") or ()),
        "delivery_fee": (one["id"] for one in (commissioning.get("delivery_fee") or {}).get("parts") or ()),
    }
    for key, ids in choices.items():
        chosen = [f"  - {one}" for one in ids]
        lines += (
            ["", "# Delete what does not belong into this contract.", f"{key}:", *chosen] if chosen else []
        )
    return "\n".join(lines) + "\n"
