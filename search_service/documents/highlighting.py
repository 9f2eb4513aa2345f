"""Cuts pages out of a PDF and highlights a passage on them; runs as a process of its own.

    echo '{"source": "a.pdf", "title": "…", "pages": [{"number": 3, "text": "…", "at": 0.5}]}' |
        python -m search_service.documents.highlighting

writes the new PDF to standard output. What cannot be found on its page, as on a scanned one, is
said in a note in the page's corner instead. Differs from `drawing`, which finds the words for
this one and makes pictures; `corpus.sandbox` confines both.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from corpus.sandbox import Confinement, confine
from search_service.documents.drawing import Box, lines_of

if TYPE_CHECKING:
    from pypdf import PageObject, PdfWriter

_CONFINEMENT = Confinement(memory=1 << 30, output=32 << 20, cpu_seconds=10)

_YELLOW = "ffe86e"  # as `drawing` marks
_NOTE = 20  # points: the side of a note's sign
_ACTIVE = ("/AA", "/B")  # of a page: what acts on opening, and threads to pages left behind


def main() -> None:
    """Reads the request, cuts and marks, writes the PDF."""
    confine(_CONFINEMENT)
    request = json.load(sys.stdin)
    writer = highlighted(request["source"], request["title"], request["pages"])
    writer.write(sys.stdout.buffer)


def highlighted(source: str, title: str, pages: Sequence[dict[str, Any]]) -> PdfWriter:
    """The pages alone, each with its text highlighted where it has one."""
    import pypdfium2
    from pypdf import PdfReader, PdfWriter

    reader = PdfReader(source)
    if reader.is_encrypted:
        reader.decrypt("")
    writer = PdfWriter()
    writer.add_metadata({"/Title": title})
    pdf = pypdfium2.PdfDocument(source)
    try:
        for index, wanted in enumerate(pages):
            number, text = wanted["number"] - 1, wanted["text"]
            page = reader.pages[number]
            _cut_loose(page)
            writer.add_page(page)
            if text:
                _mark(writer, index, lines_of(pdf[number], text, wanted["at"]), text)
    finally:
        pdf.close()
    return writer


def _cut_loose(page: PageObject) -> None:
    """Takes from a page what acts by itself, and links within the file, whose pages it would
    bring along."""
    from pypdf.generic import ArrayObject

    for key in _ACTIVE:
        page.pop(key, None)
    found = page.annotations
    if found is not None:
        kept = [each for each in found if not _leads_inside(each.get_object())]
        page.annotations = ArrayObject(kept)


def _leads_inside(annotation: Any) -> bool:
    action = annotation.get("/A", {}).get_object() if "/A" in annotation else {}
    return annotation.get("/Subtype") == "/Link" and action.get("/S") != "/URI"


def _mark(writer: PdfWriter, index: int, lines: Sequence[Box], text: str) -> None:
    """One annotation over all lines, so that a reader's list of comments shows one quote."""
    from pypdf.annotations import Highlight, Text
    from pypdf.generic import ArrayObject, FloatObject, NameObject, TextStringObject

    if not lines:
        note = Text(rect=_corner(writer.pages[index]), text=text)
        writer.add_annotation(index, note)
        return
    corners = [
        FloatObject(place)
        for (left, bottom, right, top) in lines
        for place in (left, top, right, top, left, bottom, right, bottom)
    ]
    lefts, bottoms, rights, tops = zip(*lines, strict=True)
    mark = Highlight(
        rect=(min(lefts), min(bottoms), max(rights), max(tops)),
        quad_points=ArrayObject(corners),
        highlight_color=_YELLOW,
        printing=True,
    )
    mark[NameObject("/Contents")] = TextStringObject(text)
    writer.add_annotation(index, mark)


def _corner(page: PageObject) -> tuple[float, float, float, float]:
    left, top = float(page.cropbox.left), float(page.cropbox.top)
    return left + _NOTE, top - 2 * _NOTE, left + 2 * _NOTE, top - _NOTE


if __name__ == "__main__":
    main()
