"""The counting behind a client list: a row of formulas for each row of the list."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from seqf.downloads.workbook.answers import is_blank
from seqf.downloads.workbook.book import Sheet
from seqf.downloads.workbook.client_columns import READ

ROOM = 500  # rows of the list
_EARLIEST = (datetime.date(1950, 1, 1) - datetime.date(1899, 12, 30)).days  # as spreadsheets count days
_HEADS = (
    "Row",
    "Used",
    "client_ref",
    "Person's first row",
    "Job counts",
    "Job start",
    "Last day",
    "Person in window",
    "Profile begun",
    "Job since profile",
    "Paid outcome",
    "First job",
    "Days to it",
    "Old enough",
    "Gap after",
    "Sustained",
)
(
    _ROW,
    _USED,
    _REF,
    _FIRST,
    _COUNTS,
    _START,
    _END,
    _PERSON,
    _PROFILE,
    _SINCE,
    _OUTCOME,
    _JOB,
    _DAYS,
    _OLD,
    _GAP,
    _SUSTAINED,
) = range(len(_HEADS))


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Cells of the assessment date and of the window's first day, and how long work must last, in days."""

    on: str
    since: str
    lasting: int


class Counting:
    """Writes the workings and knows where everything stands. Row r of the list has row r here."""

    def __init__(self, sheet: Sheet, the_list: Sheet, settings: Settings) -> None:
        self._sheet, self._list, self._settings = sheet, the_list, settings

    def on_list(self, name: str, row: int) -> str:
        """Cell of the list."""
        return self._list.at(row, [column.name for column in READ].index(name))

    def _whole(self, column: int) -> str:
        return self._sheet.span(1, column, ROOM, column)

    @property
    def outcomes(self) -> tuple[str, str]:
        """Formula parts for a paid outcome: people with one, people who began a profile."""
        return f"SUM({self._whole(_OUTCOME)})", f"SUM({self._whole(_PROFILE)})"

    @property
    def times(self) -> tuple[str, str]:
        """Formula parts for the time to a job: days of all together, people."""
        return f"SUM({self._whole(_DAYS)})", f"COUNT({self._whole(_DAYS)})"

    @property
    def sustained(self) -> tuple[str, str]:
        """Formula parts for sustained work: people whose work lasted, people with a job old enough."""
        return f"SUM({self._whole(_SUSTAINED)})", f"SUM({self._whole(_OLD)})"

    @property
    def rows_used(self) -> str:
        return f"SUM({self._whole(_USED)})"

    def used(self, row: int) -> str:
        return self._sheet.at(row, _USED)

    def reference(self, row: int) -> str:
        return self._sheet.at(row, _REF)

    def is_first(self, row: int) -> str:
        """Condition: this row of the list is the first one of its person."""
        return f"{self._sheet.at(row, _FIRST)}={row}"

    def check(self, row: int) -> str:
        """Formula for what is wrong with a row of the list; empty text where nothing is."""
        first = self._sheet.at(row, _FIRST)
        tests = [(f'{self.reference(row)}=""', '"client_ref is missing"')]
        for column in READ[1:]:
            cell = self.on_list(column.name, row)
            no_day = f"OR({cell}<>INT({cell}),{cell}<{_EARLIEST})"
            bad = f"IF({is_blank(cell)},FALSE,IF(ISNUMBER({cell}),{no_day},TRUE))"
            tests.append((bad, f'"{column.name} is not a date"'))
        start, end = self.on_list("job_start", row), self.on_list("job_end", row)
        tests.append((is_blank(self.on_list("service_start", row)), '"service_start is missing"'))
        tests.append((f"AND({is_blank(start)},NOT({is_blank(end)}))", '"job_end without job_start"'))
        tests.append((f"IF({is_blank(end)},FALSE,{end}<{start})", '"job_end is before job_start"'))
        for column in READ[1:]:
            if column.of == "person":
                here = self.on_list(column.name, row)
                place = READ.index(column)
                there = f"INDEX({self._list.span(1, place, ROOM, place)},{first})"
                words = f'"{column.name} differs from row "&({first}+1)'
                tests.append((f"IF({first}={row},FALSE,{here}<>{there})", words))
        formula = '""'
        for condition, words in reversed(tests):
            formula = f"IF({condition},{words},{formula})"
        return f'=IF({self.used(row)}=0,"",{formula})'

    def fill(self, checks_column: int, last_column: int) -> None:
        """Write the sheet. The list holds its checks in `checks_column`; others reach up to `last_column`."""
        sheet = self._sheet
        sheet.texts(0, _HEADS)
        for row in range(1, ROOM + 1):
            self._fill_row(row, self._list.at(row, checks_column), checks_column, last_column)
        sheet.widths(*(11 for _ in _HEADS))
        sheet.freeze(1, 3)
        sheet.printing(ROOM, len(_HEADS) - 1, head=0)
        sheet.lock()

    def _fill_row(self, row: int, check: str, checks_column: int, last_column: int) -> None:
        sheet, at = self._sheet, lambda column: self._sheet.at(row, column)
        on, since, lasting = self._settings.on, self._settings.since, self._settings.lasting
        reference = self.on_list("client_ref", row)
        service, profile = self.on_list("service_start", row), self.on_list("profile_start", row)
        start, end = self.on_list("job_start", row), self.on_list("job_end", row)
        firsts, mine = self._whole(_FIRST), f"{self._whole(_FIRST)},{row}"
        sheet.number(row, _ROW, row + 1)
        before = self._list.span(row, 0, row, checks_column - 1)
        after = self._list.span(row, checks_column + 1, row, last_column)
        sheet.formula(row, _USED, f"=IF(COUNTA({before},{after})>0,1,0)", 0)
        sheet.formula(row, _REF, f'=IF(ISERROR({reference}),"",TRIM({reference}&""))', "")
        sheet.array_formula(
            row, _FIRST, f'=IF({at(_REF)}="",0,MATCH(TRUE,EXACT({self._whole(_REF)},{at(_REF)}),0))', 0
        )
        sheet.formula(
            row,
            _COUNTS,
            f'=IF(AND({check}="",ISNUMBER({start}),ISNUMBER({on})),IF(AND({start}>={service},{start}<={on}),1,0),0)',
            0,
        )
        sheet.formula(row, _START, f'=IF({at(_COUNTS)}=1,{start},"")', "")
        sheet.formula(row, _END, f'=IF({at(_COUNTS)}=1,IF({is_blank(end)},{on},{end}),"")', "")
        inside = f"IF({is_blank(since)},1,IF(AND({service}>={since},{service}<={on}),1,0))"
        sheet.formula(row, _PERSON, f'=IF(AND({self.is_first(row)},{check}=""),{inside},0)', 0)
        begun = f"IF(ISNUMBER({profile}),IF({profile}<={on},1,0),0)"
        sheet.formula(row, _PROFILE, f"=IF({at(_PERSON)}=1,{begun},0)", 0)
        since_profile = f"IF(ISNUMBER({profile}),IF({start}>={profile},1,0),0)"
        sheet.formula(row, _SINCE, f"=IF({at(_COUNTS)}=1,{since_profile},0)", 0)
        reached = f"IF(SUMIF({mine},{self._whole(_SINCE)})>0,1,0)"
        sheet.formula(row, _OUTCOME, f"=IF({at(_PROFILE)}=1,{reached},0)", 0)
        own = f"({firsts}={row})*({self._whole(_COUNTS)}=1)"
        earliest = f"MIN(IF({own},{self._whole(_START)}))"
        jobs = f"SUMIF({mine},{self._whole(_COUNTS)})"
        sheet.array_formula(row, _JOB, f'=IF({at(_PERSON)}=1,IF({jobs}>0,{earliest},""),"")', "")
        sheet.formula(row, _DAYS, f'=IF(ISNUMBER({at(_JOB)}),{at(_JOB)}-{service},"")', "")
        sheet.formula(row, _OLD, f"=IF(ISNUMBER({at(_JOB)}),IF({at(_JOB)}+{lasting}<{on},1,0),0)", 0)
        sheet.formula(row, _GAP, self._gap(row), 0)
        sheet.formula(row, _SUSTAINED, f"=IF({at(_OLD)}=1,IF(SUMIF({mine},{self._whole(_GAP)})=0,1,0),0)", 0)

    def _gap(self, row: int) -> str:
        """Formula: 1 where this job ends too soon and no other job of the person covers the next day.

        Work is unbroken for the whole length if, and only if, no job leaves such a gap: the first day without
        work follows the last day of some job.
        """
        counts, end, first = (self._sheet.at(row, column) for column in (_COUNTS, _END, _FIRST))
        begin = f"INDEX({self._whole(_JOB)},{first})"
        covered = (
            f"COUNTIFS({self._whole(_FIRST)},{first},{self._whole(_COUNTS)},1,"
            f'{self._whole(_START)},"<="&({end}+1),{self._whole(_END)},">="&({end}+1))'
        )
        early = f"IF({end}<{begin}+{self._settings.lasting - 1},IF({covered}=0,1,0),0)"
        return f"=IF({counts}=1,IF(ISNUMBER({begin}),{early},0),0)"

    # Words about each row

    def job_words(self, row: int, check: str) -> str:
        """Formula: whether the job of a row counts, and why not."""
        start, service = self.on_list("job_start", row), self.on_list("service_start", row)
        why = (
            f'IF({start}<{service},"left out: began before service_start",'
            f'IF({start}>{self._settings.on},"left out: begins after the assessment date","counts"))'
        )
        return self._words(row, check, f'IF({is_blank(start)},"no job",{why})')

    def outcome_words(self, row: int, check: str) -> str:
        profile = self.on_list("profile_start", row)
        outcome = f'IF({self._sheet.at(row, _OUTCOME)}=1,"counted: paid outcome","counted: no paid outcome")'
        late = '"left out: profile begun after the assessment date"'
        why = f'IF({is_blank(profile)},"left out: no profile begun",{late})'
        return self._person_words(row, check, f"IF({self._sheet.at(row, _PROFILE)}=1,{outcome},{why})")

    def time_words(self, row: int, check: str) -> str:
        days = self._sheet.at(row, _DAYS)
        return self._person_words(
            row, check, f'IF(ISNUMBER({days}),"counted: "&{days}&" days","left out: no job that counts")'
        )

    def sustained_words(self, row: int, check: str) -> str:
        lasted = f'IF({self._sheet.at(row, _SUSTAINED)}=1,"counted: sustained","counted: not sustained")'
        young = f'IF({self._sheet.at(row, _OLD)}=1,{lasted},"left out: first job too recent")'
        return self._person_words(
            row, check, f'IF(ISNUMBER({self._sheet.at(row, _JOB)}),{young},"left out: no job that counts")'
        )

    def _person_words(self, row: int, check: str, words: str) -> str:
        inside = f'IF({self._sheet.at(row, _PERSON)}=1,{words},"left out: started outside the window")'
        return self._words(row, check, f'IF({self.is_first(row)},{inside},"see the person\'s first row")')

    def _words(self, row: int, check: str, words: str) -> str:
        ready = f'IF(ISNUMBER({self._settings.on}),{words},"waits for the assessment date")'
        return f'=IF({self.used(row)}=0,"",IF({check}="",{ready},"to mend: "&{check}))'
