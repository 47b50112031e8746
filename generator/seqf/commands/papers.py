"""Commands that write documents for people: `tender`, `report`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from seqf.edge.workspace import Workspace
from seqf.errors import ProblemsFound

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command()
@click.option(
    "--config",
    type=_FILE,
    required=True,
    metavar="FILE",
    help="What one lot asks for, as YAML. The site's downloads hold a commented example.",
)
@click.option("--out", type=_FILE, required=True, metavar="FILE", help="The Word document to write.")
@click.pass_obj
def tender(workspace: Workspace, config: Path, out: Path) -> None:
    """Put the questions, standards and KPIs of one lot of a tender into a Word document.

    \b
    Example:
      seqf tender --config lot.yaml --out lot.docx
    """
    from seqf.disk import resources
    from seqf.disk.files import write_file
    from seqf.downloads.document.lot import lot_document
    from seqf.reading.lotfile import read_lot

    framework = workspace.load()
    lot, problems = read_lot(config.read_bytes(), config.as_posix(), framework, resources.schemas())
    if lot is None:
        raise ProblemsFound(problems)
    write_file(out, lot_document(framework, lot))
    click.echo(f"{out}: {len(lot['questions'])} questions")


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--out", type=_FILE, required=True, metavar="FILE", help="A Word document (.docx) or a page (.html)."
)
@click.pass_obj
def report(workspace: Workspace, files: tuple[Path, ...], out: Path) -> None:
    """Write the report on an assessment, compared with one or two others where more files are given.

    The first file is the one that the report is on. A filled workbook will do as well.

    \b
    Example:
      seqf report assessment.json --out report.docx
      seqf report this-year.xlsx last-year.json --out report.html
    """
    from seqf.edge import reportfiles

    try:
        mistakes = reportfiles.write(workspace, files, out)
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    for line in mistakes:
        click.echo(line, err=True)
    if mistakes:
        sys.exit(1)
    click.echo(f"{out}: written")
