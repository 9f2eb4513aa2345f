"""Made scans: pictures of pages, PDFs of them, with a stamp or a false text layer over them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO

from evals.library.made.drawing import Drawing
from evals.library.made.pdf import pictures, typeset
from evals.library.made.source import MadeFile, SourceText, paragraph

_PAGE = "#set page(width: 12cm, height: 15cm, margin: 1.2cm)\n#set text(hyphenate: false)\n"
_DOTS = 200  # to an inch, as office scanners are set
_STAMP = "Registreeritud 17.04.2024 nr 12-3/456"
_UNSEEN = "#set text(fill: rgb(0, 0, 0, 0))\n"  # as recognised text lies over a picture
_GARBAGE = "Wddevx fdmre mzxef oqwle Vkdux emzlq dxxew fdmre qwlez kduxa"


def scans(drawing: Drawing) -> Iterator[MadeFile]:
    """One of each kind in one language."""
    for ending, format in (("png", "PNG"), ("tiff", "TIFF")):
        source = _page(drawing)
        picture = pictures(source, _PAGE, _DOTS)[0]
        yield MadeFile(ending, "scan", source, _picture(picture, format))
    source = _page(drawing)
    scanned = _picture(pictures(source, _PAGE, _DOTS)[0], "PDF")
    yield MadeFile("pdf", "scan", source, scanned)
    source = _page(drawing)
    scanned = _picture(pictures(source, _PAGE, _DOTS)[0], "PDF")
    stamped = replace(source, blocks=(paragraph(_STAMP), *source.blocks))
    yield MadeFile("pdf", "stamp over a scan", stamped, _over(scanned, _STAMP))
    source = _page(drawing)
    scanned = _picture(pictures(source, _PAGE, _DOTS)[0], "PDF")
    yield MadeFile(
        "pdf", "garbage layer", source, _over(scanned, " ".join([_GARBAGE] * 12), _UNSEEN)
    )


def _page(drawing: Drawing) -> SourceText:
    blocks = (drawing.heading(1), drawing.paragraph(), drawing.paragraph())
    return SourceText(drawing.language, blocks)


def _picture(png: bytes, format: str) -> bytes:
    from PIL import Image

    written = BytesIO()
    Image.open(BytesIO(png)).convert("L").save(
        written, format, resolution=_DOTS, dpi=(_DOTS, _DOTS)
    )
    return written.getvalue()


def _over(scanned: bytes, text: str, look: str = "") -> bytes:
    """The scan with a layer of text over it; `look` is a setting of Typst's."""
    from pypdf import PdfReader, PdfWriter

    setting = f"#set page(width: 12cm, height: 15cm, margin: 3mm, fill: none)\n{look}"
    layer = PdfReader(BytesIO(typeset(SourceText("et", (paragraph(text),)), setting)))
    writer = PdfWriter(clone_from=BytesIO(scanned))
    writer.pages[0].merge_page(layer.pages[0])
    written = BytesIO()
    writer.write(written)
    return written.getvalue()
