"""What went wrong and where: problems are values until the edge prints them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in a text file. Lines and columns count from 1; 0 means the file as a whole."""

    path: str  # as the user would write it, with forward slashes
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        if not self.line:
            return self.path
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One mistake: where it is, what is wrong and how to mend it, and the rule that found it."""

    location: Location
    message: str  # one line, for an editor who knows no YAML: what is wrong, how to mend it
    rule: str  # a short id such as `mark-order`

    def __str__(self) -> str:
        return f"{self.location}: {self.message} [{self.rule}]"


class ProblemsFound(Exception):
    """Raised by a stage that cannot go on; carries every problem that it found, never only the first."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = sorted(problems)
