"""What the reader makes of YAML: text as it was written, with its place, or problems in plain words."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from seqf.errors import Location, ProblemsFound
from seqf.text.nodes import Mapping, Scalar
from seqf.text.sourcetext import MAX_BYTES, place_inside
from seqf.text.yamltext import parse, read


def told(source: str | bytes) -> list[str]:
    with pytest.raises(ProblemsFound) as found:
        parse(source, "f.yaml")
    return [str(problem) for problem in found.value.problems]


@pytest.mark.parametrize(
    "written", ["1.10", "no", "12:30", "015", "1e3", "2026-03-31", "0x1F", "1_000", "True", "NULL", "=", ".5"]
)
def test_a_value_stays_what_was_typed(written: str):
    assert parse(f"a: {written}\n", "f").plain() == {"a": written}


@pytest.mark.parametrize("written", ["", "~", "null"])
def test_an_empty_value_is_none(written: str):
    assert parse(f"a: {written}\nb: x\n", "f").plain() == {"a": None, "b": "x"}


def test_a_quoted_word_is_text_even_where_it_means_nothing_without_quotes():
    assert parse("a: '~'\nb: \"null\"\nc: ''\n", "f").plain() == {"a": "~", "b": "null", "c": ""}


def test_every_key_and_value_knows_its_place():
    node = parse("a:\n  - b: é\n    c: >-\n      one\n      two\n", "dir/f.yaml")
    assert isinstance(node, Mapping)
    record = node.records("a")[0]
    entry = record.entry("c")
    assert entry
    assert record.place("b") == Location("dir/f.yaml", 2, 8)
    assert entry.location == Location("dir/f.yaml", 3, 5)
    assert entry.value.location == Location("dir/f.yaml", 3, 8)
    assert entry.value.plain() == "one two"


def test_a_byte_order_mark_and_windows_line_ends_are_no_mistake():
    assert parse(b"\xef\xbb\xbfa: 1\r\nb: 2\r\n", "f").plain() == {"a": "1", "b": "2"}


def test_a_mark_at_the_start_does_not_move_the_first_place():
    node = parse(b"\xef\xbb\xbfa: 1\n", "f")
    assert isinstance(node, Mapping)
    assert node.entries[0].location == Location("f", 1, 1)


def test_all_slips_of_a_file_are_told_at_once():
    source = "title: Model: the stages\nat: @home\nnote: {{ x }} weeks\nsame: 1\nsame: 2\n"
    assert [line.rsplit("[", 1)[1] for line in told(source)] == [
        "colon-in-text]",
        "missing-quote]",
        "missing-quote]",
        "duplicate-key]",
    ]


def test_reading_goes_on_with_what_was_meant():
    node, problems = read("title: Model: the stages\nb: 2\n", "f")
    assert node
    assert node.plain() == {"title": "Model: the stages", "b": "2"}
    assert len(problems) == 1


def test_nothing_is_made_of_a_file_whose_meaning_is_a_guess():
    node, problems = read("a: [1, 2\nb: 3\n", "f")
    assert node is None
    assert [problem.rule for problem in problems] == ["missing-bracket"]


def test_a_run_of_lines_with_tabs_is_one_mistake():
    assert len(told("a:\n\tb: 1\n\tc: 2\n\td: 3\n")) == 1


def test_a_copied_entry_without_its_dash_is_one_mistake():
    assert told("- id: 1\n  a: x\n  id: 2\n  a: y\n") == [
        "f.yaml:3:3: the key 'id' and others stand here a second time (first in line 1); "
        "begin a new entry with a dash, or keep one of each [duplicate-key]"
    ]


def test_a_comment_is_no_lost_text():
    assert parse("a: 15  # was 10 until March\nb: x # y\n", "f").plain() == {"a": "15", "b": "x"}


def test_a_byte_that_is_not_utf8_is_told_with_its_place():
    assert told(b"a: 1\nb: caf\xe9\n") == [
        "f.yaml:2:7: the byte E9 here is not UTF-8 text (an old Windows encoding?); "
        "save the file again with the encoding UTF-8 [not-utf8]"
    ]


def test_a_file_that_is_far_too_big_is_refused_before_it_is_read():
    assert told(b"#" * (MAX_BYTES + 1))[0].endswith("[too-big]")


def test_deep_brackets_end_in_a_message():
    assert told("a: " + "[" * 5000)[0].endswith("[too-deep]")


def test_markers_of_a_merge_are_told_once_for_each_conflict():
    conflict = "<<<<<<< HEAD\na: 1\n=======\na: 2\n>>>>>>> x\n"
    assert [line.split(":")[1] for line in told(conflict + "b: 1\n" + conflict)] == ["1", "7"]


def test_a_row_of_equals_signs_is_no_conflict():
    assert parse("a: |\n  Title\n  =======\n", "f").plain() == {"a": "Title\n=======\n"}


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused_with_problems(source: str):
    try:
        parse(source, "f")
    except ProblemsFound as found:
        assert found.problems
        assert all("\n" not in problem.message for problem in found.problems)


@given(st.binary(max_size=40))
def test_any_bytes_are_read_or_refused_with_problems(source: bytes):
    try:
        parse(source, "f")
    except ProblemsFound as found:
        assert found.problems


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=20)


@given(st.dictionaries(TEXT, TEXT | st.lists(TEXT, max_size=3), min_size=1, max_size=4))
def test_quoted_values_come_back_as_they_were(values: dict[str, object]):
    assert parse(json.dumps(values, ensure_ascii=False), "f").plain() == values


@pytest.mark.parametrize(
    ("source", "word", "line", "column"),
    [
        ("a: one two three\n", "two", 1, 8),
        ("a: >-\n  one\n  two three\n", "three", 3, 7),
        ("a: |\n  one\n  two\n", "two", 3, 3),
        ("a: 'it''s two'\n", "two", 1, 11),
        ('a: "one\n  two"\n', "two", 2, 3),
        ("a: one\n  two\n", "two", 2, 3),
    ],
)
def test_a_place_inside_a_text_is_found_however_it_is_written(source: str, word: str, line: int, column: int):
    node = parse(source, "f")
    assert isinstance(node, Mapping)
    value = node.get("a")
    assert isinstance(value, Scalar)
    assert value.text
    offset = value.text.index(word)
    assert place_inside(source, value.location, value.text, offset) == Location("f", line, column)
