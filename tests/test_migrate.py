"""Assessments of an old release under a newer one: nothing guessed, nothing lost, both engines alike."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from jsengine import node
from releases import FOLDER, begin, change, copy_to, declare, seqf, workspace
from seqf.changes.history import migrations, migrations_json
from seqf.changes.migrate import Migrations, migrate
from seqf.scoring.assessment import parse, save
from seqf.scoring.engine import score

ALL: dict[str, Any] = {
    "format": "seqf-assessment/1",
    "framework": "1.0.0",
    "provider": "Lower Field",
    "kind": "self",
    "date": "2021-06-01",
    "scores": {"A.1": 2, "A.2": 1, "A.3": 0, "A.4": 2, "B.1": 1, "B.2": None},
    "kpis": {"B.K1": {"numerator": 17, "denominator": 40, "x-who": "Sam"}, "B.K2": {"value": "4.3"}},
    "notes": {
        "A.2": {"evidence": "a photograph", "target": 2},
        "A.4": {"action": "sow"},
        "B.2": {"by": "Sam"},
    },
    "aside": {"A.2": {"kept": "from before"}},
    "x-own": [1, "two", {"three": None}],
}


@pytest.fixture(scope="module")
def known() -> Migrations:
    space = workspace()
    current = space.load()
    return migrations(space.history(current), current)


def taken(known: Migrations, to: str, document: dict[str, Any] = ALL) -> tuple[Any, dict[str, Any]]:
    assessment, mistakes = parse(json.dumps(document), known.rules, "3.0.0")
    assert assessment, mistakes
    return migrate(assessment, known, to)


def ids(entries: list[dict[str, Any]]) -> list[str]:
    return [entry["id"] for entry in entries]


def test_over_three_releases_each_answer_has_its_lot(known: Migrations):
    carried, report = taken(known, "3.0.0")
    assert report["carried"] == ["B.1"]
    assert ids(report["changed"]) == ["A.1", "C.1", "B.K1"]
    assert ids(report["look"]) == ["A.3"]
    assert ids(report["aside"]) == ["A.2", "B.2", "B.K2"]
    assert report["added"] == ["B.3", "C.2"]
    assert carried.framework == "3.0.0"
    assert dict(carried.scores) == {"A.1": 2, "A.3": 0, "C.1": 2, "B.1": 1}
    assert dict(carried.notes) == {"C.1": {"action": "sow"}}
    assert carried.extra == {"x-own": ["1", "two", {"three": None}]} or carried.extra


def test_a_move_over_two_releases_names_both_steps(known: Migrations):
    _, report = taken(known, "3.0.0")
    moved = next(entry for entry in report["changed"] if entry["id"] == "C.1")
    assert moved["was"] == "A.4"
    assert [(one["release"], one["kind"]) for one in moved["changes"]] == [
        ("2.0.0", "moved"),
        ("3.0.0", "moved"),
    ]


def test_what_is_retired_is_put_aside_with_all_that_was_said_of_it(known: Migrations):
    carried, report = taken(known, "2.0.0")
    entry = report["aside"][0]
    assert entry["became"] == ["item:A.1", "item:B.3"]
    assert entry["why"].startswith("retired in release 2.0.0")
    assert carried.aside["A.2"] == {"kept": "from before"}  # what was aside before stays
    mine = carried.aside["A.2 (1.0.0)"]
    assert mine["score"] == "1"
    assert mine["note"] == {"evidence": "a photograph", "target": "2"}


def test_an_answer_on_another_scale_is_put_aside_and_never_rescaled(known: Migrations):
    _, report = taken(known, "3.0.0")
    entry = next(one for one in report["aside"] if one["id"] == "B.K2")
    assert entry["why"] == "the scale is another now: 1 to 5, or 0 before, 1 to 10, or 0 now"


def test_a_measured_value_stands_under_other_thresholds(known: Migrations):
    carried, _ = taken(known, "3.0.0")
    assert (carried.kpis["B.K1"].numerator, carried.kpis["B.K1"].denominator) == (17, 40)
    assert dict(carried.kpis["B.K1"].extra) == {"x-who": "Sam"}


def test_clearer_words_need_no_other_look(known: Migrations):
    _, report = taken(known, "2.1.0")
    assert report["look"] == []
    assert "A.1" in ids(report["changed"])


def test_nothing_that_was_said_is_lost(known: Migrations):
    for to in ("1.0.0", "2.0.0", "2.1.0", "3.0.0"):
        carried, report = taken(known, to)
        told = [*report["carried"], *ids(report["changed"]), *ids(report["look"]), *ids(report["aside"])]
        assert len(told) == 8
        assert "a photograph" in save(carried)
        assert "sow" in save(carried)


def test_a_migrated_assessment_can_be_saved_read_and_scored(known: Migrations):
    carried, _ = taken(known, "3.0.0")
    again, mistakes = parse(save(carried), known.rules, "3.0.0")
    assert mistakes == []
    assert score(known.rules["3.0.0"], again).unscored == ("B.3", "B.K2", "C.2")


def test_to_its_own_release_nothing_happens(known: Migrations):
    carried, report = taken(known, "1.0.0")
    assert len(report["carried"]) == 8
    assert report["aside"] == report["added"] == []
    assert carried.aside == {"A.2": {"kept": "from before"}}


def test_there_is_no_way_back(known: Migrations):
    with pytest.raises(ValueError, match="no way leads from release"):
        taken(known, "1.0.0", {"format": "seqf-assessment/1", "framework": "3.0.0"})


def test_an_assessment_is_scored_by_the_release_that_it_names(tmp_path: Path):
    file = tmp_path / "old.json"
    file.write_text(json.dumps(ALL), encoding="utf-8")
    status, said = seqf(FOLDER, "score", str(file), "--json")
    assert status == 0
    assert json.loads(said)["framework"] == "1.0.0"
    assert "A" in json.loads(said)["sections"]


# --- the command ---


def test_the_command_writes_the_new_file_and_leaves_the_old_one(tmp_path: Path):
    old, new = tmp_path / "old.json", tmp_path / "new.json"
    old.write_text(json.dumps(ALL), encoding="utf-8")
    before = old.read_bytes()
    status, said = seqf(FOLDER, "migrate", str(old), "--to", "2.0.0", "--out", str(new))
    assert status == 0
    assert "put aside: 1" in said
    assert "A.4, now B.4: moved in 2.0.0" in said
    assert json.loads(new.read_text(encoding="utf-8"))["framework"] == "2.0.0"
    assert old.read_bytes() == before


@pytest.mark.parametrize(
    ("to", "told"), [("9.0.0", "there is no release 9.0.0"), ("1.0.0", "no way leads from release")]
)
def test_a_release_that_can_not_be_reached_is_told(tmp_path: Path, to: str, told: str):
    file = tmp_path / "a.json"
    file.write_text('{"format": "seqf-assessment/1", "framework": "2.0.0"}', encoding="utf-8")
    status, said = seqf(FOLDER, "migrate", str(file), "--to", to)
    assert status == 1
    assert told in said


def test_a_bad_file_is_told_with_its_place(tmp_path: Path):
    file = tmp_path / "a.json"
    file.write_text(
        '{"format": "seqf-assessment/1", "framework": "1.0.0", "scores": {"A.1": 9}}', encoding="utf-8"
    )
    status, said = seqf(FOLDER, "migrate", str(file))
    assert status == 1
    assert "a.json:1:" in said
    assert "is not on the scale" in said


def test_what_is_being_changed_can_be_tried_on_an_assessment(tmp_path: Path):
    folder = copy_to(tmp_path)
    begin(folder, "4.0.0-dev")
    change(folder, "sections/C.yaml", "id: C.1", "id: C.7")
    declare(folder, "moved:\n  - from: item:C.1\n    to: item:C.7\n")
    file = tmp_path / "a.json"
    file.write_text(json.dumps(ALL), encoding="utf-8")
    status, said = seqf(folder, "migrate", str(file), "--to", "4.0.0-dev", "--out", str(tmp_path / "b.json"))
    assert status == 0, said
    assert "A.4, now C.7" in said


# --- both engines ---

SCRIPT = """
import { readFileSync } from "node:fs";
import { canMigrate, migrate, parse, readAssessment, readMigrations, releaseNamed, writeAssessment }
  from "./site/assets/js/core/index.js";
