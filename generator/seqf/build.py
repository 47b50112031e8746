"""The order of the stages, from a checked framework to the finished site. No logic of its own."""

from __future__ import annotations

from seqf.disk import resources
from seqf.downloads.catalogue import downloads
from seqf.downloads.export import data_files
from seqf.errors import Problem, ProblemsFound
from seqf.model import Framework
from seqf.site import linkcheck
from seqf.site.pages import Download, pages, site_facts
from seqf.site.render import render
from seqf.site.scripts import served


def build(framework: Framework, site_url: str | None = None) -> dict[str, bytes]:
    """Return the whole site: path -> content. Raises ProblemsFound where a finished page is not sound.

    The same framework gives the same bytes. `site_url` stands in for the address in the settings.
    """
    site = _files(framework, site_url)
    problems = linkcheck.check(site)
    if problems:
        raise ProblemsFound(problems)
    return site


def check(framework: Framework) -> list[Problem]:
    """Return what is wrong with the finished pages: what can only be seen once they are made."""
    return linkcheck.check(_files(framework, None))


def _files(framework: Framework, site_url: str | None) -> dict[str, bytes]:
    data = data_files(framework)
    made = downloads(framework, data)
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
    every_page = pages(framework, downloads=offered)
    files = render(every_page, resources.templates(), site_facts(framework, every_page, site_url=site_url))
    files |= {file.path: file.content for file in made}
    files |= data
    files |= {f"assets/{path}": served(path, content) for path, content in resources.assets().items()}
    files |= {f"schemas/{path}": content for path, content in resources.schema_files().items()}
    files[".nojekyll"] = b""
    return files
