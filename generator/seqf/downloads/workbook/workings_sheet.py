"""Writes the sheet that counts: items in whole units, sections in whole parts, marks, totals."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from seqf.downloads.itemtexts import ItemText
from seqf.downloads.workbook import answers
from seqf.downloads.workbook.answers import AnswerCells
from seqf.downloads.workbook.workings import (
    ACTION,
    ACTION_NUMBER,
    DUE,
    HEAD,
    HIGH,
    LOW,
    NO_MARK,
    OPEN_NUMBER,
    OWNER,
    STATE,
    Workings,
)
from seqf.exact import places_for, shown


def fill_workings(
    w: Workings,
    cells: Mapping[str, AnswerCells],
    texts: Mapping[str, ItemText],
    sheet_names: Mapping[str, str],
) -> int:
    """Write the whole sheet; return its last row."""
    sheet = w.sheet
    sheet.text(0, 0, "Workings", "title")
    sheet.text(
        1,
        0,
        (
            f"Scores are counted in whole units, {w.scale.unit} to a point, and the overall score in "
            "whole parts, "
            f"{w.scale.part} to one percent. Whole numbers compare exactly, where fractions of a "
            "percent do not."
        ),
        "muted",
    )
    sheet.text(
        2,
        0,
        (
            f"Ratings are taken to {w.scale.decimals} decimals and measured values to "
            f"{answers.MOST_DECIMALS}. "
            "State: 0 not scored yet, 1 scored by a value, 2 scored by counts, -1 not allowed."
        ),
        "muted",
    )
    _fill_items(w, cells, texts, sheet_names)
    _fill_sections(w)
    _fill_marks(w)
    _fill_totals(w)
    last = _fill_ladder(w)
    sheet.widths(12, 30, 26, 14, 16, 16, 24, 18, 18, 10, 10)
    sheet.freeze(HEAD + 1, 1)
    sheet.printing(last, OPEN_NUMBER)
    sheet.lock()
    return last


def _fill_items(
    w: Workings, cells: Mapping[str, AnswerCells], texts: Mapping[str, ItemText], names: Mapping[str, str]
) -> None:
    sheet = w.sheet
    sheet.texts(
        HEAD,
        (
            "Number",
            "Topic or wording",
            "Sheet",
            "State",
            "Lowest possible, units",
            "Highest possible, units",
            "Action",
            "Owner",
            "Due",
            "Action no.",
            "Open no.",
        ),
    )
    for item in w.rules.items:
        row, answer = w.rows[item.id], cells[item.id]
        sheet.text(row, 0, item.id, "id")
        sheet.text(row, 1, texts[item.id].text, "cell")
        sheet.text(row, 2, names[item.id], "cell")
        w.texts[item.id], w.sheet_names[item.id] = texts[item.id].text, names[item.id]
        state = sheet.formula(row, STATE, answers.state(item, answer), 0)
        low = answers.units(item, answer, state, w.scale, unscored=item.lowest)
        high = answers.units(item, answer, state, w.scale, unscored=item.highest)
        sheet.formula(row, LOW, low, w.scale.units(item.lowest))
        sheet.formula(row, HIGH, high, w.scale.units(item.highest))
        for column, cell in ((ACTION, answer.action), (OWNER, answer.owner), (DUE, answer.due)):
            look = "date" if column == DUE else "cell"
            sheet.formula(row, column, f'=IF({answers.is_blank(cell)},"",{cell})', "", look)
        above = sheet.span(HEAD, ACTION_NUMBER, row - 1, ACTION_NUMBER)
        sheet.formula(row, ACTION_NUMBER, f'=IF({sheet.at(row, ACTION)}="","",MAX({above})+1)', "")
        above = sheet.span(HEAD, OPEN_NUMBER, row - 1, OPEN_NUMBER)
        number = row - HEAD
        sheet.formula(row, OPEN_NUMBER, f'=IF({state}>0,"",MAX({above})+1)', number)


def _fill_sections(w: Workings) -> None:
    sheet = w.sheet
    sheet.text(w.section_head - 1, 0, "Sections", "subtitle")
    sheet.texts(
        w.section_head,
        (
            "Section",
            "Title",
            "Not scored yet",
            "Not allowed",
            "Lowest possible, units",
            "Highest possible, units",
            "Parts in a unit",
            "Lowest possible, parts",
            "Highest possible, parts",
        ),
    )
    for section in w.rules.sections:
        row = w.section_rows[section.id]
        first, last = w.rows[section.items[0].id], w.rows[section.items[-1].id]
        worth = w.scale.multipliers[section.id]
        sheet.text(row, 0, section.id, "id")
        sheet.text(row, 1, section.title, "cell")
        states = sheet.span(first, STATE, last, STATE)
        sheet.formula(row, 2, f"=COUNTIF({states},0)", len(section.items))
        sheet.formula(row, 3, f"=COUNTIF({states},-1)", 0)
        for column, end in ((LOW, "low"), (HIGH, "high")):
            units = w.blank_units(section.items, end)
            cell = sheet.formula(row, column, f"=SUM({sheet.span(first, column, last, column)})", units)
            factor = sheet.at(row, 6)
            sheet.formula(row, column + 3, f"={cell}*{factor}", units * worth)
        sheet.number(row, 6, worth)


def _fill_marks(w: Workings) -> None:
    sheet, marks = w.sheet, w.rules.marks
    sheet.text(w.mark_head - 1, 0, "Marks, highest first", "subtitle")
    sheet.texts(
        w.mark_head,
        (
            "Mark",
            "Title",
            "Rank",
            "In words",
            "In words, at the start",
            "Minimum, parts",
            "Gate minimum, units",
        ),
    )
    for rank, mark in enumerate(marks, 1):
        row = w.mark_head + rank
        sheet.text(row, 0, mark.id, "id")
        sheet.text(row, 1, mark.title, "cell")
        sheet.number(row, 2, rank)
        sheet.text(row, 3, f"the {mark.title} range", "cell")
        sheet.text(row, 4, f"In the {mark.title} range", "cell")
        sheet.number(row, 5, w.scale.parts(mark.minimum))
        if w.gate_minimum(mark) is not None:
            sheet.number(row, 6, w.gate_minimum(mark) or 0)
    row = w.last_mark
    sheet.text(row, 0, NO_MARK, "id")
    sheet.text(row, 1, "No mark", "cell")
    sheet.number(row, 2, len(marks) + 1)
    sheet.text(row, 3, "below the range of every mark", "cell")
    sheet.text(row, 4, "Below the range of every mark", "cell")


def _fill_totals(w: Workings) -> None:
    sheet, head = w.sheet, w.total_head
    sheet.text(head - 1, 0, "Totals", "subtitle")
    sheet.texts(head, ("Total", "Lowest possible", "Highest possible"))
    for offset, label in enumerate(
        (
            "Overall, parts",
            "Gate, units",
            "Rank of the mark",
            "Outcome",
            "Overall, exact percent",
            "Not scored yet",
            "Not allowed",
        ),
        1,
    ):
        sheet.text(head + offset, 0, label, "cell")
    ids = [*(mark.id for mark in w.rules.marks), NO_MARK]
    outcomes = sheet.span(w.mark_head + 1, 0, w.last_mark, 0)
    for column, end in ((1, "low"), (2, "high")):
        parts, rank = w.blank_parts(end), w.blank_rank(end)
        sections = (w.section(section.id, f"{end}-parts") for section in w.rules.sections)
        overall = sheet.formula(head + 1, column, "=" + "+".join(sections), parts)
        items = w.gate_items()
        terms = "+".join(w.low(item.id) if end == "low" else w.high(item.id) for item in items) or "0"
        gate = sheet.formula(head + 2, column, "=" + terms, w.blank_units(items, end))
        rank_cell = sheet.formula(head + 3, column, _rank(w, overall, gate), rank)
        sheet.formula(head + 4, column, f"=INDEX({outcomes},{rank_cell})", ids[rank - 1])
        exact = str(Fraction(parts, w.scale.part))
        sheet.formula(head + 5, column, _exact(w, overall), exact)
    unscored = "+".join(w.section(section.id, "unscored") for section in w.rules.sections)
    sheet.formula(head + 6, 1, "=" + unscored, len(w.rules.items))
    sheet.formula(head + 7, 1, "=" + "+".join(w.section(s.id, "wrong") for s in w.rules.sections), 0)


def _fill_ladder(w: Workings) -> int:
    """Write the table behind that chart; return its last row."""
    sheet, row = w.sheet, w.total_head + 9
    sheet.texts(row, ("For the chart", "Percent"))
    places = places_for(mark.minimum for mark in w.rules.marks)
    for label, end in (("Lowest possible", "low"), ("Highest possible", "high")):
        row += 1
        sheet.text(row, 0, label, "cell")
        value = float(shown(Fraction(w.blank_parts(end), w.scale.part), places))
        sheet.formula(row, 1, "=" + answers.cut(w.total("overall", end), w.scale.part, places), value)
    for mark in reversed(w.rules.marks):
        row += 1
        sheet.text(row, 0, f"{mark.title}, from", "cell")
        sheet.number(row, 1, float(mark.minimum))
    return row


def _rank(w: Workings, overall: str, gate: str) -> str:
    """Formula for the first mark, from the highest, whose two minimums are both met."""
    formula = str(len(w.rules.marks) + 1)
    for rank in range(len(w.rules.marks), 0, -1):
        mark, row = w.rules.marks[rank - 1], w.mark_head + rank
        met = f"{overall}>={w.sheet.at(row, 5)}"
        if w.gate_minimum(mark) is not None:
            met = f"AND({met},{gate}>={w.sheet.at(row, 6)})"
        formula = f"IF({met},{rank},{formula})"
    return "=" + formula


def _exact(w: Workings, parts: str) -> str:
    """Formula for the overall percentage as a reduced fraction, in text."""
    whole = w.scale.part
    divisor = f"GCD({parts},{whole})"
    fraction = f'TEXT({parts}/{divisor},"0")&"/"&TEXT({whole}/{divisor},"0")'
    return f'=IF({divisor}={whole},TEXT({parts}/{whole},"0"),{fraction})'
