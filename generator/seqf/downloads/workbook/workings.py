"""The sheet that counts: every answer in whole units, every section in whole parts, and the outcome."""

from __future__ import annotations

from fractions import Fraction

from seqf.downloads.workbook.book import Sheet
from seqf.downloads.workbook.scale import Scale, scale_of
from seqf.model import Item, Mark, Rules

NO_MARK = "none"
HEAD = 4
STATE, LOW, HIGH, ACTION, OWNER, DUE, ACTION_NUMBER, OPEN_NUMBER = range(3, 11)


class Workings:
    """Where each intermediate number stands, and how it is worked out."""

    def __init__(self, sheet: Sheet, rules: Rules) -> None:
        self.sheet = sheet
        self.rules = rules
        self.scale: Scale = scale_of(rules)
        items = rules.items
        self.rows = {item.id: row for row, item in enumerate(items, HEAD + 1)}
        self.last_item = HEAD + len(items)
        sections = self.last_item + 3
        self.section_rows = {section.id: row for row, section in enumerate(rules.sections, sections + 1)}
        self.section_head = sections
        self.last_section = sections + len(rules.sections)
        self.mark_head = self.last_section + 3
        self.last_mark = self.mark_head + len(rules.marks) + 1  # the last row says "no mark"
        self.total_head = self.last_mark + 3
        self.texts: dict[str, str] = {}
        self.sheet_names: dict[str, str] = {}

    # Addresses

    def state(self, item_id: str) -> str:
        return self.sheet.at(self.rows[item_id], STATE)

    def low(self, item_id: str) -> str:
        return self.sheet.at(self.rows[item_id], LOW)

    def high(self, item_id: str) -> str:
        return self.sheet.at(self.rows[item_id], HIGH)

    def items_column(self, column: int) -> str:
        """Range of one column of the items' table."""
        return self.sheet.span(HEAD + 1, column, self.last_item, column)

    def text_of(self, item_id: str) -> str:
        """The topic or wording that the table holds; known once `fill` has run."""
        return self.texts[item_id]

    def sheet_of(self, item_id: str) -> str:
        """The name of the sheet on which the item stands; known once `fill` has run."""
        return self.sheet_names[item_id]

    @property
    def action_numbers(self) -> str:
        return self.items_column(ACTION_NUMBER)

    @property
    def open_numbers(self) -> str:
        return self.items_column(OPEN_NUMBER)

    @property
    def action_columns(self) -> tuple[str, str, str]:
        """Ranges of action, owner and due."""
        return self.items_column(ACTION), self.items_column(OWNER), self.items_column(DUE)

    @property
    def states(self) -> str:
        return self.items_column(STATE)

    def section(self, section_id: str, what: str) -> str:
        """Cell of one section: unscored, wrong, low, high (units), low-parts or high-parts."""
        column = ("unscored", "wrong", "low", "high", "worth", "low-parts", "high-parts").index(what) + 2
        return self.sheet.at(self.section_rows[section_id], column)

    def total(self, what: str, end: str = "low") -> str:
        """Cell of a total: overall (parts), gate (units), rank, outcome, exact, unscored, wrong."""
        row = ("overall", "gate", "rank", "outcome", "exact", "unscored", "wrong").index(what)
        return self.sheet.at(self.total_head + 1 + row, 1 if end == "low" else 2)

    def phrase(self, rank_cell: str, *, start: bool) -> str:
        """Formula part: the words for an outcome, with or without a capital at the start."""
        column = 4 if start else 3
        span = self.sheet.span(self.mark_head + 1, column, self.last_mark, column)
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
            gate = (
                0 if mark.gate_minimum is None or not self.rules.gate else self.scale.units(mark.gate_minimum)
            )
            if parts >= self.scale.parts(mark.minimum) and (not self.rules.gate or units >= gate):
                return rank
        return len(self.rules.marks) + 1

    def gate_minimum(self, mark: Mark) -> int | None:
        if mark.gate_minimum is None or not self.rules.gate:
            return None
        return self.scale.units(mark.gate_minimum)

    def ladder(self) -> tuple[str, str]:
        """Ranges of names and percentages for the chart of the overall score beside the marks."""
        first, last = self.total_head + 10, self.total_head + 11 + len(self.rules.marks)
        return self.sheet.span(first, 0, last, 0), self.sheet.span(first, 1, last, 1)
