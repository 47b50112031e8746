"""A spreadsheet being written: sheets, looks, locks, print set-up. The only module that knows XlsxWriter."""

from __future__ import annotations

import datetime
import io
import re
import textwrap
from collections.abc import Mapping, Sequence
from typing import Any

import xlsxwriter
from xlsxwriter.utility import quote_sheetname, xl_rowcol_to_cell

from seqf.downloads.archive import Properties, finished
from seqf.downloads.provenance import Provenance
from seqf.downloads.workbook.looks import LOOKS

_A4 = 9
_MOST_LETTERS = 31  # Excel's limit for the name of a sheet
_LINE = 12.75  # points, of a line at the size of all cells
_LETTERS_IN_A_WIDTH = 1.15  # letters of text in one unit of a column's width, with room to spare
_CUSTOM_HEIGHT = re.compile(rb'(<row [^>]*?) customHeight="1"')
_EARLIEST_DATE = datetime.date(1950, 1, 1)


class Sheet:
    """One sheet; rows and columns count from 0, as in XlsxWriter."""

    def __init__(self, worksheet: Any, formats: Mapping[str, Any]) -> None:
        self._worksheet = worksheet
        # XlsxWriter searches every formula for each of thirty functions newer than Excel 2010. There are none
        # here, and the search takes most of the time of a large sheet.
        worksheet._prepare_formula = _bare_formula
        self._formats = formats
        self.name: str = worksheet.get_name()
        self._quoted: str = quote_sheetname(self.name)
        self._widths: dict[int, float] = {}
        self._lines: dict[int, float] = {}  # row -> height that its texts need, in points
        self._wrapped: list[tuple[int, int, str]] = []

    def text(self, row: int, column: int, text: str, look: str = "text") -> None:
        """Write text as text, whatever it begins with."""
        if text:
            self._worksheet.write_string(row, column, text, self._formats[look])
            self._wants_room(row, column, text, look)
        else:
            self._worksheet.write_blank(row, column, None, self._formats[look])

    def texts(self, row: int, texts: Sequence[str], look: str = "head", column: int = 0) -> None:
        for offset, text in enumerate(texts):
            self.text(row, column + offset, text, look)

    def number(self, row: int, column: int, number: float, look: str = "number") -> None:
        self._worksheet.write_number(row, column, number, self._formats[look])

    def day(self, row: int, column: int, day: datetime.date, look: str = "date") -> None:
        self._worksheet.write_datetime(row, column, day, self._formats[look])

    def formula(self, row: int, column: int, formula: str, value: float | str, look: str = "number") -> str:
        """Write a formula with the value that it has before anything is filled in; return its address."""
        self._worksheet.write_formula(row, column, formula, self._formats[look], value)
        if isinstance(value, str):
            self._wants_room(row, column, value, look)
        return self.at(row, column)

    def array_formula(
        self, row: int, column: int, formula: str, value: float | str, look: str = "number"
    ) -> None:
        """Write a formula that reads its ranges cell by cell (entered with Ctrl+Shift+Enter by hand)."""
        self._worksheet.write_array_formula(
            row, column, row, column, "{" + formula + "}", self._formats[look], value
        )

    def blank(self, row: int, column: int, look: str = "input") -> str:
        """Leave a cell for the user to fill in; return its address."""
        self._worksheet.write_blank(row, column, None, self._formats[look])
        return self.at(row, column)

    def at(self, row: int, column: int) -> str:
        """Return the full address of a cell, for formulas on any sheet."""
        return f"{self._quoted}!{xl_rowcol_to_cell(row, column, True, True)}"

    def span(self, first_row: int, first_column: int, last_row: int, last_column: int) -> str:
        """Return the full address of a range."""
        last = xl_rowcol_to_cell(last_row, last_column, True, True)
        return f"{self.at(first_row, first_column)}:{last}"

    def allow(
        self,
        row: int,
        column: int,
        rule: Mapping[str, Any],
        title: str,
        message: str,
        *,
        last_row: int | None = None,
        refuse: str = "",
    ) -> None:
        """Check what is typed into a cell (or down to `last_row`); the message is shown when it is chosen."""
        options = {
            **rule,
            "ignore_blank": True,
            "input_title": title[:32],
            "input_message": message[:255],
            "error_title": "Not allowed here",
            "error_message": (refuse or message)[:255],
        }
        self._worksheet.data_validation(row, column, row if last_row is None else last_row, column, options)

    def allow_dates(
        self, row: int, column: int, title: str, message: str, *, last_row: int | None = None
    ) -> None:
        rule = {"validate": "date", "criteria": ">=", "value": _EARLIEST_DATE}
        self.allow(
            row, column, rule, title, message, last_row=last_row, refuse="Type a date, such as 31/03/2026."
        )

    def widths(self, *widths: float) -> None:
        """Set the widths of the first columns, in characters."""
        for column, width in enumerate(widths):
            self._worksheet.set_column(column, column, width)
            self._widths[column] = width

    def _wants_room(self, row: int, column: int, text: str, look: str) -> None:
        if LOOKS[look].get("text_wrap"):
            self._wrapped.append((row, column, text))
        elif "font_size" in LOOKS[look]:
            self._lines[row] = max(self._lines.get(row, 0), LOOKS[look]["font_size"] * 1.5)

    def _fit_heights(self) -> None:
        """Give rows the height of their texts. Excel would do so on opening, LibreOffice does not."""
        for row, column, text in self._wrapped:
            fits = max(1, self._widths.get(column, 8.43) * _LETTERS_IN_A_WIDTH)
            lines = len(textwrap.wrap(text, int(fits))) or 1
            if lines > 1:
                self._lines[row] = max(self._lines.get(row, 0), lines * _LINE + 2)
        for row, points in self._lines.items():
            self._worksheet.set_row(row, points)

    def at_least(self, row: int, lines: int) -> None:
        """Keep room for so many lines in a row whose text comes from a formula: its height can't follow."""
        self._lines[row] = max(self._lines.get(row, 0), lines * _LINE + 2)

    def freeze(self, row: int, column: int) -> None:
        self._worksheet.freeze_panes(row, column)

    def filter(self, first_row: int, first_column: int, last_row: int, last_column: int) -> None:
        self._worksheet.autofilter(first_row, first_column, last_row, last_column)

    def chart(self, row: int, column: int, chart: Any, description: str, size: tuple[int, int]) -> None:
        """Place a chart with words for those who can't see it; the size is in pixels."""
        chart.set_size({"width": size[0], "height": size[1]})
        self._worksheet.insert_chart(row, column, chart, {"description": description, "object_position": 2})

    def lock(self, *, filters: bool = False) -> None:
        """Lock all cells but the inputs, without password; widths and heights stay free."""
        self._fit_heights()
        options = {"format_columns": True, "format_rows": True, "autofilter": filters, "sort": False}
        self._worksheet.protect("", options)

    def hide(self) -> None:
        """Keep the sheet out of sight and out of the menu that shows hidden sheets."""
        self._worksheet.very_hidden()

    def tint(self, color: str) -> None:
        self._worksheet.set_tab_color(color)

    def printing(
        self,
        last_row: int,
        last_column: int,
        *,
        head: int | None = None,
        upright: bool = False,
        one_page: bool = False,
    ) -> None:
        """Fit the width of an A4 page, or the whole page; repeat row `head` on each."""
        page = self._worksheet
        page.set_paper(_A4)
        if upright:
            page.set_portrait()
        else:
            page.set_landscape()
        page.set_margins(left=0.5, right=0.5, top=0.8, bottom=0.8)
        page.fit_to_pages(1, 1 if one_page else 0)
        page.print_area(0, 0, last_row, last_column)
        if head is not None:
            page.repeat_rows(head)


