"""axe-core, the checker of accessibility, on a page that stands open."""

from __future__ import annotations

from importlib.resources import files

from playwright.sync_api import Page

AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def found_by_axe(page: Page, *within: str) -> list[str]:
    """Return what axe finds on the page that stands open: rule, place, and what is wrong there.

    within: selectors of the parts to look at; the whole page where none is given.
    """
    # Put in by the debugger: a script tag would be stopped by the page's policy, as it should be.
    page.evaluate(AXE)
    result = page.evaluate(
        """([tags, within]) => axe.run(within.length ? {include: within.map((one) => [one])} : document,
        {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']})""",
        [WCAG, within],
    )
    return [
        f"{violation['id']}: {node['target']} {node['failureSummary']}"
        for violation in result["violations"]
        for node in violation["nodes"]
    ]
