"""Sheets with every kind of cell, in every way that programs write them; for told_workbooks.py."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from random import Random

Parts = dict[str, str]

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"

# Numbers as files hold them, with a space between two.
NUMBERS = """
0.00001234567890123 0.000012345678901234567 12345678901234.50 123456789012345.00 1234567890123.450 -0E0 -0e5
-.0 -00 -0.0e3 0.0000000000000000001 00000000000000000012 1000000000000000.0 -1E-3 -1e3
14.2 2.0 4.3499999999999996 39.960000000000001 9.9999999999999982 1E-3 1.5e+2 -0.50000000000000011
66.666666666666671 123456789012345678 0E0 -0 .5 5. . - -. 1e999999 1e1234 1e-999 NaN 00 007 -007.50
0.10 1.50 0.000 -0.000 1e0 1E1 1.25e1 12.5e-1 999999999999999 9999999999999999 9999999999999994
9999999999999995 0.9999999999999999 0.99999999999999950 100000000000000 1000000000000000
10000000000000000000 1e15 1e14 123456789012345 1234567890123450 1234567890123455 0.1234567890123455
0.000000000000001 1e-15 +1 1e 1e+ 1,5 1.5.5 e5 -e5 1e5x x1e5 --1 12345.678901234567
"""


def relations(entries: Mapping[str, tuple[str, str]]) -> str:
    """Entries: id -> kind, target."""
    lines = "".join(
        f'<Relationship Id="{id}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for id, (kind, target) in entries.items()
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<Relationships xmlns="{RELATIONS}">{lines}</Relationships>'
    )


def sheet(rows: str) -> str:
    return f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'


def book(entries: str, settings: str = "") -> str:
    return f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{settings}<sheets>{entries}</sheets></workbook>'


def parts(rows: str = "", settings: str = "", **other: str) -> Parts:
    """A workbook of one sheet; other: parts instead, `sharedStrings` and `styles` as their inner text."""
    entries = {"r1": ("worksheet", "worksheets/sheet1.xml")}
    found = {
        "_rels/.rels": relations({"a": ("officeDocument", "xl/workbook.xml")}),
        "xl/workbook.xml": book('<sheet name="One" sheetId="1" r:id="r1"/>', settings),
        "xl/worksheets/sheet1.xml": sheet(rows),
    }
    for number, (kind, element) in enumerate((("sharedStrings", "sst"), ("styles", "styleSheet")), 2):
        if kind in other:
            entries[f"r{number}"] = (kind, f"{kind}.xml")
            found[f"xl/{kind}.xml"] = f'<{element} xmlns="{MAIN}">{other[kind]}</{element}>'
    return found | {"xl/_rels/workbook.xml.rels": relations(entries)}


def column(*cells: str) -> str:
    """A row for each cell; `@` in it stands for its address."""
    return "".join(
        f'<row r="{number}">{cell.replace("@", f"A{number}")}</row>' for number, cell in enumerate(cells, 1)
    )


def sheets() -> Iterator[tuple[str, Parts]]:
    """Every sheet, by name."""
    yield from _texts()
    yield from _numbers()
    yield from _books()
    yield from _syntax()


def _texts() -> Iterator[tuple[str, Parts]]:
    strings = "<si><t>plain</t></si><si><r><t>in </t></r><r><rPr/><t>runs</t></r>"
    strings += "<rPh><t>said so</t></rPh></si><si><t/></si>"
    strings += '<si><t xml:space="preserve"> a_x000D__x000a_b_x00e9_c_xD_ </t></si><si/>'
    shared = [f'<c r="@" t="s"><v>{place}</v></c>' for place in (0, 1, 2, 3, 4, 0)]
    yield "shared texts", parts(column(*shared), sharedStrings=strings)
    yield "a shared text that is missing", parts(column('<c r="@" t="s"><v>9</v></c>'), sharedStrings=strings)
    yield "shared texts without any", parts(column('<c r="@" t="s"><v>0</v></c>'))
    yield (
        "texts of their own",
        parts(
            column(
                '<c r="@" t="inlineStr"><is><t>inside</t></is></c>',
                '<c r="@" t="inlineStr"><is><r><t>two </t></r><r><t>runs</t></r></is></c>',
                '<c r="@" t="inlineStr"><is><t></t></is></c>',
                '<c r="@" t="inlineStr"/>',
                '<c r="@" t="inlineStr"><v>held</v></c>',
                '<c r="@" t="str"><f>A1</f><v>reckoned</v></c>',
                '<c r="@" t="str"><f>A1</f><v></v></c>',
                '<c r="@" t="str"><f>A1</f></c>',
                '<c r="@" t="str"><v>a_x0009_b&#13;c&#13;&#10;d</v></c>',
            )
        ),
    )
    yield (
        "other kinds",
        parts(
            column(
                '<c r="@" t="b"><v>1</v></c>',
                '<c r="@" t="b"><v>0</v></c>',
                '<c r="@" t="e"><v>#N/A</v></c>',
                '<c r="@" t="d"><v>2026-03-01T13:30:00</v></c>',
                '<c r="@"><f>1+1</f></c>',
                '<c r="@"><f>1+1</f><v></v></c>',
                '<c r="@"><f>1+1</f><v>2</v></c>',
                '<c r="@" t="b"><f>1</f></c>',
                '<c r="@"/>',
                '<c r="@"><v></v></c>',
                '<c r="@" t="n"><v>5</v></c>',
            )
        ),
    )
    yield (
        "cells in one row and rows out of order",
        parts(
            '<row r="2"><c r="C2"><v>1</v></c><c r="B2"><v>2</v></c></row>'
            '<row r="1"/><row r="1"><c r="A1"><v>3</v></c></row>'
        ),
    )
    yield "a sheet without cells", parts() | {"xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}"/>'}


FORMATS = {
    100: "d", 101: "M", 102: "yy", 103: "[h]:mm", 104: "ss", 105: "0.00", 106: "&quot;day&quot; 0",
    107: "[$-809]dd mmmm",
    108: "\\d0", 109: "_d0", 110: "*d0", 111: "[Red]0", 112: "0;[Red]-0", 113: "&quot;x&quot;d",
    114: "\\ d", 115: "_ h",
    116: "* s", 117: "#,##0.000", 118: "Y", 119: "&quot;d", 120: "[d",
}  # fmt: skip
IDS = (0, 1, 2, 3, 4, 5, 9, 10, 11, 12, 13, 14, 18, 22, 23, 26, 27, 36, 37, 44, 45, 47, 48, 49, 50, 58, 59)


def _numbers() -> Iterator[tuple[str, Parts]]:
    named = "".join(f'<numFmt numFmtId="{id}" formatCode="{code}"/>' for id, code in FORMATS.items())
    named += '<numFmt numFmtId="22" formatCode="0.0"/><numFmt numFmtId="121"/>'
    ids = [*IDS, *FORMATS, 121]
    styles = "".join(f'<xf numFmtId="{id}"/>' for id in ids) + "<xf/>"
    look = f'<numFmts>{named}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>'
    look += f"<cellXfs>{styles}</cellXfs>"
    every = [f'<c r="@" s="{style}"><v>46000</v></c>' for style in range(len(ids) + 3)]
    yield "every format", parts(column(*every, '<c r="@"><v>46000</v></c>'), styles=look)
    plain = '<cellXfs><xf/><xf numFmtId="14"/></cellXfs>'
    yield "formats without names", parts(column(*every[:3]), styles=plain)
    first = '<cellXfs><xf numFmtId="14"/><xf/></cellXfs>'
    unstyled = column(
        '<c r="@"><v>46000</v></c>', '<c r="@" s="1"><v>46000</v></c>', '<c r="@" s="0"><v>46000</v></c>'
    )
    yield "a first format for cells that name none", parts(unstyled, styles=first)
    yield "no formats", parts(column(*every[:2]), styles="<fonts/>")
    random = Random(8)
    days = [
        "0",
        "1",
        "59",
        "60",
        "61",
        "61.5",
        "60.999",
        "365",
        "366",
        "-1",
        "46000.25",
        "1E5",
        "2958465",
        "2958466",
    ]
    days += [
        "2957003",
        "2957004",
        "2958465.9",
        "9999999",
        "12345678",
        "00061",
        "36525",
        "36526",
        "36584",
        "36585",
        "73050",
    ]
    days += [str(random.randint(61, 2957003)) for _ in range(60)]
    days += [
        str(24107 + 365 * year + extra)
        for year in (1, 70, 71, 100, 104, 500)
        for extra in (28, 29, 30, 31, 59, 60, 61)
    ]
    dated = column(*(f'<c r="@" s="1"><v>{day}</v></c>' for day in days))
    yield "days since 1900", parts(dated, styles=plain)
    for value in ("1", "true", "0", "false"):
        yield f"days since 1904: {value}", parts(dated, f'<workbookPr date1904="{value}"/>', styles=plain)
    yield "settings without a year", parts(dated, '<workbookPr codeName="x"/>', styles=plain)


def _books() -> Iterator[tuple[str, Parts]]:
    cell = column('<c r="@"><v>1</v></c>')
    names = '<sheet name="B" sheetId="2" r:id="two" state="hidden"/>'
    names += '<sheet name="A &amp; &lt;b&gt;" sheetId="1" r:id="one"/>'
    names += '<sheet name="V" r:id="three" state="veryHidden"/><sheet name="Chart" r:id="four"/>'
    names += '<sheet r:id="one" state="visible"/>'
    names += '<sheet name="Nowhere" r:id="nine"/>'
    links = {
        "one": ("worksheet", "worksheets/one.xml"),
        "two": ("worksheet", "/xl/worksheets/two.xml"),
        "three": ("worksheet", "worksheets/three.xml"),
        "four": ("chartsheet", "chartsheets/four.xml"),
    }
    several = {
        "_rels/.rels": relations(
            {
                "x": ("other", "x.xml"),
                "a": ("officeDocument", "/xl/book.xml"),
                "b": ("officeDocument", "no.xml"),
            }
        ),
        "xl/book.xml": book(names),
        "xl/_rels/book.xml.rels": relations(links),
        **{
            f"xl/worksheets/{name}.xml": sheet(cell.replace(">1<", f">{name}<"))
            for name in ("one", "two", "three")
        },
    }
    yield "several sheets", several
    yield (
        "a book at the root",
        {
            "_rels/.rels": relations({"a": ("officeDocument", "book.xml")}),
            "book.xml": book('<sheet name="One" r:id="one"/>'),
            "_rels/book.xml.rels": relations({"one": ("worksheet", "worksheets/one.xml")}),
            "worksheets/one.xml": sheet(cell),
        },
    )
    yield (
        "a relation without anything",
        several | {"xl/_rels/book.xml.rels": relations(links).replace("</Rel", "<Relationship/></Rel", 1)},
    )
    yield "nothing", {}
    yield "a letter", {"letter.txt": "hello"}
    for path in several:
        yield f"without {path}", {key: text for key, text in several.items() if key != path}
    yield "a sheet without a reference", several | {"xl/book.xml": book('<sheet name="B" id="one"/>')}
    yield "no sheets", several | {"xl/book.xml": f'<workbook xmlns="{MAIN}"/>'}
    yield (
        "a document type",
        parts(cell) | {"xl/workbook.xml": "<!DOCTYPE x []>" + book('<sheet name="O" r:id="r1"/>')},
    )


def _syntax() -> Iterator[tuple[str, Parts]]:
    def one(text: str) -> Parts:
        return parts() | {"xl/worksheets/sheet1.xml": text}

    start, end = (
        f'<worksheet xmlns="{MAIN}"><sheetData><row><c r="A1" t="str"><v>',
        "</v></c></row></sheetData></worksheet>",
    )
    for text in (
        "a&amp;b&lt;c&gt;d&quot;e&apos;f", "&#65;&#x42;&#x63;&#128512;", "<![CDATA[<raw> & ]]>",
        "a<!-- <no> -->b", "a<?pi x?>b",
        "a<![CDATA[]]>b<![CDATA[]] >]]>c", "a\r\nb\rc\nd", "&#13;&#10;", "&unknown;", "a>b", "é€😀",
        "a<", "&#x0041;", "-",
    ):  # fmt: skip
        yield f"a text: {text!r}", one(start + text + end)
    prefixed = f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row><x:c r="A1"><x:v>7</x:v></x:c>'
    prefixed += "</x:row></x:sheetData></x:worksheet>"
    yield "elements with prefixes", one(prefixed)
    quoted = f"<worksheet xmlns='{MAIN}'><sheetData >"
    quoted += "<row\n spans = '1:>1' ><c\tr = \"A1\" t='str' a='\"' b=\"'\" >"
    quoted += "<v >x</v ></c ></row></sheetData\n></worksheet>"
    yield "attributes of every look", one(quoted)
    yield (
        "attributes with entities",
        parts() | {"xl/workbook.xml": book('<sheet name="&lt;&#65;&amp;&quot;&gt;" r:id="r1"/>')},
    )
    yield "a start before the start", one(f'<?xml version="1.0"?>\n<!-- a -->\n{start}x{end}\n<!-- z -->\n')
    yield "a mark of byte order", one(f"\ufeff{start}x{end}")
    for name, text in {
        "an element not closed": start + "x</v></c></row></sheetData>",
        "an element closed as another": (start + "x" + end).replace("</c>", "</d>"),
        "an element closed twice": start + "x" + end + "</worksheet>",
        "two roots": "<worksheet/><worksheet/>",
        "no root": "<!-- nothing -->",
        "no text": "",
        "a stray closing": "</worksheet>",
        "a bracket": "<",
        "an element that never ends": "<worksheet",
    }.items():
        yield name, one(text)
