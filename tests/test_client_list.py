"""The client-list workbook counts as defined: recalculated, and compared with a count day by day."""

from __future__ import annotations

import datetime
import functools
import io
import random
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import libreoffice
import openpyxl
import pytest
from loaded import TINY, framework
from seqf.downloads.itemtexts import item_records
from seqf.downloads.workbook.client_columns import CARRIED, EXAMPLE, EXAMPLE_DAY, READ
from seqf.downloads.workbook.client_list import CHECK, client_list, serves
from seqf.downloads.workbook.client_workings import ROOM
from seqf.exact import places_for, shown
from seqf.model import ThresholdKpi
from seqf.scoring.engine import threshold_score

needs_libreoffice = pytest.mark.skipif(bool(libreoffice.missing()), reason=libreoffice.missing() or "present")

Job = dict[str, datetime.date]
Person = dict[str, Any]  # the person's columns, and "jobs"
ON = datetime.date(2026, 3, 31)
DAY = datetime.timedelta(days=1)
NAMES = [column.name for column in READ]
LETTER = {name: chr(ord("A") + place) for place, name in enumerate(NAMES)}
CHECKS = chr(ord("A") + CHECK)


@functools.cache
def content() -> bytes:
    return client_list(framework())


@pytest.fixture(scope="module")
def office() -> Iterator[libreoffice.LibreOffice]:
    with libreoffice.LibreOffice(content()) as opened:
        yield opened


def serial(day: datetime.date) -> int:
    """The number by which a spreadsheet knows a day."""
    return (day - datetime.date(1899, 12, 30)).days


def rows_of(people: list[Person]) -> list[dict[str, Any]]:
    """Rows of the list: one for each job, one for a person without."""
    found = []
    for person in people:
        own = {name: value for name, value in person.items() if name != "jobs"}
        found += [own | job for job in person["jobs"]] or [own]
    return found


def cells_of(
    rows: list[dict[str, Any]], on: datetime.date | None, since: datetime.date | None = None
) -> list[Any]:
    cells: list[Any] = [
        ("Indicators", "B5", on and serial(on)),
        ("Indicators", "B6", since and serial(since)),
    ]
    for number, row in enumerate(rows, 2):
        for name, value in row.items():
            value = serial(value) if isinstance(value, datetime.date) else value
            cells.append(("Client list", f"{LETTER[name]}{number}", value))
    return cells


def count(
    people: list[Person], on: datetime.date, since: datetime.date | None, lasting: int
) -> dict[str, tuple[int, int]]:
    """Count as the definitions read, with days as sets: numerator and denominator by calculation."""
    found = {"paid-outcome": [0, 0], "time-to-job": [0, 0], "sustained-work": [0, 0]}
    for person in people:
        begin = person["service_start"]
        if since and not since <= begin <= on:
            continue
        jobs = [job for job in person["jobs"] if begin <= job["job_start"] <= on]
        profile = person.get("profile_start")
        if profile and profile <= on:
            found["paid-outcome"][1] += 1
            found["paid-outcome"][0] += any(job["job_start"] >= profile for job in jobs)
        if not jobs:
            continue
        first = min(job["job_start"] for job in jobs)
        found["time-to-job"][0] += (first - begin).days
        found["time-to-job"][1] += 1
        if first + lasting * DAY < on:
            worked = {
                day
                for job in jobs
                for day in range(serial(job["job_start"]), serial(job.get("job_end") or on) + 1)
            }
            found["sustained-work"][1] += 1
            found["sustained-work"][0] += set(range(serial(first), serial(first) + lasting)) <= worked
    return {name: (n, d) for name, (n, d) in found.items()}


def random_people(dice: random.Random, lasting: int) -> list[Person]:
    people = []
    for number in range(dice.randint(0, 14)):
        start = ON - dice.randint(-20, 700) * DAY
        person: Person = {
            "client_ref": dice.choice(("P-{}", "p-{}", "0{}", "{}*", "A {}")).format(number),
            "service_start": start,
            "jobs": [],
        }
        if dice.random() < 0.8:
            person["profile_start"] = start + dice.randint(-3, 40) * DAY
        at = start + dice.randint(-10, 250) * DAY
        if dice.random() < 0.3:
            at = ON - (lasting + dice.randint(-1, 1)) * DAY
        for _ in range(dice.choice((0, 1, 1, 2, 3))):
            job: Job = {"job_start": at}
            length = dice.choice((lasting - 1, lasting, lasting + 1, 30, 100, 1, 400))
            if dice.random() < 0.75:
                job["job_end"] = at + (length - 1) * DAY
            person["jobs"].append(job)
            at = at + (length + dice.choice((0, 0, 0, 1, -5, 40))) * DAY
        dice.shuffle(person["jobs"])
        people.append(person)
    return people


