"""An XLSX workbook -> its sheets, each cell as the text that a person sees in it. Standard library only.

A number is taken from the file's own text, never through a float: `14.2` stays `14.2`. Programs keep at most
15 digits of what was typed and may store more (`4.3499999999999996` for `4.35`); it is rounded to 15.
Mirrored by site/assets/js/core/spreadsheet.js.
"""

from __future__ import annotations

import datetime
import io
import re
import xml.etree.ElementTree as ElementTree
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

LARGEST_MEMBER = 60_000_000  # bytes of one part, unpacked; far beyond any workbook that people fill in
LARGEST = 200_000_000  # of all parts: a workbook is an archive, and a small one can unpack to a huge one
_TOO_LARGE = "the file is far larger inside than any workbook that people fill in; is it the right one?"
_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_DIGITS = 15
_NUMBER = re.compile(r"(-?)([0-9]*)(?:\.([0-9]*))?(?:[eE]([+-]?[0-9]{1,3}))?")
_PLAIN = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_NOT_SHOWN = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_BUILT_IN_DATES = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
_BUILT_IN = {1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 49: "@"}
_EPOCH = datetime.date(1899, 12, 30)
_EPOCH_1904 = datetime.date(1904, 1, 1)
_FIRST_SURE_DAY = 61  # before it the two systems of counting days disagree about the year 1900


class Unreadable(Exception):
    """These bytes are no workbook that can be read; the message says why, in a line."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell that is not empty."""

    text: str  # a number as `14.2`, a day as `2026-03-31`, true and false as `TRUE` and `FALSE`
    kind: Literal["text", "number", "date", "boolean", "error", "uncalculated"]
    format: str = ""  # how a number is shown, where the file says so: "0.00"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet; cells by address, such as `C6`, row by row."""

    name: str
    cells: Mapping[str, Cell]
    hidden: bool = False


def is_workbook(content: bytes) -> bool:
    """Whether bytes begin as a zip archive does, which every XLSX is."""
    return content.startswith(b"PK\x03\x04")


def read(content: bytes) -> list[Sheet]:
    """Return the sheets in their order. Raises Unreadable."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(part.file_size for part in archive.infolist()) > LARGEST:
                raise Unreadable(_TOO_LARGE)
            return list(_sheets(archive))
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError) as error:
        raise Unreadable("the file is damaged or locked with a password; save it again as .xlsx") from error
    except (ElementTree.ParseError, KeyError, IndexError, ValueError) as error:
        raise Unreadable("the file is no workbook that can be read; save it again as .xlsx") from error


def _sheets(archive: zipfile.ZipFile) -> Iterator[Sheet]:
    book_path = _targets(archive, "")["officeDocument"]
    book, parts = _xml(archive, book_path), _targets(archive, book_path)
    strings = (
        [_text(entry) for entry in _xml(archive, parts["sharedStrings"])] if "sharedStrings" in parts else []
    )
    formats = _formats(_xml(archive, parts["styles"])) if "styles" in parts else []
    settings = _child(book, "workbookPr")
    since_1904 = settings is not None and settings.get("date1904") in ("1", "true")
    listed = _child(book, "sheets")
    if listed is None:
        raise KeyError("sheets")
    for entry in listed:
        (reference,) = (value for key, value in entry.items() if _local(key) == "id" and key != "id")
        path = parts.get(reference, "")
        if "worksheets/" in path:  # a sheet of its own for a chart has no cells
            cells = dict(_cells(_xml(archive, path), strings, formats, since_1904))
            yield Sheet(entry.get("name", ""), cells, entry.get("state", "visible") != "visible")


def _xml(archive: zipfile.ZipFile, path: str) -> ElementTree.Element:
    if archive.getinfo(path).compress_type not in _PACKED:
        raise zipfile.BadZipFile("packed in a way that no workbook is")
    with archive.open(path) as member:
        content = member.read(LARGEST_MEMBER + 1)
    if len(content) > LARGEST_MEMBER:
        raise Unreadable(_TOO_LARGE)
    if b"<!DOCTYPE" in content:
        raise ValueError("a workbook declares no document type")
    return ElementTree.fromstring(content)


def _targets(archive: zipfile.ZipFile, path: str) -> dict[str, str]:
    """What a part refers to, by the reference's id and by its kind; paths from the root of the archive."""
    folder, _, name = path.rpartition("/")
    relations = f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"
    found = {}
    for entry in _xml(archive, relations):
        target = entry.get("Target", "")
        whole = target[1:] if target.startswith("/") else f"{folder}/{target}" if folder else target
        found[entry.get("Id", "")] = whole
        found.setdefault(entry.get("Type", "").rpartition("/")[2], whole)
    return found


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _child(element: ElementTree.Element, name: str) -> ElementTree.Element | None:
    return next((child for child in element if _local(child.tag) == name), None)


