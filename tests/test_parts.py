"""A part that somebody filled in for an assessment is a file like any other, for every command."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from releases import FOLDER, seqf
from seqf.disk import resources

# As the calculator writes it: the record holds what the part was made from, as a file writes answers.
BASE: dict[str, Any] = {
    "framework": "2.1.0",
    "provider": "Lower Field",
    "kind": "self",
    "scores": {"A.1": 1},
    "kpis": {"B.K1": {"numerator": 17, "denominator": 40}},
    "notes": {"A.1": {"evidence": "Seen", "target": 2}},
    "x-entered": {"A.3": {"target": "soon"}},
}
RECORD: dict[str, Any] = {
    "for": "Bo",
    "sections": ["A", "B"],
    "of": "the-whole",
    "id": "the-part",
    "made": "2026-03-31T10:00:00.000Z",
    "base": BASE,
}
PART: dict[str, Any] = {
    "format": "seqf-assessment/1",
    **copy.deepcopy(BASE),
    "id": "the-whole",
    "name": "part for Bo",
    "scores": {"A.1": 2, "A.3": 0},
    "x-part": RECORD,
    "x-merged": {"another-part": BASE},
}
PLAIN = {key: value for key, value in PART.items() if not key.startswith("x-")}


def saved(folder: Path, document: dict[str, Any], name: str = "part.json") -> str:
    path = folder / name
    path.write_text(json.dumps(document), encoding="utf-8")
    return str(path)


@pytest.mark.parametrize("form", [[], ["--json"], ["--csv"], ["--trace", "--steps"]], ids=" ".join)
def test_a_part_is_scored_as_what_stands_in_it_and_not_as_what_it_was_made_from(
    tmp_path: Path, form: list[str]
) -> None:
    (tmp_path / "plain").mkdir()
    status, said = seqf(FOLDER, "score", saved(tmp_path, PART), *form)
    _, plain = seqf(FOLDER, "score", saved(tmp_path / "plain", PLAIN), *form)
    assert status == 0
    assert said.replace(str(tmp_path), "") == plain.replace(str(tmp_path / "plain"), "")


def test_a_part_in_a_stream_of_many_is_one_line(tmp_path: Path) -> None:
    path = saved(tmp_path, PART, "many.jsonl")
    status, said = seqf(FOLDER, "score", path, "--json")
    assert status == 0
    assert json.loads(said)["framework"] == "2.1.0"


def test_a_part_that_migrates_keeps_its_record_as_it_was(tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    status, said = seqf(FOLDER, "migrate", saved(tmp_path, PART), "--out", str(out))
    assert status == 0, said
    found = json.loads(out.read_text(encoding="utf-8"))
    assert found["framework"] == "3.0.0"
    assert found["x-part"] == RECORD
    assert found["x-merged"] == {"another-part": BASE}


def test_a_part_is_compared_with_the_whole(tmp_path: Path) -> None:
    files = [saved(tmp_path, PART), saved(tmp_path, PLAIN, "whole.json")]
    assert seqf(FOLDER, "compare", *files, "--json")[0] == 0


def test_the_schema_takes_a_part() -> None:
    schemas = resources.schemas()
    registry = Registry().with_resources(
        [(f"{name}.schema.json", Resource.from_contents(schema)) for name, schema in schemas.items()]
    )
    found = Draft202012Validator(schemas["assessment"], registry=registry).iter_errors(PART)
    assert [error.message for error in found] == []
