"""The sheets that are filled in: one for each section, a row for each item."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from seqf.downloads.itemtexts import ItemText
from seqf.downloads.provenance import Provenance
from seqf.downloads.workbook import answers
from seqf.downloads.workbook.answers import AnswerCells
from seqf.downloads.workbook.book import Sheet
from seqf.downloads.workbook.workings import Workings
from seqf.exact import decimal_text
from seqf.model import Criterion, Item, RatingKpi, Section, ThresholdKpi

HEAD = 4  # the row of column heads; items follow it
_NOTES = (("Evidence", 34), ("Action", 30), ("Owner", 14), ("Due", 11))
_SHORT_NOTES = (("Evidence", 26), ("Action", 22), ("Owner", 11), ("Due", 11))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Columns:
    """Where each kind of cell stands, from column 0."""

    value: int
    check: int
    evidence: int
    numerator: int = -1
    denominator: int = -1
    measured: int = -1
    score: int = -1


_CRITERIA = _Columns(value=2, check=3, evidence=4)
_KPIS = _Columns(numerator=2, denominator=3, value=4, measured=5, score=6, check=7, evidence=8)


def columns_of(section: Section) -> _Columns:
    """A section with any measured item has columns for counts and for the measured value."""
    return _CRITERIA if all(isinstance(item, Criterion) for item in section.items) else _KPIS


def place_answers(section: Section, sheet: Sheet) -> dict[str, AnswerCells]:
    """Say where the answers of a section stand on its sheet, by item id."""
    columns = columns_of(section)
    cells = {}
    for row, item in enumerate(section.items, HEAD + 1):
        counts = answers.takes_counts(item)
        cells[item.id] = AnswerCells(
            value=sheet.at(row, columns.value),
            numerator=sheet.at(row, columns.numerator) if counts else "",
            denominator=sheet.at(row, columns.denominator) if counts else "",
            evidence=sheet.at(row, columns.evidence),
            action=sheet.at(row, columns.evidence + 1),
            owner=sheet.at(row, columns.evidence + 2),
            due=sheet.at(row, columns.evidence + 3),
            unused=tuple(sheet.at(row, column) for column in unused_columns(item, columns)),
        )
    return cells


def unused_columns(item: Item, columns: _Columns) -> list[int]:
    """Columns whose cell in the item's row is greyed, since such an item has nothing to put there."""
    if columns is _CRITERIA:
        return []
    counts = [] if answers.takes_counts(item) else [columns.numerator, columns.denominator]
    return counts if isinstance(item, ThresholdKpi) else [*counts, columns.measured]


def number_cells(section: Section, sheet: Sheet) -> dict[str, str]:
    """Say where the numbers of a section's items stand, by item id."""
    return {item.id: sheet.at(row, 0) for row, item in enumerate(section.items, HEAD + 1)}


def fill_section(
    sheet: Sheet,
    section: Section,
    texts: Mapping[str, ItemText],
    cells: Mapping[str, AnswerCells],
    workings: Workings,
    about: Provenance,
) -> None:
    """Write one section's sheet: heads, items, checks, and below them the steps of its measured items."""
    columns = columns_of(section)
    sheet.text(0, 0, f"{section.id} {section.title}".strip(), "title")
    sheet.text(1, 0, about.line, "muted")
    sheet.text(2, 0, _how_to(section, texts, about), "muted")
    _heads(sheet, columns)
    for row, item in enumerate(section.items, HEAD + 1):
        _item_row(sheet, row, item, texts[item.id], columns, cells[item.id], workings)
    last = HEAD + len(section.items)
    measured = [item for item in section.items if not isinstance(item, Criterion)]
    if measured:
        last = _steps(sheet, last + 2, measured, texts, workings)
    sheet.freeze(HEAD + 1, 2)
    sheet.printing(last, columns.evidence + 3, head=HEAD)
    sheet.lock()


def _how_to(section: Section, texts: Mapping[str, ItemText], about: Provenance) -> str:
    line = (
        f"Highest possible: {decimal_text(section.maximum)} points. Weight: {decimal_text(section.weight)}% "
        "of the "
        "overall score. Fill in the shaded cells; leave empty what is not scored yet."
    )
    if not any(texts[item.id].wording for item in section.items) and columns_of(section) is _CRITERIA:
        holder = about.wording or "the keeper of the framework"
        line += f" The wording is held by {holder}: use its own sheet beside this one."
    return line


def _heads(sheet: Sheet, columns: _Columns) -> None:
    heads = [("Number", 8), ("Topic or wording", 34)]
    if columns is _CRITERIA:
        heads += [("Score", 7), ("Check", 15)]
    else:
        heads += [("Count that reached it", 11), ("Out of how many", 11), ("Value", 9)]
        heads += [("Counts as", 9), ("Score", 8), ("Check", 16)]
    heads += list(_NOTES if columns is _CRITERIA else _SHORT_NOTES)
    sheet.texts(HEAD, [head for head, _ in heads])
    sheet.widths(*(width for _, width in heads))


