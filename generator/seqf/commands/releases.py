"""Commands about releases: `diff`, `release`, `migrate`. Registered by cli.py."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

import click

from seqf.edge.workspace import Workspace


@click.command()
@click.argument("old")
@click.argument("new")
@click.option("--json", "form", flag_value="json", help="Everything, for programs.")
@click.option("--markdown", "form", flag_value="markdown", help="For a comment below a pull request.")
@click.option(
    "--random",
    "count",
    type=click.IntRange(0, 100_000),
    default=1000,
    show_default=True,
    metavar="N",
    help="How many services to draw at random and score under both.",
)
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True, help="Which ones are drawn.")
@click.pass_obj
def diff(workspace: Workspace, old: str, new: str, form: str | None, count: int, seed: int) -> None:
    """Tell what changed in meaning from OLD to NEW, and what it does to scores.

    Each is a release (1.0.0), `current`, a folder with a framework, or a git revision (main, HEAD~1).

    \b
    Example:
      seqf diff 1.0.0 current
      seqf diff main HEAD --markdown
      seqf diff ../other/framework/current framework/current --json
    """
    from seqf.changes import telling
    from seqf.edge import revisions
    from seqf.text import jsontext

    found, shift = revisions.diff(workspace, old, new, count, seed)
    if form == "json":
        click.echo(jsontext.write(telling.as_plain(found, shift), indent=True))
    else:
        click.echo((telling.as_markdown if form == "markdown" else telling.as_text)(found, shift))


@click.command()
@click.argument("version")
@click.option("--summary", default="", metavar="TEXT", help="What changed and why, in a sentence for people.")
@click.option(
    "--date", type=click.DateTime(["%Y-%m-%d"]), metavar="DAY", help="Day of the release; today without it."
)
@click.pass_obj
def release(workspace: Workspace, version: str, summary: str, date: datetime | None) -> None:
    """Freeze `current` as release VERSION.

    Refused where the number does not fit the change (scores can change: first part; content: second;
    words: third), where `seqf check` has problems, or where the number is not above the newest release.

    \b
    Example:
      seqf release 1.0.0 --summary "The first release."
      seqf release 1.0.1
    """
    from seqf.edge import releasing

    for line in releasing.make_release(workspace, version, summary, date and date.date().isoformat()):
        click.echo(line)


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--to", metavar="VERSION", help="The release to take it to; without it, the newest one.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Where the migrated assessment goes; without it, to the screen (the report goes beside it).",
)
@click.pass_obj
def migrate(workspace: Workspace, file: Path, to: str | None, out: Path | None) -> None:
    """Take an assessment made under an old release to a newer one. FILE itself stays as it is.

    FILE is JSON, YAML or a filled workbook of that release; what comes out is JSON.

    Tells what was carried, what changed, what needs another look, and what was put aside.

    \b
    Example:
      seqf migrate last-year.json
      seqf migrate last-year.json --to 2.0.0 --out this-year.json
      seqf migrate filled.xlsx --out this-year.json
    """
    from seqf.edge import migrating

    text, report, mistakes = migrating.migrated(workspace, file, to)
    for line in mistakes:
        click.echo(line, err=True)
    if text is None:
        sys.exit(1)
    if out:
        migrating.write(out, text)
        click.echo("\n".join(report))
    else:
        click.echo("\n".join(report), err=True)
        click.echo(text, nl=False)
