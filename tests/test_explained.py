"""The cases that hold other engines to this one are what this one says."""

from __future__ import annotations

import explained
import told
import told_migrations
import told_workbooks


def test_the_explained_cases_are_what_the_engine_says() -> None:
    assert explained.FILE.read_text(encoding="utf-8") == explained.text(), "run: python tests/explained.py"


def test_the_told_cases_are_what_the_engine_says() -> None:
    assert told.FILE.read_text(encoding="utf-8") == told.text_of_all(), "run: python tests/told.py"


def test_the_migrated_cases_are_what_the_engine_says() -> None:
    assert told_migrations.FILE.read_text(encoding="utf-8") == told_migrations.text_of_all(), (
        "run: python tests/told_migrations.py"
    )


def test_the_cases_of_workbooks_are_what_the_engine_says() -> None:
    assert told_workbooks.FILE.read_text(encoding="utf-8") == told_workbooks.text_of_all(), (
        "run: python tests/told_workbooks.py"
    )
