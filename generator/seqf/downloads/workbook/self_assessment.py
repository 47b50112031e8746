"""The self-assessment workbook: fill in scores, read off where the service stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from seqf.downloads.itemtexts import ItemText, item_texts, section_documents
from seqf.downloads.provenance import Provenance, provenance
from seqf.downloads.workbook.answers import MOST_DECIMALS
from seqf.downloads.workbook.book import Book
from seqf.downloads.workbook.layout_sheet import fill_layout
from seqf.downloads.workbook.list_sheets import fill_actions, fill_open
from seqf.downloads.workbook.readme_sheet import Field, Part, fill_readme
from seqf.downloads.workbook.result_sheet import ResultSheet
from seqf.downloads.workbook.section_sheets import fill_section, number_cells, place_answers
from seqf.downloads.workbook.workings import Workings
from seqf.downloads.workbook.workings_sheet import fill_workings
from seqf.model import Criterion, Framework, Rules
from seqf.text.plaintext import plain

TITLE = "Self-assessment workbook"
_FIELDS = (
    Field(label="Service", hint="Name of the service that assesses itself."),
    Field(label="Date", hint="The day for which the scores hold.", is_date=True),
    Field(label="Scored by", hint="Who scored, and in what role."),
)


def self_assessment(framework: Framework) -> bytes:
    """Return the XLSX for any framework. ValueError where its numbers are too fine to count exactly."""
    certification: Mapping[str, Any] = framework.data.get("certification") or {}
    about = provenance(framework)
    gate = certification.get("gate") or {}
    statement = plain((certification.get("statement") or {}).get("text"))
    short_titles = {
        document["id"]: plain(document.get("short_title") or document.get("title"))
        for document in section_documents(framework)
    }
    return write_self_assessment(
        framework.rules,
        about,
        item_texts(framework),
        short_titles,
        gate_title=plain(gate.get("title")) or "Gate",
        statement=statement,
    )


def write_self_assessment(
    rules: Rules,
    about: Provenance,
    texts: Mapping[str, ItemText],
    short_titles: Mapping[str, str],
    *,
    gate_title: str = "Gate",
    statement: str = "",
) -> bytes:
    """Return the XLSX from its parts; `short_titles` name the sheets, by section id."""
    book = Book(about, TITLE)
    readme, result = book.sheet("Read me"), book.sheet("Result")
    sheets = {
        section.id: book.sheet(f"{section.id} {short_titles.get(section.id, section.title)}")
        for section in rules.sections
    }
    actions, to_do, workings_sheet = book.sheet("Action plan"), book.sheet("To do"), book.sheet("Workings")
    workings = Workings(workings_sheet, rules)
    cells = {}
    for section in rules.sections:
        cells.update(place_answers(section, sheets[section.id]))
    for section in rules.sections:
        fill_section(sheets[section.id], section, texts, cells, workings, about)
    names = {item.id: sheets[section.id].name for section in rules.sections for item in section.items}
    service, day, scorer = fill_readme(
        readme, about, TITLE, _FIELDS, _parts(rules, about, workings, statement)
    )
    book.name("service", service)
    book.name("assessment_date", day)
    book.name("scored_by", scorer)
    fill_workings(workings, cells, texts, names)
    statement = statement or "This is a self-assessment. It awards no mark."
    ResultSheet(book, result, workings, about).fill(service, day, scorer, gate_title, statement)
    fill_actions(actions, rules, workings, about)
    fill_open(to_do, rules, workings, about)
    for sheet, colour in ((readme, "#44545E"), (result, "#0B3C49"), (actions, "#8A6D1D"), (to_do, "#8A6D1D")):
        sheet.tint(colour)
    for sheet in sheets.values():
        sheet.tint("#5FA8B8")
    workings_sheet.tint("#B8C4CA")
    numbers: dict[str, str] = {}
    for section in rules.sections:
        numbers.update(number_cells(section, sheets[section.id]))
    fields = {"provider": service, "date": day, "scored-by": scorer}
    fill_layout(book.sheet("Layout"), rules, about, fields, cells, numbers)
    return book.finish()


def _parts(rules: Rules, about: Provenance, workings: Workings, statement: str) -> list[Part]:
    assessor = about.assessor or "an external assessor"
    parts: list[Part] = [
        (
            "How to use it",
            [
                "1. Fill in the three cells above.",
                "2. Go through the section sheets. Choose a score for each row; leave a row empty while you "
                "do not know.",
                "3. Write down the evidence for each score, and an action where something should change.",
                "4. Look at the sheet Result. It shows the lowest and the highest score that are still "
                "possible.",
                "5. The sheets Action plan and To do fill themselves.",
            ],
        ),
        (
            "What it tells you",
            [
                "A self-assessment is the service's own view. It says in which range the service would be, "
                "no more. " + (statement or f"A mark is awarded by {assessor} only."),
                "An empty row is not a zero: it keeps the result open between its lowest and its highest "
                "score.",
                "Numbers on the sheet Result are cut, not rounded, so that nothing seems to reach a bound "
                "that it misses.",
            ],
        ),
        (
            "What to do with it",
            [
                "Talk about low scores and missing evidence with your team, agree actions, and score again "
                "later.",
                "The calculator of this edition opens this file as it is, to go on there or to compare. "
                "Keep the names of the sheets for that.",
                "Do not put names of clients or other personal details into the evidence. Point to where the "
                "record is kept.",
            ],
        ),
        (
            "Cells",
            [
                "Shaded cells are for you. All others are locked without a password, so that no formula is "
                "lost by accident.",
                "To copy scores from elsewhere, paste values only. Do not insert, delete or move rows.",
            ],
        ),
    ]
    if rules.readings:
        parts[1][1].append(
            "Where the sources can be read in two ways, this workbook follows the reading that stands. "
            "The calculator of this edition shows the others beside it."
        )
    if any(not isinstance(item, Criterion) for item in rules.items):
        parts.append(
            (
                "Numbers",
                [
                    f"Ratings are taken to {workings.scale.decimals} decimals and measured values to "
                    f"{MOST_DECIMALS}; further "
                    "decimals are rounded to the nearest. Counts are taken exactly. A bound itself counts as "
                    "reached.",
                ],
            )
        )
    return parts
