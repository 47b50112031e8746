"""A workbook or a CSV file -> tables of text."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from typing import Any

from seqf.errors import Location, Problem, ProblemsFound
from seqf.exact import half_up, number, shown
from seqf.text import spreadsheet

MAX_BYTES = 20_000_000  # far above any list of items; keeps a wrong file from filling the memory
MAX_ROWS, MAX_COLUMNS = 20_000, 200
_DECIMALS = re.compile(r"0\.(0+)")
_ADDRESS = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as a person reads it."""

    text: str
    is_date: bool = False  # the spreadsheet took what was typed for a date


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet, or a whole CSV file. Rows and columns count from 0 here, from 1 and A for people."""

    name: str  # the sheet's name; empty for CSV
    rows: tuple[tuple[Cell, ...], ...]

    def cell(self, row: int, column: int) -> Cell:
        """Return a cell; an empty one past the end of a short row."""
        cells = self.rows[row]
        return cells[column] if column < len(cells) else Cell("")

    @property
    def width(self) -> int:
        """Return how many columns the widest row has."""
        return max((len(row) for row in self.rows), default=0)

    def place(self, row: int) -> str:
        """Return how a row is told to people."""
        return f"row {row + 1} of sheet '{self.name}'" if self.name else f"row {row + 1}"


def read_tables(content: bytes, path: str) -> list[Table]:
    """Return the tables of a file, told by its content: a workbook is a zip archive, anything else is CSV.

    Raises ProblemsFound where it is neither.
    """
    if len(content) > MAX_BYTES:
        raise _unreadable(path, f"this file is larger than {MAX_BYTES // 1_000_000} MB; is it the right one?")
    if content.startswith(b"PK"):
        return _workbook(content, path)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        message = "this workbook is locked with a password or of the old kind .xls; save it again as .xlsx"
        raise _unreadable(path, message)
    return [Table("", _csv(content, path))]


def _workbook(content: bytes, path: str) -> list[Table]:
    try:
        sheets = spreadsheet.read(content)
    except spreadsheet.Unreadable as error:
        raise _unreadable(
            path, "this file is not a workbook that can be read; save it again as .xlsx"
        ) from error
    return [Table(sheet.name, _trimmed(_rows(sheet))) for sheet in sheets]


def _rows(sheet: spreadsheet.Sheet) -> list[tuple[Cell, ...]]:
    """Every row of a sheet down to the last that holds anything, short where its last cells are empty."""
    table: dict[int, dict[int, Cell]] = {}
    for address, cell in sheet.cells.items():
        place = _ADDRESS.fullmatch(address)
        if place and (row := int(place[2])) <= MAX_ROWS and (column := _column(place[1])) < MAX_COLUMNS:
            table.setdefault(row, {})[column] = _cell(cell)
    empty = Cell("")
    return [
        tuple(table[row].get(column, empty) for column in range(max(table[row]) + 1)) if row in table else ()
        for row in range(1, max(table, default=0) + 1)
    ]


def _column(letters: str) -> int:
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return column - 1


def _cell(cell: spreadsheet.Cell) -> Cell:
    value = number(cell.text) if cell.kind == "number" else None
    if value is not None and (decimals := _DECIMALS.fullmatch(cell.format)):
        # 1.10 typed as a number is shown by its format alone.
        places = len(decimals[1])
        return Cell(shown(half_up(value, places), places))
    return Cell(_clean(cell.text), is_date=cell.kind == "date")


def _csv(content: bytes, path: str) -> tuple[tuple[Cell, ...], ...]:
    is_utf16 = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        text = content.decode("utf-16" if is_utf16 else "utf-8-sig")
    except UnicodeDecodeError:
        message = "this file is not UTF-8 text; save it again as 'CSV UTF-8', or as .xlsx"
        raise _unreadable(path, message) from None
    if "\x00" in text:
        raise _unreadable(path, "this file is neither a workbook nor a CSV table; save it again as .xlsx")
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise _unreadable(path, f"this CSV table can't be read: {error}; save it again as .xlsx") from error
    return _trimmed(tuple(Cell(_clean(cell)) for cell in row) for row in rows[:MAX_ROWS])


def _trimmed(rows: Any) -> tuple[tuple[Cell, ...], ...]:
    """Rows without the empty ones at the end: a formatted sheet can hold a million of them."""
    found = list(rows)
    while found and not any(cell.text for cell in found[-1]):
        found.pop()
    return tuple(found)


def _clean(text: str) -> str:
    """Text with ordinary spaces and line ends, and nothing invisible."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    text = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u2060\ufeff\ufffe\uffff]", "", text)
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(lines).strip()


def _unreadable(path: str, message: str) -> ProblemsFound:
    return ProblemsFound([Problem(Location(path), message, "wording-file")])
