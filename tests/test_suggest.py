"""Suggest a change: the form filled in, the file at its line, the sheet of open questions."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from html import unescape
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
import yaml
from loaded import CURRENT, ROOT, TINY, framework
from seqf.changes import readings
from seqf.changes.readings import reading_effects
from seqf.disk import resources
from seqf.model import Framework, Reading
from seqf.site.pages import Page, pages, site_facts
from seqf.site.pages.suggest import Editing, suggestion
from seqf.site.render import render

REPOSITORY = "https://git.example/keeper/quality"
FORMS = ROOT / ".github" / "ISSUE_TEMPLATE"


def known(folder: str) -> Framework:
    """A framework whose settings know the repository."""
    found = framework(folder)
    settings = {
        **(found.data.get("settings") or {}),
        "site_url": "https://site.example/q/",
        "repository": REPOSITORY,
    }
    return replace(found, data={**found.data, "settings": settings})


def html_of(made_from: Framework) -> dict[str, str]:
    """Its pages, without the downloads."""
    found = pages(made_from)
    files = render(found, resources.templates(), site_facts(made_from, found))
    return {path: text.decode() for path, text in files.items() if path.endswith(".html")}


@pytest.fixture(scope="module")
def site() -> dict[str, str]:
    return html_of(known(CURRENT))


def addresses(page: str) -> list[str]:
    return [unescape(found) for found in re.findall(rf'href="({REPOSITORY}[^"]*)"', page)]


def test_every_page_offers_the_form_first(site: dict[str, str]) -> None:
    for path, page in site.items():
        first = addresses(page.partition('class="suggest')[2])[0]
        fields = parse_qs(urlsplit(first).query)
        assert urlsplit(first).path.endswith("/issues/new"), path
        assert fields["template"] == ["suggest-a-change.yml"]
        name = "https://site.example/q/" + path.removesuffix("index.html")
        assert fields["page"] == [name], path


def test_the_form_of_an_item_names_the_item(site: dict[str, str]) -> None:
    for item in framework(CURRENT).rules.items:
        fields = parse_qs(urlsplit(addresses(site[f"criteria/{item.id}/index.html"])[-2]).query)
        assert fields["item"] == [item.id]


def test_edit_this_file_opens_the_file_at_the_line_of_the_record(site: dict[str, str]) -> None:
    seen = 0
    for path, page in site.items():
        for address in addresses(page):
            parts = urlsplit(address)
            if "/blob/main/" not in parts.path:
                continue
            file = ROOT / unquote(parts.path.split("/blob/main/")[1])
            lines = file.read_text("utf-8").splitlines()
            if parts.fragment:
                number = int(parts.fragment.removeprefix("L"))
                about = path.removesuffix("/index.html").rpartition("/")[2]
                assert re.search(rf"\bid: ['\"]?{re.escape(about)}['\"]?\s*$", lines[number - 1]), (
                    path,
                    number,
                )
                seen += 1
    assert seen == len(framework(CURRENT).rules.items) + len(framework(CURRENT).rules.sections)


def test_without_a_repository_no_page_offers_anything() -> None:
    for path, text in html_of(framework(TINY)).items():
        assert 'class="suggest' not in text, path


def test_the_fields_that_links_fill_in_exist_in_the_forms(site: dict[str, str]) -> None:
    used = {}
    for page in site.values():
        for address in addresses(page):
            fields = parse_qs(urlsplit(address).query)
            if "template" in fields:
                used.setdefault(fields["template"][0], set()).update(fields.keys() - {"template", "title"})
    assert set(used) == {"suggest-a-change.yml", "answer-a-question.yml"}
    for form, names in used.items():
        body = yaml.safe_load((FORMS / form).read_text("utf-8"))["body"]
        assert names <= {field.get("id") for field in body}, form


def test_a_page_of_an_older_release_offers_the_form_alone() -> None:
    page = Page(address="/criteria/A.1/", title="T", description="D", template="t", source="sections/A.yaml")
    editing = Editing(repository=REPOSITORY, folder="", url="https://site.example/q/", lines={})
    found = suggestion(editing, page)
    assert found.file == "" and "/issues/new?" in found.form


# The sheet of open questions


def test_every_open_question_can_be_confirmed_or_changed_on_the_sheet(site: dict[str, str]) -> None:
    page = site["interpretations/index.html"]
    records = framework(CURRENT).data["interpretations"]["interpretations"]
    assert page.count("<strong>Confirm</strong>") == len(records)
    readings = sum(len(record.get("readings") or ()) for record in records)
    assert page.count("<strong>Change to:</strong>") == page.count("<strong>Effect:</strong>") == readings
    online = {parse_qs(urlsplit(address).query).get("item", [""])[0] for address in addresses(page)}
    assert {record["id"] for record in records} <= online


def test_every_effect_is_shown_by_an_example_that_ends_elsewhere() -> None:
    effects = reading_effects(framework(CURRENT).rules)
    assert {reading.id for reading in framework(CURRENT).rules.readings} == set(effects)
    for name, effect in effects.items():
        assert effect.example is not None and effect.outcome is not None, name
        assert effect.example.outcome != effect.outcome == effect.example.readings[name]


def test_rounding_first_lifts_one_that_missed_a_bound_by_little() -> None:
    rules = framework(CURRENT).rules
    reading = next(one.id for one in rules.readings if one.effect == "round-overall")
    found = reading_effects(rules)[reading]
    assert found.lower == 0
    assert any(0 < mark.minimum - found.example.low <= Fraction(1, 20) for mark in rules.marks)


def test_ignoring_the_gate_never_lowers_and_a_literal_reading_never_lifts() -> None:
    rules = framework(CURRENT).rules
    names = {one.effect: one.id for one in rules.readings}
    effects = reading_effects(rules)
    ignored, literal = effects[names["ignore-gate"]], effects[names["band-by-overall"]]
    assert ignored.other == ignored.higher > 0 == ignored.lower
    assert literal.other == literal.lower > 0 == literal.higher


def test_the_same_rules_give_the_same_figures() -> None:
    rules = framework(CURRENT).rules
    first = reading_effects(rules)
    readings._effects.cache_clear()
    assert reading_effects(rules) == first


def test_a_reading_that_changes_nothing_has_no_example() -> None:
    rules = replace(framework(TINY).rules, readings=(Reading(id="gate", effect="ignore-gate"),))
    found = reading_effects(rules)["gate"]
    assert (found.other, found.example, found.outcome) == (0, None, None)
