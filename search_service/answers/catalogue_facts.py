"""What the catalogue says of the works of an answer, where the question is for such a thing.

    facts(question, [document])  ->  (CatalogueFact(document, "funding", ("health insurance",)),)

"Who pays for Ohjaamo?" is answered by the description of Ohjaamo as well as by its text. Shown as
catalogue, never as a quote.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from corpus.catalogue import descriptors, vocabulary
from corpus.documents import Document
from search_service.answers.answer import CatalogueFact
from search_service.phrases.phrases import phrase, phrase_key
from search_service.reading.question import Question

# Which fields of a description tell what a question is for.
_FIELDS: dict[str, tuple[str, ...]] = {
    "money": ("funding",),
    "who-when-where": ("organisations", "year", "place", "country"),
    "results": ("evidence_level",),
    "eligibility": ("target_groups",),
}
_LABELS = {
    "funding": phrase_key("funding"),
    "organisations": phrase_key("organisations"),
    "year": phrase_key("begun"),
    "place": phrase_key("place"),
    "country": phrase_key("country"),
    "evidence_level": phrase_key("evidence_level"),
    "target_groups": phrase_key("target_groups"),
}
_VOCABULARIES = {"country": vocabulary.COUNTRIES, "evidence_level": vocabulary.EVIDENCE_LEVELS}
_DESCRIBED = ("funding", "target_groups")  # with terms that the catalogue has in two languages
_TELLING = "practice"  # what a paper is funded by says nothing of what it tells of
_LIKELY = 0.3  # probability of a purpose from which its fields are shown; by hand
_WORKS = 2  # of which they are shown; a matter of layout


def facts(question: Question, documents: Iterable[Document]) -> tuple[CatalogueFact, ...]:
    """The fields of the first works that tell what the question is for."""
    named = [
        each
        for each in {each.id: each for each in documents}.values()  # two quotes may be of one
        if each.metadata.work in question.works
        or (not question.works and each.metadata.type == _TELLING)
    ]
    return tuple(each for document in named[:_WORKS] for each in _of(question, document))


def label(fact: CatalogueFact, lang: str) -> str:
    """What the field is called."""
    return phrase(_LABELS[fact.field], lang)


def shown(fact: CatalogueFact, lang: str) -> str:
    """The values as a reader sees them."""
    if known := _VOCABULARIES.get(fact.field):
        return ", ".join(vocabulary.name(known, each, lang) for each in fact.values)
    if fact.field in _DESCRIBED:
        return ", ".join(descriptors.name(each, lang) for each in fact.values)
    return ", ".join(fact.values)


def _of(question: Question, document: Document) -> Iterator[CatalogueFact]:
    for purpose, fields in _FIELDS.items():
        if question.purposes[purpose] < _LIKELY:
            continue
        for field in fields:
            value = getattr(document.metadata, field)
            values = value if isinstance(value, tuple) else (value,)
            told = tuple(str(each) for each in values if each is not None)
            if told:
                yield CatalogueFact(document, field, told)
