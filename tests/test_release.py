"""Releases: frozen, locked, numbered by what changed, and shown side by side."""

from __future__ import annotations

import re
import shutil
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from releases import FOLDER, begin, change, copy_to, declare, seqf, tree, workspace
from seqf import build as building
from seqf.changes.frozen import digest
from seqf.edge import memo, releasing
from seqf.text.versions import Version, in_order, parse

DAY = ("--date", "2030-01-31")
TINY = FOLDER.parent / "tiny"


@pytest.fixture
def meadow(tmp_path: Path) -> Path:
    return copy_to(tmp_path)


# --- numbers ---


def test_numbers_are_sorted_as_numbers_and_a_working_edition_before_its_release():
    assert in_order(["1.10.0", "1.9.0", "1.9.0-dev", "x"]) == ["1.9.0-dev", "1.9.0", "1.10.0"]


NO_NUMBERS = ["1.0", "v1.0.0", "1.0.0-beta", "01.0.0", "1.0.0 ", "\u0661.0.0", "1.0.0.0", ""]


@pytest.mark.parametrize("text", NO_NUMBERS)
def test_what_is_no_number_is_none(text: str):
    assert parse(text) is None


def test_the_next_number_grows_in_the_part_of_its_level():
    version = Version(1, 2, 3)
    assert [str(version.next(level)) for level in ("major", "minor", "patch")] == ["2.0.0", "1.3.0", "1.2.4"]


# --- making one ---


def test_the_first_release_freezes_current_and_gives_it_the_number(tmp_path: Path):
    folder = copy_to(tmp_path, releases=False)
    status, said = seqf(folder, "release", "1.0.0", *DAY)
    assert status == 0, said
    assert seqf(folder, "check")[0] == 0
    mine, frozen = tree(folder / "current"), tree(folder / "releases" / "1.0.0")
    assert mine.keys() == frozen.keys()
    assert b"version: 1.0.0\n" in mine["framework.yaml"]
    assert b"date: '2030-01-31'" in (folder / "releases" / "changes" / "1.0.0.yaml").read_bytes()


def test_the_schema_line_of_a_frozen_file_still_leads_to_the_schemas():
    for folder in ("current", "releases/3.0.0", "releases/3.0.0/sections", "releases/changes", "releases"):
        for path in (FOLDER / folder).glob("*.yaml"):
            found = re.match(r"# yaml-language-server: \$schema=(\S+)", path.read_text(encoding="utf-8"))
            # Records and the lock are made for the place that the project's own have.
            if found and "releases/changes" not in path.as_posix() and path.name != "lock.yaml":
                assert (path.parent / found[1]).resolve().is_file(), path


@pytest.mark.parametrize(
    ("path", "was", "now", "fits"),
    [
        ("certification.yaml", "minimum: 88", "minimum: 89", "4.0.0"),
        ("certification.yaml", "value: 2", "value: 3", "3.1.0"),
        ("sections/A.yaml", "in every season", "all year", "3.0.1"),
    ],
)
def test_a_number_must_fit_the_change(meadow: Path, path: str, was: str, now: str, fits: str):
    begin(meadow, "3.0.1-dev")
    change(meadow, path, was, now)
    before = tree(meadow)
    for number in ("3.0.1", "3.1.0", "4.0.0"):
        if number != fits:
            status, said = seqf(meadow, "release", number, *DAY)
            assert status == 1
            assert f"{number} does not fit the change" in said
            assert f"is {fits};" in said
            assert tree(meadow) == before
    assert seqf(meadow, "release", fits, *DAY)[0] == 0
    assert workspace(meadow).check()[1] == []


@pytest.mark.parametrize(
    ("number", "told"),
    [
        ("3.0.0", "exists already"),
        ("2.5.0", "is not above the newest release"),
        ("3.0.1-dev", "is no release number"),
        ("four", "is no release number"),
        ("3.0.1", "nothing has changed since release 3.0.0"),
    ],
)
def test_a_number_that_can_not_be_is_refused(meadow: Path, number: str, told: str):
    before = tree(meadow)
    status, said = seqf(meadow, "release", number)
    assert status == 1
    assert told in said
    assert tree(meadow) == before


def test_a_framework_with_problems_is_not_released(meadow: Path):
    begin(meadow, "4.0.0-dev")
    change(meadow, "certification.yaml", "minimum: 88", "minimum: 58")
    status, said = seqf(meadow, "release", "4.0.0")
    assert status == 1
    assert "[mark-order]" in said
    assert not (meadow / "releases" / "4.0.0").exists()


