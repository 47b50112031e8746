"""Tables and the framework's items -> which wording belongs to which item, and what does not match."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from seqf.errors import Location, Problem, ProblemsFound
from seqf.wording.columns import Columns, find_columns, item_of, wording_of
from seqf.wording.tables import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """What a file says about the wording of a framework's items."""

    found: Mapping[str, str]  # item id -> wording, in framework order
    read: tuple[str, ...]  # which columns of which sheet were read
    blank: tuple[str, ...]  # items that the file lists without wording
    missing: tuple[str, ...]  # items that the file does not list
    unknown: tuple[str, ...]  # rows that belong to no item, as told to people

    def changes(self, known: Mapping[str, str]) -> dict[str, str]:
        """Return the wording that differs from what is known by item id."""
        return {item: text for item, text in self.found.items() if known.get(item, "") != text}


def match(
    tables: Sequence[Table],
    ids: Collection[str],
    path: str,
    *,
    number: str | None = None,
    wording: str | None = None,
    sheet: str | None = None,
) -> Match:
    """Match all tables with the items, or the one sheet that was named.

    Raises ProblemsFound where no table lists items, or two rows give one item different wording.
    """
    if sheet is not None:
        tables = [table for table in tables if table.name.casefold() == sheet.casefold()]
        if not tables:
            raise _wrong(path, f"there is no sheet '{sheet}'", "wording-sheet")
    found: dict[str, tuple[str, str]] = {}  # id -> wording and where it stands
    read, blank, unknown, clashes = [], set(), [], []
    for table in tables:
        columns = find_columns(table, ids, path, number, wording)
        if columns is None:
            continue
        read.append(f"sheet '{table.name}': {columns.head}" if table.name else columns.head)
        for row in range(len(table.rows)):
            item = item_of(table.cell(row, columns.number), ids)
            if item is None:
                unknown += _unknown(table, row, columns)
                continue
            text = wording_of(table, row, columns, ids)
            if not text:
                blank.add(item)
            elif item in found and found[item][0] != text:
                clashes.append(
                    f"{item} has one wording in {found[item][1]} and another in {table.place(row)}"
                )
            else:
                found.setdefault(item, (text, table.place(row)))
    if clashes:
        raise ProblemsFound([Problem(Location(path), f"{one}; keep one", "wording-twice") for one in clashes])
    if not read:
        message = (
            "no column holds numbers of this framework's items; is it the right file? If it is, name the "
            "columns with --number and --wording"
        )
        raise _wrong(path, message, "wording-column")
    return Match(
        found={item: found[item][0] for item in ids if item in found},
        read=tuple(read),
        blank=tuple(item for item in ids if item in blank and item not in found),
        missing=tuple(item for item in ids if item not in found and item not in blank),
        unknown=tuple(unknown),
    )


def _unknown(table: Table, row: int, columns: Columns) -> list[str]:
    """How a row without an item is told: only where it has a number and a wording, as headings have not."""
    number, text = table.cell(row, columns.number), table.cell(row, columns.wording)
    if number.is_date:
        return [
            f"{table.place(row)}: the spreadsheet took the number for a date; format the column as text and "
            "type it again"
        ]
    looks_like_one = any(character.isdigit() for character in number.text) and len(number.text) < 20
    return (
        [f"{table.place(row)}: no item has the number {number.text}"] if looks_like_one and text.text else []
    )


def _wrong(path: str, message: str, rule: str) -> ProblemsFound:
    return ProblemsFound([Problem(Location(path), message, rule)])
