"""What exists in the data has a page; what does not, has none. Every page keeps to the same frame."""

from __future__ import annotations

import functools
import re
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest
from loaded import CURRENT, TINY
from loaded import framework as load
from seqf.disk import resources
from seqf.errors import ProblemsFound
from seqf.model import Framework, Mark
from seqf.site.linkcheck import check
from seqf.site.pages import Download, Page, pages, site_facts
from seqf.site.pages.blocks import BLOCKS, split_at_blocks
from seqf.site.pages.chart import bands, plain
from seqf.site.pages.places import places
from seqf.site.pages.reading import shelves
from seqf.site.render import render

ROOT = Path(__file__).resolve().parent.parent
WORKBOOK = Download(
    path="downloads/w.xlsx",
    title="Workbook",
    what="For scoring.",
    size=12345,
    format="Excel workbook",
    group="tender",
)

# Contract, section 7, without what has an id of its own.
ADDRESSES = {
    "/",
    "/criteria/",
    "/standards/",
    "/tender/",
    "/commissioning/",
    "/assessment/",
    "/jobseekers/",
    "/calculator/",
    "/downloads/",
    "/changes/",
    "/interpretations/",
    "/glossary/",
    "/accessibility/",
    "/privacy/",
    "/about/",
    "/404.html",
    "/guide/",
}


@functools.cache
def made(folder: str) -> tuple[Framework, list[Page], dict[str, str]]:
    """The framework, its pages, and every page's HTML by address."""
    framework = load(folder)
    found = pages(framework, downloads=[WORKBOOK])
    files = render(found, resources.templates(), site_facts(framework, found))
    return framework, found, {page.address: files[page.path].decode() for page in found}


def html(address: str, folder: str = CURRENT) -> str:
    return made(folder)[2][address]


both = pytest.mark.parametrize("folder", [CURRENT, TINY])


def test_every_address_of_the_contract_has_a_page() -> None:
    assert set(made(CURRENT)[2]) >= ADDRESSES


def test_every_item_section_and_chapter_has_a_page() -> None:
    framework, _, found = made(CURRENT)
    wanted = [f"/criteria/{item.id}/" for item in framework.rules.items]
    wanted += [f"/sections/{section.id}/" for section in framework.rules.sections]
    wanted += [f"/guide/{chapter.id}/" for chapter in framework.chapters]
    assert set(wanted) <= set(found)


def test_a_framework_without_optional_documents_has_no_page_for_them_and_no_link_to_them() -> None:
    found = made(TINY)[2]
    absent = {
        "/guide/",
        "/standards/",
        "/tender/",
        "/commissioning/",
        "/assessment/",
        "/glossary/",
        "/interpretations/",
    }
    assert not absent & set(found)
    links = set(re.findall(r'href="([^"]*)"', found["/"]))
    assert not {address.lstrip("/") for address in absent} & links


@both
def test_the_finished_pages_have_no_dead_link_and_no_id_or_title_twice(folder: str) -> None:
    _, found, texts = made(folder)
    files = {page.path: texts[page.address].encode() for page in found}
    files |= {f"assets/{path}": content for path, content in resources.assets().items()}
    files[WORKBOOK.path] = b""
    assert check(files) == []


def test_every_record_that_can_be_linked_to_stands_where_its_link_leads() -> None:
    framework, _, texts = made(CURRENT)
    for name, link in places(framework).items():
        address, _, fragment = link.address.partition("#")
        if address.startswith("/"):
            assert address in texts, name
            assert not fragment or f'id="{fragment}"' in texts[address], name


def test_every_item_standard_value_and_question_has_an_id_of_its_own() -> None:
    framework, _, texts = made(CURRENT)
    assert all(f'<tr id="{item.id}">' in texts["/criteria/"] for item in framework.rules.items)
    found = places(framework)
    for scheme, one in (("standard", "standards"), ("question", "tender"), ("value", "values")):
        assert framework.data[one]
        assert any(name.startswith(f"{scheme}:") for name in found)


