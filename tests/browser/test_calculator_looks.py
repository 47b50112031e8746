"""Every state of the calculator in every look: dark, narrow, zoomed, in the system's colours, motionless."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from axe import found_by_axe
from calculator_page import Calculator
from calculator_states import states
from playwright.sync_api import Browser, Locator, Page
from seqf.model import Framework

WIDE = {"width": 1280, "height": 1024}
ZOOMED = {  # what a window of that size has room for, in CSS pixels
    "200%": {"width": 640, "height": 512},
    "400%": {"width": 320, "height": 256},
}
# Each walk takes half a minute: every colour scheme and every width is met, but not each with each.
LOOKS = {
    "wide": {"viewport": WIDE},
    "narrow, dark": {"viewport": {"width": 320, "height": 640}, "color_scheme": "dark"},
    "forced colours": {"viewport": WIDE, "forced_colors": "active"},
}

# Parts that reach out of the window, hide some of their text, or must be scrolled sideways to be read.
# A wide table may be scrolled, in a region of its own; what is hidden from the eye alone may be clipped.
OUT_OF_SIGHT = """() => {
  const found = [], room = document.documentElement.clientWidth + 1;
  if (document.documentElement.scrollWidth > room) found.push('the page scrolls sideways');
  for (const part of document.querySelectorAll('main *, dialog[open] *')) {
    if (!part.checkVisibility() || part.closest('svg, .visually-hidden, .result__title')) continue;
    const name = `${part.tagName} ${part.className} ${part.textContent.trim().slice(0, 40)}`;
    const box = part.getBoundingClientRect();
    const scrolled = part.parentElement.closest('.scroll');
    if (box.width && (box.right > room || box.left < -1) && !scrolled) found.push(`outside: ${name}`);
    const overfull = part.clientWidth && part.scrollWidth > part.clientWidth + 1;
    if (overfull && getComputedStyle(part).overflowX !== 'visible'
      && !part.matches('.scroll, input, select, textarea')) found.push(`cut off: ${name}`);
  }
  return found;
}"""

# The names of everything that moves, in the page as it stands.
MOVING = """() => {
  const moving = new Set();
  for (const part of document.querySelectorAll('*')) {
    for (const pseudo of [undefined, '::before', '::after']) {
      const style = getComputedStyle(part, pseudo);
      const times = `${style.transitionDuration}, ${style.animationDuration}`.split(', ');
      if (times.some((time) => parseFloat(time) > 0)) moving.add(`change of ${part.tagName}`);
      if (style.scrollBehavior !== 'auto') moving.add(`scrolling of ${part.tagName}`);
    }
  }
  if (document.getAnimations().length) moving.add('something, just now');
  return [...moving];
}"""


@contextmanager
def opened(browser: Browser, site: str, **look: object) -> Iterator[Calculator]:
    with browser.new_context(**({"viewport": WIDE, "reduced_motion": "reduce"} | look)) as context:
        yield Calculator(context.new_page(), site).open()


@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing_in_any_state(browser: Browser, site: str, framework: Framework, look: str) -> None:
    faults = {}
    with opened(browser, site, **LOOKS[look]) as calculator:
        for state, parts in states(calculator, framework):
            found = found_by_axe(calculator.page, *parts) + calculator.page.evaluate(OUT_OF_SIGHT)
            if found:
                faults[state] = found
    assert not faults


# The text that is to be seen, word by word, but for the time, and for what is only read out and may be late.
SEEN_WORDS = """() => {
  const said = document.querySelector('[role=status]').innerText;
  const words = document.querySelector('main').innerText.replace(said, '').split(/\\s+/);
  return words.filter((word) => !/^(\\d\\d:\\d\\d)?$/.test(word));
}"""


@pytest.mark.parametrize("zoom", ZOOMED)
def test_a_zoomed_window_loses_nothing_in_any_state(
    browser: Browser, site: str, framework: Framework, zoom: str
) -> None:
    faults = {}
    with opened(browser, site, viewport=ZOOMED[zoom]) as calculator:
        page = calculator.page
        folded = page.get_by_role("button", name="Details", expanded=False)
        for state, _ in states(calculator, framework):
            found = page.evaluate(OUT_OF_SIGHT)
            if not folded.is_visible():
                zoomed = page.evaluate(SEEN_WORDS)
                page.set_viewport_size(WIDE)
                lost = Counter(page.evaluate(SEEN_WORDS)) - Counter(zoomed)
                found += [f"lost: {word}" for word in lost]
                page.set_viewport_size(ZOOMED[zoom])
            if found:
                faults[state] = found
    assert not faults


def test_nothing_moves_for_people_who_ask_for_less_motion(
    browser: Browser, site: str, framework: Framework
) -> None:
    with opened(browser, site, reduced_motion="no-preference") as calculator:
        # else this test would look for the wrong things
        assert {"scrolling of HTML", "change of A"} <= set(calculator.page.evaluate(MOVING))
    moving = {}
    with opened(browser, site) as calculator:
        for state, _ in states(calculator, framework):
            if found := calculator.page.evaluate(MOVING):
                moving[state] = found
        for address in ("", "criteria/", "guide/"):
            calculator.page.goto(site + address)
            if found := calculator.page.evaluate(MOVING):
                moving[address] = found
    assert not moving


# --- without the page's colours ---


@pytest.fixture(params=["light", "dark"])
def plain(request: pytest.FixtureRequest, browser: Browser, site: str) -> Iterator[Calculator]:
    """A calculator in the system's few colours, as people with low vision choose them."""
    with opened(browser, site, forced_colors="active", color_scheme=request.param) as calculator:
        yield calculator


