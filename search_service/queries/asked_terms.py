"""Whether a query asks for a term of the glossary: it is its name, or asks what the name means.

    AskedTerms(glossary.read(), Analyzer()).find("Mis on SIB?").en  ->  ("social impact bond", …)

Differs from `concepts`, which finds names anywhere in a query so that search reaches further.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.catalogue.glossary import Term
from search_service.queries.acronyms import words_with_plus
from search_service.words.analyzer import Analyzer

_QUESTION = re.compile(
    r"(?:mis(?: asi)? on|mi(?:da|s) tähenda(?:b|vad)|what(?:'s| is| are)|what do(?:es)?)"
    r" (?P<name>.+)",
    re.I,
)
_MEAN = re.compile(r" (?:mean|stand for)$", re.I)
_ARTICLE = re.compile(r"^(?:an?|the) ", re.I)
_LONGEST = 120  # characters; no name is longer


class AskedTerms:
    """The glossary's terms by every name that they have, in both languages."""

    def __init__(self, terms: Sequence[Term], analyzer: Analyzer) -> None:
        self._analyzer = analyzer
        self._terms: dict[tuple[str, ...], Term] = {}
        # A name that several terms share is rather the one's preferred name.
        for preferred in (True, False):
            for term in terms:
                for names, lang in ((term.et, "et"), (term.en, "en")):
                    for name in names[:1] if preferred else names[1:]:
                        self._terms.setdefault(self._key(name, lang), term)

    def find(self, query: str) -> Term | None:
        """The term that the query asks for, if it asks for one and nothing more."""
        name = _name(" ".join(query.split())) if len(query) <= _LONGEST else ""
        keys = (self._key(name, lang) for lang in ("et", "en")) if name else ()
        return next((self._terms[key] for key in keys if key in self._terms), None)

    def _key(self, name: str, lang: str) -> tuple[str, ...]:
        """The language, and each word's first lemma."""
        lemmas = self._analyzer.lemmas(words_with_plus(name), lang)
        return (lang, *(lemma.casefold() for lemma in lemmas))


def _name(query: str) -> str:
    """What is asked for: the query without the words that ask."""
    text = query.rstrip("?!. ")
    match = _QUESTION.fullmatch(text)
    if match is None:
        return text
    name = match["name"]
    if text.lower().startswith("what do"):
        if not _MEAN.search(name):
            return ""
        name = _MEAN.sub("", name)
    return _ARTICLE.sub("", name).strip("\"„“”' ")
