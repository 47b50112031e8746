"""What holds for releases: frozen ones never change, `current` is told apart, ids are never reused."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from seqf.changes.things import things
from seqf.errors import Location, Problem
from seqf.model import Framework
from seqf.text import nodes, yamltext
from seqf.text.versions import parse

_SCHEMA_LINE = re.compile(rb"^(# yaml-language-server: \$schema=)((?:\.\./)+)", re.MULTILINE)
_VERSION_LINE = re.compile(rb"^version:[ \t]*(\S+)", re.MULTILINE)
_RELEASED_LINE = re.compile(rb"^released:[^\n]*\n", re.MULTILINE)
_IDENTITY = "framework.yaml"


def digest(content: bytes) -> str:
    """Return the digest of a file; line ends of Windows count as those of everybody else."""
    as_everywhere = content.replace(b"\r\n", b"\n")
    return f"sha256:{hashlib.sha256(as_everywhere).hexdigest()}"


def digest_of_all(files: Sequence[Mapping[str, str]]) -> str:
    """Return the digest of a release: of the lines `digest path`, by path."""
    lines = "".join(f"{file['digest']} {file['path']}\n" for file in sorted(files, key=lambda f: f["path"]))
    return digest(lines.encode())


def frozen(texts: Mapping[str, bytes], version: str, date: str | None = None) -> dict[str, bytes]:
    """Return the files of `current` as a release keeps them: with number, day, and schemas one folder up."""
    found = {path: _SCHEMA_LINE.sub(rb"\1../\2", content) for path, content in texts.items()}
    found[_IDENTITY] = with_version(found[_IDENTITY], version, date)
    return found


def with_version(text: bytes, version: str, date: str | None = None) -> bytes:
    """Return framework.yaml with another version, and the day of its release where one is given."""
    lines = f"version: {version}"
    if date is not None:
        text = _RELEASED_LINE.sub(b"", text)
        lines += f"\nreleased: {date}"
    return _VERSION_LINE.sub(lines.encode(), text, count=1)


def lock_entry(version: str, texts: Mapping[str, bytes], record: bytes) -> dict[str, Any]:
    """Return what the lock says of a release."""
    files = [{"path": path, "digest": digest(content)} for path, content in sorted(texts.items())]
    return {"version": version, "digest": digest_of_all(files), "record": digest(record), "files": files}


def tampered(
    root: str,
    lock: Mapping[str, Any] | None,
    texts: Mapping[str, Mapping[str, bytes]],
    records: Mapping[str, bytes],
) -> Iterator[Problem]:
    """Yield a problem for each file of a release that was changed, removed or added since it was frozen."""
    if lock is None:
        if texts:
            message = (
                "this file is missing or can't be read: it holds the digest of every release; bring it back "
                f"with `git checkout HEAD -- {root}/lock.yaml`"
            )
            yield _problem(f"{root}/lock.yaml", message)
        return
    entries = {entry["version"]: entry for entry in lock["releases"]}
    for version in sorted({*texts, *records} - set(entries)):
        where = f"{root}/{version}" if version in texts else f"{root}/changes/{version}.yaml"
        message = (
            "the lock does not know this release; releases are made by `seqf release`, not by hand: delete it"
        )
        yield _problem(where, message)
    for version, entry in entries.items():
        here = texts.get(version, {})
        known = {file["path"]: file["digest"] for file in entry["files"]}
        for path in sorted({*known, *here}):
            yield from _file(f"{root}/{version}/{path}", version, known.get(path), here.get(path))
        record = f"{root}/changes/{version}.yaml"
        yield from _file(record, version, entry["record"], records.get(version))
        if digest_of_all(entry["files"]) != entry["digest"]:
            yield _problem(
                f"{root}/lock.yaml",
                f"the digests of release {version} do not agree with each other; bring the file back with "
                f"`git checkout HEAD -- {root}/lock.yaml`",
            )


def _file(path: str, version: str, known: str | None, content: bytes | None) -> Iterator[Problem]:
    mend = "to change the framework, edit `current` and make a new release"
    back = f"bring it back with `git checkout HEAD -- {path}`, or take the change out of your pull request"
    if known is None:
        yield _problem(path, f"this file was added to release {version}, which is frozen; delete it; {mend}")
    elif content is None:
        yield _problem(path, f"this file of release {version} is missing, and a release is frozen; {back}")
    elif digest(content) != known:
        yield _problem(path, f"this file was changed, but release {version} is frozen; {back}; {mend}")


def _problem(path: str, message: str) -> Problem:
    return Problem(Location(path, 1, 1), message, "frozen-release")


def locked_files(lock: Mapping[str, Any] | None, version: str | None) -> dict[str, str]:
    """Return the digests of a release's files by path; empty where the lock does not know it."""
    entries = (lock or {"releases": []})["releases"]
    found = next((entry for entry in entries if entry["version"] == version), {"files": []})
    return {file["path"]: file["digest"] for file in found["files"]}


