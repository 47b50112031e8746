"""Reports on assessments: files in, one document or page out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from seqf.disk.files import write_file
from seqf.downloads.provenance import provenance
from seqf.downloads.report.content import report, title_of
from seqf.downloads.report.document import report_document
from seqf.downloads.report.page import report_page
from seqf.edge import assessmentfiles
from seqf.edge.workspace import Workspace
from seqf.scoring.compare import MOST

FORMS = {".docx": report_document, ".html": report_page}


def write(workspace: Workspace, files: Sequence[Path], out: Path) -> list[str]:
    """Write the report on the first file, compared with the others; return what is wrong, a line for each.

    Where anything is wrong, nothing is written. Raises ValueError for an ending that is no form of a report,
    and for more assessments than can stand side by side.
    """
    form = FORMS.get(out.suffix.lower())
    if form is None:
        raise ValueError(f"--out {out}: a report ends in {' or '.join(FORMS)}.")
    releases = workspace.rules()
    read = list(assessmentfiles.read(files, releases))
    if bad := [assessmentfiles.bad(one, "text") for one in read if one.assessment is None]:
        return bad
    found = [one.assessment for one in read if one.assessment is not None]
    if not 1 <= len(found) <= MOST:
        raise ValueError(f"a report is on one assessment beside at most {MOST - 1} others, not {len(found)}.")
    first, *others = found
    framework = workspace.named(first.framework)
    blocks = report(framework, releases.known, first, others)
    write_file(out, form(provenance(framework), title_of(first), blocks))
    return []
