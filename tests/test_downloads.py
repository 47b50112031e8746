"""The list of downloads: complete, named after the framework, and the same each time."""

from __future__ import annotations

import functools
import json

import pytest
from loaded import CURRENT, TINY, framework
from seqf.downloads.catalogue import downloads
from seqf.downloads.tenderquestions import tender_sets

made = functools.cache(lambda folder: downloads(framework(folder)))


@pytest.mark.parametrize("folder", [CURRENT, TINY])
def test_every_file_has_a_place_of_its_own_and_says_what_it_is(folder: str) -> None:
    found, _ = made(folder)
    assert len({file.path for file in found}) == len(found)
    for file in found:
        assert file.content and file.title and file.about and file.format and file.group
        assert not file.path.startswith("/")


@pytest.mark.parametrize("folder", [CURRENT, TINY])
def test_the_same_framework_gives_the_same_files(folder: str) -> None:
    assert made(folder) == downloads(framework(folder))


def test_each_set_of_tender_questions_can_be_had_alone_and_with_the_others() -> None:
    groups = {}
    for file in made(CURRENT)[0]:
        groups.setdefault(file.group, set()).add(file.path.rsplit(".", 1)[1])
    assert groups["tender"] == {"docx", "csv", "md", "json"}
    assert groups["tender-lot"] == {"yaml"}
    for entry in tender_sets(framework()):
        assert groups[f"tender/{entry['id']}"] == {"docx", "csv", "md"}


def test_a_framework_without_optional_files_still_has_its_workbook_and_data() -> None:
    groups = {file.group for file in made(TINY)[0]}
    assert {"self-assessment", "data"} <= groups
    assert not any(group.startswith("tender") for group in groups)


def test_text_files_name_release_and_status() -> None:
    about = framework().data["framework"]
    for file in made(CURRENT)[0]:
        if file.path.endswith((".csv", ".md")) or file.path.endswith(("framework.json", "questions.json")):
            text = file.content.decode("utf-8-sig")
            assert about["version"] in text and about["status"]["label"] in text, file.path
        if file.path.endswith("rules.json"):
            assert json.loads(file.content)["framework"] == about["version"]
