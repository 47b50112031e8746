"""A filled workbook read in a real browser, by the site's own scripts as they are served."""

from __future__ import annotations

from filled import random_assessments
from playwright.sync_api import Page, expect
from seqf.scoring import summary
from seqf.scoring.engine import score
from seqf.scoring.result import result_text
from seqf.scoring.rulestext import as_plain
from seqf.text import jsontext
from test_workbook_reading import BAD, base64_of, changed, filled, parse, rules

READ = """async ([base, rulesText, files]) => {
    const core = await import(`${base}/index.js`), workbook = await import(`${base}/workbook.js`);
    const rules = core.readRules(rulesText), said = [];
    for (const file of files) {
        const bytes = Uint8Array.from(atob(file), (letter) => letter.charCodeAt(0));
        const sheets = await workbook.readWorkbook(bytes), layout = workbook.workbookLayout(sheets);
        const { assessment, problems } = workbook.answersFromWorkbook(sheets, layout, rules);
        said.push({ problems, result: assessment && core.resultText(core.score(rules, assessment)) });
    }
    return said;
}"""


def read(page: Page, site: str, files: list[bytes]) -> list[dict[str, object]]:
    page.goto(f"{site}calculator/")
    names = page.evaluate("performance.getEntriesByType('resource').map(({ name }) => name)")
    core = next(name for name in names if "/core/" in name).rpartition("/")[0]
    return page.evaluate(READ, [core, jsontext.write(as_plain(rules())), [base64_of(one) for one in files]])


def test_the_browser_gives_the_result_of_the_command(page: Page, site: str, notices: list[str]) -> None:
    made = list(random_assessments(rules(), 3, seed=21))
    said = read(page, site, [filled(one) for one in made])
    assert said == [{"problems": [], "result": result_text(score(rules(), one))} for one in made]
    assert notices == []


def test_the_browser_tells_a_mistake_by_sheet_and_cell(page: Page, site: str) -> None:
    content = changed(BAD[0][0])
    said = read(page, site, [content])[0]
    assert [(one["place"], one["message"]) for one in said["problems"]] == parse(content)[1]


def open_in_the_calculator(page: Page, site: str, content: bytes) -> None:
    page.goto(f"{site}calculator/")
    file = {"name": "filled.xlsx", "mimeType": "application/octet-stream", "buffer": content}
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Load from a file").click()
    chooser.value.set_files([file])


def test_the_calculator_opens_a_filled_workbook(page: Page, site: str, notices: list[str]) -> None:
    assessment = next(random_assessments(rules(), 1, seed=5))
    low, high = summary.overall(score(rules(), assessment))
    open_in_the_calculator(page, site, filled(assessment))
    expect(page.get_by_role("dialog")).to_contain_text(f"{low}% to {high}%", timeout=30_000)
    assert notices == []


def test_the_calculator_names_sheet_and_cell_of_a_mistake(page: Page, site: str) -> None:
    change, place, message = BAD[0]
    open_in_the_calculator(page, site, changed(change))
    expect(page.get_by_role("dialog")).to_contain_text(f"{place}: {message}", timeout=30_000)
