"""Which Chromium the browser tests drive. `python chromium.py` prints its path, or nothing."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator

NAMES = ("chromium", "google-chrome", "google-chrome-stable", "chromium-browser")
MAC_APPLICATIONS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)

# A container has no sandbox for root, and a closed network answers none of Chromium's own questions.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def find() -> str | None:
    """Return the path of a Chromium that starts: SEQF_CHROMIUM, the system's, or playwright's."""
    return next((path for path in _candidates() if _starts(path)), None)


def _candidates() -> Iterator[str]:
    if chosen := os.environ.get("SEQF_CHROMIUM"):
        yield chosen
    yield from filter(None, map(shutil.which, NAMES))
    yield from MAC_APPLICATIONS
    # Late: this starts a process of its own, and most machines have a browser.
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    yield path


def _starts(path: str) -> bool:
    # Ubuntu has a script of this name that only says how to get the real one; it ends badly.
    try:
        done = subprocess.run([path, "--version"], capture_output=True, stdin=subprocess.DEVNULL, timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


if __name__ == "__main__":
    print(find() or "")
