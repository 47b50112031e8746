"""The edge for scoring: assessment files in, one line or block of output an assessment out."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from pathlib import Path

from seqf.edge.workspace import Releases
from seqf.scoring import summary, workbook
from seqf.scoring.assessment import Assessment, Mistake
from seqf.scoring.engine import Result, scorer
from seqf.scoring.result import result_text
from seqf.scoring.rules import rules_from_json
from seqf.text import jsontext

_LARGEST = 50_000_000  # bytes of one assessment; beyond any that a person could have written


def releases_from(path: Path) -> Releases:
    """Return the one release that a rules.json holds. Raises ProblemsFound with what is wrong in it."""
    rules = rules_from_json(path.read_bytes(), path.as_posix())
    return Releases({rules.framework: rules}, rules.framework)


def lines(files: Iterable[Path], releases: Releases, form: str) -> Iterator[tuple[str, bool]]:
    """Give what to print for each assessment, in order, and whether it was bad.

    form: "json", "csv" or "text". One bad file or line does not keep the others from being scored.
    """
    scorers = {version: scorer(rules) for version, rules in releases.known.items()}
    headed = False
    for path in files:
        for number, content in _contents(path):
            found, mistakes = _read(content, releases, path)
            if found is None or mistakes:
                yield _bad(mistakes, path, number, form), True
                continue
            result = scorers[found.framework](found)
            if form == "json":
                yield result_text(result), False
            elif form == "csv":
                if not headed:
                    yield _row([*_COLUMNS]), False
                    headed = True
                yield _row(_values(found, result, path, number)), False
            else:
                yield summary.text(found, result, releases.known[found.framework]), False


def _contents(path: Path) -> Iterator[tuple[int | None, bytes | Mistake]]:
    """Give each assessment in a file: the line it stands in (None: the whole file) and its bytes."""
    try:
        with path.open("rb") as stream:
            if path.suffix != ".jsonl":
                content = stream.read(_LARGEST + 1)
                yield None, content if len(content) <= _LARGEST else _too_large()
                return
            number = 0
            while line := stream.readline(_LARGEST + 1):
                number += 1
                if len(line) > _LARGEST:
                    while line and not line.endswith(b"\n"):
                        line = stream.readline(_LARGEST)
                    yield number, _too_large()
                elif line.strip():
                    yield number, line
    except OSError as error:
        yield None, Mistake(0, 0, "file", f"can't be read: {(error.strerror or str(error)).lower()}")


def _too_large() -> Mistake:
    return Mistake(0, 0, "file", f"is larger than {_LARGEST // 1_000_000} MB; that is no assessment")


def _read(
    content: bytes | Mistake, releases: Releases, path: Path
) -> tuple[Assessment | None, list[Mistake]]:
    if isinstance(content, Mistake):
        return None, [content]
    # A stream holds JSON alone, so that a line's mistake is told as JSON's.
    name = path.with_suffix(".json").as_posix() if path.suffix == ".jsonl" else path.as_posix()
    return workbook.parse(content, releases.known, releases.latest, name)


def _bad(mistakes: list[Mistake], path: Path, number: int | None, form: str) -> str:
    if form == "json":
        error = {"error": [mistake.as_plain() for mistake in mistakes], "file": path.as_posix()}
        return jsontext.write(error if number is None else {**error, "line": jsontext.Bare(str(number))})
    return "\n".join(_told(mistake, path, number) for mistake in mistakes)


def _told(mistake: Mistake, path: Path, number: int | None) -> str:
    where = path.as_posix()
    if number is not None:
        where += f":{number}:{max(mistake.column, 1)}"
    elif mistake.line:
        where += f":{mistake.line}:{mistake.column}"
    return (
        f"{where}: {mistake.place} {mistake.message}"
        if mistake.place != "file"
        else f"{where}: {mistake.message}"
    )


_COLUMNS = (
    "file", "line", "provider", "kind", "date", "framework", "complete", "unscored",
    "overall_low", "overall_high", "gate_low", "gate_high", "outcome_low", "outcome_high",
)  # fmt: skip


def _values(found: Assessment, result: Result, path: Path, number: int | None) -> list[str]:
    gate = result.gate
    low, high = summary.overall(result)
    return [
        path.as_posix(),
        "" if number is None else str(number),
        found.provider or "",
        found.kind or "",
        found.date or "",
        result.framework,
        "yes" if result.complete else "no",
        str(len(result.unscored)),
        low,
        high,
        summary.points(gate.low) if gate else "",
        summary.points(gate.high) if gate else "",
        result.outcome.low,
        result.outcome.high,
    ]


def _row(values: list[str]) -> str:
    """Return one row of CSV; text that a spreadsheet would take for a formula is kept text."""
    stream = io.StringIO()
    csv.writer(stream, lineterminator="").writerow([_plain(value) for value in values])
    return stream.getvalue()


def _plain(value: str) -> str:
    return f"'{value}" if value[:1] in ("=", "+", "-", "@", "\t", "\r") else value
