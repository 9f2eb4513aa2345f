"""What of a PDF page's text nobody sees: invisible, white on white, tiny, or off the page.

    unseen(page, characters)  ->  {17: "hidden text", 18: "hidden text"}     characters by index

Text that is invisible because it lies under the picture of a scan is what a scanner recognised;
it stays. The page's account names what is left out here.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Sequence
from typing import NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from corpus.accounts import LeftOut
from ingest.readers.pdf.characters import CharacterBox, Characters
from ingest.readers.pdf.line import Line, Word

HIDDEN, OFF_THE_PAGE = "hidden text", "off the page"
_INVISIBLE = (pdfium_c.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium_c.FPDF_TEXTRENDERMODE_CLIP)
_FILLED = (
    pdfium_c.FPDF_TEXTRENDERMODE_FILL,
    pdfium_c.FPDF_TEXTRENDERMODE_FILL_CLIP,
)
_NO_TEXT = pdfium_c.FPDF_TEXTRENDERMODE_UNKNOWN  # of pictures, paths and forms
_WHITE = 250  # of 255, of each colour: by hand, what paper is
_TINY = 1.2  # points of a line's height: type of one point
_FORM_DEPTH = 4
_SCAN = 0.5  # of the page, by one picture


_Count = Callable[[object], int]
_Get = Callable[[object, int], pdfium_c.FPDF_PAGEOBJECT]


class _Drawn(NamedTuple):
    """An object of the page, how its text is drawn, and whether its box is in the page's points."""

    object: pdfium_c.FPDF_PAGEOBJECT
    mode: int
    is_placed: bool


def unseen(page: pdfium.PdfPage, characters: Characters) -> dict[int, str]:
    """The characters that are not to be seen, by index, and why."""
    if not _may_hide(page):
        return {}
    drawn = _objects(page.raw, pdfium_c.FPDFPage_CountObjects, pdfium_c.FPDFPage_GetObject)
    texts = [(each, *_look(each)) for each in drawn if each.mode != _NO_TEXT]
    odd = [(each, is_white) for each, is_invisible, is_white in texts if is_invisible or is_white]
    if not odd:
        return {}
    invisible = [each for each, is_white in odd if not is_white]
    if _is_scan(page, drawn):
        invisible = []
    white = [each for each, is_white in odd if is_white and each.is_placed]
    hidden = {_address(each.object) for each in (*invisible, *_on_paper(white, drawn))}
    owners = (
        (index, pdfium_c.FPDFText_GetTextObject(characters.raw, index))
        for index in range(len(characters.codes) if hidden else 0)
    )
    return {index: HIDDEN for index, owner in owners if owner and _address(owner) in hidden}


def left_out(characters: Characters, hidden: dict[int, str]) -> tuple[LeftOut, ...]:
    """The account of these characters."""
    said = "".join(chr(characters.codes[index]) for index in sorted(hidden))
    text = said.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return (LeftOut.of(HIDDEN, text),) if text.strip() else ()


def on_the_page(lines: Sequence[Line], page: pdfium.PdfPage) -> tuple[list[Line], list[LeftOut]]:
    """The lines without words off the page and without tiny ones, and the account of those.

    Where all are tiny, the page is drawn in other units.
    """
    tiny = _TINY if any(line.height >= _TINY for line in lines) else 0.0
    shown = CharacterBox(*page.get_cropbox())
    kept: list[Line] = []
    gone: list[LeftOut] = []
    for line in lines:
        if 0 < line.height < tiny:
            gone.append(LeftOut.of(HIDDEN, line.text))
            continue
        edges = shown.turned(line.turn) if line.turn > 0 else shown
        if _is_inside(line, Word("", line.left, line.left), edges) and line.right < edges.right:
            kept.append(line)
            continue
        inside = [word for word in line.words if _is_inside(line, word, edges)]
        if len(inside) == len(line.words):
            kept.append(line)
            continue
        outside = [word.text for word in line.words if word not in inside]
        gone.append(LeftOut.of(OFF_THE_PAGE, " ".join(outside)))
        kept += [line.holding(inside)] if inside else []
    return kept, gone


def _is_inside(line: Line, word: Word, edges: CharacterBox) -> bool:
    across = word.left < edges.right and word.right > edges.left
    return across and line.bottom < edges.top and line.top > edges.bottom


