"""The guide: its index, its chapters, and the pages written as Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from seqf.model import Framework
from seqf.site import markup
from seqf.site.pages.blocks import split_at_blocks
from seqf.site.pages.page import HOME, Link, Page

INDEX = Link(title="Guide", address="/guide/")
_DESCRIPTION = 160  # letters that search engines show


def guide_pages(framework: Framework, facts: dict[str, Any]) -> Iterator[Page]:
    """Yield the index and a page for each chapter, in the guide's order; nothing where there is no guide."""
    guide = facts["guide"]
    if not guide:
        return
    parts = {part["id"]: part for part in guide["parts"]}
    summaries = {chapter["id"]: chapter for part in guide["parts"] for chapter in part["chapters"]}
    yield Page(
        address=INDEX.address,
        title=guide["title"],
        description=guide.get("summary") or _shortened(" ".join(part["summary"] for part in guide["parts"])),
        template="guide.html.j2",
        context={"guide": guide, "facts": facts},
        navigation=INDEX.address,
        trail=(HOME,),
        source="guide.yaml",
    )
    chapters = [
        (chapter, Link(title=f"{chapter.id} {chapter.title}", address=f"/guide/{chapter.id}/"))
        for chapter in framework.chapters
    ]
    for n, (chapter, link) in enumerate(chapters):
        part = parts[chapter.part]
        pieces, headings = _pieces(chapter.markdown, facts["links"])
        yield Page(
            address=link.address,
            title=link.title,
            description=summaries[chapter.id]["summary"],
            template="chapter.html.j2",
            context={
                "chapter": summaries[chapter.id],
                "part": part,
                "siblings": [other for record, other in chapters if record.part == chapter.part],
                "pieces": pieces,
                "headings": headings,
                "before": chapters[n - 1][1] if n else None,
                "after": chapters[n + 1][1] if n + 1 < len(chapters) else None,
                "facts": facts,
            },
            navigation=INDEX.address,
            trail=(HOME, INDEX),
            source=chapter.path,
            about=chapter.id,
        )


def prose_pages(framework: Framework, facts: dict[str, Any]) -> Iterator[Page]:
    """Yield a page for each Markdown file under pages/; the one about the framework always exists."""
    fronts = framework.data.get("pages") or {}
    for name in sorted({*framework.prose, "about"}):
        pieces, headings = _pieces(framework.prose.get(name, ""), facts["links"])
        front = fronts.get(name) or {
            "title": "About the framework",
            "description": "Who keeps it and on which terms.",
        }
        yield Page(
            address=f"/{name}/",
            title=front["title"],
            description=front["description"],
            template="about.html.j2" if name == "about" else "prose.html.j2",
            context={"pieces": pieces, "headings": headings, "facts": facts},
            navigation=f"/{name}/",
            trail=(HOME,),
            source=f"pages/{name}.md" if name in framework.prose else None,
        )


def _shortened(text: str) -> str:
    """Return as many whole sentences as a description has room for."""
    return text if len(text) <= _DESCRIPTION else text[:_DESCRIPTION].rsplit(". ", 1)[0].rstrip(".") + "."


def _pieces(markdown: str, links: Mapping[str, Link]) -> tuple[list[dict[str, Any]], list[Any]]:
    """Return a text as pieces of HTML and names of blocks in order, and its second-level headings."""
    pieces: list[dict[str, Any]] = []
    headings: list[Any] = []
    for kind, piece in split_at_blocks(markdown):
        if kind == "block":
            pieces.append({"kind": "block", "name": piece})
            continue
        document = markup.render(piece, links)
        pieces.append({"kind": "text", "html": document.html})
        headings += document.headings
    return pieces, headings
