"""What a person's disk goes through when a site is written."""

from __future__ import annotations

import os

import pytest
from seqf.disk.files import MARKER, read_tree, write_file, write_site
from seqf.errors import ProblemsFound


def names_below(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_a_site_is_replaced_whole(tmp_path):
    out = tmp_path / "_site"
    write_site(out, {"index.html": b"old", "gone/index.html": b"old"})
    write_site(out, {"index.html": b"new"})
    assert names_below(out) == [MARKER, "index.html"]
    assert (out / "index.html").read_bytes() == b"new"


def test_nothing_is_left_beside_the_site(tmp_path):
    write_site(tmp_path / "_site", {"index.html": b"old"})
    write_site(tmp_path / "_site", {"index.html": b"new"})
    assert [path.name for path in tmp_path.iterdir()] == ["_site"]


def test_the_old_site_stays_whole_when_writing_the_new_one_fails(tmp_path):
    out = tmp_path / "_site"
    write_site(out, {"index.html": b"old"})
    with pytest.raises(OSError):
        write_site(out, {"index.html": b"new", "x" * 300: b"a name that no disk takes"})
    assert (out / "index.html").read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["_site"]


def test_a_folder_that_is_not_a_site_is_never_replaced(tmp_path):
    (tmp_path / "letter.txt").write_text("to my bank")
    with pytest.raises(ProblemsFound) as found:
        write_site(tmp_path, {"index.html": b"new"})
    assert found.value.problems[0].rule == "not-a-site"
    assert names_below(tmp_path) == ["letter.txt"]


def test_a_file_in_the_place_of_the_site_is_never_replaced(tmp_path):
    letter = tmp_path / "letter.txt"
    letter.write_text("to my bank")
    with pytest.raises(ProblemsFound):
        write_site(letter, {"index.html": b"new"})
    assert letter.read_text() == "to my bank"


def test_an_empty_folder_may_become_the_site(tmp_path):
    out = tmp_path / "empty"
    out.mkdir()
    write_site(out, {"index.html": b"new"})
    assert (out / "index.html").read_bytes() == b"new"


def test_everybody_may_read_the_site_that_the_umask_lets_read(tmp_path):
    former = os.umask(0o022)
    try:
        write_site(tmp_path / "_site", {"index.html": b"new"})
        write_file(tmp_path / "report.html", b"report")
    finally:
        os.umask(former)
    assert (tmp_path / "_site").stat().st_mode & 0o777 == 0o755
    assert (tmp_path / "report.html").stat().st_mode & 0o777 == 0o644


def test_a_tree_is_read_in_order_and_without_leftovers(tmp_path):
    for name in ("b.yaml", "a.yaml", "a.yaml~", ".hidden", "sub/.git/x", "sub/c.md", "#a.yaml#"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(name.encode())
    assert list(read_tree(tmp_path)) == ["a.yaml", "b.yaml", "sub/c.md"]


def test_a_file_is_written_whole_or_not_at_all(tmp_path):
    target = tmp_path / "result.json"
    write_file(target, b"old")
    with pytest.raises(TypeError):
        write_file(target, "text is not bytes")
    assert target.read_bytes() == b"old"
    assert names_below(tmp_path) == ["result.json"]
