"""What changed in meaning, told by rule, and what it does to scores."""

from __future__ import annotations

import json
import subprocess
from fractions import Fraction
from pathlib import Path

import pytest
from broken import framework as files
from releases import FOLDER, begin, change, copy_to, declare, seqf, tree
from seqf.changes.change import Declared, Diff, Judged, Moved, Retired, together
from seqf.changes.effect import effect
from seqf.changes.meaning import compare
from seqf.changes.sample import Draw, committed, random_assessments
from seqf.changes.telling import as_markdown, as_plain, as_text
from seqf.disk.resources import schemas
from seqf.model import Framework
from seqf.reading.project import load

ORCHARD = files("orchard")
NOW = tree(FOLDER / "current")


def loaded(*changes: tuple[str, str, str], texts: dict[str, bytes] = ORCHARD) -> Framework:
    """The orchard with some of its words replaced: file, what was, what is now."""
    found = dict(texts)
    for path, was, now in changes:
        text = found[path].decode()
        assert was in text, f"{was!r} is not in {path}"
        found[path] = text.replace(was, now, 1).encode()
    framework, problems = load(found, schemas())
    assert framework, problems
    return framework


def diff(*changes: tuple[str, str, str], said: Declared | None = None) -> Diff:
    return compare(loaded(), loaded(*changes), said)


def kinds(found: Diff) -> list[tuple[str, str]]:
    return [(change.kind, change.target) for change in found.changes]


def test_a_framework_differs_from_itself_in_nothing():
    assert diff().changes == ()
    assert diff().level is None


def meadow(version: str) -> Framework:
    framework, problems = load(tree(FOLDER / "releases" / version), schemas())
    assert framework, problems
    return framework


FIRST_THREE = [50, 584, 440]  # of seed 1, on any machine


def meadow_with(*changes: tuple[str, str, str]) -> Diff:
    return compare(meadow("3.0.0"), loaded(*changes, texts=NOW))


@pytest.mark.parametrize(
    ("path", "was", "now", "kind", "target", "level"),
    [
        ("certification.yaml", "minimum: 88", "minimum: 90", "strengthened", "mark:gold", "major"),
        ("certification.yaml", "minimum: 88", "minimum: 86", "weakened", "mark:gold", "major"),
        ("certification.yaml", "gate_minimum: 3", "gate_minimum: 4", "strengthened", "mark:green", "major"),
        ("certification.yaml", "    gate_minimum: 3\n", "", "weakened", "mark:green", "major"),
        ("certification.yaml", "title: Gold\n", "title: Golden\n", "wording", "mark:gold", "patch"),
        ("certification.yaml", "value: 2", "value: 3", "redefined", "certification", "minor"),
        ("sections/B.yaml", "bound: 30", "bound: 40", "strengthened", "item:B.K1", "major"),
        ("sections/B.yaml", "bound: 30", "bound: 25", "weakened", "item:B.K1", "major"),
        ("sections/B.yaml", "highest: 100", "highest: 90", "redefined", "item:B.K1", "major"),
        ("sections/A.yaml", "in every season", "all year", "wording", "item:A.1", "patch"),
        ("glossary.yaml", "gone to seed", "shed their seed", "wording", "term:late-cut", "patch"),
    ],
)
def test_each_change_is_told_once_and_of_its_kind(path, was, now, kind, target, level):
    found = meadow_with((path, was, now))
    assert kinds(found) == [(kind, target)]
    assert found.level == level


def test_thresholds_harder_for_some_values_and_easier_for_others_are_redefined():
    found = meadow_with(
        ("sections/B.yaml", "bound: 30", "bound: 25"), ("sections/B.yaml", "bound: 60", "bound: 70")
    )
    assert kinds(found) == [("redefined", "item:B.K1")]


def test_a_text_that_only_repeats_a_changed_figure_is_not_told_again():
    found = meadow_with(("certification.yaml", "minimum: 60", "minimum: 62"))
    assert kinds(found) == [("strengthened", "mark:green")]


def test_a_link_that_leads_elsewhere_is_told():
    found = diff(("guide/1a.md", "[the criterion](item:1.1.10)", "[the criterion](item:1.1.9)"))
    assert kinds(found) == [("wording", "chapter:1a")]


