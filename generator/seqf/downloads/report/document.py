"""A report as a Word document."""

from __future__ import annotations

from collections.abc import Sequence

from seqf.downloads.document.paper import Paper
from seqf.downloads.provenance import Provenance
from seqf.downloads.report.blocks import Block, Facts, Heading, Points, Table, Text


def report_document(about: Provenance, title: str, blocks: Sequence[Block]) -> bytes:
    """Return the DOCX."""
    paper = Paper(about, title)
    for block in blocks:
        match block:
            case Heading(text):
                paper.heading(text, 1)
            case Text(text, lead, quiet):
                paper.paragraph(text, "Remark" if quiet else "Normal", lead=lead)
            case Points(texts):
                for text in texts:
                    paper.bullet(text)
            case Facts(rows):
                paper.facts(rows)
            case Table(caption, heads, rows, widths, bars):
                paper.heading(caption, 2)
                if bars:
                    paper.bars(heads, rows, bars)
                else:
                    paper.table(heads, rows, widths)
    return paper.finish()
