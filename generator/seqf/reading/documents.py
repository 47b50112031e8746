"""The files of one framework -> documents by name, each read, checked against its schema, and placed.

A document's name is its path without the ending: `certification`, `sections/1.2`. What a file holds is told
by where it stands: `X.yaml` by the schema X, `sections/*.yaml` by the schema `section`, `guide/*.md` and
`pages/*.md` are Markdown.
"""

from __future__ import annotations

import re
from collections.abc import Mapping as Dict
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from seqf.errors import Location, Problem, ProblemsFound
from seqf.reading.schemamessages import nearest, unknown_key
from seqf.reading.validate import Validator
from seqf.text.nodes import Mapping, Node, Scalar, walk
from seqf.text.sourcetext import place, read_text
from seqf.text.yamltext import read

# schemas of parts, and of files that do not belong to a framework
_NO_DOCUMENTS = {
    *("common", "section"),
    *("assessment", "change-record", "lock", "lot", "result", "rules"),
}
_FOLDERS = {"guide": ".md", "pages": ".md", "sections": ".yaml"}
_FRONT_MATTER = re.compile(r"---\n(.*?)\n---(?:\n|\Z)", re.DOTALL)
_FRONT_KEYS = ("title", "description")
_ABOUT_VALUES = {"format", "not-allowed", "twice", "too-few", "colon-in-text", "lost-text", "missing-space"}
REQUIRED = ("framework", "certification")


@dataclass(frozen=True, slots=True)
class Document:
    """One YAML file that could be read."""

    name: str
    kind: str  # the schema's name
    path: str  # as problems name it
    text: str
    node: Node
    typed: Any  # None where it does not fit its schema
    is_shaped: bool  # lists, keys and ids are where they belong, even where a value is wrong

    @property
    def plain(self) -> Any:
        """Return the typed values; where there are none, the texts."""
        return self.node.plain() if self.typed is None else self.typed


@dataclass(frozen=True, slots=True)
class MarkdownFile:
    """One Markdown file."""

    name: str  # without folder and ending
    path: str
    text: str  # the whole file, so that places can be told
    body_at: int  # where the text begins, after the front matter
    front: Dict[str, str]  # the front matter: title, description

    @property
    def body(self) -> str:
        """Return the text without its front matter."""
        return self.text[self.body_at :]


@dataclass(slots=True)
class Sources:
    """All files of a framework. Filled by `gather`, only read afterwards."""

    root: str
    validator: Validator
    documents: dict[str, Document] = field(default_factory=dict)
    chapters: dict[str, MarkdownFile] = field(default_factory=dict)
    pages: dict[str, MarkdownFile] = field(default_factory=dict)
    unreadable: set[str] = field(default_factory=set)  # names of files that exist but could not be read
    problems: list[Problem] = field(default_factory=list)

    def fit(self, name: str) -> Document | None:
        """Return a document that fits its schema, None where it does not or is not there."""
        document = self.documents.get(name)
        return document if document and document.typed is not None else None

    def sections(self) -> list[Document]:
        """Return the sections that could be read, in the natural order of their ids."""
        found = [document for document in self.documents.values() if document.kind == "section"]
        return sorted(found, key=lambda document: natural(document.name))

    def misshapen(self) -> list[str]:
        """Return the names of documents in which lists, keys or ids are not where they belong."""
        return [name for name, document in self.documents.items() if not document.is_shaped]

    def is_whole(self, *names: str) -> bool:
        """Whether documents, as far as they exist, fit their schemas; `sections` stands for all of them."""
        wanted = [name for name in names if name != "sections"]
        if "sections" in names:
            wanted += [name for name in (*self.documents, *self.unreadable) if name.startswith("sections/")]
        return all(
            name not in self.unreadable and (self.fit(name) or name not in self.documents) for name in wanted
        )

    def values(self) -> dict[str, Any]:
        """Return every document's values by name, for looking up; `sections` is the list of all sections."""
        found = {
            name: document.plain for name, document in self.documents.items() if document.kind != "section"
        }
        return {**found, "sections": [section.plain for section in self.sections()]}


def natural(text: str) -> list[tuple[int, int, str]]:
    """Return a key that sorts ids as people do: 1.9 before 1.10."""
    return [(0, int(part), "") if part.isdigit() else (1, 0, part) for part in re.findall(r"\d+|\D+", text)]


