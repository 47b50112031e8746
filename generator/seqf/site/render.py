"""Pages -> finished HTML. Links written from the root of the site become relative to their page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any
from urllib.parse import urljoin

import jinja2
from jinja2.filters import do_mark_safe

from seqf.site import markup
from seqf.site.pages.editions import OUTER
from seqf.site.pages.page import Page
from seqf.site.pages.site import SiteFacts
from seqf.site.pages.suggest import suggestion
from seqf.text.quantities import measured

# An address from the root of the site, inside a tag. "//host" is another site; text never holds a bare quote.
_TAG = re.compile(r"<[a-zA-Z][^<>]*>")
_FROM_ROOT = re.compile(r'(?<=\s)(href|src)="(/(?!/)[^"]*)"')

# What stands at the root of the host and may be asked for from any depth.
_WHOLE_ADDRESSES = ("404.html",)


def render(pages: Sequence[Page], templates: Mapping[str, str], site: SiteFacts) -> dict[str, bytes]:
    """Return the files of the site: every page by its path, and the sitemap.

    templates: text by name, such as "base.html.j2". Raises jinja2's errors for a mistake in a template, which
    is a mistake of this project and not of an editor.
    """
    return placed(written(pages, templates, site), site.url) | sitemap(pages, templates, site)


def written(pages: Sequence[Page], templates: Mapping[str, str], site: SiteFacts) -> dict[str, str]:
    """Return every page by its path, with addresses from the root as templates write them."""
    environment = _environment(templates, site)
    return {
        page.path: environment.get_template(page.template).render(page.context, page=page, site=site)
        for page in pages
    }


def placed(texts: Mapping[str, str], url: str, prefix: str = "") -> dict[str, bytes]:
    """Return written pages as they stand below a prefix, such as "v/1.0.0/": every link relative to its page.

    Assets, schemas and data are shared: they stand at the root of the whole site.
    """
    files = {}
    for path, text in texts.items():
        here = f"/{path.removesuffix('index.html')}"
        if path in _WHOLE_ADDRESSES:
            if not prefix:  # only the one at the root is ever shown
                files[path] = _rewritten(text, lambda address: urljoin(url, _own(address) or ".")).encode()
            continue
        outer = f"/{prefix}{here[1:]}"
        text = _rewritten(
            text,
            lambda address, here=here, outer=outer: (
                relative(f"/{_own(address)}", outer) if _SHARED.match(address) else relative(address, here)
            ),
        )
        files[f"{prefix}{path}"] = text.encode()
    return files


_SHARED = re.compile(rf"{OUTER}|/(?:assets|schemas|data)/")


def _own(address: str) -> str:
    """Return an address without what begins it."""
    return address.removeprefix(OUTER) if address.startswith(OUTER) else address.lstrip("/")


def sitemap(pages: Sequence[Page], templates: Mapping[str, str], site: SiteFacts) -> dict[str, bytes]:
    """Return the sitemap; only the edition at the root is listed."""
    environment = _environment(templates, site)
    files = {}
    addresses = [urljoin(site.url, page.address.lstrip("/") or ".") for page in pages if page.listed]
    files["sitemap.xml"] = environment.get_template("sitemap.xml.j2").render(addresses=addresses).encode()
    return files


def relative(address: str, here: str) -> str:
    """Return the way from one page to an address of the same site: from "/guide/1a/", "/criteria/#x" is
    "../../criteria/#x". A link to the page itself keeps its fragment alone."""
    path, mark, fragment = address.partition("#")
    if path == here and mark:
        return f"#{fragment}"
    target, start = path.split("/")[1:], here.split("/")[1:-1]
    shared = 0
    while shared < len(start) and shared < len(target) - 1 and start[shared] == target[shared]:
        shared += 1
    way = "../" * (len(start) - shared) + "/".join(target[shared:])
    return (way or "./") + mark + fragment


def _rewritten(html: str, to: Any) -> str:
    def in_tag(tag: re.Match[str]) -> str:
        return _FROM_ROOT.sub(lambda found: f'{found[1]}="{to(found[2])}"', tag[0])

    return _TAG.sub(in_tag, html)


class _Environment(jinja2.Environment):
    """Looks into records by key alone: `step.items` is what the data says, never a method of that name."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        if isinstance(obj, Mapping):
            return obj[attribute] if attribute in obj else self.undefined(obj=obj, name=attribute)
        return super().getattr(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        if isinstance(obj, Mapping):
            return obj[argument] if argument in obj else self.undefined(obj=obj, name=argument)
        return super().getitem(obj, argument)


def _environment(templates: Mapping[str, str], site: SiteFacts) -> jinja2.Environment:
    environment = _Environment(
        loader=jinja2.FunctionLoader(lambda name: _template(name, templates)),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    # The same texts return on many pages, a footer on every one.
    environment.filters["text"] = cache(lambda text: do_mark_safe(markup.inline(text, site.places)))
    environment.filters["markdown"] = cache(lambda text: do_mark_safe(markup.render(text, site.places).html))
    environment.filters["cites"] = lambda source: _cites(source, site)
    environment.filters["suggestion"] = lambda page, *of: suggestion(site.editing, page, *of)
    environment.filters["figure"] = _figure
    environment.filters["size"] = size_text
    return environment


def _template(name: str, templates: Mapping[str, str]) -> tuple[str, str, None] | None:
    """Return the text with its name, so that a mistake in a template is reported with the template's name."""
    return (templates[name], name, None) if name in templates else None


def _cites(source: str | Iterable[str], site: SiteFacts) -> list[dict[str, str]]:
    """Return each place of a source: the document's short title, the place, where the document is named."""
    cites = []
    for one in [source] if isinstance(source, str) else source:
        document, _, place = one.partition(", ")
        record = site.sources.get(document, {"title": document})
        title = record["title"].split(",")[0]
        cites.append({"title": title, "place": place, "address": f"/about/#source-{document}"})
    return cites


def _figure(figure: Mapping[str, Any]) -> str:
    ends = [figure["value"]] if "value" in figure else [figure["from"], figure["to"]]
    return measured([str(end) for end in ends], figure["unit"])


def size_text(size: int | None) -> str:
    """Return a number of bytes as readers are told it, rounded up; nothing where it is not known yet."""
    if size is None:
        return ""
    return f"{-(-size // 1000):,} kB" if size >= 1000 else f"{size} bytes"
