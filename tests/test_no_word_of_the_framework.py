"""Code, templates and scripts know no word of this repository's framework: any other one must work as well.

The words are read from the framework's data, so that a new mark or section is looked for too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
CURRENT = ROOT / "framework" / "current"
KINDS = {".py", ".js", ".css", ".j2", ".yaml", ".md", ".svg"}
FILES = sorted(
    path for folder in ("generator", "site") for path in (ROOT / folder).rglob("*") if path.suffix in KINDS
)

# Titles that are everyday words of any framework; they say nothing here.
EVERYDAY = {
    *("Action plan", "Criterion", "External assessment", "Good", "KPIs", "Mark", "No mark", "Review"),
    *("Self-assessment", "Values", "Standards", "Commissioning", "Invitation to tender", "Job start"),
}

# The package, its command, its formats and the file that marks a site. All else is the framework's.
OWN_NAME = re.compile(
    r"(?:from|import) seqf\b|\bseqf\.\w|\bseqf/|\bseqf-[a-z]+/(?:\d|\")"
    r"|`seqf(?: [a-z]+)*`|\.seqf-site|seqf-memo|package_name=\"seqf\""
    r"|\bseqf (?:--framework|check|build|serve|score|compare|diff|release|migrate|report|tender|wording|new"
    r"|kpis|monitor)\b"
)


def read(name: str) -> dict[str, Any]:
    return yaml.load((CURRENT / name).read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


def records(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from records(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from records(inner)


SECTIONS = [read(f"sections/{path.name}") for path in sorted((CURRENT / "sections").glob("*.yaml"))]
DOCUMENTS = [read(path.name) for path in sorted(CURRENT.glob("*.yaml"))]


def ids() -> set[str]:
    """Numbers of items and tender questions, ids of marks, and every id of two words or more."""
    found = {item["id"] for section in SECTIONS for item in section["items"]}
    found |= {mark["id"] for mark in read("certification.yaml")["marks"]}
    questions = records(read("tender.yaml")["sets"])
    found |= {record["id"] for record in questions if re.match(r"[A-Z]\d", record.get("id", ""))}
    interpretations = read("interpretations.yaml")["interpretations"]
    found |= {record["id"] for record in interpretations if "-" in record["id"]}
    found |= {record["id"] for record in read("resources.yaml")["resources"] if "-" in record["id"]}
    return found


def names() -> set[str]:
    """Titles of sections, marks, chapters, standards, values, stages; names of bodies, people and sources."""
    keys = ("title", "short_title", "full_title", "contents_title", "name", "short_name")
    found = {
        record[key]
        for document in (*SECTIONS, *DOCUMENTS)
        for record in records(document)
        for key in keys
        if isinstance(record.get(key), str)
    }
    home = {record["title"] for record in records(read("home.yaml")) if "title" in record}
    return {name for name in found - home - EVERYDAY if len(name) > 3} | {
        read("framework.yaml")["short_title"],
        "BASE",
    }


WORDS = "|".join(re.escape(word) for word in sorted(ids() | names(), key=len, reverse=True) if word != "good")
SECTION_IDS = "|".join(re.escape(section["id"]) for section in SECTIONS)


def named(paths: list[Path]) -> dict[str, Any]:
    return {"argvalues": paths, "ids": [path.relative_to(ROOT).as_posix() for path in paths]}


def test_there_is_much_to_look_for_and_much_to_look_at() -> None:
    assert len(ids()) > 100
    assert len(names()) > 100
    assert len(FILES) > 100
    assert {"SEQF", "BASE", "Excellent", "excellent", "2.2A", "T1.1"} <= ids() | names()
    assert {section["title"] for section in SECTIONS} <= names()


@pytest.mark.parametrize("path", **named(FILES))
def test_no_number_name_or_title_of_the_framework_stands_in_code(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert re.findall(rf"(?<![\w.-])(?:{WORDS})(?![\w.-]*\w)", text) == []


@pytest.mark.parametrize("path", **named(FILES))
def test_no_everyday_word_is_compared_as_an_id_of_the_framework(path: Path) -> None:
    """A mark may be called `good`, a section 1.1: as a text of code, either would be knowledge of it."""
    text = path.read_text(encoding="utf-8")
    quoted = rf"""(?<!=)(["'`:#])(?:good|{SECTION_IDS})\1"""
    assert re.findall(quoted, text) == []


@pytest.mark.parametrize("path", **named(FILES))
def test_the_framework_id_stands_only_as_the_name_of_package_command_and_formats(path: Path) -> None:
    text = OWN_NAME.sub("", path.read_text(encoding="utf-8"))
    left = [line.strip() for line in text.splitlines() if re.search(r"seqf", line, re.IGNORECASE)]
    assert left == []
