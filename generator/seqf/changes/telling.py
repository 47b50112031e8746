"""A diff and its effect as text for a terminal, as Markdown for a pull request, as plain values for JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from seqf.changes.change import KINDS, Change, Diff
from seqf.changes.effect import Effect, Example, SetEffect
from seqf.exact import fraction_text, shown

FORMAT = "seqf-diff/1"
LEVELS = {
    "major": "Scores or marks can change",
    "minor": "Content changes; scores stay",
    "patch": "Only words change",
}
_SETS = {"committed": "made-up services kept with the framework", "random": "services drawn at random"}


def as_plain(diff: Diff, effect: Effect) -> dict[str, Any]:
    """Return everything: {format, old, new, level, counts, changes, effect, disputed}."""
    return {
        "format": FORMAT,
        "old": diff.old,
        "new": diff.new,
        "level": diff.level,
        "counts": counts(diff),
        "changes": [plain_change(change) for change in diff.changes],
        "effect": plain_effect(effect),
        "disputed": list(diff.disputed),
    }


def plain_change(change: Change) -> dict[str, Any]:
    """One change; keys without a value are left out."""
    found = {
        "kind": change.kind,
        "target": change.target,
        "title": change.title,
        "facet": change.facet,
        "before": change.before,
        "after": change.after,
        "note": change.note,
    }
    return {key: value for key, value in found.items() if value not in ("", None)} | {"scored": change.scored}


def plain_effect(effect: Effect) -> dict[str, Any]:
    """The figures of each set; shifts in percentage points as exact fractions."""
    return {
        "seed": effect.seed,
        "sets": [
            {
                "name": one.name,
                "count": one.count,
                "other_overall": one.other_overall,
                "other_outcome": one.other_outcome,
                "open_outcome": one.open_outcome,
                "up": one.up,
                "down": one.down,
                "mean_shift": fraction_text(one.mean_shift),
                "largest": fraction_text(one.largest),
                "sharpest": _plain_example(one.sharpest) if one.sharpest else None,
            }
            for one in effect.sets
        ],
    }


def _plain_example(example: Example) -> dict[str, Any]:
    return {
        "name": example.name,
        "shift": fraction_text(example.shift),
        **{
            key: {
                "low": fraction_text(low),
                "high": fraction_text(high),
                "outcome": {"low": o.low, "high": o.high},
            }
            for key, low, high, o in (
                ("before", example.before_low, example.before_high, example.before),
                ("after", example.after_low, example.after_high, example.after),
            )
        },
    }


def counts(diff: Diff) -> dict[str, int]:
    """Return how many changes there are of each kind, in the order of KINDS, none left out but those of 0."""
    found = {kind: sum(change.kind == kind for change in diff.changes) for kind in KINDS}
    return {kind: count for kind, count in found.items() if count}


def as_text(diff: Diff, effect: Effect) -> str:
    """For a terminal."""
    lines = [f"{diff.old} -> {diff.new}", *_head(diff)]
    for level, changes in _by_level(diff):
        lines += ["", f"{LEVELS[level]}:", *(f"  {line(change)}" for change in changes)]
    if diff.changes:
        lines += ["", "Effect on scores:", *(f"  {one}" for one in effect_lines(effect))]
    if diff.disputed:
        lines += ["", "To be mended in releases/changes/next.yaml:", *(f"  {one}" for one in diff.disputed)]
    return "\n".join(lines)


def as_markdown(diff: Diff, effect: Effect) -> str:
    """For a comment below a pull request."""
    lines = [f"### What changes in meaning: {diff.old} to {diff.new}", "", *_head(diff)]
    for level, changes in _by_level(diff):
        lines += ["", f"**{LEVELS[level]}**", "", *(f"- {_markdown(line(change))}" for change in changes)]
    if diff.changes:
        lines += ["", "**Effect on scores**", "", *(f"- {_markdown(one)}" for one in effect_lines(effect))]
    if diff.disputed:
        lines += ["", "**To be mended in `releases/changes/next.yaml`**", ""]
        lines += [f"- {_markdown(one)}" for one in diff.disputed]
    return "\n".join(lines)


def _markdown(text: str) -> str:
    """Take all meaning from signs: an editor's text must not become markup, a mention or a link."""
    signs = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "@": "@\u200b"}
    text = "".join(signs.get(sign, sign) for sign in text)
    return "".join(f"\\{sign}" if sign in "\\`*_[]|#~!" else sign for sign in text)


