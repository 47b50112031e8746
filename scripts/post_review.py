#!/usr/bin/env python3
"""Post one comment on a pull request, or renew it, from the report that the change's own check left behind.

usage: post_review.py REPORT

Runs from the main branch, with the right to write comments. The report comes from a change that nobody has
read yet, so it is data and nothing else: its size and shape are checked, every text loses all meaning as
Markdown, and the pull request that it names must be the one whose commit was checked. Takes GITHUB_TOKEN,
GITHUB_REPOSITORY, HEAD_SHA, HEAD_REPOSITORY and RUN_URL from the environment, and GITHUB_API_URL where it is
another one. Needs Python 3.11 and nothing else.
"""

from __future__ import annotations

import json
import os
import re
import sys
import urllib.error
import urllib.request
from collections.abc import Mapping
from pathlib import Path
from typing import Any

MARKER = "<!-- framework-review -->"
AUTHOR = "github-actions[bot]"
MAX_REPORT, MAX_COMMENT = 1_000_000, 60_000  # bytes; characters (GitHub takes 65,536)
MAX_TEXT = 600  # characters of one text
SHOWN_PROBLEMS, SHOWN_LINES, SHOWN_PAGES = 30, 80, 40
TIMEOUT = 30  # seconds for one question to GitHub
PAGES_OF_COMMENTS = 20  # of 100 each


class Refused(Exception):
    """The report, or what it asks for, is not as it must be. The message is for the log."""


