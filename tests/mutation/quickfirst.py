"""In mutation runs, pytest asks the quickest tests first, and ends those that loop.

scripts/mutation_python.py hands it to pytest. A mutant is noticed by the first test that fails, so the order
decides how long a run takes. What a failing example of hypothesis would be at its smallest, nobody asks here.
A mutant counts as one that runs out of time only after seconds of its own work, so that a busy machine looks
like no loop.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import Phase, settings
from mutmut.state import state

OUT_OF_TIME = 36  # what mutmut takes for running out of time


ASKED = pytest.StashKey[set[str]]()


def pytest_configure(config: pytest.Config) -> None:
    # A hundred tests named one by one take pytest a second to find; their files take a tenth of it.
    config.stash[ASKED] = {name for name in config.args if "::" in name}
    config.args[:] = dict.fromkeys(name.partition("::")[0] for name in config.args)
    settings.register_profile("mutation", settings.default, phases=(Phase.explicit, Phase.generate))
    settings.load_profile("mutation")
    signal.signal(signal.SIGVTALRM, lambda number, frame: os._exit(OUT_OF_TIME))


def pytest_collection_modifyitems(config: pytest.Config, items: list[Any]) -> None:
    asked = config.stash[ASKED]
    items[:] = [item for item in items if not asked or item.nodeid in asked]
    items.sort(key=lambda item: state().duration_by_test.get(item.nodeid, 0))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: Any) -> Iterator[None]:
    signal.setitimer(signal.ITIMER_VIRTUAL, 10 + 5 * state().duration_by_test.get(item.nodeid, 60))
    try:
        return (yield)
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
