"""What a pull request is told: gathered without rights, posted as data, one comment renewed in place."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from broken import FRAMEWORKS

ROOT = Path(__file__).resolve().parent.parent


def script(name: str) -> ModuleType:
    """Import a script of scripts/."""
    spec = importlib.util.spec_from_file_location(name, ROOT / "scripts" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


gather_review, post_review = script("gather_review"), script("post_review")

REPORT: dict[str, Any] = {
    "number": 7,
    "problems": [],
    "meaning": [
        "1.0.0 -> current",
        "Scores or marks can change:",
        "  strengthened: Mark Leaf, minimum: 80% -> 82%",
    ],
    "pages": [{"address": "/criteria/A.1/", "title": "Criterion A.1: Greeting", "what": "changed"}],
    "preview": True,
    "notes": ["Code changes too."],
}
RUN = "https://git.example/keeper/quality/actions/runs/5"
SHA = "a" * 40


def read(**changes: Any) -> dict[str, Any]:
    return post_review.read_report(json.dumps({**REPORT, **changes}).encode())


def comment(**changes: Any) -> str:
    return post_review.comment(read(**changes), RUN)


# What the comment says


def test_a_sound_change_is_told_with_its_meaning_its_pages_and_its_preview() -> None:
    text = comment()
    assert text.startswith(post_review.MARKER)
    assert "No problems found." in text
    assert "**Scores or marks can change**" in text
    assert "- strengthened\\: Mark Leaf, minimum\\: 80% \\-&gt; 82%" in text
    assert "### Pages that differ: 1" in text and "`/criteria/A.1/`" in text
    assert f"[the run of the check]({RUN})" in text
    assert "Code changes too\\." in text


def test_problems_come_first_in_plain_words_with_their_line() -> None:
    problem = {
        "path": "framework/current/a.yaml",
        "line": 3,
        "message": "write 15 without the % sign",
        "rule": "format",
    }
    text = comment(problems=[problem], meaning=[], pages=[], preview=False)
    assert "### One problem to mend first" in text
    assert "- `framework/current/a.yaml`, line 3: write 15 without the % sign" in text
    assert "Preview" not in text and "What it means" not in text


def test_what_is_too_much_is_counted() -> None:
    problems = [{"path": "a", "line": n, "message": "m"} for n in range(45)]
    pages = [{"address": f"/{n}/", "title": "T", "what": "new"} for n in range(50)]
    text = comment(problems=problems, pages=pages)
    assert "and 15 more problems" in text
    assert "and 10 more pages" in text
    assert len(comment(meaning=["  " + "[x](y)" * 200] * 400)) <= 61_000


@pytest.mark.parametrize(
    "evil",
    [
        "@everybody look",
        "<img src=x onerror=alert(1)>",
        "[click](https://evil.example)",
        "![pixel](https://evil.example/p.png)",
        "https://evil.example www.evil.example",
        "line\n## Approved by the keeper",
        "`code` **bold** ~~gone~~ | a | b |",
        "<!-- framework-review -->",
        "keeper/quality#12",
        "\u202egnitirw",
    ],
)
def test_text_of_the_change_has_no_meaning_in_the_comment(evil: str) -> None:
    text = comment(
        problems=[{"path": evil, "line": 1, "message": evil}],
        meaning=[f"  {evil}", evil],
        pages=[{"address": evil, "title": evil, "what": evil}],
        notes=[evil],
    )
    body = text.removeprefix(post_review.MARKER)
    outside = "".join(body.split("`")[::2])  # what stands in code means nothing anyway
    for sign in (
        "@everybody",
        "<img",
        "](https://evil",
        "https://evil",
        "www.evil",
        "<!--",
        "\u202e",
        "\n## Approved",
    ):
        assert sign not in outside, sign
    assert text.count("\n## ") == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"number": "7"},
        {"number": True},
        {"number": 0},
        {"number": -3},
        {"number": 10**12},
        {"number": None},
        {"problems": {}},
        {"problems": ["text"]},
        {"meaning": [1]},
        {"pages": [[]]},
        {"pages": [{"address": 1, "title": "T", "what": "new"}]},
        {"notes": "text"},
    ],
)
def test_a_report_of_another_shape_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(post_review.Refused):
        read(**changes)


@pytest.mark.parametrize("content", [b"", b"[]", b"null", b"\xff", b"{", b"[" * 100_000, b"x" * 1_000_001])
def test_what_is_no_report_is_refused(content: bytes) -> None:
    with pytest.raises(post_review.Refused):
        post_review.read_report(content)


def test_an_odd_address_of_the_run_is_left_out() -> None:
    assert "evil" not in post_review.comment(read(), "javascript:evil()")


# Posting


class Api:
    """A stand-in for GitHub's API: pull request 7 and its comments."""

    def __init__(self) -> None:
        self.comments: list[dict[str, Any]] = []
        self.pull = {"state": "open", "head": {"sha": SHA, "repo": {"full_name": "reader/quality"}}}
        self.asked: list[tuple[str, str]] = []

    def answer(self, method: str, path: str, body: Any) -> Any:
        self.asked.append((method, path))
        if path == "/repos/keeper/quality/pulls/7":
            return self.pull
        if method == "GET":
            page = int(path.rpartition("page=")[2])
            return self.comments[100 * (page - 1) : 100 * page]
        if method == "PATCH":
            number = int(path.rpartition("/")[2])
            next(one for one in self.comments if one["id"] == number)["body"] = body["body"]
        else:
            user = {"login": "github-actions[bot]"}
            self.comments.append({"id": len(self.comments) + 1, "user": user, "body": body["body"]})
        return {}


