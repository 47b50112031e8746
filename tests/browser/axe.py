"""axe-core, the checker of accessibility, on a page that stands open."""

from __future__ import annotations

from importlib.resources import files

from playwright.sync_api import Page

AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

# With the system's colours in force, Chromium still gives the page's own for the fill of letters, and axe
# would measure what nobody sees. What is seen stands in `color`.
SEEN_COLOURS = """() => {
  if (!matchMedia('(forced-colors: active)').matches || window.seenColours) return;
  window.seenColours = CSSStyleDeclaration.prototype.getPropertyValue;
  CSSStyleDeclaration.prototype.getPropertyValue = function (name) {
    return window.seenColours.call(this, name === '-webkit-text-fill-color' ? 'color' : name);
  };
}"""


def found_by_axe(page: Page, *within: str) -> list[str]:
    """Return what axe finds on the page that stands open: rule, place, and what is wrong there.

    within: selectors of the parts to look at; the whole page where none is given.
    """
    # Put in by the debugger: a script tag would be stopped by the page's policy, as it should be.
    page.evaluate(AXE)
    page.evaluate(SEEN_COLOURS)
    result = page.evaluate(
        """([tags, within]) => axe.run(within.length ? {include: within.map((one) => [one])} : document,
        {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']})""",
        [RULES, within],
    )
    return [
        f"{violation['id']}: {node['target']} {node['failureSummary']}"
        for violation in result["violations"]
        for node in violation["nodes"]
    ]
