"""The client-list workbook: one row for each job, checks, and the indicators that the list gives."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from seqf.downloads.itemtexts import item_records, item_texts
from seqf.downloads.provenance import Provenance, provenance
from seqf.downloads.workbook.book import Book, Sheet
from seqf.downloads.workbook.client_columns import CARRIED, EXAMPLE, EXAMPLE_DAY, READ, Column
from seqf.downloads.workbook.client_indicators import (
    DAYS,
    HEAD,
    Indicator,
    fill_indicators,
    fill_who_counts,
    method,
)
from seqf.downloads.workbook.client_workings import ROOM, Counting, Settings
from seqf.downloads.workbook.readme_sheet import Part, fill_readme
from seqf.model import Framework, ThresholdKpi
from seqf.text.plaintext import plain

TITLE = "Client-list workbook"
CHECK = len(READ)  # the column with what is wrong; the columns that are only carried follow it
_LASTING = "sustained"  # id of the figure that says how long work must last
_ANY_LENGTH = 182  # where no indicator needs it, nothing is shown of it


def serves(framework: Framework) -> bool:
    """Whether any item of the framework is worked out from a client list."""
    return bool(_indicators(framework))


def client_list(framework: Framework) -> bytes:
    """Return the XLSX; a framework without an item that a list serves gets the list without indicators."""
    about, indicators = provenance(framework), _indicators(framework)
    book = Book(about, TITLE)
    readme, the_list, columns = book.sheet("Read me"), book.sheet("Client list"), book.sheet("Columns")
    example = book.sheet("Example")
    _fill_list(the_list)
    _fill_columns(columns, about)
    _fill_example(example, about)
    if indicators:
        sheets = [book.sheet(name) for name in ("Indicators", "Who counts", "Method", "Workings")]
        result, who, statement, workings = sheets
        settings = Settings(on=result.at(4, 1), since=result.at(5, 1), lasting=_lasting(framework))
        counting = Counting(workings, the_list, settings)
        for row in range(1, ROOM + 1):
            the_list.formula(row, CHECK, counting.check(row), "", "cell")
        checks = the_list.span(1, CHECK, ROOM, CHECK)
        fill_indicators(book, result, about, indicators, counting, settings, checks)
        fill_who_counts(who, about, indicators, counting, the_list, CHECK)
        _fill_method(statement, about, indicators, result, settings)
        counting.fill(CHECK, CHECK + len(CARRIED))
        book.name("assessment_date", settings.on)
        book.name("starts_from", settings.since)
        result.tint("#0B3C49")
        the_list.tint("#5FA8B8")
    the_list.lock(filters=True)
    fill_readme(readme, about, TITLE, (), _parts(bool(indicators)))
    return book.finish()


def _indicators(framework: Framework) -> list[Indicator]:
    records, texts = item_records(framework), item_texts(framework)
    return [
        Indicator(
            item=item,
            text=texts[item.id],
            calculation=texts[item.id].from_client_list,
            formula=plain((records[item.id].get("formula") or {}).get("text")),
        )
        for item in framework.rules.items
        if isinstance(item, ThresholdKpi)
        and texts[item.id].from_client_list
        and (item.unit == "percent" or item.unit in DAYS)
    ]


def _lasting(framework: Framework) -> int:
    """Days for which work must last: a figure of the item that asks for it. ValueError without one."""
    for record in item_records(framework).values():
        if record.get("from_client_list") == "sustained-work":
            for figure in record.get("figures") or ():
                if figure["id"] == _LASTING and figure.get("unit") in DAYS:
                    return int(figure["value"]) * DAYS[figure["unit"]]
            raise ValueError(f"item {record['id']} needs a figure '{_LASTING}' in {' or '.join(DAYS)}")
    return _ANY_LENGTH


def _fill_list(sheet: Sheet) -> None:
    every: Sequence[Column] = (*READ, Column(name="check", of="job", kind="text", meaning=""), *CARRIED)
    sheet.texts(0, [column.name for column in every])
    sheet.widths(*(30 if place == CHECK else 14 for place, _ in enumerate(every)))
    for place, column in enumerate(every):
        if place == CHECK:
            for row in range(1, ROOM + 1):
                sheet.text(row, place, "", "cell")
            continue
        look = {"date": "input-date", "number": "input-number"}.get(column.kind, "input")
        for row in range(1, ROOM + 1):
            sheet.blank(row, place, look)
        _allow(sheet, place, column)
    sheet.freeze(1, 1)
    sheet.filter(0, 0, ROOM, len(every) - 1)
    sheet.printing(ROOM, CHECK, head=0)


def _allow(sheet: Sheet, place: int, column: Column) -> None:
    if column.kind == "date":
        sheet.allow_dates(1, place, column.name, column.meaning, last_row=ROOM)
        return
    rule: dict[str, Any] = {"validate": "length", "criteria": "<=", "value": 1000}
    if column.kind == "choice":
        rule = {"validate": "list", "source": list(column.choices)}
    elif column.kind == "number":
        rule = {"validate": "decimal", "criteria": ">=", "value": 0}
    refuse = {"choice": "Choose from the list.", "number": "Type a number from 0 up."}.get(column.kind, "")
    sheet.allow(1, place, rule, column.name, column.meaning, last_row=ROOM, refuse=refuse)


def _fill_columns(sheet: Sheet, about: Provenance) -> None:
    sheet.text(0, 0, "What the columns mean", "title")
    sheet.text(1, 0, about.line, "muted")
    sheet.texts(3, ("Column", "Meaning", "Belongs to", "Filled with", "Used for"))
    row = 3
    for column in (*READ, *CARRIED):
        row += 1
        sheet.text(row, 0, column.name, "id")
        sheet.text(row, 1, column.meaning, "cell")
        repeated = "the person: the same on each of their rows"
        sheet.text(row, 2, repeated if column.of == "person" else "this job alone", "cell")
        filled = ("one of: " + ", ".join(column.choices)) if column.choices else f"a {column.kind}"
        sheet.text(row, 3, filled.replace("a text", "text") + (", always" if column.needed else ""), "cell")
        sheet.text(
            row,
            4,
            "read and worked with" if column in READ else "for the assessor; carried, not worked with",
            "cell",
        )
    sheet.widths(27, 58, 26, 34, 30)
    sheet.freeze(4, 1)
    sheet.printing(row, 4, head=3)
    sheet.lock()


def _fill_example(sheet: Sheet, about: Provenance) -> None:
    day = f"{EXAMPLE_DAY:%d/%m/%Y}"
    names = [column.name for column in READ] + ["status", "employer", "job_title"]
    sheet.text(0, 0, "An example with invented people", "title")
    sheet.text(1, 0, about.line, "muted")
    sheet.text(2, 0, f"Nobody here is real. Read it as a list for an assessment on {day}.", "muted")
    sheet.texts(4, [*names, "what the row shows"])
    row = 4
    for cells, shows in EXAMPLE:
        row += 1
        for place, name in enumerate(names):
            _example_cell(sheet, row, place, cells.get(name))
        sheet.text(row, len(names), shows, "cell")
    sheet.widths(*(14 for _ in names), 60)
    sheet.freeze(5, 1)
    sheet.printing(row, len(names), head=4)
    sheet.lock()


def _example_cell(sheet: Sheet, row: int, place: int, value: str | datetime.date | None) -> None:
    if isinstance(value, datetime.date):
        sheet.day(row, place, value)
    else:
        sheet.text(row, place, value or "", "cell")


def _fill_method(
    sheet: Sheet, about: Provenance, indicators: Sequence[Indicator], result: Sheet, settings: Settings
) -> None:
    """Write the statement that assessors ask for: each figure with how it was worked out."""
    sheet.text(0, 0, "How the indicators were worked out", "title")
    sheet.text(1, 0, about.line, "muted")
    row = 3
    for label, cell, blank in (
        ("Assessment date", settings.on, "not filled in yet"),
        ("Starts counted from", settings.since, "everybody on the list"),
    ):
        sheet.text(row, 0, label, "strong")
        sheet.formula(row, 1, f'=IF(ISBLANK({cell}),"{blank}",{cell})', blank, "left-date")
        row += 1
    for place, indicator in enumerate(indicators):
        row += 1
        sheet.text(row, 0, f"{indicator.item.id} {indicator.text.text or indicator.item.title}", "subtitle")
        at: Mapping[str, int] = {
            label: column
            for column, label in enumerate(
                (f"Numerator: {indicator.labels[0]}", f"Denominator: {indicator.labels[1]}"), 2
            )
        }
        lines = [
            ("What the framework asks for", indicator.formula),
            ("How it is counted here", method(indicator, settings)),
        ]
        for label, text in lines:
            row += 1
            sheet.text(row, 0, label, "strong-wrap")
            sheet.text(row, 1, text, "wrap")
        for label, column in (*at.items(), (f"Value, {indicator.item.unit}", 4), ("Score", 6)):
            row += 1
            sheet.text(row, 0, label, "wrap")
            cell = result.at(HEAD + place, column)
            sheet.formula(row, 1, f'=IF({cell}="","not worked out yet",{cell})', "not worked out yet", "left")
        row += 1
    sheet.text(row, 0, "Who is left out, and why, stands on the sheet Who counts.", "muted")
    sheet.widths(44, 80)
    sheet.printing(row, 1, upright=True)
    sheet.lock()


def _parts(counts: bool) -> list[Part]:
    parts: list[Part] = [
        (
            "How to use it",
            [
                "1. Fill in the sheet Client list: one row for each job. A person without a job has one row, "
                "with the "
                "columns of the job left empty.",
                "2. Repeat what belongs to the person on each of their rows. People who have left stay on "
                "the list.",
                f"3. There is room for {ROOM} rows. Paste values only, from your own system if you like.",
            ],
        ),
        (
            "Other programs",
            [
                "The first row of the sheet Client list holds the names of the columns. Keep them: they are "
                "how programs "
                "find the columns. Their order is free, and you may add columns of your own at the right.",
            ],
        ),
        (
            "Personal data",
            [
                "The list is about real people. Use references instead of names, and store and send it as "
                "your rules on "
                "data protection say.",
            ],
        ),
    ]
    if counts:
        parts[0][1].extend(
            [
                "4. Mend what the column check names.",
                "5. Type the assessment date on the sheet Indicators, and read off numerator, denominator, "
                "value and score.",
                "6. The sheet Who counts says for each row whether it counts, and why not. The sheet Method "
                "can be printed "
                "for the assessor.",
            ]
        )
        parts.append(
            (
                "Numbers",
                [
                    "An indicator without anybody to count is unscored, never zero. Values are cut, not "
                    "rounded, so that none "
                    "seems to reach a bound that it misses.",
                ],
            )
        )
    return parts
