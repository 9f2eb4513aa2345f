"""Whether a PDF page shows text that it does not hold as text: a scan, a half-scanned page, curves.

The page is drawn small and looked at in cells of a letter's size: a cell of print is paper with
strokes of ink on it. Print that stands in a picture, away from the page's own text, was not read.
A photograph has no paper, a drawing has few strokes. `ingest.readers.pdf.scans` has the page read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple, TypeAlias

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from numpy.typing import NDArray

from ingest.readers.pdf.line import Line

_FEW_CHARACTERS = 100  # a page number or a stamp beside a scanned page
_PICTURE_PIXELS = 100 * 100  # smaller pictures are signs and logos, unless they tile the page
_TILES = 8  # so many small ones are tiles
_LARGE = 0.2  # of the page: smaller pictures are figures
_MOST = 0.5  # of the page
_PATHS = 20  # so many drawn shapes may be letters
_FORM_DEPTH = 4
_POINTS = 72  # in an inch

# All by hand, on the scans, photographs, charts and slides of the stress set and the library.
_DPI = 75
_CELL = 12  # pixels: a line of text with its blank
_CONTRAST = 70  # of 255 between neighbours: the edge of a stroke
_STROKES = 6  # edges in a cell of print
_PAPER = 0.25  # how far the usual pixel lies from the brightest or darkest, at most
_PRINT = 20  # cells: more than a line of text
_UNREAD = 0.1  # of the print: less is what a layer under a scan leaves out
_REACH = 0.5  # of a line's height, by which a layer under a scan may miss its print

Box: TypeAlias = tuple[float, float, float, float]  # left, bottom, right, top, as the page is seen
Mask: TypeAlias = NDArray[np.bool_]  # a cell each, rows from the top


class Look(NamedTuple):
    """What a page shows beside its text."""

    shows_unread_text: bool  # in its pictures, or anywhere where it has hardly any text
    is_covered: bool  # by pictures, for the most part


NOTHING = Look(shows_unread_text=False, is_covered=False)


def holds_pictures(content: bytes) -> bool:
    """Whether a PDF may hold raster images; cheap, and no where it surely has none.

    An image's dictionary is never compressed. Images that are written into a page's content are
    seen only where the page has hardly any text.
    """
    others = sum(map(content.count, (b"/ImageB", b"/ImageC", b"/ImageI", b"/ImageMask")))
    return content.count(b"/Image") > others


def look(page: pdfium.PdfPage, lines: Sequence[Line], holds_pictures: bool = True) -> Look:
    """Looks at a page that has those lines; a page of text costs nothing without pictures."""
    few = sum(len(line.text) for line in lines) < _FEW_CHARACTERS
    if not (few or holds_pictures):
        return NOTHING
    pictures = list(_pictures(page))
    covered = _mask(page, pictures)
    share = float(covered.mean())
    if pictures and not lines:
        return Look(True, share > _MOST)  # nothing else says what it shows
    if not (_is_drawn(page) or pictures if few else share >= _LARGE):
        return NOTHING
    shown = _print(page) if few else _print(page) & covered
    unread = int((shown & ~_mask(page, map(_reach, lines))).sum())
    return Look(unread >= max(_PRINT, _UNREAD * shown.sum()), share > _MOST)


def frame(page: pdfium.PdfPage) -> Box:
    """The page's own box."""
    return turned(page.get_bbox(), page.get_rotation())


def turned(box: Box, rotation: int) -> Box:
    """A box of the file as it is seen on a page that is turned clockwise."""
    left, bottom, right, top = box
    seen = {
        90: (bottom, -right, top, -left),
        180: (-right, -top, -left, -bottom),
        270: (-top, left, -bottom, right),
    }
    return seen.get(rotation, box)


def _pictures(page: pdfium.PdfPage) -> Iterator[Box]:
    """Where raster images stand; small ones only where they are many, as a scan's strips are."""
    if not _may_hold_images(page):
        return
    found: list[tuple[int, Box]] = []
    for image in page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE], max_depth=_FORM_DEPTH):
        try:
            width, height = image.get_px_size()
            box = image.get_bounds()
            form = image.container
            while form is not None:
                box = form.get_matrix().on_rect(*box)
                form = form.container
        except pdfium.PdfiumError:
            continue
        found.append((width * height, turned(box, page.get_rotation())))
    yield from (box for pixels, box in found if pixels >= _PICTURE_PIXELS or len(found) >= _TILES)


def _may_hold_images(page: pdfium.PdfPage) -> bool:
    """Whether it has an image or a form; asks PDFium itself, since most pages have neither."""
    kinds = (pdfium_c.FPDF_PAGEOBJ_IMAGE, pdfium_c.FPDF_PAGEOBJ_FORM)
    return any(
        pdfium_c.FPDFPageObj_GetType(pdfium_c.FPDFPage_GetObject(page.raw, at)) in kinds
        for at in range(pdfium_c.FPDFPage_CountObjects(page.raw))
    )


def _is_drawn(page: pdfium.PdfPage) -> bool:
    shapes = [pdfium_c.FPDF_PAGEOBJ_PATH, pdfium_c.FPDF_PAGEOBJ_SHADING]
    drawn = page.get_objects(filter=shapes, max_depth=_FORM_DEPTH)
    return sum(1 for _ in islice(drawn, _PATHS)) == _PATHS


def _reach(line: Line) -> Box:
    reach = _REACH * line.height
    return (
        line.left - reach,
        line.bottom - reach,
        line.right + reach,
        line.bottom + line.height + reach,
    )


def _shape(page: pdfium.PdfPage) -> tuple[int, int]:
    """How many rows and columns of cells the page has."""
    size = _CELL * _POINTS / _DPI
    return max(1, int(page.get_height() / size)), max(1, int(page.get_width() / size))


def _mask(page: pdfium.PdfPage, boxes: Iterable[Box]) -> Mask:
    """The cells whose middle lies in one of the boxes."""
    rows, columns = _shape(page)
    left, bottom, right, top = frame(page)
    mask = np.zeros((rows, columns), dtype=np.bool_)
    across, down = columns / max(right - left, 1), rows / max(top - bottom, 1)
    for box in boxes:
        first, last = (round(max(0.0, (edge - left) * across)) for edge in (box[0], box[2]))
        upper, lower = (round(max(0.0, (top - edge) * down)) for edge in (box[3], box[1]))
        mask[upper:lower, first:last] = True
    return mask


def _print(page: pdfium.PdfPage) -> Mask:
    """The cells that look like print: most of it paper, with strokes of ink."""
    rows, columns = _shape(page)
    drawn = page.render(scale=_DPI / _POINTS, grayscale=True).to_pil()
    grey = np.asarray(drawn.resize((columns * _CELL, rows * _CELL)), dtype=np.int16)
    strokes = np.abs(np.diff(grey, axis=1, prepend=grey[:, :1])) > _CONTRAST
    pixels, edges = _cells(grey), _cells(strokes)
    brightest, darkest, usual = pixels.max(-1), pixels.min(-1), np.median(pixels, axis=-1)
    to_paper = np.minimum(brightest - usual, usual - darkest)
    found: Mask = (edges.sum(-1) >= _STROKES) & (to_paper <= _PAPER * (brightest - darkest))
    return found


def _cells(pixels: NDArray[Any]) -> NDArray[Any]:
    """The pixels of each cell as a row."""
    rows, columns = pixels.shape[0] // _CELL, pixels.shape[1] // _CELL
    parted = pixels.reshape(rows, _CELL, columns, _CELL).swapaxes(1, 2)
    return parted.reshape(rows, columns, -1)
