"""Which Firefox the browser tests drive. `python firefox.py` prints its path, or nothing.

Playwright drives an ordinary Firefox over WebDriver BiDi, under the name of its channel `moz-firefox`.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

NAMES = ("firefox-esr", "firefox")
MAC_APPLICATIONS = ("/Applications/Firefox.app/Contents/MacOS/firefox",)
OLDEST = 153  # before, it lacks commands that playwright sends: how downloads go, how large the screen is

# Loaded into playwright's own Node.js; its first lines say why.
BRIDGE = Path(__file__).with_name("firefox_bridge.cjs")

# On every start Firefox looks for news of its own: nothing here may ask another place for anything.
# Nor may a window of its own come between a test and the page.
SETTINGS: dict[str, str | float | bool] = {
    "remote.bidi.dismiss_file_pickers.enabled": True,  # a window that nobody closes stops the next one
    "app.normandy.enabled": False,
    "app.update.disabledForTesting": True,
    "browser.download.alwaysOpenPanel": False,  # it would take the focus out of the page
    "browser.safebrowsing.malware.enabled": False,
    "browser.safebrowsing.phishing.enabled": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "services.settings.server": "data:,#remote-settings-dummy/v1",
}


def find() -> str | None:
    """Return the path of a Firefox that starts and is new enough: SEQF_FIREFOX, or the system's."""
    return next((path for path in _candidates() if _version(path) >= OLDEST), None)


def launch_arguments(path: str) -> dict[str, Any]:
    """Return what `playwright.firefox.launch` needs to drive the Firefox at a path."""
    return {"channel": "moz-firefox", "executable_path": path, "firefox_user_prefs": SETTINGS}


def _candidates() -> Iterator[str]:
    if chosen := os.environ.get("SEQF_FIREFOX"):
        yield chosen
    yield from filter(None, map(shutil.which, NAMES))
    yield from MAC_APPLICATIONS


def _version(path: str) -> int:
    """Return the first number of its version; 0 where it does not start."""
    # Ubuntu has a script of this name that only says how to get the real one; it ends badly.
    try:
        done = subprocess.run(
            [path, "--version"], capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=60
        )
    except (OSError, subprocess.TimeoutExpired):
        return 0
    said = re.search(r"Mozilla Firefox (\d+)", done.stdout)
    return int(said[1]) if said and done.returncode == 0 else 0


if __name__ == "__main__":
    print(find() or "")
