"""What a reader sees who follows an old link to something that a later release retired."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest
from axe import found_by_axe
from playwright.sync_api import Page, expect
from releases import workspace
from seqf.build import build
from seqf.disk.files import write_folder


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def meadow(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The made-up framework of four releases, served: its address."""
    folder = tmp_path_factory.mktemp("meadow") / "site"
    space = workspace()
    framework = space.load()
    write_folder(folder, build(framework, history=space.history(framework)))
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def test_the_page_of_a_retired_item_says_what_became_of_it_and_leads_on(page: Page, meadow: str) -> None:
    page.goto(f"{meadow}criteria/A.2/")
    expect(page.get_by_role("heading", level=1)).to_have_text("A.2: no longer in use")
    became = page.get_by_role("region", name="What became of it")
    expect(became).to_contain_text("retired in release 2.0.0. Stones say little about a meadow.")
    became.get_by_role("link").first.click()
    expect(page).to_have_url(f"{meadow}criteria/A.1/")
    page.go_back()
    page.get_by_role("link", name="Read it as it stood in release 1.0.0").click()
    expect(page).to_have_url(f"{meadow}v/1.0.0/criteria/A.2/")
    expect(page.get_by_role("complementary", name="Which edition this is")).to_contain_text(
        "Release 1.0.0, no longer the newest."
    )


def test_an_old_link_into_a_page_ends_at_the_notice_of_what_went(page: Page, meadow: str) -> None:
    page.goto(f"{meadow}criteria/#A.2")
    notice = (
        page.get_by_role("region", name="No longer in use").get_by_role("listitem").filter(has_text="A.2:")
    )
    expect(notice).to_be_in_viewport()
    expect(notice).to_contain_text("Item A.2: Stones was retired in release 2.0.0.")
    notice.get_by_role("link", name="as it stood in release 1.0.0").click()
    expect(page).to_have_url(f"{meadow}v/1.0.0/criteria/#A.2")
    expect(page.locator("[id='A.2']")).to_be_in_viewport()


def test_an_item_that_moved_twice_is_found_by_its_first_number(page: Page, meadow: str) -> None:
    page.goto(f"{meadow}criteria/A.4/")
    page.get_by_role("region", name="What became of it").get_by_role("link").click()
    expect(page).to_have_url(f"{meadow}criteria/B.4/")
    page.get_by_role("region", name="What became of it").get_by_role("link").click()
    expect(page).to_have_url(f"{meadow}criteria/C.1/")


@pytest.mark.parametrize("address", ["criteria/A.2/", "criteria/"])
def test_both_kinds_of_notice_can_be_used_by_everybody(page: Page, meadow: str, address: str) -> None:
    page.goto(f"{meadow}{address}")
    assert found_by_axe(page) == []
