"""Every number says where it comes from."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from seqf.errors import Location, Problem
from seqf.reading.documents import Document, Sources
from seqf.text.nodes import Mapping, Path, Scalar, around, walk


def number_source(sources: Sources) -> Iterator[Problem]:
    """A number stands in a record with a source, or inside one."""
    for document in sources.documents.values():
        if document.typed is None:
            continue
        told: set[Location] = set()
        for path, number in sources.validator.numbers(document.kind, document.node):
            holders = around(document.node, path)
            if any(holder.get("source") for holder in holders):
                continue
            home = _home(sources, document, path)
            if home.location in told:
                continue
            told.add(home.location)
            if any(holder.text("ours") == "true" for holder in holders):
                message = (
                    f"the number {number.text} stands in a text of our own; numbers come from a source "
                    "document, so "
                    "replace `ours: true` by a line `source: …`"
                )
            else:
                message = (
                    f"nothing says where the number {number.text} comes from; add a line `source: …` to "
                    "this record"
                )
            yield Problem(number.location, message, "number-source")


def _home(sources: Sources, document: Document, path: Path) -> Mapping:
    """The innermost record around a number that may carry a source."""
    holders = around(document.node, path)
    keyed = [length for length in range(len(path)) if isinstance(path[length], str)]
    for holder, length in reversed(list(zip(holders, keyed, strict=True))):
        if "source" in sources.validator.known_keys(document.kind, path[:length], document.node):
            return holder
    return holders[0]


def source_document(sources: Sources) -> Iterator[Problem]:
    """A source names one of the framework's source documents."""
    framework = sources.fit("framework")
    if not framework or not isinstance(framework.node, Mapping):
        return
    known = [record.text("id") or "" for record in framework.node.records("sources")]
    for document in sources.documents.values():
        if document.typed is None:
            continue
        for path, node in walk(document.node):
            named = path[-1:] == ("source",) or path[-2:-1] == ("source",)
            if named and isinstance(node, Scalar) and node.text:
                name = node.text.split(",")[0]
                if name not in known:
                    message = (
                        f"there is no source document '{name}'; framework.yaml lists {' and '.join(known)}"
                    )
                    yield Problem(node.location, message, "source-document")


def figure_value(sources: Sources) -> Iterator[Problem]:
    """A figure has a value, or both ends of a range in order."""
    for document in sources.documents.values():
        if document.typed is None:
            continue
        for path, node in walk(document.node):
            if path[-2:-1] == ("figures",) and isinstance(node, Mapping):
                message = _wrong_figure(node)
                if message:
                    yield Problem(node.location, f"the figure '{node.text('id')}' {message}", "figure-value")


def _wrong_figure(figure: Mapping) -> str | None:
    given = [key for key in ("value", "from", "to") if figure.text(key) is not None]
    if given == ["from", "to"]:
        ends = [Fraction(figure.text(key) or 0) for key in given]
        return "runs from its higher end to its lower; turn the two around" if ends[0] >= ends[1] else None
    return None if given == ["value"] else "needs either a `value`, or both `from` and `to`"


RULES = (number_source, source_document, figure_value)