def test_a_declaration_that_does_not_fit_stops_a_release(meadow: Path):
    begin(meadow, "4.0.0-dev")
    change(meadow, "certification.yaml", "minimum: 88", "minimum: 89")
    declare(meadow, "moved:\n  - from: item:A.1\n    to: item:A.9\n")
    status, said = seqf(meadow, "release", "4.0.0")
    assert status == 1
    assert "item:A.1 is declared moved to item:A.9, but it is still there" in said


def test_what_editors_declared_goes_into_the_record(meadow: Path):
    begin(meadow, "3.0.1-dev")
    change(meadow, "sections/A.yaml", "in every season", "all year")
    declare(meadow, "summary: Plainer words.\njudged:\n  - target: item:A.1\n    kind: clarified\n")
    assert seqf(meadow, "release", "3.0.1", *DAY)[0] == 0
    record = (meadow / "releases" / "changes" / "3.0.1.yaml").read_text(encoding="utf-8")
    assert "summary: 'Plainer words.'" in record
    assert "kind: clarified" in record
    assert not (meadow / "releases" / "changes" / "next.yaml").exists()


def test_a_release_that_can_not_be_written_leaves_everything_as_it_was(meadow: Path, monkeypatch):
    begin(meadow, "4.0.0-dev")
    change(meadow, "certification.yaml", "minimum: 88", "minimum: 89")
    before = tree(meadow)
    real, written = releasing.write_file, []

    def full_disk(path: Path, content: bytes) -> None:
        written.append(path)
        if len(written) == 2:
            raise OSError(28, "No space left on device", str(path))
        real(path, content)

    monkeypatch.setattr(releasing, "write_file", full_disk)
    status, said = seqf(meadow, "release", "4.0.0")
    assert status == 1
    assert "No space left" in said
    assert tree(meadow) == before


# --- what holds afterwards ---


def told(folder: Path) -> list[str]:
    status, said = seqf(folder, "check")
    assert status == 1
    return [line for line in said.replace(f"{folder.as_posix()}/", "").splitlines() if "[" in line]


def test_the_releases_that_are_committed_are_as_they_were_frozen():
    assert seqf(FOLDER, "check")[0] == 0


def test_a_changed_frozen_file_is_told_with_what_to_do(meadow: Path):
    path = meadow / "releases" / "1.0.0" / "certification.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "# more\n", encoding="utf-8")
    (problem,) = told(meadow)
    assert problem.startswith(
        "releases/1.0.0/certification.yaml:1:1: this file was changed, but release 1.0.0 is"
    )
    assert "git checkout HEAD --" in problem
    assert problem.endswith("[frozen-release]")


@pytest.mark.parametrize("version", ["1.0.0", "3.0.0"])
def test_a_missing_frozen_file_is_told_once(meadow: Path, version: str):
    (meadow / "releases" / version / "sections" / "A.yaml").unlink()
    (problem,) = told(meadow)
    assert problem.startswith(
        f"releases/{version}/sections/A.yaml:1:1: this file of release {version} is missing"
    )


def test_a_file_added_to_a_release_is_told(meadow: Path):
    (meadow / "releases" / "2.0.0" / "values.yaml").write_text("values: []\n", encoding="utf-8")
    (problem,) = told(meadow)
    assert "was added to release 2.0.0, which is frozen; delete it" in problem


def test_a_changed_record_and_a_release_by_hand_are_told(meadow: Path):
    record = meadow / "releases" / "changes" / "2.0.0.yaml"
    record.write_text(
        record.read_text(encoding="utf-8").replace("Stones say", "Stone says"), encoding="utf-8"
    )
    (meadow / "releases" / "9.0.0").mkdir()
    (meadow / "releases" / "9.0.0" / "framework.yaml").write_text("id: x\n", encoding="utf-8")
    problems = told(meadow)
    assert any("changes/2.0.0.yaml:1:1: this file was changed" in one for one in problems)
    assert any("the lock does not know this release" in one for one in problems)


def test_a_missing_lock_is_told_once(meadow: Path):
    (meadow / "releases" / "lock.yaml").unlink()
    (problem,) = told(meadow)
    assert "it holds the digest of every release" in problem


def test_line_ends_of_windows_do_not_change_a_digest():
    assert digest(b"a\r\nb\r\n") == digest(b"a\nb\n")


