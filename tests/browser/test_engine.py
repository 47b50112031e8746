"""The scoring engine in a real browser, in a page of the finished site, agrees with the Python package.

Node runs the same files in test_differential.py. Here they come as visitors get them: compacted, over HTTP.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import differential
import pytest
from playwright.sync_api import Page

COUNT = 10_000
MODULES = ("index", "result", "trace", "steps", "compare", "whatif")
TESTS = Path(__file__).resolve().parent.parent


class BrowserEngine:
    """The core's modules in one page; asked like the engine in Node."""

    def __init__(self, page: Page, site: str) -> None:
        self._page = page
        page.goto(f"{site}calculator/")
        source = (TESTS / "js" / "answering.js").read_text(encoding="utf-8").replace("export const", "const")
        page.evaluate(
            f"""async ([base, names]) => {{
                {source}
                const modules = await Promise.all(names.map((name) => import(`${{base}}/${{name}}.js`)));
                const answer = answering(Object.assign({{}}, ...modules));
                window.asked = (questions) => questions.map(answer).filter((said) => said !== undefined);
            }}""",
            [_core(page), list(MODULES)],
        )

    def ask(self, questions: list[differential.Question]) -> list[str]:
        return self._page.evaluate("(questions) => window.asked(questions)", questions)


def _core(page: Page) -> str:
    """Where the page itself takes the core from."""
    names = page.evaluate("performance.getEntriesByType('resource').map(({ name }) => name)")
    found = next((name for name in names if "/core/" in name), "")
    assert found, "the calculator loads no module of the core"
    return found.rpartition("/")[0]


@pytest.fixture
def engine(page: Page, site: str, notices: list[str]) -> Iterator[BrowserEngine]:
    yield BrowserEngine(page, site)
    assert notices == []


def test_the_browser_gives_the_same_text_for_ten_thousand_generated_cases(engine: BrowserEngine) -> None:
    differ = []
    for group in differential.batched(differential.cases(COUNT, seed=8)):
        differ += differential.disagreements(group, engine.ask(differential.asked(group)))
    assert differ == []


def test_the_browser_says_the_same_about_every_bad_assessment(engine: BrowserEngine) -> None:
    bad: list[dict[str, Any]] = json.loads(
        (TESTS / "cases" / "bad-assessments.json").read_text(encoding="utf-8")
    )
    rules = (TESTS / "cases" / "rules.json").read_text(encoding="utf-8")
    said = engine.ask([{"rules": rules}, *({"assessment": case["text"]} for case in bad)])
    for case, answer in zip(bad, said, strict=True):
        assert json.loads(answer) == {"problems": case["problems"]}, case["name"]


def test_the_browser_gives_the_results_of_the_shared_cases(engine: BrowserEngine) -> None:
    rules = (TESTS / "cases" / "rules.json").read_text(encoding="utf-8")
    cases = [
        case
        for name in ("scoring.json", "edges.json")
        for case in json.loads((TESTS / "cases" / name).read_text(encoding="utf-8"))
    ]
    questions = [
        question
        for case in cases
        for question in (
            {"rules": json.dumps(case["rules"]) if "rules" in case else rules},
            {"assessment": json.dumps(case["assessment"])},
        )
    ]
    for case, answer in zip(cases, engine.ask(questions), strict=True):
        assert _part(case["result"], json.loads(answer)) == case["result"], case["name"]


def _part(expected: Any, whole: Any) -> Any:
    """As much of the whole as is spoken of."""
    if not isinstance(expected, dict) or not isinstance(whole, dict):
        return whole
    return {key: _part(value, whole.get(key)) for key, value in expected.items()}
