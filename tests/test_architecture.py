"""Who may import what. The tables below are the rule; README.md shows them as a picture.

A new module belongs into one room. A room sees the rooms it names, never the ones that name it.
"""

from __future__ import annotations

import ast
import functools
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "generator" / "seqf"
SCRIPTS = ROOT / "site" / "assets" / "js"

# room -> the rooms that it may import from, besides itself. A room is a folder of the package; ground is what
# everybody speaks of, and stands at the top with build and cli.
GROUND = {"errors", "exact", "model"}
INSIDE = {"ground", "text", "scoring", "changes", "site", "downloads"}  # what a site is made by
SEES = {
    "ground": set(),
    "text": {"ground"},  # YAML, JSON, prose and quantities, each part with its place
    "reading": {"ground", "text"},  # text files -> Framework
    "scoring": {"ground", "text"},  # answers -> result
    "changes": {"ground", "text", "scoring"},  # two states -> what changed, releases, migration
    "site": {"ground", "text", "scoring", "changes"},  # Framework -> pages
    "downloads": {"ground", "text", "scoring"},  # Framework -> files people work in
    "wording": {"ground", "text"},  # official wording: from a spreadsheet into the files
    "disk": {"ground"},  # files, and what the package carries: templates, assets, schemas
    "build": {*INSIDE, "disk"},  # the order of the stages
    "edge": {*INSIDE, "reading", "wording", "disk", "build"},
    "commands": {*INSIDE, "reading", "disk", "build", "edge"},
    "cli": {*INSIDE, "reading", "disk", "build", "edge", "commands"},
}

# library -> the one module, or folder of the package, that imports it; click: cli and what it registers
LIBRARIES = {
    "click": ("cli", "commands"),
    "docx": "downloads/document",
    "jinja2": "site/render",
    "jsonschema": "reading/validate",
    "lxml": "downloads/document",
    "markupsafe": "site/render",
    "markdown": "site/markup",
    "referencing": "reading/validate",
    "xlsxwriter": "downloads/workbook",
    "yaml": "text/yamltext",
}

# Only these rooms know of a disk, a clock, a network or the machine.
OUTER = {"disk", "edge", "commands", "cli"}
OF_THE_MACHINE = re.compile(
    r"(os|sys|shutil|tempfile|subprocess|socket|http|time|random|secrets|uuid|threading|locale|platform"
    r"|urllib\.request|pathlib\.Path)(\.|$)"
)
CLOCK = re.compile(r"\.(now|utcnow|today)\(")


def room_of(module: str) -> str:
    """Return the room of a module named from the package on, such as `text.yamltext`."""
    first = module.split(".")[0]
    return "ground" if first in GROUND else first