def gather(texts: Dict[str, bytes], validator: Validator, root: str) -> Sources:
    """Read every file of a framework. Problems, missing files included, stand in the result's `problems`."""
    sources = Sources(root, validator)
    for path in sorted(texts):
        _take(path, texts[path], sources)
    for name in REQUIRED:
        if name not in sources.documents and name not in sources.unreadable:
            message = f"the file {name}.yaml is missing; every framework has one"
            sources.problems.append(Problem(Location(f"{root}/{name}.yaml"), message, "missing-file"))
    if not any(name.startswith("sections/") for name in (*sources.documents, *sources.unreadable)):
        message = "there are no sections; put one file for each into the folder sections"
        sources.problems.append(Problem(Location(f"{root}/sections"), message, "missing-file"))
    return sources


def _take(path: str, content: bytes, sources: Sources) -> None:
    where = PurePosixPath(path)
    parts, full = where.parts, f"{sources.root}/{path}" if sources.root else path
    if where.name == "README.md" or any(part.startswith(".") for part in parts):
        return
    kinds = sorted(sources.validator.kinds - _NO_DOCUMENTS)
    if len(parts) == 1 and where.suffix == ".yaml" and where.stem in kinds:
        _take_yaml(where.stem, where.stem, full, content, sources)
    elif len(parts) == 2 and _FOLDERS.get(parts[0]) == where.suffix:
        if parts[0] == "sections":
            _take_yaml(f"sections/{where.stem}", "section", full, content, sources)
        else:
            _take_markdown(parts[0], where.stem, full, content, sources)
    else:
        near = nearest(path, [f"{kind}.yaml" for kind in kinds])
        if len(parts) == 2 and parts[0] in _FOLDERS:
            hint = f"files of this folder end in {_FOLDERS[parts[0]]}"
        else:
            hint = f"did you mean {near}?" if near else "delete it, or correct its name"
        sources.problems.append(Problem(Location(full), f"nothing reads this file; {hint}", "unknown-file"))


def _take_yaml(name: str, kind: str, path: str, content: bytes, sources: Sources) -> None:
    node, problems = read(content, path)
    if node is None:
        sources.problems.extend(problems)
        sources.unreadable.add(name)
        return
    owner = f"section {name.split('/')[1]}" if kind == "section" else f"{name}.yaml"
    typed, misfits = sources.validator.check(kind, node, owner)
    shifted = [misfit.location for misfit in misfits if misfit.rule == "indentation"]
    problems = [problem for problem in problems if not _follows(problem, shifted)]
    told = {problem.location.line for problem in problems}
    sources.problems.extend(problems)
    sources.problems.extend(problem for problem in misfits if problem.location.line not in told)
    if problems:
        typed = None
    ids = {inner.location for path, inner in walk(node) if path[-1:] == ("id",)}
    is_shaped = all(
        problem.rule in _ABOUT_VALUES and problem.location not in ids for problem in (*problems, *misfits)
    )
    sources.documents[name] = Document(name, kind, path, read_text(content, path), node, typed, is_shaped)


def _follows(problem: Problem, shifted: list[Location]) -> bool:
    """Whether a key stands twice only because the key before it is indented too far."""
    here = problem.location
    return problem.rule == "duplicate-key" and any(
        here.column == before.column and here.line > before.line for before in shifted
    )


def _take_markdown(folder: str, stem: str, path: str, content: bytes, sources: Sources) -> None:
    try:
        text = read_text(content, path)
    except ProblemsFound as found:
        sources.problems.extend(found.problems)
        sources.unreadable.add(f"{folder}/{stem}")
        return
    if folder == "guide":
        sources.chapters[stem] = MarkdownFile(stem, path, text, 0, {})
        return
    start = _FRONT_MATTER.match(text)
    front = _front_matter(start, path, sources.problems) if start else {}
    if not start:
        message = (
            "this page begins without its title; put `---`, `title: …`, `description: …` and `---` on top"
        )
        sources.problems.append(Problem(Location(path, 1, 1), message, "front-matter"))
    sources.pages[stem] = MarkdownFile(stem, path, text, start.end() if start else 0, front)


def _front_matter(start: re.Match[str], path: str, problems: list[Problem]) -> dict[str, str]:
    node, found = read("\n" + start[1], path)  # the line break stands for the line of the three hyphens
    problems.extend(found)
    front, misspelt = {}, []
    entries = node.entries if isinstance(node, Mapping) else ()
    for entry in entries:
        if entry.key not in _FRONT_KEYS:
            problems.append(Problem(entry.location, unknown_key(entry.key, list(_FRONT_KEYS)), "unknown-key"))
            misspelt.append(nearest(entry.key, _FRONT_KEYS))
        elif isinstance(entry.value, Scalar) and entry.value.text:
            front[entry.key] = entry.value.text
    for key in _FRONT_KEYS:
        if key not in front and key not in misspelt and not found:
            message = (
                f"'{key}' is missing from the top of this page; add a line `{key}: …` between the hyphens"
            )
            problems.append(Problem(place(start[0], 0, path), message, "missing-key"))
    return front
