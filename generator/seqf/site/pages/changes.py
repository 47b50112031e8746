"""What changed: the page of all releases, and a page for each id that is no longer in use."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from seqf.changes.history import History
from seqf.changes.telling import plain_change
from seqf.changes.words import LEVELS, is_prose, level_of, sentence
from seqf.site.pages.page import HOME, Link, Page

_ADDRESS = "/changes/"
_CRITERIA = Link(title="Criteria", address="/criteria/")


def changes_page(facts: Mapping[str, Any], history: History) -> Page:
    """Return the page: what is being changed now, then every release, newest first."""
    releases = []
    for release in reversed(history.releases):
        record = release.record
        releases.append(
            {
                "version": release.version,
                "date": record.get("date", ""),
                "level": LEVELS.get(record.get("level", ""), ""),
                "summary": record.get("summary", ""),
                "groups": _groups(record.get("changes", ()), facts),
                "effect": record.get("effect", ()),
            }
        )
    pending = None
    if history.pending:
        diff = history.pending.diff
        pending = {
            "since": diff.old,
            "summary": diff.declared.summary,
            "groups": _groups([plain_change(change) for change in diff.changes], facts),
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


def _groups(changes: Any, facts: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return changes by how far they reach: level, title, lines."""
    groups = []
    for level, title in LEVELS.items():
        lines = [_line(change, facts) for change in changes if level_of(change) == level]
        if lines:
            groups.append({"level": level, "title": title, "lines": lines})
    return groups


def _line(change: Mapping[str, Any], facts: Mapping[str, Any]) -> dict[str, Any]:
    moved = change["kind"] == "moved" and change["before"] == change["target"]
    link = facts["links"].get(change["after"] if moved else change["target"])
    wording = change["kind"] in ("wording", "clarified") or is_prose(change)
    address = link.address if link and link.address.startswith("/") else ""
    if change["target"].startswith("item:") and not address:
        address = f"/criteria/{change['target'].removeprefix('item:')}/"  # says what became of it
    return {
        "name": change["title"],
        "address": address,
        "what": sentence(change),
        "before": change.get("before", "") if wording else "",
        "after": change.get("after", "") if wording else "",
        "note": change.get("note", ""),
    }


def retired_pages(facts: Mapping[str, Any], history: History) -> Iterator[Page]:
    """Yield a page at the old address of each item that was retired or moved: what became of it."""
    lots = _lots(history)
    for id, lot in lots.items():
        if id in facts["item"]:
            continue  # `seqf check` refuses such a framework
        yield Page(
            address=f"/criteria/{id}/",
            title=f"{id}: no longer in use",
            description=f"What became of {id}, which an earlier release of this framework had.",
            template="retired.html.j2",
            context={"facts": facts, "id": id, **lot, "heirs": _heirs(lot["became"], lots, facts)},
            navigation=_CRITERIA.address,
            trail=(HOME, _CRITERIA),
            listed=False,
        )


def _lots(history: History) -> dict[str, dict[str, Any]]:
    """Return by id what became of each item that is gone: title, kind, release, last, note, became."""
    found: dict[str, dict[str, Any]] = {}
    steps: list[tuple[str, str, Any]] = [
        (
            release.version,
            before.version,
            (release.record.get("changes", ()), release.record.get("retired", ())),
        )
        for before, release in zip(history.releases, history.releases[1:], strict=False)
    ]
    if history.pending:
        diff = history.pending.diff
        retired = [{"target": one.target, "became": one.became} for one in diff.declared.retired]
        steps.append((diff.new, diff.old, ([plain_change(change) for change in diff.changes], retired)))
    for version, last, (changes, retired) in steps:
        heirs = {one["target"]: tuple(one.get("became", ())) for one in retired}
        for change in changes:
            target = change["target"]
            moved = change["kind"] == "moved" and change.get("before") == target
            if target.startswith("item:") and (moved or change["kind"] == "retired"):
                found[target.removeprefix("item:")] = {
                    "name": change["title"],
                    "moved": moved,
                    "release": version,
                    "last": last,
                    "note": change.get("note", ""),
                    "became": (change["after"],) if moved else heirs.get(target, ()),
                }
    return found


def _heirs(
    became: tuple[str, ...], lots: Mapping[str, Any], facts: Mapping[str, Any]
) -> list[dict[str, str]]:
    """Return title and address ("" where it has none) of what took its place."""
    found = []
    for target in became:
        id = target.removeprefix("item:")
        item = facts["item"].get(id)
        link = facts["links"].get(target)
        if item:
            title = f"{item['name']}: {item['short_title']}" if item["short_title"] else item["name"]
            found.append({"title": title, "address": item["address"]})
        elif id in lots:
            found.append({"title": f"{id} (no longer in use either)", "address": f"/criteria/{id}/"})
        else:
            found.append({"title": link.title if link else target, "address": link.address if link else ""})
    return found