def _head(diff: Diff) -> list[str]:
    if not diff.changes:
        return ["Nothing changed in meaning."]
    told = ", ".join(f"{count} {kind}" for kind, count in counts(diff).items())
    number = {"major": "first", "minor": "second", "patch": "third"}[diff.level or "patch"]
    return [f"{told}. {LEVELS[diff.level or 'patch']}: the {number} part of the release number goes up."]


def _by_level(diff: Diff) -> Iterator[tuple[str, list[Change]]]:
    for level in LEVELS:
        changes = [change for change in diff.changes if change.level == level]
        if changes:
            yield level, changes


def line(change: Change) -> str:
    """One change in one line: "strengthened: Mark Leaf, minimum: 80% -> 82%"."""
    return line_of(plain_change(change))


def line_of(change: Mapping[str, Any]) -> str:
    """The same for a change as `plain_change` gives it, or as a change record keeps it."""
    facet, before, after = change.get("facet", ""), change.get("before"), change.get("after")
    text = f"{change['kind']}: {change['title']}"
    if facet:
        text += f", {facet}"
    if change["kind"] == "moved":
        text += f" ({_id(before)} is now {_id(after)})"
    elif before is not None and after is not None:
        text += f": {before} -> {after}"
    elif before is not None or after is not None:
        text += f": {'new' if before is None else 'was'}: {after if before is None else before}"
    return f"{text} ({change['note']})" if change.get("note") else text


def _id(target: str | None) -> str:
    return (target or "").partition(":")[2] or (target or "")


def effect_lines(effect: Effect) -> list[str]:
    """The effect in sentences, the sharpest example last."""
    if not effect.any:
        total = sum(one.count for one in effect.sets)
        told = [f"None of {total:,} made-up services has another score or outcome."]
        opened = sum(one.open_outcome for one in effect.sets)
        return [*told, f"{opened} have a range until new items are answered."] if opened else told
    told = [_set_line(one) for one in effect.sets]
    sharpest = effect.sharpest
    return [*told, f"Sharpest example, {_example_line(sharpest)}"] if sharpest else told


def _set_line(one: SetEffect) -> str:
    text = (
        f"Of {one.count:,} {_SETS[one.name]}, {one.other_overall:,} have another overall score "
        f"({one.up:,} higher, {one.down:,} lower), {one.other_outcome:,} another outcome."
    )
    if one.other_overall:
        text += f" Mean shift {points(one.mean_shift)}, largest {points(one.largest, sign=True)}."
    if one.open_outcome:
        text += f" For {one.open_outcome:,} the outcome is open until new items are answered."
    return text


def _example_line(example: Example) -> str:
    return (
        f"{example.name}: {_range(example.before_low, example.before_high)}, {_outcome(example.before)}, "
        f"becomes {_range(example.after_low, example.after_high)}, {_outcome(example.after)}."
    )


def points(value: Fraction, *, sign: bool = False) -> str:
    """Return a shift as people read it; a small one is never shown as none."""
    size = abs(value)
    text = "under 0.1" if 0 < size < Fraction(1, 10) else shown(size)
    if sign and value:
        text = f"{'up' if value > 0 else 'down'} {text}"
    return f"{text} percentage points"


def _range(low: Fraction, high: Fraction) -> str:
    return f"{shown(low)}%" if low == high else f"{shown(low)}% to {shown(high)}%"


def _outcome(outcome: Any) -> str:
    words = ["no mark" if end == "none" else end for end in (outcome.low, outcome.high)]
    return words[0] if words[0] == words[1] else f"{words[0]} to {words[1]}"
