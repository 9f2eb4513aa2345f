"""What a Word file's drawings say: text boxes, diagrams, charts are text, pictures named."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree  # type: ignore[import-untyped]

from ingest.readers.office.word.charts import chart_lines
from ingest.readers.office.word.omissions import Omissions
from ingest.readers.office.word.package import Element, WordPackage, name
from ingest.readers.raw import LINE

_BOX = name("w:txbxContent")
_PICTURES = (name("a:blip"), name("v:imagedata"))
_OBJECT = name("o:OLEObject")
_TEXT = name("a:t")


class Drawings:
    """Reads the drawings of one document, one at a time."""

    def __init__(self, package: WordPackage, omissions: Omissions) -> None:
        self._package = package
        self._omissions = omissions

    def read(self, drawing: Element) -> tuple[list[Element], list[str]]:
        """Its text boxes, and the lines of text that stand outside any."""
        boxes = list(_outermost(drawing))
        inside = {each for box in boxes for each in box.iter()}
        lines: list[str] = []
        for element in drawing.iter():
            if element in inside:
                continue
            if element.tag == name("v:textpath"):
                lines.append(element.get("string") or "")
            elif element.tag == name("a:p"):
                lines.append("".join(each.text or "" for each in element.iter(_TEXT)))
            elif element.tag == name("dgm:relIds"):
                lines += self._diagram(element)
            elif etree.QName(element).localname == "chart":
                lines += self._chart(element)
            elif element.tag == _OBJECT:
                self._omissions.add("embedded object", element.get("ProgID") or "")
        if any(each not in inside for each in drawing.iter(*_PICTURES)):
            self._omissions.add("picture", _described(drawing, inside))
        return boxes, [line for line in lines if line.strip()]

    def _diagram(self, element: Element) -> list[str]:
        root = self._package.related(element.get(name("r:dm")))
        points = root.iter(name("dgm:pt")) if root is not None else ()
        return [" ".join(each.text or "" for each in point.iter(_TEXT)) for point in points]

    def _chart(self, element: Element) -> list[str]:
        """Its titles and figures; what kind of chart has none that are known is named."""
        root = self._package.related(element.get(name("r:id")))
        told = chart_lines(root) if root is not None else []
        if not told:
            words = root.itertext() if root is not None else ()
            self._omissions.add("chart", " ".join(words))
        return [LINE.join(told)]


def _outermost(drawing: Element) -> Iterator[Element]:
    waiting = [drawing]
    while waiting:
        element = waiting.pop()
        if element.tag == _BOX:
            yield element
        else:
            waiting.extend(reversed(element))


def _described(drawing: Element, inside: set[Element]) -> str:
    """What the author says of a picture, or its name."""
    for element in drawing.iter(name("wp:docPr"), name("v:shape")):
        if element not in inside:
            told = (element.get(each) for each in ("descr", "alt", "title", "name"))
            return next(filter(None, told), "")
    return ""
