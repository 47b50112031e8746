"""Words that several parts of a report use."""

from __future__ import annotations

KINDS = {"self": "Self-assessment", "external": "External assessment", None: "Assessment"}
UNSCORED = "not scored yet"
