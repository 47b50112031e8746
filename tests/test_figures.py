"""Numbers in prose: where they come from, how they read, and what is said of a wrong one."""

from __future__ import annotations

import pytest
from seqf.reading.figures import Figures, numbers_in_prose
from seqf.text.quantities import in_words, measured

DEADLINE = {"id": "deadline", "value": "15", "unit": "working days"}
SAMPLE = {"id": "sample", "from": "10", "to": "15", "unit": "clients"}
SHARE = {"id": "share", "value": "90", "unit": "percent"}
PART = {"id": "2a", "figures": [DEADLINE, SHARE], "text": "within {{ deadline }}"}
STANDARDS = {"introduction": {}, "standards": [{"id": "2", "parts": [PART], "figures": [SAMPLE]}]}
DOCUMENTS = {
    "standards": STANDARDS,
    "certification": {
        "marks": [{"id": "good", "minimum": "75"}, {"id": "fair", "minimum": "55"}],
        "gate": {"items": ["K1", "K2", "K3"]},
    },
    "values": {"introduction": {"text": "x"}, "values": [{"id": str(n)} for n in range(1, 13)]},
}


def filled(text: str, *around: object) -> str:
    result, slips = Figures(DOCUMENTS).fill(text, around)
    assert slips == []
    return result


def slip(text: str, *around: object) -> tuple[int, str, str]:
    _, slips = Figures(DOCUMENTS).fill(text, around)
    (only,) = slips
    return only.offset, only.message, only.rule


def test_a_name_is_a_figure_of_the_record_around_the_text():
    assert filled("within {{ deadline }} of it", STANDARDS, PART) == "within 15 working days of it"


def test_a_name_is_looked_for_from_the_inside_out():
    outer = {"figures": [{"id": "deadline", "value": "3", "unit": "weeks"}, SHARE]}
    assert filled("{{ deadline }}, {{ share }}", outer, {"figures": [DEADLINE]}) == "15 working days, 90%"


@pytest.mark.parametrize(
    ("path", "printed"),
    [
        ("standards/2a/deadline", "15 working days"),
        ("standards/2/sample", "10 to 15 clients"),
        ("certification/marks/good/minimum", "75"),
        ("certification/good/minimum", "75"),
        ("certification/gate/items", "K1, K2 and K3"),
        ("standards/2a/deadline | value", "15"),
        ("standards/2a/deadline | words", "fifteen working days"),
        ("standards/2/sample | value | words", "ten to fifteen"),
        ("standards/2a/share | words", "ninety per cent"),
        ("values | count", "12"),
        ("values | count | words", "twelve"),
        ("certification/marks|count|words", "two"),
    ],
)
def test_a_path_leads_to_a_value_wherever_the_text_stands(path: str, printed: str):
    assert filled(f"{{{{ {path} }}}}") == printed


@pytest.mark.parametrize(
    ("text", "message", "rule"),
    [
        ("{{ dedline }}", "there is no figure 'dedline'; did you mean 'deadline'?", "unknown-figure"),
        (
            "{{ standards/2a/dedline }}",
            "there is no 'dedline' in standards/2a; did you mean 'deadline'?",
            "unknown-figure",
        ),
        (
            "{{ standard/2a/share }}",
            "there is no document 'standard'; did you mean 'standards'?",
            "unknown-figure",
        ),
        ("{{ deadline | days }}", "there is no filter 'days'; there are count, value and words", "figure"),
        ("{{ deadline | count }}", "deadline is no list, so it cannot be counted; name the list", "figure"),
        (
            "{{ certification/marks/good }}",
            "certification/marks/good is not one value; go on with one of: id, minimum",
            "figure",
        ),
    ],
)
def test_a_wrong_name_is_told_with_the_nearest(text: str, message: str, rule: str):
    assert slip(f"é {text}", PART) == (2, message, rule)


def test_braces_without_a_partner_are_told():
    assert slip("within {{ deadline }", PART)[2] == "figure"
    assert slip("within deadline }}", PART)[0] == 16


def test_an_id_that_stands_for_two_records_needs_a_longer_path():
    figures = Figures({"d": {"a": [{"id": "x"}], "b": [{"id": "x"}]}})
    assert "more than once" in figures.fill("{{ d/x/y }}")[1][0].message


def test_what_an_unreadable_document_holds_is_not_judged():
    assert Figures({}, frozenset({"standards"})).fill("{{ standards/2a/share }}")[1] == []


def test_a_line_for_a_block_stays_in_a_page_and_is_a_mistake_elsewhere():
    text = "Before.\n\n{{ block marks }}\n\nAfter.\n"
    assert Figures({}).fill(text, blocks=True) == (text, [])
    assert len(Figures({}).fill(text)[1]) == 1


@pytest.mark.parametrize(
    ("ends", "unit", "printed"),
    [
        (["90"], "percent", "90%"),
        (["10", "15"], "percent", "10% to 15%"),
        (["5000"], "pounds", "£5,000"),
        (["1234567.50"], "pounds", "£1,234,567.50"),
        (["1"], "years", "1 year"),
        (["3"], "year", "3 years"),
        (["1"], "people", "1 person"),
        (["2"], "person", "2 people"),
        (["20"], "hours per week", "20 hours per week"),
        (["1"], "hours per week", "1 hour per week"),
        (["2"], "time a year", "2 times a year"),
        (["1"], "agencies", "1 agency"),
        (["16", "25"], "years", "16 to 25 years"),
        (["1"], "process", "1 process"),
        (["0.5"], "days", "0.5 days"),
        (["1200"], "people", "1,200 people"),
    ],
)
def test_a_number_reads_well_with_its_unit(ends: list[str], unit: str, printed: str):
    assert measured(ends, unit) == printed


def test_whole_numbers_to_ninety_nine_have_words():
    assert [in_words(n) for n in (0, 13, 20, 21, 99)] == [
        "zero",
        "thirteen",
        "twenty",
        "twenty-one",
        "ninety-nine",
    ]
    assert in_words(100) is None


@pytest.mark.parametrize(
    "text",
    [
        "Half of it.",
        "See [1.2.11](item:1.2.11).",
        "Write `15` there.",
        "{{ standards/2a/deadline }}",
        "See <https://example.org/2024/>.",
    ],
)
def test_digits_in_references_code_and_placeholders_are_no_typed_numbers(text: str):
    assert numbers_in_prose(text) == []


@pytest.mark.parametrize(
    ("text", "offset", "number"),
    [
        ("within 15 days", 7, "15"),
        ("at 90% or more", 3, "90%"),
        ("about £5,000 each", 6, "£5,000"),
        ("since 2010.", 6, "2010"),
        ("[page 3](https://example.org)", 6, "3"),
    ],
)
def test_a_number_typed_into_a_text_is_told(text: str, offset: int, number: str):
    (found,) = numbers_in_prose(text)
    assert found.offset == offset
    assert f"the number {number} is typed" in found.message