def _may_hide(page: pdfium.PdfPage) -> bool:
    """Whether the page has a form or a text that is not plainly to be seen: few have."""
    red, green, blue, cover = ctypes.c_uint(), ctypes.c_uint(), ctypes.c_uint(), ctypes.c_uint()
    for at in range(pdfium_c.FPDFPage_CountObjects(page.raw)):
        each = pdfium_c.FPDFPage_GetObject(page.raw, at)
        mode = pdfium_c.FPDFTextObj_GetTextRenderMode(each)
        if mode == pdfium_c.FPDF_TEXTRENDERMODE_FILL:
            pdfium_c.FPDFPageObj_GetFillColor(each, red, green, blue, cover)
            if blue.value >= _WHITE or not cover.value:
                return True
        elif mode != _NO_TEXT or _is(each, pdfium_c.FPDF_PAGEOBJ_FORM):
            return True
    return False


def _objects(owner: object, count: _Count, get: _Get, depth: int = 0) -> list[_Drawn]:
    """The objects of a page or a form in the order of drawing, those of forms among them."""
    found = []
    for at in range(count(owner)):
        each = get(owner, at)
        mode = pdfium_c.FPDFTextObj_GetTextRenderMode(each)
        if mode == _NO_TEXT and depth < _FORM_DEPTH and _is(each, pdfium_c.FPDF_PAGEOBJ_FORM):
            stays = _stays(each)
            inner = _objects(
                each, pdfium_c.FPDFFormObj_CountObjects, pdfium_c.FPDFFormObj_GetObject, depth + 1
            )
            found += [part._replace(is_placed=part.is_placed and stays) for part in inner]
        else:
            found.append(_Drawn(each, mode, True))
    return found


def _stays(form: pdfium_c.FPDF_PAGEOBJECT) -> bool:
    """Whether what a form holds stands where its own points say."""
    matrix = pdfium_c.FS_MATRIX()
    pdfium_c.FPDFPageObj_GetMatrix(form, matrix)
    return (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f) == (1, 0, 0, 1, 0, 0)


def _look(text: _Drawn) -> tuple[bool, bool]:
    """Whether a text is invisible, and whether it is white."""
    if text.mode not in _FILLED:
        return text.mode in _INVISIBLE, False
    red, green, blue, cover = _fill(text.object)
    return cover == 0, cover > 0 and red >= _WHITE and green >= _WHITE and blue >= _WHITE


def _on_paper(white: list[_Drawn], drawn: list[_Drawn]) -> list[_Drawn]:
    """The white texts under which nothing coloured is drawn."""
    if not white:
        return []
    grounds = [_bounds(each.object) for each in drawn if _is_ground(each)]
    placed = ((each, _bounds(each.object)) for each in white)
    return [each for each, box in placed if not any(_covers(g, box) for g in grounds)]


def _is_ground(drawn: _Drawn) -> bool:
    """Whether white shows on it: a picture, a shade or a filled shape."""
    if drawn.mode != _NO_TEXT:
        return False
    if not _is(drawn.object, pdfium_c.FPDF_PAGEOBJ_PATH):
        return True
    return min(_fill(drawn.object)[:3]) < _WHITE


def _covers(ground: CharacterBox, text: CharacterBox) -> bool:
    across, up = (text.left + text.right) / 2, (text.bottom + text.top) / 2
    return ground.left <= across <= ground.right and ground.bottom <= up <= ground.top


def _is_scan(page: pdfium.PdfPage, drawn: list[_Drawn]) -> bool:
    """Whether a picture covers the page, so that invisible text is what was recognised on it."""
    pictures = (each for each in drawn if _is(each.object, pdfium_c.FPDF_PAGEOBJ_IMAGE))
    area = page.get_width() * page.get_height()
    boxes = map(_bounds, (each.object for each in pictures))
    return bool(sum((b.right - b.left) * b.height for b in boxes) > _SCAN * area)


def _is(drawn: pdfium_c.FPDF_PAGEOBJECT, kind: int) -> bool:
    return bool(pdfium_c.FPDFPageObj_GetType(drawn) == kind)


def _bounds(drawn: pdfium_c.FPDF_PAGEOBJECT) -> CharacterBox:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    pdfium_c.FPDFPageObj_GetBounds(drawn, left, bottom, right, top)
    return CharacterBox(left.value, bottom.value, right.value, top.value)


def _fill(drawn: pdfium_c.FPDF_PAGEOBJECT) -> tuple[int, int, int, int]:
    """Red, green, blue and how much of it covers, each to 255."""
    red, green, blue, cover = ctypes.c_uint(), ctypes.c_uint(), ctypes.c_uint(), ctypes.c_uint()
    if not pdfium_c.FPDFPageObj_GetFillColor(drawn, red, green, blue, cover):
        return 0, 0, 0, 255
    return red.value, green.value, blue.value, cover.value


def _address(drawn: pdfium_c.FPDF_PAGEOBJECT) -> int | None:
    return ctypes.cast(drawn, ctypes.c_void_p).value
