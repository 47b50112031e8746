"""Filled self-assessment workbooks of the small framework, right and wrong; for told_workbooks.py."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from xml.sax.saxutils import escape

from told_cells import Parts, book, parts, relations, sheet

HEADS = ["item", "sheet", "number", "value", "numerator", "denominator"]
HEADS += ["evidence", "action", "owner", "due", "unused"]
STYLES = '<cellXfs><xf/><xf numFmtId="14"/></cellXfs>'
ROWS = {
    "A.1": {
        "sheet": "Part A",
        "number": "A6",
        "value": "C6",
        "evidence": "F6",
        "action": "G6",
        "owner": "H6",
        "due": "I6",
    },
    "A.2": {
        "sheet": "Part A",
        "number": "A7",
        "value": "C7",
        "evidence": "F7",
        "action": "G7",
        "owner": "H7",
        "due": "I7",
    },
    "A.3": {"sheet": "Part A", "number": "A8", "value": "C8"},
    "B.1": {
        "sheet": "Part B",
        "number": "A6",
        "value": "E6",
        "numerator": "C6",
        "denominator": "D6",
        "due": "I6",
    },
    "B.2": {"sheet": "Part B", "number": "A7", "value": "E7", "evidence": "F7", "unused": "C7 D7"},
    "B.3": {"sheet": "Part B", "number": "A8", "value": "E8", "unused": "C8 D8"},
}
TOP = {"format": ["seqf-workbook/1"], "framework": ["small"], "release": ["1.0.0"]}
FIELDS = {"provider": ["Part A", "B2"], "date": ["Part A", "B3"], "scored-by": ["Part A", "B4"]}

Cells = dict[str, str]  # address -> the inside of its element, from the functions below


def word(text: str) -> str:
    return f' t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is>'


def number(text: str) -> str:
    return f"><v>{text}</v>"


def day(count: int) -> str:
    return f' s="1"><v>{count}</v>'


def truth(value: int) -> str:
    return f' t="b"><v>{value}</v>'


def error(text: str) -> str:
    return f' t="e"><v>{text}</v>'


FORMULA = "><f>1+1</f>"


def layout(
    top: Mapping[str, list[str]], rows: Mapping[str, Mapping[str, str]], heads: list[str] = HEADS
) -> Cells:
    """The hidden sheet that says where the answers stand."""
    lines = [[key, *values] for key, values in top.items()]
    lines += [heads] + [[{"item": id, **row}.get(head, "") for head in heads] for id, row in rows.items()]
    return {
        f"{chr(65 + column)}{place}": word(text)
        for place, line in enumerate(lines, 1)
        for column, text in enumerate(line)
        if text
    }


def workbook(sheets: Mapping[str, Cells]) -> Parts:
    names = "".join(f'<sheet name="{escape(name)}" r:id="s{place}"/>' for place, name in enumerate(sheets))
    found = parts(styles=STYLES) | {"xl/workbook.xml": book(names)}
    links = {f"s{place}": ("worksheet", f"worksheets/s{place}.xml") for place in range(len(sheets))}
    found["xl/_rels/workbook.xml.rels"] = relations(links | {"styles": ("styles", "styles.xml")})
    for place, cells in enumerate(sheets.values()):
        rows = "".join(f'<c r="{address}"{inside}</c>' for address, inside in cells.items())
        found[f"xl/worksheets/s{place}.xml"] = sheet(f"<row>{rows}</row>")
    return found


def made(a: Cells | None = None, b: Cells | None = None, plan: Cells | None = None, **sheets: Cells) -> Parts:
    """A workbook with these cells beside the items' numbers; an empty text takes a cell away."""
    own = {
        "Part A": {row["number"]: word(id) for id, row in ROWS.items() if row["sheet"] == "Part A"}
        | (a or {}),
        "Part B": {row["number"]: word(id) for id, row in ROWS.items() if row["sheet"] == "Part B"}
        | (b or {}),
        "Layout": layout(TOP | FIELDS, ROWS) if plan is None else plan,
    }
    return workbook(
        {
            name: {at: inside for at, inside in cells.items() if inside}
            for name, cells in (own | sheets).items()
        }
    )


