"""What the character styles of an OpenDocument text say: hidden, raised or lowered."""

from __future__ import annotations

from typing import Any

_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
HIDDEN, RAISED, LOWERED = "hidden", "super", "sub"


def character_styles(root: Any) -> dict[str, str]:  # lxml's elements carry no types
    """HIDDEN, RAISED or LOWERED by the style's name, for those that say so."""
    found: dict[str, str] = {}
    for style in root.iter(f"{_STYLE}style"):
        for properties in style.findall(f"{_STYLE}text-properties"):
            position = (properties.get(f"{_STYLE}text-position") or "").partition(" ")[0]
            if properties.get(f"{_TEXT}display") == "none":
                position = HIDDEN
            elif position.removeprefix("-").removesuffix("%").isdigit() and position[0] != "0":
                position = LOWERED if position.startswith("-") else RAISED
            if position in (HIDDEN, RAISED, LOWERED):
                found[style.get(f"{_STYLE}name") or ""] = position
    return found
