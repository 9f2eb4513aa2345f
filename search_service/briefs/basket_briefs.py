"""A brief of what a reader collected: quotes, works and comparisons in their order.

    basket_brief(basket, collected, columns, occasion, "et")  ->  Brief(title, facts, blocks, …)

Differs from `answer_briefs` and `comparison_briefs`, whose content the engine chose.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from search_service.briefs.basket import Basket, ComparisonItem, QuoteItem
from search_service.briefs.brief import Block, Brief, BriefParagraph, Heading, Occasion, Said
from search_service.briefs.collecting import Collected
from search_service.briefs.comparison_briefs import tables
from search_service.briefs.pieces import (
    NumberedSources,
    byline,
    framed,
    note,
    quoted,
    works_table,
)
from search_service.compare.comparison import Comparable, Comparison, field_name
from search_service.phrases.phrases import how_many, phrase

# What a work's own part quotes of it: what is done for whom, and what came of it.
_OF_A_WORK = ("problem", "approach", "results")

Compared = Callable[[Iterable[str]], Comparison]


def basket_brief(
    basket: Basket,
    collected: Iterable[Collected],
    compared: Compared,
    occasion: Occasion,
    lang: str,
) -> Brief:
    """The basket as a brief in the reader's language; `compared` sets documents side by side."""
    sources = NumberedSources(lang, occasion.site)
    title = basket.title or phrase("brief_basket", lang)
    facts = [(phrase("brief_question", lang), basket.question)] if basket.question else []
    blocks = _blocks(basket, tuple(collected), compared, sources)
    named = (title, basket.question or title)
    return framed("basket", named, facts, occasion, blocks, sources)


def _blocks(
    basket: Basket,
    collected: tuple[Collected, ...],
    compared: Compared,
    sources: NumberedSources,
) -> Iterator[Block]:
    lang = sources.lang
    yield from note(basket.note, lang)
    part = ""
    for each in collected:
        if each.gone:
            continue
        here = _part(each, lang)
        if here != part:
            part = here
            yield Heading(here)
        yield from _item(each, compared, sources)
        yield from note(each.item.note, lang)
    gone = sum(each.gone for each in collected) + basket.left_out
    if gone:
        yield BriefParagraph((Said(how_many("basket_gone", gone, lang)),))
    yield from works_table(sources)


def _part(each: Collected, lang: str) -> str:
    match each.item.item:
        case QuoteItem():
            return phrase("brief_short_answer", lang)
        case ComparisonItem():
            return phrase("brief_table", lang)
    return phrase("brief_practices", lang)


def _item(each: Collected, compared: Compared, sources: NumberedSources) -> Iterator[Block]:
    if each.citation:
        yield from quoted(each.citation, sources)
        return
    found = compared([document.id for document in each.documents]).comparables
    if isinstance(each.item.item, ComparisonItem):
        yield from tables(found, sources, sources.lang)
        return
    for column in found:
        yield from _work(column, sources)


def _work(column: Comparable, sources: NumberedSources) -> Iterator[Block]:
    document, lang = column.document, sources.lang
    yield Heading(f"{document.metadata.title} [{sources.number(document)}]", 2)
    yield byline(document, lang)
    for field in _OF_A_WORK:
        said = tuple(map(sources.said, column.cells[field].citations))
        unsaid = (Said(phrase("not_stated", lang)),)
        yield BriefParagraph(said or unsaid, field_name(field, lang))
