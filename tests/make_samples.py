"""Write framework/samples/services.jsonl: made-up services that `seqf diff` scores before and after a change.

    python tests/make_samples.py > framework/samples/services.jsonl

For each mark it keeps services just below and just above its minimum, where a small change decides, and some
from weak to strong in between. All answers are drawn; none is a real service's. The file is committed, and is
made anew only on purpose: a figure that is compared over the years needs the same services.
"""

from __future__ import annotations

import json
import sys
from fractions import Fraction
from pathlib import Path

from seqf.changes.sample import random_assessments
from seqf.edge.workspace import Workspace
from seqf.exact import decimal_text
from seqf.scoring.assessment import Assessment
from seqf.scoring.engine import scorer

DRAWN, SEED = 4000, 2026
NEAR, SPREAD = 6, 16  # services on each side of each minimum; services spread over the whole range


def chosen(workspace: Workspace) -> list[tuple[str, Assessment]]:
    """Return the services with their names."""
    rules = workspace.load().rules
    score = scorer(rules)
    drawn = sorted(
        ((score(one).low, place, one) for place, one in enumerate(random_assessments(rules, DRAWN, SEED))),
        key=lambda found: found[:2],
    )
    found: dict[int, tuple[str, Assessment]] = {}
    for mark in rules.marks:
        for side, name in ((-1, "below"), (1, "above")):
            sides = [
                one
                for one in drawn
                if (one[0] - mark.minimum) * side > 0 or (side > 0 and one[0] == mark.minimum)
            ]
            near = sorted(sides, key=lambda one: (abs(one[0] - mark.minimum), one[1]))[:NEAR]
            for number, (_, place, one) in enumerate(near, 1):
                found.setdefault(place, (f"Made-up service just {name} {mark.title}, {number}", one))
    step = Fraction(len(drawn) - 1, SPREAD - 1)
    for number in range(SPREAD):
        _, place, one = drawn[int(number * step)]
        found.setdefault(place, (f"Made-up service from weak to strong, {number + 1}", one))
    return list(found.values())


def main() -> None:
    for name, one in chosen(Workspace(Path(sys.argv[1] if len(sys.argv) > 1 else "framework/current"))):
        kpis = {id: {"value": decimal_text(answer.value)} for id, answer in one.kpis.items()}
        service = {"format": "seqf-assessment/1", "name": name, "scores": dict(one.scores), "kpis": kpis}
        print(json.dumps(service, separators=(",", ":")))


if __name__ == "__main__":
    main()
