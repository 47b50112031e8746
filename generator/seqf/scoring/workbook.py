"""A filled self-assessment workbook -> the assessment in it. Mirrored by site/assets/js/core/workbook.js.

Where the answers stand is said by the workbook itself, on a hidden sheet that `downloads.workbook` writes:

    format      seqf-workbook/1
    framework   id of the framework
    release     1.0.0
    provider    sheet   cell           likewise date, scored-by
    item        sheet   number   value   ...    heads, then a row for each item: addresses of cells

The cell under `number` must still hold the item's number: so a row that was deleted or moved is noticed.
Under `unused` stand the greyed cells of the item's row, one space between two: what somebody types into one
after taking off the lock counts nowhere, and is told.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from seqf.model import Criterion, Rules
from seqf.scoring import assessment as assessments
from seqf.scoring.assessment import Assessment, Mistake
from seqf.text import jsontext, spreadsheet
from seqf.text.jsontext import Bare, quote
from seqf.text.spreadsheet import Cell, Sheet

FORMAT = "seqf-workbook/1"
FIELDS = ("provider", "date", "scored-by")
ANSWERS = ("value", "numerator", "denominator")
NOTES = ("evidence", "action", "owner", "due")
UNUSED = "unused"
HEADS = ("item", "sheet", "number", *ANSWERS, *NOTES, UNUSED)

_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_BRITISH = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")
_BLANK = re.compile(r"[\s\u00a0]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Where the answers stand, as the workbook says."""

    format: str
    framework: str
    release: str
    fields: Mapping[str, tuple[str, str]]  # one of FIELDS -> sheet and cell
    items: Sequence[
        Mapping[str, str]
    ]  # for each item: a text for each of HEADS, empty where it has no such cell


def parse(
    content: bytes, known: Mapping[str, Rules], latest: str, path: str = "assessment"
) -> tuple[Assessment | None, list[Mistake]]:
    """Read an assessment from any file: a workbook where it is one, else as `assessment.parse` does."""
    if not spreadsheet.is_workbook(content):
        return assessments.parse(content, known, latest, path)
    try:
        sheets = spreadsheet.read(content)
    except spreadsheet.Unreadable as error:
        return None, [_of_file(str(error))]
    return from_sheets(sheets, known)


def from_sheets(
    sheets: Sequence[Sheet], known: Mapping[str, Rules]
) -> tuple[Assessment | None, list[Mistake]]:
    """Read the assessment in a workbook; None where anything is wrong, every mistake in the list."""
    layout = layout_of(sheets)
    if layout is None:
        message = "is not a self-assessment workbook from this site: it does not say where its answers stand"
        return None, [_of_file(message)]
    if layout.format != FORMAT:
        return None, [
            _of_file(f"is a workbook of the form {quote(layout.format)}; this program reads {FORMAT}")
        ]
    rules = known.get(layout.release)
    if rules is None:
        listed = ", ".join(known)
        return None, [
            _of_file(f"was made for release {quote(layout.release)}, which is not known; known: {listed}")
        ]
    if not {item.id for item in rules.items} & {row["item"] for row in layout.items}:
        return None, [_of_file(f"is a workbook of another framework, {quote(layout.framework)}")]
    reader = _Reader({sheet.name: sheet for sheet in sheets}, layout, rules)
    document = reader.document()
    found, mistakes = assessments.parse(jsontext.write(document), known, layout.release, "assessment.json")
    told = [Mistake(0, 0, reader.places.get(one.place, one.place), one.message) for one in mistakes]
    mistakes = [*reader.mistakes, *told]
    return (None if mistakes else found), mistakes


def layout_of(sheets: Sequence[Sheet]) -> Layout | None:
    """Return what the workbook says about its own layout; None where it says nothing."""
    for sheet in sheets:
        first = sheet.cells.get("B1")
        if first is not None and first.text.startswith(FORMAT.partition("/")[0] + "/"):
            return _layout(_rows(sheet))
    return None


def _rows(sheet: Sheet) -> list[list[str]]:
    """The texts of the rows that hold any, one for each head; what stands further right is left out."""
    table: dict[int, list[str]] = {}
    for address, cell in sheet.cells.items():
        letter, number = address[:1], address[1:]
        if number.isdigit() and (column := ord(letter) - ord("A")) in range(len(HEADS)):
            table.setdefault(int(number), [""] * len(HEADS))[column] = cell.text
    return [table[number] for number in sorted(table)]


def _layout(rows: list[list[str]]) -> Layout:
    start = next((place for place, row in enumerate(rows) if row[0] == "item"), len(rows))
    said = {row[0]: row for row in rows[:start]}
    heads = rows[start] if start < len(rows) else []

    return Layout(
        format=rows[0][1],
        framework=said.get("framework", ["", ""])[1],
        release=said.get("release", ["", ""])[1],
        fields={key: (said[key][1], said[key][2]) for key in FIELDS if key in said},
        items=[dict.fromkeys(HEADS, "") | dict(zip(heads, row, strict=False)) for row in rows[start + 1 :]],
    )