def indicators() -> list[tuple[ThresholdKpi, str]]:
    records = item_records(framework())
    return [
        (item, records[item.id]["from_client_list"])
        for item in framework().rules.items
        if records[item.id].get("from_client_list")
    ]


def lasting_days() -> int:
    """From the framework's figure, in weeks; the interpretation gives the same in days."""
    figures = [
        f
        for record in item_records(framework()).values()
        for f in record.get("figures") or ()
        if f["id"] == "sustained"
    ]
    return 7 * int(figures[0]["value"])


def read(office: libreoffice.LibreOffice, cells: list[Any]) -> dict[str, list[Any]]:
    table = office.calculate(cells, [("Indicators", f"A11:G{10 + len(indicators())}")])[0]
    return {row[0]: row[2:] for row in table}


def expected(
    people: list[Person], on: datetime.date, since: datetime.date | None = None
) -> dict[str, list[Any]]:
    counted, rows = count(people, on, since, lasting_days()), {}
    for item, calculation in indicators():
        n, d = counted[calculation]
        if d == 0:
            rows[item.id] = [n, 0, "unscored: nobody", item.unit, "unscored"]
            continue
        value = Fraction(100 * n, d) if item.unit == "percent" else Fraction(n, 7 * d)
        cut = shown(value, places_for(step.bound for step in item.thresholds), up=item.direction == "at-most")
        rows[item.id] = [n, d, float(cut), item.unit, float(threshold_score(item, value))]
    return rows


@needs_libreoffice
@pytest.mark.parametrize("seed", range(40))
def test_random_lists_count_as_day_by_day(office: libreoffice.LibreOffice, seed: int) -> None:
    dice = random.Random(seed)
    people = random_people(dice, lasting_days())
    since = dice.choice((None, None, ON - 365 * DAY))
    assert read(office, cells_of(rows_of(people), ON, since)) == expected(people, ON, since)


@needs_libreoffice
def test_rows_of_one_person_may_stand_apart(office: libreoffice.LibreOffice) -> None:
    dice = random.Random(1)
    people = [person for _ in range(4) for person in random_people(dice, lasting_days())]
    for number, person in enumerate(people):
        person["client_ref"] = f"P{number}"
    rows = rows_of(people)
    dice.shuffle(rows)
    assert read(office, cells_of(rows, ON)) == expected(people, ON)


@needs_libreoffice
@pytest.mark.parametrize(
    ("jobs", "sustained"),
    [
        ([(0, 181)], 1),  # the first and the last day are counted: 182 days
        ([(0, 180)], 0),
        ([(0, 90), (91, 181)], 1),  # the second job follows on the next day
        ([(0, 90), (92, 400)], 0),  # one day between
        ([(0, 90), (50, 120), (100, 200)], 1),  # they overlap
        ([(0, 400), (5, 10)], 1),  # a short job inside a long one
        ([(0, None)], 1),
        ([(0, 3), (4, None)], 1),
        ([(0, 180), (182, None)], 0),
    ],
)
def test_work_is_sustained_where_no_day_is_missing(
    office: libreoffice.LibreOffice, jobs: list[Any], sustained: int
) -> None:
    first, lasting = ON - 500 * DAY, lasting_days()
    assert lasting == 182
    made = []
    for start, end in jobs:
        made.append(
            {"job_start": first + start * DAY} | ({} if end is None else {"job_end": first + end * DAY})
        )
    people = [{"client_ref": "x", "service_start": first, "jobs": made}]
    item = next(item for item, calculation in indicators() if calculation == "sustained-work")
    assert read(office, cells_of(rows_of(people), ON))[item.id][:2] == [sustained, 1]


@needs_libreoffice
def test_the_example_counts_as_day_by_day_and_has_nothing_to_mend(office: libreoffice.LibreOffice) -> None:
    rows = [{name: value for name, value in cells.items() if name in LETTER} for cells, _ in EXAMPLE]
    people: dict[str, Person] = {}
    for row in rows:
        job = {name: row[name] for name in ("job_start", "job_end") if name in row}
        person = people.setdefault(str(row["client_ref"]), {**row, "jobs": []})
        person["jobs"] += [job] if job else []
    found = read(office, cells_of(rows, EXAMPLE_DAY))
    want = expected(list(people.values()), EXAMPLE_DAY)
    assert found == want
    assert all(want[item.id][0] > 0 for item, _ in indicators())


