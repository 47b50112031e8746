"""The blank workbook in which the holder of the items' wording fills it in."""

from __future__ import annotations

from seqf.downloads.itemtexts import item_records, item_texts
from seqf.downloads.provenance import provenance
from seqf.downloads.workbook.book import Book
from seqf.model import Framework

TITLE = "Wording of the items"
_HEAD = 4
_COLUMNS = ("Number", "Section", "What the sources call it", "Wording")


def wording_workbook(framework: Framework) -> bytes:
    """Return a workbook with a row for each item: number, section, what is known of it, and room to write.

    Wording that the framework has is left out, so that the file can be handed on.
    """
    about, texts, records = provenance(framework), item_texts(framework), item_records(framework)
    book = Book(about, TITLE)
    sheet = book.sheet("Wording")
    sheet.text(0, 0, TITLE, "title")
    sheet.text(1, 0, about.line, "muted")
    sheet.text(
        2, 0, "Write or paste the official wording into the shaded cells. Leave the numbers as they are."
    )
    sheet.text(
        3, 0, "A row that stays empty changes nothing. The file can be read in again at any time.", "muted"
    )
    sheet.texts(_HEAD, _COLUMNS)
    row = _HEAD
    for section in framework.rules.sections:
        for item in section.items:
            row += 1
            sheet.text(row, 0, item.id, "id")
            sheet.text(row, 1, f"{section.id} {section.title}", "cell")
            sheet.text(row, 2, records[item.id].get("title") or "; ".join(texts[item.id].topics), "cell")
            sheet.blank(row, 3)
    sheet.widths(10, 28, 38, 90)
    sheet.freeze(_HEAD + 1, 1)
    sheet.printing(row, 3, head=_HEAD)
    sheet.lock()
    return book.finish()