def module_of(path: Path) -> str:
    """Return a file's module, named from the package on: `text.yamltext`; a folder is its `__init__`."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


SOURCES = sorted(path for path in PACKAGE.rglob("*.py") if module_of(path))


@functools.cache
def imports(path: Path) -> tuple[str, ...]:
    """Return the full name of every module that a file imports, wherever in the file it does."""
    return tuple(_imports(path))


def _imports(path: Path) -> Iterator[str]:
    package = ("seqf", *path.relative_to(PACKAGE).parts[:-1])
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            start = package[: len(package) - node.level + 1] if node.level else ()
            base = ".".join([*start, *([node.module] if node.module else [])])
            yield from (f"{base}.{alias.name}" for alias in node.names)


def named(paths: list[Path], root: Path) -> dict[str, object]:
    return {"argvalues": paths, "ids": [path.relative_to(root).as_posix() for path in paths]}


def test_every_module_has_a_room_and_every_room_its_modules() -> None:
    assert {room_of(module_of(path)) for path in SOURCES} == set(SEES)


@pytest.mark.parametrize("path", **named(SOURCES, PACKAGE))
def test_a_module_imports_only_from_rooms_that_its_own_room_sees(path: Path) -> None:
    room = room_of(module_of(path))
    seen = {room_of(name.removeprefix("seqf.")) for name in imports(path) if name.startswith("seqf.")}
    assert seen - {room} <= SEES[room], f"{path.name} stands in '{room}'"


@pytest.mark.parametrize("path", **named(SOURCES, PACKAGE))
def test_a_library_is_imported_in_one_place(path: Path) -> None:
    foreign = {name.split(".")[0] for name in imports(path)} - sys.stdlib_module_names - {"seqf"}
    here = "cli" if room_of(module_of(path)) == "cli" else module_of(path).replace(".", "/")
    assert foreign <= {
        library for library, place in LIBRARIES.items() if f"{here}/".startswith(_folders(place))
    }


def _folders(place: str | tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{one}/" for one in ([place] if isinstance(place, str) else place))


@pytest.mark.parametrize("path", **named(SOURCES, PACKAGE))
def test_only_the_outer_rooms_know_the_machine(path: Path) -> None:
    if room_of(module_of(path)) not in OUTER:
        assert not [name for name in imports(path) if OF_THE_MACHINE.match(name)]
        assert not CLOCK.search(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", **named(SOURCES, PACKAGE))
def test_a_module_is_short_enough_to_read_at_once(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300


# The same line in the browser: core/ is pure, ui/ is not, and one module keeps things in the browser.

CORE = sorted((SCRIPTS / "core").rglob("*.js"))
MODULES = sorted(SCRIPTS.rglob("*.js"))
JS_IMPORT = re.compile(r"""(?:\bfrom\s*|\bimport\s*\(?\s*)["']([^"']+)["']""")
OF_THE_BROWSER = re.compile(
    r"\b(document|window|navigator|localStorage|sessionStorage|indexedDB|fetch|XMLHttpRequest|Date|performance"
    r"|setTimeout|setInterval|console|process|crypto|Math\.random)\b"
)
JS_COMMENT = re.compile(r"/\*.*?\*/|(?<!:)//[^\n]*", re.DOTALL)


def code_of(path: Path) -> str:
    return JS_COMMENT.sub("", path.read_text(encoding="utf-8"))


def test_the_browser_has_a_core() -> None:
    assert CORE


@pytest.mark.parametrize("path", **named(CORE, SCRIPTS))
def test_the_core_of_the_browser_side_imports_only_the_core(path: Path) -> None:
    for target in JS_IMPORT.findall(path.read_text(encoding="utf-8")):
        assert target.startswith("."), "no library reaches the browser"
        assert (path.parent / target).resolve().is_relative_to((SCRIPTS / "core").resolve())


@pytest.mark.parametrize("path", **named(CORE, SCRIPTS))
def test_the_core_of_the_browser_side_knows_no_browser(path: Path) -> None:
    # Words inside quotes are messages, not calls.
    bare = re.sub(r"""(["'`])(?:\\.|(?!\1).)*\1""", '""', code_of(path), flags=re.DOTALL)
    its_own = set(re.findall(r"\b(?:const|let) (\w+) =", bare))
    assert not [name for name in OF_THE_BROWSER.findall(bare) if name not in its_own]


@pytest.mark.parametrize("path", **named(MODULES, SCRIPTS))
def test_a_script_imports_only_files_of_the_site(path: Path) -> None:
    for target in JS_IMPORT.findall(code_of(path)):
        assert target.startswith("."), "a bare name or an address would be a request elsewhere"
        assert (path.parent / target).resolve().is_file()


@pytest.mark.parametrize("path", **named(MODULES, SCRIPTS))
def test_only_one_script_keeps_things_in_the_browser(path: Path) -> None:
    if path.name != "storage.js":
        assert not re.search(r"\b(localStorage|sessionStorage|indexedDB)\s*[.\[]", code_of(path))


@pytest.mark.parametrize("path", **named(MODULES, SCRIPTS))
def test_text_reaches_a_page_as_text(path: Path) -> None:
    assert not re.search(
        r"\.(innerHTML|outerHTML)\s*=|insertAdjacentHTML|document\.write|\beval\(", code_of(path)
    )


@pytest.mark.parametrize("path", **named(MODULES, SCRIPTS))
def test_a_script_is_short_enough_to_read_at_once(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300
