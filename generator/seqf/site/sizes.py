"""Sizes that are known only once the pages are made, put into the pages that tell them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from seqf.site.render import size_text

_UNKNOWN = re.compile(rb' data-size-of="([^"]+)">')
_MARK = b" data-size-of="


def with_sizes(pages: Mapping[str, bytes], prefix: str, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the pages that had a size left open, with it filled in: path -> content.

    A page names the file by its path below `prefix`, as `<span data-size-of="downloads/x.html"></span>`;
    files: path -> content, with the prefix.
    """

    def told(found: re.Match[bytes]) -> bytes:
        return f">{size_text(len(files[prefix + found[1].decode()]))}".encode()

    return {path: _UNKNOWN.sub(told, page) for path, page in pages.items() if _MARK in page}
