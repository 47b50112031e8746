"""The indicators that a client list gives: numerator, denominator, value, score, who is left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from seqf.downloads.itemtexts import ItemText
from seqf.downloads.provenance import Provenance
from seqf.downloads.workbook import answers
from seqf.downloads.workbook.book import Book, Sheet
from seqf.downloads.workbook.client_workings import ROOM, Counting, Settings
from seqf.exact import decimal_text, places_for
from seqf.model import ThresholdKpi

DAYS = {"days": 1, "weeks": 7}  # units of time that the list can give
HEAD = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """One item that the list serves, and how."""

    item: ThresholdKpi
    text: ItemText
    calculation: str  # "paid-outcome", "time-to-job" or "sustained-work"
    formula: str  # the framework's own words on how it is worked out

    def parts(self, counting: Counting) -> tuple[str, str]:
        """Formula parts for numerator and denominator."""
        return {
            "paid-outcome": counting.outcomes,
            "time-to-job": counting.times,
            "sustained-work": counting.sustained,
        }[self.calculation]

    @property
    def labels(self) -> tuple[str, str]:
        if self.calculation == "time-to-job":
            return "Days from service start to first job, all together", "People with a job that counts"
        return self.text.counts


def method(indicator: Indicator, settings: Settings) -> str:
    """Say in words how this workbook counts; ours, not the framework's."""
    return {
        "paid-outcome": (
            "Counted: each person whose profile was begun on or before the assessment date. Of these, the "
            "share with a "
            "job that began on or after the profile and on or before the assessment date."
        ),
        "time-to-job": (
            "Counted: each person with a job that began by the assessment date. The days from service start "
            "to the "
            "first such job, added up and divided by the number of people."
        ),
        "sustained-work": (
            f"Counted: each person whose first job began more than {settings.lasting} days before the "
            "assessment date. "
            f"Of these, the share whose paid work went on without a break for {settings.lasting} days or "
            "more, the "
            "first and the last day counted. Jobs that overlap, or follow on the next day, join."
        ),
    }[indicator.calculation] + " A job that began before the person's service start counts nowhere."


def fill_indicators(
    book: Book,
    sheet: Sheet,
    about: Provenance,
    indicators: Sequence[Indicator],
    counting: Counting,
    settings: Settings,
    checks: str,
) -> None:
    """Write the sheet; `checks` is the range of the list's check column."""
    sheet.text(0, 0, "Indicators from the client list", "title")
    sheet.text(1, 0, about.line, "muted")
    sheet.text(
        2, 0, "Type the assessment date. Leave the first day empty to count everybody on the list.", "muted"
    )
    sheet.text(4, 0, "Assessment date", "strong")
    sheet.text(5, 0, "Count starts from", "strong")
    for row, title, message in (
        (4, "Assessment date", "The day for which the indicators are worked out."),
        (
            5,
            "Count starts from",
            "Only people whose service start lies from this day to the assessment date.",
        ),
    ):
        sheet.blank(row, 1, "input-left-date")
        sheet.allow_dates(row, 1, title, message)
    sheet.text(6, 0, "Rows used", "strong")
    sheet.formula(6, 1, "=" + counting.rows_used, 0, "left")
    wrong = f'(COUNTIF({checks},"?*"))'
    sheet.text(7, 0, "State", "strong")
    sheet.formula(
        7,
        1,
        (
            f'=IF({wrong}>0,"To mend first: "&{wrong}&" rows of the list, see its column check",'
            f'IF(ISNUMBER({settings.on}),"Ready","Type the assessment date first"))'
        ),
        "Type the assessment date first",
        "text",
    )
    ready = f"AND({wrong}=0,ISNUMBER({settings.on}))"
    sheet.texts(HEAD - 1, ("Number", "Indicator", "Numerator", "Denominator", "Value", "Unit", "Score"))
    for row, indicator in enumerate(indicators, HEAD):
        _indicator_row(book, sheet, row, indicator, counting, ready)
    row = HEAD + len(indicators) + 1
    sheet.text(row, 0, "What is counted", "subtitle")
    sheet.texts(row + 1, ("Number", "What", "Count"))
    row += 2
    for place, indicator in enumerate(indicators):
        for label, column in zip(indicator.labels, (2, 3), strict=True):
            sheet.text(row, 0, indicator.item.id, "id")
            sheet.text(row, 1, label, "cell")
            sheet.formula(row, 2, f"={sheet.at(HEAD + place, column)}", "")
            row += 1
    sheet.widths(17, 58, 12, 13, 14, 10, 10)
    sheet.printing(row, 6, head=HEAD - 1)
    sheet.lock()


def _indicator_row(
    book: Book, sheet: Sheet, row: int, indicator: Indicator, counting: Counting, ready: str
) -> None:
    item = indicator.item
    sheet.text(row, 0, item.id, "id")
    sheet.text(row, 1, indicator.text.text or item.title, "cell")
    numerator, denominator = indicator.parts(counting)
    n = sheet.formula(row, 2, f'=IF({ready},{numerator},"")', "")
    d = sheet.formula(row, 3, f'=IF({ready},{denominator},"")', "")
    places, up = places_for(step.bound for step in item.thresholds), item.direction == "at-most"
    # 100 x n / d percent, or n / (d x days) units of time: either way a fraction of whole numbers.
    over, under = (100, 1) if item.unit == "percent" else (1, DAYS[item.unit])
    value = answers.cut(f"{over}*{n}", f"({under}*{d})", places, up=up)
    sheet.formula(row, 4, f'=IF({d}="","",IF({d}=0,"unscored: nobody",{value}))', "")
    sheet.text(row, 5, item.unit, "cell")
    sign = "<=" if up else ">="
    steps = ",".join(
        f"({n}*{over * s.bound.denominator}{sign}{s.bound.numerator * under}*{d})*{decimal_text(s.score)}"
        for s in item.thresholds
    )
    sheet.formula(row, 6, f'=IF({d}="","",IF({d}=0,"unscored",MAX(0,{steps})))', "")
    for name, cell in (("numerator", n), ("denominator", d)):
        book.name(f"{indicator.calculation.replace('-', '_')}_{name}", cell)


def fill_who_counts(
    sheet: Sheet,
    about: Provenance,
    indicators: Sequence[Indicator],
    counting: Counting,
    checks_column: Sheet,
    column: int,
) -> None:
    """Write for each row of the list whether it counts, and why not."""
    words = {
        "paid-outcome": counting.outcome_words,
        "time-to-job": counting.time_words,
        "sustained-work": counting.sustained_words,
    }
    sheet.text(0, 0, "Who counts, and who is left out and why", "title")
    sheet.text(1, 0, about.line, "muted")
    sheet.texts(
        3, ("List row", "client_ref", "This job", *(f"The person, {one.item.id}" for one in indicators))
    )
    for row in range(1, ROOM + 1):
        check = checks_column.at(row, column)
        sheet.formula(row + 3, 0, f'=IF({counting.used(row)}=0,"",{row + 1})', "")
        sheet.formula(row + 3, 1, f'=IF({counting.used(row)}=0,"",{counting.reference(row)})', "", "cell")
        sheet.formula(row + 3, 2, counting.job_words(row, check), "", "cell")
        for place, indicator in enumerate(indicators, 3):
            sheet.formula(row + 3, place, words[indicator.calculation](row, check), "", "cell")
    last = 2 + len(indicators)
    sheet.widths(9, 16, 38, *(38 for _ in indicators))
    sheet.filter(3, 0, ROOM + 3, last)
    sheet.freeze(4, 2)
    sheet.printing(ROOM + 3, last, head=3)
    sheet.lock(filters=True)
