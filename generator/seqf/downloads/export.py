"""Framework -> JSON and CSV, for programs and for spreadsheets."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from seqf.downloads.itemtexts import item_records, item_texts, standards_and_parts
from seqf.downloads.provenance import Provenance, provenance
from seqf.downloads.tenderquestions import ABOUT, questions, source_text, tender_sets, traces
from seqf.exact import decimal_text
from seqf.model import Criterion, Framework, Item, RatingKpi, ThresholdKpi
from seqf.scoring.cases import conformance_cases
from seqf.scoring.rulestext import as_plain
from seqf.text import jsontext
from seqf.text.plaintext import csv_cell, plain

FRAMEWORK_FORMAT, CASES_FORMAT, TENDER_FORMAT = "seqf-framework/1", "seqf-cases/1", "seqf-tender/1"
_NOT_OF_THE_FRAMEWORK = {"settings", "home", "pages", "touching", "origins"}  # about this site, or worked out


def data_files(framework: Framework) -> dict[str, bytes]:
    """Return the files below `data/`, under the release's number and under `latest`."""
    files = {
        "framework.json": framework_json(framework),
        "rules.json": rules_json(framework),
        "cases.json": cases_json(framework),
    }
    releases = (framework.rules.framework, "latest")
    return {f"data/{release}/{name}": content for release in releases for name, content in files.items()}


def rules_json(framework: Framework) -> bytes:
    """All that scoring needs, in the contract's form."""
    return _json(as_plain(framework.rules))


def cases_json(framework: Framework) -> bytes:
    """Cases for other people's engines: a list, as the contract says, each with its result."""
    return _json(conformance_cases(framework.rules))


def framework_json(framework: Framework) -> bytes:
    """Everything: documents, rules, guide and prose. Wording that nobody has given is null."""
    documents = {name: value for name, value in framework.data.items() if name not in _NOT_OF_THE_FRAMEWORK}
    documents["sections"] = [
        {**section, "items": [{**item, "wording": item.get("wording") or None} for item in section["items"]]}
        for section in framework.data["sections"]
    ]
    about = provenance(framework)
    return _json(
        {
            "format": FRAMEWORK_FORMAT,
            **_stamp(about),
            "wording_held_by": about.wording or None,
            "rules": as_plain(framework.rules),
            "documents": documents,
            "chapters": [
                {"id": c.id, "title": c.title, "part": c.part, "source": c.source, "markdown": c.markdown}
                for c in framework.chapters
            ],
            "prose": dict(framework.prose),
        }
    )


def tender_json(framework: Framework) -> bytes:
    """The tender questions, set by set."""
    return _json({"format": TENDER_FORMAT, **_stamp(provenance(framework)), "sets": tender_sets(framework)})


def _stamp(about: Provenance) -> dict[str, Any]:
    return {
        "framework": about.release,
        "released": about.released or None,
        "title": about.title,
        "status": about.status,
        "sources": list(about.sources),
        "terms": about.terms,
    }


def _json(value: Any) -> bytes:
    return (jsontext.write(_plain_numbers(value), indent=True) + "\n").encode()


