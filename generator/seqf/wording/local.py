"""Wording without permission to publish: a file that git passes over, for builds on one's own computer."""

from __future__ import annotations

from collections.abc import Mapping as Dict
from dataclasses import replace

from seqf.errors import Location, Problem, ProblemsFound
from seqf.model import Framework
from seqf.text import yamltext
from seqf.text.nodes import Mapping
from seqf.wording.yamledit import block

FILE = "wording.yaml"
_HEAD = """\
# Wording of items that may not be published: nobody has recorded its holder's permission.
# It is used in builds on this computer only, and git passes it over. Don't send it on, don't commit it.
# Written by `seqf wording import`, which keeps what a later file does not list.
"""
_NOTICE = (
    "This copy was built on somebody's own computer and holds wording that may not be published. "
    "Please don't pass it on."
)


def is_permitted(framework: Framework) -> bool:
    """Whether the wording may stand in the framework's own files: nobody holds it, or its holder agreed."""
    wording = framework.data["framework"].get("wording")
    return not wording or bool(wording.get("permission"))


def own_wording(framework: Framework) -> dict[str, str]:
    """Return the wording by item id as the framework has it, in order; empty where there is none."""
    return {
        item["id"]: item.get("wording") or ""
        for section in framework.data["sections"]
        for item in section["items"]
    }


def read_local(content: bytes, path: str) -> dict[str, str]:
    """Return the wording by item id. Raises ProblemsFound with every mistake."""
    document = yamltext.parse(content, path)
    records = document.records("items") if isinstance(document, Mapping) else []
    if not records:
        raise _wrong(Location(path, 1, 1), "this file has no list `items`; import the wording again")
    found: dict[str, str] = {}
    for record in records:
        name, text = record.text("id"), record.text("wording")
        if not name or text is None or name in found:
            raise _wrong(record.location, "every entry needs an `id` of its own and a `wording`")
        found[name] = text
    return found


def local_text(wording: Dict[str, str]) -> bytes:
    """Return the local file."""
    rows = [f"  - id: {_quoted(item)}\n    wording: {block(text, 6)}\n" for item, text in wording.items()]
    return (_HEAD + "items:\n" + "".join(rows)).encode("utf-8")


def with_local_wording(framework: Framework, wording: Dict[str, str], path: str) -> Framework:
    """Return the framework with the local wording in its items, and a notice beside its status.

    The status is shown on every page and in every download, so the notice is too. Raises ProblemsFound
    where the file has wording for items that are not there.
    """
    unknown = sorted(wording.keys() - own_wording(framework).keys())
    if unknown:
        names = ", ".join(unknown)
        raise _wrong(
            Location(path), f"there is no item {names}; import the wording again, or delete the entry"
        )
    sections = [
        {
            **section,
            "items": [
                {**item, "wording": wording[item["id"]]} if item["id"] in wording else item
                for item in section["items"]
            ],
        }
        for section in framework.data["sections"]
    ]
    about = framework.data["framework"]
    status = {**about["status"], "text": f"{_NOTICE} {about['status']['text']}"}
    return replace(
        framework,
        data={**framework.data, "sections": sections, "framework": {**about, "status": status}},
    )


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _wrong(at: Location, message: str) -> ProblemsFound:
    return ProblemsFound([Problem(at, message, "local-wording")])
