"""Problems as text for people, as JSON for programs, and as notes at the line for GitHub."""

from __future__ import annotations

import json
from collections.abc import Sequence

from seqf.errors import Problem

FORMATS = ("text", "json", "github")


def render(problems: Sequence[Problem], form: str) -> str:
    """Return all problems in one of FORMATS; empty text where there is nothing to say."""
    return {"text": as_text, "json": as_json, "github": as_github}[form](sorted(problems))


def as_text(problems: Sequence[Problem]) -> str:
    """One line a problem, then how many there are."""
    lines = [str(problem) for problem in problems]
    if len(lines) > 1:
        lines.append(f"{len(lines)} problems")
    return "\n".join(lines)


def as_json(problems: Sequence[Problem]) -> str:
    """One object: `{"problems": [{path, line, column, message, rule}]}`; line 0 means the whole file."""
    rows = [
        {
            "path": problem.location.path,
            "line": problem.location.line,
            "column": problem.location.column,
            "message": problem.message,
            "rule": problem.rule,
        }
        for problem in problems
    ]
    return json.dumps({"problems": rows}, ensure_ascii=False, indent=1)


def as_github(problems: Sequence[Problem]) -> str:
    """One workflow command a problem, which GitHub shows at the line of the change."""
    return "\n".join(
        f"::error file={_property(problem.location.path)},line={max(problem.location.line, 1)},"
        f"col={max(problem.location.column, 1)},title={_property(problem.rule)}::{_message(problem.message)}"
        for problem in problems
    )


def _message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")
