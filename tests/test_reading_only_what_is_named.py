"""Commands that work on assessments read the releases that these name, and no others."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from releases import begin, change, copy_to, seqf
from seqf.edge import memo


class _Opened:
    """What Python opens of one folder, while it is named here. Python takes no such hook out again."""

    folder: str | None = None
    places: set[str]


def _hear(event: str, arguments: tuple[object, ...]) -> None:
    if event == "open" and _Opened.folder and isinstance(arguments[0], str):
        found = re.match(rf"{re.escape(_Opened.folder)}/(releases/[0-9.]+|current)/", arguments[0])
        if found:
            _Opened.places.add(found[1].removeprefix("releases/"))


sys.addaudithook(_hear)


@pytest.fixture
def meadow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(memo, "_folder", lambda: tmp_path / "kept")  # nothing is kept from before
    folder = copy_to(tmp_path)
    begin(folder, "3.0.1-dev")
    return folder


@pytest.fixture
def opened(meadow: Path) -> Iterator[Callable[..., tuple[set[str], str]]]:
    """Run a command on files that name releases; return the states that it read, and what it said."""

    def run(command: str, *versions: str | None, more: tuple[str, ...] = ()) -> tuple[set[str], str]:
        files = []
        for number, version in enumerate(versions):
            document = {"format": "seqf-assessment/1", **({"framework": version} if version else {})}
            files.append(meadow / f"{number}.json")
            files[-1].write_text(json.dumps(document), encoding="utf-8")
        _Opened.folder, _Opened.places = meadow.as_posix(), set()
        try:
            status, said = seqf(meadow, command, *map(str, files), *more)
        finally:
            _Opened.folder = None
        assert status == 0, said
        return _Opened.places - {"current"}, said

    yield run


@pytest.mark.parametrize(
    ("named", "read"),
    [
        (["1.0.0"], {"1.0.0"}),
        (["2.1.0", "2.1.0"], {"2.1.0"}),
        (["1.0.0", "3.0.0"], {"1.0.0", "3.0.0"}),
        ([None], {"3.0.0"}),  # the newest
    ],
)
def test_scoring_reads_only_the_releases_that_the_files_name(
    opened: Callable[..., tuple[set[str], str]], named: list[str | None], read: set[str]
) -> None:
    assert opened("score", *named)[0] == read


def test_comparing_and_reporting_read_only_the_releases_that_the_files_name(
    opened: Callable[..., tuple[set[str], str]], meadow: Path
) -> None:
    assert opened("compare", "1.0.0", "2.0.0")[0] == {"1.0.0", "2.0.0"}
    out = ("--out", str(meadow / "report.html"))
    assert opened("report", "2.1.0", more=out)[0] == {"2.1.0"}


def test_an_old_release_is_scored_while_current_has_a_mistake(
    opened: Callable[..., tuple[set[str], str]], meadow: Path
) -> None:
    change(meadow, "certification.yaml", "minimum: 88", "minimum: 58")
    assert opened("score", "2.0.0")[0] == {"2.0.0"}
    status, said = seqf(meadow, "score", str(meadow / "0.json"), "--json")
    assert (status, '"framework":"2.0.0"' in said) == (0, True)


def test_a_release_that_is_read_alone_is_still_held_to_its_lock(
    opened: Callable[..., tuple[set[str], str]], meadow: Path
) -> None:
    path = meadow / "releases" / "2.0.0" / "certification.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "# more\n", encoding="utf-8")
    assert opened("score", "1.0.0")[0] == {"1.0.0"}
    (meadow / "0.json").write_text('{"format": "seqf-assessment/1", "framework": "2.0.0"}', encoding="utf-8")
    status, said = seqf(meadow, "score", str(meadow / "0.json"))
    assert (status, "[frozen-release]" in said) == (1, True)


def test_a_working_edition_that_is_named_is_read_from_current(
    opened: Callable[..., tuple[set[str], str]],
) -> None:
    assert '"framework":"3.0.1-dev"' in opened("score", "3.0.1-dev", more=("--json",))[1]


def test_a_release_that_is_not_known_is_told_with_those_that_are(meadow: Path) -> None:
    file = meadow / "own.json"
    file.write_text('{"format": "seqf-assessment/1", "framework": "9.9.9"}', encoding="utf-8")
    status, said = seqf(meadow, "score", str(file))
    assert status == 1
    assert "known: 1.0.0, 2.0.0, 2.1.0, 3.0.0, 3.0.1-dev" in said
