"""One broken example for each rule: one mistake, one problem, at the place where it is mended."""

from __future__ import annotations

import pytest
from broken import FRAMEWORKS, ROOT, Example, examples, framework
from seqf.disk.resources import schemas
from seqf.reading.project import load

EXAMPLES = examples()


@pytest.mark.parametrize("example", EXAMPLES, ids=[example.name for example in EXAMPLES])
def test_a_mistake_is_told_once_and_where_it_is_mended(example: Example):
    loaded, problems = load(example.files(), schemas(), root=ROOT)
    assert [str(problem) for problem in problems] == [example.expected]
    assert loaded is None


@pytest.mark.parametrize("example", EXAMPLES, ids=[example.name for example in EXAMPLES])
def test_an_example_stands_in_the_folder_of_its_rule(example: Example):
    assert example.expected.endswith(f"[{example.rule}]")


@pytest.mark.parametrize("name", sorted(path.parent.name for path in FRAMEWORKS.glob("*/framework.yaml")))
def test_the_frameworks_without_a_change_are_sound(name: str):
    loaded, problems = load(framework(name), schemas(), root=ROOT)
    assert problems == []
    assert loaded is not None


def test_there_is_an_example_for_most_kinds_of_mistake():
    assert len(EXAMPLES) >= 60
    assert len({example.rule for example in EXAMPLES}) >= 40
