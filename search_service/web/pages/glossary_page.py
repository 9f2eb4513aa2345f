"""The glossary as readers see it: the terms of both languages, to read, search and link to.

    entries(terms, "et", "aja")  ->  [Entry(anchor="ajapank", name="ajapank", other="time bank", …)]

A page shows one letter, or what was searched for. Each term has an anchor made of its Estonian
name, and `/glossary?entry=ANCHOR#ANCHOR` opens the letter that it stands under in the reader's
language, so that a link to it holds in both. Search uses the same terms through `concepts`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from corpus.catalogue import glossary
from corpus.catalogue.glossary import Term
from corpus.documents import Reference
from corpus.ids import slug
from search_service.phrases.alphabet import place
from search_service.web.page_frame import render, ui_language

router = APIRouter(include_in_schema=False)

_LONGEST_QUERY = 200
_LONG_WORD = 4  # letters from which a word is looked for inside others


class Entry(NamedTuple):
    """One term in the reader's language, and what it is called in the other."""

    anchor: str
    name: str
    synonyms: tuple[str, ...]
    other: tuple[str, ...]
    definition: str
    source: Reference | None = None  # where the Estonian usage is fixed


class Letter(NamedTuple):
    """The entries under a letter."""

    letter: str
    entries: list[Entry]


def entries(terms: Iterable[Term], lang: str, query: str = "") -> list[Entry]:
    """The terms that have all words of the query in a name or definition.

    Those so named come first, then those where the words begin words of a name, then of the
    definition; within a word only words of some length count. All else is alphabetical.
    """
    found = [(fit, entry(t, lang)) for t in terms if (fit := _fit(t, query.casefold())) is not None]
    return [
        each for _, each in sorted(found, key=lambda pair: (pair[0], place(pair[1].name, lang)))
    ]


def by_letter(found: Sequence[Entry]) -> list[Letter]:
    """The entries under their first letters."""
    groups = groupby(found, key=lambda entry: entry.name[0].upper())
    return [Letter(letter, list(each)) for letter, each in groups]


def opened(letters: Sequence[Letter], letter: str, anchor: str) -> Letter:
    """The letter that holds the entry of the anchor, else the one named, else the first."""
    holding = (each for each in letters if any(one.anchor == anchor for one in each.entries))
    named = (each for each in letters if each.letter == letter.upper())
    return next(holding, None) or next(named, letters[0])


@router.get("/glossary")
def glossary_page(request: Request) -> HTMLResponse:
    """The terms that fit what the address looks for, else those of one letter."""
    asked, lang = request.query_params, ui_language(request)
    query = " ".join(asked.get("term", "")[:_LONGEST_QUERY].split())
    everything = entries(glossary.read(), lang)
    letters = by_letter(everything)
    if query:
        # What was searched for stands by how well it fits, not under letters.
        shown = Letter("", entries(glossary.read(), lang, query))
    else:
        shown = opened(letters, asked.get("letter", ""), asked.get("entry", ""))
    return render(
        request, "glossary.html", term=query, total=len(everything), letters=letters, shown=shown
    )


def entry(term: Term, lang: str) -> Entry:
    """The term as a reader of that language sees it."""
    own, other = (term.et, term.en) if lang == "et" else (term.en, term.et)
    definition = term.definition_et if lang == "et" else term.definition_en
    anchor = slug(term.et[0].replace("+", " pluss"))  # two funds differ by it alone
    named, _, address = term.source.partition(", http")
    source = Reference(named, url=f"http{address}" if address else None) if named else None
    return Entry(anchor, own[0], own[1:], other, definition, source)


def _fit(term: Term, query: str) -> int | None:
    """How a term fits what was searched for: 0 is so named, None not at all."""
    names = "\n".join([*term.et, *term.en]).casefold()
    everything = f"{names}\n{term.definition_et}\n{term.definition_en}".casefold()
    words = query.split()
    if query in names.split("\n"):
        return 0
    if all(_begins(word, names) for word in words):
        return 1
    if all(_begins(word, everything) for word in words):
        return 2
    long = [word for word in words if len(word) >= _LONG_WORD]
    short = [word for word in words if len(word) < _LONG_WORD]
    within = all(word in everything for word in long)
    return 3 if within and all(_begins(word, everything) for word in short) else None


def _begins(word: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(word)}", text) is not None
