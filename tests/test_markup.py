"""Markdown becomes HTML that can do no harm, with links that lead somewhere."""

from __future__ import annotations

from html.parser import HTMLParser
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from seqf.site import markup
from seqf.text import prose

LINKS = {
    "item:1.2": SimpleNamespace(address="/criteria/1.2/"),
    "resource:site": SimpleNamespace(address="https://example.org/a?b=1&c=2"),
    "resource:mail": SimpleNamespace(address="mailto:a@example.org"),
}
PLAIN = ("p", "ul", "ol", "li", "strong", "em", "code", "pre", "table", "thead", "tbody", "tr")
ALLOWED = {
    "a": {"href"},
    "th": {"scope", "style"},
    "td": {"style"},
    **{f"h{level}": {"id"} for level in range(1, 7)},
    **{tag: set() for tag in (*PLAIN, "blockquote", "hr", "br", "span")},
}


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def tags(html: str) -> list[tuple[str, dict[str, str | None]]]:
    parser = Tags()
    parser.feed(html)
    return parser.found


def test_a_known_target_becomes_its_address():
    assert markup.inline("[it](item:1.2)", LINKS) == '<a href="/criteria/1.2/">it</a>'
    assert markup.inline("[it](page:/calculator/#start)", LINKS) == '<a href="/calculator/#start">it</a>'
    assert markup.inline("<https://example.org/a?b=1&c=2>", LINKS).startswith(
        '<a href="https://example.org/a?b=1&amp;c=2">'
    )
    assert 'href="mailto:a@example.org"' in markup.inline("<a@example.org>", LINKS)


@pytest.mark.parametrize(
    "target",
    [
        "item:9.9",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "https://elsewhere.example/",
        "page://evil.example/",
        "//evil.example/",
        "x.html",
    ],
)
def test_an_unknown_target_becomes_plain_words(target: str):
    assert markup.inline(f"[it]({target})", LINKS) == "<span>it</span>"


def test_html_is_printed_as_letters():
    html = markup.render("<script>alert(1)</script>\n\n<b onclick=x>hi</b>\n\n<div>\nx\n</div>", LINKS).html
    assert {tag for tag, _ in tags(html)} == {"p"}
    assert "&lt;script&gt;" in html


def test_headings_have_ids_of_their_words_that_stay_apart():
    document = markup.render("## It's £5, café!\n\n### Inner\n\n## It's £5, café!\n", LINKS)
    assert [heading.id for heading in document.headings] == ["its-5-cafe", "its-5-cafe-2"]
    assert [heading.title for heading in document.headings] == ["It's £5, café!"] * 2


def test_one_text_leaves_nothing_behind_for_the_next():
    first = markup.render("## Same\n\n[a]: item:1.2", LINKS)
    second = markup.render("## Same\n\n[a]", LINKS)
    assert second.headings == first.headings
    assert "<a" not in second.html


def test_a_table_tells_what_its_columns_are():
    html = markup.render("| a | b |\n|---|---|\n| 1 | 2 |\n", LINKS).html
    assert [attributes for tag, attributes in tags(html) if tag == "th"] == [{"scope": "col"}] * 2


def test_a_short_text_has_no_paragraph_around_it():
    assert markup.inline("one **two**", LINKS) == "one <strong>two</strong>"
    assert markup.inline("one\n\ntwo", LINKS) == "one<br><br>two"


MARKS = ["<", ">", "[x](", ")", "`", "**", "\n", "\n\n", '"', "'", " ", "a", "# ", "\\", "]", "("]
TRICKS = ["javascript:", "&lt;", "&#106;", "<script>", "<img src=x onerror=y>", "![i](", "[a]: ", "<!--"]
PIECES = st.sampled_from([*MARKS, *TRICKS, "| a |\n|---|\n", "item:1.2"])


@given(st.lists(PIECES, max_size=14).map("".join))
def test_no_text_makes_a_tag_or_an_address_of_its_own(text: str):
    addresses = {link.address for link in LINKS.values()}
    for tag, attributes in tags(markup.render(text, LINKS).html):
        assert tag in ALLOWED
        assert set(attributes) <= ALLOWED[tag]
        assert attributes.get("href", "/criteria/1.2/") in addresses


def test_links_are_found_wherever_markdown_allows_them():
    text = "[a](item:1) <https://x.example> `[b](item:2)`\n\n[c]: item:3\n\n```\n[d](item:4)\n```\n"
    assert [found.text for found in prose.links(text)] == ["item:1", "https://x.example", "item:3"]


def test_html_is_found_but_not_in_code_and_not_where_it_is_an_address():
    text = "a <b>c</b> `<i>` <https://x.example> 3 < 4 & 5 &amp; <!-- no -->"
    assert [found.text for found in prose.html(text)] == ["<b>", "</b>", "&amp;", "<!--"]
    assert next(prose.html(text)).offset == 2