def colour(part: Locator, name: str) -> str:
    return part.evaluate("(e, name) => getComputedStyle(e)[name]", name)


def system_colour(page: Page, name: str) -> str:
    """Return what a colour of the system is here, as computed styles have it."""
    return page.evaluate(
        """(name) => {
          const probe = document.body.appendChild(document.createElement('i'));
          probe.style.color = name;
          const found = getComputedStyle(probe).color;
          probe.remove();
          return found;
        }""",
        name,
    )


RINGS = """(part) => {
  const choice = part.closest('.choice');
  return (choice ? [choice, ...choice.querySelectorAll('*')] : [part])
    .map((one) => getComputedStyle(one))
    .filter(({ outlineStyle, outlineWidth }) => outlineStyle === 'solid' && parseFloat(outlineWidth) >= 2)
    .map(({ outlineColor }) => outlineColor);
}"""


def test_without_the_pages_colours_the_chosen_answer_still_differs(plain: Calculator) -> None:
    plain.score("1.1.1", "2")
    rings = {
        label: plain.choice("1.1.1", label).evaluate(RINGS) for label in ("Not scored yet", "0", "1", "2")
    }
    strong = system_colour(plain.page, "Highlight")
    assert rings == {"Not scored yet": [], "0": [], "1": [], "2": [strong]}
    assert plain.choice("1.1.2", "Not scored yet").evaluate(RINGS) == []


def test_without_the_pages_colours_the_focus_has_a_ring(plain: Calculator) -> None:
    page, paper = plain.page, system_colour(plain.page, "Canvas")
    plain.write_note("1.1.1", evidence="Seen")
    plain.choice("1.1.1", "Not scored yet").focus()
    for _ in range(4):  # what opens the notes, and fields
        page.keyboard.press("Tab")
        rings = page.evaluate(f"({RINGS})(document.activeElement)")
        assert rings and paper not in rings, page.evaluate("document.activeElement.outerHTML")


def test_without_the_pages_colours_bars_and_keys_differ_from_the_paper(plain: Calculator) -> None:
    plain.score("1.1.1", "2")
    plain.enter("2.2A", numerator="17", denominator="40")
    page = plain.page
    paper, ink, strong = (system_colour(page, name) for name in ("Canvas", "CanvasText", "Highlight"))
    ruler = plain.result.locator(".ruler")
    assert colour(ruler.locator(".ruler__low"), "fill") == strong
    assert colour(ruler.locator(".ruler__track").first, "stroke") == ink
    assert colour(ruler.locator(".ruler__tick").first, "stroke") == ink
    assert colour(page.locator(".hatch__line").first, "fill") == ink
    assert colour(plain.result.locator(".result__swatch--low"), "backgroundColor") == strong
    assert ink in colour(plain.result.locator(".result__swatch--open"), "backgroundImage")
    assert colour(plain.item("2.2A").locator("tr.is-reached"), "outlineStyle") == "solid"
    assert paper not in (ink, strong)