@pytest.fixture
def api() -> Iterator[Api]:
    known = Api()

    class Handler(BaseHTTPRequestHandler):
        def respond(self) -> None:
            assert self.headers["Authorization"] == "Bearer secret"
            size = int(self.headers.get("Content-Length") or 0)
            body = json.loads(self.rfile.read(size)) if size else None
            content = json.dumps(known.answer(self.command, self.path, body)).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = do_PATCH = respond

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    known.address = f"http://127.0.0.1:{server.server_port}"
    yield known
    server.shutdown()
    server.server_close()


def post(api: Api, folder: Path, **changes: Any) -> int:
    report = folder / "report.json"
    report.write_text(json.dumps({**REPORT, **changes}), "utf-8")
    environment = {
        "GITHUB_API_URL": api.address,
        "GITHUB_REPOSITORY": "keeper/quality",
        "GITHUB_TOKEN": "secret",
        "HEAD_SHA": SHA,
        "HEAD_REPOSITORY": "reader/quality",
        "RUN_URL": RUN,
    }
    return post_review.main([str(report)], environment)


def test_one_comment_is_written_and_then_renewed(api: Api, tmp_path: Path) -> None:
    assert post(api, tmp_path) == 0
    assert post(api, tmp_path, notes=["Second time"]) == 0
    assert len(api.comments) == 1
    assert "Second time" in api.comments[0]["body"]


def test_somebody_elses_comment_is_never_changed(api: Api, tmp_path: Path) -> None:
    other = {"id": 1, "user": {"login": "reader"}, "body": post_review.MARKER + " mine"}
    api.comments.append(other)
    post(api, tmp_path)
    assert len(api.comments) == 2
    assert api.comments[0]["body"].endswith("mine")


def test_the_comment_is_found_behind_hundreds_of_others(api: Api, tmp_path: Path) -> None:
    api.comments += [{"id": n + 1, "user": {"login": "reader"}, "body": "hello"} for n in range(230)]
    post(api, tmp_path)
    post(api, tmp_path)
    assert len(api.comments) == 231


@pytest.mark.parametrize(
    "pull",
    [
        {"state": "closed", "head": {"sha": SHA, "repo": {"full_name": "reader/quality"}}},
        {"state": "open", "head": {"sha": "b" * 40, "repo": {"full_name": "reader/quality"}}},
        {"state": "open", "head": {"sha": SHA, "repo": {"full_name": "stranger/quality"}}},
        {"state": "open", "head": {"sha": SHA, "repo": None}},
    ],
)
def test_a_report_cannot_speak_to_another_pull_request(
    api: Api, tmp_path: Path, pull: dict[str, Any]
) -> None:
    api.pull = pull
    assert post(api, tmp_path) == 0
    assert api.comments == []


def test_a_refused_report_posts_nothing_and_asks_nothing(api: Api, tmp_path: Path) -> None:
    assert post(api, tmp_path, number="7; rm") == 1
    assert api.asked == []


