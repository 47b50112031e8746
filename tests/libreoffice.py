"""Recalculate workbooks in LibreOffice: put values into cells, read what the formulas say.

Two programs in one file. Imported by a test it is `LibreOffice`, one workbook; the first one starts the
second program, which stays for all workbooks of the run. Run by a Python that has LibreOffice's `uno`
(usually the system's), it starts LibreOffice once and answers requests, one line of JSON each:

    {"open": file}                                      open a workbook to fill; the answer is its number
    {"in": number, "set": [[sheet, cell, value], ...], "read": [[sheet, range], ...]}   the ranges, as rows
    {"close": number}
    {"save": file, "as": file}                          open a workbook, and save it as it is

Cells set by one request are emptied before the next of the same workbook. A value is a number, text, or null
for an empty cell.
"""

from __future__ import annotations

import contextlib
import functools
import glob
import json
import shutil
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any


@functools.cache
def python_with_uno() -> str | None:
    """Return a Python that can import LibreOffice's `uno`, or None."""
    bundled = sorted(
        glob.glob("/opt/libreoffice*/program/python") + glob.glob("/usr/lib/libreoffice/program/python")
    )
    for candidate in ["/usr/bin/python3", *bundled]:
        if (
            Path(candidate).exists()
            and not subprocess.run([candidate, "-c", "import uno"], capture_output=True).returncode
        ):
            return candidate
    return None


def missing() -> str:
    """Say in a line what is missing, for a skipped test; an empty string where all is there."""
    if not shutil.which("soffice"):
        return "LibreOffice (soffice) is not installed, so formulas can't be recalculated"
    if not python_with_uno():
        return "python3-uno is not installed, so formulas can't be recalculated"
    return ""