def _text(element: ElementTree.Element | None) -> str:
    """The text of a string, in one piece or in runs; readings of East Asian words are left out."""
    found = []
    for child in element if element is not None else ():
        if _local(child.tag) == "t":
            found.append(child.text or "")
        elif _local(child.tag) == "r":
            found.append(_text(child))
    return "".join(found)


def _unescaped(text: str) -> str:
    """Text with `_x000D_` and its like turned into letters, line ends as one kind."""
    text = _ESCAPED.sub(lambda code: chr(int(code[1], 16)), text)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _formats(styles: ElementTree.Element) -> list[tuple[bool, str]]:
    """For each style of cells: whether it shows days, and its format."""
    named = {entry.get("numFmtId"): entry.get("formatCode", "") for entry in _child(styles, "numFmts") or ()}
    found = []
    for style in _child(styles, "cellXfs") or ():
        number = style.get("numFmtId", "0")
        code = named.get(number, _BUILT_IN.get(int(number), ""))
        days = re.search("[ymdhs]", _NOT_SHOWN.sub("", code), re.IGNORECASE) is not None
        found.append((days or (number not in named and int(number) in _BUILT_IN_DATES), code))
    return found


def _cells(
    sheet: ElementTree.Element, strings: list[str], formats: list[tuple[bool, str]], since_1904: bool
) -> Iterator[tuple[str, Cell]]:
    for row in _child(sheet, "sheetData") or ():
        for entry in row:
            kind = entry.get("t", "n")
            value = _child(entry, "v")
            held = (value.text or "") if value is not None else ""
            address = entry.get("r", "")
            if kind == "inlineStr":
                yield from _if_any(address, Cell(_unescaped(_text(_child(entry, "is"))), "text"))
            elif value is None or (not held and kind != "str"):
                if _child(entry, "f") is not None:
                    yield address, Cell("", "uncalculated")
            elif kind in ("s", "str"):
                text = strings[int(held)] if kind == "s" else held
                yield from _if_any(address, Cell(_unescaped(text), "text"))
            elif kind == "b":
                yield address, Cell("TRUE" if held == "1" else "FALSE", "boolean")
            elif kind == "e":
                yield address, Cell(held, "error")
            elif kind == "d":
                yield address, Cell(held[:10], "date")
            else:
                style = int(entry.get("s", "0"))
                yield (
                    address,
                    _number_cell(
                        held, *(formats[style] if style < len(formats) else (False, "")), since_1904
                    ),
                )


def _if_any(address: str, cell: Cell) -> Iterator[tuple[str, Cell]]:
    if cell.text:
        yield address, cell


def _number_cell(held: str, days: bool, code: str, since_1904: bool) -> Cell:
    text = number_text(held)
    if days and (whole := re.fullmatch(r"([0-9]{1,7})(\.[0-9]+)?", text)):
        count = int(whole[1])
        if since_1904 or count >= _FIRST_SURE_DAY:
            try:
                day = (_EPOCH_1904 if since_1904 else _EPOCH) + datetime.timedelta(days=count)
            except OverflowError:
                return Cell(text, "number", code)
            return Cell(day.isoformat(), "date", code)
    return Cell(text, "number", code)


def number_text(held: str) -> str:
    """Return a stored number as people wrote it: no exponent, at most 15 digits that count."""
    found = _NUMBER.fullmatch(held)
    if found is None or not (found[2] or found[3]):
        return held
    sign, whole, part = found[1], found[2] or "", found[3] or ""
    digits = (whole + part).lstrip("0")
    if _PLAIN.fullmatch(held) and len(digits.rstrip("0")) <= _DIGITS:
        return held
    places = len(part) - int(found[4] or 0)  # how many of the digits stand after the point
    value = int(digits or "0")
    if (beyond := len(digits) - _DIGITS) > 0:
        value, places = (value + 5 * 10 ** (beyond - 1)) // 10**beyond, places - beyond
    if places < 0:
        value, places = value * 10**-places, 0
    text = str(value).rjust(places + 1, "0")
    shown = f"{text[: len(text) - places]}.{text[len(text) - places :]}".rstrip("0").rstrip(".")
    return shown if shown == "0" else sign + shown
