"""What holds between the files of a framework: one small function for each rule, all run at once."""

from __future__ import annotations

from ..documents import Sources
from ..errors import Problem

RULES = ()


def check(sources: Sources) -> list[Problem]:
    """Return every problem that the rules find, sorted by place."""
    return sorted({problem for rule in RULES for problem in rule(sources)})
