"""A Word document being written: styles, fields, tables. The only module that knows python-docx."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from copy import deepcopy
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from seqf.downloads.archive import Properties, finished
from seqf.downloads.bars import Bar, BarGroup, picture
from seqf.downloads.provenance import Provenance

_INK, _MUTED = RGBColor(0x0B, 0x3C, 0x49), RGBColor(0x44, 0x54, 0x5E)
_FONT = "Arial"
_SIZES = {"Title": 24, "Heading 1": 16, "Heading 2": 13, "Heading 3": 11.5}
_FIELD = re.compile(r"\[([^\[\]]+)\]")
_BAR = 6.2  # centimetres, the length of a whole bar
_DOTS = 100  # of a picture, in a centimetre
_WIDTH = 17.0  # centimetres between the margins of an A4 page


class Paper:
    """A document in memory; `finish` gives its bytes, the same for the same content."""

    def __init__(self, about: Provenance, title: str) -> None:
        self._about = about
        self._title = title
        self._document = docx.Document()
        self._fields = 0
        self._styles()
        self._page()
        self._style_ids = {style.name: style.style_id for style in self._document.styles}
        self.paragraph(title, "Title")
        self.paragraph(about.title, "Subtitle")

    # What is written

    def heading(self, text: str, level: int) -> None:
        """Add a heading; level 1 to 3."""
        self._styled(self._document.add_paragraph(text), f"Heading {level}")

    def paragraph(
        self, text: str, style: str = "Normal", *, lead: str = "", fields: Sequence[str] = ()
    ) -> None:
        """Add a paragraph after a `lead` in bold; a `[label]` that is in `fields` becomes a field."""
        self._write(self._styled(self._document.add_paragraph(), style), text, lead, fields)

    def bullet(self, text: str, depth: int = 1, *, lead: str = "", fields: Sequence[str] = ()) -> None:
        """Add an entry of a list; depth 1 to 3."""
        self.paragraph(
            text, "List Bullet" if depth == 1 else f"List Bullet {min(depth, 3)}", lead=lead, fields=fields
        )

    def table(
        self,
        heads: Sequence[str],
        rows: Sequence[Sequence[str]],
        widths: Sequence[float],
        *,
        fields: Sequence[str] = (),
    ) -> None:
        """Add a table whose head repeats on each page; widths are shares of the page's width."""
        total = sum(widths)
        sizes = [Cm(_WIDTH * share / total) for share in widths]
        table = self._document.add_table(rows=1 + len(rows), cols=len(heads), style="Table Grid")
        table.autofit = False
        table._tbl.tblPr.find(qn("w:tblLook")).addprevious(_cell_margins())
        for column, size in zip(table.columns, sizes, strict=True):
            column.width = size
        look = OxmlElement("w:pPr")
        look.append(_element("pStyle", self._style_ids["Cell"]))
        for number, (line, texts) in enumerate(zip(table.rows, [heads, *rows], strict=True)):
            _flag(line._tr.get_or_add_trPr(), "w:cantSplit" if number else "w:tblHeader")
            for cell, text, size in zip(line._tr.tc_lst, texts, sizes, strict=True):
                cell.width = size
                line_of_text = cell.p_lst[0]
                line_of_text.insert(0, deepcopy(look))  # thousands of cells: much faster than the setter
                if text:
                    paragraph = Paragraph(line_of_text, table)
                    self._write(paragraph, text if number else "", "" if number else text, fields)
                if not number:
                    _shade(cell, "E3EBEE")
        self._document.add_paragraph()

    def bars(
        self, heads: Sequence[str], rows: Sequence[Sequence[str]], bars: Sequence[Bar | BarGroup]
    ) -> None:
        """Add a table whose last column shows bars for each row; a reader of the screen hears their words."""
        others = len(heads) - 1  # share what the first column and the bars leave
        self.table([*heads, ""], [[*row, ""] for row in rows], [4.2, *([6 / others] * others), 6.8])
        table = self._document.tables[-1]
        for line, bar in zip(table.rows[1:], bars, strict=True):
            content, height = picture(bar)
            drawn = (
                Paragraph(line._tr.tc_lst[-1].p_lst[0], table)
                .add_run()
                .add_picture(io.BytesIO(content), width=Cm(_BAR), height=Cm(height / _DOTS))
            )
            drawn._inline.docPr.set("descr", bar.words)

    def facts(self, rows: Sequence[tuple[str, str]], *, fields: Sequence[str] = ()) -> None:
        """Add label and text in lines, leaving out those without text."""
        for label, text in rows:
            if text:
                self.paragraph(text, "Facts", lead=label + ":", fields=fields)

    def provenance(self) -> None:
        """Say what this is: framework, release, status, sources, terms."""
        about = self._about
        self.facts(
            [
                ("Release", about.release),
                ("Released", about.day),
                ("Status", about.status),
                ("What this means", about.status_text),
                *(("Source", source) for source in about.sources),
                ("Terms", about.terms),
            ]
        )

    def page_break(self) -> None:
        self._document.add_page_break()

    def finish(self) -> bytes:
        """Return the bytes of the file."""
        out = io.BytesIO()
        self._document.save(out)
        about = self._about
        return finished(
            out.getvalue(),
            Properties(
                title=f"{about.short_title}: {self._title}",
                author=about.keeper or about.short_title,
                subject=self._title,
                language=about.language,
                comments=about.line + (". " + about.status_text if about.status_text else ""),
                status=about.status,
            ),
        )

    # How it is written

    def _write(self, paragraph: Any, text: str, lead: str, fields: Sequence[str]) -> None:
        if lead:
            paragraph.add_run(lead + (" " if text else "")).bold = True
        for number, part in enumerate(_FIELD.split(text)):
            if number % 2 == 0:
                if part:
                    paragraph.add_run(part)
            elif part in fields:
                paragraph._p.append(self._field(part))
            else:
                paragraph.add_run(f"[{part}]")

    def _styled(self, paragraph: Paragraph, style: str) -> Paragraph:
        """Give a paragraph a style by its id: looking the name up takes longer than all the rest."""
        paragraph._p.style = self._style_ids[style]
        return paragraph

    def _field(self, label: str) -> Any:
        """A content control: a click selects the whole label, typing replaces it."""
        self._fields += 1
        control, properties, content = (OxmlElement(f"w:{tag}") for tag in ("sdt", "sdtPr", "sdtContent"))
        for tag, value in (
            ("alias", label),
            ("tag", f"field-{self._fields}"),
            ("id", str(1000 + self._fields)),
        ):
            properties.append(_element(tag, value))
        properties.append(OxmlElement("w:showingPlcHdr"))
        properties.append(OxmlElement("w:text"))
        run, look, text = (OxmlElement(f"w:{tag}") for tag in ("r", "rPr", "t"))
        look.append(_element("highlight", "yellow"))
        text.text = f"[{label}]"
        run.append(look)
        run.append(text)
        content.append(run)
        control.append(properties)
        control.append(content)
        return control

    def _styles(self) -> None:
        styles = self._document.styles
        defaults = styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
        for old in defaults.findall(qn("w:lang")):
            defaults.remove(old)
        defaults.append(_element("lang", self._about.language, eastAsia=self._about.language))
        normal = styles["Normal"]
        _font(normal, 10.5)
        normal.paragraph_format.space_after = Pt(6)
        normal.paragraph_format.line_spacing = 1.15
        for name, size in _SIZES.items():
            _font(styles[name], size, _INK, bold=True)
            styles[name].paragraph_format.space_before = Pt(0 if name == "Title" else 14)
            styles[name].paragraph_format.space_after = Pt(4)
        _font(styles["Subtitle"], 13, _MUTED)
        styles["Subtitle"].font.italic = False
        title = styles["Title"].element.get_or_add_pPr()
        for border in title.findall(qn("w:pBdr")):
            title.remove(border)
        for name, size in (("Facts", 10), ("Cell", 10), ("Remark", 9)):
            style = styles.add_style(name, 1)
            style.base_style = normal
            _font(style, size, _MUTED if name == "Remark" else None)
            style.paragraph_format.space_after = Pt(2 if name == "Cell" else 3)

    def _page(self) -> None:
        section = self._document.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2)
        section.top_margin = section.bottom_margin = Cm(2.2)
        footer = section.footer.paragraphs[0]
        footer.style = self._document.styles["Remark"]
        footer.alignment = WD_ALIGN_PARAGRAPH.LEFT
        footer.add_run(self._about.line + " · page ")
        for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
            run = footer.add_run()
            if kind:
                run._r.append(_attribute("fldChar", "fldCharType", kind))
            else:
                code = OxmlElement("w:instrText")
                code.set(qn("xml:space"), "preserve")
                code.text = text
                run._r.append(code)


def _font(style: Any, size: float, colour: RGBColor | None = None, *, bold: bool | None = None) -> None:
    style.font.name, style.font.size = _FONT, Pt(size)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), _FONT)
    if colour is not None:
        style.font.color.rgb = colour
    if bold is not None:
        style.font.bold = bold


def _element(tag: str, value: str, **more: str) -> Any:
    element = _attribute(tag, "val", value)
    for name, text in more.items():
        element.set(qn(f"w:{name}"), text)
    return element


def _attribute(tag: str, name: str, value: str) -> Any:
    element = OxmlElement(f"w:{tag}")
    element.set(qn(f"w:{name}"), value)
    return element


def _flag(properties: Any, tag: str) -> None:
    properties.append(OxmlElement(tag))


def _cell_margins() -> Any:
    """A little room above and below the text of each cell, in twentieths of a point."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("top", "bottom"):
        margins.append(_attribute(side, "w", "50"))
        margins[-1].set(qn("w:type"), "dxa")
    return margins


def _shade(cell: Any, colour: str) -> None:
    cell.get_or_add_tcPr().append(_element("shd", "clear", color="auto", fill=colour))
