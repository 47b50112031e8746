"""What a page is before it is written: an address, a template and the values that the template prints."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One entry of a navigation, a breadcrumb or a list of pages."""

    title: str
    address: str  # from the root of the site, such as "/criteria/", or a whole address elsewhere


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """One file that readers can fetch."""

    path: str  # inside the site, without a leading slash: "data/latest/rules.json"
    title: str
    what: str  # what it is for, in a sentence
    size: int | None  # bytes; None where the file is made from the finished pages: see sizes.py
    format: str  # as readers call it: "Excel workbook", "CSV"
    group: str = ""  # what it belongs to: "self-assessment", "tender", "tender/<set id>", ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page of the site."""

    address: str  # "/criteria/A1/"; a folder's page ends with a slash
    title: str  # the h1, and the first part of the browser's title
    description: str  # one plain sentence for search engines and link previews
    template: str  # name of the template
    context: Mapping[str, Any] = field(default_factory=dict)  # what the template prints
    navigation: str = ""  # address of the entry of the main navigation that holds this page
    trail: tuple[Link, ...] = ()  # breadcrumb, from the home page down to the parent
    source: str | None = None  # path of the file that an editor would change
    about: str = ""  # id of the one record that the page is about; empty where it shows many
    open_questions: tuple[Mapping[str, Any], ...] = ()  # interpretations that touch this page
    gone: tuple[Mapping[str, Any], ...] = ()  # what stood on it in an earlier release, and became of it
    listed: bool = True  # stands in the sitemap

    @property
    def path(self) -> str:
        """Return the file that the page is written to: "criteria/A1/index.html"."""
        path = self.address.lstrip("/")
        return f"{path}index.html" if not path or path.endswith("/") else path


HOME = Link(title="Home", address="/")