def test_from_release_to_release_the_meadow_adds_moves_retires_and_weighs_anew():
    said = Declared(
        moved=(Moved(old="item:A.4", new="item:B.4"),),
        retired=(Retired(target="item:A.2", note="Stones say little."),),
    )
    found = compare(meadow("1.0.0"), meadow("2.0.0"), said)
    assert set(kinds(found)) == {
        ("retired", "item:A.2"),
        ("moved", "item:A.4"),
        ("added", "item:B.3"),
        ("re-weighted", "section:A"),
        ("re-weighted", "section:B"),
    }
    assert next(one.note for one in found.changes if one.kind == "retired") == "Stones say little."


def test_without_a_word_of_the_editor_a_move_is_one_retired_and_one_added():
    found = compare(meadow("1.0.0"), meadow("2.0.0"))
    assert {("retired", "item:A.4"), ("added", "item:B.4")} <= set(kinds(found))


def test_an_editor_may_declare_that_other_words_mean_the_same():
    said = Declared(judged=(Judged(target="item:A.1", kind="clarified", note="Always meant."),))
    found = compare(meadow("2.0.0"), meadow("2.1.0"), said)
    assert ("clarified", "item:A.1") in kinds(found)
    assert found.disputed == ()


def test_an_item_declared_to_ask_for_more_can_change_scores():
    said = Declared(judged=(Judged(target="item:A.1", kind="strengthened"),))
    assert compare(meadow("2.0.0"), meadow("2.1.0"), said).level == "major"


def test_clarified_is_refused_where_a_number_changed():
    new = loaded(("certification.yaml", "value: 2", "value: 3"), texts=NOW)
    found = compare(
        meadow("3.0.0"), new, Declared(judged=(Judged(target="certification", kind="clarified"),))
    )
    assert kinds(found) == [("redefined", "certification")]
    assert "is no matter of words" in found.disputed[0]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (Declared(moved=(Moved(old="item:X", new="item:A.1"),)), "there was no such record"),
        (Declared(moved=(Moved(old="item:A.1", new="item:A.3"),)), "it is still there"),
        (Declared(moved=(Moved(old="item:A.2", new="item:X"),)), "which does not exist"),
        (Declared(moved=(Moved(old="item:A.2", new="item:A.1"),)), "was there before"),
        (Declared(retired=(Retired(target="item:A.1"),)), "it is still there"),
        (Declared(retired=(Retired(target="item:A.2", became=("item:X",)),)), "which does not exist"),
        (Declared(judged=(Judged(target="item:A.1", kind="clarified"),)), "nothing changed in it"),
    ],
)
def test_a_declaration_without_ground_is_told(said, told):
    assert any(told in one for one in compare(meadow("1.0.0"), meadow("2.0.0"), said).disputed)


def test_moves_of_several_releases_are_followed_to_their_end():
    said = together(
        [
            Declared(moved=(Moved(old="item:A.4", new="item:B.4", note="first"),)),
            Declared(moved=(Moved(old="item:B.4", new="item:C.1"),), retired=(Retired(target="item:B.2"),)),
        ]
    )
    assert said.moved == (Moved(old="item:A.4", new="item:C.1", note="first"),)
    assert [one.target for one in said.retired] == ["item:B.2"]


# --- effect on scores ---


def test_words_alone_change_no_score():
    old, new = meadow("2.0.0"), meadow("2.1.0")
    found = effect(old.rules, new.rules, compare(old, new), count=50)
    assert not found.any
    assert found.sets[0].count == 50


def test_a_higher_minimum_changes_outcomes_and_no_overall_score():
    found = meadow_with(("certification.yaml", "minimum: 60", "minimum: 70"))
    old = meadow("3.0.0")
    new = loaded(("certification.yaml", "minimum: 60", "minimum: 70"), texts=NOW)
    told = effect(old.rules, new.rules, found, count=200).sets[0]
    assert told.other_overall == 0
    assert told.other_outcome > 0
    assert told.sharpest and told.sharpest.before.low == "green" and told.sharpest.after.low == "none"


def test_the_same_seed_draws_the_same_services():
    rules = meadow("3.0.0").rules
    assert list(random_assessments(rules, 5, 7)) == list(random_assessments(rules, 5, 7))
    assert list(random_assessments(rules, 5, 7)) != list(random_assessments(rules, 5, 8))
    draw = Draw(1)
    assert [draw.below(1000) for _ in range(3)] == FIRST_THREE


