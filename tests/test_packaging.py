"""The wheel: what `pip install` puts on somebody's machine works without the repository."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def wheel(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built once by the build tool that the lock file names: nothing is fetched."""
    out = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(out)]
    subprocess.run(command, cwd=repository, check=True, capture_output=True, text=True)
    (built,) = out.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what the wheel installs."""
    folder = tmp_path_factory.mktemp("installed")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def run_installed(installed: Path, elsewhere: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command from the unpacked wheel, in a folder that is not the repository."""
    program = f"import sys; sys.path.insert(0, {str(installed)!r}); from seqf.cli import main; main()"
    command = [sys.executable, "-I", "-c", program, *arguments]
    return subprocess.run(command, cwd=elsewhere, capture_output=True, text=True, check=False)


def test_the_wheel_carries_every_schema_template_and_asset(repository: Path, installed: Path) -> None:
    for folder in ("schemas", "site"):
        here = {
            path.relative_to(repository / folder): path.read_bytes()
            for path in (repository / folder).rglob("*")
            if path.is_file() and not path.name.startswith(".")
        }
        there = installed / "seqf" / "_packaged" / folder
        assert here
        assert {name: (there / name).read_bytes() for name in here} == here


def test_the_wheel_carries_no_content_of_the_framework(wheel: Path) -> None:
    # Code is under the MIT licence, the framework is not; and any framework can be used with the command.
    assert not [
        name
        for name in zipfile.ZipFile(wheel).namelist()
        if name.endswith((".yaml", "jobseekers.md")) and not name.startswith("seqf/starter/")
    ]


def test_the_wheel_names_its_licence_and_its_command(wheel: Path) -> None:
    archive = zipfile.ZipFile(wheel)
    (metadata,) = [name for name in archive.namelist() if name.endswith(".dist-info/METADATA")]
    assert "License-Expression: MIT" in archive.read(metadata).decode()
    assert "seqf = seqf.cli:main" in archive.read(metadata.replace("METADATA", "entry_points.txt")).decode()


def test_the_installed_command_builds_a_site_away_from_the_repository(
    repository: Path, installed: Path, tmp_path: Path
) -> None:
    framework = str(repository / "framework" / "current")
    done = run_installed(installed, tmp_path, "--framework", framework, "build", "--out", "public")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "public" / "index.html").is_file()
    assert (tmp_path / "public" / "calculator" / "index.html").is_file()
