"""Who may import what. The tables below are the rule; README.md shows them as a picture.

A new module belongs into one room. A room sees the rooms it names, never the ones that name it.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "generator" / "seqf"
SCRIPTS = ROOT / "site" / "assets" / "js"

# room -> its modules (a folder of the package counts as one)
ROOMS = {
    # what everybody speaks of: records, problems, exact numbers, text with its places
    "ground": {
        "errors",
        "model",
        "exact",
        "quantities",
        "plaintext",
        "prose",
        "jsontext",
        "sourcetext",
        "nodes",
    },
    # text files -> Framework
    "reading": {
        "yamltext",
        "yamlerrors",
        "yamllines",
        "validate",
        "schemamessages",
        "schemareport",
        "documents",
    }
    | {"consistency", "figures", "resolve", "project"},
    # answers -> result
    "meaning": {"rules", "answers", "assessment", "scoring", "result", "summary"},
    # Framework -> bytes
    "making": {"pages", "calculator", "markup", "render", "linkcheck", "export", "itemtexts", "provenance"}
    | {"cases", "tenderquestions", "tendertext", "downloads", "workbook", "document", "archive", "scripts"},
    # the disk, and what the package carries: templates, assets, schemas
    "disk": {"files", "resources"},
    # the order of the stages
    "assembling": {"build"},
    # terminal, network, one framework on the disk
    "edge": {"reporting", "workspace", "scorefiles", "serve", "cli"},
}

# room -> the rooms that it may import from, besides itself
SEES = {
    "ground": set(),
    "reading": {"ground"},
    "meaning": {"ground", "reading"},
    "making": {"ground", "meaning"},
    "disk": {"ground"},
    "assembling": {"ground", "meaning", "making", "disk"},
    "edge": {"ground", "reading", "meaning", "making", "disk", "assembling"},
}

# library -> the one module that imports it
LIBRARIES = {
    "click": "cli",
    "docx": "document",
    "jinja2": "render",
    "jsonschema": "validate",
    "lxml": "document",
    "markupsafe": "render",
    "markdown": "markup",
    "referencing": "validate",
    "xlsxwriter": "workbook",
    "yaml": "yamltext",
}

# Only these rooms know of a disk, a clock, a network or the machine.
OUTER = {"disk", "edge"}
OF_THE_MACHINE = re.compile(
    r"(os|sys|shutil|tempfile|subprocess|socket|http|time|random|secrets|uuid|threading|locale|platform"
    r"|urllib\.request|pathlib\.Path)(\.|$)"
)
CLOCK = re.compile(r"\.(now|utcnow|today)\(")


def module_of(path: Path) -> str:
    """Return the module, or the folder of the package, that a file belongs to."""
    return path.relative_to(PACKAGE).with_suffix("").parts[0]


SOURCES = sorted(path for path in PACKAGE.rglob("*.py") if module_of(path) != "__init__")
ROOM_OF = {module: room for room, modules in ROOMS.items() for module in modules}


def imports(path: Path) -> Iterator[str]:
    """Yield the full name of every module that a file imports, wherever in the file it does."""
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
    assert {module_of(path) for path in SOURCES} == set(ROOM_OF)


@pytest.mark.parametrize("path", **named(SOURCES, PACKAGE))
def test_a_module_imports_only_from_rooms_that_its_own_room_sees(path: Path) -> None:
    room = ROOM_OF.get(module_of(path), "ground")
    own = [name.split(".")[1] for name in imports(path) if name.startswith("seqf.")]
    beyond = {
        module
        for module in own
        if ROOM_OF.get(module) != room
        and ROOM_OF.get(module) not in SEES[room]
        and f"{ROOM_OF.get(module)}.{module}" not in SEES[room]
    }
    assert not beyond, f"{path.name} stands in '{room}', which sees {sorted(SEES[room])}"


@pytest.mark.parametrize("path", **named(SOURCES, PACKAGE))
def test_a_library_is_imported_in_one_place(path: Path) -> None:
    foreign = {name.split(".")[0] for name in imports(path)} - sys.stdlib_module_names - {"seqf"}
    assert foreign <= {library for library, module in LIBRARIES.items() if module == module_of(path)}


@pytest.mark.parametrize("path", **named(SOURCES, PACKAGE))
def test_only_the_outer_rooms_know_the_machine(path: Path) -> None:
    if ROOM_OF.get(module_of(path)) not in OUTER:
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
