"""Scoring files from the command line: what is printed, in which order, and what bad files do."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
import tracemalloc

import pytest
from click.testing import CliRunner
from seqf.cli import main
from seqf.edge import assessmentfiles, scorefiles
from seqf.edge.progress import Progress

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

    def run(*arguments, command="score"):
        return CliRunner().invoke(main, [command, "--rules", "rules.json", *arguments])

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


def test_a_trace_steps_and_the_effect_of_other_answers_stand_after_the_result(seqf):
    seqf.put("a.json", {"scores": {"1.1": 1, "1.2": 1}})
    plain = json.loads(seqf("a.json", "--json").stdout)
    row = json.loads(seqf("a.json", "--json", "--trace", "--steps", "--what-if", "1.1=2").stdout)
    assert list(row) == [*plain, "trace", "steps", "what_if"]
    assert {key: row[key] for key in plain} == plain
    assert row["trace"]["marks"][0]["overall"] == {"minimum": "75", "low": "-25", "high": "-25"}
    assert [(mark["mark"], mark["steps"]) for mark in row["steps"]["marks"]] == [("good", 1)]
    assert row["what_if"]["after"]["outcome"] == {"low": "good", "high": "good"}


def test_text_tells_how_a_result_came_about_and_where_it_can_go(seqf):
    seqf.put("a.json", {"scores": {"1.1": 1, "1.2": 1}})
    text = seqf("a.json", "--trace", "--steps", "--what-if", "1.1=2").stdout
    assert "    Section 1: 2 of 4 points, times 100 / 4 = 50." in text
    assert "    Good: 1 step at least, such as 1.1 from 1 to 2. That gives 75% overall." in text
    assert "    Overall  50% becomes 75%" in text
    assert "    Result   below every mark; then in the Good range" in text
    seqf.put("b.json", {"scores": {"1.1": 2, "1.2": 2}})
    assert "The highest mark is reached." in seqf("b.json", "--steps").stdout


def test_another_answer_of_a_wrong_form_or_value_is_bad_usage(seqf):
    seqf.put("a.json", {})
    for other, told in (("1.1", "ITEM=ANSWER"), ("=2", "ITEM=ANSWER"), ("1.1=3", "scale"), ("9=1", "item")):
        done = seqf("a.json", "--what-if", other)
        assert (done.exit_code, told in done.stderr) == (2, True), other


def test_a_row_of_csv_has_no_room_for_a_trace(seqf):
    seqf.put("a.json", {})
    for option in (["--trace"], ["--steps"], ["--what-if", "1.1=2"]):
        assert seqf("a.json", "--csv", *option).exit_code == 2


def test_two_assessments_are_compared_item_by_item(seqf):
    seqf.put("own.json", {"kind": "self", "provider": "Example", "scores": {"1.1": 2, "1.2": 2}})
    seqf.put("external.json", {"kind": "external", "scores": {"1.1": 2, "1.2": 1}})
    text = seqf("own.json", "external.json", command="compare").stdout
    assert text.splitlines()[0] == (
        "1  Example, self-assessment (Two questions, 3.0.0): 100%, in the Good range"
    )
    assert "  1.2      2       1" in text
    assert "  1.1  " not in text
    assert "over-rated by 25" in text
    row = json.loads(seqf("own.json", "external.json", "--json", command="compare").stdout)
    assert row["format"] == "seqf-comparison/1"
    assert row["pairs"][0]["difference"] == "25"


def test_where_one_file_is_bad_nothing_is_compared(seqf):
    seqf.put("a.json", {"scores": {"1.1": 7}})
    seqf.put("b.json", {})
    done = seqf("a.json", "b.json", "gone.json", command="compare")
    assert (done.exit_code, done.stdout) == (1, "")
    assert "a.json:1:" in done.stderr
    assert "gone.json: can't be read" in done.stderr


def test_one_assessment_or_four_are_bad_usage(seqf):
    seqf.put("a.json", {})
    for files in (["a.json"], ["a.json"] * 4):
        done = seqf(*files, command="compare")
        assert done.exit_code == 2
        assert "two or three" in done.stderr


def test_a_huge_file_or_line_is_refused_without_reading_it_all(seqf, tmp_path):
    with (tmp_path / "huge.json").open("wb") as stream:
        stream.truncate(51_000_000)
    with (tmp_path / "huge.jsonl").open("wb") as stream:
        stream.truncate(51_000_000)
        stream.seek(0, 2)
        stream.write(b'\n{"format":"seqf-assessment/1"}\n')
    done = seqf("huge.json", "huge.jsonl", "--json")
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    message = "is larger than 50 MB; that is no assessment"
    assert [row.get("error") for row in rows] == [[{"place": "file", "message": message}]] * 2 + [None]
    assert done.exit_code == 1


def test_a_long_stream_needs_no_more_memory_than_a_short_one(seqf, tmp_path):
    """Each line is let go before the next is read."""
    line = json.dumps({"format": "seqf-assessment/1", "x-own": "x" * 100_000, "scores": {"1.1": 2}})
    peaks = []
    for count in (20, 200):
        seqf.put("many.jsonl", *[line] * count)
        releases = assessmentfiles.releases_from(tmp_path / "rules.json")
        tracemalloc.start()
        assert sum(1 for _ in scorefiles.lines([tmp_path / "many.jsonl"], releases, "json")) == count
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] * 1.2


class Screen(io.StringIO):
    def isatty(self):
        return True


def test_a_terminal_shows_how_far_a_stream_is_and_is_left_clean():
    screen = Screen()
    with Progress(screen, 200) as progress:
        progress.add(50)
        progress.add(0)
        progress.add(50)
    shown = screen.getvalue().split("\r\033[K")
    assert shown == ["", "[#######.......................] 25%", "[###############...............] 50%", ""]


def test_a_result_on_the_same_terminal_stands_on_an_empty_line():
    screen = Screen()
    with Progress(screen, 200) as progress:
        progress.add(100)
        progress.clear()
        screen.write("result\n")
        progress.clear()
    assert screen.getvalue().endswith("50%\r\033[Kresult\n")


def test_a_pipe_or_a_single_file_shows_no_progress():
    pipe, screen = io.StringIO(), Screen()
    for stream, total in ((pipe, 200), (screen, 0)):
        with Progress(stream, total) as progress:
            progress.add(100)
            progress.clear()
        assert stream.getvalue() == ""


def test_bad_usage_exits_with_2(seqf):
    assert seqf("--nonsense").exit_code == 2
    assert CliRunner().invoke(main, ["score"]).exit_code == 2


def test_when_nobody_reads_on_the_command_ends_without_a_word(tmp_path):
    (tmp_path / "rules.json").write_text(json.dumps(RULES))
    (tmp_path / "many.jsonl").write_text('{"format": "seqf-assessment/1"}\n' * 5000)
    command = [
        sys.executable,
        "-c",
        "from seqf.cli import main; main()",
        "score",
        "--rules",
        "rules.json",
        "many.jsonl",
    ]
    with subprocess.Popen(
        [*command, "--json"], cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        assert running.stdout.readline()
        running.stdout.close()
        assert running.stderr.read() == b""
