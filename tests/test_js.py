"""The tests of the JS core, as part of the one test run."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from jsengine import node


@pytest.mark.skipif(node() is None, reason="Node is not installed: the tests in tests/js are left out")
def test_the_tests_of_the_js_core_pass(repository: Path) -> None:
    files = sorted(str(path) for path in (repository / "tests" / "js").glob("*.test.js"))
    assert files
    ran = subprocess.run(
        [node(), "--test", *files], cwd=repository, capture_output=True, encoding="utf-8", check=False
    )
    assert ran.returncode == 0, ran.stdout[-5000:]
