"""One broken example for each rule: one mistake, one problem, at the place where it is mended."""

from __future__ import annotations

from pathlib import Path

import pytest
from broken import FRAMEWORKS, ROOT, Example, examples, framework
from seqf.disk.resources import schemas
from seqf.reading.project import load

EXAMPLES = examples()
CURRENT = Path(__file__).resolve().parent.parent / ROOT


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


# What editors get wrong most, by the name that people give it, and the example that stands for it.
BY_NAME = {
    "indentation": "indentation/",
    "a tab": "tab/",
    "a missing quote": "missing-quote/a-quote-that-is-never-closed",
    "12% for 12": "format/a-percent-sign",
    "a colon in a title": "colon-in-text/a-colon-in-a-title",
    "a duplicate key": "duplicate-key/",
    "an unknown key with its nearest match": "unknown-key/a-misspelt-key",
    "a wrong type": "type/",
    "weights that do not add up": "weight-total/",
    "a count": "item-count/",
    "a maximum": "section-maximum/",
    "thresholds out of order": "threshold-order/",
    "marks out of order": "mark-order/",
    "a missing source": "missing-key/a-standard-without-source",
    "a dangling reference": "unknown-reference/a-gate-of-unknown-items",
    "an id used twice": "duplicate-id/",
    "a number typed in prose": "number-in-prose/a-number-in-a-chapter",
    "a dead link in Markdown": "unknown-reference/a-dead-link-in-a-chapter",
    "HTML in Markdown": "raw-html/html-in-a-chapter",
    "a file that is not UTF-8": "not-utf8/",
    "markers of a merge conflict": "conflict-marker/",
    "an empty file": "empty-file/an-empty-file",
}


@pytest.mark.parametrize("start", BY_NAME.values(), ids=BY_NAME)
def test_every_common_mistake_has_its_example(start: str):
    assert [example for example in EXAMPLES if example.name.startswith(start)]


# The same mistakes in this repository's own framework, which is far larger: one problem each, at its line.
# file, what stands there, what an editor writes instead, the rule, and the text at which the problem points
IN_THE_LARGE = [
    ("certification.yaml", "minimum: 90", "minimum: 90%", "format", "90%"),
    ("certification.yaml", "minimum: 90", "minimum: 74", "mark-order", "74"),
    ("certification.yaml", "awarded_by: base", "awarded_by: bass", "unknown-reference", "bass"),
    ("sections/1.2.yaml", "weight: ", "wieght: ", "unknown-key", "wieght"),
    ("sections/1.3.yaml", "count: 14", "count: 15", "item-count", "15"),
    ("sections/1.3.yaml", "maximum: 28", "maximum: 30", "section-maximum", "30"),
    ("sections/1.3.yaml", "  - id: 1.3.2\n", "  - id: 1.3.1\n", "duplicate-id", "1.3.1\n"),
    (
        "sections/1.3.yaml",
        "title: Engaging Employers",
        "title: Engaging: Employers",
        "colon-in-text",
        ": Employers",
    ),
    ("sections/1.3.yaml", "short_title: Employers", "\tshort_title: Employers", "tab", "\tshort"),
    (
        "standards.yaml",
        "standards:\n  - id: 1",
        "standards:\n  - id: 1\n    id: 1",
        "duplicate-key",
        "id: 1\n    title",
    ),
    ("guide/2d.md", "\n\n", "\n\n<b>Note</b>\n\n", "raw-html", "<b>"),
    ("guide/2d.md", "\n\n", "\n\nSee [this](item:9.9.9).\n\n", "unknown-reference", "item:9.9.9"),
]


@pytest.mark.parametrize(
    ("path", "was", "now", "rule", "at"), IN_THE_LARGE, ids=[f"{c[3]}-{c[0]}" for c in IN_THE_LARGE]
)
def test_in_a_large_framework_too_a_mistake_is_told_once(path: str, was: str, now: str, rule: str, at: str):
    files = {
        file.relative_to(CURRENT).as_posix(): file.read_bytes()
        for file in CURRENT.rglob("*")
        if file.is_file()
    }
    text = files[path].decode()
    assert was in text
    broken = text.replace(was, now, 1)
    problems = load({**files, path: broken.encode()}, schemas(), root=ROOT)[1]
    assert [(problem.location.path, problem.rule) for problem in problems] == [(f"{ROOT}/{path}", rule)]
    place = problems[0].location
    rest = "\n".join(broken.split("\n")[place.line - 1 :])[place.column - 1 :]
    assert rest.startswith(at), rest[:40]
