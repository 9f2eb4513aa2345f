"""What an answer says of itself in words: why there is none, what was searched, what to mind.

no_evidence(answer)  ->  "Selle kohta ei leitud teegist tõendeid. Otsiti kogu teegist: …"
"""

from __future__ import annotations

from dataclasses import replace

from search_service.answers.answer import Answer, Searched
from search_service.index.filters import Filters
from search_service.phrases.phrases import count, phrase


def no_evidence(answer: Answer) -> str:
    """Why there is no answer: what was searched, what came nearest, and the bar."""
    lang = answer.result.lang
    searched = searched_words(answer.searched, lang) if answer.searched else ""
    if not answer.nearest or answer.evidence is None:
        return phrase("no_passages_said", lang, searched=searched)
    nearest = "; ".join(
        f"{near.hit.document.metadata.title} ({points(near.score)})" for near in answer.nearest
    )
    bar = points(answer.evidence.bar)
    return phrase("no_evidence_said", lang, searched=searched, nearest=nearest, bar=bar)


def note(answer: Answer) -> str:
    """What to know of the answer as a whole; empty where there is nothing."""
    keys = []
    if answer.conflicts:
        keys.append("conflict_said")
    if any(claim.null_result for claim in answer.claims):
        keys.append("null_said")
    return " ".join(phrase(key, answer.result.lang) for key in keys)


def searched_words(searched: Searched, lang: str) -> str:
    """How many documents and passages were searched."""
    some = replace(searched.filters, text_lang=None) != Filters()
    return phrase(
        "searched_some" if some else "searched_all",
        lang,
        documents=count("documents", searched.documents, lang),
        passages=count("passages", searched.passages, lang),
    )


def points(score: float) -> int:
    """A strength of evidence from 0 to 1 as points of a hundred."""
    return round(100 * score)
