"""An assessment made under an old release -> the same under a newer one, by the change records alone.

Nothing is guessed and nothing is lost: what a newer release can't take is put aside, with the reason.
Mirrored by site/assets/js/core/migrate.js, word for word.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from seqf.changes.change import Diff
from seqf.exact import decimal_text
from seqf.model import Criterion, Item, RatingKpi, Rules, ThresholdKpi
from seqf.scoring.answers import KpiAnswer, in_limits
from seqf.scoring.assessment import Assessment, plain_kpi, plain_note
from seqf.scoring.engine import measured
from seqf.text.jsontext import Bare

# What asks for another look at an answer. Other thresholds don't: a measured value stays what it was.
_LOOK = ("strengthened", "weakened", "redefined")
_MEASURED_ALIKE = ("thresholds",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Touch:
    """One change of one item between two releases."""

    item: str  # its id in the newer one
    kind: str
    facet: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """From one release to the next: what became of its items. Read from a change record, or from a diff."""

    since: str
    version: str
    moved: Mapping[str, tuple[str, str]] = field(default_factory=dict)  # old id -> new id, note
    retired: Mapping[str, tuple[str, tuple[str, ...]]] = field(default_factory=dict)  # id -> note, became
    touched: tuple[Touch, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Migrations:
    """The rules of every release, oldest first, and the steps between neighbours."""

    rules: Mapping[str, Rules]
    steps: tuple[Step, ...]


def step_of(diff: Diff) -> Step:
    """Return what a diff means for assessments."""
    became = {one.target: one.became for one in diff.declared.retired}
    items = [change for change in diff.changes if change.target.startswith("item:")]
    return Step(
        since=diff.old,
        version=diff.new,
        moved={
            _item(change.before or ""): (_item(change.after or ""), change.note)
            for change in items
            if change.kind == "moved" and change.before == change.target
        },
        retired={
            _item(change.target): (change.note, became.get(change.target, ()))
            for change in items
            if change.kind == "retired"
        },
        touched=tuple(
            Touch(item=_item(change.target), kind=change.kind, facet=change.facet, note=change.note)
            for change in items
            if change.kind not in ("moved", "retired", "added")
        ),
    )


def _item(target: str) -> str:
    return target.removeprefix("item:")


def migrate(assessment: Assessment, migrations: Migrations, to: str) -> tuple[Assessment, dict[str, Any]]:
    """Return the assessment under release `to`, and the report of what became of each answer.

    Report: {from, to, carried: [id], changed: [{id, was, changes}], look: [{id, was, changes}],
    aside: [{id, release, why, became}], added: [id]}; `changes` are {release, kind, facet, note}. `look`
    needs another look: what is asked for is not what it was. `added` are items that are new.
    Raises KeyError where a release is unknown, ValueError where `to` is older than the assessment's.
    """
    old, new = migrations.rules[assessment.framework], migrations.rules[to]
    steps = list(_way(migrations.steps, assessment.framework, to))
    report: dict[str, Any] = {"from": old.framework, "to": to, "carried": [], "changed": [], "look": []}
    report |= {"aside": [], "added": []}
    items = {item.id: item for item in new.items}
    scores: dict[str, int | None] = {}
    kpis: dict[str, KpiAnswer] = {}
    notes: dict[str, Any] = {}
    aside = dict(assessment.aside or {})
    reached = set()
    for item in old.items:
        lot = _followed(item.id, steps)
        target = items.get(lot.id) if not lot.lost else None
        if target is not None:
            reached.add(target.id)
        if not _is_answered(item.id, assessment):
            continue
        why = lot.lost or _misfit(item, target, assessment)
        if why or target is None or target.id in notes or target.id in scores or target.id in kpis:
            entry = {
                "id": item.id,
                "release": lot.release or to,
                "why": why or "another answer stands there",
                "became": list(lot.became),
            }
            report["aside"].append(entry)
            aside[_free(item.id, old.framework, aside)] = _put_aside(item.id, assessment, entry)
            continue
        if item.id in assessment.scores:
            scores[target.id] = assessment.scores[item.id]
        if item.id in assessment.kpis:
            kpis[target.id] = assessment.kpis[item.id]
        if item.id in assessment.notes:
            notes[target.id] = assessment.notes[item.id]
        if not lot.changes:
            report["carried"].append(target.id)
        else:
            look = any(one["kind"] in _LOOK and one["facet"] not in _MEASURED_ALIKE for one in lot.changes)
            entry = {"id": target.id, "was": item.id, "changes": lot.changes}
            report["look" if look else "changed"].append(entry)
    report["added"] = [item.id for item in new.items if item.id not in reached]
    carried = replace(
        assessment, framework=to, scores=scores, kpis=kpis, notes=notes, aside=aside or assessment.aside
    )
    return carried, report


@dataclass(slots=True)
class _Lot:
    """What became of one item on the way."""

    id: str
    changes: list[dict[str, str]] = field(default_factory=list)
    lost: str = ""  # why it ended
    release: str = ""  # where it ended
    became: tuple[str, ...] = ()


def _way(steps: Sequence[Step], since: str, to: str) -> Iterator[Step]:
    here = since
    for step in steps:
        if here != to and step.since == here:
            yield step
            here = step.version
    if here != to:
        raise ValueError(f"no way leads from release {since} to {to}")


def _followed(id: str, steps: Sequence[Step]) -> _Lot:
    lot = _Lot(id)
    for step in steps:
        if lot.id in step.retired:
            note, lot.became = step.retired[lot.id]
            lot.lost, lot.release = (
                f"retired in release {step.version}{f': {note}' if note else ''}",
                step.version,
            )
            return lot
        if lot.id in step.moved:
            lot.id, note = step.moved[lot.id]
            lot.changes.append({"release": step.version, "kind": "moved", "facet": "", "note": note})
        for touch in step.touched:
            if touch.item == lot.id:
                change = {"kind": touch.kind, "facet": touch.facet, "note": touch.note}
                lot.changes.append({"release": step.version, **change})
    return lot


def _is_answered(id: str, assessment: Assessment) -> bool:
    kpi = assessment.kpis.get(id)
    return (
        assessment.scores.get(id) is not None
        or bool(assessment.notes.get(id))
        or (kpi is not None and (kpi.value, kpi.numerator, kpi.denominator) != (None, None, None))
    )


def _misfit(old: Item, new: Item | None, assessment: Assessment) -> str:
    """Return why an item's answer can't stand under the new rules; "" where it can."""
    if new is None:
        return "is not part of the newer release"
    if type(old) is not type(new):
        return "is answered in another way now"
    if isinstance(old, Criterion):
        return (
            ""
            if old.scale == new.scale
            else f"the scale is another now: {_scale(old)} before, {_scale(new)} now"
        )
    if isinstance(old, RatingKpi):
        same = (old.none, old.lowest_rating, old.highest_rating) == (
            new.none,
            new.lowest_rating,
            new.highest_rating,
        )
        return "" if same else f"the scale is another now: {_scale(old)} before, {_scale(new)} now"
    if old.unit != new.unit:
        return f"is measured in another unit now: {old.unit} before, {new.unit} now"
    answer = assessment.kpis.get(old.id) or KpiAnswer()
    value = measured(answer)
    if value is not None and _outside(new, value):
        return "is outside the limits now"
    return ""


def _outside(item: ThresholdKpi, value: Any) -> bool:
    told: list[str] = []
    in_limits(item, value, "", lambda path, message: told.append(message))
    return bool(told)


def _scale(item: Criterion | RatingKpi) -> str:
    if isinstance(item, Criterion):
        return ", ".join(map(str, item.scale))
    none, low, high = map(decimal_text, (item.none, item.lowest_rating, item.highest_rating))
    return f"{low} to {high}, or {none}"


def _put_aside(id: str, assessment: Assessment, entry: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {"release": assessment.framework, "why": entry["why"]}
    if assessment.scores.get(id) is not None:
        found["score"] = Bare(str(assessment.scores[id]))
    if id in assessment.kpis:
        found["kpi"] = plain_kpi(assessment.kpis[id])
    if id in assessment.notes:
        found["note"] = plain_note(assessment.notes[id])
    return found


def _free(id: str, release: str, aside: Mapping[str, Any]) -> str:
    """Return a name that nothing aside has yet: what was there before stays."""
    name = id if id not in aside else f"{id} ({release})"
    while name in aside:
        name += "'"
    return name
