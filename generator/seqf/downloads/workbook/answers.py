"""Formulas that read the answer to one item: is it there, is it allowed, what is it worth.

All are plain functions of Excel 2010 and LibreOffice. A state is a number:

    -1  something stands in the cell that is not allowed
     0  not scored yet
     1  scored, by a value
     2  scored, by two counts
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from seqf.downloads.workbook.scale import MOST_DECIMALS, Scale
from seqf.exact import decimal_text, decimals, places_for
from seqf.model import Criterion, Item, RatingKpi, ThresholdKpi

NOT_SCORED = "not scored yet"


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerCells:
    """Full addresses of the cells that the user fills in for one item."""

    value: str
    evidence: str
    action: str
    owner: str
    due: str
    numerator: str = ""  # empty: this item takes no counts
    denominator: str = ""
    unused: tuple[str, ...] = ()  # greyed: they take nothing for this item


def takes_counts(item: Item) -> bool:
    return isinstance(item, ThresholdKpi) and item.unit == "percent"


def state(item: Item, cells: AnswerCells) -> str:
    """Formula for the state of the answer."""
    value = cells.value
    by_value = f"IF({is_blank(value)},0,IF(ISNUMBER({value}),IF({_allowed(item, value)},1,-1),-1))"
    if not cells.numerator:
        return "=" + by_value
    n, d = cells.numerator, cells.denominator
    fine = f"AND({_fine_count(n, 0)},{_fine_count(d, 1)})"
    reached = ",".join([f"{n}<={d}", *_limits_by_counts(item, n, d)])
    both = f"IF(OR({is_blank(n)},{is_blank(d)}),0,IF(AND({reached}),2,-1))"
    by_counts = f"IF({fine},{both},-1)"
    return f"=IF(AND({is_blank(n)},{is_blank(d)}),{by_value},IF({is_blank(value)},{by_counts},-1))"


def _fine_count(cell: str, least: int) -> str:
    """Condition: the cell is empty, or holds a whole number from `least` up."""
    return f"IF({is_blank(cell)},TRUE,IF(ISNUMBER({cell}),AND({cell}>={least},{cell}=INT({cell})),FALSE))"


def _limits_by_counts(item: Item, n: str, d: str) -> list[str]:
    """Conditions that keep 100 x n / d within the limits of the unit, in whole numbers."""
    if not isinstance(item, ThresholdKpi):
        return []
    limits = ((item.lowest_value, ">="), (item.highest_value, "<="))
    return [
        f"{n}*{100 * limit.denominator}{sign}{limit.numerator}*{d}"
        for limit, sign in limits
        if limit is not None
    ]


def is_blank(cell: str) -> str:
    """Condition: the cell is empty or holds nothing but spaces."""
    return f"IF(ISTEXT({cell}),LEN(TRIM({cell}))=0,ISBLANK({cell}))"


def _allowed(item: Item, value: str) -> str:
    """Condition on a number: the item takes it."""
    match item:
        case Criterion():
            return "OR(" + ",".join(f"{value}={score}" for score in item.scale) + ")"
        case RatingKpi():
            low, high = decimal_text(item.lowest_rating), decimal_text(item.highest_rating)
            return f"OR({value}={decimal_text(item.none)},AND({value}>={low},{value}<={high}))"
        case ThresholdKpi():
            limits = ["TRUE"]  # AND needs at least one condition
            if item.lowest_value is not None:
                limits.append(f"{value}>={decimal_text(item.lowest_value)}")
            if item.highest_value is not None:
                limits.append(f"{value}<={decimal_text(item.highest_value)}")
            return f"AND({','.join(limits)})"


def units(item: Item, cells: AnswerCells, state_cell: str, scale: Scale, *, unscored: Fraction) -> str:
    """Formula for the units earned; `unscored` points where there is no allowed answer."""
    otherwise = scale.units(unscored)
    match item:
        case Criterion():
            earned = f"{cells.value}*{scale.unit}"
        case RatingKpi():
            steps = 10**scale.decimals
            earned = f"ROUND({cells.value}*{steps},0)*{scale.unit // steps}"
        case ThresholdKpi():
            earned = _threshold_units(item, cells.value, scale)
            if cells.numerator:
                by_counts = _threshold_units_by_counts(item, cells, scale)
                earned = f"IF({state_cell}=2,{by_counts},{earned})"
    return f"=IF({state_cell}>0,{earned},{otherwise})"


def _threshold_units(item: ThresholdKpi, value: str, scale: Scale) -> str:
    """The best threshold that a typed number reaches.

    The number is rounded to so many decimals first: that wipes out what a formula in the cell leaves
    behind (9.999999999999998 for 10) and changes no number that somebody types.
    """
    sign = ">=" if item.direction == "at-least" else "<="
    places = max(MOST_DECIMALS, *(decimals(step.bound) for step in item.thresholds), 0)
    steps = [
        f"(ROUND({value},{places}){sign}{decimal_text(step.bound)})*{scale.units(step.score)}"
        for step in item.thresholds
    ]
    return f"MAX({','.join(['0', *steps])})"


def _threshold_units_by_counts(item: ThresholdKpi, cells: AnswerCells, scale: Scale) -> str:
    """The best threshold that 100 x numerator / denominator reaches, compared in whole numbers."""
    sign = ">=" if item.direction == "at-least" else "<="
    steps = [
        f"({cells.numerator}*{100 * step.bound.denominator}{sign}{step.bound.numerator}*{cells.denominator})"
        f"*{scale.units(step.score)}"
        for step in item.thresholds
    ]
    return f"MAX({','.join(['0', *steps])})"


def measured(item: ThresholdKpi, cells: AnswerCells, state_cell: str) -> str:
    """Formula for the measured value as shown: cut so that it never crosses a bound that it missed."""
    places = places_for(step.bound for step in item.thresholds)
    digits = max(MOST_DECIMALS, places)
    fine = f"ROUND({cells.value}*{10**digits},0)"
    by_value = cut(fine, 10**digits, places, up=item.direction == "at-most")
    if not cells.numerator:
        return f'=IF({state_cell}=1,{by_value},"")'
    by_counts = cut(f"100*{cells.numerator}", cells.denominator, places, up=item.direction == "at-most")
    return f'=IF({state_cell}=2,{by_counts},IF({state_cell}=1,{by_value},""))'


def cut(numerator: str, denominator: int | str, places: int, *, up: bool = False) -> str:
    """A fraction of whole numbers cut to so many decimals, or rounded up."""
    steps = 10**places
    if up:
        return f"-INT(-({numerator})*{steps}/{denominator})/{steps}"
    return f"INT(({numerator})*{steps}/{denominator})/{steps}"


def check(item: Item, cells: AnswerCells, state_cell: str) -> str:
    """Formula for the words beside an answer: what is wrong with it, or that it is missing."""
    wrong = f'"{allowed_words(item)}"'
    if cells.numerator:
        some_count = f"NOT(AND({is_blank(cells.numerator)},{is_blank(cells.denominator)}))"
        counts = '"Counts: whole numbers, the second at least 1 and no smaller than the first"'
        both = '"Give two counts or a percentage, not both"'
        wrong = f"IF({some_count},IF({is_blank(cells.value)},{counts},{both}),{wrong})"
    return f'=IF({state_cell}<0,{wrong},IF({state_cell}=0,"{NOT_SCORED}",""))'


def allowed_words(item: Item) -> str:
    """Say what an item takes, in words for a message."""
    match item:
        case Criterion():
            *some, last = (str(score) for score in item.scale)
            return "Allowed: " + (f"{', '.join(some)} or {last}" if some else last)
        case RatingKpi():
            low, high = decimal_text(item.lowest_rating), decimal_text(item.highest_rating)
            return f"Allowed: {decimal_text(item.none)}, or a number from {low} to {high}"
        case ThresholdKpi(lowest_value=None, highest_value=None):
            return "Allowed: a number"
        case ThresholdKpi(lowest_value=None):
            return f"Allowed: a number up to {decimal_text(item.highest_value or Fraction(0))}"
        case ThresholdKpi(highest_value=None):
            return f"Allowed: a number from {decimal_text(item.lowest_value or Fraction(0))} up"
        case ThresholdKpi():
            low, high = item.lowest_value or Fraction(0), item.highest_value or Fraction(0)
            return f"Allowed: a number from {decimal_text(low)} to {decimal_text(high)}"


def step_words(item: ThresholdKpi, bound: Fraction) -> str:
    """Say one threshold in words: `40% or more`, `10 weeks or less`."""
    amount = decimal_text(bound) + ("%" if item.unit == "percent" else f" {item.unit}")
    return f"{amount} or {'more' if item.direction == 'at-least' else 'less'}"
