"""Which of a document's sources tell what a stretch of its text says, by its footnotes' marks.

    cited(metadata, pages, 120, 214)  ->  (Reference("Aastaaruanne 2023", …),)

Stretches are characters of the document's text (`corpus.documents`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from corpus.documents import PAGE_BREAK, Metadata, Note, Page, Reference

_BEHIND = 1  # a mark may stand behind the full stop that a quote leaves out


def cited(metadata: Metadata, pages: Sequence[Page], start: int, end: int) -> tuple[Reference, ...]:
    """The sources marked within or right behind `start:end`, each once, in the text's order."""
    numbers = [note.number for note in notes(pages) if start < note.at <= end + _BEHIND]
    known = len(metadata.sources)
    return tuple(metadata.sources[n - 1] for n in dict.fromkeys(numbers) if n <= known)


def notes(pages: Sequence[Page]) -> Iterator[Note]:
    """The marks of all pages, by the characters of the document's text before them."""
    offset = 0
    for page in pages:
        yield from (Note(offset + note.at, note.number) for note in page.notes)
        offset += len(page.text) + len(PAGE_BREAK)
