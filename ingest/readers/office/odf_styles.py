"""What the styles of an OpenDocument text say: hidden, raised or lowered letters, a title.

A style takes what it does not say itself from the style that it is based on.
"""

from __future__ import annotations

from typing import Any

_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
HIDDEN, RAISED, LOWERED, TITLE = "hidden", "super", "sub", "title"
_TITLES = {"title", "pealkiri"}  # by hand: how programs name the style of a document's title

Element = Any  # lxml's elements carry no types


class OpenStyles:
    """The styles of a document, of `content.xml` and of `styles.xml`."""

    def __init__(self, *roots: Element) -> None:
        self._styles: dict[tuple[str, str], Element] = {}
        for root in roots:
            for style in root.iter(f"{_STYLE}style"):
                key = style.get(f"{_STYLE}family") or "", style.get(f"{_STYLE}name") or ""
                self._styles.setdefault(key, style)
        self._known: dict[tuple[str, str], str | None] = {}

    def letters(self, style: str | None) -> str | None:
        """HIDDEN, RAISED or LOWERED, by a style of letters."""
        return self._told("text", style)

    def paragraph(self, style: str | None) -> str | None:
        """HIDDEN or TITLE, by a style of paragraphs."""
        return self._told("paragraph", style)

    def _told(self, family: str, name: str | None) -> str | None:
        key = family, name or ""
        if key not in self._known:
            found: dict[str, None] = {}
            told, at = None, name or ""
            while at and at not in found and told is None:
                found[at] = None
                style = self._styles.get((family, at), self._styles.get(("", at)))
                told = _said(style, at, family)
                at = (style.get(f"{_STYLE}parent-style-name") or "") if style is not None else ""
            self._known[key] = None if told == _PLAIN else told
        return self._known[key]


_PLAIN = "plain"  # as usual, whatever the style says that it is based on


def _said(style: Element | None, name: str, family: str) -> str | None:
    """What a style says itself; of one that the file only names, its name says enough."""
    shown = style.get(f"{_STYLE}display-name") or "" if style is not None else ""
    if family == "paragraph" and {name.lower(), shown.lower()} & _TITLES:
        return TITLE
    for properties in style.findall(f"{_STYLE}text-properties") if style is not None else ():
        display = properties.get(f"{_TEXT}display")
        if display is not None:
            return HIDDEN if display == "none" else _PLAIN
        position = (properties.get(f"{_STYLE}text-position") or "").partition(" ")[0]
        if position.removeprefix("-").removesuffix("%").isdigit():
            if position[0] == "0":
                return _PLAIN
            position = LOWERED if position.startswith("-") else RAISED
        if position in (RAISED, LOWERED) and family == "text":
            return position
    return None
