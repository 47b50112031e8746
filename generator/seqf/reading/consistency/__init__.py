"""What holds between the files of a framework: one small function for each rule, all run at once."""

from __future__ import annotations

from seqf.errors import Problem
from seqf.reading.consistency import identity, marks, origins, permission, references, scores, texts
from seqf.reading.documents import Sources

RULES = (
    *scores.RULES,
    *marks.RULES,
    *identity.RULES,
    *references.RULES,
    *origins.RULES,
    *permission.RULES,
    *texts.RULES,
)


def check(sources: Sources) -> list[Problem]:
    """Return every problem that the rules find, sorted by place.

    A rule looks only at files that fit their schemas, so that a slip in one value is told once.
    """
    return sorted({problem for rule in RULES for problem in rule(sources)})