class Book:
    """A workbook in memory; `finish` gives its bytes, the same for the same content."""

    def __init__(self, about: Provenance, title: str) -> None:
        self._about = about
        self._title = title
        self._buffer = io.BytesIO()
        self._workbook = xlsxwriter.Workbook(
            self._buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        )
        base = {"font_name": "Arial", "font_size": 10, "valign": "top"}
        self._formats = {name: self._workbook.add_format({**base, **look}) for name, look in LOOKS.items()}
        self._names: set[str] = {"history"}  # a name that Excel keeps for itself
        self._workbook.set_custom_property("framework", about.id)
        self._workbook.set_custom_property("release", about.release)

    def sheet(self, name: str) -> Sheet:
        """Add a sheet under a name that Excel takes: 31 letters, no `[]:*?/\\`, each name once."""
        clean = re.sub(r"[\[\]:*?/\\]+", " ", name).strip().strip("'") or "Sheet"
        wanted = " ".join(clean.split())[:_MOST_LETTERS].strip()
        unique, count = wanted, 1
        while unique.lower() in self._names:
            count += 1
            tail = f" ({count})"
            unique = wanted[: _MOST_LETTERS - len(tail)] + tail
        self._names.add(unique.lower())
        worksheet = self._workbook.add_worksheet(unique)
        worksheet.hide_gridlines(2)
        line = self._about.line.replace("&", "&&")
        worksheet.set_header(f"&L&8{self._title.replace('&', '&&')}&R&8&A")
        worksheet.set_footer(f"&L&8{line}&R&8Page &P of &N")
        return Sheet(worksheet, self._formats)

    def name(self, name: str, address: str) -> None:
        """Give a cell or range a name that formulas and people can use."""
        self._workbook.define_name(name, "=" + address)

    def bars(
        self,
        title: str,
        series: Sequence[tuple[str, str, str, str]],
        *,
        top: float,
        across: bool = False,
        first: Sequence[str] = (),
    ) -> Any:
        """Return a bar chart from 0 to `top`: series of (title, categories, values, colour).

        `first` are colours of the first bars of each series, where they differ from the others.
        """
        chart = self._workbook.add_chart({"type": "bar" if across else "column"})
        for name, categories, values, colour in series:
            chart.add_series(
                {
                    "name": name,
                    "categories": "=" + categories,
                    "values": "=" + values,
                    "gap": 60,
                    "fill": {"color": colour},
                    "points": [{"fill": {"color": one}} for one in first],
                    "data_labels": {"value": True, "font": {"size": 8}},
                }
            )
        chart.set_title({"name": title, "name_font": {"size": 11, "name": "Arial"}, "overlay": False})
        # What XlsxWriter calls the x axis of a bar chart is the one that runs across.
        measure, names = (
            (chart.set_x_axis, chart.set_y_axis) if across else (chart.set_y_axis, chart.set_x_axis)
        )
        measure({"min": 0, "max": top, "major_gridlines": {"visible": True, "line": {"color": "#D5DCE0"}}})
        names({"num_font": {"size": 8}, "major_gridlines": {"visible": False}})
        chart.set_legend({"position": "bottom"} if len(series) > 1 else {"none": True})
        return chart

    def finish(self) -> bytes:
        """Close the workbook and return the bytes of the file."""
        self._workbook.close()
        return finished(
            self._buffer.getvalue(),
            Properties(
                title=f"{self._about.short_title}: {self._title}",
                author=self._about.keeper or self._about.short_title,
                subject=self._title,
                language=self._about.language,
                comments=self._about.line
                + (". " + self._about.status_text if self._about.status_text else ""),
                status=self._about.status,
            ),
            rewrite=_free_heights,
        )


def _bare_formula(formula: str, _newer_functions: bool = False) -> str:
    """Return a formula as the file holds it: without braces and equals sign."""
    return formula.removeprefix("{").removeprefix("=").removesuffix("}")


def _free_heights(name: str, content: bytes) -> bytes:
    """Let rows grow with what is typed: a height set by XlsxWriter would stay for good."""
    return _CUSTOM_HEIGHT.sub(rb"\1", content) if name.startswith("xl/worksheets/") else content
