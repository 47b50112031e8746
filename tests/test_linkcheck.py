"""The finished site is read again, as a browser reads it."""

from __future__ import annotations

import pytest
from seqf.site.linkcheck import check


def page(body: str = "", title: str = "A page") -> bytes:
    return f"<!doctype html><html><head><title>{title}</title></head><body>{body}</body></html>".encode()


def rules(files: dict[str, bytes]) -> list[tuple[str, str]]:
    return [(problem.location.path, problem.rule) for problem in check(files)]


def test_a_sound_site_has_no_problems() -> None:
    files = {
        "index.html": page(
            '<a href="guide/#one">x</a><img src="a.svg" alt=""><a href="#top" id="top">y</a>', "Home"
        ),
        "guide/index.html": page(
            '<p id="one"></p><a href="../">home</a><a href="./">here</a><a href="../a.svg">p</a>'
        ),
        "a.svg": b"<svg/>",
    }
    assert rules(files) == []


@pytest.mark.parametrize("link", ["../nowhere/", "gone.html", "/gone/", "../data/missing.json"])
def test_a_link_to_a_file_that_does_not_exist_is_dead(link: str) -> None:
    assert rules({"guide/index.html": page(f'<a href="{link}">x</a>')}) == [("guide/index.html", "dead-link")]


def test_a_missing_style_sheet_or_script_is_a_dead_link_too() -> None:
    files = {"index.html": page('<link rel="stylesheet" href="x.css"><script src="x.js"></script>')}
    assert rules(files) == [("index.html", "dead-link")] * 2


def test_a_place_that_the_target_page_does_not_have_is_dead() -> None:
    files = {"index.html": page('<a href="b/#two">x</a>', "A"), "b/index.html": page('<p id="one"></p>', "B")}
    assert rules(files) == [("index.html", "dead-fragment")]


def test_a_place_on_the_page_itself_must_exist() -> None:
    assert rules({"index.html": page('<a href="#gone">x</a>')}) == [("index.html", "dead-fragment")]


def test_a_place_in_a_file_that_is_no_page_is_not_looked_for() -> None:
    assert rules({"index.html": page('<a href="a.pdf#page=2">x</a>'), "a.pdf": b"%PDF"}) == []


@pytest.mark.parametrize(
    "link", ["https://example.org/x", "mailto:a@example.org", "//example.org/x", "data:,x"]
)
def test_addresses_elsewhere_are_not_visited(link: str) -> None:
    assert rules({"index.html": page(f'<a href="{link}">x</a>')}) == []


def test_an_escaped_address_is_read_as_the_browser_reads_it() -> None:
    files = {
        "index.html": page('<a href="a%20b/#x%20y">x</a>', "A"),
        "a b/index.html": page('<p id="x y"></p>', "B"),
    }
    assert rules(files) == []


def test_an_id_used_twice_is_reported_where_it_stands_again() -> None:
    problems = check({"index.html": page('<p id="x"></p>\n<p id="x"></p>')})
    assert [(problem.location.line, problem.rule) for problem in problems] == [(2, "id-twice")]


def test_pages_that_share_a_title_are_both_reported() -> None:
    found = rules({"a/index.html": page(), "b/index.html": page(), "c/index.html": page(title="Another")})
    assert found == [("a/index.html", "title-twice"), ("b/index.html", "title-twice")]


def test_a_page_without_a_title_is_reported() -> None:
    assert rules({"index.html": b"<p>text</p>"}) == [("index.html", "no-title")]


def test_the_title_of_a_drawing_is_not_the_title_of_the_page() -> None:
    files = {
        "a.html": page("<svg><title>Same</title></svg>", "A"),
        "b.html": page("<svg><title>Same</title></svg>", "B"),
    }
    assert rules(files) == []


def test_a_picture_needs_an_alt_text_or_an_empty_one() -> None:
    files = {"index.html": page('<img src="a.png">'), "a.png": b""}
    assert rules(files) == [("index.html", "no-alt")]


def test_a_problem_says_what_is_wrong_and_where() -> None:
    (problem,) = check({"index.html": page('\n  <a href="gone/">x</a>')})
    assert (
        str(problem)
        == "index.html:2:3: the link 'gone/' leads to gone/index.html, which does not exist [dead-link]"
    )
