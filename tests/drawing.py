"""Small PDFs drawn by hand: text where a test wants it, with whatever else a page may hold.

    pdf(said(72, 700, "Tere"), said(300, 700, "1216"))     ->  the bytes of a file of one page

They are what programs write that no maker of documents in the tests can be made to write.
"""

from __future__ import annotations

from collections.abc import Mapping

WIDTH, HEIGHT = 595, 842  # an A4 page in points
_FONT = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"


def said(x: float, y: float, words: str, size: float = 10, before: str = "") -> str:
    """Words whose first letter stands at x, y; `before` are operators that change their look."""
    return f"q BT {before} /F1 {size} Tf 1 0 0 1 {x} {y} Tm {_string(words)} Tj ET Q\n"


def turned(x: float, y: float, words: str, size: float = 10) -> str:
    """Words that run upwards from x, y."""
    return f"BT /F1 {size} Tf 0 1 -1 0 {x} {y} Tm {_string(words)} Tj ET\n"


def column(x: float, y: float, *lines: str, step: float = 12) -> str:
    """Lines one under another."""
    return "".join(said(x, y - step * at, line) for at, line in enumerate(lines))


def pdf(
    *drawn: str,
    page: str = "",
    catalog: str = "",
    trailer: str = "",
    objects: Mapping[int, str] | None = None,
) -> bytes:
    """A file of one page that shows what is drawn.

    `page`, `catalog` and `trailer` are entries of those dictionaries, `objects` what they may
    refer to, by numbers from 10.
    """
    content = "".join(drawn)
    bodies = {
        1: f"<< /Type /Catalog /Pages 2 0 R {catalog} >>",
        2: "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Contents 4 0 R"
        f" /Resources << /Font << /F1 5 0 R >> >> {page} >>",
        4: f"<< /Length {len(content.encode('cp1252'))} >>\nstream\n{content}\nendstream",
        5: _FONT,
        **(objects or {}),
    }
    written = b"%PDF-1.7\n"
    places = {}
    for number, body in sorted(bodies.items()):
        places[number] = len(written)
        written += f"{number} 0 obj\n{body}\nendobj\n".encode("cp1252")
    table = "xref\n0 1\n0000000000 65535 f \n" + "".join(
        f"{number} 1\n{place:010} 00000 n \n" for number, place in places.items()
    )
    end = f"trailer\n<< /Size 100 /Root 1 0 R {trailer} >>\nstartxref\n{len(written)}\n%%EOF\n"
    return written + table.encode() + end.encode("cp1252")


def _string(words: str) -> str:
    """A PDF string in the font's encoding."""
    return "<" + words.encode("cp1252").hex() + ">"
