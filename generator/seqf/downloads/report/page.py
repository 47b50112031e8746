"""A report as one HTML file that needs nothing else: no script, no font, no picture from elsewhere.

Its own policy for browsers forbids all that and names its style by digest.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Sequence
from html import escape

from seqf.downloads.bars import DEFINITIONS, BarGroup, svg
from seqf.downloads.provenance import Provenance
from seqf.downloads.report.blocks import Block, Facts, Heading, Points, Table, Text

_STYLE = """
:root{color-scheme:light;--ink:#1c2b33;--deep:#0b3c49;--rule:#b8c4ca;--quiet:#44545e}
body{max-width:60rem;margin:0 auto;padding:1.5rem;font:1rem/1.5 Arial,sans-serif}
body{color:var(--ink);background:#fff}
h1,h2{color:var(--deep);line-height:1.2}
h1{font-size:1.8rem;margin:0 0 .3rem}
h2{font-size:1.3rem;margin:2rem 0 .5rem;break-after:avoid}
.status,.quiet{color:var(--quiet)}
table{border-collapse:collapse;width:100%;margin:0 0 1.2rem;font-size:.92rem}
caption{text-align:left;font-weight:bold;padding:.6rem 0 .3rem}
th,td{border:1px solid var(--rule);padding:.35rem .5rem;text-align:left;vertical-align:top}
td{overflow-wrap:anywhere}
thead th{background:#e3ebee}
tbody th{font-weight:normal}
thead{display:table-header-group}
tr{break-inside:avoid}
td.bar{width:38%;vertical-align:middle}
.scroll{overflow-x:auto}
dt{font-weight:bold;float:left;clear:left;margin-right:.5rem}
dd{margin:0 0 .2rem}
svg{display:block}
@media print{body{padding:0;font-size:10pt}@page{size:A4;margin:1.6cm}}
"""


def report_page(about: Provenance, title: str, blocks: Sequence[Block]) -> bytes:
    """Return the HTML."""
    digest = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    body = "\n".join(part for block in blocks for part in _html(block))
    grouped = any(
        isinstance(bar, BarGroup) for block in blocks if isinstance(block, Table) for bar in block.bars
    )
    return f"""<!DOCTYPE html>
<html lang="{escape(about.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)}</title>
<style>{_STYLE}</style>
</head>
<body>
<main>
{DEFINITIONS if grouped else ""}<h1>{escape(title)}</h1>
<p class="status">{escape(about.title)} · {escape(about.line)}</p>
{body}
</main>
</body>
</html>
""".encode()


def _html(block: Block) -> Iterator[str]:
    match block:
        case Heading(text):
            yield f"<h2>{escape(text)}</h2>"
        case Text(text, lead, quiet):
            before = f"<strong>{escape(lead)}</strong> " if lead else ""
            kind = ' class="quiet"' if quiet else ""
            yield f"<p{kind}>{before}{_lines(text)}</p>"
        case Points(texts):
            yield "<ul>" + "".join(f"<li>{escape(text)}</li>" for text in texts) + "</ul>"
        case Facts(rows):
            facts = (f"<dt>{escape(label)}:</dt><dd>{escape(text)}</dd>" for label, text in rows if text)
            yield "<dl>" + "".join(facts) + "</dl>"
        case Table():
            yield from _table(block)


def _table(table: Table) -> Iterator[str]:
    caption = escape(table.caption)
    yield f'<div class="scroll" role="region" aria-label="{caption}" tabindex="0">'
    yield f"<table><caption>{caption}</caption>"
    heads = "".join(f'<th scope="col">{escape(head)}</th>' if head else "<td></td>" for head in table.heads)
    yield f"<thead><tr>{heads}{'<td></td>' if table.bars else ''}</tr></thead><tbody>"
    for number, (first, *rest) in enumerate(table.rows):
        cells = "".join(f"<td>{_lines(text)}</td>" for text in rest)
        bar = f'<td class="bar">{svg(table.bars[number])}</td>' if table.bars else ""
        yield f'<tr><th scope="row">{_lines(first)}</th>{cells}{bar}</tr>'
    yield "</tbody></table></div>"


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br>")
