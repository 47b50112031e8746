"""The hidden sheet that says where the answers stand, for programs that read a filled workbook.

`seqf.scoring.workbook` and the calculator find everything by this sheet, and know no cell of their own.
"""

from __future__ import annotations

from collections.abc import Mapping

from seqf.downloads.provenance import Provenance
from seqf.downloads.workbook.answers import AnswerCells
from seqf.downloads.workbook.book import Sheet
from seqf.model import Rules
from seqf.scoring.workbook import ANSWERS, FIELDS, FORMAT, HEADS, NOTES

_NOTE = "For programs that read this workbook. Please leave it as it is."


def fill_layout(
    sheet: Sheet,
    rules: Rules,
    about: Provenance,
    fields: Mapping[str, str],
    cells: Mapping[str, AnswerCells],
    numbers: Mapping[str, str],
) -> None:
    """Write the sheet and hide it. All addresses are full ones, as `Sheet.at` gives them.

    fields: one of FIELDS -> cell; cells: answers by item id; numbers: cells that hold the items' numbers.
    """
    sheet.texts(0, ("format", FORMAT, _NOTE), "text")
    sheet.texts(1, ("framework", about.id), "text")
    sheet.texts(2, ("release", rules.framework), "text")
    for row, key in enumerate(FIELDS, 3):
        sheet.texts(row, (key, *_parts(fields[key])), "text")
    head = 3 + len(FIELDS)
    sheet.texts(head, HEADS, "text")
    for row, item in enumerate(rules.items, head + 1):
        name, number = _parts(numbers[item.id])
        places = (_parts(getattr(cells[item.id], key))[1] for key in (*ANSWERS, *NOTES))
        unused = " ".join(_parts(address)[1] for address in cells[item.id].unused)
        sheet.texts(row, (item.id, name, number, *places, unused), "text")
    sheet.lock()
    sheet.hide()


def _parts(address: str) -> tuple[str, str]:
    """`'My sheet'!$A$1` -> `My sheet` and `A1`; two empty texts for no address."""
    name, _, cell = address.rpartition("!")
    if name.startswith("'"):
        name = name[1:-1].replace("''", "'")
    return name, cell.replace("$", "")
