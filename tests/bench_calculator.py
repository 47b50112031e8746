"""How long an answer takes to become the updated result, on the site's own page, in a Chromium slowed down.

    .venv/bin/python tests/bench_calculator.py [--rate 4] [--rounds 3] [--quiet 10] [--profile FILE]

Part of `make bench`, not of `make test`: a time says something about a machine, not about the code. The
page is served, opened and answered as people do, one keystroke or click at a time, with a rest in between.
Two times are told of each: "result", from the event until the result in the page is the new one, and
"frame", with the style and layout that the next frame needs as well. What the page puts off until after the
frame, such as saving, is told as the longest task afterwards.
"""

from __future__ import annotations

import argparse
import bisect
import json
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE / "browser"))

import chromium  # noqa: E402  (stands beside the browser tests)
from playwright.sync_api import Browser, Page, sync_playwright  # noqa: E402

# Each kind of answer as a list of acts; `type` writes a text letter by letter.
MEASURE = """async ({kinds, rest}) => {
  const all = (selector) => [...document.querySelectorAll(selector)];
  const shown = document.querySelector('[data-show=overall]').closest('.result__bar');
  const type = (control, text) => [...text].map((letter, at) => ({ control, act: () => {
    control.value = (at ? control.value : '') + letter;
    control.dispatchEvent(new InputEvent('input', { bubbles: true, data: letter, inputType: 'insertText' }));
  }}));
  const acts = {
    criterion: () => all('[data-kind=criterion]').map((item) => {
      const control = item.querySelectorAll('input[type=radio]')[2];
      return { control, act: () => control.click() };
    }),
    counts: () => all('[data-part=denominator]').flatMap((of) => [
      ...type(of, '400'),
      ...type(of.closest('.item').querySelector('[data-part=numerator]'), '170'),
    ]),
    rating: () => all('[data-kind=rating] [data-part=value]').flatMap((control) => type(control, '4.35')),
    note: () => all('[data-note=evidence]').slice(0, 2).flatMap((control) => {
      control.closest('details').open = true;
      return type(control, 'Seen in three files, March.');
    }),
  };
  const long = [];
  new PerformanceObserver((list) => long.push(...list.getEntries().map((one) => one.duration)))
    .observe({ type: 'longtask' });
  const times = {};
  for (const kind of kinds) {
    times[kind] = { result: [], frame: [], afterwards: 0 };
    for (const { control, act } of acts[kind]()) {
      control.focus({ preventScroll: true });
      await new Promise((done) => setTimeout(done, rest));
      const before = shown.textContent;
      const start = performance.now();
      act();
      times[kind].result.push(performance.now() - start);
      document.body.offsetHeight; // the style and layout of the next frame
      times[kind].frame.push(performance.now() - start);
      if (kind === 'criterion' && shown.textContent === before) throw new Error('the result waits');
      await new Promise((done) => setTimeout(done)); // what comes now is another task
    }
    await new Promise((done) => setTimeout(done, 1500));
    times[kind].afterwards = Math.max(0, ...long.splice(0));
  }
  return times;
}"""

TIMELINE = ["devtools.timeline", "disabled-by-default-devtools.timeline"]
WINDOW = {"width": 1280, "height": 900}
EVERY = ["criterion", "counts", "rating", "note"]
VIEWS = {
    "full view": (EVERY, []),
    "one row an item": (EVERY[:3], ["[data-act=compact]"]),
    "with steps and trace open": (EVERY, ["[data-insight=steps] summary", "[data-insight=trace] summary"]),
}


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


def told(times: list[float]) -> str:
    """Return least, middle, 95th of a hundred and most, in milliseconds."""
    ordered = sorted(times)
    late = ordered[int(len(ordered) * 0.95)]
    return f"{ordered[0]:5.1f} {statistics.median(times):6.1f} {late:6.1f} {ordered[-1]:6.1f}"


def busy() -> tuple[int, int] | None:
    """Return ticks that the machine was busy and ticks in all; None where the system does not say."""
    try:
        first = Path("/proc/stat").read_text(encoding="ascii").split("\n", 1)[0]
    except OSError:
        return None
    ticks = [int(one) for one in first.split()[1:9]]
    return sum(ticks) - ticks[3] - ticks[4], sum(ticks)


def wait_for_rest(most: float) -> None:
    """Wait until the machine was idle for half a second, at most so many seconds."""
    end = time.monotonic() + most
    while time.monotonic() < end and (before := busy()):
        time.sleep(0.5)
        after = busy()
        if after and after[0] - before[0] < 0.2 * (after[1] - before[1]):
            return


