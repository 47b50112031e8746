"""The page on scoring says what the program does: its commands are run, its tables recomputed."""

from __future__ import annotations

import re
import shlex
from fractions import Fraction
from pathlib import Path

import pytest
from click.testing import CliRunner
from seqf.cli import main
from seqf.edge.workspace import Workspace
from seqf.scoring.assessment import parse
from seqf.scoring.engine import score
from seqf.scoring.sentences import told
from seqf.scoring.trace import trace

DOCS = Path(__file__).resolve().parent.parent / "docs"
PAGE = (DOCS / "scoring.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"```console\n\$ seqf ([^\n]+)\n(.*?)```", PAGE, re.DOTALL)


def unversioned(text: str) -> str:
    """The text without the release's number, which changes while the numbers of the page stay."""
    return re.sub(r", [0-9]+\.[0-9]+\.[0-9]+(-dev)?\)", ")", text)


def table(heading: str) -> list[list[str]]:
    """The rows of the table whose head begins so."""
    rows = PAGE[PAGE.index(f"| {heading} |") :].split("\n\n")[0].splitlines()[2:]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]


@pytest.fixture(scope="module")
def traced() -> dict:
    releases = Workspace(DOCS.parent / "framework" / "current").rules()
    text = (DOCS / "worked-example.json").read_bytes()
    assessment, mistakes = parse(text, releases.known, releases.latest, "worked-example.json")
    assert assessment, mistakes
    rules = releases.known[assessment.framework]
    return trace(rules, assessment, score(rules, assessment))


def test_the_page_has_its_commands() -> None:
    assert len(COMMANDS) == 4


@pytest.mark.parametrize(("command", "shown"), COMMANDS, ids=[command for command, _ in COMMANDS])
def test_a_command_of_the_page_prints_what_the_page_shows(
    command: str, shown: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(DOCS.parent)
    done = CliRunner().invoke(main, shlex.split(command))
    # A line of three dots stands for what was shown before.
    rest = shown.removeprefix("…\n")
    assert done.exit_code == 0
    assert unversioned(done.stdout).endswith(unversioned(rest))
    assert rest != shown or unversioned(done.stdout) == unversioned(rest)


def test_the_shares_of_the_page_can_be_recomputed(traced: dict) -> None:
    rows = table("section | points")
    assert len(rows) == len(traced["sections"])
    for (id, points, weight, most, share), section in zip(rows, traced["sections"], strict=True):
        assert id == section["id"]
        assert Fraction(points) == section["low"] == section["high"]
        assert (Fraction(weight), Fraction(most)) == (section["weight"], section["max"])
        assert share == told(Fraction(points) * Fraction(weight) / Fraction(most))


def test_the_kpis_of_the_page_are_those_of_the_trace(traced: dict) -> None:
    for (id, answer, reached, points, following), row in zip(
        table("KPI | answer"), traced["kpis"], strict=True
    ):
        assert id == row["id"]
        number = answer.rpartition("=")[2].split()[0]
        assert Fraction(number) == row["value"]
        assert (Fraction(reached) if reached else None) == row["reached"]
        assert Fraction(points) == row["score"]
        assert Fraction(following) == row["next"]["answer"]


def test_the_sums_of_the_page_are_right(traced: dict) -> None:
    text = " ".join(PAGE.split())
    points = [told(row["score"]) for row in traced["kpis"]]
    last = traced["sections"][-1]
    assert f"Together {' + '.join(points)} = {told(last['low'])} points, of {told(last['max'])}." in text
    assert f"The shares add up to {told(traced['overall']['low'])}, shown as 74.8." in text
    gate = traced["gate"]
    parts = " + ".join(told(row["low"]) for row in gate["items"])
    assert f"have {parts} = {told(gate['low'])} points" in text
    good = next(row for row in traced["marks"] if not row["met"]["low"] and row["overall"]["low"] > -1)
    assert f"asks for {told(good['overall']['minimum'])}: missed by {told(-good['overall']['low'])}" in text
    assert f"the gate has {told(good['gate']['low'])} points to spare" in text
