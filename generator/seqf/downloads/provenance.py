"""What every file that leaves the project says about itself: release, status, sources, terms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from seqf.model import Framework
from seqf.text.plaintext import plain

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Plain text, ready to print; an empty string or tuple where the framework does not say."""

    id: str  # the framework's id, used in names of files
    title: str
    short_title: str
    release: str  # "1.0.0"; ends in "-dev" while it is being edited
    status: str  # a short label
    status_text: str
    language: str  # such as "en-GB"
    keeper: str  # the organisation that holds the framework
    assessor: str  # the organisation that awards the marks, short name
    sources: tuple[str, ...]  # one line for each source document
    terms: str
    wording: str  # who holds the wording of the items
    released: str = ""  # day of the release, "2026-03-31"; empty for what is still being edited

    @property
    def line(self) -> str:
        """Title, release and status in one line, for headers and footers."""
        release = f"release {self.release}" + (f" of {self.day}" if self.released else "")
        return " · ".join(part for part in (self.short_title, release, self.status) if part)

    @property
    def day(self) -> str:
        """The day of the release as people write it: `31 March 2026`; empty where there is none."""
        if not self.released:
            return ""
        year, month, day = (int(part) for part in self.released.split("-"))
        return f"{day} {_MONTHS[month - 1]} {year}"


def provenance(framework: Framework) -> Provenance:
    """Gather what the framework says about itself; whatever it leaves out is left empty."""
    about: Mapping[str, Any] = framework.data.get("framework") or {}
    certification: Mapping[str, Any] = framework.data.get("certification") or {}
    organisations = {entry["id"]: entry for entry in about.get("organisations") or ()}

    def organisation(key: str | None, *, short: bool) -> str:
        entry = organisations.get(key or "", {})
        return (entry.get("short_name") if short else "") or entry.get("name") or ""

    status = about.get("status") or {}
    wording = about.get("wording") or {}
    return Provenance(
        id=about.get("id") or "framework",
        title=plain(about.get("title")) or framework.rules.title,
        short_title=plain(about.get("short_title")) or plain(about.get("title")) or framework.rules.title,
        release=framework.rules.framework,
        status=plain(status.get("label")),
        status_text=plain(status.get("text")),
        language=about.get("language") or "en-GB",
        keeper=organisation(about.get("keeper"), short=False),
        assessor=organisation(certification.get("awarded_by"), short=True),
        sources=tuple(_source_line(entry, organisations) for entry in about.get("sources") or ()),
        terms=plain((about.get("content_terms") or {}).get("text")),
        wording=organisation(wording.get("held_by"), short=True),
        released="" if framework.rules.framework.endswith("-dev") else about.get("released") or "",
    )


def _source_line(entry: Mapping[str, Any], organisations: Mapping[str, Any]) -> str:
    line, publisher = plain(entry.get("title")), entry.get("publisher") or ""
    if publisher:
        line += f", {plain((organisations.get(publisher) or {}).get('name') or publisher)}"
    if entry.get("address"):
        line += f", {entry['address']}"
    return line