def test_every_interpretation_is_linked_from_each_page_that_it_touches() -> None:
    framework, _, texts = made(CURRENT)
    found = places(framework)
    kinds = ("items", "sections", "marks", "standards", "chapters", "questions")
    for record in framework.data["interpretations"]["interpretations"]:
        touches = record["touches"]
        touched = [found[f"{kind[:-1]}:{name}"].address for kind in kinds for name in touches.get(kind, ())]
        for address in [*touched, *touches.get("pages", ())]:
            path = address.partition("#")[0]
            if path != "/interpretations/":
                assert f'interpretations/#{record["id"]}"' in texts[path], (record["id"], path)


@both
def test_a_page_keeps_to_the_frame(folder: str) -> None:
    status = load(folder).data["framework"]["status"]
    for address, text in made(folder)[2].items():
        assert len(re.findall(r"<h1[ >]", text)) == 1, address
        assert re.search(r"<title>[^<]+</title>", text), address
        assert re.search(r'<meta name="description" content="[^"]{20,}">', text), address
        assert '<html lang="en-GB">' in text, address
        assert '<a class="skip-link" href="#content">' in text, address
        assert all(landmark in text for landmark in ("<header ", "<nav ", "<main ", "<footer ")), address
        assert text.count(status["label"]) >= 2, address  # in the banner, and in the footer


@both
def test_a_page_allows_nothing_but_its_own_files(folder: str) -> None:
    for address, text in made(folder)[2].items():
        policy = re.search(r'Content-Security-Policy" content="([^"]*)"', text)[1]
        rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
        assert rules["default-src"] == "'none'", address
        assert rules["script-src"] == rules["style-src"] == "'self'", address
        assert {rules[kind] for kind in ("form-action", "base-uri", "object-src")} == {"'none'"}, address
        assert rules["connect-src"] in ("'none'", "'self'"), address
        assert "unsafe" not in policy, address
        assert '<meta name="referrer" content="no-referrer">' in text, address


@both
def test_a_page_has_no_inline_style_or_script(folder: str) -> None:
    for address, text in made(folder)[2].items():
        assert not re.search(r"<[^>]*\s(style|on[a-z]+)=", text), address
        assert "<style" not in text, address
        scripts = re.findall(r"<script([^>]*)>", text)
        assert all("src=" in tag or 'type="application/json"' in tag for tag in scripts), address


@both
def test_headings_never_skip_a_level(folder: str) -> None:
    for address, text in made(folder)[2].items():
        levels = [int(level) for level in re.findall(r"<h([1-6])[ >]", text.partition("<footer")[0])]
        assert levels[0] == 1, address
        assert all(after <= before + 1 for before, after in pairwise(levels)), address


def test_an_item_without_wording_says_who_holds_it() -> None:
    framework = made(CURRENT)[0]
    wording = framework.data["framework"]["wording"]
    holder = next(o for o in framework.data["framework"]["organisations"] if o["id"] == wording["held_by"])
    assert f"Holder of the wording: {holder['name']}" in html(f"/criteria/{framework.rules.items[0].id}/")


def test_an_item_with_wording_shows_it_and_no_empty_place() -> None:
    text = html("/criteria/A.1/", TINY)
    assert "Greeting is looked after by a named volunteer." in text
    assert "Holder of the wording" not in text


def test_a_topic_says_which_standard_it_comes_from() -> None:
    text = html("/criteria/1.2.11/")
    assert "What the sources tie to it" in text
    assert re.search(r'href="\.\./\.\./standards/#standard-2b"', text)


def test_a_gate_is_named_only_where_there_is_one() -> None:
    gate = load(CURRENT).data["certification"]["gate"]["title"]
    assert gate in html("/criteria/")
    assert 'id="gate"' not in html("/criteria/", TINY)