@needs_libreoffice
@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"service_start": ON}, "client_ref is missing"),
        ({"client_ref": " ", "service_start": ON}, "client_ref is missing"),
        ({"client_ref": "a"}, "service_start is missing"),
        ({"client_ref": "a", "service_start": "31/03/2026"}, "service_start is not a date"),
        ({"client_ref": "a", "service_start": ON, "closed": "soon"}, "closed is not a date"),
        ({"client_ref": "a", "service_start": ON, "job_start": 12.5}, "job_start is not a date"),
        ({"client_ref": "a", "service_start": ON, "job_end": ON}, "job_end without job_start"),
        (
            {"client_ref": "a", "service_start": ON, "job_start": ON, "job_end": ON - DAY},
            "job_end is before job_start",
        ),
    ],
)
def test_a_mistake_is_named_and_nothing_is_worked_out(
    office: libreoffice.LibreOffice, row: Person, message: str
) -> None:
    cells = cells_of([{"client_ref": "ok", "service_start": ON - DAY}, row], ON)
    found = office.calculate(
        cells, [("Client list", f"{CHECKS}2:{CHECKS}4"), ("Indicators", "B8"), ("Indicators", "C11:G11")]
    )
    assert found[0] == [[""], [message], [""]]
    assert found[1][0][0].startswith("To mend first: 1 ")
    assert set(found[2][0]) == {"", "percent"}


@needs_libreoffice
def test_rows_of_one_person_that_disagree_are_named(office: libreoffice.LibreOffice) -> None:
    rows = [
        {"client_ref": "a", "service_start": ON, "profile_start": ON},
        {"client_ref": "b", "service_start": ON},
        {"client_ref": "a", "service_start": ON, "profile_start": ON - DAY},
        {"client_ref": "A", "service_start": ON - DAY},  # another person: letters count
    ]
    found = office.calculate(cells_of(rows, ON), [("Client list", f"{CHECKS}2:{CHECKS}5")])
    assert found[0] == [[""], [""], ["profile_start differs from row 2"], [""]]


@needs_libreoffice
def test_without_an_assessment_date_nothing_is_worked_out(office: libreoffice.LibreOffice) -> None:
    cells = cells_of([{"client_ref": "a", "service_start": ON, "job_start": ON}], None)
    found = office.calculate(cells, [("Indicators", "B8"), ("Indicators", "C11:E13")])
    assert found[0] == [["Type the assessment date first"]]
    assert {cell for row in found[1] for cell in row} == {""}


@needs_libreoffice
def test_who_is_left_out_is_told_with_the_reason(office: libreoffice.LibreOffice) -> None:
    early = ON - 400 * DAY
    rows = [
        {"client_ref": "before", "service_start": early, "profile_start": early, "job_start": early - DAY},
        {"client_ref": "none", "service_start": early},
        {"client_ref": "later", "service_start": early, "profile_start": ON + DAY, "job_start": ON + DAY},
        {
            "client_ref": "new",
            "service_start": ON - 9 * DAY,
            "profile_start": ON - 9 * DAY,
            "job_start": ON - 2 * DAY,
        },
    ]
    found = office.calculate(cells_of(rows, ON), [("Who counts", "A5:F9")])
    profile, no_job = "left out: no profile begun", "left out: no job that counts"
    late = "left out: profile begun after the assessment date"
    assert found[0] == [
        [2, "before", "left out: began before service_start", "counted: no paid outcome", no_job, no_job],
        [3, "none", "no job", profile, no_job, no_job],
        [4, "later", "left out: begins after the assessment date", late, no_job, no_job],
        [5, "new", "counts", "counted: paid outcome", "counted: 7 days", "left out: first job too recent"],
        ["", "", "", "", "", ""],
    ]


# The readings that stand, where the sources leave the counting open (framework/current/interpretations.yaml)


def counted(office: libreoffice.LibreOffice, calculation: str, *people: Person) -> tuple[Any, Any]:
    """Numerator and denominator of one indicator."""
    item = next(item for item, name in indicators() if name == calculation)
    numerator, denominator, *_ = read(office, cells_of(rows_of(list(people)), ON))[item.id]
    return numerator, denominator


def person(name: str, *jobs: Job, **more: datetime.date) -> Person:
    """Somebody who came, and began a profile, 500 days before the assessment."""
    start = ON - 500 * DAY
    return {"client_ref": name, "service_start": start, "profile_start": start, "jobs": list(jobs), **more}


