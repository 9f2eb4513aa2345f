"""How well `search_service.llm.support` tells what a quote proves from what it does not.

The library's own translations give sentences that a quote in the other language does prove; each
is then spoilt in one way. Measured: how many true ones are dropped, how many spoilt ones pass.
The bars were set on the documents of one half (by hash of their id); this reports the other.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from corpus.documents import Document, Metadata, Passage
from corpus.ids import text_digest
from evals.sets.alignment import AlignedSentence, aligned
from search_service.answers.answer import Citation
from search_service.llm.support import Support
from search_service.search.searcher import SearchHit

_EXTRA_WORDS = 8
_SEED = 7

_DENIALS = (
    (re.compile(r"\b(is|was|are|were|has|have|had|can|will)\b"), r"\1 not"),
    (re.compile(r"\bon\b"), "ei ole"), (re.compile(r"\boli\b"), "ei olnud"),
    (re.compile(r"\bolid\b"), "ei olnud"), (re.compile(r"\bsai\b"), "ei saanud"),
)  # fmt: skip
_TURNS = (
    ("increased", "decreased"), ("rose", "fell"), ("grew", "shrank"), ("reduced", "increased"),
    ("fell", "rose"), ("kasvas", "kahanes"), ("tõusis", "langes"), ("vähenes", "suurenes"),
    ("vähendas", "suurendas"), ("kasvab", "kahaneb"), ("reduce", "increase"),
)  # fmt: skip
_NAME = re.compile(r"(?<=[a-zõäöü,] )[A-ZÕÄÖÜ][a-zõäöüšž]{3,}")
_NAMES = ("Haapsalu", "Karlstad", "Kvarken", "Lindgren", "Miller", "Salzburg")
_FIGURE = re.compile(r"\d+")


class Spoilt(NamedTuple):
    """A way to make a sentence say what its quote does not; None where it cannot be."""

    name: str
    make: Callable[[AlignedSentence, AlignedSentence], str | None]


class SupportCount(NamedTuple):
    """How many sentences of a kind there were, how many passed, and what stopped the others."""

    kind: str
    sentences: int
    passed: int
    faults: dict[str, int]


def measure(library: Path, support: Support, limit: int, half: int = 1) -> list[SupportCount]:
    """One row for true sentences, one for each way to spoil them; `half` 0 set the bars."""
    pairs = [p for p in aligned(library) if int(text_digest(p.document_id)[0], 16) % 2 == half]
    random.Random(_SEED).shuffle(pairs)  # noqa: S311  (a sample, no secret)
    pairs = pairs[:limit]
    kinds: list[tuple[str, list[tuple[str, AlignedSentence]]]] = [
        ("true", [(pair.text, pair) for pair in pairs]),
        *((f"own language: {w.name}", [(t, _own(p)) for t, p in _spoil(w, pairs)]) for w in WAYS),
        ("next sentence", [(p.text, p._replace(translation=p.following)) for p in pairs]),
        *((way.name, list(_spoil(way, pairs))) for way in WAYS),
    ]
    return [_row(kind, cases, support) for kind, cases in kinds]


def _spoil(way: Spoilt, pairs: Sequence[AlignedSentence]) -> Iterator[tuple[str, AlignedSentence]]:
    for number, pair in enumerate(pairs):
        later = [*pairs[number + 1 :], *pairs[:number]]
        others = (p for p in later if p.lang == pair.lang and p.document_id != pair.document_id)
        other = next(others, None)
        text = way.make(pair, other) if other else None
        if text is not None and text != pair.text:
            yield text, pair


def _own(pair: AlignedSentence) -> AlignedSentence:
    """The pair with its own sentence as the quote."""
    return pair._replace(translation=pair.text, other_lang=pair.lang)


def _row(kind: str, cases: Sequence[tuple[str, AlignedSentence]], support: Support) -> SupportCount:
    found = [support.fault(text, pair.lang, [_citation(pair)]) for text, pair in cases]
    faults = Counter(fault for fault in found if fault is not None)
    return SupportCount(kind, len(found), found.count(None), dict(faults.most_common()))


def _citation(pair: AlignedSentence) -> Citation:
    text = pair.translation
    own = pair.document_id
    passage = Passage(own, own, 0, pair.other_lang, "", text, 0, len(text), None, None, ())
    metadata = Metadata(own, "", pair.other_lang, "practice")
    document = Document(metadata, "", "", "", "text/markdown", 1, 1, len(text.split()))
    return Citation(SearchHit(1, 1.0, passage, document), 0, len(text))


def _half(pair: AlignedSentence, other: AlignedSentence) -> str | None:
    own, foreign = pair.text.split(), other.text.split()
    return " ".join([*own[: len(own) // 2], *foreign[len(foreign) // 2 :]])


def _more(pair: AlignedSentence, other: AlignedSentence) -> str | None:
    joint = " ja " if pair.lang == "et" else " and "
    words = other.text.rstrip(".").split()[:_EXTRA_WORDS]
    return f"{pair.text.rstrip('.')}{joint}{' '.join(words)}."


def _number(pair: AlignedSentence, _other: AlignedSentence) -> str | None:
    return _FIGURE.sub(lambda match: str(int(match.group()) + 1), pair.text, count=1)


def _denied(pair: AlignedSentence, _other: AlignedSentence) -> str | None:
    rules = _DENIALS[:1] if pair.lang == "en" else _DENIALS[1:]
    for pattern, denial in rules:
        if pattern.search(pair.text) and not re.search(r"\b(?:not?|ei|ega)\b", pair.text):
            return pattern.sub(denial, pair.text, count=1)
    return None


def _renamed(pair: AlignedSentence, other: AlignedSentence) -> str | None:
    name = _NAMES[len(other.text) % len(_NAMES)]
    return _NAME.sub(name, pair.text, count=1) if _NAME.search(pair.text) else None


def _turned(pair: AlignedSentence, _other: AlignedSentence) -> str | None:
    for word, opposite in _TURNS:
        if re.search(rf"\b{word}\b", pair.text):
            return re.sub(rf"\b{word}\b", opposite, pair.text)
    return None


WAYS = (
    Spoilt("another sentence", lambda _pair, other: other.text),
    Spoilt("half another", _half),
    Spoilt("a clause more", _more),
    Spoilt("another figure", _number),
    Spoilt("denied", _denied),
    Spoilt("another name", _renamed),
    Spoilt("opposite", _turned),
)
