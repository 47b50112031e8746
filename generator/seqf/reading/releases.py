"""The folder of frozen releases -> its lock, its change records and its files, each checked by its schema."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from seqf.errors import Location, Problem
from seqf.reading.validate import Validator
from seqf.text.versions import in_order, parse
from seqf.text.yamltext import read

LOCK = "lock.yaml"
RECORDS = "changes"
NEXT = f"{RECORDS}/next.yaml"  # what editors say of their changes since the newest release


@dataclass(slots=True)
class ReleaseFiles:
    """All that stands in the folder of releases. Filled by `read_releases`, only read afterwards."""

    root: str  # how problems name the folder
    texts: dict[str, dict[str, bytes]] = field(default_factory=dict)  # version -> path inside it -> content
    raw_records: dict[str, bytes] = field(default_factory=dict)  # version -> content of its change record
    records: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    next: Mapping[str, Any] | None = None
    lock: Mapping[str, Any] | None = None
    problems: list[Problem] = field(default_factory=list)

    @property
    def versions(self) -> list[str]:
        """Return the numbers of all releases, oldest first."""
        return in_order([*self.texts])

    def in_order(self) -> dict[str, Mapping[str, Any]]:
        """Return the change records, oldest first."""
        return {version: self.records[version] for version in in_order([*self.records])}

    @property
    def newest(self) -> str | None:
        return self.versions[-1] if self.texts else None


def read_releases(
    tree: Mapping[str, bytes], schemas: Mapping[str, dict[str, Any]], root: str
) -> ReleaseFiles:
    """Read the folder: `<version>/…`, `changes/<version>.yaml`, `changes/next.yaml` and `lock.yaml`."""
    found = ReleaseFiles(root)
    validator: Validator | None = None

    def typed(kind: str, path: str, content: bytes) -> Any:
        nonlocal validator
        validator = validator or Validator(dict(schemas))
        node, problems = read(content, f"{root}/{path}")
        found.problems.extend(problems)
        if node is None or problems:
            return None
        value, misfits = validator.check(kind, node, path)
        found.problems.extend(misfits)
        return value

    for path, content in sorted(tree.items()):
        where = PurePosixPath(path)
        version = where.parts[0]
        if path == LOCK:
            found.lock = typed("lock", path, content)
        elif path == NEXT:
            found.next = typed("change-record", path, content)
        elif version == RECORDS and len(where.parts) == 2 and where.suffix == ".yaml" and parse(where.stem):
            found.raw_records[where.stem] = content
            record = typed("change-record", path, content)
            if record is not None:
                found.records[where.stem] = record
        elif len(where.parts) > 1 and (number := parse(version)) and number.released:
            found.texts.setdefault(version, {})[path.partition("/")[2]] = content
        elif where.name != "README.md":
            message = (
                "nothing reads this file; this folder holds one folder a release, the folder changes and "
                "lock.yaml, all written by `seqf release`"
            )
            found.problems.append(Problem(Location(f"{root}/{path}"), message, "unknown-file"))
    return found
