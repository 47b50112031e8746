"""The calculator as one file: opened from a folder, with no server and no network."""

from __future__ import annotations

from pathlib import Path

import pytest
from calculator_page import Calculator
from playwright.sync_api import Page, expect


@pytest.fixture
def one_file(page: Page, site: str, site_folder: Path, tmp_path: Path) -> Calculator:
    (found,) = site_folder.glob("downloads/*-calculator.html")
    copy = tmp_path / "calculator.html"
    copy.write_bytes(found.read_bytes())
    calculator = Calculator(page, site)
    calculator.address = copy.as_uri()
    return calculator


def test_it_scores_saves_and_keeps_without_asking_anybody(one_file: Calculator) -> None:
    page, asked, said = one_file.page, [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    one_file.open()
    one_file.score("1.1.1", "2")
    one_file.expect_overall("1.5% to 100.0%")
    one_file.expect_saved()
    one_file.reload()
    expect(one_file.choice("1.1.1", "2")).to_be_checked()
    assert one_file.save_to_file()["scores"] == {"1.1.1": 2}
    one_file.load({"format": "seqf-assessment/1", "scores": {"1.1.1": 1}})
    for view in ("All assessments", "Compare", "Report and action plan", "Share the work"):
        page.get_by_role("button", name=view).click()
        expect(page.locator("[data-view-name]:visible h2")).to_be_focused()
    assert set(asked) <= {one_file.address} | {url for url in asked if url.startswith(("data:", "blob:"))}
    assert said == []


def test_its_policy_stops_every_request(one_file: Calculator) -> None:
    one_file.open()
    refused = one_file.page.evaluate(
        """async () => {
          const tries = {
            fetch: () => fetch('https://example.org/'),
            beacon: () => { if (!navigator.sendBeacon('https://example.org/', 'x')) throw new Error(); },
            image: () => { new Image().src = 'https://example.org/x.png'; },
            style: () => {
              const style = document.createElement('style');
              style.textContent = 'p{}';
              document.head.append(style);
            },
          };
          const stopped = [];
          addEventListener('securitypolicyviolation', (e) => stopped.push(e.effectiveDirective));
          for (const act of Object.values(tries)) await Promise.resolve().then(act).catch(() => {});
          await new Promise((done) => setTimeout(done, 200));
          return stopped;
        }"""
    )
    assert {"connect-src", "img-src"} <= set(refused)
    assert any(directive.startswith("style-src") for directive in refused)


def test_the_downloads_tell_its_size(page: Page, site: str, site_folder: Path) -> None:
    (found,) = site_folder.glob("downloads/*-calculator.html")
    page.goto(f"{site}downloads/")
    size = -(-found.stat().st_size // 1000)
    offer = page.locator("li").filter(has=page.locator(f'a[href$="{found.name}"]')).last
    expect(offer.locator(".source")).to_have_text(f"{size:,} kB")
