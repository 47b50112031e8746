"""A workbook or a CSV file -> tables of text. The only module that imports openpyxl, and late."""

from __future__ import annotations

import csv
import datetime
import io
import re
import warnings
import zipfile
from dataclasses import dataclass
from typing import Any

from seqf.errors import Location, Problem, ProblemsFound

MAX_BYTES = 20_000_000  # far above any list of items; keeps a wrong file from filling the memory
MAX_UNPACKED = 200_000_000  # a workbook is an archive, and a small one can unpack to a huge one
MAX_ROWS, MAX_COLUMNS = 20_000, 200
_DECIMALS = re.compile(r"0\.(0+)")


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
    import openpyxl

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(part.file_size for part in archive.infolist()) > MAX_UNPACKED:
                raise ValueError("it unpacks to more than any list of items")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of extensions that carry looks, not text
            book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
            return [
                Table(sheet.title, _trimmed(tuple(_cell(cell) for cell in row) for row in _rows(sheet)))
                for sheet in book.worksheets
            ]
    except Exception as error:  # whatever is wrong inside, openpyxl raises as it comes
        raise _unreadable(
            path, "this file is not a workbook that can be read; save it again as .xlsx"
        ) from error


def _rows(sheet: Any) -> Any:
    # Some programs note a wrong size, and the reader would believe it.
    sheet.reset_dimensions()
    return sheet.iter_rows(max_row=MAX_ROWS, max_col=MAX_COLUMNS)


def _cell(cell: Any) -> Cell:
    value = cell.value
    if value is None:
        return Cell("")
    if isinstance(value, (datetime.date, datetime.time)):
        return Cell(value.isoformat(), is_date=True)
    if isinstance(value, float):
        # 1.10 typed as a number is shown by its format alone.
        shown = _DECIMALS.fullmatch(cell.number_format or "")
        return Cell(f"{value:.{len(shown[1])}f}" if shown else f"{value:.15g}")
    return Cell(_clean(str(value)))


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
