"""The files of a framework -> the framework, or every problem that keeps it from being one. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from seqf.errors import Problem
from seqf.model import Framework
from seqf.reading import consistency
from seqf.reading.documents import gather
from seqf.reading.resolve import resolve
from seqf.reading.validate import Validator


def load(
    texts: Mapping[str, bytes], schemas: Mapping[str, dict[str, Any]], root: str = "framework/current"
) -> tuple[Framework | None, list[Problem]]:
    """Return the framework and the problems, sorted by place; the framework is None where there are any.

    `texts` are the files by their path inside the framework's folder, `schemas` the JSON Schemas by name
    (`section`, not `section.schema.json`). `root` is put before every path that a problem names.
    """
    sources = gather(texts, Validator(dict(schemas)), root)
    problems = sorted({*sources.problems, *consistency.check(sources)})
    return (None if problems else resolve(sources)), problems
