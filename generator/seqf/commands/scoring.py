"""`seqf score` and `seqf compare`: arguments, printing and exit codes."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from seqf.edge.progress import Progress
from seqf.edge.workspace import Workspace

_files = click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
_rules = click.option(
    "--rules", "rules_file", type=click.Path(path_type=Path), metavar="FILE", help="Score by this rules.json."
)


@click.command()
@_files
@_rules
@click.option("--json", "form", flag_value="json", help="One result a line, as JSON.")
@click.option("--csv", "form", flag_value="csv", help="One row an assessment.")
@click.option("--trace", is_flag=True, help="How each result came about, step by step.")
@click.option("--steps", is_flag=True, help="The fewest improvements that reach each next mark.")
@click.option(
    "--what-if", "others", multiple=True, metavar="ITEM=ANSWER", help="What another answer would change."
)
@click.pass_obj
def score(
    workspace: Workspace,
    files: tuple[Path, ...],
    rules_file: Path | None,
    form: str | None,
    trace: bool,
    steps: bool,
    others: tuple[str, ...],
) -> None:
    """Score assessments: JSON, YAML, a filled workbook, or one JSON object a line (.jsonl).

    \b
    Example:
      seqf score assessment.json
      seqf score last-year.yaml this-year.json --json
      seqf score many.jsonl --csv > results.csv
      seqf score assessment.json --trace --steps
    """
    from seqf.edge import assessmentfiles, scorefiles

    if form == "csv" and (trace or steps or others):
        raise click.UsageError(
            "--trace, --steps and --what-if need text or --json; a row has no room for them."
        )
    try:
        wanted = scorefiles.Wanted(trace=trace, steps=steps, what_if=scorefiles.answers_from(others))
    except scorefiles.WrongAnswer as error:
        raise click.UsageError(f"--what-if: {error}") from None
    releases = assessmentfiles.releases_from(rules_file) if rules_file else workspace.rules()
    streams = any(path.suffix == assessmentfiles.STREAM for path in files)
    failed, shared = False, sys.stdout.isatty()
    with Progress(sys.stderr, assessmentfiles.size(files) if streams else 0) as progress:
        try:
            for line, bad in scorefiles.lines(files, releases, form or "text", wanted, progress.add):
                to_stderr = bad and form != "json"
                if to_stderr or shared:
                    progress.clear()
                # Not click.echo for results: it empties the buffer after every line.
                click.echo(line, err=True) if to_stderr else print(line)
                failed = failed or bad
        except scorefiles.WrongAnswer as error:
            raise click.UsageError(f"--what-if: {error}") from None
    if failed:
        sys.exit(1)


@click.command()
@_files
@_rules
@click.option("--json", "form", flag_value="json", help="One object, as JSON.")
@click.pass_obj
def compare(workspace: Workspace, files: tuple[Path, ...], rules_file: Path | None, form: str | None) -> None:
    """Compare two or three assessments, item by item: self and external, last year and this year.

    \b
    Example:
      seqf compare self.json external.json
      seqf compare 2024.yaml 2025.yaml 2026.yaml --json
    """
    from seqf.edge import assessmentfiles, comparefiles

    releases = assessmentfiles.releases_from(rules_file) if rules_file else workspace.rules()
    failed = False
    try:
        for line, bad in comparefiles.lines(files, releases, form or "text"):
            click.echo(line, err=bad and form != "json")
            failed = failed or bad
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    if failed:
        sys.exit(1)
