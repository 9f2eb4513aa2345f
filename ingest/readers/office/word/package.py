"""A Word file's archive opened safely: its parts by their relations, Strict names made common.

The archive is checked before anything is unpacked: it may unpack to far more than it weighs, and
its XML may define entities that grow without end. A part that breaks is told and left out; only
the document's own part must be whole.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from functools import cache
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from corpus.errors import DocumentError
from ingest.readers import packages

Element = Any  # lxml's elements carry no types

_DAMAGED = "is damaged or no Word document; open it in Word, save it again and ingest that"
_COMMON = "http://schemas.openxmlformats.org/"
_SPACES = {
    "w": f"{_COMMON}wordprocessingml/2006/main",
    "m": f"{_COMMON}officeDocument/2006/math",
    "r": f"{_COMMON}officeDocument/2006/relationships",
    "a": f"{_COMMON}drawingml/2006/main",
    "c": f"{_COMMON}drawingml/2006/chart",
    "dgm": f"{_COMMON}drawingml/2006/diagram",
    "wp": f"{_COMMON}drawingml/2006/wordprocessingDrawing",
    "mc": f"{_COMMON}markup-compatibility/2006",
    "pr": f"{_COMMON}package/2006/relationships",
    "dc": "http://purl.org/dc/elements/1.1/",
    "o": "urn:schemas-microsoft-com:office:office",
    "v": "urn:schemas-microsoft-com:vml",
}
_STRICT = b"http://purl.oclc.org/ooxml/%s/"
_STRICT_KINDS = (b"wordprocessingml", b"officeDocument", b"drawingml")
_ENCRYPTED = 0x1  # a flag of a ZIP's member
_OTHERS = {"workbook": "an Excel workbook; name it .xlsx", "presentation": "slides; name it .pptx"}


@cache
def name(short: str) -> str:
    """The full name of an element or attribute: name("w:p")."""
    space, _, local = short.partition(":")
    return f"{{{_SPACES[space]}}}{local}"


def child(element: Element | None, *path: str) -> Element | None:
    """The first child of that name, or its child and so on; None where there is none."""
    for short in path:
        if element is None:
            return None
        element = next(element.iterchildren(name(short)), None)
    return element


def value(element: Element | None) -> str | None:
    """What the element's w:val says; None where there is no element."""
    return None if element is None else element.get(name("w:val"))


def is_on(element: Element | None) -> bool:
    """Whether the element is there and does not say "off"."""
    return element is not None and value(element) not in ("0", "false", "off")


class WordPackage:
    """The parts of one file; `doubts` names those that could not be read.

    Raises:
        DocumentError: damaged, no Word document, or a bomb.
    """

    def __init__(self, path: str, content: bytes) -> None:
        self._path = path
        self.doubts: list[str] = []
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError):
            raise DocumentError(path, _DAMAGED) from None
        packages.check_sizes(path, self._archive.infolist())
        self._members = {_plain(each.filename): each for each in self._archive.infolist()}
        self._main = self._main_name()
        self.document = self._document()
        self._relations = self._related_to(self._main)

    def part(self, kind: str) -> Element | None:
        """The document's first part of that kind of relation, such as "styles"."""
        return next(iter(self.parts(kind)), None)

    def parts(self, kind: str) -> list[Element]:
        """The document's parts of that kind of relation, as XML."""
        named = [target for told, target in self._relations.values() if told == kind]
        roots = [self._optional(target) for target in dict.fromkeys(named)]
        return [root for root in roots if root is not None]

    def related(self, relation: str | None) -> Element | None:
        """The part that a relation of the document leads to, as XML; None where there is none."""
        _, target = self._relations.get(relation or "", ("", ""))
        return self._optional(target) if target else None

    def title(self) -> str:
        """What the file's properties give as its title; "" where they give none."""
        for kind, target in self._related_to("").values():
            if kind == "core-properties":
                root = self._optional(target)
                found = root.findtext(name("dc:title")) if root is not None else None
                return " ".join((found or "").split())
        return ""

    def _main_name(self) -> str:
        for kind, target in self._related_to("").values():
            if kind == "officeDocument" and _plain(target) in self._members:
                return target
        return "word/document.xml"

    def _document(self) -> Element:
        try:
            root = self._parsed(self._main)
        except (KeyError, etree.XMLSyntaxError):
            raise DocumentError(self._path, _DAMAGED) from None
        kind = etree.QName(root).localname
        if kind in _OTHERS:
            raise DocumentError(self._path, f"is no Word document but holds {_OTHERS[kind]}")
        body = child(root, "w:body")
        if root.tag != name("w:document") or body is None:
            raise DocumentError(self._path, _DAMAGED)
        return body

    def _related_to(self, part: str) -> dict[str, tuple[str, str]]:
        """The kind and the target of each relation inside the archive, by its id."""
        folder, file = posixpath.split(part)
        root = self._optional(posixpath.join(folder, "_rels", f"{file}.rels"))
        found: dict[str, tuple[str, str]] = {}
        for each in root.iter(name("pr:Relationship")) if root is not None else ():
            target = each.get("Target", "")
            if target and each.get("TargetMode") != "External":
                kind = each.get("Type", "").rpartition("/")[2]
                whole = posixpath.normpath(posixpath.join("/", folder, target))
                found[each.get("Id", "")] = (kind, whole.lstrip("/"))
        return found

    def _optional(self, part: str) -> Element | None:
        if _plain(part) not in self._members:
            return None
        try:
            return self._parsed(part)
        except etree.XMLSyntaxError:
            self.doubts.append(f"the file's part {part} is damaged and was not read")
            return None

    def _parsed(self, part: str) -> Element:
        content = self._unpacked(self._members[_plain(part)])
        if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
            raise DocumentError(
                self._path, "defines XML entities, which no Word document does; not read"
            )
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
        )
        return etree.fromstring(_common(content), parser)

    def _unpacked(self, member: zipfile.ZipInfo) -> bytes:
        is_usual = member.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
        if not is_usual or member.flag_bits & _ENCRYPTED:
            raise DocumentError(self._path, _DAMAGED)
        try:
            return self._archive.read(member)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError):
            raise DocumentError(self._path, _DAMAGED) from None


def _plain(part: str) -> str:
    """A part's name as archives are searched for it: some write it in other case, or with \\."""
    return part.replace("\\", "/").lstrip("/").lower()


def _common(content: bytes) -> bytes:
    """Strict names of namespaces as the common ones."""
    if _STRICT[:27] not in content:
        return content
    for kind in _STRICT_KINDS:
        common = b"http://schemas.openxmlformats.org/%s/2006/" % kind
        content = content.replace(_STRICT % kind, common)
    return content
