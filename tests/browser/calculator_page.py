"""The calculator as somebody at the screen sees it: what can be done, and what is shown then."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect


class Calculator:
    """One open calculator page. Every `expect…` waits until it holds."""

    def __init__(self, page: Page, site: str) -> None:
        self.page = page
        self.address = f"{site}calculator/"

    def open(self) -> Calculator:
        self.page.goto(self.address)
        return self.ready()

    def ready(self) -> Calculator:
        expect(self.page.locator("html.scripted")).to_be_attached()
        return self

    def reload(self) -> Calculator:
        self.page.reload()
        return self.ready()

    # --- what is there ---

    @property
    def result(self) -> Locator:
        return self.page.get_by_role("complementary", name="Result")

    @property
    def dialog(self) -> Locator:
        return self.page.get_by_role("dialog")

    def item(self, item: str) -> Locator:
        return self.page.locator(f'[data-item="{item}"]')

    def choice(self, item: str, label: str) -> Locator:
        return self.item(item).get_by_label(label, exact=True)

    def part(self, item: str, part: str = "value") -> Locator:
        return self.item(item).locator(f'[data-part="{part}"]')

    def note(self, item: str, note: str) -> Locator:
        return self.item(item).locator(f'[data-note="{note}"]')

    def detail(self, label: str) -> Locator:
        return self.page.get_by_label(label, exact=True)

    def button(self, name: str) -> Locator:
        return self.page.locator(".tools").get_by_role("button", name=name)

    @property
    def stored(self) -> str | None:
        """The assessment that the browser keeps."""
        return self.page.evaluate(
            "localStorage.getItem(Object.keys(localStorage).find(k => k.endsWith(':assessment')))"
        )

    # --- what can be done ---

    def score(self, item: str, label: str) -> None:
        self.choice(item, label).check()

    def enter(self, item: str, **parts: str) -> None:
        for part, text in parts.items():
            self.part(item, part).fill(text)

    def write_note(self, item: str, **texts: str) -> None:
        summary = self.item(item).locator(".notes summary")
        if not self.note(item, next(iter(texts))).is_visible():
            summary.click()
        for note, text in texts.items():
            control = self.note(item, note)
            if control.evaluate("e => e.tagName") == "SELECT":
                control.select_option(text)
            else:
                control.fill(text)

    def save_to_file(self) -> dict[str, Any]:
        """Press the button; return what the file holds."""
        return json.loads(self.downloaded(self.button("Save to a file")))

    def choose_file(self, content: str | bytes | dict[str, Any], name: str = "assessment.json") -> None:
        if isinstance(content, dict):
            content = json.dumps(content)
        if isinstance(content, str):
            content = content.encode()
        with self.page.expect_file_chooser() as chooser:
            self.button("Load from a file").click()
        chooser.value.set_files({"name": name, "mimeType": "application/json", "buffer": content})

    def load(self, content: str | bytes | dict[str, Any]) -> None:
        """Load a file and say yes to taking it."""
        self.choose_file(content)
        self.dialog.get_by_role("button", name="Replace with the file").click()
        expect(self.dialog).to_be_hidden()

    def view(self, name: str) -> Locator:
        """Open what stands in place of the form."""
        self.page.get_by_role("navigation", name="Assessments").get_by_role("button", name=name).click()
        found = self.page.locator("[data-view-name]:visible")
        expect(found.locator("h2")).to_be_focused()
        return found

    def try_example(self) -> None:
        """Take the invented example, and wait until the form shows it."""
        self.view("All assessments").get_by_role("button", name="Try an invented example").click()
        expect(self.page.locator("[data-view-name]:visible")).to_have_count(0)

    def start_anew(self) -> None:
        """Begin a new assessment, and wait until it is there."""
        self.button("Start anew").click()
        self.dialog.get_by_role("button", name="Start anew").click()
        expect(self.dialog).to_be_hidden()

    def choose(self, button: Locator, content: str | bytes, name: str) -> None:
        """Give a file to a button that asks for one."""
        with self.page.expect_file_chooser() as chooser:
            button.click()
        data = content.encode() if isinstance(content, str) else content
        chooser.value.set_files({"name": name, "mimeType": "application/octet-stream", "buffer": data})

    def downloaded(self, button: Locator) -> bytes:
        with self.page.expect_download() as download:
            button.click()
        content = Path(download.value.path()).read_bytes()
        download.value.delete()  # Firefox would give the next one of this name another
        return content

    # --- what is shown ---

    def expect_outcome(self, text: str) -> None:
        expect(self.result.locator("[data-show=outcome]")).to_have_text(text)

    def expect_overall(self, text: str) -> None:
        expect(self.result.locator("[data-show=overall]")).to_have_text(text)

    def expect_saved(self) -> None:
        expect(self.result.locator("[data-show=saved][data-kind=saved]")).to_contain_text(
            "Saved in this browser"
        )

    def expect_message(self, text: str) -> None:
        expect(self.page.locator(".message:visible").filter(has_text=text)).to_be_visible()


def whole_assessment(framework: Any, score: str = "highest", **details: str) -> dict[str, Any]:
    """A file with every item at its best or at its lowest."""
    scores: dict[str, Any] = {}
    kpis: dict[str, Any] = {}
    for item in framework.rules.items:
        if hasattr(item, "scale"):
            scores[item.id] = item.scale[-1] if score == "highest" else item.scale[0]
        elif hasattr(item, "thresholds"):
            missed = item.thresholds[0].bound + 1 if item.direction == "at-most" else 0
            kpis[item.id] = {"value": str(item.thresholds[-1].bound if score == "highest" else missed)}
        else:
            kpis[item.id] = {"value": str(item.highest) if score == "highest" else str(item.none)}
    return {"format": "seqf-assessment/1", "scores": scores, "kpis": kpis, **details}