def own_times(trace: bytes, rate: float) -> dict[str, list[float]]:
    """Return milliseconds of the page's own thread for each answer, times `rate`: result, frame.

    Waiting for a processor that other programs hold is not in them, so they hold on a busy machine too.
    """
    events = json.loads(trace)["traceEvents"]
    threads = {
        (one["pid"], one["tid"])
        for one in events
        if one["name"] == "thread_name" and one["args"]["name"] == "CrRendererMain"
    }
    here = [one for one in events if (one["pid"], one["tid"]) in threads and "tdur" in one]
    tasks = sorted((one["ts"], one["ts"] + one["dur"]) for one in here if one["name"] == "RunTask")
    starts = [start for start, _ in tasks]
    held: dict[int, list[dict[str, Any]]] = {}
    for one in here:
        task = bisect.bisect_right(starts, one["ts"]) - 1
        if task >= 0 and one["ts"] <= tasks[task][1]:
            held.setdefault(task, []).append(one)
    found: dict[str, list[float]] = {"result": [], "frame": []}
    for within in held.values():
        answers = [
            one
            for one in within
            if one["name"] == "EventDispatch" and one["args"]["data"]["type"] in ("click", "input")
        ]
        if not answers:
            continue
        answer = max(answers, key=lambda one: one["tdur"])
        end = answer["ts"] + answer["dur"]
        frame = [one for one in within if one["name"] in ("UpdateLayoutTree", "Layout") and one["ts"] >= end]
        found["result"].append(answer["tdur"] * rate / 1000)
        found["frame"].append((answer["tdur"] + sum(one["tdur"] for one in frame)) * rate / 1000)
    return found


def traced(browser: Browser, page: Page, address: str, given: argparse.Namespace, view: str) -> None:
    """Measure once more with the processor as fast as it is, and tell the times of the page's own thread."""
    kinds, clicks = VIEWS[view]
    opened(page, address, clicks)
    print(f"  of the page's own thread, {given.rate:g} times as long as without slowing down:")
    for kind in kinds:
        browser.start_tracing(page=page, categories=TIMELINE)
        page.evaluate(MEASURE, {"kinds": [kind], "rest": given.rest})
        times = own_times(browser.stop_tracing(), given.rate)
        count = len(times["result"])
        print(f"  {kind:<10}{count:>7}   {told(times['result'])}   {told(times['frame'])}", flush=True)


def opened(page: Page, address: str, clicks: list[str]) -> None:
    page.goto(address)
    page.wait_for_selector("html.scripted", state="attached")
    for selector in clicks:
        page.locator(selector).first.click()


def measure(page: Page, address: str, given: argparse.Namespace, view: str) -> dict[str, dict[str, Any]]:
    kinds, clicks = VIEWS[view]
    opened(page, address, clicks)
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": given.rate})
    wait_for_rest(given.quiet)
    if given.profile:
        session.send("Profiler.enable")
        session.send("Profiler.setSamplingInterval", {"interval": 200})
        session.send("Profiler.start")
    found = page.evaluate(MEASURE, {"kinds": kinds, "rest": given.rest})
    if given.profile:
        profile = session.send("Profiler.stop")["profile"]
        Path(given.profile).write_text(json.dumps(profile), encoding="utf-8")
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rate", type=float, default=4, help="how many times slower the processor is made")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--rest", type=int, default=60, help="milliseconds between two answers")
    parser.add_argument(
        "--quiet", type=float, default=0, help="seconds to wait, at most, for an idle machine"
    )
    parser.add_argument("--site", help="a finished site, instead of building one")
    parser.add_argument("--view", choices=VIEWS, action="append", help="only this view")
    parser.add_argument("--profile", help="write a profile of the last round, for Chromium's developer tools")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        site = given.site or f"{folder}/site"
        if not given.site:
            program = [sys.executable, "-c", "from seqf.cli import main; main()", "build", "--out", site]
            subprocess.run(program, cwd=HERE.parent, check=True, stdout=subprocess.DEVNULL)
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=chromium.ARGUMENTS)
        with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=site)) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            address = f"http://127.0.0.1:{server.server_port}/calculator/"
            print(f"processor slowed down {given.rate:g} times, {given.rounds} rounds; milliseconds")
            for view in given.view or VIEWS:
                times: dict[str, dict[str, Any]] = {}
                before = busy()
                for _ in range(given.rounds):
                    context = browser.new_context(viewport=WINDOW)
                    for kind, found in measure(context.new_page(), address, given, view).items():
                        into = times.setdefault(kind, {"result": [], "frame": [], "afterwards": 0})
                        into["result"] += found["result"]
                        into["frame"] += found["frame"]
                        into["afterwards"] = max(into["afterwards"], found["afterwards"])
                    context.close()
                after = busy()
                share = (after[0] - before[0]) / (after[1] - before[1]) if before and after else 0
                print(f"\n{view}  (all processors busy for {share:.0%} of the time)")
                print(
                    f"  {'answer':<10}{'number':>7}   {'result':<27}   {'frame':<27}  longest task afterwards"
                )
                print(f"  {'':<17}   {'least median   95th   most':<27}  {'least median   95th   most':<27}")
                for kind, found in times.items():
                    result, frame = told(found["result"]), told(found["frame"])
                    late = f"{found['afterwards']:.0f}" if found["afterwards"] else "under 50"
                    print(f"  {kind:<10}{len(found['result']):>7}   {result}   {frame}   {late}", flush=True)
                with browser.new_context(viewport=WINDOW) as context:
                    traced(browser, context.new_page(), address, given, view)
            server.shutdown()
        browser.close()


if __name__ == "__main__":
    main()
