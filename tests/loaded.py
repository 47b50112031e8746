"""Frameworks for tests: those in the repository, read from disk, and the scoring rules of an odd one."""

from __future__ import annotations

import functools
import json
from fractions import Fraction
from pathlib import Path

from seqf.model import Criterion, Framework, Mark, RatingKpi, Reading, Rules, Section, Threshold, ThresholdKpi
from seqf.reading.project import load

ROOT = Path(__file__).resolve().parent.parent
CURRENT, TINY = "framework/current", "tests/frameworks/tiny"


@functools.cache
def framework(folder: str = CURRENT) -> Framework:
    """Read a framework of the repository; an AssertionError names its problems."""
    base = ROOT / folder
    texts = {
        path.relative_to(base).as_posix(): path.read_bytes() for path in base.rglob("*") if path.is_file()
    }
    schemas = {
        path.name.split(".")[0]: json.loads(path.read_text(encoding="utf-8"))
        for path in (ROOT / "schemas").glob("*.schema.json")
    }
    found, problems = load(texts, schemas, folder)
    assert found is not None, "\n".join(map(str, problems))
    return found


def odd_rules() -> Rules:
    """Rules as odd as the contract allows: decimals everywhere, a mixed section, odd names."""
    half = Fraction(1, 2)
    return Rules(
        framework="3.1.4",
        title="Odd & sons",
        sections=(
            Section(
                id="a/b",
                title="It's odd: [really]?",
                weight=Fraction(125, 10),
                items=tuple(Criterion(id=f"a{n}", title=f"=odd {n}", scale=(-1, 2, 5)) for n in range(8)),
            ),
            Section(
                id="mix",
                title="It's odd: [really]?",
                weight=Fraction(875, 10),
                items=(
                    Criterion(id="m1", title="Mixed", scale=(1, 2, 3)),
                    ThresholdKpi(
                        id="m2",
                        title="Percent, less is better",
                        unit="percent",
                        direction="at-most",
                        lowest_value=Fraction(5, 2),
                        highest_value=Fraction(90),
                        thresholds=(
                            Threshold(bound=Fraction(335, 10), score=Fraction(1, 4)),
                            Threshold(bound=Fraction(1025, 100), score=Fraction(3)),
                        ),
                    ),
                    ThresholdKpi(
                        id="m3",
                        title="Hours",
                        unit="hours",
                        direction="at-least",
                        lowest_value=None,
                        highest_value=None,
                        thresholds=(
                            Threshold(bound=Fraction(-3, 2), score=half),
                            Threshold(bound=Fraction(16125, 1000), score=Fraction(7)),
                        ),
                    ),
                    RatingKpi(
                        id="m4",
                        title="Rating",
                        none=Fraction(0),
                        lowest_rating=half,
                        highest_rating=Fraction(9, 2),
                    ),
                ),
            ),
        ),
        gate=("m2", "a1", "m4"),
        marks=(
            Mark(id="top", title='The "top"', minimum=Fraction(8125, 100), gate_minimum=Fraction(25, 2)),
            Mark(id="mid", title="Middle", minimum=Fraction(50), gate_minimum=Fraction(25, 2)),
            Mark(id="low", title="Low", minimum=Fraction(30), gate_minimum=None),
        ),
        readings=(Reading(id="edges", effect="round-overall"),),
    )
