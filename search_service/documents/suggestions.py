"""What a reader may be about to type: titles, the glossary's terms, organisations, examples.

    Suggestions(terms, {"et": examples}).of("üks", shelf, "et")
        ->  [Suggestion("üksildus", "term"), …]

Names that begin with what was typed come before those that have it inside; marks that a keyboard
lacks and capitals make no difference.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from corpus.catalogue.glossary import Term
from search_service.documents.shelf import Shelf

MOST = 8  # shown at once; by hand, as many as fit below a field
SHORTEST = 2  # letters before anything is suggested; by hand

Kind = Literal["term", "title", "organisation", "question"]


class Suggestion(NamedTuple):
    """Something to ask for, and what it is."""

    text: str
    kind: Kind


class FoldedName(NamedTuple):
    """A suggestion, and its text as it is compared."""

    suggestion: Suggestion
    plain: str


class _Kept(NamedTuple):
    shelf: Shelf
    names: dict[str, list[FoldedName]]


class Suggestions:
    """Suggests names; those of a shelf are folded once, until the library has another."""

    def __init__(self, terms: Sequence[Term], examples: Mapping[str, Sequence[str]]) -> None:
        self._terms = terms
        self._examples = examples
        self._kept: _Kept | None = None

    def of(self, typed: str, shelf: Shelf, lang: str) -> list[Suggestion]:
        """At most MOST names in which a word begins with what was typed, those it begins first."""
        begun = plain(typed)
        if len(begun) < SHORTEST:
            return []
        fitting = [each for each in self._names(shelf, lang) if f" {begun}" in f" {each.plain}"]
        fitting.sort(key=lambda each: (not each.plain.startswith(begun), len(each.suggestion.text)))
        found: dict[str, Suggestion] = {}
        for each in fitting:
            found.setdefault(each.suggestion.text.casefold(), each.suggestion)
        return list(found.values())[:MOST]

    def _names(self, shelf: Shelf, lang: str) -> list[FoldedName]:
        """A shelf is the same object as long as the store stays the same."""
        kept = self._kept
        if kept is None or kept.shelf is not shelf:
            kept = self._kept = _Kept(shelf, {})
        if lang not in kept.names:
            every = _all(shelf, self._terms, self._examples.get(lang, ()), lang)
            kept.names[lang] = [FoldedName(each, plain(each.text)) for each in every]
        return kept.names[lang]


def plain(text: str) -> str:
    """The text without capitals and marks, its blanks made one."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(c for c in letters if not unicodedata.combining(c)).split())


def _all(
    shelf: Shelf, terms: Iterable[Term], examples: Sequence[str], lang: str
) -> Iterator[Suggestion]:
    for term in terms:
        names = (*term.et, *term.en) if lang == "et" else (*term.en, *term.et)
        yield from (Suggestion(name, "term") for name in names)
    for document in shelf.documents:
        yield Suggestion(document.metadata.title, "title")
    for document in shelf.documents:
        yield from (Suggestion(name, "organisation") for name in document.metadata.organisations)
    yield from (Suggestion(example, "question") for example in examples)
