"""How fast `seqf score` is, and how much memory a long stream takes: `python tests/bench.py [COUNT]`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from random import Random

import generate

ROOT = Path(__file__).resolve().parent.parent
SEQF = [sys.executable, "-c", "from seqf.cli import main; main()"]


def stream(folder: Path, count: int) -> Path:
    """Write so many made-up assessments of the framework of the cases."""
    random, rules = Random(1), generate.rules_of_the_cases()
    path = folder / f"{count}.jsonl"
    with path.open("w", encoding="utf-8") as file:
        for number in range(count):
            one = generate.assessment(random, rules) | {"provider": f"Service {number}"}
            file.write(json.dumps(one) + "\n")
    return path


def run(path: Path, *options: str) -> tuple[float, float]:
    """Score a stream. Returns seconds of one core, start of the program included, and the most memory in MB.

    Not seconds of the clock: what else the machine does is not this program's doing.
    """
    command = [*SEQF, "score", "--rules", str(ROOT / "tests" / "cases" / "rules.json"), str(path), *options]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, cwd=ROOT)
    _, status, used = os.wait4(process.pid, 0)
    if status:
        sys.exit("seqf score failed")
    kilobytes = used.ru_maxrss / (1024 if sys.platform == "darwin" else 1)
    return used.ru_utime + used.ru_stime, kilobytes / 1024


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    with tempfile.TemporaryDirectory() as folder:
        few, many = (stream(Path(folder), one) for one in (count // 20, count))
        for path, form in ((few, "--json"), (many, "--json"), (many, "--csv"), (few, "--json --steps")):
            number = int(path.stem)
            seconds, memory = run(path, *form.split())
            speed = f"{number / seconds:>7,.0f} a second of one core"
            print(f"{number:>8,} assessments {form:<16} {speed}, {memory:.0f} MB at most")


if __name__ == "__main__":
    main()
