"""A brief of a comparison: why each practice is here, and a table of them side by side.

comparison_brief(comparison, occasion)  ->  Brief(title, facts, blocks, sources)
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from corpus.catalogue import vocabulary
from search_service.briefs.brief import (
    Block,
    Brief,
    BriefParagraph,
    Heading,
    Occasion,
    Said,
    Table,
)
from search_service.briefs.pieces import NumberedSources, filter_facts, framed
from search_service.compare.comparison import (
    FIELDS,
    Cell,
    Comparable,
    Comparison,
    cell_text,
    close_name,
    field_name,
    shared_name,
    term_name,
)
from search_service.index.filters import Filters
from search_service.phrases.phrases import how_many, phrase

_PRACTICES_A_TABLE = 5  # more side by side cannot be read on a page


def comparison_brief(
    comparison: Comparison, occasion: Occasion, filters: Filters | None = None
) -> Brief:
    """A comparison as a brief in its reader's language."""
    lang = comparison.lang
    sources = NumberedSources(lang, occasion.site)
    facts = [(phrase("brief_need", lang), comparison.query)]
    if comparison.for_country:
        country = vocabulary.name(vocabulary.COUNTRIES, comparison.for_country, lang)
        facts.append((phrase("brief_left_out", lang), country))
    facts += filter_facts(filters, lang)
    named = (phrase("brief_comparison", lang), comparison.query)
    return framed("comparison", named, facts, occasion, _blocks(comparison, sources), sources)


def _blocks(comparison: Comparison, sources: NumberedSources) -> Iterator[Block]:
    lang = comparison.lang
    yield Heading(phrase("brief_practices", lang))
    for each in comparison.comparables:
        yield from _practice(each, sources, lang)
    if comparison.too_far:
        yield BriefParagraph((Said(how_many("too_far", comparison.too_far, lang)),))
    for table in tables(comparison.comparables, sources, lang):
        yield Heading(phrase("brief_table", lang))
        yield table
    if not comparison.comparables:
        yield BriefParagraph((Said(phrase("nothing_comparable", lang)),))


def _practice(each: Comparable, sources: NumberedSources, lang: str) -> Iterator[Block]:
    number = sources.number(each.document)
    yield Heading(f"{each.document.metadata.title} [{number}]", 2)
    level = cell_text(each.cells["evidence_level"], lang)
    yield BriefParagraph((Said(level),), field_name("evidence_level", lang))
    if each.null_result:
        nulls = tuple(map(sources.said, each.cells["results"].citations[-1:]))
        yield BriefParagraph(nulls, phrase("null_result", lang))
    for shared in each.shared:
        names = ", ".join(term_name(shared.kind, term, lang) for term in shared.terms)
        yield BriefParagraph((Said(names),), shared_name(shared.kind, lang))
    if each.close:
        said = (sources.said(each.close.citation),)
        yield BriefParagraph(said, close_name(each.close.kind, lang))


def tables(practices: Sequence[Comparable], sources: NumberedSources, lang: str) -> Iterator[Table]:
    """Fields in rows, practices in columns; as many tables as the page needs, of like width."""
    needed = -(-len(practices) // _PRACTICES_A_TABLE)
    for n in range(needed):
        part = practices[n * len(practices) // needed : (n + 1) * len(practices) // needed]
        head = (
            phrase("practice_column", lang),
            *(f"{p.document.metadata.title} [{sources.number(p.document)}]" for p in part),
        )
        rows = tuple(
            (
                field_name(field, lang),
                tuple(_cell(p.cells[field], sources, lang) for p in part),
            )
            for field in FIELDS
        )
        yield Table(head, rows)


def _cell(cell: Cell, sources: NumberedSources, lang: str) -> tuple[Said, ...]:
    if cell.citations:
        return tuple(map(sources.said, cell.citations))
    text = cell_text(cell, lang)
    return (Said(f"{text}*" if cell.source == "catalogue" else text),)
