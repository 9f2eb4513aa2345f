"""Sentences of the shipped library with their translations: what says the same in both languages.

A document and its translation are paired paragraph by paragraph where both have as many, and
sentence by sentence where two paragraphs have as many. Differs from `parallel`, which reads
files that are aligned already.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from corpus.text.sentences import sentences

_SHORTEST = 30  # characters; less is a heading or a label
_TRANSLATION = re.compile(r"(.+)\.(et|en)\.md")
_ORNAMENT = re.compile(r"^[-*] |\*\*|`", re.M)


class AlignedSentence(NamedTuple):
    """A sentence and its translation in one document; `following` stands beside the latter."""

    document_id: str
    text: str
    lang: str
    translation: str
    other_lang: str
    following: str


def aligned(library: Path) -> list[AlignedSentence]:
    """The pairs of all documents of the library that have a translation, in both directions."""
    found: list[AlignedSentence] = []
    for file in sorted(library.rglob("*.md")):
        named = _TRANSLATION.fullmatch(file.name)
        original = file.with_name(f"{named[1]}.md") if named else None
        if named and original and original.exists():
            found += _pairs(named[1], original, file, named[2])
    return found


def _pairs(
    document_id: str, original: Path, translation: Path, lang: str
) -> Iterator[AlignedSentence]:
    own = "en" if lang == "et" else "et"
    firsts, seconds = _paragraphs(original), _paragraphs(translation)
    if len(firsts) != len(seconds):
        return
    for first, second in zip(firsts, seconds, strict=True):
        if len(first) != len(second) or len(first) < 2:
            continue
        for n, (a, b) in enumerate(zip(first, second, strict=True)):
            if min(len(a), len(b)) >= _SHORTEST:
                beside = n + 1 if n + 1 < len(first) else n - 1
                yield AlignedSentence(document_id, a, own, b, lang, second[beside])
                yield AlignedSentence(document_id, b, lang, a, own, first[beside])


def _paragraphs(file: Path) -> list[list[str]]:
    body = file.read_text(encoding="utf-8").split("---", 2)[-1]
    blocks = (" ".join(block.split()) for block in re.split(r"\n\s*\n", body))
    texts = [_ORNAMENT.sub("", b) for b in blocks if b and not b.startswith(("#", "|"))]
    return [[text[start:end] for start, end in sentences(text)] for text in texts]
