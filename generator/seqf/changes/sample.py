"""Made-up assessments, complete and seeded: the same seed gives the same ones on any machine."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from seqf.model import Criterion, Item, RatingKpi, Rules, ThresholdKpi
from seqf.scoring.answers import KpiAnswer, read_answer
from seqf.scoring.assessment import Assessment
from seqf.text import jsontext

_QUALITY = 1000  # how good a service is, from 0 to this


class Draw:
    """Whole numbers that look random (xorshift, 64 bits), the same with every version of Python."""

    def __init__(self, seed: int) -> None:
        self._state = (seed * 0x9E3779B97F4A7C15 + 0xD1B54A32D192ED03) % 2**64 or 1

    def below(self, end: int) -> int:
        """Return a number from 0 to end - 1."""
        state = self._state
        state ^= (state << 13) % 2**64
        state ^= state >> 7
        state ^= (state << 17) % 2**64
        self._state = state
        return (state >> 11) % end


def random_assessments(rules: Rules, count: int, seed: int) -> Iterator[Assessment]:
    """Yield complete assessments of services from weak to strong, with scores on all sides of the marks."""
    draw = Draw(seed)
    for _ in range(count):
        quality = draw.below(_QUALITY)
        scores, kpis = {}, {}
        for item in rules.items:
            answer = answer_for(item, quality, draw)
            if isinstance(answer, KpiAnswer):
                kpis[item.id] = answer
            else:
                scores[item.id] = answer
        yield Assessment(framework=rules.framework, scores=scores, kpis=kpis)


def answer_for(item: Item, quality: int, draw: Draw) -> int | KpiAnswer:
    """Return an answer that a service of this quality could give."""
    luck = (quality + draw.below(_QUALITY)) // 2 + draw.below(_QUALITY // 4)
    level = min(luck, _QUALITY - 1)
    if isinstance(item, Criterion):
        return item.scale[level * len(item.scale) // _QUALITY]
    if isinstance(item, RatingKpi):
        steps = int((item.highest_rating - item.lowest_rating) * 10)
        return KpiAnswer(value=item.lowest_rating + Fraction(level * (steps + 1) // _QUALITY, 10))
    return KpiAnswer(value=_measure(item, level))


def _measure(item: ThresholdKpi, level: int) -> Fraction:
    """Return a value in tenths between a step short of the easiest bound and the hardest one."""
    bounds = sorted(step.bound for step in item.thresholds)
    if not bounds:
        return item.lowest_value or Fraction(0)
    margin = max((bounds[-1] - bounds[0]) / max(len(bounds) - 1, 1), Fraction(1, 10))
    low, high = bounds[0] - margin, bounds[-1] + margin
    share = Fraction(level, _QUALITY) if item.direction == "at-least" else 1 - Fraction(level, _QUALITY)
    value = Fraction(int((low + (high - low) * share) * 10), 10)
    if item.lowest_value is not None:
        value = max(value, item.lowest_value)
    return value if item.highest_value is None else min(value, item.highest_value)


def committed(lines: str, rules: Rules) -> list[Assessment]:
    """Return the services kept with a framework, one a line, with the answers that fit these rules.

    A committed service outlives releases, so an answer that these rules don't know is passed over.
    """
    found = []
    for line in filter(str.strip, lines.splitlines()):
        raw = jsontext.fast(line)
        answers = {**raw.get("scores", {}), **raw.get("kpis", {})}
        scores, kpis = {}, {}
        for item in rules.items:
            answer, problems = read_answer(item, answers.get(item.id))
            if problems or answer is None:
                continue
            if isinstance(answer, KpiAnswer):
                kpis[item.id] = answer
            else:
                scores[item.id] = answer
        name = raw.get("name") or raw.get("provider")
        found.append(Assessment(framework=rules.framework, name=name, scores=scores, kpis=kpis))
    return found
