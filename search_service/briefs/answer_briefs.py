"""A brief of an answer: the quotes with whose they are, what is missing, the works.

answer_brief(answer, occasion)  ->  Brief(title, facts, blocks, sources)
"""

from __future__ import annotations

from collections.abc import Iterator

from search_service.answers import answer_words, catalogue_facts
from search_service.answers.answer import Answer, Claim, WorkGroup
from search_service.briefs.brief import Block, Brief, BriefParagraph, Heading, Occasion, Said
from search_service.briefs.pieces import (
    NumberedSources,
    filter_facts,
    framed,
    quoted,
    works_table,
)
from search_service.index.filters import Filters
from search_service.phrases.phrases import phrase


def answer_brief(
    answer: Answer, occasion: Occasion, lang: str | None = None, filters: Filters | None = None
) -> Brief:
    """An answer, or that there is none, as a brief in the reader's language."""
    lang = lang or answer.result.lang
    sources, query = NumberedSources(lang, occasion.site), answer.result.query
    facts = ((phrase("brief_question", lang), query), *filter_facts(filters, lang))
    named = (phrase("brief_answer", lang), query)
    return framed("answer", named, facts, occasion, _blocks(answer, sources, lang), sources)


def _blocks(answer: Answer, sources: NumberedSources, lang: str) -> Iterator[Block]:
    yield Heading(_heading(answer, lang))
    if answer.model and answer.model.kept:
        written, kept = answer.model.written, answer.model.kept
        yield _paragraph(phrase("model_kept", lang, written=written, kept=kept))
    for claim in answer.quoted:
        yield from _claim(claim, sources, lang)
    alone = answer.kind == "list"
    if alone:
        yield from _list(answer, sources, lang)
    yield from _beside_the_claims(answer, sources, lang)
    if answer.groups and not alone:
        yield Heading(phrase("list_below", lang))
        yield from _list(answer, sources, lang)
    yield from works_table(sources)


def _list(answer: Answer, sources: NumberedSources, lang: str) -> Iterator[Block]:
    for group in answer.groups:
        yield from _group(group, sources, lang)
    yield _paragraph(phrase("list_note", lang))


def _heading(answer: Answer, lang: str) -> str:
    if answer.kind == "list":
        return phrase("list_title", lang)
    return phrase("brief_short_answer", lang) if answer.claims else phrase("brief_quotes", lang)


def _beside_the_claims(answer: Answer, sources: NumberedSources, lang: str) -> Iterator[Block]:
    """What is missing, what the catalogue says, what differs, and what to know of it all."""
    for part in answer.parts:
        if not part.claims:
            yield _paragraph(phrase("part_nothing", lang, part=part.text))
    for fact in answer.catalogue:
        said = Said(catalogue_facts.shown(fact, lang), sources.number(fact.document))
        label = f"{phrase('catalogue_says', lang)}, {catalogue_facts.label(fact, lang)}"
        yield BriefParagraph((said,), label)
    for conflict in answer.conflicts:
        differing = tuple(sources.said(citation) for citation in conflict.citations)
        yield BriefParagraph(differing, phrase("brief_conflict", lang))
    if text := answer_words.note(answer, lang):
        yield _paragraph(text)
    if not answer.claims:
        yield _paragraph(answer_words.no_evidence(answer, lang))


def _paragraph(text: str) -> BriefParagraph:
    return BriefParagraph((Said(text),))


def _claim(claim: Claim, sources: NumberedSources, lang: str) -> Iterator[Block]:
    label = phrase("null_result", lang) if claim.null_result else ""
    if claim.by_model:
        yield _paragraph(claim.text)
    for citation in claim.citations:
        yield from quoted(citation, sources, label)


def _group(group: WorkGroup, sources: NumberedSources, lang: str) -> Iterator[Block]:
    """The listed works of a country, or overviews."""
    if name := answer_words.group_name(group, lang):
        yield Heading(name, 2)
    for work in group.works:
        for citation in filter(None, (work.what, work.result)):
            yield from quoted(citation, sources)
