"""Two frameworks -> what changed in meaning. Rules alone decide; prose is never interpreted.

A record that stands on one side only was added or retired, unless an editor declares that it moved. Numbers
whose direction is known (marks, thresholds, gate) are strengthened or weakened; other numbers, scales and
references are redefined; other words are wording, unless an editor declares what they mean.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import replace
from typing import Any

from seqf.changes.change import Change, Declared, Diff
from seqf.changes.scored import scored_changes
from seqf.changes.things import Thing, things
from seqf.exact import NUMBER_PATTERN
from seqf.model import Framework

_SCORED = ("item:", "section:", "mark:")  # adding or retiring one of these can change a score
# What `scored_changes` tells.
_BY_RULES = {
    "item": re.compile(
        r"threshold/(thresholds|direction|unit|lowest|highest)$|rating/(none|lowest|highest)$"
    ),
    "section": re.compile(r"(weight|scale|count|maximum)$"),
    "mark": re.compile(r"(minimum|gate_minimum|printed_to)$"),
    "certification": re.compile(r"gate/items$"),
}
_NUMBER = re.compile(NUMBER_PATTERN)
_ID = re.compile(r"[a-z0-9][a-z0-9.-]*")  # one small word: the id of something, or a choice from a list
_DIGITS = re.compile(r"\d[\d,.]*")
_LINK = re.compile(r"\]\(([a-z]+:[^)\s]+)\)")
_LONGEST_SHOWN = 240  # letters of a text that is shown as it was and as it is


def compare(old: Framework, new: Framework, declared: Declared | None = None) -> Diff:
    """Return what changed, in the order of the old framework, then what is new."""
    said = declared or Declared()
    before, after = things(old), things(new)
    moved = {one.old: one for one in said.moved if one.old in before and one.new in after}
    arrived = {one.new for one in moved.values()}
    changes: list[Change] = []
    for target, thing in before.items():
        if target in moved:
            now = after[moved[target].new]
            changes.append(_moved(thing, now, moved[target].note))
            changes += _facets(thing, now)
        elif target in after:
            if thing.parent != after[target].parent and moved.get(thing.parent) is None:
                changes.append(_moved(thing, after[target], ""))
            changes += _facets(thing, after[target])
        elif target.startswith("item:") or not _goes_with_its_parent(thing, before, after, moved):
            note = next((one.note for one in said.retired if one.target == target), "")
            changes.append(_alone("retired", thing, note))
    for target, thing in after.items():
        whole = thing.parent in before or thing.parent not in after or target.startswith("item:")
        if target not in before and target not in arrived and whole:
            changes.append(_alone("added", thing, ""))
    renamed = {
        one.old.partition(":")[2]: one.new.partition(":")[2]
        for one in moved.values()
        if one.old.startswith("item:")
    }
    changes += scored_changes(old.rules, new.rules, renamed, lambda target: after[target].title)
    judged, disputed = _judge(changes, said)
    disputed += _unfounded(said, before, after)
    return Diff(
        old=old.rules.framework,
        new=new.rules.framework,
        changes=tuple(_sorted(judged)),
        declared=said,
        disputed=tuple(disputed),
    )


def _goes_with_its_parent(thing: Thing, before: Container, after: Container, moved: Container) -> bool:
    """Whether the record around it went as well, which says enough; items are always told one by one."""
    return thing.parent in before and thing.parent not in after and thing.parent not in moved


def _alone(kind: str, thing: Thing, note: str) -> Change:
    scored = thing.target.startswith(_SCORED)
    return Change(kind=kind, target=thing.target, title=thing.title, note=note, scored=scored)


def _moved(old: Thing, new: Thing, note: str) -> Change:
    return Change(
        kind="moved",
        target=old.target,
        title=new.title,
        before=old.target if old.target != new.target else old.parent,
        after=new.target if old.target != new.target else new.parent,
        note=note,
        scored=old.target.startswith(_SCORED) and old.target != new.target,
    )


def _facets(old: Thing, new: Thing) -> Iterator[Change]:
    scheme = new.target.partition(":")[0]
    by_rules = _BY_RULES.get(scheme)
    for facet in dict.fromkeys((*old.facets, *new.facets)):
        before, after = old.facets.get(facet), new.facets.get(facet)
        if before == after or (by_rules and by_rules.match(facet)):
            continue
        kind = "wording" if _is_prose(facet, before) and _is_prose(facet, after) else "redefined"
        if kind == "wording" and _follows(before, after):
            continue  # a number put in from elsewhere; it is told where it stands
        yield Change(
            kind=kind,
            target=new.target,
            title=new.title,
            facet=facet.replace("_", " "),
            before=_shown(before),
            after=_shown(after),
        )


def _is_prose(facet: str, value: Any) -> bool:
    """Whether a value is read by people only: text that is no number, and no id that refers to something."""
    if facet.split("/")[-1] == "source":
        return True
    return value is None or (
        isinstance(value, str) and not _NUMBER.fullmatch(value) and not _ID.fullmatch(value)
    )


def _follows(before: Any, after: Any) -> bool:
    """Whether two texts differ in figures alone. No figure is typed in prose: each comes from the data."""
    if not isinstance(before, str) or not isinstance(after, str):
        return False
    same_links = _LINK.findall(before) == _LINK.findall(after)
    return same_links and _DIGITS.sub("0", before) == _DIGITS.sub("0", after)


def _shown(value: Any) -> str | None:
    if value is None:
        return None
    text = ", ".join(value) if isinstance(value, list) else str(value)
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST_SHOWN else None


def _judge(changes: list[Change], said: Declared) -> tuple[list[Change], list[str]]:
    """Put what editors declare in place of `wording` and `redefined`; list what no rule lets them declare."""
    words = {one.target: one for one in said.judged}
    found, disputed = [], []
    for change in changes:
        word = words.get(change.target)
        if word is None or change.kind not in ("wording", "redefined"):
            found.append(change)
        elif word.kind == "clarified" and change.kind == "redefined":
            disputed.append(
                f"{change.target} is declared clarified, but its {change.facet} is another: from "
                f"{change.before} to {change.after}. That is no matter of words; say strengthened or weakened"
            )
            found.append(change)
        else:
            # An item that asks for more or less earns another score, though no number changed.
            scored = change.target.startswith("item:") and word.kind != "clarified"
            found.append(replace(change, kind=word.kind, note=word.note, scored=change.scored or scored))
    touched = {change.target for change in changes if change.kind != "added"}
    disputed += [
        f"{one.target} is declared {one.kind}, but nothing changed in it"
        for one in said.judged
        if one.target not in touched
    ]
    return found, disputed


def _unfounded(said: Declared, before: dict[str, Thing], after: dict[str, Thing]) -> Iterator[str]:
    news: set[str] = set()
    for one in said.moved:
        if one.old not in before:
            yield f"{one.old} is declared moved, but there was no such record"
        elif one.old in after:
            yield f"{one.old} is declared moved to {one.new}, but it is still there"
        elif one.new not in after:
            yield f"{one.old} is declared moved to {one.new}, which does not exist"
        elif one.new in before:
            yield f"{one.old} is declared moved to {one.new}, which was there before; use an id that is new"
        elif one.new in news:
            yield f"two records are declared moved to {one.new}; say of one that it is retired"
        news.add(one.new)
    for gone in said.retired:
        if gone.target not in before:
            yield f"{gone.target} is declared retired, but there was no such record"
        elif gone.target in after:
            yield f"{gone.target} is declared retired, but it is still there"
        for heir in gone.became:
            if heir not in after:
                yield f"{gone.target} is declared to have become {heir}, which does not exist"


def _sorted(changes: list[Change]) -> list[Change]:
    """Scored ones first, then content, then words; otherwise in the framework's order."""
    rank = {"major": 0, "minor": 1, "patch": 2}
    return sorted(changes, key=lambda change: rank[change.level])
