"""What changed: the page of all releases."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from seqf.changes.history import History
from seqf.changes.telling import plain_change
from seqf.changes.words import LEVELS, is_prose, level_of, sentence
from seqf.site.pages.page import HOME, Page
from seqf.site.pages.retired import Fate

_ADDRESS = "/changes/"


def changes_page(facts: Mapping[str, Any], history: History, gone: Mapping[str, Fate]) -> Page:
    """Return the page: what is being changed now, then every release, newest first.

    gone: what became of records that are no longer there; a change of one leads to where that is told.
    """
    releases = []
    for release in reversed(history.releases):
        record = release.record
        releases.append(
            {
                "version": release.version,
                "date": record.get("date", ""),
                "level": LEVELS.get(record.get("level", ""), ""),
                "summary": record.get("summary", ""),
                "groups": _groups(record.get("changes", ()), facts, gone),
                "effect": record.get("effect", ()),
            }
        )
    pending = None
    if history.pending:
        diff = history.pending.diff
        pending = {
            "since": diff.old,
            "summary": diff.declared.summary,
            "groups": _groups([plain_change(change) for change in diff.changes], facts, gone),
            "effect": history.pending.effect,
        }
    return Page(
        address=_ADDRESS,
        title="Changes and releases",
        description="The state of this edition, and what changed from release to release.",
        template="changes.html.j2",
        context={"facts": facts, "releases": releases, "pending": pending},
        navigation=_ADDRESS,
        trail=(HOME,),
    )


def _groups(changes: Any, facts: Mapping[str, Any], gone: Mapping[str, Fate]) -> list[dict[str, Any]]:
    """Return changes by how far they reach: level, title, lines."""
    groups = []
    for level, title in LEVELS.items():
        lines = [_line(change, facts, gone) for change in changes if level_of(change) == level]
        if lines:
            groups.append({"level": level, "title": title, "lines": lines})
    return groups


def _line(change: Mapping[str, Any], facts: Mapping[str, Any], gone: Mapping[str, Fate]) -> dict[str, Any]:
    moved = change["kind"] == "moved" and change["before"] == change["target"]
    link = facts["links"].get(change["after"] if moved else change["target"])
    wording = change["kind"] in ("wording", "clarified") or is_prose(change)
    address = link.address if link and link.address.startswith("/") else ""
    if not address and change["target"] in gone:
        address = gone[change["target"]].addresses[0]  # says what became of it
    return {
        "name": change["title"],
        "address": address,
        "what": sentence(change),
        "before": change.get("before", "") if wording else "",
        "after": change.get("after", "") if wording else "",
        "note": change.get("note", ""),
    }