def test_a_chapter_leads_to_its_neighbours() -> None:
    framework = made(CURRENT)[0]
    before, chapter, after = framework.chapters[:3]
    text = html(f"/guide/{chapter.id}/")
    assert f'rel="prev" href="../{before.id}/"' in text
    assert f'rel="next" href="../{after.id}/"' in text


def test_a_download_is_offered_with_its_size_and_format() -> None:
    text = html("/downloads/")
    assert re.search(
        r'<a href="w.xlsx" download>.*Excel workbook</a> <span class="source">13 kB</span>', text
    )


def test_formats_of_one_title_are_offered_together() -> None:
    csv = replace(WORKBOOK, path="downloads/w.csv", format="CSV table")
    (shelf,) = shelves([WORKBOOK, csv])
    assert [(offer["title"], offer["files"]) for offer in shelf["offers"]] == [("Workbook", [WORKBOOK, csv])]


def test_downloads_stand_by_what_readers_come_for_and_none_is_left_out() -> None:
    groups = ("data", "never heard of", "tender/1", "calculator", "tender", "self-assessment")
    files = [replace(WORKBOOK, title=f"About {group}", group=group) for group in groups]
    assert [(shelf["title"], [offer["title"] for offer in shelf["offers"]]) for shelf in shelves(files)] == [
        ("Score a service", ["About self-assessment", "About calculator"]),
        ("Write a tender", ["About tender/1", "About tender"]),
        ("Tables and data", ["About data", "About never heard of"]),
    ]


def test_the_tender_questions_are_offered_beside_them() -> None:
    assert 'href="../downloads/w.xlsx"' in html("/tender/")


def test_the_calculator_names_the_workbook() -> None:
    workbook = replace(WORKBOOK, group="self-assessment")
    (calculator,) = [
        page for page in pages(load(TINY), downloads=[workbook]) if page.address == "/calculator/"
    ]
    assert calculator.context["calculator"]["workbook"] == f"/{workbook.path}"


def test_a_resource_without_an_address_is_named_without_a_link() -> None:
    framework = made(CURRENT)[0]
    bare = [
        r for r in framework.data["resources"]["resources"] if not r.get("address") and not r.get("email")
    ]
    assert bare
    found = places(framework)
    assert all(f"resource:{resource['id']}" not in found for resource in bare)


def test_blocks_stand_where_the_chapter_has_them() -> None:
    text = "Before.\n\n{{ block marks }}\n\nAfter."
    assert [(kind, piece.strip()) for kind, piece in split_at_blocks(text)] == [
        ("text", "Before."),
        ("block", "marks"),
        ("text", "After."),
    ]


def test_every_block_has_a_template_and_every_template_a_block() -> None:
    names = {name.removeprefix("blocks/") for name in resources.templates() if name.startswith("blocks/")}
    assert names == {f"{name}.html.j2" for name in BLOCKS}


def asking_for(block: str, folder: str) -> list[str]:
    """The problems of a framework whose page about itself asks for one block."""
    framework = replace(load(folder), prose={"about": f"Words.\n\n{{{{ block {block} }}}}\n"})
    with pytest.raises(ProblemsFound) as found:
        pages(framework)
    return [str(problem) for problem in found.value.problems]


def test_a_block_that_does_not_exist_is_a_problem_with_its_place() -> None:
    (problem,) = asking_for("mraks", CURRENT)
    assert problem.startswith("pages/about.md:3:1: there is no block 'mraks'; the blocks are ")


def test_a_block_without_data_is_a_problem() -> None:
    (problem,) = asking_for("smart", TINY)
    assert "made from model.yaml with action_plans" in problem


@pytest.mark.parametrize("block", ["marks", "sections", "kpis"])
def test_a_page_may_hold_blocks_as_a_chapter_does(block: str) -> None:
    framework = replace(load(TINY), prose={"about": f"{{{{ block {block} }}}}"})
    found = pages(framework)
    files = render(found, resources.templates(), site_facts(framework, found))
    assert b"{{" not in files["about/index.html"]


