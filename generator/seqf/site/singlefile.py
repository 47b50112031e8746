"""A finished page -> the same page as one file that runs from a folder, without a network.

Style sheets, pictures and scripts stand in it. Its policy names scripts and styles by their digest and
forbids all else: the file can ask nobody for anything.

Links to the site's other pages lead to its address. Where that is a placeholder they would lead nowhere, so
they are left out: their words stay as text, the site's navigation goes, and the file says where the guide is.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping
from urllib.parse import urljoin, urlsplit

from seqf.site.bundle import bundle
from seqf.site.scripts import compact

_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="[^"]*">')
_SHEET = re.compile(r'<link rel="stylesheet" href="([^"]+)"( media="[^"]+")?>')
_SCRIPT = re.compile(r'<script type="module" src="([^"]+)"></script>\n?')
_ICON = re.compile(r'<link rel="(?:icon|alternate)"[^>]*>\n?')
_PICTURE = re.compile(r'(<img[^>]* src=")([^"]+\.svg)"')
_LINK = re.compile(r'(<a [^>]*?href=")(?![#a-z]+:|#)([^"]+)"')
_ANCHOR = re.compile(r"<a\b([^>]*)>(.*?)</a>", re.DOTALL)
_LEADS = re.compile(r'\s(?:href="(?![a-z]+:|#)[^"]*"|aria-current="[^"]*")')
_WAYS = re.compile(
    r"<nav\b(?![^>]*\bdata-desk\b).*?</nav>\n?", re.DOTALL
)  # of the site, not of the calculator
_ONE_FILE = re.compile(r'<template data-one-file="(\w+)">\n?(.*?)</template>\n?', re.DOTALL)
_NO_HOST = (".example", ".invalid", ".test")  # kept for placeholders: RFC 2606
_ONLINE = re.compile(r"<(\w+) data-online\b.*?</\1>\n?", re.DOTALL)
_LINKED = re.compile(r"<(\w+) data-linked\b.*?</\1>\n?", re.DOTALL)
_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)


def single_file(page: bytes, path: str, assets: Mapping[str, bytes], address: str) -> bytes:
    """Return a page with everything that it needs inside.

    page, path: a finished page and where it stands in the site; assets: path below assets/ -> content;
    address: the page's own on the web, which its links lead to. Elements marked `data-online` are left out,
    and those marked `data-linked` where no link leads to the site; of the templates marked `data-one-file`,
    the one named "linked" or "alone" is shown.
    """
    html = page.decode("utf-8")
    linked = not (urlsplit(address).hostname or "").endswith(_NO_HOST)
    html = _ONE_FILE.sub(lambda found: found[2] if (found[1] == "linked") is linked else "", html)

    def asset(link: str) -> bytes:
        return assets[urljoin(f"/{path}", link).partition("/assets/")[2]]

    digests: list[str] = []

    def style(found: re.Match[str]) -> str:
        text = asset(found[1]).decode("utf-8")
        digests.append(_digest(text))
        return f"<style{found[2] or ''}>{text}</style>"

    html = _ICON.sub("", _ONLINE.sub("", html))
    html = _SHEET.sub(style, html)
    html = _PICTURE.sub(lambda found: f'{found[1]}{_data(asset(found[2]))}"', html)
    entry = _SCRIPT.search(html)
    if entry is None:
        raise ValueError(f"{path} has no script")
    start = urljoin(f"/{path}", entry[1]).partition("/assets/")[2]
    modules = {name: text.decode("utf-8") for name, text in assets.items() if name.endswith(".js")}
    script = compact(bundle(modules, start)).replace("</", "<\\/")
    html = _SCRIPT.sub(lambda _: f'<script type="module">{script}</script>\n', html)
    if linked:
        html = _LINK.sub(lambda found: f'{found[1]}{urljoin(address, found[2])}"', html)
    else:
        html = _ANCHOR.sub(_unlinked, _WAYS.sub("", _LINKED.sub("", html)))
    html = _TITLE.sub(lambda found: f"<title>{found[1]} | One file, without a network</title>", html, count=1)
    return _POLICY.sub(_policy(_digest(script), digests), html, count=1).encode("utf-8")


def _unlinked(found: re.Match[str]) -> str:
    """Return a link to the site's pages as its words; any other as it is."""
    if not re.search(r'\shref="(?!#)', found[1]) or re.search(r'\shref="[a-z]+:', found[1]):
        return found[0]
    return f"<span{_LEADS.sub('', found[1])}>{found[2]}</span>"


def _digest(text: str) -> str:
    return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode() + "'"


def _data(picture: bytes) -> str:
    return "data:image/svg+xml;base64," + base64.b64encode(picture).decode()


def _policy(script: str, styles: list[str]) -> str:
    rules = {
        "default-src": "'none'",
        "script-src": script,
        "style-src": " ".join(styles),
        "img-src": "data:",
        "form-action": "'none'",
        "base-uri": "'none'",
    }
    told = "; ".join(f"{name} {value}" for name, value in rules.items())
    return f'<meta http-equiv="Content-Security-Policy" content="{told}">'
