#!/usr/bin/env python3
"""Gather what there is to say about a pull request: problems, meaning, pages, and the built preview.

usage: gather_review.py BASE OUT      BASE: the commit to compare with, such as HEAD^1; OUT: a folder to make

Runs beside the change, with no right to write and no secrets. OUT/report.json holds plain text only; the
script post_review.py makes the comment of it, elsewhere. OUT/site is the built preview, where there is one.
Run it with the Python of .venv from the root of the repository. Its exit status is 0 also where the framework
has problems: they are in the report, and a later step tells of them.
"""

from __future__ import annotations

import html
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

FRAMEWORK = "framework/current"
MOST_PROBLEMS, MOST_LINES, MOST_PAGES = 200, 400, 200  # the comment shows fewer; a report stays small
_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_MAIN = re.compile(r"<main\b.*</main>", re.DOTALL)
_EDITING = re.compile(r'<aside class="suggest.*?</aside>', re.DOTALL)  # its line numbers move with every edit


def run(*command: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run a command and keep what it says."""
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)


def seqf(*arguments: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run the command `seqf` that belongs to this Python."""
    return run(str(Path(sys.executable).with_name("seqf")), *arguments, cwd=cwd)


def problems_of(checked: str) -> list[dict[str, object]]:
    """Return the problems that `seqf check --format json` printed; one that says so where it printed none."""
    try:
        found = json.loads(checked)["problems"]
    except (ValueError, KeyError, TypeError):
        message = "the check could not be carried out; the log of the run says why"
        found = [{"path": FRAMEWORK, "line": 0, "message": message, "rule": "check"}]
    return found[:MOST_PROBLEMS]


def changed_pages(before: Path, after: Path) -> tuple[list[dict[str, str]], int]:
    """Return the pages that differ between two built sites: address, title, and what happened to each.

    And how many differ in nothing but what stands around their content: head, status, foot.
    """
    old, new = pages_in(before), pages_in(after)
    found, framed = [], 0
    for address in sorted(old.keys() | new.keys(), key=natural):
        if old.get(address) == new.get(address):
            continue
        if address in old and address in new and content_of(old[address]) == content_of(new[address]):
            framed += _EDITING.sub("", old[address]) != _EDITING.sub("", new[address])
            continue
        what = "new" if address not in old else "gone" if address not in new else "changed"
        title = _TITLE.search(new.get(address) or old[address])
        words = html.unescape(title[1]).partition(" | ")[0] if title else address
        found.append({"address": address, "title": words, "what": what})
    return found, framed


def content_of(page: str) -> str:
    """Return what a page says by itself."""
    main = _MAIN.search(page)
    return _EDITING.sub("", main[0] if main else page)


def natural(address: str) -> list[tuple[int, str]]:
    """Return a key that sorts as people count: 9 before 10."""
    return [(int(part), "") if part.isdigit() else (0, part) for part in re.findall(r"\d+|\D+", address)]


def pages_in(site: Path) -> dict[str, str]:
    """Return the pages of a built site by their address."""
    return {
        "/" + path.relative_to(site).as_posix().removesuffix("index.html"): path.read_text("utf-8", "replace")
        for path in site.rglob("*.html")
    }


def former_framework(base: str, folder: Path) -> Path | None:
    """Put the framework as it stood at a commit into a folder; None where it did not stand there."""
    archived = subprocess.run(["git", "archive", base, "framework"], capture_output=True, check=False)
    if archived.returncode:
        return None
    with tarfile.open(fileobj=io.BytesIO(archived.stdout)) as archive:
        archive.extractall(folder, filter="data")
    return folder / FRAMEWORK


def gather(base: str, out: Path) -> dict[str, object]:
    """Check, compare and build; return the report."""
    report: dict[str, object] = {"problems": [], "meaning": [], "pages": [], "preview": False, "notes": []}
    notes: list[str] = []
    report["problems"] = problems_of(seqf("check", "--format", "json").stdout)
    if not report["problems"]:
        told = seqf("diff", base, "HEAD")
        if told.returncode == 0:
            report["meaning"] = told.stdout.splitlines()[:MOST_LINES]
        else:
            notes.append("What the change means could not be worked out: the former state can't be read.")
        built = seqf("build", "--out", str(out / "site"))
        report["preview"] = built.returncode == 0
        if built.returncode == 0:
            with tempfile.TemporaryDirectory() as name:
                former = former_framework(base, Path(name))
                old = Path(name) / "site"
                if former and seqf("--framework", str(former), "build", "--out", str(old)).returncode == 0:
                    pages, framed = changed_pages(old, out / "site")
                    report["pages"] = pages[:MOST_PAGES]
                    if framed:
                        notes.append(f"{framed} more pages differ in their head, status or foot alone.")
                else:
                    notes.append("Pages could not be compared: the former state can't be built any more.")
    if run("git", "diff", "--quiet", base, "HEAD", "--", "generator", "site", "schemas").returncode:
        notes.append("Code, templates or schemas change too; pages are compared as the new ones make them.")
    report["notes"] = notes
    return report


def main(arguments: list[str]) -> int:
    """Write the report; the number of the pull request comes from PR_NUMBER."""
    if len(arguments) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    base, out = arguments[0], Path(arguments[1])
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    report = {"number": int(os.environ.get("PR_NUMBER") or 0), **gather(base, out)}
    (out / "report.json").write_text(
        json.dumps(report, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )
    print(f"{out / 'report.json'}: {len(report['problems'])} problems, {len(report['pages'])} pages differ")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