def job(start: int, end: int | None = None) -> Job:
    """A job, in days before the assessment; without an end it goes on."""
    return {"job_start": ON - start * DAY} | ({} if end is None else {"job_end": ON - end * DAY})


@needs_libreoffice
def test_people_who_have_left_still_count(office: libreoffice.LibreOffice) -> None:
    left = ON - 300 * DAY
    people = (
        person("here", job(400)),
        person("left", closed=left),
        person("left in work", job(400, 350), closed=left),
    )
    assert counted(office, "paid-outcome", *people) == (2, 3)
    assert counted(office, "time-to-job", *people) == (200, 2)
    assert counted(office, "sustained-work", *people) == (1, 2)


@needs_libreoffice
def test_a_job_from_before_the_service_is_left_out(office: libreoffice.LibreOffice) -> None:
    people = (
        person("had one", job(501)),
        person("found one", job(500)),
        person("had and found", job(600), job(490)),
    )
    assert counted(office, "paid-outcome", *people) == (2, 3)
    assert counted(office, "time-to-job", *people) == (10, 2)
    assert counted(office, "sustained-work", *people) == (2, 2)


@needs_libreoffice
def test_a_job_from_before_the_profile_is_no_paid_outcome(office: libreoffice.LibreOffice) -> None:
    begun = ON - 450 * DAY
    before = person("before", job(451), profile_start=begun)
    same_day = person("same day", job(450), profile_start=begun)
    assert counted(office, "paid-outcome", before, same_day) == (1, 2)
    # Both jobs began after the service did, so the other indicators know them.
    assert counted(office, "time-to-job", before, same_day) == (49 + 50, 2)


@needs_libreoffice
def test_the_time_to_a_job_ends_with_the_first_one(office: libreoffice.LibreOffice) -> None:
    several = person("several", job(100), job(470, 460), job(300, 200))
    assert counted(office, "time-to-job", several) == (30, 1)


@needs_libreoffice
def test_paid_work_goes_on_across_jobs_without_a_break(office: libreoffice.LibreOffice) -> None:
    changed = person("changed", job(400, 310), job(309, 200))
    paused = person("paused", job(400, 310), job(308, 100))
    assert counted(office, "sustained-work", changed) == (1, 1)
    assert counted(office, "sustained-work", changed, paused) == (1, 2)


@needs_libreoffice
def test_stored_values_are_those_of_an_empty_list(office: libreoffice.LibreOffice) -> None:
    stored, formulas = (
        openpyxl.load_workbook(io.BytesIO(content()), data_only=True),
        openpyxl.load_workbook(io.BytesIO(content())),
    )
    for name, span in (
        ("Workings", "A2:P40"),
        ("Indicators", "A1:G20"),
        ("Method", "A1:B40"),
        ("Who counts", "A5:F30"),
        ("Client list", "J2:J40"),
    ):
        found = office.calculate([], [(name, span)])[0]
        for cells, values in zip(formulas[name][span], found, strict=True):
            for cell, value in zip(cells, values, strict=True):
                if cell.data_type == "f":
                    want = stored[name][cell.coordinate].value
                    assert value == ("" if want is None else want), f"{name}!{cell.coordinate}"


def test_the_list_begins_with_the_names_that_programs_look_for() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(content()))["Client list"]
    heads = [cell.value for cell in sheet[1]]
    assert heads == [*NAMES, "check", *(column.name for column in CARRIED)]
    assert NAMES == [
        "client_ref", "service_start", "profile_start", "plan_agreed", "plan_last_reviewed",
        "job_start", "job_end", "in_work_plan_last_reviewed", "closed",
    ]  # fmt: skip
    assert all(not cell.protection.locked for cell in sheet[ROOM + 1] if cell.column != CHECK + 1)


def test_a_framework_that_no_list_serves_has_a_list_without_indicators() -> None:
    assert not serves(framework(TINY))
    assert "Indicators" not in openpyxl.load_workbook(io.BytesIO(client_list(framework(TINY)))).sheetnames


def test_the_method_says_what_the_framework_asks_for() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(content()))["Method"]
    text = " ".join(str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value)
    for item, _ in indicators():
        assert item.id in text and item.title in text
        assert item_records(framework())[item.id]["formula"]["text"].split(".")[0] in text
    assert f"{lasting_days()} days" in text


def test_the_same_framework_gives_the_same_list() -> None:
    assert client_list(framework()) == content()
