"""Finish an Office file: the same content gives the same bytes, and its properties say what it is."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from xml.sax.saxutils import escape

_FIXED_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip can hold: no clock enters the file
_CORE = "docProps/core.xml"
_REGULAR_FILE = 0o100644 << 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Properties:
    """The core properties of an Office file, as its "Properties" window shows them."""

    title: str
    author: str
    subject: str
    language: str  # such as "en-GB"
    comments: str
    status: str


def _as_it_is(name: str, content: bytes) -> bytes:
    return content


def finished(
    content: bytes, properties: Properties, rewrite: Callable[[str, bytes], bytes] = _as_it_is
) -> bytes:
    """Return the Office file with these properties, without dates, its members in a fixed order.

    A zip stores a time for each member, and the libraries write the moment of making into the properties;
    both would change the bytes with every build. The two members that name the type of the file stay first.
    `rewrite` may change a member: it takes its name and content and returns the content to store.
    """
    source = zipfile.ZipFile(io.BytesIO(content))
    first = ["[Content_Types].xml", "_rels/.rels"]
    names = sorted(
        source.namelist(), key=lambda name: (first.index(name) if name in first else len(first), name)
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as target:
        for name in names:
            info = zipfile.ZipInfo(name, date_time=_FIXED_TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3
            info.external_attr = _REGULAR_FILE
            target.writestr(info, _core(properties) if name == _CORE else rewrite(name, source.read(name)))
    return out.getvalue()


def _core(properties: Properties) -> bytes:
    fields = (
        ("dc:title", properties.title),
        ("dc:subject", properties.subject),
        ("dc:creator", properties.author),
        ("dc:description", properties.comments),
        ("dc:language", properties.language),
        ("cp:contentStatus", properties.status),
    )
    body = "".join(f"<{tag}>{escape(text)}</{tag}>" for tag, text in fields if text)
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"{body}</cp:coreProperties>"
    ).encode()
