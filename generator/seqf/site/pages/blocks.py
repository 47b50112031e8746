"""Generated blocks: what a chapter may ask for with a line `{{ block NAME }}`, and what each is made from.

The template of a block is `blocks/NAME.html.j2`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from seqf.errors import Location, Problem
from seqf.model import Chapter

_LINE = re.compile(r"^\{\{\s*block\s+([a-z0-9-]+)\s*\}\}[ \t]*$", re.MULTILINE)

# name -> the document that it is made from, and the key in it; sections and marks always exist
BLOCKS = {
    "sections": (),
    "kpis": (),
    "marks": (),
    "values": ("values",),
    "stages": ("model",),
    "smart": ("model", "action_plans"),
    "standards": ("standards",),
    "expectations": ("commissioning",),
    "delivery-fee": ("commissioning",),
    "training-questions": ("commissioning",),
    "support": ("commissioning",),
    "contract-kpis": ("commissioning",),
    "tender-sets": ("tender",),
    "assessment-steps": ("external-assessment",),
    "internships": ("provision",),
    "resources": ("resources",),
}


def blocks_in(markdown: str) -> list[str]:
    """Return the names of the blocks that a text asks for, in order."""
    return _LINE.findall(markdown)


def shown_in(chapters: Iterable[Chapter]) -> dict[str, str]:
    """Return the address of the chapter that shows each block; the last one, where several do."""
    return {name: f"/guide/{chapter.id}/" for chapter in chapters for name in blocks_in(chapter.markdown)}


def split_at_blocks(markdown: str) -> list[tuple[str, str]]:
    """Return a text's parts in order: ("text", Markdown) or ("block", name)."""
    pieces = _LINE.split(markdown)
    kinds = ("text", "block")
    return [(kinds[n % 2], piece) for n, piece in enumerate(pieces) if piece.strip()]


def block_problems(path: str, markdown: str, data: Mapping[str, Any]) -> Iterator[Problem]:
    """Yield a problem for each block that does not exist, or that the framework has no data for."""
    for found in _LINE.finditer(markdown):
        place = Location(path, markdown.count("\n", 0, found.start()) + 1, 1)
        name = found[1]
        if name not in BLOCKS:
            known = ", ".join(sorted(BLOCKS))
            yield Problem(place, f"there is no block '{name}'; the blocks are {known}", "unknown-block")
        elif not _has(BLOCKS[name], data):
            wanted = " with ".join((f"{BLOCKS[name][0]}.yaml", *BLOCKS[name][1:]))
            message = f"the block '{name}' is made from {wanted}, which this framework does not have"
            yield Problem(place, message, "empty-block")


def _has(keys: tuple[str, ...], data: Mapping[str, Any]) -> bool:
    found: Any = data
    for key in keys:
        found = (found or {}).get(key)
    return bool(found)
