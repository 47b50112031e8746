"""What every test may use."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import libreoffice
import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from seqf.model import Framework

# No deadline: a slow machine is no mistake. The same examples each time: red stays red until mended.
settings.register_profile("steady", deadline=None, derandomize=True)
settings.load_profile("steady")


def pytest_sessionfinish() -> None:
    libreoffice.stop()


@pytest.fixture(scope="session")
def repository() -> Path:
    """The root of the repository."""
    return Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def framework(repository: Path) -> Framework:
    """The framework of this repository, as it is being edited."""
    # Imported here, so that tests of smaller parts run while a bigger one is broken.
    from seqf.disk.files import read_tree
    from seqf.disk.resources import schemas
    from seqf.reading.project import load

    loaded, problems = load(read_tree(repository / "framework" / "current"), schemas())
    assert loaded, "\n".join(map(str, problems))
    return loaded