def _item_row(
    sheet: Sheet,
    row: int,
    item: Item,
    text: ItemText,
    columns: _Columns,
    cells: AnswerCells,
    workings: Workings,
) -> None:
    sheet.text(row, 0, item.id, "id")
    sheet.text(row, 1, text.text, "cell")
    sheet.blank(row, columns.value, "input-number")
    for column in unused_columns(item, columns):
        sheet.blank(row, column, "unused")
    _answer_rules(sheet, row, item, text, columns, cells)
    state = workings.state(item.id)
    if columns is _KPIS:
        if isinstance(item, ThresholdKpi):
            sheet.formula(row, columns.measured, answers.measured(item, cells, state), "")
        points = f'=IF({state}>0,{workings.low(item.id)}/{workings.scale.unit},"")'
        sheet.formula(row, columns.score, points, "")
    sheet.formula(row, columns.check, answers.check(item, cells, state), answers.NOT_SCORED, "cell")
    for offset in range(3):
        sheet.blank(row, columns.evidence + offset)
    sheet.blank(row, columns.evidence + 3, "input-date")
    sheet.allow_dates(row, columns.evidence + 3, f"{item.id}: due", "The date by which the action is done.")


def _answer_rules(
    sheet: Sheet,
    row: int,
    item: Item,
    text: ItemText,
    columns: _Columns,
    cells: AnswerCells,
) -> None:
    words = answers.allowed_words(item)
    if columns is _KPIS:
        for column in (columns.numerator, columns.denominator):
            if not cells.numerator:
                continue
            sheet.blank(row, column, "input-number")
            label = text.counts[0] if column == columns.numerator else text.counts[1]
            rule = {"validate": "integer", "criteria": ">=", "value": 0}
            refuse = "Type a whole number from 0 up."
            sheet.allow(row, column, rule, f"{item.id}: count", label, refuse=refuse)
    match item:
        case Criterion():
            rule: dict[str, object] = {"validate": "list", "source": [str(score) for score in item.scale]}
            message = f"{words}. Leave it empty while it is not scored."
        case RatingKpi():
            low, high = min(item.none, item.lowest_rating), item.highest_rating
            rule = {
                "validate": "decimal",
                "criteria": "between",
                "minimum": float(low),
                "maximum": float(high),
            }
            message = _rating_message(item, text)
        case ThresholdKpi():
            rule = _value_rule(item)
            unit = "percent" if item.unit == "percent" else item.unit
            message = f"{words} ({unit})." + (" Or give the two counts instead." if cells.numerator else "")
    sheet.allow(row, columns.value, rule, f"{item.id}", message, refuse=words + ".")


def _rating_message(item: RatingKpi, text: ItemText) -> str:
    values = (item.none, item.lowest_rating, item.highest_rating)
    told = [f"{decimal_text(v)} {means}" for v, means in zip(values, text.meanings, strict=False) if means]
    return "; ".join([answers.allowed_words(item), *told]) + "."


def _value_rule(item: ThresholdKpi) -> dict[str, object]:
    low, high = item.lowest_value, item.highest_value
    if low is not None and high is not None:
        return {"validate": "decimal", "criteria": "between", "minimum": float(low), "maximum": float(high)}
    if high is not None:
        return {"validate": "decimal", "criteria": "<=", "value": float(high)}
    return {
        "validate": "decimal",
        "criteria": ">=",
        "value": float(low if low is not None else Fraction(-(10**9))),
    }


def _steps(
    sheet: Sheet, row: int, items: list[Item], texts: Mapping[str, ItemText], workings: Workings
) -> int:
    """Write what each measured item's value is worth, and which step is reached now; return the last row."""
    sheet.text(row, 0, "What a value is worth", "subtitle")
    row += 1
    sheet.texts(row, ("Number", "Value", "Score", "Reached now"))
    for item in items:
        if isinstance(item, ThresholdKpi):
            state, low = workings.state(item.id), workings.low(item.id)
            for step in item.thresholds:
                row += 1
                sheet.text(row, 0, item.id, "id")
                sheet.text(row, 1, answers.step_words(item, step.bound), "cell")
                sheet.number(row, 2, float(step.score))
                reached = f'=IF({state}>0,IF({low}>={workings.scale.units(step.score)},"yes","no"),"")'
                sheet.formula(row, 3, reached, "")
        elif isinstance(item, RatingKpi):
            values = (item.none, item.lowest_rating, item.highest_rating)
            for value, means in zip(values, texts[item.id].meanings, strict=True):
                row += 1
                sheet.text(row, 0, item.id, "id")
                sheet.text(row, 1, means or f"mean rating {decimal_text(value)}", "cell")
                sheet.number(row, 2, float(value))
                sheet.blank(row, 3, "unused")
    return row
