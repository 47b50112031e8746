"""Templates print what is there: every document, and nothing in it that its schema calls optional."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from loaded import framework as load
from seqf.disk import resources
from seqf.model import Framework
from seqf.site.linkcheck import check
from seqf.site.pages import pages, site_facts
from seqf.site.render import render

# Optional in the schema, and yet part of the rules that the framework keeps.
_PART_OF_THE_RULES = {"threshold", "rating", "scale"}
Schema = dict[str, Any]


def bare() -> Framework:
    """The framework of this repository without gate, texts and all that is optional in its documents."""
    framework = load()
    schemas = resources.schemas()
    data = {
        name: [stripped(section, schemas["section"], schemas["section"]) for section in value]
        if name == "sections"
        else stripped(value, schemas[name], schemas[name])
        if name in schemas
        else value
        for name, value in framework.data.items()
    }
    chapters = tuple(replace(chapter, markdown="Text.") for chapter in framework.chapters)
    marks = tuple(replace(mark, gate_minimum=None) for mark in framework.rules.marks)
    rules = replace(framework.rules, gate=(), marks=marks)
    return replace(framework, data=data, rules=rules, chapters=chapters, prose={})


def stripped(value: Any, schema: Schema, root: Schema) -> Any:
    """A copy of a value with only what its schema requires, all the way down."""
    schema, root = resolved(schema, root)
    if isinstance(value, list):
        return [stripped(entry, schema.get("items", {}), root) for entry in value]
    if not isinstance(value, dict) or "properties" not in schema:
        return value
    kept = {*schema.get("required", ()), *_PART_OF_THE_RULES}
    known = schema["properties"]
    return {key: stripped(inner, known.get(key, {}), root) for key, inner in value.items() if key in kept}


def resolved(schema: Schema, root: Schema) -> tuple[Schema, Schema]:
    """Follow references, to another schema's parts too."""
    while "$ref" in schema:
        name, _, pointer = schema["$ref"].partition("#")
        root = resources.schemas()[name.split(".")[0]] if name else root
        schema = root
        for step in filter(None, pointer.split("/")):
            schema = schema[step]
    return schema, root


def test_every_page_can_do_without_all_that_is_optional() -> None:
    framework = bare()
    found = pages(framework)
    files = render(found, resources.templates(), site_facts(framework, found))
    assert len(files) == len(found) + 1
    files |= {f"assets/{path}": content for path, content in resources.assets().items()}
    assert [problem for problem in check(files) if problem.rule != "dead-link"] == []


def test_what_is_optional_is_really_gone_in_this_test() -> None:
    data = bare().data
    assert "gate" not in data["certification"]
    assert not any("topic" in standard for standard in data["standards"]["standards"])