class _Program:
    """LibreOffice itself, with a folder for what it opens. It takes seconds to start: one serves a run."""

    running: _Program | None = None

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="seqf-libreoffice-")
        self._process = subprocess.Popen(
            [python_with_uno() or sys.executable, __file__, self._folder.name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def file(self, content: bytes = b"") -> Path:
        """Return a new file of its folder."""
        path = Path(self._folder.name) / f"{uuid.uuid4().hex}.xlsx"
        path.write_bytes(content)
        return path

    def ask(self, **request: Any) -> Any:
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError("LibreOffice has gone")
        return json.loads(line)

    def end(self) -> None:
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait()
        self._folder.cleanup()


def _program() -> _Program:
    _Program.running = _Program.running or _Program()
    return _Program.running


def stop() -> None:
    """End LibreOffice where it runs: at the end of a run of tests."""
    if _Program.running:
        _Program.running.end()
        _Program.running = None


class LibreOffice:
    """One workbook, open in LibreOffice; use as a context manager."""

    def __init__(self, workbook: bytes) -> None:
        self._program = _program()
        self._number: int = self._program.ask(open=str(self._program.file(workbook)))

    def __enter__(self) -> LibreOffice:
        return self

    def __exit__(self, *_: object) -> None:
        self._program.ask(close=self._number)

    def calculate(
        self, values: list[tuple[str, str, Any]], read: list[tuple[str, str]]
    ) -> list[list[list[Any]]]:
        """Set cells, recalculate, and return each range that is read as rows of numbers and texts."""
        return self._program.ask(**{"in": self._number}, set=values, read=read)


def saved(workbook: bytes) -> bytes:
    """Return a workbook as LibreOffice saves it."""
    program = _program()
    out = program.file()
    program.ask(**{"save": str(program.file(workbook)), "as": str(out)})
    return out.read_bytes()


class _Document:
    """An open workbook on LibreOffice's side."""

    def __init__(self, document: Any) -> None:
        self._document, self._sheets = document, document.Sheets
        for name in self._sheets.ElementNames:
            self._sheets.getByName(name).unprotect("")
        document.enableAutomaticCalculation(False)
        document.lockControllers()
        document.addActionLock()  # else LibreOffice fits the heights of rows after each change
        self._filled: set[tuple[str, str]] = set()
        self._calls: dict[tuple[str, str, str], Any] = {}

    def _call(self, sheet: str, span: str, name: str) -> Any:
        """Return a method of a range. To find one asks LibreOffice several times, so each is kept."""
        key = (sheet, span, name)
        if key not in self._calls:
            self._calls[key] = getattr(self._sheets.getByName(sheet).getCellRangeByName(span), name)
        return self._calls[key]

    def calculate(self, values: list[list[Any]], read: list[list[str]]) -> list[Any]:
        columns = list(_columns(values))
        now = {(sheet, span) for sheet, span, _ in columns}
        for sheet, span in self._filled - now:
            self._call(sheet, span, "clearContents")(1 | 2 | 4 | 16)  # numbers, dates, texts, formulas
        self._filled = now
        for sheet, span, rows in columns:
            self._call(sheet, span, "setDataArray")(
                tuple(("" if value is None else value,) for value in rows)
            )
        self._document.calculateAll()
        return [self._call(sheet, span, "getDataArray")() for sheet, span in read]

    def close(self) -> None:
        self._document.close(True)


def _serve(folder: str) -> None:
    import time

    import uno
    from com.sun.star.beans import PropertyValue
    from com.sun.star.connection import NoConnectException

    name = "seqf" + uuid.uuid4().hex
    office = subprocess.Popen(
        [
            "soffice",
            "--headless",
            "--norestore",
            "--nologo",
            "--nofirststartwizard",
            f"-env:UserInstallation=file://{folder}/profile",
            f"--accept=pipe,name={name};urp;",
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    context = uno.getComponentContext()
    resolver = context.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", context)
    for _ in range(600):
        try:
            remote = resolver.resolve(f"uno:pipe,name={name};urp;StarOffice.ComponentContext")
            break
        except NoConnectException:
            time.sleep(0.1)  # LibreOffice says nowhere when it is ready
    else:
        raise SystemExit("LibreOffice did not start")
    desktop = remote.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", remote)

    def setting(key: str, value: Any) -> Any:
        found = PropertyValue()
        found.Name, found.Value = key, value
        return found

    def opened(path: str) -> Any:
        return desktop.loadComponentFromURL(f"file://{path}", "_blank", 0, (setting("Hidden", True),))

    documents: dict[int, _Document] = {}
    for line in sys.stdin:
        request, answer = json.loads(line), None
        if "open" in request:
            answer = len(documents)
            documents[answer] = _Document(opened(request["open"]))
        elif "close" in request:
            documents[request["close"]].close()
        elif "save" in request:
            document = opened(request["save"])
            document.storeToURL(f"file://{request['as']}", (setting("FilterName", "Calc MS Excel 2007 XML"),))
            document.close(True)
        else:
            answer = documents[request["in"]].calculate(request["set"], request["read"])
        print(json.dumps(answer), flush=True)
    with contextlib.suppress(Exception):  # it goes away while it answers
        desktop.terminate()
    office.wait()


def _columns(values: list[list[Any]]) -> Iterator[tuple[str, str, list[Any]]]:
    """Join cells that stand below each other: one call to LibreOffice for each column, not for each cell."""
    by_column: dict[tuple[str, str], dict[int, Any]] = {}
    for sheet, address, value in values:
        letters = address.rstrip("0123456789")
        by_column.setdefault((sheet, letters), {})[int(address[len(letters) :])] = value
    for (sheet, letters), cells in by_column.items():
        rows = sorted(cells)
        start = 0
        for end in range(1, len(rows) + 1):
            if end == len(rows) or rows[end] != rows[end - 1] + 1:
                run = rows[start:end]
                yield sheet, f"{letters}{run[0]}:{letters}{run[-1]}", [cells[row] for row in run]
                start = end


if __name__ == "__main__":
    _serve(sys.argv[1])
