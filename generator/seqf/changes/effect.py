"""What a change does to scores: made-up services, scored before and after."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from seqf.changes.change import Diff
from seqf.changes.migrate import Migrations, migrate, step_of
from seqf.changes.sample import Draw, answer_for, random_assessments
from seqf.model import Criterion, Rules
from seqf.scoring.assessment import Assessment
from seqf.scoring.engine import Outcome, Result, scorer

RANDOM = 1000  # made-up services that are drawn
SEED = 1
_MIDDLE = 600  # quality with which items that are new to a drawn service are answered


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One made-up service, before and after, in percent; low and high differ where items are unscored."""

    name: str
    before_low: Fraction
    before_high: Fraction
    after_low: Fraction
    after_high: Fraction
    before: Outcome
    after: Outcome

    @property
    def shift(self) -> Fraction:
        """How far the middle of the range moved, in percentage points."""
        return (self.after_low + self.after_high - self.before_low - self.before_high) / 2

    @property
    def other_outcome(self) -> bool:
        """Whether the outcome is another for certain, and not only open for want of answers."""
        settled = self.after.low == self.after.high or self.before.low != self.before.high
        return settled and self.before != self.after

    @property
    def open_outcome(self) -> bool:
        """Whether a settled outcome became a range, because new items are not answered yet."""
        return self.before != self.after and not self.other_outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class SetEffect:
    """What happened to one set of services."""

    name: str  # "committed" or "random"
    count: int
    other_overall: int  # how many have another overall score
    other_outcome: int  # how many have another outcome
    open_outcome: int  # how many had a settled outcome and now have a range
    up: int
    down: int
    mean_shift: Fraction  # percentage points, over all of them, without sign
    largest: Fraction  # percentage points, with sign
    sharpest: Example | None  # an outcome that changed comes first, then the largest shift


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What a change does to scores, over each set."""

    sets: tuple[SetEffect, ...]
    seed: int

    @property
    def any(self) -> bool:
        return any(one.other_overall or one.other_outcome for one in self.sets)

    @property
    def sharpest(self) -> Example | None:
        """The sharpest example of all sets."""
        found = [one.sharpest for one in self.sets if one.sharpest]
        return max(found, key=_sharpness, default=None)


def effect(
    old: Rules,
    new: Rules,
    diff: Diff,
    committed: Sequence[Assessment] = (),
    *,
    count: int = RANDOM,
    seed: int = SEED,
) -> Effect:
    """Score services under both rules. Answers are carried as a migration carries them.

    A committed service that names no answer to a new item keeps it unscored: its result becomes a range.
    A drawn service answers new items too.
    """
    versions = ("old", "new")  # the two may bear the same number while it is being worked on
    before, after = (replace(rules, framework=name) for rules, name in zip((old, new), versions, strict=True))
    step = replace(step_of(diff), since="old", version="new")
    migrations = Migrations(rules={"old": before, "new": after}, steps=(step,))
    known = [_known(one, before) for one in committed]
    sets = [_set("committed", known, migrations, None)] if known else []
    if count:
        draw = Draw(seed + 1)
        sets.append(_set("random", random_assessments(before, count, seed), migrations, draw))
    return Effect(sets=tuple(sets), seed=seed)


def _known(assessment: Assessment, rules: Rules) -> Assessment:
    """The answers that these rules know: a committed service may be newer or older than they are."""
    ids = {item.id: isinstance(item, Criterion) for item in rules.items}
    return replace(
        assessment,
        framework=rules.framework,
        scores={id: score for id, score in assessment.scores.items() if ids.get(id) is True},
        kpis={id: answer for id, answer in assessment.kpis.items() if ids.get(id) is False},
        notes={},
        aside=None,
    )


def _set(name: str, services: Iterable[Assessment], migrations: Migrations, draw: Draw | None) -> SetEffect:
    rules = migrations.rules["new"]
    score_old, score_new = scorer(migrations.rules["old"]), scorer(rules)
    examples = []
    for number, service in enumerate(services, 1):
        carried, _ = migrate(service, migrations, "new")
        if draw:
            carried = _completed(carried, rules, draw)
        label = service.name or service.provider or f"service {number} of the {name} ones"
        examples.append(_example(label, score_old(service), score_new(carried)))
    shifts = [one.shift for one in examples]
    moved = [one for one in examples if (one.before_low, one.before_high) != (one.after_low, one.after_high)]
    return SetEffect(
        name=name,
        count=len(examples),
        other_overall=len(moved),
        other_outcome=sum(one.other_outcome for one in examples),
        open_outcome=sum(one.open_outcome for one in examples),
        up=sum(shift > 0 for shift in shifts),
        down=sum(shift < 0 for shift in shifts),
        mean_shift=sum(map(abs, shifts), Fraction(0)) / max(len(shifts), 1),
        largest=max(shifts, key=abs, default=Fraction(0)),
        sharpest=max(
            (one for one in examples if one.shift or one.before != one.after), key=_sharpness, default=None
        ),
    )


def _completed(assessment: Assessment, rules: Rules, draw: Draw) -> Assessment:
    scores, kpis = dict(assessment.scores), dict(assessment.kpis)
    for item in rules.items:
        if item.id not in scores and item.id not in kpis:
            answer = answer_for(item, _MIDDLE, draw)
            if isinstance(item, Criterion):
                scores[item.id] = answer
            else:
                kpis[item.id] = answer
    return replace(assessment, scores=scores, kpis=kpis)


def _example(name: str, before: Result, after: Result) -> Example:
    return Example(
        name=name,
        before_low=before.low,
        before_high=before.high,
        after_low=after.low,
        after_high=after.high,
        before=before.outcome,
        after=after.outcome,
    )


def _sharpness(example: Example) -> tuple[bool, Fraction]:
    return example.other_outcome, abs(example.shift)
