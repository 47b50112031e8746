"""The repository: what is locked and pinned, what the documents promise, what code may not know."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
LOCKS = sorted((ROOT / "requirements").glob("*.lock"))
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]


class _Loader(yaml.SafeLoader):
    """Reads `on` as a word, as GitHub does."""


_Loader.yaml_implicit_resolvers = {
    sign: [
        (tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool" or sign not in "oO"
    ]
    for sign, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def named(paths: list[Path]) -> dict[str, object]:
    return {"argvalues": paths, "ids": [path.relative_to(ROOT).as_posix() for path in paths]}


# What is locked and pinned


def test_there_are_locks_and_workflows_to_look_at() -> None:
    assert len(LOCKS) >= 3
    assert len(WORKFLOWS) >= 2


@pytest.mark.parametrize("path", **named([*LOCKS, ROOT / "tests" / "mutation" / "package-lock.json"]))
def test_a_lock_file_holds_no_address(path: Path) -> None:
    assert "://" not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", **named(LOCKS))
def test_every_locked_package_has_one_version_and_a_hash(path: Path) -> None:
    entries = re.split(r"\n(?=[a-z0-9])", path.read_text(encoding="utf-8").strip())
    for entry in entries:
        assert re.match(r"[a-z0-9-]+==[^ ]+ ", entry), entry
        assert "--hash=sha256:" in entry, entry


def test_what_pyproject_asks_for_is_locked() -> None:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    groups = project["dependency-groups"]
    wanted = {
        "installer.lock": groups["installer"],
        "node.lock": groups["node"],
        "mutation.lock": groups["mutation"],
        "site.lock": [*project["project"]["dependencies"], *groups["build"]],
        "test.lock": [*project["project"]["dependencies"], *groups["build"], *groups["dev"]],
    }
    for lock, requirements in wanted.items():
        text = (ROOT / "requirements" / lock).read_text(encoding="utf-8")
        locked = set(re.findall(r"^([a-z0-9-]+)==", text, re.MULTILINE))
        names = {re.split(r"[><=~!]", requirement)[0].lower() for requirement in requirements}
        assert names <= locked, f"{lock} is behind pyproject.toml: run `make lock`"


def test_the_tests_run_with_the_versions_that_the_site_is_built_with() -> None:
    def versions(lock: str) -> set[str]:
        text = (ROOT / "requirements" / lock).read_text(encoding="utf-8")
        return set(re.findall(r"^([a-z0-9-]+==[^ ]+)", text, re.MULTILINE))

    assert versions("site.lock") <= versions("test.lock")


@pytest.mark.parametrize("path", **named(WORKFLOWS))
def test_a_workflow_uses_actions_by_their_commit(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    used = re.findall(r"uses: (.+)", text)
    assert used
    for action in used:
        assert re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", action), action


def test_an_action_has_the_same_commit_in_every_workflow() -> None:
    used = {
        line for path in WORKFLOWS for line in re.findall(r"uses: (.+)", path.read_text(encoding="utf-8"))
    }
    assert len(used) == len({line.split("@")[0] for line in used})


@pytest.mark.parametrize("path", **named(WORKFLOWS))
def test_a_workflow_has_no_more_rights_than_its_jobs_name(path: Path) -> None:
    workflow = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)
    assert workflow["permissions"] == {}
    for name, job in workflow["jobs"].items():
        assert "permissions" in job and "timeout-minutes" in job, name
        writes = {right for right, level in job["permissions"].items() if level == "write"}
        runs = [step for step in job["steps"] if "run" in step or "checkout" in step.get("uses", "")]
        if writes and runs:
            # Started by the end of another run, a job sees main's files, unless it asks for others.
            assert set(workflow["on"]) == {"workflow_run"}, f"{name} may write, and runs what a change brings"
            for step in runs:
                assert not {"ref", "repository"} & set(step.get("with", {})), (
                    f"{name} takes the change's files"
                )
                assert re.fullmatch(r"(python3 -I scripts/\w+\.py _review/\S+)?", step.get("run", "")), name
        for step in job["steps"]:
            assert "${{" not in step.get("run", ""), f"{name}: hand it over in env, so that it stays text"
            if step.get("uses", "").startswith("actions/checkout@"):
                assert step["with"]["persist-credentials"] is False


# What the documents promise


def targets_of_make() -> set[str]:
    return set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))


def commands_of_seqf() -> set[str]:
    from seqf.cli import main

    return set(main.commands)


def code_in(path: Path) -> str:
    """Return what stands in code spans and code blocks of a Markdown file, a line each."""
    text = path.read_text(encoding="utf-8")
    blocks = re.findall(r"^```\w*\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    blocks += re.findall(r"^(?: {4}.*\n?)+", text, re.MULTILINE)
    return "\n".join([*blocks, *re.findall(r"`([^`\n]+)`", text)])


def test_readme_begins_with_the_two_commands() -> None:
    beginning = (ROOT / "README.md").read_text(encoding="utf-8")[:900]
    assert 0 < beginning.index("make site") < beginning.index("make test")


def test_readme_fits_in_a_few_screens() -> None:
    assert len((ROOT / "README.md").read_text(encoding="utf-8").splitlines()) <= 150


@pytest.mark.parametrize("path", **named(DOCUMENTS))
def test_every_make_command_in_a_document_exists(path: Path) -> None:
    assert set(re.findall(r"\bmake ([a-z]+)", code_in(path))) <= targets_of_make()


@pytest.mark.parametrize("path", **named(DOCUMENTS))
def test_every_seqf_command_in_a_document_exists(path: Path) -> None:
    said = re.findall(r"(?:^|/|\$ )seqf (?:--framework \S+ )?([a-z]+)", code_in(path), re.MULTILINE)
    assert set(said) <= commands_of_seqf()


@pytest.mark.parametrize("path", **named(DOCUMENTS))
def test_every_file_that_a_document_names_exists(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    prose = re.sub(r"`[^`\n]+`", "", text)
    links = [
        link for link in re.findall(r"\]\(([^)#]+)", prose) if "://" not in link and "mailto:" not in link
    ]
    for link in links:
        assert (path.parent / link).exists(), link
    roots = "framework|generator|schemas|scripts|site|tests|docs|requirements|\\.github|\\.ci"
    for name in re.findall(rf"`((?:{roots})/[\w./-]*)`", text):
        assert (ROOT / name).exists(), name


def test_make_help_tells_of_every_target() -> None:
    shown = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert set(re.findall(r"^  make (\w+)", shown, re.MULTILINE)) == targets_of_make()


def test_the_cases_that_both_engines_share_are_readable() -> None:
    for path in (ROOT / "tests" / "cases").glob("*.json"):
        json.loads(path.read_text(encoding="utf-8"))


def test_no_two_test_files_share_a_name() -> None:
    """Pytest takes files of one name for one module, and stops at the second."""
    names = [path.name for path in (ROOT / "tests").rglob("test_*.py")]
    assert sorted(names) == sorted(set(names))
