"""The cases that hold other engines to this one are what this one says."""

from __future__ import annotations

import explained


def test_the_explained_cases_are_what_the_engine_says() -> None:
    assert explained.FILE.read_text(encoding="utf-8") == explained.text(), "run: python tests/explained.py"
