"""Sheets that list by themselves: the actions written down, and the answers still open."""

from __future__ import annotations

from seqf.downloads.provenance import Provenance
from seqf.downloads.workbook.answers import NOT_SCORED
from seqf.downloads.workbook.book import Sheet
from seqf.downloads.workbook.workings import Workings
from seqf.model import Rules

_HEAD = 3
_NUMBER, _TEXT, _SHEET = range(3)  # columns of the workings' table of items


def fill_actions(sheet: Sheet, rules: Rules, workings: Workings, about: Provenance) -> None:
    """Write the action plan: a row for each item that has an action, in framework order."""
    sheet.text(0, 0, "Action plan", "title")
    sheet.text(1, 0, about.line, "muted")
    sheet.text(
        2, 0, "Fills itself from the column Action of the section sheets. Write the actions there.", "muted"
    )
    sheet.texts(_HEAD, ("No.", "Number", "Topic or wording", "Sheet", "Action", "Owner", "Due"))
    action, owner, due = workings.action_columns
    columns = (
        workings.items_column(_NUMBER),
        workings.items_column(_TEXT),
        workings.items_column(_SHEET),
        action,
        owner,
        due,
    )
    last = _HEAD + len(rules.items)
    for row in range(_HEAD + 1, last + 1):
        number = row - _HEAD
        found = f"MATCH({number},{workings.action_numbers},0)"
        there = f"MAX({workings.action_numbers})>={number}"
        sheet.formula(row, 0, f'=IF({there},{number},"")', "")
        for column, span in enumerate(columns, 1):
            look = "date" if span == due else "cell"
            value = f"INDEX({span},{found})"
            # A topic that is empty in the table would come back as 0.
            value = f'IF({value}="","",{value})' if column == 2 else value
            sheet.formula(row, column, f'=IF({there},{value},"")', "", look)
        sheet.at_least(row, 3)
    _finish(sheet, last, (6, 10, 30, 24, 56, 16, 12))


def fill_open(sheet: Sheet, rules: Rules, workings: Workings, about: Provenance) -> None:
    """Write what is still to do: answers that are missing or not allowed."""
    sheet.text(0, 0, "To do", "title")
    sheet.text(1, 0, about.line, "muted")
    sheet.text(2, 0, "Answers that are missing, and answers to mend. Fills itself.", "muted")
    sheet.texts(_HEAD, ("No.", "Number", "Topic or wording", "Sheet", "What is open"))
    items, last = rules.items, _HEAD + len(rules.items)
    columns = tuple(workings.items_column(column) for column in (_NUMBER, _TEXT, _SHEET))
    for row, item in enumerate(items, _HEAD + 1):
        number = row - _HEAD
        found = f"MATCH({number},{workings.open_numbers},0)"
        there = f"MAX({workings.open_numbers})>={number}"
        sheet.formula(row, 0, f'=IF({there},{number},"")', number)
        blanks = (item.id, workings.text_of(item.id), workings.sheet_of(item.id))
        for column, (span, blank) in enumerate(zip(columns, blanks, strict=True), 1):
            value = f"INDEX({span},{found})"
            value = f'IF({value}="","",{value})' if column == 2 else value
            sheet.formula(row, column, f'=IF({there},{value},"")', blank, "id" if column == 1 else "cell")
        state = f"INDEX({workings.states},{found})"
        words = f'IF({state}<0,"not allowed: see the column Check","{NOT_SCORED}")'
        sheet.formula(row, 4, f'=IF({there},{words},"")', NOT_SCORED, "cell")
    _finish(sheet, last, (6, 10, 44, 30, 34))


def _finish(sheet: Sheet, last: int, widths: tuple[float, ...]) -> None:
    sheet.widths(*widths)
    sheet.freeze(_HEAD + 1, 0)
    sheet.printing(last, len(widths) - 1, head=_HEAD)
    sheet.lock()
