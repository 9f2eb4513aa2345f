"""Made plain texts and tables of text: encodings, hard line ends, parted words."""

from __future__ import annotations

import csv
import textwrap
from collections.abc import Iterator
from io import StringIO

from evals.library.made.drawing import Drawing
from evals.library.made.source import MadeFile, SourceText

_ENCODINGS = ("utf-8-sig", "utf-16", "windows-1257", "iso-8859-13", "iso-8859-15")
_WIDTH = 72  # characters of a line, as mails have them
_PARTED = 12  # letters of a word that is parted at a line's end


def plain_texts(drawing: Drawing) -> Iterator[MadeFile]:
    """One of each kind in one language."""
    for sections in (2, 5):
        source = prose(drawing, sections)
        yield MadeFile("txt", "", source, "\n\n".join(source.said()).encode())
    source = prose(drawing, 3)
    lines = "\n\n".join(map(_filled, source.said()))
    yield MadeFile("txt", "", source, lines.encode())
    for hyphen in ("-", "\u2010", "\u00ad"):
        source = prose(drawing, 3)
        parted = "\n\n".join(_parted(text, hyphen) for text in source.said())
        yield MadeFile("txt", f"parted by U+{ord(hyphen):04X}", source, parted.encode())
    for encoding in _ENCODINGS:
        source = prose(drawing, 2)
        text = "\n\n".join(source.said()).encode(encoding, "ignore")
        said = text.decode(encoding).split("\n\n")
        blocks = (b._replace(text=t) for b, t in zip(source.blocks, said, strict=True))
        yield MadeFile("txt", f"in {encoding}", SourceText(source.language, (*blocks,)), text)


def prose(drawing: Drawing, paragraphs: int) -> SourceText:
    """Paragraphs alone."""
    return SourceText(drawing.language, tuple(drawing.paragraph() for _ in range(paragraphs)))


def _filled(text: str) -> str:
    return textwrap.fill(text, _WIDTH, break_long_words=False, break_on_hyphens=False)


def _parted(text: str, hyphen: str) -> str:
    """Lines, the first long word of each line that ends with one parted."""
    lines: list[str] = []
    for line in _filled(text).split("\n"):
        before, _, last = line.rpartition(" ")
        if before and len(last) >= _PARTED and last.isalpha():
            lines += [f"{before} {last[:5]}{hyphen}", last[5:]]
        else:
            lines.append(line)
    return "\n".join(lines)


def text_tables(drawing: Drawing) -> Iterator[MadeFile]:
    """CSV: with commas, with semicolons and windows-1257 as Excel writes it in Estonia."""
    for fault, mark, encoding in (
        ("", ",", "utf-8"),
        ("in utf-8-sig", ";", "utf-8-sig"),
        ("in windows-1257", ";", "windows-1257"),
        ("in utf-16", "\t", "utf-16"),
    ):
        block = drawing.table(12)
        written = StringIO()
        csv.writer(written, delimiter=mark).writerows(block.grid)
        source = SourceText(drawing.language, (block,))
        yield MadeFile("csv", fault, source, written.getvalue().encode(encoding))
