"""Bytes to text for the formats that do not say how they are encoded.

decode("käsi".encode("cp1257"))  ->  ("käsi", "not in UTF-8; read as Windows-1257 …")
"""

from __future__ import annotations

import codecs

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_FEW_FAULTS = 0.05  # of the letters beyond ASCII: a few broken bytes in a UTF-8 file


def decode(content: bytes, declared: str | None = None) -> tuple[str, str | None]:
    """The text, and a note where its encoding had to be guessed.

    `declared` is what the file itself says, as HTML may.
    """
    for mark, name in _MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(name, "replace"), None
    for named in ("utf-8", declared):
        text = _strict(content, named) if named else None
        if text is not None:
            return text, None
    return _guess(content)


def _strict(content: bytes, name: str) -> str | None:
    try:
        return content.decode(name)
    except (UnicodeDecodeError, LookupError):
        return None


def _guess(content: bytes) -> tuple[str, str]:
    text = content.decode("utf-8", "replace")
    faults = text.count("\ufffd")
    beyond = sum(1 for character in text if character > "\x7f")
    if faults <= beyond * _FEW_FAULTS:
        return text, f"{faults} broken characters in the UTF-8 text"
    baltic = _strict(content, "cp1257")  # õ ä ö ü as in Latin-1, and š ž
    if baltic is not None:
        return baltic, "not in UTF-8; read as Windows-1257, check the letters õ ä ö ü š ž"
    return content.decode("latin-1"), "not in UTF-8; read as Latin-1, check the letters õ ä ö ü"
