"""The finished site as a browser reads it: dead links, ids and titles used twice, pictures without a text."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Collection, Container, Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import unquote, urlsplit

from seqf.errors import Location, Problem


def check(files: Mapping[str, bytes], editions: Collection[str] = ()) -> list[Problem]:
    """Return what is wrong with the finished files, sorted by place.

    `editions` are the folders that hold other editions of the same pages, such as "v/1.0.0/": a title may
    stand once in each.
    Addresses of other sites are not visited. A title that two pages share is reported at both.
    """
    pages = {path: _read(content) for path, content in files.items() if path.endswith(".html")}
    ids = {path: {name for name, _ in page.ids} for path, page in pages.items()}
    problems = []
    for path, page in pages.items():
        problems += _repeated_ids(path, page)
        problems += _pictures(path, page)
        problems += _links(path, page, files, ids)
    apart: dict[str, dict[str, _PageReader]] = {}
    for path, page in pages.items():
        edition = next((folder for folder in editions if path.startswith(folder)), "")
        apart.setdefault(edition, {})[path] = page
    return sorted([*problems, *(problem for group in apart.values() for problem in _titles(group))])


@dataclass(slots=True)
class _PageReader:
    """What links and is linked to in one page, each with the place where its tag begins."""

    text: str
    ids: list[tuple[str, int]] = field(default_factory=list)  # with the number of letters before the tag
    links: list[tuple[str, int]] = field(default_factory=list)
    bare_pictures: list[int] = field(default_factory=list)
    title: str = ""

    def place(self, at: int) -> tuple[int, int]:
        """Return line and column, both from 1."""
        return self.text.count("\n", 0, at) + 1, at - self.text.rfind("\n", 0, at)


# A comment, a script or style with all that it holds, or one tag. Reading only these is several times faster
# than a parser of HTML, and what is read here was written by our own templates.
_TAG = re.compile(
    r"<!--.*?-->"
    r"|<(?P<raw>script|style)(?P<rawattributes>[^>]*)>.*?</(?P=raw)\s*>"
    r"|<(?P<name>/?[a-zA-Z][a-zA-Z0-9-]*)(?P<attributes>(?:[^>\"']|\"[^\"]*\"|'[^']*')*)>",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(r"""\s([^\s=>/"']+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s>"']+))?""")
_TOLD = re.compile(r"\s(?:id|href|src)\b")


def _read(content: bytes) -> _PageReader:
    text = content.decode()
    page = _PageReader(text)
    drawings, title_at = 0, -1  # how many <svg> are open: a drawing has titles of its own
    for tag in _TAG.finditer(text):
        name = (tag["name"] or tag["raw"] or "").lower()
        attributes = tag["attributes"] or tag["rawattributes"] or ""
        if name in ("svg", "/svg"):
            drawings += 1 if name == "svg" else -1
        elif name == "title" and not drawings:
            title_at = tag.end()
        elif name == "/title" and title_at >= 0:
            page.title += unescape(text[title_at : tag.start()])
            title_at = -1
        if name == "img" or _TOLD.search(attributes):
            _take(page, name, attributes, tag.start())
    return page


def _take(page: _PageReader, name: str, attributes: str, at: int) -> None:
    found = {key.lower(): unescape(value.strip("\"'")) for key, value in _ATTRIBUTE.findall(attributes)}
    if found.get("id"):
        page.ids.append((found["id"], at))
    page.links += [(found[key], at) for key in ("href", "src") if key in found]
    if name == "img" and "alt" not in found:
        page.bare_pictures.append(at)


def _repeated_ids(path: str, page: _PageReader) -> Iterator[Problem]:
    seen: set[str] = set()
    for name, at in page.ids:
        if name in seen:
            yield _problem(
                path,
                page.place(at),
                f"the id '{name}' stands here a second time; links find only the first",
                "id-twice",
            )
        seen.add(name)


def _pictures(path: str, page: _PageReader) -> Iterator[Problem]:
    for at in page.bare_pictures:
        place = page.place(at)
        yield _problem(
            path, place, 'this picture has no alt text; give it one, or alt="" if it only decorates', "no-alt"
        )


def _links(
    path: str,
    page: _PageReader,
    files: Mapping[str, bytes],
    ids: Mapping[str, Container[str]],  # by page
) -> Iterator[Problem]:
    for link, at in page.links:
        address = urlsplit(link)
        if address.scheme or address.netloc:
            continue
        target, place = _target(path, unquote(address.path)), page.place
        if target not in files:
            yield _problem(
                path, place(at), f"the link '{link}' leads to {target}, which does not exist", "dead-link"
            )
        elif address.fragment and target in ids and unquote(address.fragment) not in ids[target]:
            message = f"the link '{link}' names the place '{address.fragment}', which {target} does not have"
            yield _problem(path, place(at), message, "dead-fragment")


def _target(path: str, link: str) -> str:
    """Return the file that a link of a page leads to; a folder stands for its index."""
    if not link:
        return path
    whole = link.lstrip("/") if link.startswith("/") else posixpath.join(posixpath.dirname(path), link)
    tidy = posixpath.normpath(whole)
    if link.endswith("/") or link.rsplit("/", 1)[-1] in (".", ".."):
        return "index.html" if tidy == "." else f"{tidy}/index.html"
    return tidy


def _titles(pages: Mapping[str, _PageReader]) -> Iterator[Problem]:
    titles = {path: " ".join(page.title.split()) for path, page in pages.items()}
    count = Counter(titles.values())
    for path, title in titles.items():
        if not title:
            yield _problem(path, (1, 1), "this page has no title", "no-title")
        elif count[title] > 1:
            others = ", ".join(other for other, same in titles.items() if same == title and other != path)
            yield _problem(path, (1, 1), f"the title '{title}' is used by {others} too", "title-twice")


def _problem(path: str, place: tuple[int, int], message: str, rule: str) -> Problem:
    return Problem(Location(path, *place), message, rule)
