"""Markdown -> HTML that holds nothing but what Markdown can say.

HTML in a text is printed as the letters that it is made of. A link goes to a known target or becomes plain
text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Protocol
from xml.etree.ElementTree import Element

import markdown
from markdown.treeprocessors import Treeprocessor

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_BLOCK = re.compile(r"<(?:ul|ol|table|pre|blockquote|hr|h[1-6])\b")
_LISTED = "h2"  # headings of this level make the contents of a page


class Link(Protocol):
    """Where a link target stands."""

    @property
    def address(self) -> str:
        """Return the address from the root of the site, or a whole address elsewhere."""


@dataclass(frozen=True, slots=True)
class Heading:
    """One heading of the second level."""

    id: str
    title: str  # plain text


@dataclass(frozen=True, slots=True)
class Document:
    """A rendered text."""

    html: str
    headings: tuple[Heading, ...]


def render(text: str, links: Mapping[str, Link]) -> Document:
    """Return Markdown as HTML with its headings.

    `links` maps targets, such as `item:A1`, to where they stand; `page:/calculator/` needs no entry. An
    address elsewhere is kept only where one of the links has it.
    """
    converter, finish = _converter()
    converter.reset()
    finish.links = links
    finish.elsewhere = {link.address for link in links.values()}
    finish.headings = []
    html = converter.convert(text)
    return Document(html, tuple(finish.headings))


def inline(text: str, links: Mapping[str, Link]) -> str:
    """Return a short text as HTML without a paragraph around it; line breaks part those inside."""
    html = render(text, links).html
    paragraphs = html.removeprefix("<p>").removesuffix("</p>")
    return html if _BLOCK.search(paragraphs) else re.sub(r"</p>\s*<p>", "<br><br>", paragraphs)


def slug(title: str, taken: set[str]) -> str:
    """Return an id for a heading: its words in small letters, with a number where that is taken."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    base = re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "")).strip("-") or "part"
    found, number = base, 2
    while found in taken:
        found, number = f"{base}-{number}", number + 1
    taken.add(found)
    return found


@cache
def _converter() -> tuple[markdown.Markdown, _Finish]:
    """The one converter; building it takes longer than a page."""
    converter = markdown.Markdown(extensions=["tables", "sane_lists"], output_format="html")
    converter.preprocessors.deregister("html_block")
    for pattern in ("html", "image_link", "image_reference", "short_image_ref"):
        converter.inlinePatterns.deregister(pattern)
    finish = _Finish(converter)
    converter.treeprocessors.register(finish, "finish", -10)  # after the inline patterns have made the links
    return converter, finish


class _Finish(Treeprocessor):
    """Resolves links, gives headings their ids and header cells their scope."""

    links: Mapping[str, Link]
    elsewhere: set[str]
    headings: list[Heading]

    def run(self, root: Element) -> None:
        """Change the tree in place."""
        taken: set[str] = set()
        for element in root.iter():
            if element.tag == "a":
                self._resolve(element)
            elif element.tag in _HEADINGS:
                title = "".join(element.itertext())
                element.set("id", slug(title, taken))
                if element.tag == _LISTED:
                    self.headings.append(Heading(element.get("id", ""), title))
            elif element.tag == "th":
                element.set("scope", "col")

    def _resolve(self, link: Element) -> None:
        target = _unescaped(link.get("href", ""))
        address = None
        if target in self.links:
            address = self.links[target].address
        elif target.startswith("page:/") and not target.startswith("page://"):
            address = target.removeprefix("page:")
        elif target in self.elsewhere and re.match(r"https?://|mailto:", target):
            address = target
        link.attrib.clear()
        if address is None:
            link.tag = "span"
        else:
            link.set("href", address)


def _unescaped(address: str) -> str:
    """An address as it was typed: the converter hides letters of a mail address as entities."""
    hidden = re.sub(r"\x02amp\x03#(\d+);|&#(\d+);", lambda found: chr(int(found[1] or found[2])), address)
    return hidden.replace("\x02amp\x03", "&")
