"""The edge for assessments: files in, each assessment out, with what is wrong told by file and line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from seqf.edge.workspace import Releases
from seqf.scoring import workbook
from seqf.scoring.assessment import Assessment, Mistake
from seqf.scoring.rules import rules_from_json
from seqf.text import jsontext

STREAM = ".jsonl"  # one assessment a line
_LARGEST = 50_000_000  # bytes of one assessment; beyond any that a person could have written


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What stood in one place: an assessment, or None and what is wrong."""

    path: Path
    line: int | None  # None: the whole file
    assessment: Assessment | None
    mistakes: list[Mistake]


def releases_from(path: Path) -> Releases:
    """Return the one release that a rules.json holds. Raises ProblemsFound with what is wrong in it."""
    rules = rules_from_json(path.read_bytes(), path.as_posix())
    return Releases({rules.framework: rules}, rules.framework)


def size(files: Iterable[Path]) -> int:
    """Bytes in all files together; one that can't be read has none."""
    return sum(path.stat().st_size for path in files if path.is_file())


def read(
    files: Iterable[Path], releases: Releases, seen: Callable[[int], None] = lambda size: None
) -> Iterator[Found]:
    """Give each assessment in turn, one at a time in memory. `seen` is told the bytes that were read."""
    for path in files:
        for number, content in _contents(path, seen):
            if isinstance(content, Mistake):
                yield Found(path=path, line=number, assessment=None, mistakes=[content])
                continue
            # A stream holds JSON alone, so that a line's mistake is told as JSON's.
            name = path.with_suffix(".json") if path.suffix == STREAM else path
            found, mistakes = workbook.parse(content, releases.known, releases.latest, name.as_posix())
            yield Found(path=path, line=number, assessment=None if mistakes else found, mistakes=mistakes)


def _contents(path: Path, seen: Callable[[int], None]) -> Iterator[tuple[int | None, bytes | Mistake]]:
    """Give each assessment in a file: the line it stands in (None: the whole file) and its bytes."""
    try:
        with path.open("rb") as stream:
            if path.suffix != STREAM:
                content = stream.read(_LARGEST + 1)
                seen(len(content))
                yield None, content if len(content) <= _LARGEST else _too_large()
                return
            number = 0
            while line := stream.readline(_LARGEST + 1):
                number += 1
                seen(len(line))
                if len(line) > _LARGEST:
                    while line and not line.endswith(b"\n"):
                        line = stream.readline(_LARGEST)
                        seen(len(line))
                    yield number, _too_large()
                elif line.strip():
                    yield number, line
    except OSError as error:
        yield None, Mistake(0, 0, "file", f"can't be read: {(error.strerror or str(error)).lower()}")


def _too_large() -> Mistake:
    return Mistake(0, 0, "file", f"is larger than {_LARGEST // 1_000_000} MB; that is no assessment")


def bad(found: Found, form: str) -> str:
    """Return what is wrong, as the contract's error object where form is "json", else a line a mistake."""
    if form == "json":
        error = {
            "error": [mistake.as_plain() for mistake in found.mistakes],
            "file": found.path.as_posix(),
        }
        return jsontext.write(
            error if found.line is None else {**error, "line": jsontext.Bare(str(found.line))}
        )
    return "\n".join(_told(mistake, found) for mistake in found.mistakes)


def _told(mistake: Mistake, found: Found) -> str:
    where = found.path.as_posix()
    if found.line is not None:
        where += f":{found.line}:{max(mistake.column, 1)}"
    elif mistake.line:
        where += f":{mistake.line}:{mistake.column}"
    place = "" if mistake.place == "file" else f" {mistake.place}"
    return f"{where}:{place} {mistake.message}"
