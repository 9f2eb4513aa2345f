"""What an EPUB says of itself: its chapters in order, their names, its title.

An EPUB is a ZIP whose container names a package (OPF), which lists files and the spine: the order
in which they are read. Everything in it may be hostile: sizes are bounded, no entity is expanded,
and no name leads out of the file. Differs from `epub`, which reads the chapters.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from dataclasses import dataclass
from urllib.parse import unquote

from selectolax.lexbor import LexborHTMLParser

from corpus.errors import DocumentError
from ingest.readers.web.xhtml import Element, as_html, tree_of

_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_PAGES = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml")
_MOST_PARTS = 5_000  # by hand: a book has some hundred
_MOST_BYTES = 100_000_000  # of text that it unpacks to, by hand
_DAMAGED = "is damaged or no EPUB; open it in a reader of books, save it again and ingest that"


@dataclass(frozen=True, slots=True)
class Chapter:
    """A file of the spine: its content, the name that the contents give it, if it is those."""

    place: str
    content: bytes
    name: str | None
    is_contents: bool


@dataclass(frozen=True, slots=True)
class EpubPackage:
    """The chapters in the order of the spine; what was in it and cannot be read."""

    title: str | None
    chapters: tuple[Chapter, ...]
    missing: tuple[str, ...]


def read_package(path: str, content: bytes) -> EpubPackage:
    """The package of an EPUB.

    Raises:
        DocumentError: damaged, protected or a bomb.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _Package(path, archive).read()
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError):
        raise DocumentError(path, _DAMAGED) from None
    except RuntimeError:  # zipfile's word for a password
        raise DocumentError(path, "is locked with a password; save a copy without one") from None


class _Package:
    def __init__(self, path: str, archive: zipfile.ZipFile) -> None:
        self._path = path
        self._archive = archive
        self._left = _MOST_BYTES
        if len(archive.infolist()) > _MOST_PARTS:
            raise DocumentError(path, f"holds more than {_MOST_PARTS:,} files; no book does")
        self._places = set(archive.namelist())

    def read(self) -> EpubPackage:
        opf_place = self._opf_place()
        opf = self._xml(opf_place)
        folder = posixpath.dirname(opf_place)
        items = {item.get("id"): item for item in _all(opf, "item")}
        spine = [
            items[ref.get("idref")] for ref in _all(opf, "itemref") if ref.get("idref") in items
        ]
        places = [(_place(folder, item), item) for item in spine]
        self._check_protection({place for place, _ in places})
        names = self._names(folder, list(items.values()))
        pages = [(p, i) for p, i in places if p in self._places and _is_page(i)]
        chapters = tuple(
            Chapter(p, self._bytes(p), names.get(p), "nav" in (i.get("properties") or "").split())
            for p, i in pages
        )
        read = {place for place, _ in pages}
        titles = (" ".join(str(each.text or "").split()) for each in _all(opf, "title"))
        return EpubPackage(
            next(filter(None, titles), None),
            chapters,
            tuple(place for place, _ in places if place not in read),
        )

    def _opf_place(self) -> str:
        if _CONTAINER not in self._places:
            raise DocumentError(self._path, _DAMAGED)
        roots = (root.get("full-path") for root in _all(self._xml(_CONTAINER), "rootfile"))
        place = next((root for root in roots if root in self._places), None)
        if place is None:
            raise DocumentError(self._path, _DAMAGED)
        return str(place)

    def _check_protection(self, chapters: set[str]) -> None:
        """Fonts may be disguised; protected chapters cannot be read."""
        if _ENCRYPTION not in self._places:
            return
        closed = {
            unquote(e.get("URI") or "") for e in _all(self._xml(_ENCRYPTION), "CipherReference")
        }
        if closed & chapters:
            raise DocumentError(self._path, "is protected (DRM); ask its publisher for a free copy")

    def _names(self, folder: str, items: list[Element]) -> dict[str, str]:
        """The chapters' names by their files, as the book's contents tell them."""
        names: dict[str, str] = {}
        found: list[tuple[str | None, str | None]]
        for item in items:
            place = _place(folder, item)
            if place not in self._places:
                continue
            base = posixpath.dirname(place)
            if "nav" in (item.get("properties") or "").split():
                tree = LexborHTMLParser(as_html(self._bytes(place).decode("utf-8", "replace")))
                found = [(a.attributes.get("href"), a.text()) for a in tree.css("nav a[href]")]
            elif item.get("media-type") == "application/x-dtbncx+xml":
                points = _all(self._xml(place), "navPoint")
                found = [(_first(p, "content", "src"), _first(p, "text")) for p in points]
            else:
                continue
            for href, name in found:
                target = _joined(base, (href or "").partition("#")[0])
                if " ".join((name or "").split()):
                    names.setdefault(target, " ".join((name or "").split()))
        return names

    def _xml(self, place: str) -> Element:
        root = tree_of(self._bytes(place))
        if root is None:
            raise DocumentError(self._path, _DAMAGED)
        return root

    def _bytes(self, place: str) -> bytes:
        with self._archive.open(place) as part:
            content = part.read(self._left + 1)
        self._left -= len(content)
        if self._left < 0:
            raise DocumentError(self._path, "unpacks to more than a book may hold; divide it")
        return content


def _all(root: Element, name: str) -> list[Element]:
    """The elements of that name, whatever their namespace."""
    return list(root.iter(f"{{*}}{name}"))


def _first(root: Element, name: str, attribute: str | None = None) -> str | None:
    for element in root.iter(f"{{*}}{name}"):
        return str(element.get(attribute) or "" if attribute else element.text or "")
    return None


def _is_page(item: Element) -> bool:
    return item.get("media-type") in _PAGES


def _place(folder: str, item: Element) -> str:
    return _joined(folder, item.get("href") or "")


def _joined(folder: str, href: str) -> str:
    return posixpath.normpath(posixpath.join(folder, unquote(href)))
