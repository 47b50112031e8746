"""Recalculate a workbook in LibreOffice: put values into cells, read what the formulas say.

Two programs in one file. Imported by a test it is `LibreOffice`, which starts the second. Run by a Python
that has LibreOffice's `uno` (usually the system's), it starts LibreOffice, opens a workbook and answers
requests, one line of JSON each: `{"set": [[sheet, cell, value], ...], "read": [[sheet, range], ...]}`. Cells
set by one request are emptied before the next. A value is a number, text, or null for an empty cell.
"""

from __future__ import annotations

import contextlib
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


class LibreOffice:
    """One workbook, open in LibreOffice; use as a context manager."""

    def __init__(self, workbook: bytes) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="seqf-libreoffice-")
        path = Path(self._folder.name) / "workbook.xlsx"
        path.write_bytes(workbook)
        self._process = subprocess.Popen(
            [python_with_uno() or sys.executable, __file__, str(path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> LibreOffice:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait()
        self._folder.cleanup()

    def calculate(
        self, values: list[tuple[str, str, Any]], read: list[tuple[str, str]]
    ) -> list[list[list[Any]]]:
        """Set cells, recalculate, and return each range that is read as rows of numbers and texts."""
        self._process.stdin.write(json.dumps({"set": values, "read": read}) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError("LibreOffice has gone")
        return json.loads(line)


def _serve(path: str) -> None:
    import time

    import uno
    from com.sun.star.beans import PropertyValue
    from com.sun.star.connection import NoConnectException

    name = "seqf" + uuid.uuid4().hex
    profile = Path(path).parent / "profile"
    office = subprocess.Popen(
        [
            "soffice",
            "--headless",
            "--norestore",
            "--nologo",
            "--nofirststartwizard",
            f"-env:UserInstallation=file://{profile}",
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
    hidden = PropertyValue()
    hidden.Name, hidden.Value = "Hidden", True
    document = desktop.loadComponentFromURL(f"file://{path}", "_blank", 0, (hidden,))
    sheets = document.Sheets
    for sheet_name in sheets.ElementNames:
        sheets.getByName(sheet_name).unprotect("")
    document.enableAutomaticCalculation(False)
    document.lockControllers()
    document.addActionLock()  # else LibreOffice fits the heights of rows after each change
    filled: set[tuple[str, str]] = set()
    for line in sys.stdin:
        request = json.loads(line)
        columns = list(_columns(request["set"]))
        for sheet_name, span in filled - {column[:2] for column in columns}:
            cells = sheets.getByName(sheet_name).getCellRangeByName(span)
            cells.clearContents(1 | 2 | 4 | 16)  # numbers, dates, texts, formulas
        filled = {column[:2] for column in columns}
        for sheet_name, span, rows in columns:
            cells = sheets.getByName(sheet_name).getCellRangeByName(span)
            cells.setDataArray(tuple(("" if value is None else value,) for value in rows))
        document.calculateAll()
        found = [
            sheets.getByName(sheet).getCellRangeByName(span).getDataArray() for sheet, span in request["read"]
        ]
        print(json.dumps(found), flush=True)
    document.close(True)
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
