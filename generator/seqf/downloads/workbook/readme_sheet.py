"""The first sheet of a workbook: what it is, how to use it, where it comes from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from seqf.downloads.provenance import Provenance
from seqf.downloads.workbook.book import Sheet

Part = tuple[str, Sequence[str]]  # a heading and its paragraphs


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A cell of the first sheet that the user fills in."""

    label: str
    hint: str
    is_date: bool = False


def fill_readme(
    sheet: Sheet, about: Provenance, title: str, fields: Sequence[Field], parts: Sequence[Part]
) -> list[str]:
    """Write the sheet; return the addresses of the fields' cells."""
    sheet.widths(22, 96)
    sheet.text(0, 0, title, "title")
    facts = [
        ("Framework", about.title),
        ("Release", about.release),
        ("Released", about.day),
        ("Status", about.status),
        ("", about.status_text),
        *(("Source" if number == 0 else "", source) for number, source in enumerate(about.sources)),
        ("Terms", about.terms),
    ]
    row = 2
    for label, text in facts:
        if text:
            sheet.text(row, 0, label, "strong")
            sheet.text(row, 1, text, "wrap")
            row += 1
    cells = []
    if fields:
        row += 1
        sheet.text(row, 0, "About you", "subtitle")
        for field in fields:
            row += 1
            sheet.text(row, 0, field.label, "strong")
            cells.append(sheet.blank(row, 1, "input-left-date" if field.is_date else "input"))
            if field.is_date:
                sheet.allow_dates(row, 1, field.label, field.hint)
            else:
                any_text = {"validate": "length", "criteria": "<=", "value": 250}
                sheet.allow(row, 1, any_text, field.label, field.hint, refuse="At most 250 letters.")
        row += 1
    for heading, paragraphs in parts:
        row += 1
        sheet.text(row, 0, heading, "strong-wrap")
        for paragraph in paragraphs:
            sheet.text(row, 1, paragraph, "wrap")
            row += 1
    sheet.printing(row, 1, upright=True)
    sheet.lock()
    return cells
