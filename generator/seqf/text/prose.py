"""Markdown as editors write it: which links it holds, and where HTML crept in. Renders nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

SCHEMES = (
    "item",
    "section",
    "chapter",
    "standard",
    "value",
    "mark",
    "question",
    "interpretation",
    "term",
    "resource",
    "page",
)

_CODE = re.compile(
    r"^(?P<fence>```+|~~~+).*?^(?P=fence)[`~]*[ \t]*$|(?P<ticks>`+).*?(?P=ticks)", re.MULTILINE | re.DOTALL
)
_LINK = re.compile(r"\[[^\]]*\]\(\s*<?([^)\s>]*)")
_AUTOLINK = re.compile(r"<([a-z][a-z0-9+.-]*:[^>\s]*|[^@>\s]+@[^@>\s]+)>", re.IGNORECASE)
_DEFINITION = re.compile(r"^ {0,3}\[[^\]]+\]:\s*(\S+)", re.MULTILINE)
_HTML = re.compile(r"<(?:/?[A-Za-z][^<>]*>|!--|\?|!\[CDATA\[)|&(?:#\d+|#x[0-9a-fA-F]+|[A-Za-z]+);")


@dataclass(frozen=True, slots=True)
class Found:
    """Something in a text: where it begins (from 0) and what stands there."""

    offset: int
    text: str


def links(markdown: str) -> Iterator[Found]:
    """Yield the target of every link, such as `item:A1` or an address on the web."""
    bare = without_code(markdown)
    for pattern in (_LINK, _AUTOLINK, _DEFINITION):
        for found in pattern.finditer(bare):
            yield Found(found.start(1), found[1])


def html(markdown: str) -> Iterator[Found]:
    """Yield every tag, comment and character entity."""
    bare = _AUTOLINK.sub(lambda found: " " * len(found[0]), without_code(markdown))
    for found in _HTML.finditer(bare):
        yield Found(found.start(), found[0])


def without_code(markdown: str) -> str:
    """Return the text with code blanked out, every other character in its place."""
    return _CODE.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), markdown)
