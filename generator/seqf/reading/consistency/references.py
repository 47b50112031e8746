"""References: whatever a file refers to exists, and files that belong together agree."""

from __future__ import annotations

from collections.abc import Iterator

from seqf.errors import Location, Problem
from seqf.reading.consistency.targets import Targets
from seqf.reading.documents import Sources
from seqf.reading.schemamessages import nearest
from seqf.text.nodes import Mapping, Scalar, walk
from seqf.text.prose import SCHEMES

# key -> the kind of thing that its value, or each entry of its list, refers to
_KEYS = {
    "awarded_by": "organisation",
    "chapter": "chapter",
    "chapters": "chapter",
    "criteria": "item",
    "current_process": "resource",
    "held_by": "organisation",
    "items": "item",
    "keeper": "organisation",
    "marks": "mark",
    "organisation": "organisation",
    "page": "page",
    "pages": "page",
    "questions": "question",
    "resource": "resource",
    "section": "section",
    "sections": "section",
    "stage": "stage",
    "standards": "standard",
    "values": "value",
}


def unknown_reference(sources: Sources) -> Iterator[Problem]:
    """A reference by id names something that exists."""
    targets = Targets(sources)
    for document in sources.documents.values():
        if document.typed is None:
            continue
        for path, node in walk(document.node):
            if not isinstance(node, Scalar) or not node.text:
                continue
            key = path[-1] if path and isinstance(path[-1], str) else path[-2] if len(path) > 1 else ""
            if key == "see":
                yield from link_problems(node.text, node.location, targets)
            elif key in _KEYS:
                yield from _reference(_KEYS[str(key)], node.text, node.location, targets)


def link_problems(target: str, place: Location, targets: Targets) -> Iterator[Problem]:
    """Yield what is wrong with a link inside the site, such as `item:A1`."""
    kind, _, name = target.partition(":")
    if kind not in SCHEMES:
        near = nearest(kind, SCHEMES)
        hint = f"did you mean '{near}:'?" if near else f"links begin with one of: {', '.join(SCHEMES)}"
        yield Problem(place, f"there is no kind of link '{kind}:'; {hint}", "unknown-reference")
        return
    yield from _reference(kind, name, place, targets)


def _reference(kind: str, name: str, place: Location, targets: Targets) -> Iterator[Problem]:
    if not targets.is_known(kind):
        return
    address = name.split("#")[0] if kind == "page" else name
    if address not in targets.ids(kind):
        near = nearest(address, sorted(targets.ids(kind)))
        hint = f"; did you mean '{near}'?" if near else ""
        yield Problem(place, f"there is no {kind} '{name}'{hint}", "unknown-reference")


def duplicate_targets(sources: Sources) -> Iterator[Problem]:
    """Questions and chapters have ids of their own across all lists, as links point at them."""
    targets = Targets(sources)
    for kind in ("question", "chapter"):
        first: dict[str, Location] = {}
        lists: dict[str, Location] = {}
        for target in targets.all(kind):
            if target.id in first and lists[target.id] != target.list_place:
                message = (
                    f"the {kind} {target.id} stands already in line {first[target.id].line}; give each "
                    "its own id"
                )
                yield Problem(target.place, message, "duplicate-id")
            first.setdefault(target.id, target.place)
            lists.setdefault(target.id, target.list_place)


def chapter_files(sources: Sources) -> Iterator[Problem]:
    """Every chapter of the guide has its file, and every file its chapter."""
    targets = Targets(sources)
    if not targets.is_known("chapter"):
        return
    for chapter in targets.all("chapter"):
        if chapter.id not in sources.chapters and f"guide/{chapter.id}" not in sources.unreadable:
            message = (
                f"the chapter {chapter.id} has no text; write guide/{chapter.id}.md, or delete the "
                "chapter here"
            )
            yield Problem(chapter.place, message, "chapter-file")
    for name, file in sources.chapters.items():
        if name not in targets.ids("chapter"):
            message = f"guide.yaml lists no chapter {name}; add it there, or delete this file"
            yield Problem(Location(file.path, 1, 1), message, "chapter-file")


def stages_and_sections(sources: Sources) -> Iterator[Problem]:
    """A stage and the section that scores it name each other."""
    model = sources.fit("model")
    if not model or not isinstance(model.node, Mapping):
        return
    sections = {section.name.split("/")[1]: section.node for section in sources.sections()}
    for stage in model.node.records("stages"):
        section = sections.get(stage.text("section") or "")
        if isinstance(section, Mapping) and section.text("stage") not in (None, stage.text("id")):
            message = (
                f"section {section.text('id')} belongs to the stage '{section.text('stage')}', "
                f"but '{stage.text('id')}' names it too; mend one of the two"
            )
            yield Problem(stage.place("section"), message, "stage-section")


def interpretation_effects(sources: Sources) -> Iterator[Problem]:
    """An effect is computed once, and an open question has one computed reading at most."""
    document = sources.fit("interpretations")
    if not document or not isinstance(document.node, Mapping):
        return
    first: dict[str, str] = {}
    for record in document.node.records("interpretations"):
        own = record.text("id") or ""
        effects = [reading for reading in record.records("readings") if reading.get("effect")]
        for position, reading in enumerate(effects):
            effect = reading.text("effect") or ""
            if effect in first:
                message = (
                    f"the effect {effect} is computed for '{first[effect]}' already; an effect stands once"
                )
                yield Problem(reading.place("effect"), message, "reading-effect")
            elif position:
                message = f"'{own}' has a computed reading already; give this one a question of its own"
                yield Problem(reading.place("effect"), message, "reading-effect")
            first.setdefault(effect, own)


def interpretation_touches(sources: Sources) -> Iterator[Problem]:
    """Readers meet every open question somewhere."""
    document = sources.fit("interpretations")
    if not document or not isinstance(document.node, Mapping):
        return
    for record in document.node.records("interpretations"):
        touches = record.record("touches")
        if touches and not any(touches.texts(entry.key) for entry in touches.entries):
            message = (
                f"no page links to '{record.text('id')}'; name at least one item, chapter, standard or "
                "page here"
            )
            yield Problem(record.place("touches"), message, "interpretation-touches")


RULES = (
    unknown_reference,
    duplicate_targets,
    chapter_files,
    stages_and_sections,
    interpretation_effects,
    interpretation_touches,
)
