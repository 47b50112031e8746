"""The sheet that counts: every answer in whole units, every section in whole parts, and the outcome."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from ..exact import places_for, shown
from ..itemtexts import ItemText
from ..model import Item, Mark, Rules
from . import answers
from .answers import AnswerCells
from .book import Sheet
from .scale import Scale, scale_of

NO_MARK = "none"
_HEAD = 4
_STATE, _LOW, _HIGH, _ACTION, _OWNER, _DUE, _ACTION_NUMBER, _OPEN_NUMBER = range(3, 11)


class Workings:
    """Where each intermediate number stands, and how it is worked out."""

    def __init__(self, sheet: Sheet, rules: Rules) -> None:
        self.sheet = sheet
        self.rules = rules
        self.scale: Scale = scale_of(rules)
        items = rules.items
        self._rows = {item.id: row for row, item in enumerate(items, _HEAD + 1)}
        self._last_item = _HEAD + len(items)
        sections = self._last_item + 3
        self._sections = {section.id: row for row, section in enumerate(rules.sections, sections + 1)}
        self._section_head = sections
        self._last_section = sections + len(rules.sections)
        self._mark_head = self._last_section + 3
        self._last_mark = self._mark_head + len(rules.marks) + 1  # the last row says "no mark"
        self._total_head = self._last_mark + 3
        self._texts: dict[str, str] = {}
        self._sheet_names: dict[str, str] = {}

    # Addresses

    def state(self, item_id: str) -> str:
        return self.sheet.at(self._rows[item_id], _STATE)

    def low(self, item_id: str) -> str:
        return self.sheet.at(self._rows[item_id], _LOW)

    def high(self, item_id: str) -> str:
        return self.sheet.at(self._rows[item_id], _HIGH)

    def items_column(self, column: int) -> str:
        """Range of one column of the items' table."""
        return self.sheet.span(_HEAD + 1, column, self._last_item, column)

    def text_of(self, item_id: str) -> str:
        """The topic or wording that the table holds; known once `fill` has run."""
        return self._texts[item_id]

    def sheet_of(self, item_id: str) -> str:
        """The name of the sheet on which the item stands; known once `fill` has run."""
        return self._sheet_names[item_id]

    @property
    def action_numbers(self) -> str:
        return self.items_column(_ACTION_NUMBER)

    @property
    def open_numbers(self) -> str:
        return self.items_column(_OPEN_NUMBER)

    @property
    def action_columns(self) -> tuple[str, str, str]:
        """Ranges of action, owner and due."""
        return self.items_column(_ACTION), self.items_column(_OWNER), self.items_column(_DUE)

    @property
    def states(self) -> str:
        return self.items_column(_STATE)

    def section(self, section_id: str, what: str) -> str:
        """Cell of one section: unscored, wrong, low, high (units), low-parts or high-parts."""
        column = ("unscored", "wrong", "low", "high", "worth", "low-parts", "high-parts").index(what) + 2
        return self.sheet.at(self._sections[section_id], column)

    def total(self, what: str, end: str = "low") -> str:
        """Cell of a total: overall (parts), gate (units), rank, outcome, exact; unscored and wrong have one."""
        row = ("overall", "gate", "rank", "outcome", "exact", "unscored", "wrong").index(what)
        return self.sheet.at(self._total_head + 1 + row, 1 if end == "low" else 2)

    def phrase(self, rank_cell: str, *, start: bool) -> str:
        """Formula part: the words for an outcome, with or without a capital at the start."""
        column = 4 if start else 3
        span = self.sheet.span(self._mark_head + 1, column, self._last_mark, column)
        return f"INDEX({span},{rank_cell})"

    # Values before anything is filled in

    def blank_units(self, items: tuple[Item, ...], end: str) -> int:
        points = sum((item.lowest if end == "low" else item.highest for item in items), Fraction(0))
        return self.scale.units(points)

    def blank_parts(self, end: str) -> int:
        return sum(
            self.blank_units(section.items, end) * self.scale.multipliers[section.id]
            for section in self.rules.sections
        )

    def gate_items(self) -> tuple[Item, ...]:
        return tuple(item for item in self.rules.items if item.id in self.rules.gate)

    def blank_rank(self, end: str) -> int:
        """Position of the mark reached in the blank state, from 1; one past the last where there is none."""
        parts, units = self.blank_parts(end), self.blank_units(self.gate_items(), end)
        for rank, mark in enumerate(self.rules.marks, 1):
            gate = 0 if mark.gate_minimum is None or not self.rules.gate else self.scale.units(mark.gate_minimum)
            if parts >= self.scale.parts(mark.minimum) and (not self.rules.gate or units >= gate):
                return rank
        return len(self.rules.marks) + 1

    # Writing

    def fill(self, cells: Mapping[str, AnswerCells], texts: Mapping[str, ItemText], sheet_names: Mapping[str, str]) -> int:
        """Write the whole sheet; return its last row."""
        sheet = self.sheet
        sheet.text(0, 0, "Workings", "title")
        sheet.text(1, 0, (
            f"Scores are counted in whole units, {self.scale.unit} to a point, and the overall score in whole parts, "
            f"{self.scale.part} to one percent. Whole numbers compare exactly, where fractions of a percent do not."
        ), "muted")
        sheet.text(2, 0, (
            f"Ratings are taken to {self.scale.decimals} decimals and measured values to {answers.MOST_DECIMALS}. "
            "State: 0 not scored yet, 1 scored by a value, 2 scored by counts, -1 not allowed."
        ), "muted")
        self._fill_items(cells, texts, sheet_names)
        self._fill_sections()
        self._fill_marks()
        self._fill_totals()
        last = self._fill_ladder()
        sheet.widths(12, 30, 26, 14, 16, 16, 24, 18, 18, 10, 10)
        sheet.freeze(_HEAD + 1, 1)
        sheet.printing(last, _OPEN_NUMBER)
        sheet.lock()
        return last

    def _fill_items(self, cells: Mapping[str, AnswerCells], texts: Mapping[str, ItemText], names: Mapping[str, str]) -> None:
        sheet = self.sheet
        sheet.texts(_HEAD, (
            "Number", "Topic or wording", "Sheet", "State", "Lowest possible, units", "Highest possible, units",
            "Action", "Owner", "Due", "Action no.", "Open no.",
        ))
        for item in self.rules.items:
            row, answer = self._rows[item.id], cells[item.id]
            sheet.text(row, 0, item.id, "id")
            sheet.text(row, 1, texts[item.id].text, "cell")
            sheet.text(row, 2, names[item.id], "cell")
            self._texts[item.id], self._sheet_names[item.id] = texts[item.id].text, names[item.id]
            state = sheet.formula(row, _STATE, answers.state(item, answer), 0)
            low = answers.units(item, answer, state, self.scale, unscored=item.lowest)
            high = answers.units(item, answer, state, self.scale, unscored=item.highest)
            sheet.formula(row, _LOW, low, self.scale.units(item.lowest))
            sheet.formula(row, _HIGH, high, self.scale.units(item.highest))
            for column, cell in ((_ACTION, answer.action), (_OWNER, answer.owner), (_DUE, answer.due)):
                look = "date" if column == _DUE else "cell"
                sheet.formula(row, column, f'=IF({answers.is_blank(cell)},"",{cell})', "", look)
            above = sheet.span(_HEAD, _ACTION_NUMBER, row - 1, _ACTION_NUMBER)
            sheet.formula(row, _ACTION_NUMBER, f'=IF({sheet.at(row, _ACTION)}="","",MAX({above})+1)', "")
            above = sheet.span(_HEAD, _OPEN_NUMBER, row - 1, _OPEN_NUMBER)
            number = row - _HEAD
            sheet.formula(row, _OPEN_NUMBER, f'=IF({state}>0,"",MAX({above})+1)', number)

    def _fill_sections(self) -> None:
        sheet = self.sheet
        sheet.text(self._section_head - 1, 0, "Sections", "subtitle")
        sheet.texts(self._section_head, (
            "Section", "Title", "Not scored yet", "Not allowed", "Lowest possible, units", "Highest possible, units",
            "Parts in a unit", "Lowest possible, parts", "Highest possible, parts",
        ))
        for section in self.rules.sections:
            row = self._sections[section.id]
            first, last = self._rows[section.items[0].id], self._rows[section.items[-1].id]
            worth = self.scale.multipliers[section.id]
            sheet.text(row, 0, section.id, "id")
            sheet.text(row, 1, section.title, "cell")
            states = sheet.span(first, _STATE, last, _STATE)
            sheet.formula(row, 2, f"=COUNTIF({states},0)", len(section.items))
            sheet.formula(row, 3, f"=COUNTIF({states},-1)", 0)
            for column, end in ((_LOW, "low"), (_HIGH, "high")):
                units = self.blank_units(section.items, end)
                cell = sheet.formula(row, column, f"=SUM({sheet.span(first, column, last, column)})", units)
                factor = sheet.at(row, 6)
                sheet.formula(row, column + 3, f"={cell}*{factor}", units * worth)
            sheet.number(row, 6, worth)

    def _fill_marks(self) -> None:
        sheet, marks = self.sheet, self.rules.marks
        sheet.text(self._mark_head - 1, 0, "Marks, highest first", "subtitle")
        sheet.texts(self._mark_head, (
            "Mark", "Title", "Rank", "In words", "In words, at the start", "Minimum, parts", "Gate minimum, units",
        ))
        for rank, mark in enumerate(marks, 1):
            row = self._mark_head + rank
            sheet.text(row, 0, mark.id, "id")
            sheet.text(row, 1, mark.title, "cell")
            sheet.number(row, 2, rank)
            sheet.text(row, 3, f"the {mark.title} range", "cell")
            sheet.text(row, 4, f"In the {mark.title} range", "cell")
            sheet.number(row, 5, self.scale.parts(mark.minimum))
            if self._gate_minimum(mark) is not None:
                sheet.number(row, 6, self._gate_minimum(mark) or 0)
        row = self._last_mark
        sheet.text(row, 0, NO_MARK, "id")
        sheet.text(row, 1, "No mark", "cell")
        sheet.number(row, 2, len(marks) + 1)
        sheet.text(row, 3, "below the range of every mark", "cell")
        sheet.text(row, 4, "Below the range of every mark", "cell")

    def _gate_minimum(self, mark: Mark) -> int | None:
        if mark.gate_minimum is None or not self.rules.gate:
            return None
        return self.scale.units(mark.gate_minimum)

    def _fill_totals(self) -> None:
        sheet, head = self.sheet, self._total_head
        sheet.text(head - 1, 0, "Totals", "subtitle")
        sheet.texts(head, ("Total", "Lowest possible", "Highest possible"))
        for offset, label in enumerate(
            ("Overall, parts", "Gate, units", "Rank of the mark", "Outcome", "Overall, exact percent", "Not scored yet", "Not allowed"), 1
        ):
            sheet.text(head + offset, 0, label, "cell")
        ids = [*(mark.id for mark in self.rules.marks), NO_MARK]
        outcomes = sheet.span(self._mark_head + 1, 0, self._last_mark, 0)
        for column, end in ((1, "low"), (2, "high")):
            parts, rank = self.blank_parts(end), self.blank_rank(end)
            sections = (self.section(section.id, f"{end}-parts") for section in self.rules.sections)
            overall = sheet.formula(head + 1, column, "=" + "+".join(sections), parts)
            items = self.gate_items()
            terms = "+".join(self.low(item.id) if end == "low" else self.high(item.id) for item in items) or "0"
            gate = sheet.formula(head + 2, column, "=" + terms, self.blank_units(items, end))
            rank_cell = sheet.formula(head + 3, column, self._rank(overall, gate), rank)
            sheet.formula(head + 4, column, f"=INDEX({outcomes},{rank_cell})", ids[rank - 1])
            exact = str(Fraction(parts, self.scale.part))
            sheet.formula(head + 5, column, self._exact(overall), exact)
        unscored = "+".join(self.section(section.id, "unscored") for section in self.rules.sections)
        sheet.formula(head + 6, 1, "=" + unscored, len(self.rules.items))
        sheet.formula(head + 7, 1, "=" + "+".join(self.section(s.id, "wrong") for s in self.rules.sections), 0)

    def ladder(self) -> tuple[str, str]:
        """Ranges of names and percentages for the chart of the overall score beside the marks."""
        first, last = self._total_head + 10, self._total_head + 11 + len(self.rules.marks)
        return self.sheet.span(first, 0, last, 0), self.sheet.span(first, 1, last, 1)

    def _fill_ladder(self) -> int:
        """Write the table behind that chart; return its last row."""
        sheet, row = self.sheet, self._total_head + 9
        sheet.texts(row, ("For the chart", "Percent"))
        places = places_for(mark.minimum for mark in self.rules.marks)
        for label, end in (("Lowest possible", "low"), ("Highest possible", "high")):
            row += 1
            sheet.text(row, 0, label, "cell")
            value = float(shown(Fraction(self.blank_parts(end), self.scale.part), places))
            sheet.formula(row, 1, "=" + answers.cut(self.total("overall", end), self.scale.part, places), value)
        for mark in reversed(self.rules.marks):
            row += 1
            sheet.text(row, 0, f"{mark.title}, from", "cell")
            sheet.number(row, 1, float(mark.minimum))
        return row

    def _rank(self, overall: str, gate: str) -> str:
        """Formula for the first mark, from the highest, whose two minimums are both met."""
        formula = str(len(self.rules.marks) + 1)
        for rank in range(len(self.rules.marks), 0, -1):
            mark, row = self.rules.marks[rank - 1], self._mark_head + rank
            met = f"{overall}>={self.sheet.at(row, 5)}"
            if self._gate_minimum(mark) is not None:
                met = f"AND({met},{gate}>={self.sheet.at(row, 6)})"
            formula = f"IF({met},{rank},{formula})"
        return "=" + formula

    def _exact(self, parts: str) -> str:
        """Formula for the overall percentage as a reduced fraction, in text."""
        whole = self.scale.part
        divisor = f"GCD({parts},{whole})"
        fraction = f'TEXT({parts}/{divisor},"0")&"/"&TEXT({whole}/{divisor},"0")'
        return f'=IF({divisor}={whole},TEXT({parts}/{whole},"0"),{fraction})'
