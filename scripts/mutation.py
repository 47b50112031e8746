#!/usr/bin/env python3
"""Break the scoring on purpose, a little at a time, and list what no test notices: `make mutation`.

usage: mutation.py                        both
       mutation.py python [MODULE ...]    mutmut on the Python modules that carry the meaning of a score
       mutation.py js [MODULE ...]        stryker on site/assets/js/core

A module is named as scoring/engine, or compare; without one, all of them are taken. Both work on a copy in
.mutation/. What is left over is explained in docs/mutants.md.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import mutation_python

ROOT = Path(__file__).resolve().parent.parent
COPY = ROOT / ".mutation"


def python(names: list[str]) -> int:
    """Run mutmut on these modules of the Python package."""
    return mutation_python.run(names, COPY / "python")


def js(names: list[str]) -> int:
    """Run stryker on these modules; npm installs it as tests/mutation/package-lock.json says."""
    here = COPY / "js"
    core = ROOT / "site" / "assets" / "js" / "core"
    known = sorted(path.stem for path in core.glob("*.js"))
    if unknown := set(names) - set(known):
        sys.exit(f"not in {core.relative_to(ROOT)}: {', '.join(sorted(unknown))}; known: {', '.join(known)}")
    _copy(here, {"site/assets/js": "site/assets/js", "tests": "tests"})
    lock = (ROOT / "tests" / "mutation" / "package-lock.json").read_bytes()
    installed = here / "node_modules" / ".package-lock.json"
    fresh = installed.exists() and (here / "package-lock.json").read_bytes() == lock
    for name in ("package.json", "package-lock.json", "stryker.config.json"):
        shutil.copy(ROOT / "tests" / "mutation" / name, here / name)
    if not fresh:
        install = ["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"]
        subprocess.run(install, cwd=here, check=True)
    modules = ",".join(f"site/assets/js/core/{name}.js" for name in names or known)
    return subprocess.run(["npx", "--no-install", "stryker", "run", "--mutate", modules], cwd=here).returncode


def _copy(here: Path, folders: dict[str, str]) -> None:
    kept = here / "node_modules"
    if here.exists() and not kept.exists():
        shutil.rmtree(here)
    for source, target in folders.items():
        shutil.rmtree(here / target, ignore_errors=True)
        shutil.copytree(ROOT / source, here / target, ignore=shutil.ignore_patterns("__pycache__"))


if __name__ == "__main__":
    kinds = {"python": python, "js": js}
    kind, *names = sys.argv[1:] or [""]
    if kind and kind not in kinds:
        sys.exit(__doc__)
    sys.exit(max([kinds[kind](names)] if kind else [one([]) for one in kinds.values()]))
