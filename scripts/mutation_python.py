"""The Python half of `make mutation`: mutmut on a copy, and a count of what no test noticed.

mutmut itself finds out which tests touch which function, and asks only those. tests/mutation/quickfirst.py
puts the quick ones first.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

MODULES = (
    *("exact", "scoring/answers", "scoring/engine", "scoring/result"),
    *("scoring/steps", "scoring/trace", "scoring/whatif", "scoring/compare", "scoring/sentences"),
    *("scoring/assessment", "scoring/rules"),
)
TESTS = (
    *("exact", "answers", "assessment", "rules", "rules_mistakes", "scoring", "result", "properties"),
    *("steps", "trace", "whatif", "compare", "explained"),
)
COPIED = {  # mutmut wants the package in src/
    "generator": "src",
    "tests": "tests",
    "schemas": "schemas",
    "site": "site",
    "framework/current": "framework/current",
}
# mutmut's exit codes, as far as they are not those of a test that failed
UNNOTICED, NO_TEST, OUT_OF_TIME = 0, 33, (36, 24, -24, 152, 255)


def run(names: list[str], here: Path) -> int:
    """Break these modules, such as scoring/engine, in the folder `here`; return mutmut's exit status.

    A run that was cut off is carried on where nothing has changed since. CHILDREN in the environment: how
    many mutants are tried at once.
    """
    if unknown := set(names) - set(MODULES):
        sys.exit(f"unknown: {', '.join(sorted(unknown))}; known: {', '.join(MODULES)}")
    modules = names or list(MODULES)
    _copy(here, modules)
    _configure(here, modules)
    children = os.environ.get("CHILDREN", "2")
    mutmut = Path(sys.executable).with_name("mutmut")
    environment = os.environ | {
        "PYTHONPATH": str(ROOT / "tests" / "mutation"),
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",  # pytest starts thousands of times, and none is needed
        "PYTEST_ADDOPTS": "-p no:unraisableexception -p no:threadexception -p no:cacheprovider",
    }
    done = subprocess.run([mutmut, "run", "--max-children", children], cwd=here, env=environment)
    for module in modules:
        _tell(here, module)
    return done.returncode


def _copy(here: Path, modules: list[str]) -> None:
    """The parts of the repository that the tests need; begun anew where one of them has changed."""
    files = {
        f"{target}/{path.relative_to(ROOT / source)}": path.read_bytes()
        for source, target in COPIED.items()
        for path in sorted((ROOT / source).rglob("*"))
        if path.is_file() and _needed(path)
    }
    digest = hashlib.sha256(repr((modules, files)).encode()).hexdigest()
    stamp = here / "copied"
    if stamp.exists() and stamp.read_text(encoding="utf-8") == digest:
        return
    shutil.rmtree(here, ignore_errors=True)
    for name, content in files.items():
        (here / name).parent.mkdir(parents=True, exist_ok=True)
        (here / name).write_bytes(content)
    stamp.write_text(digest, encoding="utf-8")


def _needed(path: Path) -> bool:
    """Whether a run may need a file. pytest looks at each that it finds beside the tests, every time."""
    if path.parent == ROOT / "tests" and path.name.startswith("test_"):
        return path.stem.removeprefix("test_") in TESTS
    return path.suffix != ".pyc" and not path.is_relative_to(ROOT / "tests" / "browser")


def _configure(here: Path, modules: list[str]) -> None:
    """Write the settings, which mutmut reads where it runs."""
    pyproject = (ROOT / "pyproject.toml").read_text(encoding="utf-8").replace('"generator"', '"src"')
    settings = {
        "source_paths": ["src"],
        "only_mutate": [f"src/seqf/{module}.py" for module in modules],
        "also_copy": ["schemas", "site", "framework"],
        "pytest_add_cli_args": ["-p", "quickfirst"],
        "pytest_add_cli_args_test_selection": [f"tests/test_{name}.py" for name in TESTS],
    }
    lines = "\n".join(f"{key} = {json.dumps(value)}" for key, value in settings.items())
    (here / "pyproject.toml").write_text(f"{pyproject}\n[tool.mutmut]\n{lines}\n", encoding="utf-8")


def _tell(here: Path, module: str) -> None:
    """Print how a module fared, and each change of it that went unnoticed."""
    found = here / "mutants" / "src" / "seqf" / f"{module}.py.meta"
    codes = json.loads(found.read_text(encoding="utf-8"))["exit_code_by_key"] if found.exists() else {}
    ran = {name: code for name, code in codes.items() if code is not None}
    kinds = Counter(
        "out of time" if code in OUT_OF_TIME else "live" if code in (UNNOTICED, NO_TEST) else "failed"
        for code in ran.values()
    )
    noticed = kinds["failed"] + kinds["out of time"]
    print(
        f"{module}: {len(codes)} mutants, {len(ran)} run, {noticed} noticed "
        f"({kinds['out of time']} of them by running out of time), {kinds['live']} live"
    )
    for name, code in ran.items():
        if code in (UNNOTICED, NO_TEST, *OUT_OF_TIME):
            word = {UNNOTICED: "live", NO_TEST: "live, no test touches it"}.get(code, "out of time")
            print(f"  {name}: {word}")
