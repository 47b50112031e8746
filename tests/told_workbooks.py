"""Workbooks in their smallest form, and what this engine reads in them: sheets, answers and mistakes.

`python tests/told_workbooks.py` writes tests/cases/workbooks.json anew; test_explained.py holds the file to
this engine. The parts of an archive stand there as texts, as far as they differ from those under `cells` and
`blank`: each engine's test packs them itself.
"""

from __future__ import annotations

import base64
import io
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from random import Random
from typing import Any

import made
from seqf.scoring import workbook
from seqf.scoring.assessment import save
from seqf.scoring.engine import score
from seqf.scoring.result import result_text
from seqf.text import spreadsheet
from told_archives import archives
from told_cells import NUMBERS, parts, sheets
from told_filled import filled
from told_filled import made as made_up
from told_layouts import layouts

FILE = Path(__file__).parent / "cases" / "workbooks.json"
Parts = Mapping[str, str]


def packed(parts: Parts) -> bytes:
    """The parts as an archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, text in parts.items():
            archive.writestr(path, text)
    return out.getvalue()


def beside(plain: Parts, other: Parts) -> dict[str, str | None]:
    """How parts differ from plain ones; None: without that part."""
    changed = {path: text for path, text in other.items() if plain.get(path) != text}
    return changed | dict.fromkeys(sorted(plain.keys() - other.keys()))


def cells_of(content: bytes) -> dict[str, Any]:
    """{sheets: [[name, hidden, [[address, text, kind, format]]]]}, or {damaged: message}."""
    try:
        found = spreadsheet.read(content)
    except spreadsheet.Unreadable as error:
        return {"damaged": str(error)}
    rows = [
        [one.name, one.hidden, [[at, cell.text, cell.kind, cell.format] for at, cell in one.cells.items()]]
        for one in found
    ]
    return {"sheets": rows}


def answers_of(content: bytes) -> dict[str, Any]:
    """{problems: [{place, message}], result, saved: texts or None} under the small framework."""
    rules = made.rules()
    found, mistakes = workbook.parse(content, {rules.framework: rules}, rules.framework)
    problems = [{"place": one.place, "message": one.message} for one in mistakes]
    saved, result = (None, None) if found is None else (save(found), result_text(score(rules, found)))
    return {"problems": problems, "result": result, "saved": saved}


def numbers() -> list[list[str]]:
    """Stored numbers and how people wrote them."""
    random, held = Random(3), NUMBERS.split()
    for _ in range(150):
        digits = "".join(random.choices("0123459", k=random.randint(1, 20)))
        at = random.randint(0, len(digits))
        exponent = random.choice(("", "", f"E{random.randint(-25, 25)}", f"e+{random.randint(0, 20)}"))
        held.append(
            random.choice(("", "-")) + digits[:at] + random.choice(("", ".")) + digits[at:] + exponent
        )
    return [[one, spreadsheet.number_text(one)] for one in held]


def text_of_all() -> str:
    """The file: a case a line."""
    cells, blank = parts(), made_up()
    lists = {
        "numbers": numbers(),
        "sheets": [
            {"name": name, "parts": beside(cells, of), "says": cells_of(packed(of))} for name, of in sheets()
        ],
        "archives": [
            {"name": name, "base64": base64.b64encode(content).decode(), "says": cells_of(content)}
            for name, content in archives()
        ],
        "answers": [
            {"name": name, "parts": beside(blank, of), "says": answers_of(packed(of))}
            for name, of in (*filled(), *layouts())
        ],
    }
    found = [
        f'"rules": {json.dumps(made.RULES)}',
        f'"cells": {json.dumps(cells)}',
        f'"blank": {json.dumps(blank)}',
    ]
    for key, cases in lists.items():
        lines = ",\n".join(json.dumps(case, ensure_ascii=False) for case in cases)
        found.append(f'"{key}": [\n{lines}\n]')
    return "{" + ",\n".join(found) + "}\n"


if __name__ == "__main__":
    FILE.write_text(text_of_all(), encoding="utf-8")
