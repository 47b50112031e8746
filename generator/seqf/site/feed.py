"""The feed of releases (Atom): its addresses are whole, as it is read elsewhere."""

from __future__ import annotations

from urllib.parse import urljoin
from xml.sax.saxutils import escape

from seqf.changes.history import History
from seqf.changes.words import LEVELS, level_of, sentence
from seqf.site.pages.site import SiteFacts
from seqf.text.plaintext import plain

PATH = "feed.xml"
_NO_DATE = "1970-01-01"  # a feed must say when it was changed; one without releases never was
_MOST = 40  # changes that an entry names; the page has them all


def feed(history: History, site: SiteFacts) -> dict[str, bytes]:
    """Return the feed by its path, newest release first."""
    dates = [release.record.get("date", _NO_DATE) for release in history.releases]
    page = urljoin(site.url, "changes/")
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{escape(site.language)}">',
        f"<title>{escape(site.title)}: releases</title>",
        f"<id>{escape(page)}</id>",
        f'<link rel="self" href="{escape(urljoin(site.url, PATH))}"/>',
        f'<link rel="alternate" type="text/html" href="{escape(page)}"/>',
        f"<updated>{max(dates, default=_NO_DATE)}T00:00:00Z</updated>",
        f"<author><name>{escape(site.keeper['name'])}</name></author>",
    ]
    for release in reversed(history.releases):
        record = release.record
        address = urljoin(site.url, f"v/{release.version}/changes/#release-{release.version}")
        told = [plain(record.get("summary", "")), LEVELS.get(record.get("level", ""), "")]
        changes = sorted(record.get("changes", ()), key=lambda change: [*LEVELS].index(level_of(change)))
        told += [f"{change['title']} {sentence(change)}." for change in changes[:_MOST]]
        if len(changes) > _MOST:
            told.append(f"And {len(changes) - _MOST} more.")
        told += record.get("effect", ())
        lines += [
            "<entry>",
            f"<title>{escape(site.short_title)} {release.version}</title>",
            f"<id>{escape(address)}</id>",
            f'<link rel="alternate" type="text/html" href="{escape(address)}"/>',
            f"<updated>{record.get('date', _NO_DATE)}T00:00:00Z</updated>",
            f'<content type="text">{escape(chr(10).join(filter(None, told)))}</content>',
            "</entry>",
        ]
    return {PATH: "\n".join([*lines, "</feed>", ""]).encode()}
