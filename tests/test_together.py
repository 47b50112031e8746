"""Pieces of work done at the same time give what they give one after the other."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from seqf.downloads.catalogue import downloads
from seqf.edge.together import together
from seqf.edge.workspace import Workspace
from seqf.errors import Location, Problem, ProblemsFound

TINY = Path(__file__).parent / "frameworks" / "tiny"


def test_answers_come_in_the_order_of_the_jobs() -> None:
    assert together([lambda: "one", lambda: ("two", b"2"), lambda: None]) == ["one", ("two", b"2"), None]


def test_one_job_needs_no_process_of_its_own() -> None:
    assert together([os.getpid]) == [os.getpid()]


def test_a_job_that_fails_fails_here_with_all_that_it_says() -> None:
    def fail() -> None:
        raise ProblemsFound([Problem(Location("a.yaml", 2, 3), "is not right", "some-rule")])

    with pytest.raises(ProblemsFound) as found:
        together([lambda: 1, fail])
    assert found.value.problems[0].rule == "some-rule"


def test_a_process_that_ends_without_a_word_is_made_up_for() -> None:
    here = os.getpid()

    def vanish() -> str:
        if os.getpid() != here:
            os._exit(1)
        return "done here"

    assert together([lambda: 1, vanish]) == [1, "done here"]


def test_downloads_made_at_the_same_time_are_the_same() -> None:
    framework = Workspace(TINY).load()
    assert downloads(framework, together) == downloads(framework)