def read_report(content: bytes) -> dict[str, Any]:
    """Return the report in the one shape that is allowed. Raises Refused."""
    if len(content) > MAX_REPORT:
        raise Refused("the report is too long")
    try:
        report = json.loads(content.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise Refused("the report is no JSON") from error
    if not isinstance(report, dict):
        raise Refused("the report is no object")
    number = report.get("number")
    if type(number) is not int or not 0 < number < 10**9:
        raise Refused("the report names no pull request")
    return {
        "number": number,
        "problems": [_texts(one, ("path", "message"), line=True) for one in _list(report, "problems")],
        "meaning": [_text(one) for one in _list(report, "meaning")],
        "pages": [_texts(one, ("address", "title", "what")) for one in _list(report, "pages")],
        "notes": [_text(one) for one in _list(report, "notes")],
        "preview": report.get("preview") is True,
    }


def _list(report: Mapping[str, Any], key: str) -> list[Any]:
    found = report.get(key, [])
    if not isinstance(found, list):
        raise Refused(f"{key} is no list")
    return found


def _texts(record: Any, keys: tuple[str, ...], *, line: bool = False) -> dict[str, Any]:
    if not isinstance(record, dict):
        raise Refused("an entry is no object")
    texts: dict[str, Any] = {key: _text(record.get(key, "")) for key in keys}
    if line:
        number = record.get("line", 0)
        texts["line"] = number if type(number) is int and 0 <= number < 10**7 else 0
    return texts


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise Refused("a text is no text")
    return value[:MAX_TEXT]


def plain(text: str) -> str:
    """Take all meaning from a text: no markup, no mention, no link, no second line."""
    text = " ".join(re.sub(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", " ", text).split())
    text = text.replace("://", ":\u200b//").replace("www.", "www\u200b.").replace("@", "@\u200b")
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return re.sub(r"([\\`*_{}\[\]()#+\-.!|~$:])", r"\\\1", text)


def code(text: str) -> str:
    """Return a text as code, which has no meaning either."""
    return "`" + " ".join(text.replace("`", "'").split()) + "`"


def comment(report: Mapping[str, Any], run_url: str) -> str:
    """Return the comment in Markdown; what is too much for it is counted."""
    lines = [MARKER, "## What this change does to the framework", ""]
    problems = report["problems"]
    if problems:
        count = f"{len(problems)} problems" if len(problems) > 1 else "One problem"
        lines += [f"### {count} to mend first", ""]
        for one in problems[:SHOWN_PROBLEMS]:
            place = code(one["path"]) + (f", line {one['line']}" if one["line"] else "")
            lines.append(f"- {place}: {plain(one['message'])}")
        lines += _more(len(problems) - SHOWN_PROBLEMS, "problems")
        lines += [
            "",
            "The tab “Files changed” shows each at its line. Mend it there, and the check starts anew.",
        ]
    else:
        lines += ["No problems found.", ""]
    lines += _meaning(report["meaning"])
    if report["pages"]:
        lines += ["", f"### Pages that differ: {len(report['pages'])}", ""]
        lines += [
            f"- {plain(one['title'])} {code(one['address'])}"
            + ("" if one["what"] == "changed" else f" ({plain(one['what'])})")
            for one in report["pages"][:SHOWN_PAGES]
        ]
        lines += _more(len(report["pages"]) - SHOWN_PAGES, "pages")
    if report["preview"]:
        address = run_url if re.fullmatch(r"https://[\w./-]+", run_url) else ""
        lines += ["", "### Preview", ""]
        lines.append(
            f"The site as it would be is attached to [the run of the check]({address}) as “preview”: "
            "download it, unpack it and open `index.html`."
        )
    for note in report["notes"]:
        lines += ["", plain(note)]
    text = "\n".join(lines)
    if len(text) > MAX_COMMENT:
        text = text[:MAX_COMMENT].rpartition("\n")[0] + "\n\nThe rest is too long for a comment."
    return text + "\n"


def _meaning(told: list[str]) -> list[str]:
    """Lines of `seqf diff` as Markdown: headings end with a colon, entries are indented."""
    if not told:
        return []
    lines = ["", "### What it means", ""]
    for one in told[:SHOWN_LINES]:
        if one.startswith("  "):
            lines.append(f"- {plain(one)}")
        elif one.endswith(":"):
            lines += ["", f"**{plain(one[:-1])}**", ""]
        elif one.strip():
            lines += [plain(one), ""]
    return lines + _more(len(told) - SHOWN_LINES, "lines")


def _more(count: int, what: str) -> list[str]:
    return [f"- and {count} more {what}"] if count > 0 else []


class GitHub:
    """The few questions that are asked of GitHub's API, for one repository."""

    def __init__(self, api: str, repository: str, token: str) -> None:
        if not re.fullmatch(r"[\w.-]+/[\w.-]+", repository):
            raise Refused("GITHUB_REPOSITORY is no repository")
        self._root = f"{api}/repos/{repository}"
        self._token = token

    def ask(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> Any:
        """Return the answer as plain values."""
        request = urllib.request.Request(
            self._root + path,
            method=method,
            data=None if body is None else json.dumps(body).encode("utf-8"),
            headers={
                "Accept": "application/vnd.github+json",
                "Authorization": f"Bearer {self._token}",
                "Content-Type": "application/json",
                "X-GitHub-Api-Version": "2022-11-28",
            },
        )
        with urllib.request.urlopen(request, timeout=TIMEOUT) as answer:
            return json.loads(answer.read().decode("utf-8"))

    def is_checked(self, number: int, sha: str, repository: str) -> bool:
        """Whether a pull request is open and stands at the commit that was checked, in that repository."""
        pull = self.ask("GET", f"/pulls/{number}")
        head = pull.get("head") or {}
        return (
            pull.get("state") == "open"
            and head.get("sha") == sha
            and (head.get("repo") or {}).get("full_name") == repository
        )

    def post(self, number: int, text: str) -> str:
        """Renew the comment that stands there from earlier, or write a new one; return which it was."""
        for page in range(1, PAGES_OF_COMMENTS + 1):
            found = self.ask("GET", f"/issues/{number}/comments?per_page=100&page={page}")
            for one in found:
                own = (one.get("user") or {}).get("login") == AUTHOR
                if own and (one.get("body") or "").startswith(MARKER):
                    self.ask("PATCH", f"/issues/comments/{int(one['id'])}", {"body": text})
                    return "renewed"
            if len(found) < 100:
                break
        self.ask("POST", f"/issues/{number}/comments", {"body": text})
        return "written"


def main(arguments: list[str], environment: Mapping[str, str]) -> int:
    """Post the comment. A report that is refused ends with status 1 and posts nothing."""
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        with Path(arguments[0]).open("rb") as file:
            report = read_report(file.read(MAX_REPORT + 1))
        github = GitHub(
            environment.get("GITHUB_API_URL", "https://api.github.com"),
            environment["GITHUB_REPOSITORY"],
            environment["GITHUB_TOKEN"],
        )
        if not github.is_checked(report["number"], environment["HEAD_SHA"], environment["HEAD_REPOSITORY"]):
            print("the pull request has moved on, or is not the one that was checked: nothing posted")
            return 0
        print(f"comment {github.post(report['number'], comment(report, environment['RUN_URL']))}")
        return 0
    except (Refused, urllib.error.URLError, OSError, KeyError) as error:
        print(f"nothing posted: {error}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], os.environ))
