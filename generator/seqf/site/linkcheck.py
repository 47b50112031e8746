"""The finished site as a browser reads it: dead links, ids and titles used twice, pictures without a text."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

from seqf.errors import Location, Problem


def check(files: Mapping[str, bytes], editions: Collection[str] = ()) -> list[Problem]:
    """Return what is wrong with the finished files, sorted by place.

    `editions` are the folders that hold other editions of the same pages, such as "v/1.0.0/": a title may
    stand once in each.
    Addresses of other sites are not visited. A title that two pages share is reported at both.
    """
    pages = {path: _read(content) for path, content in files.items() if path.endswith(".html")}
    problems = []
    for path, page in pages.items():
        problems += _repeated_ids(path, page)
        problems += _pictures(path, page)
        problems += _links(path, page, files, pages)
    apart: dict[str, dict[str, _PageReader]] = {}
    for path, page in pages.items():
        edition = next((folder for folder in editions if path.startswith(folder)), "")
        apart.setdefault(edition, {})[path] = page
    return sorted([*problems, *(problem for group in apart.values() for problem in _titles(group))])


class _PageReader(HTMLParser):
    """Gathers what links and is linked to, each with its line and column."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.ids: list[tuple[str, tuple[int, int]]] = []
        self.links: list[tuple[str, tuple[int, int]]] = []
        self.bare_pictures: list[tuple[int, int]] = []
        self.title = ""
        self._in_title = False
        self._drawings = 0  # how many <svg> are open: a drawing has titles of its own

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        found, (line, column) = dict(attributes), self.getpos()
        place = line, column + 1
        if found.get("id"):
            self.ids.append((found["id"] or "", place))
        for name in ("href", "src"):
            if name in found:
                self.links.append((found[name] or "", place))
        if tag == "img" and "alt" not in found:
            self.bare_pictures.append(place)
        self._drawings += tag == "svg"
        self._in_title = tag == "title" and not self._drawings

    def handle_endtag(self, tag: str) -> None:
        self._drawings -= tag == "svg"
        if tag == "title":
            self._in_title = False

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title += data


def _read(content: bytes) -> _PageReader:
    reader = _PageReader()
    reader.feed(content.decode())
    reader.close()
    return reader


def _repeated_ids(path: str, page: _PageReader) -> Iterator[Problem]:
    seen: set[str] = set()
    for name, place in page.ids:
        if name in seen:
            yield _problem(
                path,
                place,
                f"the id '{name}' stands here a second time; links find only the first",
                "id-twice",
            )
        seen.add(name)


def _pictures(path: str, page: _PageReader) -> Iterator[Problem]:
    for place in page.bare_pictures:
        yield _problem(
            path, place, 'this picture has no alt text; give it one, or alt="" if it only decorates', "no-alt"
        )


def _links(
    path: str, page: _PageReader, files: Mapping[str, bytes], pages: Mapping[str, _PageReader]
) -> Iterator[Problem]:
    for link, place in page.links:
        address = urlsplit(link)
        if address.scheme or address.netloc:
            continue
        target = _target(path, unquote(address.path))
        if target not in files:
            yield _problem(
                path, place, f"the link '{link}' leads to {target}, which does not exist", "dead-link"
            )
        elif address.fragment and target in pages:
            ids = {name for name, _ in pages[target].ids}
            if unquote(address.fragment) not in ids:
                message = (
                    f"the link '{link}' names the place '{address.fragment}', which {target} does not have"
                )
                yield _problem(path, place, message, "dead-fragment")


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
