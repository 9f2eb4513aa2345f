"""What a reader may be about to type: titles, the glossary's terms, organisations, examples.

    suggestions("üks", shelf, terms, examples, "et")  ->  [Suggestion("üksildus", "term"), …]

Names that begin with what was typed come before those that have it inside; marks that a keyboard
lacks and capitals make no difference.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
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


def suggestions(
    typed: str, shelf: Shelf, terms: Iterable[Term], examples: Sequence[str], lang: str
) -> list[Suggestion]:
    """At most MOST names in which a word begins with what was typed, those it begins first."""
    begun = plain(typed)
    if len(begun) < SHORTEST:
        return []
    fitting = [each for each in _all(shelf, terms, examples, lang) if f" {begun}" in _spaced(each)]
    fitting.sort(key=lambda each: (not plain(each.text).startswith(begun), len(each.text)))
    first = dict.fromkeys(each.text.casefold() for each in fitting)
    by_text = {each.text.casefold(): each for each in reversed(fitting)}
    return [by_text[text] for text in first][:MOST]


def plain(text: str) -> str:
    """The text without capitals and marks, its blanks made one."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(c for c in letters if not unicodedata.combining(c)).split())


def _spaced(suggestion: Suggestion) -> str:
    return f" {plain(suggestion.text)}"


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
