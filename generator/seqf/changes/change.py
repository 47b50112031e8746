"""What a change is: its kind, what it happened to, and how far it reaches."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

# Told by rule, never guessed from prose (docs/releases.md says how each is told apart).
KINDS = {
    "added": "new",
    "retired": "no longer part of the framework",
    "moved": "the same, under another id",
    "re-weighted": "counts for more or less of the overall score",
    "strengthened": "asks for more",
    "weakened": "asks for less",
    "redefined": "a number, scale, unit or reference is another; no rule says whether that asks for more",
    "clarified": "other words, same meaning, as its editor declares",
    "wording": "other words; whether the meaning changed is for people to judge",
}
DECLARABLE = ("strengthened", "weakened", "clarified")  # what an editor may say of a change


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that changed between two states."""

    kind: str  # one of KINDS
    target: str  # "item:A.1", "mark:leaf", "chapter:2c"; elsewhere the path of the record
    title: str  # what people call it
    facet: str = ""  # which part of it: "minimum", "wording"; "" for the whole of it
    before: str | None = None  # as people read it; None where it is too long to show, or was not there
    after: str | None = None
    note: str = ""  # what an editor says of it
    scored: bool = False  # scores or marks can differ

    @property
    def level(self) -> str:
        """What the change asks of the release number: major, minor or patch."""
        if self.scored:
            return "major"
        return "patch" if self.kind in ("wording", "clarified") else "minor"


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """An editor's word that a record lives on under another id."""

    old: str  # target
    new: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Retired:
    """An editor's word on a record that is no more."""

    target: str
    note: str = ""
    became: tuple[str, ...] = ()  # targets that take its place


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """An editor's word on what other words mean."""

    target: str
    kind: str  # one of DECLARABLE
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """All that editors say of the changes since a release: framework/releases/changes/next.yaml."""

    summary: str = ""
    moved: tuple[Moved, ...] = ()
    retired: tuple[Retired, ...] = ()
    judged: tuple[Judged, ...] = ()


def declared_from(record: Mapping[str, Any] | None) -> Declared:
    """Return what a record of the schema `change-record` declares; nothing where there is none."""
    found = record or {}
    return Declared(
        summary=found.get("summary", ""),
        moved=tuple(
            Moved(old=one["from"], new=one["to"], note=one.get("note", "")) for one in found.get("moved", ())
        ),
        retired=tuple(
            Retired(target=one["target"], note=one.get("note", ""), became=tuple(one.get("became", ())))
            for one in found.get("retired", ())
        ),
        judged=tuple(
            Judged(target=one["target"], kind=one["kind"], note=one.get("note", ""))
            for one in found.get("judged", ())
        ),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Diff:
    """What changed from one state to another."""

    old: str  # version
    new: str
    changes: tuple[Change, ...]
    declared: Declared = field(default_factory=Declared)
    disputed: tuple[str, ...] = ()  # declarations that do not fit what changed, each in one sentence

    @property
    def level(self) -> str | None:
        """The furthest-reaching level of all changes; None where nothing changed in meaning."""
        levels = {change.level for change in self.changes}
        return next((level for level in ("major", "minor", "patch") if level in levels), None)


def together(said: Sequence[Declared]) -> Declared:
    """Return the declarations of several releases in a row as one: a move is followed to its end."""
    moved: dict[str, Moved] = {}
    retired: list[Retired] = []
    for one in said:
        heirs = {move.old: move.new for move in one.moved}
        moved = {
            old: replace(move, new=heirs.get(move.new, move.new), note=move.note)
            for old, move in moved.items()
        }
        arrived = {move.new for move in moved.values()}
        moved |= {move.old: move for move in one.moved if move.new not in arrived}
        back = {move.new: old for old, move in moved.items()}
        retired = [
            replace(gone, became=tuple(heirs.get(target, target) for target in gone.became))
            for gone in retired
        ]
        retired += [replace(gone, target=back.get(gone.target, gone.target)) for gone in one.retired]
    judged = {word.target: word for one in said for word in one.judged}
    return Declared(
        summary=" ".join(one.summary for one in said if one.summary),
        moved=tuple(moved.values()),
        retired=tuple(retired),
        judged=tuple(judged.values()),
    )
