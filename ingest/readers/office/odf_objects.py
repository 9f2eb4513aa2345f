"""What stands in the objects of an OpenDocument file: equations, the figures of charts, sheets.

An object is a document of its own within the package; a picture beside it shows what it says.
"""

from __future__ import annotations

import posixpath
import zipfile
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from ingest.readers import packages
from ingest.readers.mathml import linear

_MATH = "{http://www.w3.org/1998/Math/MathML}"
_CHART = "{urn:oasis:names:tc:opendocument:xmlns:chart:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_VALUE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}value"
_HREF = "{http://www.w3.org/1999/xlink}href"
_TITLES = tuple(f"{_CHART}{each}" for each in ("title", "subtitle"))

Element = Any  # lxml's elements carry no types


class OpenObjects:
    """Opens the objects of one file."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    def root(self, element: Element) -> Element | None:
        """The tree of the object's own document; None where it is missing or of another kind."""
        place = posixpath.normpath(element.get(_HREF) or "")
        if not place.strip("./"):
            return None
        try:
            part = packages.part(self._content, f"{place}/content.xml")
            return etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True))
        except (KeyError, etree.XMLSyntaxError, zipfile.BadZipFile):
            return None


def equation(root: Element) -> str:
    """The equation in one line; "" where the object is none."""
    if root.tag != f"{_MATH}math":
        return ""
    return linear(root)


def titles(root: Element) -> list[str]:
    """What stands over a chart and along its axes."""
    return [" ".join("".join(title.itertext()).split()) for title in root.iter(*_TITLES)]


def tables(root: Element) -> list[Element]:
    """The tables of a chart's or a sheet's figures; what is no figure in them is empty."""
    for cell in [each for each in root.iter(f"{_TABLE}table-cell") if each.get(_VALUE) == "NaN"]:
        cell.clear()
    return list(root.iter(f"{_TABLE}table"))
