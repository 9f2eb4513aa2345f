"""What an answer says of itself in words: why there is none, what was searched, what to mind.

    no_evidence(answer, "et")  ->  "Selle kohta ei leitud teegist tõendeid. Otsiti kogu teegist: …"

An answer's own `reason` and `note` are in the language of its question; a brief's reader may have
another.
"""

from __future__ import annotations

from dataclasses import replace

from corpus.catalogue import vocabulary
from search_service.answers.answer import Answer, Searched, WorkGroup
from search_service.index.filters import Filters
from search_service.phrases.phrases import how_many, phrase


def group_name(group: WorkGroup, lang: str) -> str:
    """What stands above listed works: their country, or that they are overviews; may be ""."""
    if group.overviews:
        return phrase("overviews", lang)
    return vocabulary.name(vocabulary.COUNTRIES, group.country, lang) if group.country else ""


def no_evidence(answer: Answer, lang: str) -> str:
    """Why there is no answer: what was searched, what came nearest, and the bar."""
    if answer.known_gap:
        title = answer.known_gap.hit.document.metadata.title
        return phrase("known_gap_said", lang, title=title, quote=answer.known_gap.quote)
    searched = searched_words(answer.searched, lang) if answer.searched else ""
    if not answer.nearest or answer.evidence is None:
        return phrase("no_passages_said", lang, searched=searched)
    nearest = "; ".join(
        f"{near.hit.document.metadata.title} ({points(near.score)})" for near in answer.nearest
    )
    bar = points(answer.evidence.bar)
    return phrase("no_evidence_said", lang, searched=searched, nearest=nearest, bar=bar)


def note(answer: Answer, lang: str) -> str:
    """What to know of the answer as a whole; empty where there is nothing."""
    said = []
    if answer.conflicts:
        said.append(phrase("conflict_said", lang))
    if any(claim.null_result for claim in answer.claims):
        said.append(phrase("null_said", lang))
    return " ".join(said)


def searched_words(searched: Searched, lang: str) -> str:
    """How many documents and passages were searched."""
    documents = how_many("documents", searched.documents, lang)
    passages = how_many("passages", searched.passages, lang)
    if replace(searched.filters, text_lang=None) != Filters():
        return phrase("searched_some", lang, documents=documents, passages=passages)
    return phrase("searched_all", lang, documents=documents, passages=passages)


def points(score: float) -> int:
    """A strength of evidence from 0 to 1 as points of a hundred."""
    return round(100 * score)
