"""A framework to start from, put into a new folder: commented, complete, sound."""

from __future__ import annotations

from pathlib import Path

from seqf.disk import resources
from seqf.disk.files import write_file
from seqf.errors import Location, Problem, ProblemsFound

SCHEMAS = ".schemas"  # beside the files, so that an editor can complete keys without this project


def new_framework(folder: Path) -> int:
    """Write the starter; return how many files a person has to read.

    Raises ProblemsFound where something stands in the folder already.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        message = "something stands here already; choose a folder that is empty or does not exist"
        raise ProblemsFound([Problem(Location(folder.as_posix()), message, "not-empty")])
    starter = resources.starter()
    for path, content in starter.items():
        write_file(folder / path, content)
    for path, content in resources.schema_files().items():
        write_file(folder / SCHEMAS / path, content)
    return len(starter)
