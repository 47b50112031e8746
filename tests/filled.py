"""Assessments for tests of the workbook, and the cells into which they go."""

from __future__ import annotations

import io
import random
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

import openpyxl
from seqf.model import Criterion, Item, RatingKpi, Rules, ThresholdKpi
from seqf.scoring.answers import KpiAnswer
from seqf.scoring.assessment import Assessment
from seqf.scoring.engine import scorer

FINE = Fraction(1, 10**6)  # the smallest step that the workbook promises to see


@dataclass(frozen=True)
class Places:
    """Where the answers of a workbook stand, found by its heads and numbers as a reader finds them."""

    value: dict[str, tuple[str, str]]  # item id -> sheet and cell
    numerator: dict[str, tuple[str, str]]
    denominator: dict[str, tuple[str, str]]
    action: dict[str, tuple[str, str]]

    @classmethod
    def of(cls, content: bytes, rules: Rules) -> Places:
        """Find them in the file."""
        found: dict[str, dict[str, tuple[str, str]]] = {
            "value": {},
            "numerator": {},
            "denominator": {},
            "action": {},
        }
        heads = {
            "value": ("Value", "Score"),
            "numerator": ("Count that reached it",),
            "denominator": ("Out of how many",),
            "action": ("Action",),
        }
        ids = {item.id for item in rules.items}
        for sheet in openpyxl.load_workbook(io.BytesIO(content)).worksheets:
            if sheet["A5"].value != "Number" or sheet.title in ("Workings", "Action plan", "To do"):
                continue
            columns = {cell.value: cell.column_letter for cell in sheet[5]}
            for row in range(6, sheet.max_row + 1):
                number = sheet.cell(row, 1).value
                if number not in ids or number in found["value"]:
                    continue
                for kind, names in heads.items():
                    letter = next((columns[name] for name in names if name in columns), None)
                    if letter:
                        found[kind][number] = (sheet.title, f"{letter}{row}")
        assert set(found["value"]) == ids
        return cls(**found)

    def cells(self, assessment: Assessment) -> list[tuple[str, str, float | None]]:
        """Where and what somebody types for this assessment; None where a cell stays empty."""
        cells = [
            (*place, assessment.scores.get(item))
            for item, place in self.value.items()
            if item not in assessment.kpis
        ]
        for item, answer in assessment.kpis.items():
            for kind in ("value", "numerator", "denominator"):
                given = getattr(answer, kind)
                cells.append((*getattr(self, kind)[item], None if given is None else float(given)))
        return cells


def random_assessments(rules: Rules, count: int, seed: int) -> Iterator[Assessment]:
    """Yield assessments of every kind: full, sparse, low and high; the same each time."""
    dice = random.Random(seed)
    for number in range(count):
        answered, level = dice.choice((1.0, 1.0, 0.97, 0.8, 0.2)), dice.random()
        given = [item for item in rules.items if dice.random() <= answered]
        yield _assessment(rules, {item: _random_answer(item, dice, level) for item in given}, number)


def assessment_of(rules: Rules, answers: dict[str, int | KpiAnswer]) -> Assessment:
    """Build an assessment from answers by item id."""
    by_id = {item.id: item for item in rules.items}
    return _assessment(rules, {by_id[key]: answer for key, answer in answers.items()}, 0)


def _assessment(rules: Rules, answers: dict[Item, int | KpiAnswer], number: int) -> Assessment:
    return Assessment(
        framework=rules.framework,
        id=str(number),
        scores={item.id: answer for item, answer in answers.items() if isinstance(item, Criterion)},
        kpis={item.id: answer for item, answer in answers.items() if not isinstance(item, Criterion)},
    )


def _random_answer(item: Item, dice: random.Random, level: float) -> int | KpiAnswer:
    match item:
        case Criterion():
            return item.scale[-1] if dice.random() < level else dice.choice(item.scale)
        case RatingKpi():
            if dice.random() < 0.1:
                return KpiAnswer(value=item.none)
            span = item.highest_rating - item.lowest_rating
            places = dice.choice((1, 10, 100, 10**6))
            return KpiAnswer(value=item.lowest_rating + Fraction(dice.randint(0, int(span * places)), places))
        case ThresholdKpi():
            return dice.choice(list(threshold_answers(item)))


def threshold_answers(item: ThresholdKpi) -> Iterator[KpiAnswer]:
    """Yield every bound, as a value and as counts, and what lies just beside it."""

    def fits(value: Fraction) -> bool:
        return (item.lowest_value is None or value >= item.lowest_value) and (
            item.highest_value is None or value <= item.highest_value
        )

    for step in item.thresholds:
        for value in (
            step.bound,
            step.bound - FINE,
            step.bound + FINE,
            step.bound + 3,
            step.bound - Fraction(1, 3),
        ):
            value = Fraction(int(value * 10**6), 10**6)
            if fits(value):
                yield KpiAnswer(value=value)
        if item.unit == "percent":
            share = step.bound / 100
            for times in (1, 7, 1000):
                n, d = share.numerator * times, share.denominator * times
                for numerator in (n, n - 1, n + 1):
                    if 0 <= numerator <= d and fits(Fraction(100 * numerator, d)):
                        yield KpiAnswer(numerator=numerator, denominator=d)


def at_the_marks(rules: Rules, seed: int) -> Iterator[Assessment]:
    """Yield complete assessments at the minimum of each mark, and a hair beside it where one can."""
    dice = random.Random(seed)
    sections = {item.id: section for section in rules.sections for item in section.items}
    rating = next((item for item in rules.items if isinstance(item, RatingKpi)), None)
    for mark in rules.marks:
        found = 0
        for _ in range(400):
            if found == 3:
                break
            level = dice.choice((0.0, 0.3, 0.5, 0.7, 0.9, 1.0))
            answers = {item.id: _random_answer(item, dice, level) for item in rules.items}
            short = _brought_near(rules, answers, mark.minimum, dice)
            if rating is None:
                if short == 0:
                    found += 1
                    yield assessment_of(rules, answers)
                continue
            section = sections[rating.id]
            value = answers[rating.id].value + short * section.maximum / section.weight
            if (value / FINE).denominator != 1:
                continue
            near = [value + step for step in (0, -FINE, FINE)]
            if all(rating.lowest_rating <= one <= rating.highest_rating for one in near):
                found += 1
                for one in near:
                    yield assessment_of(rules, answers | {rating.id: KpiAnswer(value=one)})
        assert found, f"no assessment found that lies exactly at {mark.id}"


def _brought_near(
    rules: Rules, answers: dict[str, int | KpiAnswer], minimum: Fraction, dice: random.Random
) -> Fraction:
    """Change scores where that brings the overall score nearer to a minimum; return what is still missing."""
    short = minimum - scorer(rules)(assessment_of(rules, answers)).low
    criteria = [
        (section.weight / section.maximum, item)
        for section in rules.sections
        for item in section.items
        if isinstance(item, Criterion)
    ]
    dice.shuffle(criteria)
    for share, item in criteria:
        was = answers[item.id]
        answers[item.id] = min(item.scale, key=lambda step: abs(short - share * (step - was)))
        short -= share * (answers[item.id] - was)
    return short
