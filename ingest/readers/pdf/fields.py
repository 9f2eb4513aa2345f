"""What stands on a PDF page beside its text: values of form fields, written notes, attachments.

    "Nimi: Mari Maasikas"       a field's value behind its name, as a line of the page
    LeftOut("comment", …)       what somebody remarked on the text: named, not read

PDFium gives text, pypdf what hangs on it. pypdf opens a file only where PDFium sees that there is
something for it to read: most files hold links alone.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any, NamedTuple

import pypdf
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from corpus.accounts import LeftOut
from ingest.readers.pdf.hidden import HIDDEN

FORM, ANNOTATION = "form", "annotation"
_COMMENT = "comment"
_UNREADABLE = "its form fields and comments could not be read; look whether any are filled in"
_PLAIN = (pdfium_c.FPDF_ANNOT_LINK, pdfium_c.FPDF_ANNOT_POPUP)  # nothing is written in them
# By definition (ISO 32000-1, tables 165, 221, 226 and 228): bits of a field's and an
# annotation's flags.
_INVISIBLE = 1 << 1 | 1 << 5
_PASSWORD, _RADIO, _PUSH = 1 << 13, 1 << 15, 1 << 16
_TICK = "✓"
_DEPTH = 8  # of fields within fields, by hand: a loop ends here
_MOST_VALUES = 2000  # of one page, by hand: what a hostile file may hold is more


class HangingText(NamedTuple):
    """What a page holds beside its text: where it comes from, lines, what is left out, doubts."""

    how: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    doubts: tuple[str, ...] = ()


NOTHING = HangingText()


class _Value(NamedTuple):
    """Something written: where it comes from, its line, and what of that is the value."""

    how: str
    line: str
    value: str
    box: tuple[float, ...]


class Fields:
    """The fields and annotations of one file."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._reader: pypdf.PdfReader | None = None

    def of_page(
        self, index: int, page: pdfium.PdfPage, text_page: pdfium.PdfTextPage
    ) -> HangingText:
        """What is written on that page; a value that the page's own text shows is not repeated."""
        if not _has_any(page):
            return NOTHING
        try:
            found = list(self._found(index))
        except Exception:  # pypdf raises any kind on damaged files
            return HangingText(doubts=(_UNREADABLE,))
        told = dict.fromkeys(v for v in found if v.how in (FORM, ANNOTATION))
        shown = [value for value in told if not _is_printed(value, text_page)]
        return HangingText(
            tuple(dict.fromkeys(value.how for value in shown)),
            tuple(dict.fromkeys(line for v in shown for line in v.line.splitlines() if line)),
            tuple(LeftOut.of(v.how, v.line) for v in found if v.how not in (FORM, ANNOTATION)),
        )

    def _found(self, index: int) -> Iterator[_Value]:
        if self._reader is None:
            self._reader = pypdf.PdfReader(io.BytesIO(self._content))
            if self._reader.is_encrypted:
                self._reader.decrypt("")
        annotations = self._reader.pages[index].get("/Annots")
        for reference in list(annotations.get_object() if annotations else ())[:_MOST_VALUES]:
            annotation = reference.get_object()
            value = _written(annotation)
            if value and value.value.strip():
                flags = int(_inherited(annotation, "/F") or 0)
                yield value._replace(how=HIDDEN) if flags & _INVISIBLE else value


def attachments(document: pdfium.PdfDocument) -> list[str]:
    """The names of the files that the document carries."""
    try:
        return [
            document.get_attachment(at).get_name() for at in range(document.count_attachments())
        ]
    except pdfium.PdfiumError:
        return []


def _has_any(page: pdfium.PdfPage) -> bool:
    """Whether the page has annotations that may say something."""
    for at in range(pdfium_c.FPDFPage_GetAnnotCount(page.raw)):
        annotation = pdfium_c.FPDFPage_GetAnnot(page.raw, at)
        if annotation:
            kind = pdfium_c.FPDFAnnot_GetSubtype(annotation)
            pdfium_c.FPDFPage_CloseAnnot(annotation)
            if kind not in _PLAIN:
                return True
    return False


def _written(annotation: Any) -> _Value | None:
    """What an annotation says."""
    kind = annotation.get("/Subtype")
    box = tuple(float(edge) for edge in annotation.get("/Rect", ()))
    if kind == "/Widget":
        value = _field_value(annotation)
        name = _text(_inherited(annotation, "/TU") or _inherited(annotation, "/T"))
        name = " ".join(name.split()).rstrip(": ")
        return _Value(FORM, f"{name}: {value}" if name else value, value, box)
    if kind in ("/Link", "/Popup"):
        return None
    text = _text(annotation.get("/Contents"))
    return _Value(ANNOTATION if kind == "/FreeText" else _COMMENT, text, text, box)


def _field_value(field: Any) -> str:
    kind, value = _inherited(field, "/FT"), _inherited(field, "/V")
    flags = int(_inherited(field, "/Ff") or 0)
    if kind == "/Btn":
        return _button(field, value, flags)
    if kind not in ("/Tx", "/Ch") or (kind == "/Tx" and flags & _PASSWORD):
        return ""
    values = value if isinstance(value, list) else [value]
    shown = _options(field) if kind == "/Ch" else {}
    return ", ".join(shown.get(text, text) for text in map(_text, values) if text)


def _button(field: Any, value: Any, flags: int) -> str:
    """A tick, or which of several was chosen; nothing for buttons that do something."""
    state = field.get("/AS") or value
    if flags & _PUSH or state in (None, "/Off"):
        return ""
    return str(state).lstrip("/") if flags & _RADIO else _TICK


def _options(field: Any) -> dict[str, str]:
    """A choice's words as they are shown, by those that the file keeps."""
    options = (option.get_object() for option in _inherited(field, "/Opt") or ())
    return {_text(o[0]): _text(o[1]) for o in options if isinstance(o, list) and len(o) > 1}


def _inherited(field: Any, key: str) -> Any:
    """What a field says, or else the field that it is a part of."""
    for _ in range(_DEPTH):
        if key in field:
            return field[key].get_object()
        parent = field.get("/Parent")
        if parent is None:
            return None
        field = parent.get_object()
    return None


def _text(value: Any) -> str:
    """A string of the file; long values are kept in streams."""
    if value is None:
        return ""
    data = value.get_data() if hasattr(value, "get_data") else value
    return data.decode("utf-8", "replace") if isinstance(data, bytes) else str(data)


def _is_printed(value: _Value, text_page: pdfium.PdfTextPage) -> bool:
    """Whether the page's text says the same at that place."""
    if len(value.box) != 4:
        return False
    left, right = sorted(value.box[::2])
    bottom, top = sorted(value.box[1::2])
    printed = text_page.get_text_bounded(left, bottom, right, top)
    return "".join(value.value.split()) in "".join(printed.split())