class _Reader:
    """Gathers answers and mistakes, and remembers in which cell each answer stood."""

    def __init__(self, sheets: Mapping[str, Sheet], layout: Layout, rules: Rules) -> None:
        self._sheets = sheets
        self._layout = layout
        self._rules = rules
        self._told: set[str] = set()  # sheets about which something was said that holds for the rest of them
        self.mistakes: list[Mistake] = []
        self.places: dict[str, str] = {}  # place in the assessment -> place in the workbook

    def document(self) -> dict[str, Any]:
        """Return the assessment as a file would hold it."""
        items = {item.id: item for item in self._rules.items}
        document: dict[str, Any] = {
            "format": assessments.FORMAT,
            "framework": self._rules.framework,
            "kind": "self",
        }
        for key, (sheet, cell) in self._layout.fields.items():
            self.places[key] = _where(sheet, cell)
            given = self._day(sheet, cell) if key == "date" else self._text(sheet, cell)
            if given is not None:
                document["x-" + key if key == "scored-by" else key] = given
        scores: dict[str, Any] = {}
        kpis: dict[str, Any] = {}
        notes: dict[str, Any] = {}
        for row in self._layout.items:
            item = items.pop(row["item"], None)
            if not self._stands(row):
                continue
            # An item that the release does not know is told by the assessment's own reader.
            if isinstance(item, Criterion) if item else not row["numerator"]:
                scores[row["item"]] = self._number(row, "value", f"scores.{row['item']}")
            else:
                kpis[row["item"]] = self._measures(row)
            note = self._note(row)
            if note:
                notes[row["item"]] = note
            self._unused(row)
        for missing in items:
            self._say(
                "file",
                f"has no row for {missing}, which release {self._rules.framework} has; fetch a new one",
            )
        return document | {"scores": scores, "kpis": kpis, "notes": notes}

    def _stands(self, row: Mapping[str, str]) -> bool:
        """Whether the item's row is where it was; told once for each sheet where it is not."""
        sheet = row["sheet"]
        if sheet in self._told:
            return False
        if sheet not in self._sheets:
            self._told.add(sheet)
            self._say(
                f"sheet '{sheet}'", "is missing; give the sheet this name again, or fetch a new workbook"
            )
            return False
        cell = self._sheets[sheet].cells.get(row["number"])
        if cell is not None and cell.text.strip() == row["item"]:
            return True
        self._told.add(sheet)
        holds = f"holds {quote(cell.text)}" if cell else "is empty"
        message = f"{holds} where {row['item']} belongs; put back the row that was deleted, added or moved"
        self._say(_where(sheet, row["number"]), message)
        return False

    def _unused(self, row: Mapping[str, str]) -> None:
        """Tell what was typed into cells that take no answer to this item."""
        for address in row[UNUSED].split():
            if (cell := self._cell(row["sheet"], address)) is not None:
                message = f"{_kind_words(cell)} where {row['item']} takes no answer; "
                message += f"type it into {row['value']}, or clear the cell"
                self._say(_where(row["sheet"], address), message)

    def _measures(self, row: Mapping[str, str]) -> dict[str, Any]:
        place = f"kpis.{row['item']}"
        self._place(row, "value", place)
        found = {key: self._number(row, key, f"{place}.{key}") for key in ANSWERS if row[key]}
        return {key: value for key, value in found.items() if value is not None}

    def _note(self, row: Mapping[str, str]) -> dict[str, str]:
        found: dict[str, str] = {}
        for key in NOTES:
            if not row[key]:
                continue
            self._place(row, key, f"notes.{row['item']}.{key}")
            read = self._day(row["sheet"], row[key]) if key == "due" else self._text(row["sheet"], row[key])
            if read is not None:
                found[key] = read
        return found

    def _number(self, row: Mapping[str, str], key: str, place: str) -> Bare | None:
        self._place(row, key, place)
        cell = self._cell(row["sheet"], row[key])
        if cell is None:
            return None
        if cell.kind == "number" and re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", cell.text):
            return Bare(cell.text)
        self._say(_where(row["sheet"], row[key]), f"{_kind_words(cell)}; type a number, or clear the cell")
        return None

    def _text(self, sheet: str, address: str) -> str | None:
        cell = self._cell(sheet, address)
        return None if cell is None or cell.kind in ("error", "uncalculated") else cell.text

    def _day(self, sheet: str, address: str) -> str | None:
        cell = self._cell(sheet, address)
        if cell is None:
            return None
        if cell.kind in ("date", "text"):
            text = cell.text.strip()
            if _ISO.fullmatch(text):
                return text
            if day := _BRITISH.fullmatch(text):
                return f"{day[3]}-{day[2]:0>2}-{day[1]:0>2}"
        self._say(_where(sheet, address), f"{_kind_words(cell)}; type a date, such as 31/03/2026")
        return None

    def _cell(self, sheet: str, address: str) -> Cell | None:
        """The cell, None where nothing but spaces stands in it."""
        cell = self._sheets[sheet].cells.get(address) if sheet in self._sheets else None
        return None if cell is None or (cell.kind == "text" and _BLANK.fullmatch(cell.text)) else cell

    def _place(self, row: Mapping[str, str], key: str, place: str) -> None:
        self.places[place] = _where(row["sheet"], row[key])

    def _say(self, place: str, message: str) -> None:
        self.mistakes.append(Mistake(0, 0, place, message))


def _where(sheet: str, address: str) -> str:
    return f"sheet '{sheet}', cell {address}"


def _kind_words(cell: Cell) -> str:
    if cell.kind == "uncalculated":
        return "holds a formula without a result"
    words = {"text": "the text ", "error": "the error ", "boolean": "", "date": "the date ", "number": ""}
    return f"holds {words[cell.kind]}{quote(cell.text)}"


def _of_file(message: str) -> Mistake:
    return Mistake(0, 0, "file", message)
