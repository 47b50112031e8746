"""How problems are told."""

from __future__ import annotations

import json

from seqf.edge.reporting import render
from seqf.errors import Location, Problem

LATER = Problem(Location("b.yaml", 3, 7), "50% is too much: write 5", "too-much")
EARLIER = Problem(Location("a.yaml", 12, 1), "`weigth` is not known here", "unknown-key")
WHOLE_FILE = Problem(Location("a,b.yaml"), "this file is empty", "empty-file")


def test_problems_come_sorted_by_place_and_counted():
    assert render([LATER, EARLIER], "text").splitlines() == [
        "a.yaml:12:1: `weigth` is not known here [unknown-key]",
        "b.yaml:3:7: 50% is too much: write 5 [too-much]",
        "2 problems",
    ]


def test_a_problem_of_a_whole_file_names_the_file_alone():
    assert render([WHOLE_FILE], "text") == "a,b.yaml: this file is empty [empty-file]"


def test_no_problem_gives_no_text():
    assert render([], "text") == ""
    assert render([], "github") == ""


def test_json_gives_programs_each_part_of_a_problem():
    assert json.loads(render([LATER], "json")) == {
        "problems": [
            {
                "path": "b.yaml",
                "line": 3,
                "column": 7,
                "message": "50% is too much: write 5",
                "rule": "too-much",
            }
        ]
    }


def test_github_notes_escape_what_would_end_them():
    assert render([LATER], "github") == (
        "::error file=b.yaml,line=3,col=7,title=too-much::50%25 is too much: write 5"
    )
    assert render([WHOLE_FILE], "github").startswith(
        "::error file=a%2Cb.yaml,line=1,col=1,title=empty-file::"
    )
