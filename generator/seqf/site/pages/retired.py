"""What became of records that an earlier release had: at each old address, nobody finds nothing.

A record with a page of its own keeps a page there. A record that stood on a page among others keeps its `id`
in a list at the end of that page; where the page itself is gone, a page with the list takes its place.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from seqf.changes.history import History
from seqf.changes.telling import plain_change
from seqf.changes.things import Thing, things
from seqf.model import Framework
from seqf.site.pages.page import HOME, Link, Page
from seqf.site.pages.standing import standing

_PARENTS = {
    "item": Link(title="Criteria", address="/criteria/"),
    "section": Link(title="Criteria", address="/criteria/"),
    "chapter": Link(title="Guide", address="/guide/"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fate:
    """What became of one record that is gone."""

    target: str
    name: str  # what it was called, such as "Value 3: Choice"
    moved: bool  # it has another id now
    release: str  # in which it went
    last: str  # the last release with it
    note: str  # an editor's reason, "" where none is given
    became: tuple[str, ...]  # targets that took its place
    addresses: tuple[str, ...]  # where it stood, its own page or link first

    @property
    def id(self) -> str:
        return self.target.partition(":")[2] or self.target.rpartition("/")[2]

    @property
    def scored(self) -> bool:
        """Whether answers of assessments belong to it."""
        return self.target.startswith(("item:", "section:"))

    @property
    def label(self) -> str:
        """What a page about it is called."""
        return self.id if self.target.startswith("item:") else self.name


def fates(framework: Framework, history: History) -> dict[str, Fate]:
    """Return every record that a release had and `framework` has not, by its target.

    framework: the newest state of the history. A record of which its release tells nothing went with the
    record around it, and shares what is told of that.
    """
    states = [(release.version, release.framework) for release in history.releases]
    told = [
        (release.record.get("changes", ()), release.record.get("retired", ())) for release in history.releases
    ]
    if history.pending:
        diff = history.pending.diff
        states.append((diff.new, framework))
        retired = [{"target": one.target, "became": one.became} for one in diff.declared.retired]
        told.append(([plain_change(change) for change in diff.changes], retired))
    found: dict[str, Fate] = {}
    for ((last, before), (release, after)), (changes, retired) in zip(
        pairwise(states), told[1:], strict=True
    ):
        was, now = things(before), things(after)
        stood = standing(before)
        went = {one["target"]: one for one in changes if one["kind"] == "retired" or _renamed(one)}
        heirs = {one["target"]: tuple(one.get("became", ())) for one in retired}
        for target in was:
            if target in now:
                continue
            named = _told_of(target, was, went)
            change = went.get(named, {})
            moved = _renamed(change)
            found[target] = Fate(
                target=target,
                name=was[target].title,
                moved=moved and named == target,
                release=release,
                last=last,
                note=change.get("note", ""),
                became=(change["after"],) if moved else heirs.get(named, ()),
                addresses=stood.get(target, ()),
            )
    return {target: fate for target, fate in found.items() if fate.addresses}


def _renamed(change: Mapping[str, Any]) -> bool:
    return change.get("kind") == "moved" and change.get("before") == change["target"]


def _told_of(target: str, was: Mapping[str, Thing], went: Mapping[str, Any]) -> str:
    """Return the record of which the release tells: this one, or the nearest around it; "" where none."""
    while target and target not in went:
        target = was[target].parent if target in was else ""
    return target


def retired_pages(
    facts: Mapping[str, Any], gone: Mapping[str, Fate], others: Sequence[Page]
) -> Iterator[Page]:
    """Yield a page at each old address where no other page stands, saying what became of what stood there."""
    taken = {page.address for page in others}
    for fate in gone.values():
        own = fate.addresses[0]
        if "#" in own or own in taken:
            continue
        taken.add(own)
        parent = _PARENTS.get(fate.target.partition(":")[0])
        yield Page(
            address=own,
            title=f"{fate.label}: no longer in use",
            description=f"What became of {fate.label}, which an earlier release of this framework had.",
            template="retired.html.j2",
            context={"facts": facts, "fate": fate, "heirs": heirs_of(fate, gone, facts)},
            navigation=parent.address if parent else "",
            trail=(HOME, parent) if parent else (HOME,),
            listed=False,
        )
    for address in dict.fromkeys(one.partition("#")[0] for fate in gone.values() for one in fate.addresses):
        if address not in taken:
            what = address.strip("/").rpartition("/")[2].replace("-", " ").capitalize()
            yield Page(
                address=address,
                title=f"{what}: no longer in use",
                description=f"What became of the page {what}, which an earlier release had.",
                template="gone.html.j2",
                context={"facts": facts},
                trail=(HOME,),
                listed=False,
            )


def notices(facts: Mapping[str, Any], gone: Mapping[str, Fate]) -> dict[str, tuple[dict[str, Any], ...]]:
    """Return by the address of a page what no longer stands on it: fragment, fate and heirs of each."""
    found: dict[str, list[dict[str, Any]]] = {}
    for fate in gone.values():
        for address in fate.addresses:
            page, mark, fragment = address.partition("#")
            if mark:
                entry = {"fragment": fragment, "fate": fate, "heirs": heirs_of(fate, gone, facts)}
                found.setdefault(page, []).append(entry)
    return {page: tuple(entries) for page, entries in found.items()}


def heirs_of(fate: Fate, gone: Mapping[str, Fate], facts: Mapping[str, Any]) -> list[dict[str, str]]:
    """Return title and address ("" where it has none) of what took a record's place."""
    found = []
    for target in fate.became:
        item = facts["item"].get(target.removeprefix("item:"))
        link = facts["links"].get(target)
        if item:
            title = f"{item['name']}: {item['short_title']}" if item["short_title"] else item["name"]
            found.append({"title": title, "address": item["address"]})
        elif target in gone:
            heir = gone[target]
            found.append({"title": f"{heir.label} (no longer in use either)", "address": heir.addresses[0]})
        else:
            found.append({"title": link.title if link else target, "address": link.address if link else ""})
    return found