@pytest.mark.parametrize(
    ("version", "words"),
    [
        ("3.0.0", "certification.yaml is no longer as it was in release 3.0.0"),
        ("3.5.0", "says that this is a release, but the newest one is 3.0.0"),
        ("2.9.0-dev", "comes before the newest release"),
        ("3.0.0-dev", "comes before the newest release"),
    ],
)
def test_current_bears_a_working_number_unless_it_is_the_newest_release(
    meadow: Path, version: str, words: str
):
    change(meadow, "certification.yaml", "minimum: 88", "minimum: 89")
    if version != "3.0.0":
        begin(meadow, version)
    (problem,) = told(meadow)
    assert words in problem
    assert "3.0.1-dev" in problem
    line = problem.split(":")[:2]
    text = (meadow / "current" / "framework.yaml").read_text(encoding="utf-8").splitlines()
    assert line[0] == "current/framework.yaml"
    assert text[int(line[1]) - 1].startswith("version:")


def test_without_a_release_current_may_not_bear_a_released_number(tmp_path: Path):
    folder = copy_to(tmp_path, releases=False)
    change(folder, "framework.yaml", "version: 3.0.0-dev\n", "version: 1.0.0\n")
    (problem,) = told(folder)
    assert "none was made; write 1.0.0-dev" in problem


@pytest.mark.parametrize(
    ("id", "what"), [("A.2", "retired"), ("B.4", "moved to C.1"), ("A.4", "moved to B.4")]
)
def test_an_id_that_is_gone_may_not_come_back(meadow: Path, id: str, what: str):
    begin(meadow, "4.0.0-dev")
    section = f"sections/{id[0]}.yaml"
    last = {"A": "A.3", "B": "B.3"}[id[0]]
    change(
        meadow,
        section,
        f"  - id: {last}\n",
        f"  - id: {id}\n    title: Anew\n    wording: Anew.\n  - id: {last}\n",
    )
    old = {
        "A": ("count: 2", "count: 3", "maximum: 4", "maximum: 6"),
        "B": ("count: 4", "count: 5", "maximum: 20", "maximum: 22"),
    }
    was, now, most, more = old[id[0]]
    change(meadow, section, was, now)
    change(meadow, section, most, more)
    (problem,) = told(meadow)
    assert f"the id {id} was {what} in release" in problem
    assert problem.endswith("[id-reused]")
    assert problem.startswith(f"current/{section}:")


def test_a_file_that_nothing_reads_is_told(meadow: Path):
    (meadow / "releases" / "notes.txt").write_text("x", encoding="utf-8")
    (problem,) = told(meadow)
    assert "nothing reads this file" in problem


# --- on the site ---


@pytest.fixture(scope="module")
def site() -> dict[str, str]:
    return pages_of(FOLDER)


_made: dict[tuple[str, ...], Any] = {}


def _kept(key: tuple[str, ...], make: Callable[[], Any]) -> Any:
    """Make what belongs to a frozen release once for all tests of this file."""
    if key not in _made:
        _made[key] = make()
    return _made[key]


def pages_of(folder: Path, **how: bool) -> dict[str, str]:
    space = workspace(folder)
    framework = space.load()
    history = space.history(framework)
    files = building.build(framework, "https://meadow.example/", history=history, kept=_kept, **how)
    return {path: content.decode("utf-8", "replace") for path, content in files.items()}


def test_every_release_has_its_own_site_with_data_and_shares_the_assets(site: dict[str, str]):
    for version in ("1.0.0", "2.0.0", "2.1.0", "3.0.0"):
        assert f"v/{version}/criteria/index.html" in site
        assert f"v/{version}/downloads/index.html" in site
        assert f"data/{version}/rules.json" in site
        assert f"data/{version}/migrations.json" in site
    assert site["data/latest/rules.json"] == site["data/3.0.0/rules.json"]
    assert not [path for path in site if path.startswith("v/") and "/assets/" in path]
    assert "../../../../assets/css/base.css" in site["v/1.0.0/criteria/A.1/index.html"]


def test_each_page_leads_to_itself_in_other_releases_or_to_its_nearest_parent(site: dict[str, str]):
    page = site["v/2.0.0/criteria/B.3/index.html"]
    assert 'href="../../../../criteria/B.3/"' in page
    assert 'href="../../../1.0.0/criteria/"' in page  # 1.0.0 had no B.3
    assert "nearest page" in page
    assert 'href="v/1.0.0/"' in site["index.html"]


def test_an_older_release_says_so_and_leads_to_the_one_in_force(site: dict[str, str]):
    assert "no longer the newest" in site["v/1.0.0/criteria/A.1/index.html"]
    assert "no longer the newest" not in site["criteria/A.1/index.html"]
    assert "no longer the newest" not in site["v/3.0.0/criteria/A.1/index.html"]


