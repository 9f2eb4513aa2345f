"""Draws one page of a PDF with a passage marked; runs as a process of its own, under limits.

    echo '{"source": "a.pdf", "page": 3, "text": "…", "at": 0.5}' |
        python -m search_service.documents.drawing

writes one line of JSON (`marked`, `width`, `height`) and then a PNG to standard output.

A PDF may be hostile, so `corpus.sandbox` confines the process. `pictures` asks for it;
`highlighting` uses it to find a passage's lines.
"""

from __future__ import annotations

import io
import json
import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from corpus.sandbox import Confinement, confine

if TYPE_CHECKING:
    from PIL.Image import Image
    from pypdfium2 import PdfPage, PdfTextPage

_CONFINEMENT = Confinement(memory=1 << 30, output=32 << 20, cpu_seconds=10)

_WIDTH = 1_240  # pixels: 150 dots an inch for A4
_TALLEST = 4_000
_YELLOW = (255, 232, 110)
_SHORTEST_PIECE = 12  # letters; a shorter piece of a passage stands on many a page by chance


class Squeezed(NamedTuple):
    """A text's letters and digits alone, and where each stood in the text."""

    text: str
    places: list[int]


class Box(NamedTuple):
    """A rectangle in the page's own coordinates, where up is more."""

    left: float
    bottom: float
    right: float
    top: float


def main() -> None:
    """Reads the request, draws, writes the picture."""
    confine(_CONFINEMENT)
    request = json.load(sys.stdin)
    picture, marked = draw(request["source"], request["page"], request["text"], request["at"])
    head = {"marked": marked, "width": picture.width, "height": picture.height}
    png = io.BytesIO()
    picture.save(png, "PNG")
    sys.stdout.buffer.write(json.dumps(head).encode() + b"\n" + png.getvalue())


def draw(source: str, page_number: int, text: str, at: float) -> tuple[Image, int]:
    """The page's picture and how many lines are marked in it.

    `at` says how far down the page's text (0 to 1) the text to mark is expected, which tells
    apart equal texts of one page.
    """
    import pypdfium2

    pdf = pypdfium2.PdfDocument(source)
    try:
        page = pdf[page_number - 1]
        bitmap = page.render(scale=_scale(*page.get_size()))
        to_pixels = bitmap.get_posconv(page)
        lines = lines_of(page, text, at) if text else []
        corners = [
            (*to_pixels.to_bitmap(box.left, box.top), *to_pixels.to_bitmap(box.right, box.bottom))
            for box in lines
        ]
        return _highlighted(bitmap.to_pil().convert("RGB"), corners), len(lines)
    finally:
        pdf.close()


def squeeze(characters: Iterable[str]) -> Squeezed:
    """Letters and digits without case, accents, ligatures, blanks or hyphens.

    squeeze("Koos-\\nloome ﬁ")  ->  Squeezed("koosloomefi", [0, 1, 2, 3, 6, 7, 8, 9, 10, 12, 12])
    """
    kept: list[str] = []
    places: list[int] = []
    for place, character in enumerate(characters):
        for part in unicodedata.normalize("NFKD", character).casefold():
            if part.isalnum():
                kept.append(part)
                places.append(place)
    return Squeezed("".join(kept), places)


def find(page: Squeezed, text: str, at: float) -> list[tuple[int, int]]:
    """The character ranges `first:last+1` of the page that hold the text.

    A text that does not stand there in one piece, as where a footnote cuts in, is looked for
    sentence by sentence; the last without its last word, which the page's end may part.
    """
    whole = _find_one(page, squeeze(text).text, at)
    if whole:
        return [whole]
    said = re.split(r"\n|(?<=[.!?…])\s+", text)
    pieces = [squeeze(piece).text for piece in said]
    found = [_find_one(page, piece, at) for piece in pieces if len(piece) >= _SHORTEST_PIECE]
    begun = squeeze(said[-1].rpartition(" ")[0]).text
    if found and found[-1] is None and len(begun) >= _SHORTEST_PIECE:
        found.append(_find_one(page, begun, at))
    return [place for place in found if place]


def _find_one(page: Squeezed, wanted: str, at: float) -> tuple[int, int] | None:
    starts = [m.start() for m in re.finditer(f"(?={re.escape(wanted)})", page.text)]
    if not wanted or not starts:
        return None
    expected = at * len(page.text)
    start = min(starts, key=lambda s: abs(s - expected))
    return page.places[start], page.places[start + len(wanted) - 1] + 1


def lines_of(page: PdfPage, text: str, at: float) -> list[Box]:
    """The lines of the page that hold the text, one box each; see `draw` for `at`."""
    text_page = page.get_textpage()
    characters = squeeze(_characters(text_page))
    found = find(characters, text, at)
    return [line for first, end in found for line in _merged(_boxes(text_page, first, end))]


def _characters(text_page: PdfTextPage) -> Iterator[str]:
    from pypdfium2 import raw

    for index in range(text_page.count_chars()):
        yield chr(raw.FPDFText_GetUnicode(text_page, index))


def _boxes(text_page: PdfTextPage, first: int, end: int) -> Iterator[Box]:
    for index in range(first, end):
        box = Box(*text_page.get_charbox(index, loose=True))
        if box.right > box.left and box.top > box.bottom:
            yield box


def _merged(boxes: Iterable[Box]) -> list[Box]:
    """One box a line: a character goes on with the line that it stands level with."""
    lines: list[Box] = []
    for box in boxes:
        if lines and _same_line(lines[-1], box):
            last = lines[-1]
            lines[-1] = Box(
                min(last.left, box.left), min(last.bottom, box.bottom),
                max(last.right, box.right), max(last.top, box.top),
            )  # fmt: skip
        else:
            lines.append(box)
    return lines


def _same_line(line: Box, box: Box) -> bool:
    shared = min(line.top, box.top) - max(line.bottom, box.bottom)
    height = min(line.top - line.bottom, box.top - box.bottom)
    gap = box.left - line.right
    return shared > height / 2 and -height < gap < 4 * height


def _highlighted(picture: Image, corners: list[tuple[int, int, int, int]]) -> Image:
    """As with a highlighter: what is under the yellow stays readable."""
    from PIL import Image, ImageChops, ImageDraw

    layer = Image.new("RGB", picture.size, "white")
    pen = ImageDraw.Draw(layer)
    for x1, y1, x2, y2 in corners:
        box = (min(x1, x2) - 2, min(y1, y2), max(x1, x2) + 2, max(y1, y2))
        pen.rectangle(box, fill=_YELLOW)
    return ImageChops.multiply(picture, layer)


def _scale(width: float, height: float) -> float:
    return min(_WIDTH / max(width, 1), _TALLEST / max(height, 1))


if __name__ == "__main__":
    main()