def test_the_script_that_posts_needs_nothing_but_python() -> None:
    source = (ROOT / "scripts" / "post_review.py").read_text("utf-8")
    imported = {
        line.split()[1].split(".")[0] for line in source.splitlines() if line.startswith(("import ", "from "))
    }
    assert imported - {"__future__"} <= set(sys.stdlib_module_names)


# Gathering, in a repository with a change


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository that holds the framework `tiny`, with one commit."""
    shutil.copytree(FRAMEWORKS / "tiny", tmp_path / "framework" / "current")
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    git(tmp_path, "add", "framework")
    git(tmp_path, "commit", "--quiet", "--message=First")
    return tmp_path


def git(folder: Path, *arguments: str) -> None:
    names = {
        f"GIT_{who}_{what}": "test@example.org"
        for who in ("AUTHOR", "COMMITTER")
        for what in ("NAME", "EMAIL")
    }
    none = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    subprocess.run(["git", *arguments], cwd=folder, check=True, env={**os.environ, **names, **none})


def change(folder: Path, path: str, was: str, now: str) -> None:
    file = folder / "framework" / "current" / path
    text = file.read_text("utf-8")
    assert text.count(was) == 1
    file.write_text(text.replace(was, now), "utf-8")
    git(folder, "commit", "--quiet", "--all", "--message=Change")


def gathered(folder: Path) -> dict[str, Any]:
    command = [sys.executable, str(ROOT / "scripts" / "gather_review.py"), "HEAD^1", "_review"]
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, env={**os.environ, "PR_NUMBER": "7"}, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads((folder / "_review" / "report.json").read_text("utf-8"))


def test_a_sound_change_is_gathered_with_meaning_pages_and_preview(repository: Path) -> None:
    change(repository, "certification.yaml", "minimum: 80", "minimum: 81")
    report = gathered(repository)
    assert (report["number"], report["problems"], report["preview"]) == (7, [], True)
    assert any("strengthened" in line and "Leaf" in line for line in report["meaning"])
    assert any("outcome" in line for line in report["meaning"])
    addresses = [page["address"] for page in report["pages"]]
    assert "/criteria/" in addresses and "/privacy/" not in addresses
    assert (repository / "_review" / "site" / "index.html").is_file()
    assert "Leaf" in post_review.comment(post_review.read_report(json.dumps(report).encode()), RUN)


def test_a_broken_change_is_gathered_with_its_problem_alone(repository: Path) -> None:
    change(repository, "certification.yaml", "minimum: 80", "minimum: 80%")
    report = gathered(repository)
    assert [(one["path"], one["rule"]) for one in report["problems"]] == [
        ("framework/current/certification.yaml", "format")
    ]
    assert (report["meaning"], report["pages"], report["preview"]) == ([], [], False)
    assert not (repository / "_review" / "site").exists()


def test_pages_are_compared_by_address(tmp_path: Path) -> None:
    for side, pages in (("old", {"a": "1", "b": "1"}), ("new", {"a": "1", "b": "2", "c": "3"})):
        for name, text in pages.items():
            path = tmp_path / side / name / "index.html"
            path.parent.mkdir(parents=True)
            path.write_text(f"<title>Page &amp; {name} | Site</title>{text}")
    assert gather_review.changed_pages(tmp_path / "old", tmp_path / "new") == (
        [
            {"address": "/b/", "title": "Page & b", "what": "changed"},
            {"address": "/c/", "title": "Page & c", "what": "new"},
        ],
        0,
    )


def test_a_page_that_differs_around_its_content_alone_is_only_counted(tmp_path: Path) -> None:
    for side, foot, line in (("old", "before", 3), ("new", "after", 4)):
        for name, text in (("foot", foot), ("line", "same")):
            path = tmp_path / side / name / "index.html"
            path.parent.mkdir(parents=True)
            editing = f'<aside class="suggest no-print">line {line}</aside>'
            path.write_text(f"<title>T</title><main>same {editing}</main><footer>{text}</footer>")
    assert gather_review.changed_pages(tmp_path / "old", tmp_path / "new") == ([], 1)


def test_a_check_that_says_nothing_is_itself_a_problem() -> None:
    assert "could not be carried out" in gather_review.problems_of("Traceback")[0]["message"]
    assert gather_review.problems_of('{"problems": []}') == []