def unmarked(
    root: str, texts: Mapping[str, bytes], version: str, newest: str | None, newest_files: Mapping[str, str]
) -> Iterator[Problem]:
    """Yield a problem where `current` bears a number that is not its own.

    `newest_files` are the digests of the newest release by path, as they were when it was frozen.
    """
    number = parse(version)
    last = parse(newest) if newest else None
    if number is None or (last is None and not number.released):
        return
    place = _version_place(f"{root}/{_IDENTITY}", texts[_IDENTITY])
    if last is None:
        message = (
            f"{version} says that this is a release, and none was made; write {version}-dev, and make the "
            f"release with `seqf release {version}`"
        )
        yield Problem(place, message, "working-version")
        return
    proposed = f"{last.next('patch')}-dev"
    if number.released:
        other = _difference(frozen(texts, version), newest_files) if number == last else ""
        if number != last:
            message = (
                f"{version} says that this is a release, but the newest one is {newest}; while "
                f"you work on it, write {proposed}"
            )
            yield Problem(place, message, "working-version")
        elif other:
            message = (
                f"{other} is no longer as it was in release {newest}, so this is not that release any more; "
                f"write {proposed} here until the next release is made"
            )
            yield Problem(place, message, "working-version")
    elif number < last:
        message = (
            f"{version} comes before the newest release, {newest}; write a higher one, such as {proposed}"
        )
        yield Problem(place, message, "working-version")


def _difference(mine: Mapping[str, bytes], newest: Mapping[str, str]) -> str:
    """Return the first file that differs, "" where none does."""
    here = {path: digest(content) for path, content in mine.items()}
    return next((path for path in sorted({*here, *newest}) if here.get(path) != newest.get(path)), "")


def _version_place(path: str, text: bytes) -> Location:
    found = _VERSION_LINE.search(text)
    if not found:
        return Location(path, 1, 1)
    before = text[: found.start(1)]
    return Location(path, before.count(b"\n") + 1, len(before) - before.rfind(b"\n"))


# Where the ids of each kind are written.
_FILES = {
    "item": "sections/",
    "section": "sections/",
    "mark": "certification.yaml",
    "standard": "standards.yaml",
    "question": "tender.yaml",
    "value": "values.yaml",
    "interpretation": "interpretations.yaml",
    "term": "glossary.yaml",
    "resource": "resources.yaml",
    "chapter": "guide.yaml",
}


def gone(records: Mapping[str, Mapping[str, Any]]) -> dict[str, tuple[str, str]]:
    """Return every target that a release took out of use: (release, what happened). Records oldest first."""
    found = {}
    for version, record in records.items():
        for change in record.get("changes", ()):
            if change["kind"] == "retired":
                found[change["target"]] = (version, "retired")
            elif change["kind"] == "moved" and change.get("before") == change["target"]:
                found[change["target"]] = (version, f"moved to {change['after'].partition(':')[2]}")
    return found


def reused(
    root: str, texts: Mapping[str, bytes], framework: Framework, records: Mapping[str, Mapping[str, Any]]
) -> Iterator[Problem]:
    """Yield a problem for each id that an earlier release retired and `current` uses again."""
    past = gone(records)
    for target in past.keys() & things(framework).keys():
        version, what = past[target]
        scheme, _, id = target.partition(":")
        message = (
            f"the id {id or target} was {what} in release {version}; old assessments and links mean what it "
            "was, so an id is never used again: give this one a new id"
        )
        yield Problem(_place_of(root, texts, _FILES.get(scheme, ""), id), message, "id-reused")


def _place_of(root: str, texts: Mapping[str, bytes], start: str, id: str) -> Location:
    for path, content in sorted(texts.items()):
        if start and path.startswith(start):
            node = yamltext.parse(content.decode(), f"{root}/{path}")
            for keys, inner in nodes.walk(node):
                if keys[-1:] == ("id",) and isinstance(inner, nodes.Scalar) and inner.text == id:
                    return inner.location
    return Location(root)
