"""An equation in MathML as a line of text: a/b, x², √(x + 1).

Web pages and OpenDocument hold such; Word's own form is another (`office.word.equations`).
"""

from __future__ import annotations

from typing import Any

from lxml import etree  # type: ignore[import-untyped]
from lxml.html import fragment_fromstring

from ingest.readers.raised import subscript, superscript

_FORMS = {"msup": superscript, "msub": subscript}
_SIGNS = {"msup": "^", "msub": "_", "mfrac": "/", "munder": "_", "mover": "^"}
_SPACED = "=+−-·×⋅<>≤≥≈"  # between blanks
_DEEPEST = 50  # elements within one another, by hand: what nests deeper is no equation of a text

Element = Any  # lxml's elements carry no types


def linear(root: Element) -> str:
    """The equation in one line, without what a program noted beside it."""
    return " ".join(_linear(root, _DEEPEST).split())


def linear_of_html(page: str) -> str:
    """The equation that stands in a piece of a web page."""
    try:
        return linear(fragment_fromstring(page, create_parent="mrow"))
    except etree.ParserError:
        return ""


def _linear(element: Element, deep: int) -> str:
    local = etree.QName(element).localname
    if local.startswith("annotation"):
        return ""
    if not deep:
        return " ".join(map(str, element.itertext()))
    parts = [_linear(inner, deep - 1) for inner in element if isinstance(inner.tag, str)]
    if local in _SIGNS and len(parts) == 2:
        base, other = parts
        moved = _FORMS[local](other) if local in _FORMS else None
        return f"{base}{moved}" if moved else f"{_held(base)}{_SIGNS[local]}{_held(other)}"
    if local in ("msqrt", "mroot"):
        return f"√({''.join(parts[:1] if local == 'mroot' else parts)})"
    own = (element.text or "").strip()
    sign = f" {own} " if local == "mo" and own in _SPACED else own
    return f"{sign}{''.join(parts)}"


def _held(text: str) -> str:
    """A part of several signs in brackets, so that it stays one."""
    return text if text.strip().isalnum() else f"({text.strip()})"
