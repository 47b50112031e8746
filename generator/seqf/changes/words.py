"""Changes in plain words, for people who read a page and not a report."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

LEVELS = {
    "major": "Can change scores or marks",
    "minor": "Changes content",
    "patch": "Changes words only",
}


def level_of(change: Mapping[str, Any]) -> str:
    """Return major, minor or patch for a change as a record keeps it."""
    if change["scored"]:
        return "major"
    return "patch" if change["kind"] in ("wording", "clarified") else "minor"


def sentence(change: Mapping[str, Any]) -> str:
    """Return what happened, after the name of what it happened to: "asks for more: minimum was 80, is 82"."""
    facet = change.get("facet", "").replace("/", ", ")
    before, after = change.get("before"), change.get("after")
    ends = f"{facet}: {before} before, {after} now" if before and after and not is_prose(change) else facet
    match change["kind"]:
        case "added":
            return "is new"
        case "retired":
            return "was retired"
        case "moved" if change["before"] == change["target"]:
            return f"is now {_id(change['after'])}; it was {_id(change['before'])}"
        case "moved":
            return f"now stands in {_id(change['after'])}; it stood in {_id(change['before'])}"
        case "re-weighted":
            return f"has another weight: {before} before, {after} now"
        case "strengthened":
            return f"asks for more: {ends}"
        case "weakened":
            return f"asks for less: {ends}"
        case "clarified":
            return "says the same in clearer words"
        case "wording":
            return "has other words" + (f" ({facet})" if facet not in ("", "text") else "")
    return f"is another: {ends}"


def is_prose(change: Mapping[str, Any]) -> bool:
    """Whether a change is shown as two texts, one below the other, and not inside a sentence."""
    texts = (change.get("before") or "", change.get("after") or "")
    return (
        all(texts)
        and any(text.endswith((".", "?", "!")) or len(text) > 60 for text in texts)
        and (change.get("facet") != "thresholds")
    )


def _id(target: str) -> str:
    return target.partition(":")[2] or target
