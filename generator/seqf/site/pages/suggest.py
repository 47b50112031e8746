"""Where a reader of a page can suggest a change: a plain form first, then the page's source file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlencode, urljoin

from seqf.site.pages.page import Page

# Forms in .github/ISSUE_TEMPLATE, with fields called page and item -> how the titles of their issues begin
CHANGE, ANSWER = "suggest-a-change.yml", "answer-a-question.yml"
_SUBJECTS = {CHANGE: "Change", ANSWER: "Answer"}
_BRANCH = "main"


@dataclass(frozen=True, slots=True, kw_only=True)
class Editing:
    """What links for editing need to know of the site."""

    repository: str  # address without a slash at the end; empty: pages have no such links
    folder: str  # of the framework's files in the repository; empty for a release, which nobody edits
    url: str  # whole address of the site, ends with a slash
    lines: Mapping[str, Mapping[str, int]]  # file -> id -> line, from 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """Two addresses on the repository's site."""

    form: str
    file: str  # empty where a page has no source file
    line: int  # where the record that the page is about begins; 0 where the whole file is meant


def suggestion(
    editing: Editing, page: Page, item: str = "", title: str = "", form: str = CHANGE
) -> Suggestion | None:
    """Return the ways for a page, or for one record on it; None where the repository is not known."""
    if not editing.repository:
        return None
    about = item or page.about
    place = page.address.lstrip("/") + (f"#{item}" if item else "")
    fields = {
        "template": form,
        "title": f"{_SUBJECTS[form]}: {title or page.title}",
        "page": urljoin(editing.url, place),
    }
    if about:
        fields["item"] = about
    address = f"{editing.repository}/issues/new?{urlencode(fields, quote_via=quote)}"
    if not page.source or not editing.folder:
        return Suggestion(form=address, file="", line=0)
    line = editing.lines.get(page.source, {}).get(about, 0)
    # The plain view of a file is the one that jumps to a line; its pencil begins the edit.
    path = quote(f"{editing.folder}/{page.source}")
    file = f"{editing.repository}/blob/{_BRANCH}/{path}?plain=1" + (f"#L{line}" if line else "")
    return Suggestion(form=address, file=file, line=line)