def test_a_new_item_that_a_kept_service_does_not_answer_leaves_its_result_a_range():
    old, new = meadow("1.0.0"), meadow("2.0.0")
    line = json.dumps(
        {
            "name": "Low Field",
            "scores": {"A.1": 2, "A.2": 2, "A.3": 2, "A.4": 2, "B.1": 2, "B.2": 2, "B.9": 1},
            "kpis": {"B.K1": {"value": "60"}, "B.K2": {"value": "5"}},
        }
    )
    services = committed(line, old.rules)
    assert len(services[0].scores) == 6  # B.9 is not known
    said = Declared(moved=(Moved(old="item:A.4", new="item:B.4"),))
    told = effect(old.rules, new.rules, compare(old, new, said), services, count=0).sets[0]
    assert told.sharpest and told.sharpest.before_low == 100
    assert told.sharpest.after_low < told.sharpest.after_high == Fraction(100)


def test_the_services_kept_with_the_framework_can_be_scored(repository: Path, framework: Framework):
    lines = (repository / "framework" / "samples" / "services.jsonl").read_text(encoding="utf-8")
    found = committed(lines, framework.rules)
    assert len(found) >= 40
    assert len({one.name for one in found}) == len(found)


# --- telling ---


def test_markdown_takes_all_meaning_from_an_editors_signs():
    old = meadow("3.0.0")
    new = loaded(("sections/A.yaml", "in every season", "@all [x](http://e) `y`"), texts=NOW)
    found = compare(old, new)
    text = as_markdown(found, effect(old.rules, new.rules, found, count=0))
    assert "@all" not in text
    assert "[x](http" not in text
    assert "\\`y\\`" in text


def test_json_and_text_tell_the_same_number_of_changes():
    found = compare(meadow("1.0.0"), meadow("3.0.0"))
    shift = effect(meadow("1.0.0").rules, meadow("3.0.0").rules, found, count=20)
    plain = as_plain(found, shift)
    assert plain["format"] == "seqf-diff/1"
    assert len(plain["changes"]) == sum(plain["counts"].values())
    assert all(f"{one['kind']}: {one['title']}" in as_text(found, shift) for one in plain["changes"])


# --- the command ---


def test_diff_compares_releases_and_ends_well_whatever_changed():
    status, said = seqf(FOLDER, "diff", "1.0.0", "3.0.0", "--random", "50")
    assert status == 0
    assert "A.4 is now C.1" in said  # over two releases, by their change records
    assert "Sharpest example" in said


def test_diff_of_two_folders_as_json(tmp_path: Path):
    other = copy_to(tmp_path)
    change(other, "certification.yaml", "minimum: 88", "minimum: 89")
    status, said = seqf(
        FOLDER, "diff", str(FOLDER / "current"), str(other / "current"), "--json", "--random", "10"
    )
    assert status == 0
    assert [one["kind"] for one in json.loads(said)["changes"]] == ["strengthened"]


def test_diff_says_what_a_word_could_have_named():
    status, said = seqf(FOLDER, "diff", "nowhere", "current")
    assert status == 1
    assert "is no release, folder or git revision" in said
    assert "3.0.0" in said


def test_diff_of_git_revisions_leaves_the_working_files_alone(tmp_path: Path):
    folder = copy_to(tmp_path)

    def git(*arguments: str) -> None:
        who = ("-c", "user.name=Sam", "-c", "user.email=sam@example.org", "-c", "commit.gpgsign=false")
        subprocess.run(["git", *who, *arguments], cwd=tmp_path, check=True, capture_output=True)

    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "one")
    begin(folder, "4.0.0-dev")
    change(folder, "certification.yaml", "minimum: 88", "minimum: 90")
    git("add", ".")
    git("commit", "-qm", "two")
    change(folder, "certification.yaml", "minimum: 90", "minimum: broken")
    before = (folder / "current" / "certification.yaml").read_bytes()
    status, said = seqf(folder, "diff", "HEAD~1", "HEAD", "--random", "10")
    assert status == 0, said
    assert "88% -> 90%" in said
    assert (folder / "current" / "certification.yaml").read_bytes() == before


def test_diff_tells_declarations_that_do_not_fit(tmp_path: Path):
    folder = copy_to(tmp_path)
    begin(folder, "3.0.1-dev")
    declare(folder, "retired:\n  - target: item:A.1\n")
    _, said = seqf(folder, "diff", "3.0.0", "current", "--random", "0")
    assert "item:A.1 is declared retired, but it is still there" in said


def test_two_states_of_one_number_are_told_apart_by_what_they_were_called():
    current = str(FOLDER / "current")
    _, said = seqf(FOLDER, "diff", current, "current", "--random", "0")
    assert said.startswith(f"{current} (3.0.0) -> current (3.0.0)")


def test_the_name_of_a_test_is_no_meaning():
    found = diff(("interpretations.yaml", "test: test_", "test: test_of_"))
    assert found.changes == ()
