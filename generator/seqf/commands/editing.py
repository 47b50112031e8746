"""Commands for editors: a framework to start from, and official wording from a workbook."""

from __future__ import annotations

from pathlib import Path

import click

from seqf.edge.workspace import Workspace


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), metavar="DIR")
def new(folder: Path) -> None:
    """Put a small, commented framework into a new folder, to start from.

    \b
    Example:
      seqf new my-framework
      seqf --framework my-framework serve
    """
    from seqf.edge.newframework import new_framework

    count = new_framework(folder)
    click.echo(f"{folder}: {count} files; next: seqf --framework {folder} serve")


@click.group()
def wording() -> None:
    """Take official wording for items from a workbook, and give the blank one.

    \b
    Example:
      seqf wording export
      seqf wording import criteria.xlsx
    """


@wording.command("import")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--number", metavar="COLUMN", help="Column with the items' numbers: a letter, or its header.")
@click.option(
    "--wording", "column", metavar="COLUMN", help="Column with the wording: a letter, or its header."
)
@click.option("--sheet", metavar="NAME", help="Read this sheet alone.")
@click.option("--dry-run", is_flag=True, help="Show what matches and what would change; write nothing.")
@click.pass_obj
def import_wording(
    workspace: Workspace, file: Path, number: str | None, column: str | None, sheet: str | None, dry_run: bool
) -> None:
    """Match a workbook (.xlsx) or table (.csv) with the items, and write what is new.

    Without recorded permission to publish, the wording goes to a file that git passes over.

    \b
    Example:
      seqf wording import criteria.xlsx --dry-run
      seqf wording import criteria.csv --number A --wording "Criterion text"
    """
    from seqf.edge import wordingfiles

    choice = wordingfiles.Choice(number=number, wording=column, sheet=sheet)
    for line in wordingfiles.import_wording(workspace, file, choice, write=not dry_run):
        click.echo(line)


@wording.command("export")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="Where it goes.")
@click.pass_obj
def export_wording(workspace: Workspace, out: Path | None) -> None:
    """Write the blank workbook in which the holder of the wording fills it in.

    \b
    Example:
      seqf wording export
      seqf wording export --out for-the-keeper.xlsx
    """
    from seqf.edge import wordingfiles

    for line in wordingfiles.export_wording(workspace, out):
        click.echo(line)
