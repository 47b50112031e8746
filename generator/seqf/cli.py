"""The command `seqf`: arguments, printing and exit codes. What the commands do stands elsewhere."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from seqf.commands import editing, papers, releases, scoring
from seqf.edge import memo, reporting
from seqf.edge.together import together
from seqf.edge.workspace import DEFAULT, Workspace
from seqf.errors import ProblemsFound


class _Quiet(click.Group):
    """Turns problems into their lines and exit status 1: no traceback ever reaches a user."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except ProblemsFound as found:
            click.echo(reporting.as_text(found.problems), err=True)
            ctx.exit(1)
        except BrokenPipeError:
            raise  # piped into `head`: click ends quietly when nobody reads on
        except OSError as error:
            where = f"{error.filename}: " if error.filename else ""
            click.echo(f"{where}{error.strerror or error}", err=True)
            ctx.exit(1)


@click.group(cls=_Quiet, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--framework",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=DEFAULT,
    show_default=True,
    metavar="DIR",
    help="The framework's folder, laid out like framework/current.",
)
@click.version_option(package_name="seqf")
@click.pass_context
def main(ctx: click.Context, folder: Path) -> None:
    """Check, score and publish a quality framework that is kept as text files.

    \b
    Example:
      seqf check
      seqf --framework my-framework build --out public
    """
    ctx.obj = Workspace(folder)


@main.command()
@click.option(
    "--format",
    "form",
    type=click.Choice(reporting.FORMATS),
    default="text",
    show_default=True,
    help="text for people, json for programs, github for notes at the line in a pull request.",
)
@click.option("--published", is_flag=True, help="Also refuse what may stand on this computer alone.")
@click.pass_obj
def check(workspace: Workspace, form: str, published: bool) -> None:
    """List every problem of the framework, sorted by place.

    \b
    Example:
      seqf check
      seqf check --format json
    """
    framework, problems = workspace.check()
    problems = [*problems, *workspace.unpublishable(published=published)]
    if framework is not None and not problems:
        # The finished pages can still hold a dead link or a title used twice.
        from seqf import build as building

        problems = building.check(framework, workspace.history(framework), memo.kept, together)
    text = reporting.render(problems, form)
    if text:
        click.echo(text)
    if problems:
        sys.exit(1)
    if form == "text":
        click.echo(f"{workspace.folder.as_posix()}: no problems found")


@main.command()
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("_site"),
    show_default=True,
    metavar="DIR",
    help="Where the site goes. What stood there is replaced once the new site is complete.",
)
@click.option(
    "--site-url", metavar="URL", help="Address the site will have, in place of the one in settings.yaml."
)
@click.option(
    "--published",
    is_flag=True,
    help="For everybody to see: the newest release stands at the root, and wording that may not be published "
    "is refused.",
)
@click.pass_obj
def build(workspace: Workspace, out: Path, site_url: str | None, published: bool) -> None:
    """Build the whole site, downloads included.

    \b
    Example:
      seqf build
      seqf build --out public --site-url https://example.org/quality/
    """
    from seqf import build as building
    from seqf.disk.files import write_site

    framework = workspace.for_building(published=published)
    history = workspace.history(framework)
    site = building.build(
        framework, site_url, history=history, published=published, kept=memo.kept, together=together
    )
    write_site(out, site)
    pages = sum(1 for path in site if path.endswith(".html"))
    size = sum(len(content) for content in site.values())
    click.echo(f"{out}: {pages} pages, {len(site)} files, {size / 1_000_000:.1f} MB")


@main.command()
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0: any free one."
)
@click.pass_obj
def serve(workspace: Workspace, port: int) -> None:
    """Build, serve on 127.0.0.1, rebuild on save, reload the page, show problems in the page.

    \b
    Example:
      seqf serve
      seqf serve --port 9000
    """
    from seqf.edge import serve as serving

    serving.serve(workspace, port, announce=click.echo)


main.add_command(scoring.score)
main.add_command(scoring.compare)
main.add_command(editing.new)
main.add_command(editing.wording)
main.add_command(papers.tender)
main.add_command(papers.report)
main.add_command(releases.diff)
main.add_command(releases.release)
main.add_command(releases.migrate)
