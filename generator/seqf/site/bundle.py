"""Several ES modules -> one script that needs no file beside it. For the forms of this project only.

A module becomes a block of its own, so that its names stay its own; what it exports stands in a record.
Modules stand in the order in which they need each other. `import()` gives the record: what the site loads
when it is used is there at once. A form that is not known here is refused, never guessed.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping

_NAMES = r"\{([^}]*)\}"
_IMPORT = re.compile(rf'^import {_NAMES} from "(\.[^"]+)";$')
_PASS_ON = re.compile(rf'^export {_NAMES} from "(\.[^"]+)";$')
_PASS_ALL = re.compile(r'^export \* from "(\.[^"]+)";$')
_DECLARED = re.compile(r"^export ((?:const|class|async function|function) ([A-Za-z_$][\w$]*).*)$")
_LATER = re.compile(r'\bimport\("(\.[^"]+)"\)')
_MODULE_WORD = re.compile(r"^\s*(?:import|export)\b(?!\()|\bimport\((?!\")|\bimport\.meta\b")


class NotBundled(ValueError):
    """A script is written in a form that this bundler does not know."""


def bundle(modules: Mapping[str, str], entry: str) -> str:
    """Return one script that does what `entry` and all that it needs do.

    modules: path -> source, paths as in "js/ui/calculator.js". Raises NotBundled for an unknown form, a
    missing module, or modules that need each other in a ring.
    """
    order: list[str] = []
    _visit(entry, modules, order, ())
    names = {path: f"module{place}" for place, path in enumerate(order)}
    parts = [_block(path, modules[path], names) for path in order]
    return '"use strict";\n' + "\n".join(parts) + "\n"


def _visit(path: str, modules: Mapping[str, str], order: list[str], above: tuple[str, ...]) -> None:
    if path in above:
        raise NotBundled(f"{path} needs itself: {' -> '.join([*above, path])}")
    if path in order:
        return
    if path not in modules:
        raise NotBundled(f"{above[-1] if above else 'the page'} needs {path}, which is not there")
    for line in modules[path].split("\n"):
        found = _IMPORT.match(line) or _PASS_ON.match(line) or _PASS_ALL.match(line)
        targets = [found[found.re.groups]] if found else _LATER.findall(line)
        for target in targets:
            _visit(_resolved(path, target), modules, order, (*above, path))
    order.append(path)


def _resolved(path: str, target: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), target))


def _block(path: str, source: str, names: Mapping[str, str]) -> str:
    """Return a module as a block that fills its record."""
    lines, given, passed = [], [], []
    for number, line in enumerate(source.split("\n"), start=1):
        if found := _IMPORT.match(line):
            lines.append(f"const {{{_bound(found[1])}}} = {names[_resolved(path, found[2])]};")
        elif found := _PASS_ON.match(line):
            record = names[_resolved(path, found[2])]
            for name in filter(None, map(str.strip, found[1].split(","))):
                passed.append(f"{name}: {record}.{name}")
        elif found := _PASS_ALL.match(line):
            passed.append(f"...{names[_resolved(path, found[1])]}")
        else:
            if found := _DECLARED.match(line):
                given.append(found[2])
                line = found[1]
            elif _MODULE_WORD.search(line):
                raise NotBundled(f"{path}, line {number}: this form of import or export is not known")
            lines.append(_LATER.sub(lambda later: names[_resolved(path, later[1])], line))
    record = ", ".join([*passed, *given])
    return "\n".join(
        [f"const {names[path]} = {{}};", "{", *lines, f"Object.assign({names[path]}, {{ {record} }});", "}"]
    )


def _bound(names: str) -> str:
    """Return the names of an import as taken from a record: `a, b as c` is `a, b: c`."""
    return ", ".join(re.sub(r"\s+as\s+", ": ", name.strip()) for name in names.split(",") if name.strip())
