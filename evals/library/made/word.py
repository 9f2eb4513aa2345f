"""Made Word documents, and what LibreOffice makes of them: ODT, RTF, DOC."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

from corpus import libreoffice
from evals.library.made.drawing import Drawing
from evals.library.made.pdf import softened
from evals.library.made.source import MadeFile, SourceBlock, SourceText

_HIDDEN = "Toimetaja varjatud salamärkus XQZ."
_EMBEDDED, _POP = "\u202b", "\u202c"  # marks of writing from right to left
_SECONDS = 300


def word_documents(drawing: Drawing) -> Iterator[MadeFile]:
    """One of each kind in one language."""
    for source in (
        drawing.report(),
        drawing.report(6, 3, tables=False),
        _table_alone(drawing, drawing.table(40)),
    ):
        yield MadeFile("docx", "", source, written(source))
    merged = _table_alone(drawing, drawing.merged())
    yield MadeFile("docx", "merged cells", merged, written(merged))
    soft = drawing.report(2, 3, tables=False)
    yield MadeFile("docx", "soft hyphens", soft, written(softened(soft)))
    for fault, change in _FAULTS.items():
        source = drawing.report(2, 2)
        document = _document(source)
        asides = change(document, drawing)
        made = MadeFile("docx", fault, replace(source, asides=asides), _bytes(document))
        yield made


def _table_alone(drawing: Drawing, block: SourceBlock) -> SourceText:
    """A table with a paragraph below, without which LibreOffice writes no cells into a DOC."""
    return SourceText(drawing.language, (drawing.heading(1), block, drawing.paragraph()))


def written(source: SourceText) -> bytes:
    """The text as a Word document."""
    return _bytes(_document(source))


def _document(source: SourceText) -> Any:
    import docx

    document = docx.Document()
    for block in source.blocks:
        _add(document, block)
    return document


def _add(document: Any, block: SourceBlock) -> None:
    if block.kind == "heading":
        document.add_heading(block.text, block.level)
    elif block.kind == "table":
        _add_table(document, block)
    else:
        style = "List Bullet" if block.kind == "item" else None
        document.add_paragraph(block.text, style)


def _add_table(document: Any, block: SourceBlock) -> None:
    made = document.add_table(rows=len(block.grid), cols=len(block.grid[0]))
    cells = [[*row.cells] for row in made.rows]
    covered = [1, *block.spans()]
    for at, row in enumerate(block.grid):
        for column, text in enumerate(row):
            if column or covered[at]:
                cells[at][column].text = text
    for at, span in enumerate(covered):
        if span > 1:
            cells[at][0].merge(cells[at + span - 1][0])


def _hide(document: Any, _drawing: Drawing) -> tuple[str, ...]:
    document.paragraphs[2].add_run(f" {_HIDDEN}").font.hidden = True
    return ()


def _delete(document: Any, _drawing: Drawing) -> tuple[str, ...]:
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    document.paragraphs[2]._p.append(
        parse_xml(
            f'<w:del {nsdecls("w")} w:id="9" w:author="A"><w:r><w:delText xml:space="preserve"> '
            f"{_HIDDEN}</w:delText></w:r></w:del>"
        )
    )
    return ()


def _raise(document: Any, _drawing: Drawing) -> tuple[str, ...]:
    document.paragraphs[2].add_run("17").font.superscript = True
    return ("17", "¹⁷")


def _head(document: Any, drawing: Drawing) -> tuple[str, ...]:
    text = drawing.heading().text
    document.sections[0].header.paragraphs[0].text = text
    return (text,)


def _turn(document: Any, _drawing: Drawing) -> tuple[str, ...]:
    run = document.paragraphs[2].runs[0]
    run.text = f"{_EMBEDDED}{run.text}{_POP}"
    return ()


def _cut_up(document: Any, _drawing: Drawing) -> tuple[str, ...]:
    """Runs that end within words, as Word writes them after corrections."""
    for each in document.paragraphs:
        text = each.text
        if len(text) > 60 and each.runs:
            each.runs[0].text = ""
            for at in range(0, len(text), 7):
                each.add_run(text[at : at + 7])
    return ()


_FAULTS = {
    "hidden text": _hide,
    "deleted text": _delete,
    "superscripts": _raise,
    "running heads": _head,
    "bidi marks": _turn,
    "cut runs": _cut_up,
}


def _bytes(document: Any) -> bytes:
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def converted(files: Sequence[MadeFile]) -> Iterator[MadeFile]:
    """Those files as ODT, RTF and DOC; nothing where LibreOffice is not installed."""
    office = libreoffice.program()
    if office is None:
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        paths = [folder / f"{at}.docx" for at in range(len(files))]
        for path, file in zip(paths, files, strict=True):
            path.write_bytes(file.content)
        for ending in ("odt", "rtf", "doc"):
            _convert(office, folder, paths, ending)
            for path, file in zip(paths, files, strict=True):
                made = path.with_suffix(f".{ending}")
                yield MadeFile(ending, file.fault, file.source, made.read_bytes())


def _convert(office: str, folder: Path, paths: Sequence[Path], ending: str) -> None:
    profile = (folder / "profile").as_uri()
    words = ["--headless", "--norestore", "--convert-to", ending, "--outdir", str(folder)]
    subprocess.run(  # noqa: S603 - our own files
        [office, f"-env:UserInstallation={profile}", *words, *map(str, paths)],
        check=True,
        capture_output=True,
        timeout=_SECONDS,
    )
