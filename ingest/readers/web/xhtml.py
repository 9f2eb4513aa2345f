"""XHTML as HTML: `<title/>` is whole there, while in HTML it would swallow the page.

    as_html('<html xmlns="…"><head><title/></head><body>Tekst')  ->  '…<title></title>…'

What is no well-formed XML is left for the HTML parser, which reads anything. Entities are never
expanded here: one file could name itself a thousand times.
"""

from __future__ import annotations

from typing import Any

from lxml import etree  # type: ignore[import-untyped]

Element = Any  # lxml's elements carry no types
_UNKNOWN_NAMES = (  # &nbsp; and its like, which HTML knows
    etree.ErrorTypes.ERR_UNDECLARED_ENTITY,
    etree.ErrorTypes.WAR_UNDECLARED_ENTITY,
)


def tree_of(content: bytes, encoding: str | None = None) -> Element | None:
    """The XML, None where it is broken beyond names of characters; `encoding` where it is known."""
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, encoding=encoding
    )
    try:
        root: Element | None = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    faults = [error for error in parser.error_log if error.type not in _UNKNOWN_NAMES]
    return None if faults else root


def as_html(text: str) -> str:
    """The same page in HTML; what is no XHTML as it is."""
    root = tree_of(text.encode("utf-8", "replace"), "utf-8") if "<" in text else None
    if root is None:
        return text
    etree.strip_tags(root, etree.ProcessingInstruction)
    for element in root.iter(etree.Element):
        element.tag = etree.QName(element).localname
    return str(etree.tostring(root, method="html", encoding="unicode"))
