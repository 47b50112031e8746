"""Independent pieces of work at the same time, each in a process of its own, where the machine lets us."""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from typing import Any


def together(jobs: Sequence[Callable[[], Any]]) -> list[Any]:
    """Return what each job returns, in order. A job's exception is raised here, as if it had run here.

    The jobs know nothing of each other and must return values that can be pickled.
    """
    # A forked process starts with all that was read and imported. Elsewhere it would have to begin anew.
    if sys.platform != "linux" or (os.cpu_count() or 1) < 2 or len(jobs) < 2:
        return [job() for job in jobs]
    started = [_start(job) for job in jobs[1:]]
    first = jobs[0]()
    return [first, *(_finish(job, *one) for job, one in zip(jobs[1:], started, strict=True))]


def _start(job: Callable[[], Any]) -> tuple[multiprocessing.Process, Connection]:
    context = multiprocessing.get_context("fork")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_run, args=(job, there), daemon=True)
    process.start()
    there.close()
    return process, here


def _run(job: Callable[[], Any], answer: Connection) -> None:
    try:
        found = (job(),)
    except Exception:
        found = ()  # the parent runs the job again and meets the exception with all that belongs to it
    answer.send(found)
    answer.close()


def _finish(job: Callable[[], Any], process: multiprocessing.Process, answer: Connection) -> Any:
    try:
        found = answer.recv()
    except EOFError:
        found = ()  # ended without a word, for want of memory perhaps
    process.join()
    return found[0] if found else job()