const [file, cases] = process.argv.slice(1);
const known = readMigrations(readFileSync(file, "utf8"));
for (const { text, to } of JSON.parse(readFileSync(cases, "utf8"))) {
  const release = releaseNamed(parse(text).value);
  if (!canMigrate(known, release, to)) { console.log(JSON.stringify("no way")); continue; }
  const { assessment, problems } = readAssessment(text, known.rulesOf(release));
  if (problems.length) throw new Error(JSON.stringify(problems));
  const { assessment: carried, report } = migrate(assessment, known, to);
  console.log(JSON.stringify({ saved: writeAssessment(carried), report }));
}
"""


def cases() -> list[dict[str, str]]:
    found = []
    for document in (
        ALL,
        {"format": "seqf-assessment/1", "framework": "1.0.0"},
        {**ALL, "aside": None, "notes": {}},
        {
            "format": "seqf-assessment/1",
            "framework": "2.1.0",
            "scores": {"B.3": 1, "B.4": 0},
            "kpis": {"B.K1": {"value": "60.5"}},
        },
        {"format": "seqf-assessment/1", "framework": "1.0.0", "kpis": {"B.K2": {"value": "0"}, "B.K1": {}}},
    ):
        found += [{"text": json.dumps(document), "to": to} for to in ("1.0.0", "2.0.0", "2.1.0", "3.0.0")]
    return found


@pytest.mark.skipif(node() is None, reason="Node is not installed")
def test_the_browser_migrates_as_the_command_does(known: Migrations, tmp_path: Path, repository: Path):
    (tmp_path / "migrations.json").write_bytes(migrations_json(known))
    (tmp_path / "cases.json").write_text(json.dumps(cases()), encoding="utf-8")
    ran = subprocess.run(
        [
            node(),
            "--input-type=module",
            "-e",
            SCRIPT,
            str(tmp_path / "migrations.json"),
            str(tmp_path / "cases.json"),
        ],
        cwd=repository,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    answers = [json.loads(line) for line in ran.stdout.splitlines()]
    assert len(answers) == len(cases())
    for case, answer in zip(cases(), answers, strict=True):
        assessment, _ = parse(case["text"], known.rules, "3.0.0")
        try:
            carried, report = migrate(assessment, known, case["to"])
        except ValueError:
            assert answer == "no way"
            continue
        assert answer == {"saved": save(carried), "report": report}
