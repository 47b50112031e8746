"""Scoring files from the command line: what is printed, in which order, and what bad files do."""

from __future__ import annotations

import csv
import json

import pytest
from click.testing import CliRunner
from seqf.cli import main

RULES = {
    "format": "seqf-rules/1",
    "framework": "3.0.0",
    "title": "Two questions",
    "sections": [
        {
            "id": "1",
            "title": "Only",
            "weight": "100",
            "items": [
                {"id": "1.1", "title": "First", "kind": "criterion", "scale": ["0", "1", "2"]},
                {"id": "1.2", "title": "Second", "kind": "criterion", "scale": ["0", "1", "2"]},
            ],
        }
    ],
    "gate": None,
    "marks": [{"id": "good", "title": "Good", "minimum": "75"}],
    "readings": [],
}


@pytest.fixture
def seqf(tmp_path, monkeypatch):
    """Run `seqf score` with the two questions in a folder without a framework."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "rules.json").write_text(json.dumps(RULES))

    def run(*arguments):
        return CliRunner().invoke(main, ["score", "--rules", "rules.json", *arguments])

    def put(name, *assessments):
        lines = [
            a if isinstance(a, str) else json.dumps({"format": "seqf-assessment/1", **a}) for a in assessments
        ]
        (tmp_path / name).write_text("\n".join(lines) + "\n")

    run.put = put
    return run


def outcomes(result):
    rows = map(json.loads, result.stdout.splitlines())
    return [row["error"] if "error" in row else row["outcome"]["high"] for row in rows]


def test_each_file_gives_one_line_in_order(seqf):
    seqf.put("a.json", {"scores": {"1.1": 2, "1.2": 2}})
    seqf.put("b.yaml", "format: seqf-assessment/1\nscores:\n  1.1: 0\n  1.2: 0")
    done = seqf("a.json", "b.yaml", "--json")
    assert done.exit_code == 0
    assert outcomes(done) == ["good", "none"]


def test_a_stream_gives_a_line_for_each_assessment_and_passes_over_blank_ones(seqf):
    seqf.put("many.jsonl", {"scores": {"1.1": 2, "1.2": 2}}, "", {"scores": {"1.1": 0, "1.2": 0}})
    assert outcomes(seqf("many.jsonl", "--json")) == ["good", "none"]


def test_a_bad_line_takes_its_place_and_the_others_are_scored(seqf):
    seqf.put("many.jsonl", {"scores": {"1.1": 2, "1.2": 2}}, {"scores": {"1.1": 3}}, {"scores": {}})
    done = seqf("many.jsonl", "--json")
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.exit_code == 1
    assert [row.get("line") for row in rows] == [None, 2, None]
    assert rows[1]["file"] == "many.jsonl"
    assert rows[1]["error"][0]["place"] == "scores.1.1"
    assert rows[2]["outcome"] == {"low": "none", "high": "good"}


def test_a_missing_file_is_told_and_the_others_are_scored(seqf):
    seqf.put("a.json", {"scores": {"1.1": 2, "1.2": 2}})
    done = seqf("gone.json", "a.json", "--json")
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.exit_code == 1
    assert rows[0] == {
        "error": [{"place": "file", "message": "can't be read: no such file or directory"}],
        "file": "gone.json",
    }
    assert rows[1]["complete"] is True


def test_an_assessment_of_an_unknown_release_is_an_error(seqf):
    seqf.put("a.json", {"framework": "9.9.9"})
    done = seqf("a.json")
    assert done.exit_code == 1
    assert "9.9.9" in done.stderr
    assert "3.0.0" in done.stderr
    assert "a.json:1:" in done.stderr


def test_csv_has_one_head_and_a_row_for_each_assessment(seqf):
    seqf.put("a.json", {"provider": "=cmd()", "kind": "self", "scores": {"1.1": 2}})
    seqf.put("b.json", {"provider": "Somebody, and partners", "scores": {"1.1": 2, "1.2": 1}})
    rows = list(csv.DictReader(seqf("a.json", "b.json", "--csv").stdout.splitlines()))
    assert [row["provider"] for row in rows] == ["'=cmd()", "Somebody, and partners"]
    assert [(row["overall_low"], row["overall_high"]) for row in rows] == [
        ("50.0", "100.0"),
        ("75.0", "75.0"),
    ]
    assert [row["outcome_low"] for row in rows] == ["none", "good"]


def test_text_says_range_sections_and_what_is_not_scored(seqf):
    seqf.put("a.json", {"provider": "Example", "kind": "self", "scores": {"1.1": 2}})
    text = seqf("a.json").stdout
    assert "Overall  50.0 to 100.0%, between no mark and Good" in text
    assert "Not scored yet (1): 1.2" in text
    assert "only an external assessment awards a mark" in text


def test_rules_with_mistakes_are_refused_with_their_places(seqf, tmp_path):
    (tmp_path / "rules.json").write_text(json.dumps({**RULES, "marks": 5, "title": 7}, indent=1))
    seqf.put("a.json", {})
    done = seqf("a.json")
    assert done.exit_code == 1
    assert "rules.json:4:11: title: " in done.stderr
    assert "marks: " in done.stderr


def test_without_a_framework_the_user_learns_where_to_run(seqf, tmp_path):
    seqf.put("a.json", {})
    done = CliRunner().invoke(main, ["score", "a.json"])
    assert done.exit_code == 1
    assert "--framework DIR" in done.stderr


def test_bad_usage_exits_with_2(seqf):
    assert seqf("--nonsense").exit_code == 2
    assert CliRunner().invoke(main, ["score"]).exit_code == 2
