"""Which words of the library's Estonian documents Estonian morphology does not know.

    sikk eval spelling  # the share by document, highest first, and the words

Vabamorf looks words up without guessing. What it does not know is misspelt, or foreign, or a
name; so every unknown word is sorted by what explains it: it has a capital (a name or an
acronym), it stands in the document's own title, place or organisations, it is set in italics or
quotes (foreign by intent), or its last part is known; what nothing explains is listed for a
person to look at. Addresses and lists of sources are left out. A misspelling that happens to
read as a compound (“teenuss”: teen + uss) is not seen.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from statistics import median_high
from typing import NamedTuple

from corpus.documents import Metadata
from corpus.errors import BadInput
from search_service.words.analyzer import Analyzer

_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_ADDRESS = re.compile(r"\bhttps?://\S+|\b[\w-]+(?:\.[\w-]+)*\.[a-z]{2,4}\b(?:/\S*)?")
_CITED = re.compile(r"#src\[[^\]]*\]|^#+ Allikad\b.*?(?=^#|\Z)", re.S | re.M)
_SET_APART = re.compile(r"[*_]([^*_\n]{2,80})[*_]|[„“\"]([^“”\"\n]{2,80})[“”\"]")
_KINDS = ("capital", "description", "set apart", "part known", "other")


class Unknown(NamedTuple):
    """A word that is not known, and what tells that it is no fault."""

    word: str
    kind: str


class Spelling(NamedTuple):
    """One document's words and unknown words."""

    document_id: str
    words: int
    unknown: list[Unknown]

    @property
    def share(self) -> float:
        """Unknown words of all."""
        return len(self.unknown) / max(1, self.words)

    @property
    def unexplained(self) -> list[str]:
        """The unknown words that nothing explains."""
        return [each.word for each in self.unknown if each.kind == "other"]


class Summary(NamedTuple):
    """All documents together: shares, what explains the unknown words, and what nothing does."""

    documents: int
    words: int
    unknown: int
    median: float  # share of the document in the middle
    kinds: dict[str, int]
    unexplained: list[str]

    @property
    def share(self) -> float:
        """Unknown words of all."""
        return self.unknown / max(1, self.words)

    def as_json(self) -> dict[str, object]:
        """`sikk eval spelling --json`."""
        return {**self._asdict(), "share": self.share}


def check(library: Iterable[tuple[Metadata, str]], analyzer: Analyzer) -> list[Spelling]:
    """The Estonian documents, those with the greatest share of unknown words first."""
    found = [_spelling(m, text, analyzer) for m, text in library if m.lang == "et"]
    return sorted(found, key=lambda spelling: -spelling.share)


def summary(found: Sequence[Spelling]) -> Summary:
    """Sums up what `check` found.

    Raises:
        BadInput: there is no Estonian document.
    """
    if not found:
        raise BadInput("the library has no Estonian document")
    kinds = Counter(each.kind for spelling in found for each in spelling.unknown)
    return Summary(
        documents=len(found),
        words=sum(spelling.words for spelling in found),
        unknown=kinds.total(),
        median=median_high(spelling.share for spelling in found),
        kinds={kind: kinds[kind] for kind in _KINDS},
        unexplained=[word for spelling in found for word in spelling.unexplained],
    )


def listed(words: Iterable[str]) -> str:
    """Each word once, the most frequent first, with how often it stands there."""
    counts = Counter(words).most_common()
    return ", ".join(f"{word} {n}" if n > 1 else word for word, n in counts)


def _spelling(metadata: Metadata, text: str, analyzer: Analyzer) -> Spelling:
    plain = _ADDRESS.sub(" ", _CITED.sub(" ", text))
    words = [match[0] for match in _WORD.finditer(plain)]
    unknown = set(analyzer.unknown(dict.fromkeys(words)))
    apart = {w for m in _SET_APART.finditer(plain) for w in _WORD.findall(m[1] or m[2])}
    described = {
        word.casefold()
        for value in (metadata.title, metadata.place or "", *metadata.organisations)
        for word in _WORD.findall(value)
    }
    told = [
        Unknown(word, _kind(word, described, apart, analyzer)) for word in words if word in unknown
    ]
    return Spelling(metadata.id, len(words), told)


def _kind(word: str, described: set[str], apart: set[str], analyzer: Analyzer) -> str:
    if word[0].isupper() or any(letter.isupper() for letter in word):
        return "capital"
    if any(word.casefold().startswith(name[: max(4, len(name) - 2)]) for name in described):
        return "description"
    if word in apart:
        return "set apart"
    if "-" in word and not analyzer.unknown([word.rpartition("-")[2]]):
        return "part known"
    return "other"