def mark(title: str, minimum: str) -> Mark:
    return Mark(id=title.lower(), title=title, minimum=Fraction(minimum), gate_minimum=None)


def test_the_bands_of_the_marks_fill_the_line() -> None:
    found = bands([mark("High", "80.5"), mark("Low", "60")], "None")
    assert [(band["title"], band["start"], band["width"]) for band in found] == [
        ("None", "0", "60"),
        ("Low", "60", "20.5"),
        ("High", "80.5", "19.5"),
    ]


def test_a_mark_that_shares_its_minimum_with_a_higher_one_has_no_band() -> None:
    assert [band["title"] for band in bands([mark("High", "50"), mark("Low", "50")], "None")] == [
        "None",
        "High",
    ]


@pytest.mark.parametrize(
    ("number", "text"), [("20", "20"), ("59.2", "59.2"), ("0.125", "0.125"), ("1000", "1000")]
)
def test_an_exact_number_is_printed_as_it_would_be_written(number: str, text: str) -> None:
    assert plain(Fraction(number)) == text


# What the look promises

TEXT_PAIRS = [
    ("ink", ("paper", "surface", "sunk", "warn-tint", "accent-tint")),
    ("ink-soft", ("paper", "surface", "sunk")),
    ("link", ("paper", "surface", "sunk")),
    ("link-hover", ("paper", "surface", "brand-tint")),
    ("visited", ("paper", "surface")),
    ("accent", ("paper", "surface")),
    ("on-brand", ("brand", "brand-deep")),
    ("on-brand-soft", ("brand", "brand-deep")),
    ("on-brand-tint", ("brand-tint",)),
    ("on-accent-tint", ("accent-tint",)),
    ("warn", ("warn-tint",)),
    ("good", ("good-tint", "paper", "surface")),
    ("warn", ("paper", "surface")),
    ("bad", ("bad-tint", "paper", "surface")),
]
EDGE_PAIRS = [
    ("line-strong", ("paper", "surface")),
    ("focus", ("paper", "surface", "sunk", "accent-tint", "brand-tint")),
    ("focus-on-brand", ("brand", "brand-deep")),
]


@functools.cache
def colours() -> dict[str, dict[str, str]]:
    """The colours of the light and the dark appearance."""
    text = (ROOT / "site/assets/css/tokens.css").read_text(encoding="utf-8")
    light, dark = text.split("prefers-color-scheme: dark")
    found = {
        name: dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6});", part))
        for name, part in (("light", light), ("dark", dark))
    }
    return {"light": found["light"], "dark": {**found["light"], **found["dark"]}}


def contrast(one: str, other: str) -> float:
    """WCAG 2.2, contrast ratio of two colours."""

    def luminance(colour: str) -> float:
        parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("appearance", ["light", "dark"])
@pytest.mark.parametrize(
    ("front", "back", "least"),
    [(front, back, 4.5) for front, backs in TEXT_PAIRS for back in backs]
    + [(front, back, 3.0) for front, backs in EDGE_PAIRS for back in backs],
)
def test_colours_that_meet_can_be_told_apart(appearance: str, front: str, back: str, least: float) -> None:
    known = colours()[appearance]
    assert contrast(known[front], known[back]) >= least


def test_no_template_knows_the_framework() -> None:
    framework = load(CURRENT)
    about = framework.data["framework"]
    words = {about["short_title"], *(o["short_name"] for o in about["organisations"])}
    words |= {mark["full_title"] for mark in framework.data["certification"]["marks"]} | {
        item.id for item in framework.rules.items
    }
    words |= {section.title for section in framework.rules.sections}
    known = re.compile("|".join(rf"(?<![\w.]){re.escape(word)}(?![\w.])" for word in sorted(words)))
    found = {name: known.findall(text) for name, text in resources.templates().items()}
    assert not {name: hits for name, hits in found.items() if hits}
