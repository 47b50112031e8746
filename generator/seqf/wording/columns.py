"""Which column of a table holds the items' numbers, and which their wording: chosen, or recognised."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from seqf.errors import Location, Problem, ProblemsFound
from seqf.wording.tables import Cell, Table

_LETTERS = re.compile(r"[A-Za-z]{1,2}")
_TELLING = ("wording", "criterion", "criteria", "text", "statement", "indicator", "description", "standard")
_LONGER_BY = 1.5  # a column of wording is plainly longer than any other


@dataclass(frozen=True, slots=True)
class Columns:
    """Where to look in one table."""

    number: int
    wording: int  # the same as `number` where both stand in one cell
    head: str  # how the columns are told to people


def find_columns(
    table: Table, ids: Collection[str], path: str, number: str | None = None, wording: str | None = None
) -> Columns | None:
    """Return the columns of a table, None where it lists no items.

    `number` and `wording` are letters or headers that the user chose. Raises ProblemsFound where a chosen
    column is not there, or where two columns could be the wording.
    """
    first = _chosen(table, number, path, "--number") if number else _most_numbers(table, ids)
    if first is None:
        return None
    rows = [row for row in range(len(table.rows)) if item_of(table.cell(row, first), ids)]
    if not rows:
        return None
    if wording:
        second = _chosen(table, wording, path, "--wording")
        if second is None:
            return None
    elif sum(_rest(table.cell(row, first), ids) != "" for row in rows) * 2 > len(rows):
        second = first
    else:
        second = _longest(table, first, rows, path)
    return Columns(
        first, second, f"numbers in {_told(table, first, rows)}, wording in {_told(table, second, rows)}"
    )


def item_of(cell: Cell, ids: Collection[str]) -> str | None:
    """Return the id that a cell holds, or begins with; None where it holds none."""
    text = cell.text.strip()
    bare = re.sub(r"\s+", "", text).rstrip(".:)")
    if bare in ids:
        return bare
    known = {name.casefold(): name for name in ids}
    if bare.casefold() in known:
        return known[bare.casefold()]
    start = re.match(r"([^\s:)]+?)[.:)]*\s", text)
    return known.get(start[1].casefold()) if start else None


def wording_of(table: Table, row: int, columns: Columns, ids: Collection[str]) -> str:
    """Return the wording in a row; empty where there is none."""
    cell = table.cell(row, columns.wording)
    return _rest(cell, ids) if columns.wording == columns.number else cell.text


def letter(column: int) -> str:
    """Return a column's letters: 0 is A, 26 is AA."""
    return (letter(column // 26 - 1) if column >= 26 else "") + chr(ord("A") + column % 26)


def _rest(cell: Cell, ids: Collection[str]) -> str:
    """What follows the id in a cell."""
    found = re.match(r"\S+\s+(.*)", cell.text, re.DOTALL)
    return found[1].strip() if found and item_of(cell, ids) else ""


def _most_numbers(table: Table, ids: Collection[str]) -> int | None:
    counts = [
        len({item_of(table.cell(row, column), ids) for row in range(len(table.rows))} - {None})
        for column in range(table.width)
    ]
    best = max(counts, default=0)
    return counts.index(best) if best else None


def _longest(table: Table, number: int, rows: list[int], path: str) -> int:
    """The column with a telling header, else the one whose texts are plainly the longest."""
    others = [column for column in range(table.width) if column != number]
    named = [
        column
        for word in _TELLING
        for column in others
        if re.search(rf"\b{word}\b", _header(table, column, rows).casefold())
    ]
    if named:
        return named[0]
    lengths = sorted(
        ((sum(len(table.cell(row, column).text) for row in rows), column) for column in others), reverse=True
    )
    if len(lengths) == 1 or (lengths and lengths[0][0] > _LONGER_BY * lengths[1][0]):
        return lengths[0][1]
    found = ", ".join(_told(table, column, rows) for _, column in lengths[:4])
    message = f"it can't be told which column holds the wording ({found}); choose one with --wording"
    raise ProblemsFound([Problem(Location(path), message, "wording-column")])


def _chosen(table: Table, wanted: str, path: str, option: str) -> int | None:
    """The column of a letter or a header; None where this table is too narrow or has no such header."""
    if _LETTERS.fullmatch(wanted):
        column = 0
        for character in wanted.upper():
            column = column * 26 + ord(character) - ord("A") + 1
        if column <= table.width:
            return column - 1
    for row in table.rows[:20]:
        for column, cell in enumerate(row):
            if cell.text.casefold() == wanted.strip().casefold():
                return column
    if table.name:
        return None  # another sheet may have it
    message = (
        f"{option} {wanted}: there is no such column; give a letter such as A, or the words of its header"
    )
    raise ProblemsFound([Problem(Location(path), message, "wording-column")])


def _header(table: Table, column: int, rows: list[int]) -> str:
    """The words above the first item, the nearest that there are."""
    for row in range(rows[0] - 1, -1, -1):
        if text := table.cell(row, column).text:
            return text
    return ""


def _told(table: Table, column: int, rows: list[int]) -> str:
    header = _header(table, column, rows)
    return (
        f"column {letter(column)} '{header.splitlines()[0][:40]}'" if header else f"column {letter(column)}"
    )
