"""The order of the stages, from checked frameworks to the finished site. No logic of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin

from seqf.changes.history import NO_HISTORY, History, migrations, migrations_json
from seqf.disk import resources
from seqf.downloads.catalogue import Together, downloads, one_by_one
from seqf.errors import Problem, ProblemsFound
from seqf.model import Framework
from seqf.site import linkcheck
from seqf.site.feed import feed
from seqf.site.pages import Download, Page, pages, site_facts
from seqf.site.pages.editions import IN_FORCE, SUPERSEDED, WORKING, Edition, Editions
from seqf.site.render import placed, sitemap, written
from seqf.site.scripts import served
from seqf.site.singlefile import single_file
from seqf.site.sizes import with_sizes

# Takes a key and a way to make something; returns it, as it was made now or before.
Kept = Callable[[tuple[str, ...], Callable[[], Any]], Any]


def make_anew(key: tuple[str, ...], make: Callable[[], Any]) -> Any:
    """Keep nothing."""
    return make()


def build(
    framework: Framework,
    site_url: str | None = None,
    *,
    history: History = NO_HISTORY,
    published: bool = False,
    kept: Kept = make_anew,
    together: Together = one_by_one,
) -> dict[str, bytes]:
    """Return the whole site: path -> content. Raises ProblemsFound where a finished page is not sound.

    The same frameworks give the same bytes. `site_url` stands in for the address in the settings. The root
    shows `framework`, each release stands below v/; `published` shows the newest release at the root instead,
    and `framework` below v/ where it is ahead of it. `kept` may give what was made from a release before;
    `together` may run independent pieces of the work at the same time.
    """
    site = _files(framework, site_url, history, published, kept, together)
    problems = linkcheck.check(site, _folders(site))
    if problems:
        raise ProblemsFound(problems)
    return site


def check(
    framework: Framework,
    history: History = NO_HISTORY,
    kept: Kept = make_anew,
    together: Together = one_by_one,
) -> list[Problem]:
    """Return what is wrong with the finished pages: what can only be seen once they are made."""
    site = _files(framework, None, history, False, kept, together)
    return linkcheck.check(site, _folders(site))


def _folders(site: Mapping[str, bytes]) -> set[str]:
    return {"/".join(path.split("/")[:2]) + "/" for path in site if path.startswith("v/")}


@dataclass(slots=True)
class _Making:
    """One edition on its way to pages. What several places share is made once."""

    framework: Framework
    history: History  # up to this edition
    state: str
    prefixes: list[str] = field(default_factory=list)  # where its pages stand; "" is the root
    digest: str = ""  # of the release; "" for what can still change
    data: dict[str, bytes] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)  # its downloads
    pages: list[Page] = field(default_factory=list)
    addresses: frozenset[str] = frozenset()

    @property
    def version(self) -> str:
        return self.framework.rules.framework

    @property
    def address(self) -> str:
        return "" if "" in self.prefixes else self.prefixes[0]


def _files(
    framework: Framework,
    site_url: str | None,
    history: History,
    published: bool,
    kept: Kept,
    together: Together,
) -> dict[str, bytes]:
    editions = list(_editions(framework, history, published))
    for edition in editions:
        if edition.digest:
            key = ("files", edition.digest)
            edition.data, edition.files, edition.addresses = kept(
                key, lambda one=edition: _made(one, together)
            )
        else:
            edition.data, edition.files, edition.addresses = _made(edition, together)
    every = tuple(
        Edition(
            version=one.version,
            state=one.state,
            prefix=one.address,
            addresses=one.addresses,
        )
        for one in editions
    )
    files: dict[str, bytes] = {}
    for edition in editions:
        files |= edition.data
        if edition.digest:
            key = ("pages", edition.digest, repr(_plain(every)), edition.state, site_url or "")
            files |= kept(key, lambda one=edition: _pages_of(one, every, site_url, together))
        else:
            files |= _pages_of(edition, every, site_url, together)
    newest = next((one for one in editions if one.state == IN_FORCE), editions[0])
    files |= {path.replace(newest.version, "latest", 1): data for path, data in newest.data.items()}
    files |= {f"assets/{path}": served(path, content) for path, content in resources.assets().items()}
    files |= {f"schemas/{path}": content for path, content in resources.schema_files().items()}
    files[".nojekyll"] = b""
    return files


def _editions(framework: Framework, history: History, published: bool) -> Iterator[_Making]:
    """Yield every edition, newest first."""
    released = [release.version for release in history.releases]
    version = framework.rules.framework
    if version not in released:
        if not released:
            yield _Making(framework, history, IN_FORCE, [""])
            return
        yield _Making(framework, history, WORKING, [f"v/{version}/" if published else ""])
    for place, release in enumerate(reversed(history.releases)):
        prefixes = [f"v/{release.version}/"]
        if place == 0 and (published or version == release.version):
            prefixes.insert(0, "")
        # `framework` may hold wording that is on this computer alone; the root shows it.
        shown = framework if version == release.version else release.framework
        state = SUPERSEDED if place else IN_FORCE
        until = history.until(release.version)
        digest = " ".join(one.digest for one in until.releases)
        if version == release.version or not release.digest:
            digest = ""  # may hold local wording, or is not locked
        yield _Making(shown, until, state, prefixes, digest)


def _plain(every: tuple[Edition, ...]) -> list[Any]:
    """Return editions as values that are written the same way each time."""
    return [(one.version, one.state, one.prefix, sorted(one.addresses)) for one in every]


def _made(edition: _Making, together: Together) -> tuple[dict[str, bytes], dict[str, bytes], frozenset[str]]:
    """Return data, downloads and the addresses of all pages."""
    _prepare(edition, together)
    return edition.data, edition.files, frozenset(page.address for page in edition.pages)


def _prepare(edition: _Making, together: Together) -> None:
    framework, version = edition.framework, edition.version
    made, every_data = downloads(framework, together)
    edition.data = {path: data for path, data in every_data.items() if path.startswith(f"data/{version}/")}
    known = migrations(edition.history, framework)
    if not known.rules:
        known = type(known)(rules={version: framework.rules}, steps=())
    edition.data[f"data/{version}/migrations.json"] = migrations_json(known)
    edition.files = {file.path: file.content for file in made if not file.path.startswith("data/")}
    offered = [
        Download(
            path=file.path,
            title=file.title,
            what=file.about,
            size=len(file.content),
            format=file.format,
            group=file.group,
        )
        for file in made
    ]
    offered.append(_one_file(framework))
    edition.pages = pages(framework, downloads=offered, history=edition.history)


def _one_file(framework: Framework) -> Download:
    """Return what readers are told of the calculator as one file; it is made from the finished page."""
    return Download(
        path=f"downloads/{framework.data['framework']['id']}-calculator.html",
        title="Calculator as one file",
        what="Opens from a folder or a stick in any current browser. Needs no network and can send nothing.",
        size=None,
        format="Web page",
        group="calculator",
    )


def _pages_of(
    edition: _Making, every: tuple[Edition, ...], site_url: str | None, together: Together
) -> dict[str, bytes]:
    """Return pages and downloads wherever they stand."""
    if not edition.pages:
        _prepare(edition, together)
    has_feed = bool(edition.history.releases)
    facts = site_facts(
        edition.framework,
        edition.pages,
        site_url=site_url,
        source_root="framework/current" if "" in edition.prefixes or edition.state == WORKING else "",
        editions=Editions(here=edition.version, every=every, feed=has_feed),
    )
    templates = resources.templates()
    texts = written(edition.pages, templates, facts)
    files: dict[str, bytes] = {}
    for prefix in edition.prefixes:
        here = placed(texts, facts.url, prefix)
        made = {f"{prefix}{path}": content for path, content in edition.files.items()}
        calculator = f"{prefix}calculator/index.html"
        made[f"{prefix}{_one_file(edition.framework).path}"] = single_file(
            here[calculator], calculator, resources.assets(), urljoin(facts.url, f"{prefix}calculator/")
        )
        files |= here | with_sizes(here, prefix, made) | made
    if "" in edition.prefixes:
        files |= sitemap(edition.pages, templates, facts)
        if has_feed:
            files |= feed(edition.history, facts)
    return files
