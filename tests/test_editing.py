"""What stands where editors are: completion, hooks, forms, pictures."""

from __future__ import annotations

import json
import re
import subprocess
import xml.etree.ElementTree as ElementTree
from fnmatch import fnmatch
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
CURRENT = ROOT / "framework" / "current"
DATA = sorted(CURRENT.rglob("*.yaml"))
STARTER = sorted((ROOT / "generator" / "seqf" / "starter").rglob("*.yaml"))
PICTURES = sorted((ROOT / "docs" / "pictures").glob("*.svg"))
LINE = re.compile(r"# yaml-language-server: \$schema=(\S+)")


def named(paths: list[Path]) -> dict[str, object]:
    return {"argvalues": paths, "ids": [path.relative_to(ROOT).as_posix() for path in paths]}


def kind(path: Path) -> str:
    return "section" if path.parent.name == "sections" else path.stem


@pytest.mark.parametrize("path", **named([*DATA, *STARTER]))
def test_the_first_line_of_a_file_names_the_schema_that_it_keeps_to(path: Path) -> None:
    found = LINE.fullmatch(path.read_text("utf-8").splitlines()[0])
    assert found
    target = found[1]
    if path in STARTER:  # `seqf new` puts the schemas beside the files
        assert (path.parent / target).resolve().parent == (ROOT / "generator/seqf/starter/.schemas").resolve()
        target = (ROOT / "schemas" / Path(target).name).as_posix()
    schema = (path.parent / target).resolve()
    assert schema == ROOT / "schemas" / f"{kind(path)}.schema.json"
    assert json.loads(schema.read_text("utf-8"))["description"]


def settings() -> dict[str, object]:
    text = (ROOT / ".vscode" / "settings.json").read_text("utf-8")
    return json.loads(re.sub(r"(^|[\s,{}])//.*", r"\1", text))


@pytest.mark.parametrize("path", **named(DATA))
def test_vs_code_knows_the_same_schema(path: Path) -> None:
    relative = path.relative_to(ROOT).as_posix()
    found = [
        schema
        for schema, patterns in settings()["yaml.schemas"].items()
        if any(
            fnmatch(relative, pattern) and pattern.count("/") == relative.count("/") for pattern in patterns
        )
    ]
    assert [(ROOT / schema).resolve().name for schema in found] == [f"{kind(path)}.schema.json"]


def test_the_hook_before_a_commit_runs_the_check_and_fetches_nothing() -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text("utf-8"))["repos"]
    assert [one["repo"] for one in hooks] == ["local"]
    check, local = hooks[0]["hooks"]
    assert check["entry"] == ".venv/bin/seqf check"
    assert re.search(check["files"], "framework/current/home.yaml")
    for path in ("framework/current.local/wording.yaml", "seqf-wording.xlsx"):
        assert re.search(local["files"], path)
        ignored = subprocess.run(
            ["git", "check-ignore", "--no-index", "--quiet", path], cwd=ROOT, check=False
        )
        assert ignored.returncode == 0, f"git would take {path}"


def test_owners_are_asked_for_what_can_change_a_score() -> None:
    lines = (ROOT / ".github" / "CODEOWNERS").read_text("utf-8").splitlines()
    rules = [line.split() for line in lines if line and not line.startswith("#")]
    owned = [rule[0] for rule in rules]
    for path in ("sections/", "certification.yaml", "interpretations.yaml"):
        assert f"/framework/*/{path}" in owned
        assert (CURRENT / path).exists()
    for path in ("/.github/", "/scripts/", "/schemas/"):
        assert path in owned
    (team,) = {owner for rule in rules for owner in rule[1:]}
    assert team in (ROOT / "CONTRIBUTING.md").read_text("utf-8"), (
        "who owns it, and that it is a placeholder, is told"
    )


def test_every_step_has_a_picture_with_words() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    shown = re.findall(r"!\[([^\]]+)\]\((docs/pictures/[^)]+)\)", text)
    assert [ROOT / path for _, path in shown] == PICTURES
    assert len(PICTURES) >= 6
    assert all(len(words) > 40 for words, _ in shown)


@pytest.mark.parametrize("path", **named(PICTURES))
def test_a_picture_says_what_it_shows_and_asks_for_nothing(path: Path) -> None:
    tree = ElementTree.parse(path).getroot()
    name = "{http://www.w3.org/2000/svg}"
    assert tree.get("role") == "img"
    assert tree.findtext(f"{name}title") and len(tree.findtext(f"{name}desc")) > 60
    text = path.read_text("utf-8").replace("http://www.w3.org/2000/svg", "")
    assert not re.search(r"<script|href=|https?://|url\(", text)


def test_a_new_editor_finds_every_form() -> None:
    forms = {path.name for path in (ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml")} - {"config.yml"}
    assert forms == {"suggest-a-change.yml", "answer-a-question.yml", "something-does-not-work.yml"}
    for form in forms:
        found = yaml.safe_load((ROOT / ".github" / "ISSUE_TEMPLATE" / form).read_text("utf-8"))
        assert (
            found["name"]
            and found["description"]
            and any(field.get("validations") for field in found["body"])
        )