def test_a_retired_item_keeps_a_page_that_says_what_became_of_it(site: dict[str, str]):
    page = site["criteria/A.2/index.html"]
    assert "was retired in release 2.0.0" in page
    assert "Stones say little about a meadow." in page
    assert 'href="../A.1/"' in page
    assert 'href="../../v/1.0.0/criteria/A.2/"' in page
    assert "no longer in use" in site["v/2.1.0/criteria/A.2/index.html"]
    assert "no longer in use" not in site["v/1.0.0/criteria/A.2/index.html"]


def test_an_item_that_moved_twice_leads_on(site: dict[str, str]):
    assert 'href="../B.4/"' in site["criteria/A.4/index.html"]
    assert 'href="../C.1/"' in site["criteria/B.4/index.html"]


def test_the_page_of_changes_has_the_releases_newest_first(site: dict[str, str]):
    found = re.findall(r'id="release-([\d.]+)"', site["changes/index.html"])
    assert found == ["3.0.0", "2.1.0", "2.0.0", "1.0.0"]
    assert re.findall(r'id="release-([\d.]+)"', site["v/2.0.0/changes/index.html"]) == ["2.0.0", "1.0.0"]
    assert "Section A: Ground</a> has another weight: 40% before, 30% now" in site["changes/index.html"]


def test_the_feed_is_whole_and_absolute(site: dict[str, str]):
    atom = "{http://www.w3.org/2005/Atom}"
    feed = ElementTree.fromstring(site["feed.xml"])
    entries = feed.findall(f"{atom}entry")
    assert next(entry.findtext(f"{atom}title") for entry in entries) == "Meadow 3.0.0"
    assert len({entry.findtext(f"{atom}id") for entry in entries}) == 4
    assert feed.findtext(f"{atom}updated") == "2024-03-01T00:00:00Z"
    for link in feed.iter(f"{atom}link"):
        path = link.get("href", "").removeprefix("https://meadow.example/").partition("#")[0]
        assert path in site or f"{path}index.html" in site


def test_a_working_edition_at_the_root_says_that_it_is_not_in_force(meadow: Path):
    begin(meadow, "4.0.0-dev")
    change(meadow, "certification.yaml", "minimum: 88", "minimum: 89")
    found = pages_of(meadow)
    assert "Working edition, not in force." in found["criteria/index.html"]
    assert 'href="../v/3.0.0/criteria/"' in found["criteria/index.html"]
    assert "Working edition" not in found["v/3.0.0/criteria/index.html"]
    assert '"framework": "3.0.0"' in found["data/latest/rules.json"]
    assert "data/4.0.0-dev/rules.json" in found
    assert "Being changed now" in found["changes/index.html"]
    assert "minimum overall: 88% before, 89% now" in found["changes/index.html"]


def test_published_the_newest_release_is_at_the_root_and_current_apart(meadow: Path):
    begin(meadow, "4.0.0-dev")
    change(meadow, "certification.yaml", "minimum: 88", "minimum: 89")
    found = pages_of(meadow, published=True)
    assert "Working edition" not in found["criteria/index.html"]
    assert "release 3.0.0" in found["criteria/index.html"]
    assert "Working edition, not in force." in found["v/4.0.0-dev/criteria/index.html"]
    assert "v/4.0.0-dev" not in found["sitemap.xml"]


def test_a_framework_without_releases_shows_no_other_editions(tmp_path: Path):
    folder = copy_to(tmp_path, releases=False)
    found = pages_of(folder)
    assert not [path for path in found if path.startswith("v/")]
    assert "feed.xml" not in found
    assert "This page in" not in found["index.html"]
    assert "data/latest/migrations.json" in found


def test_what_is_kept_of_a_release_gives_the_same_site(tmp_path: Path, monkeypatch):
    monkeypatch.setattr(memo, "_folder", lambda: tmp_path / "kept")
    shutil.copytree(TINY, tmp_path / "current")
    assert seqf(tmp_path, "release", "1.0.0", *DAY)[0] == 0
    change(tmp_path, "framework.yaml", "version: 1.0.0\n", "version: 1.0.1-dev\n")
    space = workspace(tmp_path)
    framework = space.load()
    history = space.history(framework)
    shutil.rmtree(tmp_path / "kept")
    anew = building.build(framework, history=history)
    first = building.build(framework, history=history, kept=memo.kept)
    entries = list((tmp_path / "kept").glob("*.pickle"))
    assert len(entries) == 2  # files and pages of the release
    again = building.build(framework, history=history, kept=memo.kept)
    assert anew == first == again
    for entry in entries:
        entry.write_bytes(b"cut off")
    assert building.build(framework, history=history, kept=memo.kept) == anew
