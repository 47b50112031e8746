"""Comparing files: two or three assessments side by side."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from seqf.edge import assessmentfiles
from seqf.edge.workspace import Releases
from seqf.scoring import summary
from seqf.scoring.compare import compare
from seqf.scoring.result import exact_text

FORMAT = "seqf-comparison/1"


def lines(files: Sequence[Path], releases: Releases, form: str) -> list[tuple[str, bool]]:
    """Give what to print, and whether it is about something bad. form: "json" or "text".

    Where one file is bad nothing is compared, and every bad one is told. Raises ValueError where the files
    hold fewer assessments than two or more than three.
    """
    found = list(assessmentfiles.read(files, releases))
    bad = [(assessmentfiles.bad(one, form), True) for one in found if one.assessment is None]
    if bad:
        return bad
    assessments = [one.assessment for one in found if one.assessment]
    rules = [releases.known[one.framework] for one in assessments]
    compared = compare(rules, assessments)
    if form == "json":
        return [(exact_text({"format": FORMAT, **compared}), False)]
    return [(summary.comparison(assessments, rules, compared), False)]
