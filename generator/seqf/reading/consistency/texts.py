"""Texts for people: figures come from the data, links lead somewhere, and only Markdown stands in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from seqf.errors import Location, Problem
from seqf.reading.consistency.references import link_problems
from seqf.reading.consistency.targets import Targets
from seqf.reading.documents import Sources
from seqf.reading.figures import Figures, numbers_in_prose
from seqf.text.nodes import Mapping, Path, Scalar, walk
from seqf.text.prose import html, links
from seqf.text.sourcetext import place, place_inside


@dataclass(frozen=True, slots=True)
class Text:
    """One text for people, wherever it stands."""

    text: str
    place: Callable[[int], Location]  # of the character at an offset
    around: tuple[Any, ...]  # the records that hold it, the innermost last
    is_page: bool  # a whole Markdown file, which may hold blocks
    is_prose: bool  # sentences; otherwise a name or a label, in which numbers may stand


def texts(sources: Sources) -> Iterator[Text]:
    """Yield every text of the files that fit their schemas, and every Markdown file."""
    for document in sources.documents.values():
        if document.typed is None:
            continue
        prose = {path for path, _ in sources.validator.prose(document.kind, document.node)}
        for path, node in walk(document.node):
            if isinstance(node, Scalar) and node.text and (path in prose or "{{" in node.text):
                yield Text(
                    node.text,
                    _inside(document.text, node),
                    tuple(_around(document.typed, path)),
                    False,
                    path in prose,
                )
    for file in (*sources.chapters.values(), *sources.pages.values()):
        yield Text(file.body, _in_file(file.text, file.body_at, file.path), (), True, True)


def _inside(source: str, node: Scalar) -> Callable[[int], Location]:
    return lambda offset: place_inside(source, node.location, node.text or "", offset)


def _in_file(source: str, start: int, path: str) -> Callable[[int], Location]:
    return lambda offset: place(source, start + offset, path)


def _around(value: Any, path: Path) -> Iterator[Any]:
    for step in path:
        if isinstance(value, dict):
            yield value
        value = value[step]


def texts_hold(sources: Sources) -> Iterator[Problem]:
    """Every text keeps the rules below; each text is looked at once."""
    unknown = frozenset(name.split("/")[0] for name in (*sources.unreadable, *sources.misshapen()))
    values = {name: value for name, value in sources.values().items() if name not in unknown}
    figures = Figures(values, unknown)
    targets, addresses = Targets(sources), _addresses(sources)
    for text in texts(sources):
        yield from figures_exist(text, figures)
        yield from numbers_come_from_data(text)
        yield from markdown_alone(text)
        yield from links_lead_somewhere(text, targets, addresses)


def figures_exist(text: Text, figures: Figures) -> Iterator[Problem]:
    """A placeholder names a value that exists."""
    for slip in figures.fill(text.text, text.around, blocks=text.is_page)[1]:
        yield Problem(text.place(slip.offset), slip.message, slip.rule)


def numbers_come_from_data(text: Text) -> Iterator[Problem]:
    """No number is typed into a sentence: the same number would stand in two places."""
    if text.is_prose:
        for slip in numbers_in_prose(text.text):
            yield Problem(text.place(slip.offset), slip.message, slip.rule)


def markdown_alone(text: Text) -> Iterator[Problem]:
    """Texts are Markdown; HTML would not be printed."""
    told: set[int] = set()
    for found in html(text.text):
        at = text.place(found.offset)
        if at.line not in told:  # an opening and a closing tag on a line are one mistake
            told.add(at.line)
            message = (
                f"HTML such as {found.text} is not allowed in texts; write Markdown, "
                "as in **strong** or [words](link)"
            )
            yield Problem(at, message, "raw-html")


def links_lead_somewhere(text: Text, targets: Targets, addresses: set[str] | None) -> Iterator[Problem]:
    """A link leads to something: inside the site by its kind and id, outside by a known resource."""
    for found in links(text.text):
        at = text.place(found.offset)
        if found.text.startswith(("http://", "https://", "mailto:")):
            if addresses is not None and found.text not in addresses:
                message = (
                    f"no resource has the address {found.text}; add it to resources.yaml, "
                    "or link as resource:ID"
                )
                yield Problem(at, message, "unknown-address")
        elif ":" in found.text:
            yield from link_problems(found.text, at, targets)
        else:
            message = (
                f"the link '{found.text}' leads nowhere; write a kind and an id, "
                "as in page:/calculator/ or item:ID"
            )
            yield Problem(at, message, "unknown-reference")


def _addresses(sources: Sources) -> set[str] | None:
    """The addresses of all resources, None where their file could not be read."""
    document = sources.documents.get("resources")
    if "resources" in sources.unreadable or (document and not document.is_shaped):
        return None
    records = document.node.records("resources") if document and isinstance(document.node, Mapping) else []
    found = {record.text("address") or "" for record in records}
    return found | {f"mailto:{record.text('email')}" for record in records if record.text("email")}


RULES = (texts_hold,)
