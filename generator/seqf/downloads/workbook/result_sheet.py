"""The sheet that shows where the service stands: range, gate, outcome in words, sections, marks, charts."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from seqf.downloads.provenance import Provenance
from seqf.downloads.workbook.answers import cut
from seqf.downloads.workbook.book import Book, Sheet
from seqf.downloads.workbook.workings import Workings
from seqf.exact import decimal_text, places_for, shown
from seqf.model import Rules, Section

_LOW_COLOUR, _HIGH_COLOUR, _MARK_COLOUR = "#0B3C49", "#5FA8B8", "#8A6D1D"


class ResultSheet:
    """Given the workings, writes the result and names its cells."""

    def __init__(self, book: Book, sheet: Sheet, workings: Workings, about: Provenance) -> None:
        self._book, self._sheet, self._workings, self._about = book, sheet, workings, about
        self._rules: Rules = workings.rules

    def fill(self, service: str, day: str, scorer: str, gate_title: str, statement: str) -> None:
        """Write the sheet. `service`, `day`, `scorer`: cells of the read-me sheet."""
        sheet = self._sheet
        sheet.text(0, 0, "Result of the self-assessment", "title")
        sheet.text(1, 0, self._about.line, "muted")
        for row, (label, cell) in enumerate((("Service", service), ("Date", day), ("Scored by", scorer)), 3):
            sheet.text(row, 0, label, "strong")
            sheet.formula(
                row,
                1,
                f'=IF(ISBLANK({cell}),"not filled in yet",{cell})',
                "not filled in yet",
                "left-date" if label == "Date" else "text",
            )
        self._outcome(6, statement)
        row = self._totals(10, gate_title)
        sections = row + 2
        row = self._sections(sections)
        marks = row + 3
        row = self._marks(marks, gate_title)
        row = self._charts(row + 2, sections)
        sheet.widths(13, 36, 11, 11, 11, 10, 11, 11, 11, 11, 10)
        sheet.printing(row, 10, one_page=True)
        sheet.lock()

    def _outcome(self, row: int, statement: str) -> None:
        sheet, workings = self._sheet, self._workings
        count = len(self._rules.items)
        unscored, wrong = workings.total("unscored"), workings.total("wrong")
        sheet.text(row, 0, "State", "strong")
        see = "(see the sheet To do)"
        mend = f'"To mend first: "&{wrong}&" of {count} answers are not allowed {see}"'
        missing = f'"Not complete: "&{unscored}&" of {count} not scored yet {see}"'
        formula = f'=IF({wrong}>0,{mend},IF({unscored}>0,{missing},"Complete"))'
        sheet.formula(row, 1, formula, f"Not complete: {count} of {count} not scored yet {see}", "text")
        sheet.text(row + 1, 0, "Outcome", "strong")
        low, high = workings.total("rank", "low"), workings.total("rank", "high")
        one = workings.phrase(low, start=True)
        ends = [workings.phrase(end, start=False) for end in (low, high)]
        between = f'"Could end anywhere from "&{ends[0]}&" up to "&{ends[1]}'
        formula = (
            f'=IF({wrong}>0,"No outcome until every answer is allowed.",'
            f'IF({low}={high},{one}&IF({unscored}>0,", whatever is still missing.","."),{between}&"."))'
        )
        sheet.formula(row + 1, 1, formula, self._blank_outcome(), "strong")
        sheet.text(row + 2, 0, "")
        sheet.text(row + 2, 1, statement, "strong")

    def _blank_outcome(self) -> str:
        marks = self._rules.marks
        words = [*(f"the {mark.title} range" for mark in marks), "below the range of every mark"]
        low, high = (words[self._workings.blank_rank(end) - 1] for end in ("low", "high"))
        if low == high:
            start = f"In {low}" if low != words[-1] else low[0].upper() + low[1:]
            return f"{start}, whatever is still missing."
        return f"Could end anywhere from {low} up to {high}."

    def _totals(self, row: int, gate_title: str) -> int:
        sheet, workings, book = self._sheet, self._workings, self._book
        sheet.texts(row, ("Total", "", "Lowest possible", "Highest possible", "Maximum"))
        row += 1
        self._total_row(row, "Overall", "percent of the whole framework", "100")
        places = places_for(mark.minimum for mark in self._rules.marks)
        for column, end in ((2, "low"), (3, "high")):
            parts = workings.blank_parts(end)
            value = _number(Fraction(parts, workings.scale.part), places)
            formula = "=" + cut(workings.total("overall", end), workings.scale.part, places)
            book.name(f"overall_{end}", sheet.formula(row, column, formula, value))
            book.name(f"outcome_{end}", workings.total("outcome", end))
            book.name(f"overall_exact_{end}", workings.total("exact", end))
        book.name("answers_missing", workings.total("unscored"))
        book.name("answers_not_allowed", workings.total("wrong"))
        if self._rules.gate:
            row += 1
            items = workings.gate_items()
            most = sum((item.highest for item in items), Fraction(0))
            self._total_row(row, gate_title, "points of " + " + ".join(self._rules.gate), decimal_text(most))
            places = places_for(
                mark.gate_minimum for mark in self._rules.marks if mark.gate_minimum is not None
            )
            for column, end in ((2, "low"), (3, "high")):
                value = _number(Fraction(workings.blank_units(items, end), workings.scale.unit), places)
                formula = "=" + cut(workings.total("gate", end), workings.scale.unit, places)
                book.name(f"gate_{end}", sheet.formula(row, column, formula, value))
        return row

    def _total_row(self, row: int, label: str, words: str, most: str) -> None:
        self._sheet.text(row, 0, label, "id")
        self._sheet.text(row, 1, words, "cell")
        self._sheet.number(row, 4, float(most))

    def _sections(self, head: int) -> int:
        sheet, workings = self._sheet, self._workings
        sheet.texts(
            head,
            (
                "Section",
                "Title",
                "Lowest possible",
                "Highest possible",
                "Maximum",
                "Weight, %",
                "Lowest, % of maximum",
                "Highest, % of maximum",
                "Lowest share of overall",
                "Highest share of overall",
                "Not scored yet",
            ),
        )
        for row, section in enumerate(self._rules.sections, head + 1):
            sheet.text(row, 0, section.id, "id")
            sheet.text(row, 1, section.title, "cell")
            sheet.number(row, 4, float(section.maximum))
            sheet.number(row, 5, float(section.weight))
            for offset, end in enumerate(("low", "high")):
                for column, (formula, value) in zip(
                    (2, 6, 8), self._section_cells(section, end), strict=True
                ):
                    sheet.formula(row, column + offset, "=" + formula, value)
            sheet.formula(row, 10, f"={workings.section(section.id, 'unscored')}", len(section.items))
        return head + len(self._rules.sections)

    def _section_cells(self, section: Section, end: str) -> list[tuple[str, float]]:
        """Formula and blank value of points, percent of maximum, share of the overall score; all cut."""
        workings, scale = self._workings, self._workings.scale
        points = Fraction(workings.blank_units(section.items, end), scale.unit)
        most = scale.units(section.maximum)
        units, parts = workings.section(section.id, end), workings.section(section.id, f"{end}-parts")
        percent = 100 * points / section.maximum if section.maximum else Fraction(0)
        return [
            (cut(units, scale.unit, 1), _number(points, 1)),
            (cut(f"100*{units}", most, 1) if most else "0", _number(percent, 1)),
            (cut(parts, scale.part, 1), _number(percent * section.weight / 100, 1)),
        ]

    def _marks(self, head: int, gate_title: str) -> int:
        sheet, workings = self._sheet, self._workings
        sheet.text(head - 1, 0, "What the marks ask for", "subtitle")
        heads = ["Mark", "Which range this would be", "Overall, at least"]
        heads += [f"{gate_title}, at least"] if self._rules.gate else []
        heads += ["Lowest reaches it", "Highest reaches it"]
        sheet.texts(head, heads)
        for rank, mark in enumerate(self._rules.marks, 1):
            row = head + rank
            sheet.text(row, 0, mark.title, "id")
            sheet.text(row, 1, f"{mark.title} range", "cell")
            sheet.number(row, 2, float(mark.minimum))
            column = 3
            if self._rules.gate:
                if mark.gate_minimum is None:
                    sheet.text(row, column, "-", "number")
                else:
                    sheet.number(row, column, float(mark.gate_minimum))
                column += 1
            for offset, end in enumerate(("low", "high")):
                blank = "yes" if workings.blank_rank(end) <= rank else "no"
                formula = f'=IF({workings.total("rank", end)}<={rank},"yes","no")'
                sheet.formula(row, column + offset, formula, blank)
        return head + len(self._rules.marks)

    def _charts(self, row: int, sections: int) -> int:
        sheet, book = self._sheet, self._book
        first, last = sections + 1, sections + len(self._rules.sections)
        names = sheet.span(first, 0, last, 0)
        chart: Any = book.bars(
            "Sections: percent of their maximum",
            [
                ("Lowest possible", names, sheet.span(first, 6, last, 6), _LOW_COLOUR),
                ("Highest possible", names, sheet.span(first, 7, last, 7), _HIGH_COLOUR),
            ],
            top=100,
        )
        sheet.chart(
            row,
            0,
            chart,
            (
                "Column chart of each section's lowest and highest possible score as a percentage of its "
                "maximum. "
                "The same numbers stand in the table of sections on this sheet."
            ),
            (560, 300),
        )
        names, values = self._workings.ladder()
        chart = book.bars(
            "Overall percent, beside what each mark asks for",
            [("Percent", names, values, _MARK_COLOUR)],
            top=100,
            across=True,
            first=(_LOW_COLOUR, _HIGH_COLOUR),
        )
        sheet.chart(
            row,
            5,
            chart,
            (
                "Bar chart of the lowest and the highest possible overall score and of the overall "
                "percentage that each "
                "mark asks for. The same numbers stand in the tables of totals and of marks on this sheet."
            ),
            (465, 300),
        )
        return row + 16


def _number(value: Fraction, places: int) -> float:
    """The number that a cell shows: cut as everywhere else."""
    return float(shown(value, places))
