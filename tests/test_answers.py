"""Single answers: what a target may be, and which word was meant."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import cache
from random import Random

import made
import pytest
from seqf.scoring.answers import KpiAnswer, nearest, read_answer, read_target

ITEMS = {item.id: item for item in made.rules().items}


def target(item: str, raw: object) -> tuple[Fraction | None, list[str]]:
    told = []
    found = read_target(ITEMS[item], raw, lambda path, message: told.append(message))
    return found, told


@pytest.mark.parametrize(("item", "raw"), [("A.1", "2"), ("B.1", "40.5"), ("B.2", "0"), ("B.3", "4.3")])
def test_a_target_is_a_score_of_the_criterion_or_a_value_of_the_kpi(item: str, raw: str) -> None:
    assert target(item, raw) == (Fraction(raw), [])
    assert target(item, None) == target(item, " ") == (None, [])


@pytest.mark.parametrize(
    ("item", "raw", "word"),
    [("A.1", "3", "scale"), ("B.1", "x", "number"), ("B.1", "101", "limits"), ("B.3", "0.5", "rating")],
)
def test_a_target_that_can_not_be_is_told(item: str, raw: str, word: str) -> None:
    found, (message,) = target(item, raw)
    assert found is None
    assert word in message


def test_what_is_right_in_a_wrong_answer_is_kept() -> None:
    weeks, problems = read_answer(ITEMS["B.2"], {"value": "3", "numerator": "1", "x-who": "A"})
    assert weeks == KpiAnswer(value=Fraction(3), extra={"x-who": "A"})
    assert problems == [((), "counts are for percentages; give a value")]
    both, problems = read_answer(ITEMS["B.1"], {"value": "5", "numerator": "1", "denominator": "3"})
    assert both == KpiAnswer(value=Fraction(5), numerator=1, denominator=3)
    assert problems == [((), "has a value and counts; keep one of the two")]


def by_recursion(a: str, b: str) -> int:
    """The number of letters to put in, take out or change, by its definition."""

    @cache
    def distance(i: int, j: int) -> int:
        if not i or not j:
            return i + j
        change = distance(i - 1, j - 1) + (a[i - 1] != b[j - 1])
        return min(distance(i - 1, j) + 1, distance(i, j - 1) + 1, change)

    return distance(len(a), len(b))


def test_the_word_that_was_meant_is_the_first_of_the_closest() -> None:
    random = Random(5)
    seen = set()
    for _ in range(2000):
        wrong = "".join(random.choices("ab", k=random.randint(0, 9)))
        known = ["".join(random.choices("abc", k=random.randint(1, 9))) for _ in range(4)]
        most = min(2, len(wrong) // 3)
        steps = [by_recursion(word, wrong) for word in known]
        best = min(steps)
        meant = f"; did you mean {known[steps.index(best)]}?" if best <= most else ""
        assert nearest(wrong, known) == meant, (wrong, known)
        seen.add((most, best) if meant else None)
    assert {(0, 0), (1, 1), (2, 2), None} <= seen


@pytest.mark.parametrize(
    ("lowest", "highest", "raw", "allowed"),
    [
        (None, "9", "10", "not above 9"),
        ("2", None, "1", "not below 2"),
        ("2", "9", "1", "not below 2 and not above 9"),
    ],
)
def test_the_limits_that_there_are_are_named(
    lowest: str | None, highest: str | None, raw: str, allowed: str
) -> None:
    limits = {
        "lowest_value": None if lowest is None else Fraction(lowest),
        "highest_value": None if highest is None else Fraction(highest),
    }
    told = []
    read_target(replace(ITEMS["B.2"], **limits), raw, lambda path, message: told.append(message))
    assert told == [f'"{raw}" is outside the limits; allowed: {allowed}']
