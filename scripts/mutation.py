#!/usr/bin/env python3
"""Break the scoring on purpose, a little at a time, and list what no test notices: `make mutation`.

usage: mutation.py python [MODULE ...]    mutmut on the Python modules that carry the meaning of a score
       mutation.py js [MODULE ...]        stryker on site/assets/js/core

A module is named as scoring/engine, or compare; without one, all of them are taken. Both work on a copy in
.mutation/. What is left over is explained in docs/mutants.md.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COPY = ROOT / ".mutation"

PYTHON_MODULES = ("exact", "scoring/answers", "scoring/engine", "scoring/steps")
PYTHON_TESTS = ("exact", "scoring", "answers", "assessment", "result", "properties", "steps", "scorefiles")


def python(names: list[str]) -> int:
    """Run mutmut on these modules. It wants the package in src/, and its settings where it runs."""
    here = COPY / "python"
    _copy(here, {"generator": "src", "tests": "tests", "schemas": "schemas", "site": "site"})
    pyproject = (ROOT / "pyproject.toml").read_text(encoding="utf-8").replace('"generator"', '"src"')
    tests = [f"tests/test_{name}.py" for name in PYTHON_TESTS if (ROOT / f"tests/test_{name}.py").exists()]
    settings = {
        "source_paths": ["src"],
        "only_mutate": [f"src/seqf/{name}.py" for name in names or PYTHON_MODULES],
        "also_copy": ["schemas", "site"],
        "pytest_add_cli_args_test_selection": tests,
    }
    lines = "\n".join(f"{key} = {json.dumps(value)}" for key, value in settings.items())
    (here / "pyproject.toml").write_text(f"{pyproject}\n[tool.mutmut]\n{lines}\n", encoding="utf-8")
    mutmut = Path(sys.executable).with_name("mutmut")
    done = subprocess.run([mutmut, "run", "--max-children", "2"], cwd=here)
    subprocess.run([mutmut, "results"], cwd=here)
    return done.returncode


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
    if len(sys.argv) < 2 or sys.argv[1] not in kinds:
        sys.exit(__doc__)
    sys.exit(kinds[sys.argv[1]](sys.argv[2:]))
