"""A document against its schema: typed values, and problems in plain words where they are mended."""

from __future__ import annotations

import pytest
from seqf.reading.validate import Validator
from seqf.text.yamltext import parse

COMMON = {
    "$id": "common.schema.json",
    "$defs": {
        "decimal": {"type": ["string", "number"], "pattern": r"^-?(0|[1-9][0-9]*)(\.[0-9]+)?$"},
        "text": {"type": "string", "minLength": 1},
    },
}
RECORD = {
    "$id": "record.schema.json",
    "type": "object",
    "required": ["id"],
    "additionalProperties": False,
    "patternProperties": {"^x-": {}},
    "properties": {
        "id": {"type": "string"},
        "weight": {"$ref": "common.schema.json#/$defs/decimal"},
        "count": {"type": "integer", "minimum": 1},
        "ours": {"type": "boolean"},
        "wording": {"type": ["string", "null"]},
        "text": {"$ref": "common.schema.json#/$defs/text"},
        "level": {"enum": ["low", "high"]},
        "source": {"oneOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]},
        "way": {"type": "object", "oneOf": [{"required": ["by"]}, {"required": ["to"]}]},
        "parts": {"type": "array", "items": {"$ref": "#"}},
        "choice": {
            "oneOf": [
                {"type": "object", "required": ["kind", "a"], "properties": {"kind": {"const": "a"}}},
                {"type": "object", "required": ["kind", "b"], "properties": {"kind": {"const": "b"}}},
            ]
        },
    },
}


@pytest.fixture(scope="module")
def validator() -> Validator:
    return Validator({"common": COMMON, "record": RECORD})


def told(validator: Validator, source: str) -> list[str]:
    return [str(problem) for problem in validator.check("record", parse(source, "f"))[1]]


def test_the_schema_says_which_texts_are_numbers_and_which_stay_text(validator: Validator):
    source = "id: 015\nweight: 1.10\ncount: 10\nours: true\nwording:\n"
    typed, problems = validator.check("record", parse(source, "f"))
    assert problems == []
    assert typed == {"id": "015", "weight": "1.10", "count": 10, "ours": True, "wording": None}


def test_a_number_in_quotes_is_text(validator: Validator):
    assert told(validator, "id: a\ncount: '10'\n") == [
        "f:2:8: 'count' must be a whole number, such as 10, not '10' [type]"
    ]


def test_a_document_with_a_problem_has_no_values(validator: Validator):
    assert validator.check("record", parse("id: a\ncount: many\n", "f"))[0] is None


@pytest.mark.parametrize(
    ("written", "advice"),
    [
        ("15%", "write 15 without the % sign instead of '15%'"),
        ("£5", "write 5 without the £ sign instead of '£5'"),
        ("1,500", "write 1500 without the comma instead of '1,500'"),
        ("+5", "write 5 without the + sign instead of '+5'"),
        ("007.5", "write 7.5 without a 0 in front instead of '007.5'"),
        (".5", "write 0.5 instead of '.5'"),
        ("three", "write 3 in digits instead of 'three'"),
    ],
)
def test_a_number_in_another_form_is_told_how_to_write_it(validator: Validator, written: str, advice: str):
    assert told(validator, f"id: a\nweight: {written}\n") == [
        f"f:2:9: 'weight' must be a bare number; {advice} [format]"
    ]


def test_what_is_no_number_at_all_is_shown_one(validator: Validator):
    assert told(validator, "id: a\nweight: heavy\n") == [
        "f:2:9: 'weight' must be a bare number, such as 15 or 89.9, not 'heavy' [format]"
    ]


def test_a_misspelt_key_that_must_be_there_is_one_mistake(validator: Validator):
    schema = {**RECORD, "required": ["id", "weight"]}
    strict = Validator({"common": COMMON, "record": schema})
    assert told(strict, "id: a\nwieght: 5\n") == [
        "f:2:1: there is no key 'wieght' here; did you mean 'weight'? [unknown-key]"
    ]


def test_a_free_key_begins_with_x(validator: Validator):
    assert told(validator, "id: a\nx-note: anything\n") == []


def test_a_list_of_alternatives_tells_of_the_one_that_was_meant(validator: Validator):
    assert told(validator, "id: a\nchoice:\n  kind: b\n") == [
        "f:2:1: 'b' is missing from 'choice'; add a line `b: …` [missing-key]"
    ]


def test_text_or_a_list_is_taken_as_either(validator: Validator):
    assert told(validator, "id: a\nsource: x\n") == []
    assert told(validator, "id: a\nsource:\n  - x\n") == []
    assert len(told(validator, "id: a\nsource:\n  by: x\n")) == 1


def test_exactly_one_of_two_keys(validator: Validator):
    assert told(validator, "id: a\nway: {by: 1, to: 2}\n") == [
        "f:2:1: 'way' has more than one of 'by' or 'to'; keep one [one-of]"
    ]
    assert told(validator, "id: a\nway: {x: 1}\n") == ["f:2:1: 'way' needs one of 'by' or 'to' [one-of]"]


def test_keys_missing_from_one_record_are_told_together():
    schema = {**RECORD, "required": ["id", "weight", "count"]}
    strict = Validator({"common": COMMON, "record": schema})
    assert told(strict, "text: x\nid: a\n") == [
        "f:1:1: 'weight' and 'count' are missing from this file; add a line for each [missing-key]"
    ]


def test_a_key_that_is_indented_too_far_is_sent_back(validator: Validator):
    nested = "id: a\nparts:\n  - id: b\n    parts:\n      - id: c\n"
    assert told(validator, nested) == []
    schema = {**RECORD, "properties": {**RECORD["properties"], "way": {"$ref": "#/$defs/way"}}}
    schema["$defs"] = {"way": {"type": "object", "additionalProperties": False, "properties": {"by": {}}}}
    strict = Validator({"common": COMMON, "record": schema})
    assert told(strict, "id: a\nway:\n  by: x\n  count: 5\n") == [
        "f:4:3: 'count' does not belong to 'way'; start it in column 1 [indentation]"
    ]


def test_all_problems_of_a_document_come_at_once_in_order(validator: Validator):
    lines = told(validator, "id: a\nlevel: hihg\ncount: 0\nours: yes\ntext: ''\n")
    assert [line.split(":")[1] for line in lines] == ["2", "3", "4", "5"]
    assert "did you mean 'high'?" in lines[0]


def test_texts_for_people_and_numbers_are_known_by_their_definition(validator: Validator):
    node = parse("id: 7\nweight: 5\ntext: Hello\nparts:\n  - id: b\n    text: There\n", "f")
    assert [path for path, _ in validator.prose("record", node)] == [("text",), ("parts", 0, "text")]
    assert [value.text for _, value in validator.numbers("record", node)] == ["5"]


def test_an_unknown_kind_of_document_is_a_mistake_of_the_caller(validator: Validator):
    with pytest.raises(KeyError):
        validator.check("poem", parse("a: 1\n", "f"))
