"""The columns of a client list, what each means and belongs to; and invented people as an example."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

_day = datetime.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of the list. Its name is how every reader of the list finds it."""

    name: str
    meaning: str
    of: str  # "person": repeated on each of the person's rows; "job": of that job alone
    kind: str = "date"  # "date", "text", "number" or "choice"
    choices: tuple[str, ...] = ()
    needed: bool = False


READ = (
    Column(
        name="client_ref",
        of="person",
        kind="text",
        needed=True,
        meaning="Your own reference for the person, the same on each of their rows. Not a name.",
    ),
    Column(
        name="service_start",
        of="person",
        needed=True,
        meaning="The day on which the person started with the service.",
    ),
    Column(name="profile_start", of="person", meaning="The day on which their vocational profile was begun."),
    Column(
        name="plan_agreed",
        of="person",
        meaning="The day on which the first profile and action plan were agreed.",
    ),
    Column(
        name="plan_last_reviewed",
        of="person",
        meaning="The day of the last review of profile and action plan.",
    ),
    Column(name="job_start", of="job", meaning="The first day of this paid job. Empty while there is none."),
    Column(name="job_end", of="job", meaning="The last day of this job. Empty while it goes on."),
    Column(
        name="in_work_plan_last_reviewed",
        of="job",
        meaning="The day of the last review of the in-work support plan.",
    ),
    Column(
        name="closed",
        of="person",
        meaning="The day on which the person left the service. People who left stay listed.",
    ),
)
CARRIED = (
    Column(
        name="status",
        of="person",
        kind="choice",
        meaning="Where the person is now.",
        choices=("profiling", "looking for work", "in work", "on a break", "left the service"),
    ),
    Column(
        name="age_group",
        of="person",
        kind="choice",
        meaning="Age, in groups.",
        choices=("16 to 18", "19 to 24", "25 to 49", "50 or over", "not known"),
    ),
    Column(name="gender", of="person", kind="text", meaning="As the person describes it."),
    Column(name="ethnicity", of="person", kind="text", meaning="As the person describes it."),
    Column(
        name="main_need",
        of="person",
        kind="text",
        meaning="The disability, condition or disadvantage that matters most for support.",
    ),
    Column(name="referred_by", of="person", kind="text", meaning="Who brought the person to the service."),
    Column(name="employer", of="job", kind="text", meaning="Who employs the person."),
    Column(name="job_title", of="job", kind="text", meaning="What the job is."),
    Column(name="hours_per_week", of="job", kind="number", meaning="Paid hours in an ordinary week."),
    Column(name="hourly_pay", of="job", kind="number", meaning="Pay for an hour, in pounds."),
    Column(
        name="notes",
        of="job",
        kind="text",
        meaning="Anything else. No names, no health details that nobody needs.",
    ),
)

EXAMPLE_DAY = _day(2026, 3, 31)
ExampleRow = tuple[Mapping[str, str | datetime.date], str]  # cells by column, and what the row shows

EXAMPLE: tuple[ExampleRow, ...] = (
    (
        {
            "client_ref": "P-01",
            "service_start": _day(2025, 1, 6),
            "profile_start": _day(2025, 1, 6),
            "plan_agreed": _day(2025, 1, 20),
            "plan_last_reviewed": _day(2026, 3, 10),
            "job_start": _day(2025, 3, 17),
            "in_work_plan_last_reviewed": _day(2026, 3, 12),
            "status": "in work",
            "employer": "Northside Bakery",
            "job_title": "Baker's assistant",
        },
        "One job that goes on: a paid outcome, and sustained work once it has lasted long enough.",
    ),
    (
        {
            "client_ref": "P-02",
            "service_start": _day(2025, 2, 3),
            "profile_start": _day(2025, 2, 3),
            "plan_agreed": _day(2025, 2, 17),
            "job_start": _day(2025, 5, 1),
            "job_end": _day(2025, 8, 31),
            "status": "in work",
            "employer": "Harbour Hotel",
            "job_title": "Housekeeper",
        },
        "The first of two jobs of one person. The columns of the person are repeated on both rows.",
    ),
    (
        {
            "client_ref": "P-02",
            "service_start": _day(2025, 2, 3),
            "profile_start": _day(2025, 2, 3),
            "plan_agreed": _day(2025, 2, 17),
            "job_start": _day(2025, 9, 1),
            "status": "in work",
            "employer": "Harbour Cafe",
            "job_title": "Kitchen assistant",
        },
        "The second job begins on the day after the first one ends: the work is unbroken.",
    ),
    (
        {
            "client_ref": "P-03",
            "service_start": _day(2025, 3, 3),
            "profile_start": _day(2025, 3, 5),
            "job_start": _day(2025, 6, 2),
            "job_end": _day(2025, 7, 11),
            "status": "looking for work",
            "employer": "City Parks",
            "job_title": "Gardener",
        },
        "A paid outcome that did not last.",
    ),
    (
        {
            "client_ref": "P-04",
            "service_start": _day(2025, 4, 7),
            "profile_start": _day(2025, 4, 7),
            "job_start": _day(2024, 11, 4),
            "status": "in work",
            "employer": "Example Stores",
            "job_title": "Shelf filler",
        },
        "This job began before the person came to the service: it is left out everywhere, and said so.",
    ),
    (
        {
            "client_ref": "P-05",
            "service_start": _day(2025, 9, 1),
            "profile_start": _day(2025, 9, 8),
            "plan_agreed": _day(2025, 9, 19),
            "plan_last_reviewed": _day(2026, 3, 2),
            "status": "looking for work",
        },
        "No job yet: one row, with the columns of the job empty.",
    ),
    (
        {
            "client_ref": "P-06",
            "service_start": _day(2025, 5, 12),
            "profile_start": _day(2025, 5, 12),
            "closed": _day(2025, 10, 3),
            "status": "left the service",
        },
        "Left without a job, and stays on the list: leavers count too.",
    ),
    (
        {"client_ref": "P-07", "service_start": _day(2026, 3, 23), "status": "profiling"},
        "No profile begun yet: not among those who began one.",
    ),
)
