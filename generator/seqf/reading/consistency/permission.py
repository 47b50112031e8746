"""Wording that somebody holds stands in these files only with recorded permission to publish it."""

from __future__ import annotations

from collections.abc import Iterator

from seqf.errors import Problem
from seqf.reading.consistency.scores import fitting_sections
from seqf.reading.documents import Sources
from seqf.text.nodes import Mapping


def wording_permission(sources: Sources) -> Iterator[Problem]:
    """One problem for each section whose items have wording that may not be published."""
    wording = _terms(sources)
    if wording is None or wording.get("permission"):
        return
    for _, section in fitting_sections(sources):
        for item in section.records("items"):
            if item.text("wording"):
                message = (
                    f"the wording of {item.text('id')} may not be published: framework.yaml records no "
                    "permission under wording; empty this line and import the wording, or record the "
                    "permission"
                )
                yield Problem(item.place("wording"), message, "wording-permission")
                break  # the others of this section have the same reason


def permission_giver(sources: Sources) -> Iterator[Problem]:
    """Only who holds the wording can permit that it is published."""
    wording = _terms(sources)
    permission = wording.record("permission") if wording else None
    if wording and permission and permission.text("by") != wording.text("held_by"):
        message = (
            f"{wording.text('held_by')} holds the wording, so '{permission.text('by')}' cannot permit "
            "that it is published; mend one of the two"
        )
        yield Problem(permission.place("by"), message, "permission-giver")


def _terms(sources: Sources) -> Mapping | None:
    framework = sources.fit("framework")
    return framework.node.record("wording") if framework and isinstance(framework.node, Mapping) else None


RULES = (wording_permission, permission_giver)
