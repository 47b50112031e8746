"""Pages become HTML that works under any base path, and that nothing in the data can break out of."""

from __future__ import annotations

import re

import jinja2
import pytest
from seqf.site.pages import Link, Page, SiteFacts
from seqf.site.pages.suggest import Editing
from seqf.site.render import relative, render

SITE = SiteFacts(
    url="https://example.org/quality/",
    language="en-GB",
    title="Example Framework",
    short_title="EF",
    summary="About it.",
    keeper={"name": "Keeper", "address": "", "numbers": ""},
    status={"id": "draft", "label": "Draft", "text": "Not final."},
    version="1.0.0-dev",
    release="working edition 1.0.0-dev",
    terms="Ask first.",
    sources={"book": {"title": "The Book, second edition"}},
    places={"item:A.1": Link(title="A.1", address="/criteria/A.1/")},
    navigation=(),
    footer=(),
    editing=Editing(repository="", folder="framework/current", url="https://example.org/", lines={}),
)
SITEMAP = "{% for address in addresses %}{{ address }}\n{% endfor %}"


def rendered(template: str, address: str = "/guide/1a/", **context: object) -> str:
    page = Page(address=address, title="T", description="D", template="t", context=context)
    return render([page], {"t": template, "sitemap.xml.j2": SITEMAP}, SITE)[page.path].decode()


@pytest.mark.parametrize(
    ("address", "here", "way"),
    [
        ("/", "/", "./"),
        ("/", "/guide/", "../"),
        ("/", "/guide/1a/", "../../"),
        ("/guide/", "/", "guide/"),
        ("/guide/1b/", "/guide/1a/", "../1b/"),
        ("/guide/1a/", "/guide/1a/", "./"),
        ("/guide/", "/guide/1a/", "../"),
        ("/criteria/A.1/#x", "/guide/1a/", "../../criteria/A.1/#x"),
        ("/guide/1a/#x", "/guide/1a/", "#x"),
        ("/assets/css/base.css", "/guide/1a/", "../../assets/css/base.css"),
        ("/data/latest/rules.json", "/", "data/latest/rules.json"),
        ("/guide/guide/", "/guide/", "guide/"),
    ],
)
def test_a_link_from_the_root_becomes_the_way_from_the_page(address: str, here: str, way: str) -> None:
    assert relative(address, here) == way


def test_every_kind_of_link_in_a_tag_is_made_relative() -> None:
    html = rendered('<link href="/a.css"><script src="/b.js"></script><a class="x" href="/criteria/">c</a>')
    assert re.findall('(?:href|src)="([^"]*)"', html) == ["../../a.css", "../../b.js", "../../criteria/"]


@pytest.mark.parametrize("link", ["https://example.org/", "//example.org/x", "#x", "mailto:a@example.org"])
def test_other_links_stay_as_they_are(link: str) -> None:
    assert rendered(f'<a href="{link}">x</a>') == f'<a href="{link}">x</a>'


def test_text_that_looks_like_a_link_is_not_touched() -> None:
    assert rendered('<code>href="/x/"</code>') == '<code>href="/x/"</code>'


def test_the_page_for_missing_addresses_has_whole_addresses() -> None:
    html = rendered('<a href="/">h</a><link href="/a/b.css">', address="/404.html")
    assert (
        html
        == '<a href="https://example.org/quality/">h</a><link href="https://example.org/quality/a/b.css">'
    )


def test_the_sitemap_lists_whole_addresses_of_listed_pages() -> None:
    pages = [
        Page(address=address, title="T", description="D", template="t", listed=address != "/404.html")
        for address in ("/", "/guide/", "/404.html")
    ]
    files = render(pages, {"t": "x", "sitemap.xml.j2": SITEMAP}, SITE)
    assert files["sitemap.xml"].decode().split() == [SITE.url, f"{SITE.url}guide/"]


def test_a_page_stands_in_the_folder_of_its_address() -> None:
    pages = [
        Page(address=address, title="T", description="D", template="t")
        for address in ("/", "/a/b/", "/404.html")
    ]
    files = render(pages, {"t": "x", "sitemap.xml.j2": ""}, SITE)
    assert set(files) == {"index.html", "a/b/index.html", "404.html", "sitemap.xml"}


def test_what_the_data_holds_is_escaped() -> None:
    assert rendered("{{ word }}", word='<b title="x">') == "&lt;b title=&#34;x&#34;&gt;"


def test_a_link_hidden_in_the_data_is_not_rewritten() -> None:
    assert "../.." not in rendered("<p>{{ word }}</p>", word='<a href="/x/">')


def test_a_name_that_is_not_given_is_a_mistake() -> None:
    with pytest.raises(jinja2.UndefinedError):
        rendered("{{ nothing }}")


def test_a_record_is_looked_into_by_key_alone() -> None:
    assert rendered("{{ record.items }}", record={"items": "three"}) == "three"
    with pytest.raises(jinja2.UndefinedError):
        rendered("{{ record.items }}", record={})


def test_text_takes_links_to_known_targets() -> None:
    assert (
        rendered("{{ words | text }}", words="See [one](item:A.1).")
        == 'See <a href="../../criteria/A.1/">one</a>.'
    )


def test_text_cannot_bring_html_of_its_own() -> None:
    assert "<script" not in rendered("{{ words | text }}", words="<script>alert(1)</script>")


def test_a_source_names_the_document_shortly_and_the_place() -> None:
    html = rendered(
        "{% for c in s | cites %}{{ c.title }}|{{ c.place }}|{{ c.address }};{% endfor %}",
        s=["book, 2c, table"],
    )
    assert html == "The Book|2c, table|/about/#source-book;"


@pytest.mark.parametrize(
    ("figure", "shown"),
    [
        ({"id": "d", "value": "15", "unit": "working days"}, "15 working days"),
        ({"id": "s", "value": "90", "unit": "percent"}, "90%"),
        ({"id": "c", "from": "5000", "to": "6000", "unit": "pounds"}, "£5,000 to £6,000"),
    ],
)
def test_a_figure_is_printed_with_its_unit(figure: dict[str, str], shown: str) -> None:
    assert rendered("{{ f | figure }}", f=figure) == shown


@pytest.mark.parametrize(
    ("size", "shown"), [(0, "0 bytes"), (999, "999 bytes"), (1000, "1 kB"), (12001, "13 kB")]
)
def test_a_size_is_rounded_up(size: int, shown: str) -> None:
    assert rendered("{{ n | size }}", n=size) == shown


def test_the_same_pages_give_the_same_bytes() -> None:
    assert rendered("{{ page.title }} {{ site.title }}") == rendered("{{ page.title }} {{ site.title }}")
