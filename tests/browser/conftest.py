"""Real browsers, and the finished site on this computer, under a path as on a shared host.

Chromium runs every test. A test file that says `BROWSER = "firefox"` is run in Firefox instead.

Fixtures for a test: `page` (of pytest-playwright), `site` (its address, ending in a slash), `site_folder`
(its files), and `notices`, which lists whatever a visitor's browser complained of or asked elsewhere.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import chromium
import firefox
import pytest
from playwright.sync_api import BrowserContext, Page, Playwright, expect, sync_playwright

HERE = Path(__file__).resolve().parent

expect.set_options(timeout=20_000)  # a busy machine is slow, and no mistake of the page


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what stands in this folder, so that `-m "not browser"` leaves it out."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker("browser")


@pytest.fixture(scope="session")
def chromium_path() -> str:
    path = chromium.find()
    if path is None:
        message = "no Chromium found: install Chromium or Google Chrome, or name one in SEQF_CHROMIUM"
        if os.environ.get("CI"):
            pytest.fail(message)  # where nobody looks, a missing browser must not pass for a green run
        pytest.skip(message)
    return path


@pytest.fixture(scope="session")
def firefox_path() -> str:
    path = firefox.find()
    if path is None:
        # In CI too: not every system has a package of it, and Chromium has run all of this already.
        pytest.skip(
            f"no Firefox {firefox.OLDEST} or newer found: install Firefox, or name one in SEQF_FIREFOX"
        )
    return path


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_generate_tests(metafunc: pytest.Metafunc) -> Iterator[None]:
    """Let a test file name its browser, where the command line names none."""
    option = metafunc.config.option
    with pytest.MonkeyPatch.context() as patch:
        if not option.browser and (browser := getattr(metafunc.module, "BROWSER", None)):
            patch.setattr(option, "browser", [browser])
        return (yield)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """Start playwright's own process, with what lets it drive an ordinary Firefox."""
    with pytest.MonkeyPatch.context() as patch:
        options = os.environ.get("NODE_OPTIONS", "")
        patch.setenv("NODE_OPTIONS", f'{options} --require "{firefox.BRIDGE}"')
        started = sync_playwright().start()
    yield started
    started.stop()


@pytest.fixture(scope="session")
def browser_type_launch_args(
    browser_type_launch_args: dict[str, Any], browser_name: str, request: pytest.FixtureRequest
) -> dict[str, Any]:
    if browser_name == "firefox":
        return {
            **browser_type_launch_args,
            **firefox.launch_arguments(request.getfixturevalue("firefox_path")),
        }
    path = request.getfixturevalue("chromium_path")
    return {**browser_type_launch_args, "executable_path": path, "args": chromium.ARGUMENTS}


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="session")
def site_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the finished site stands, once `site` has built it."""
    return tmp_path_factory.mktemp("served") / "some" / "path"


@pytest.fixture(scope="session")
def site(repository: Path, site_folder: Path) -> Iterator[str]:
    """Build the site, serve it, give its address: below a path, so that a link from the root would fail."""
    handler = partial(_Quiet, directory=str(site_folder.parent.parent))
    program = [sys.executable, "-c", "from seqf.cli import main; main()"]
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        address = f"http://127.0.0.1:{server.server_port}/some/path/"
        # The page for missing addresses has whole addresses in it, so the build must know its own.
        done = subprocess.run(
            [*program, "build", "--out", str(site_folder), "--site-url", address],
            cwd=repository,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield address
        server.shutdown()


@pytest.fixture(scope="session")
def base_url(site: str) -> str:
    """What `page.goto("calculator/")` is relative to."""
    return site


@pytest.fixture
def notices(context: BrowserContext, site: str) -> list[str]:
    """What the browser complained of in any page of this test: it must stay empty on a sound page."""
    found: list[str] = []

    def attach(page: Page) -> None:
        page.on("console", lambda message: _noted(found, message))
        page.on("pageerror", lambda error: found.append(f"error in a script: {error}"))
        page.on("requestfailed", lambda request: found.append(f"failed: {request.url} {request.failure}"))
        page.on("request", lambda request: _elsewhere(found, request.url, site))
        page.on(
            "response", lambda answer: answer.status >= 400 and found.append(f"{answer.status} {answer.url}")
        )

    context.on("page", attach)
    # A violated policy tells the page, not the console alone.
    context.add_init_script(
        "addEventListener('securitypolicyviolation', (e) =>"
        " console.error(`policy: ${e.violatedDirective} stops ${e.blockedURI}`))"
    )
    return found


def _noted(found: list[str], message: Any) -> None:
    if message.type in {"error", "warning"}:
        found.append(f"console {message.type}: {message.text}")


def _elsewhere(found: list[str], url: str, site: str) -> None:
    if not url.startswith((site, "data:", "blob:")):
        found.append(f"asked elsewhere: {url}")