def filled() -> Iterator[tuple[str, Parts]]:
    """Every workbook, by name, whose layout is right."""
    yield from _right()
    yield from _wrong_cells()


def _right() -> Iterator[tuple[str, Parts]]:
    yield "nothing answered", made()
    yield (
        "everything answered",
        made(
            {
                "B2": word("Æsop & sons"),
                "B3": day(46112),
                "B4": word("Ann"),
                "C6": number("2"),
                "C7": number("1.0"),
                "C8": number("0"),
                "F6": word("Seen,\nline two"),
                "G6": number("12"),
                "H6": truth(1),
                "I6": day(46203),
                "I7": word(" 2026-06-30 "),
                "F7": day(46203),
                "G7": word(" kept as it is "),
            },
            {
                "C6": number("17"),
                "D6": number("40"),
                "E7": number("10.0399999999999991"),
                "E8": number("4.3"),
                "F7": word("é"),
            },
        ),
    )
    for text in ("1/2/2026", "01/02/2026", "31/12/2026", " 9/9/2026 ", "2026-02-01"):
        yield f"a day as {text!r}", made({"B3": word(text), "I6": word(text)})
    yield (
        "spaces that are no answer",
        made(
            {
                "B2": word(" \u00a0"),
                "B3": word(" "),
                "C6": word("\t \u00a0"),
                "F6": word("\n"),
                "I6": word(" "),
            },
            {"C7": word(" ")},
        ),
    )
    yield "a number with spaces around it", made({"A6": word(" A.1\n")})
    yield (
        "texts that are errors or formulas",
        made({"B2": error("#REF!"), "F6": FORMULA, "G6": error("#N/A"), "H6": FORMULA}),
    )
    yield "a value given", made(b={"E6": number("42.5"), "E8": number("0")})
    yield (
        "answers beside other sheets",
        made({"C6": number("1")}, **{"Else": {"B1": word("seqf"), "A1": number("1")}}),
    )


def _wrong_cells() -> Iterator[tuple[str, Parts]]:
    for name, cell in {
        "text": word("two"),
        "a number as text": word("2"),
        "truth": truth(1),
        "untruth": truth(0),
        "a day": day(46112),
        "an error": error("#N/A"),
        "a formula": FORMULA,
        "no number": number("NaN"),
        "1.5": number("1.5"),
        "3": number("3"),
        "an exponent": number("1e999999"),
        "a number in words": number("x1"),
        "-1": number("-1"),
        "a long text": word("a long text that goes on and on, further and further, and on"),
    }.items():
        yield f"{name} as a score", made({"C6": cell})
        yield f"{name} as a count", made(b={"C6": cell, "D6": number("4")})
        yield f"{name} as a day", made({"I6": cell, "B3": cell})
        yield f"{name} in a greyed cell", made(b={"C7": cell, "D8": cell})
    for text in (
        "soon",
        "31/02/2026",
        "2026-13-01",
        "1/2/26",
        "1/2/2026x",
        "x1/2/2026",
        "001/2/2026",
        "1/002/2026",
        "1-2-2026",
        "2026-1-1",
        "x2026-01-01",
        "2026-01-01x",
        "2026-02-30",
        "99/99/2026",
    ):
        yield f"{text} as a day", made({"B3": word(text), "I6": word(text)}, {"I6": word(text)})
    yield "a value and counts", made(b={"E6": number("40"), "C6": number("4"), "D6": number("10")})
    yield "more than the denominator", made(b={"C6": number("5"), "D6": number("2")})
    yield "beyond the limits", made(b={"E6": number("101"), "E7": number("-1"), "E8": number("9")})
    yield "a number that is gone", made({"A7": ""})
    yield (
        "mistakes behind a number that is gone",
        made({"A7": "", "C6": word("x"), "C7": word("y"), "C8": word("z")}),
    )
    yield "a row that moved", made({"A7": word("A.3"), "A8": number("5")}, {"A6": number("1")})
