"""A real Chromium, and the finished site on this computer, under a path as on a shared host.

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
import pytest
from playwright.sync_api import BrowserContext, Page

HERE = Path(__file__).resolve().parent


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
def browser_type_launch_args(browser_type_launch_args: dict[str, Any], chromium_path: str) -> dict[str, Any]:
    return {**browser_type_launch_args, "executable_path": chromium_path, "args": chromium.ARGUMENTS}


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
