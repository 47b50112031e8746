"""How long an answer takes to become the updated result on the screen, in a Chromium slowed down four times.

    .venv/bin/python tests/bench_calculator.py [--rate 4] [--rounds 3]

Not part of `make test`: a time says something about a machine, not about the code. Each answer is measured
inside the page: from the event to the end of its handlers, and with the layout that the next frame needs.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE / "browser"))

import chromium  # noqa: E402  (stands beside the browser tests)
from playwright.sync_api import sync_playwright  # noqa: E402

ANSWER_ALL = """async () => {
  const times = {script: [], layout: []};
  const items = [...document.querySelectorAll('[data-kind=criterion]')];
  const radios = items.map((item) => item.querySelectorAll('input')[2]);
  for (const radio of radios) {
    await new Promise((done) => setTimeout(done, 30));
    const start = performance.now();
    radio.click();
    times.script.push(performance.now() - start);
    document.body.offsetHeight; // what the next frame has to lay out
    times.layout.push(performance.now() - start);
  }
  return times;
}"""


def told(name: str, times: list[float]) -> str:
    ordered = sorted(times)
    late = ordered[int(len(ordered) * 0.95)]
    return f"{name}: median {statistics.median(times):.1f} ms, 95th {late:.1f} ms, most {ordered[-1]:.1f} ms"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rate", type=float, default=4, help="how many times slower the processor is made")
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        site = Path(folder) / "site"
        program = [sys.executable, "-c", "from seqf.cli import main; main()", "build", "--out", str(site)]
        subprocess.run(program, cwd=HERE.parent, check=True, stdout=subprocess.DEVNULL)
        (page_file,) = site.glob("downloads/*-calculator.html")
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=chromium.ARGUMENTS)
        found: dict[str, list[float]] = {"script": [], "layout": []}
        for _ in range(given.rounds):
            page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
            page.goto(page_file.as_uri())
            page.wait_for_selector("html.scripted", state="attached")
            page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": given.rate})
            for name, times in page.evaluate(ANSWER_ALL).items():
                found[name] += times
        print(f"{len(found['script'])} answers, processor slowed down {given.rate:g} times")
        print(told("answer to updated result (script)", found["script"]))
        print(told("the same with layout of the page", found["layout"]))
        browser.close()


if __name__ == "__main__":
    main()