def _plain_numbers(value: Any) -> Any:
    """Write exact numbers as the contract wants them: as text."""
    if isinstance(value, Fraction):
        return decimal_text(value)
    if isinstance(value, Mapping):
        return {str(key): _plain_numbers(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain_numbers(inner) for inner in value]
    return value


def criteria_csv(framework: Framework) -> bytes:
    """Every item in a row: where it stands, what is known of its subject, how it scores."""
    records, texts, about = item_records(framework), item_texts(framework), provenance(framework)
    heads = (
        "number",
        "section",
        "section_title",
        "section_weight_percent",
        "kind",
        "title",
        "topics",
        "wording",
        "wording_held_by",
        "scores",
        "source",
    )
    rows = [
        (
            item.id,
            section.id,
            section.title,
            decimal_text(section.weight),
            _kind(item),
            plain(records[item.id].get("title")),
            "; ".join(texts[item.id].topics),
            texts[item.id].wording,
            "" if texts[item.id].wording else about.wording,
            _scores(item),
            source_text(records[item.id].get("source") or _section_source(framework, section.id)),
        )
        for section in framework.rules.sections
        for item in section.items
    ]
    return _csv(heads, rows, about)


def _section_source(framework: Framework, section_id: str) -> str | list[str] | None:
    return next(
        section.get("source") for section in framework.data["sections"] if section["id"] == section_id
    )


def _kind(item: Item) -> str:
    return {Criterion: "criterion", ThresholdKpi: "threshold", RatingKpi: "rating"}[type(item)]


def _scores(item: Item) -> str:
    match item:
        case Criterion():
            return ", ".join(str(score) for score in item.scale)
        case RatingKpi():
            low, high = decimal_text(item.lowest_rating), decimal_text(item.highest_rating)
            return f"{decimal_text(item.none)}, or {low} to {high}"
        case ThresholdKpi():
            words = "at least" if item.direction == "at-least" else "at most"
            steps = (f"{words} {decimal_text(s.bound)}: {decimal_text(s.score)}" for s in item.thresholds)
            return f"{item.unit}; " + "; ".join(steps)


def questions_csv(framework: Framework, set_id: str | None = None) -> bytes:
    """Every tender question, and every part of one, in a row; of all sets or of one."""
    heads = ("number", "set", "set_title", "belongs_to", "text", "about", "fields", "note", "source")
    heads += tuple(f"tests_{what}_our_view" for what in ("standards", "criteria", "values", "sections"))
    tested = {trace.question: trace.cells for trace in traces(framework, set_id)}
    rows = [
        (
            q.id,
            q.set_id,
            q.set_title,
            q.question if q.depth else "",
            q.text,
            ABOUT[q.about],
            "; ".join(q.fields),
            q.note,
            q.source,
            *tested.get(q.question, ("", "", "", "")),
        )
        for q in questions(framework, set_id)
    ]
    return _csv(heads, rows, provenance(framework))


def standards_csv(framework: Framework) -> bytes:
    """Every standard, and every part of one, in a row."""
    heads = ("number", "title", "text", "criteria", "bidders_must_set_out", "source")
    rows = [
        (
            standard["id"],
            plain(standard["title"]),
            plain(standard.get("text")),
            ", ".join(standard.get("criteria") or ()),
            " ".join(plain(entry["text"]) for entry in standard.get("tender") or ()),
            source_text(standard.get("source")),
        )
        for standard in standards_and_parts(framework)
    ]
    return _csv(heads, rows, provenance(framework))


# Head of a column of ids -> what one of them is called.
_CALLED = {
    "number": "no.",
    "section": "section",
    "set": "set",
    "belongs_to": "no.",
    "criteria": "no.",
    "release": "release",
    "tests_standards_our_view": "standard",
    "tests_criteria_our_view": "no.",
    "tests_values_our_view": "value",
    "tests_sections_our_view": "section",
}
# 7.10 is a number to a spreadsheet, 7.7.10 a day where dates have dots, 7-1 a day, 7E1 seventy.
_MISREAD = re.compile(r"[0-9]+([.,:/-][0-9]+){1,2}|[0-9]+[eE][0-9]+|0[0-9]+")


def _called(head: str, column: Sequence[str]) -> Sequence[str]:
    """Return a column of ids as a spreadsheet leaves them alone.

    Excel reads 7.10 as the number 7.1 and saves it so. Quotes do not help, `="7.10"` is a formula, and an
    apostrophe or a space would be part of the id unseen. So where one id of a column could be misread, all of
    them stand after a word: `section 7.1`. Programs find the bare ids in the JSON files.
    """
    word = _CALLED.get(head)
    if word is None or not any(_MISREAD.fullmatch(cell) for cell in column):
        return column
    return [f"{word} {cell}" if cell else "" for cell in column]


def _csv(heads: Sequence[str], rows: Iterable[Sequence[str]], about: Provenance) -> bytes:
    """Write a table that Excel opens as it is meant.

    UTF-8 with a byte order mark: without it Excel reads the file in the code page of the machine and breaks
    every letter beyond ASCII. Other programs skip the mark. Lines end as RFC 4180 asks.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    heads = [*heads, "framework", "release", "released", "status"]
    origin = (about.short_title, about.release, about.released, about.status)
    columns = zip(*([*row, *origin] for row in rows), strict=True)
    told = [_called(head, column) for head, column in zip(heads, columns, strict=False)]
    writer.writerow(heads)
    writer.writerows([csv_cell(cell) for cell in row] for row in zip(*told, strict=True))
    return ("\ufeff" + out.getvalue()).encode()
