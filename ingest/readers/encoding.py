"""Bytes to text as browsers do it: a byte order mark, what the file declares, else its letters.

    decode("käsi".encode("utf-16-le"))  ->  ("käsi", None)
    decode("Žürii".encode("cp1252"))    ->  ("Žürii", "not in UTF-8 …; read as windows-1252 …")

Labels mean what the WHATWG Encoding Standard says: "iso-8859-1" is windows-1252. Differs from
`legacy_encodings`, which judges bytes that say nothing of themselves.
"""

from __future__ import annotations

import codecs

import webencodings

from corpus.errors import DocumentError
from ingest.readers import legacy_encodings

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_FEW_FAULTS = 0.05  # of the letters beyond ASCII: a few broken bytes in a UTF-8 file
_HEAD_BYTES = 4096  # enough to see every other byte of UTF-16 empty
_EMPTY = 0.4  # by hand, of the bytes on one side: Latin text in UTF-16 has nearly all empty
_CONTROLS = frozenset(map(chr, [*range(9), *range(14, 27), *range(28, 32), *range(0x7F, 0xA0)]))
_MOST_CONTROLS = 0.01  # by hand: pictures and archives have some 20 %, broken texts a few in all
_MARKS_OF_BROKEN = ("Ã", "Å", "Ä", "Â", "â", "Ć", "Ń")  # UTF-8's first bytes as letters
_REPLACED = "\ufffd"
_MOST_JUDGED = 500_000  # characters; what broke a text broke its first pages too


def decode(content: bytes, declared: str | None = None) -> tuple[str, str | None]:
    """The text, and a note of what may be wrong with its letters.

    `declared` is the label by which the file itself names its encoding.
    """
    text, notes = _decoded(content, declared)
    notes = [note for note in (*notes, _broken_before(text)) if note]
    return text, "; ".join(notes) or None


def check_text(path: str, text: str) -> None:
    """Refuses what was decoded but never was text.

    Raises:
        DocumentError: it is full of control characters.
    """
    controls = sum(map(_CONTROLS.__contains__, text))
    if controls > len(text) * _MOST_CONTROLS:
        raise DocumentError(
            path,
            f"is not text ({controls:,} of {len(text):,} characters are control characters); "
            "give it the ending of what it is, or save it as UTF-8 text",
        )


def _decoded(content: bytes, declared: str | None) -> tuple[str, list[str]]:
    for mark, name in _MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(name, "replace"), []
    wide = _without_mark(content)
    if wide is not None:
        return wide, []
    named = webencodings.lookup(declared) if declared else None
    if named is not None and not named.name.startswith(("utf-", "x-user", "replacement")):
        return _as_declared(content, named)
    text = content.decode("utf-8", "replace")
    faults = text.count(_REPLACED) - content.count(_REPLACED.encode())
    beyond = sum(1 for character in text if character > "\x7f")
    if faults <= beyond * _FEW_FAULTS:
        return text, [f"{faults} broken characters in the UTF-8 text"] if faults else []
    return _guessed(content, f"not in UTF-8, which it declares ({declared})" if named else "")


def _without_mark(content: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of its head is empty."""
    head = content[:_HEAD_BYTES]
    half = len(head) // 2
    evens, odds = head[0::2].count(0), head[1::2].count(0)
    for here, there, name in ((odds, evens, "utf-16-le"), (evens, odds, "utf-16-be")):
        if here > half * _EMPTY and there < half * _MOST_CONTROLS:
            try:
                return content.decode(name)
            except UnicodeDecodeError:
                return None
    return None


def _as_declared(content: bytes, named: webencodings.Encoding) -> tuple[str, list[str]]:
    """As declared, unless the bytes are UTF-8, which is never so by chance."""
    text = content.decode(named.codec_info.name, "replace")
    if text.isascii():
        return text, []
    try:
        return content.decode("utf-8"), [f"declares {named.name} but is in UTF-8; read as UTF-8"]
    except UnicodeDecodeError:
        faults = text.count(_REPLACED)
    notes = [f"{faults} characters that {named.name}, which it declares, has not"] if faults else []
    likely = legacy_encodings.guess(content)
    if likely.name != named.name and likely.over(text) > 0:
        notes.append(
            f"declares {named.name} but reads better as {likely.name}; check {likely.differing}"
        )
    return text, notes


def _guessed(content: bytes, why: str) -> tuple[str, list[str]]:
    likely = legacy_encodings.guess(content)
    note = f"{why or 'not in UTF-8, and no encoding is declared'}; read as {likely.name}"
    return likely.text, [f"{note}; check {likely.differing}" if likely.differing else note]


def _broken_before(text: str) -> str | None:
    """Whether it was UTF-8 that a program took for a one-byte encoding and saved so."""
    if not any(map(text.__contains__, _MARKS_OF_BROKEN)):
        return None
    for word in text[:_MOST_JUDGED].split():
        if word.isascii():
            continue
        for name in ("cp1252", "cp1257", "latin-1"):
            try:
                meant = word.encode(name).decode("utf-8")
            except UnicodeError:
                continue
            return f"has letters broken before it was saved (“{word[:40]}” for “{meant[:40]}”)"
    return None
