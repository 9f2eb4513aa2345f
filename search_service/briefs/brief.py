"""A brief: an answer or a comparison as a paper to hand on, before it has a file format.

    comparison_brief(comparison, corpus, made)  ->  Brief(title, facts, blocks, sources)

Everything is plain text here; `docx_file`, `pdf_file`, `markdown_file` and `bibliography`
write it down, each escaping for its own format. Sources are numbered in order of first use.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from corpus.catalogue import vocabulary
from corpus.documents import Document, Reference
from corpus.fingerprint import SHORT, fingerprint
from search_service.answers import answer_words, catalogue_facts
from search_service.answers.answer import Answer, Citation, Claim, WorkGroup
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
from search_service.index.filters import FILTERS, Filters
from search_service.phrases.phrases import day, how_many, page_label, phrase, phrase_key

_TITLES = {
    "answer": phrase_key("brief_answer"),
    "comparison": phrase_key("brief_comparison"),
}

_PRACTICES_A_TABLE = 5  # more side by side cannot be read on a page
_MARKS = {"et": ("„", "“"), "en": ("“", "”")}


class CitedSource(NamedTuple):
    """A cited document; `number` is its place in the list of sources, from 1.

    `cited` are the sources that the document itself names for what is quoted.
    """

    number: int
    document: Document
    cited: tuple[Reference, ...] = ()


class Said(NamedTuple):
    """Words and where they stand: a quote with its source and page, or the brief's own words."""

    text: str
    source: int | None = None
    page: str = ""
    quoted: bool = False

    def reference(self) -> str:
        """Such as "[2, p. 14]", or "" for the brief's own words."""
        if self.source is None:
            return ""
        return f"[{', '.join(filter(None, (str(self.source), self.page)))}]"


class Heading(NamedTuple):
    """A heading; level 1 stands for a part, 2 for a practice."""

    text: str
    level: int = 1


class BriefParagraph(NamedTuple):
    """What is said in one paragraph; `label` goes before it."""

    said: tuple[Said, ...]
    label: str = ""


class Table(NamedTuple):
    """Rows of cells under a head; the first cell of a row is its name."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, tuple[tuple[Said, ...], ...]], ...]


Block = Heading | BriefParagraph | Table


class CorpusState(NamedTuple):
    """Which corpus was asked."""

    fingerprint: str
    documents: int
    passages: int

    @classmethod
    def of(cls, documents: Iterable[Document]) -> CorpusState:
        """The state of a corpus with these documents."""
        published = [d for d in documents if d.metadata.status == "published"]
        return cls(fingerprint(published), len(published), sum(d.passages for d in published))


@dataclass(frozen=True, slots=True)
class Brief:
    """A paper in the reader's language; `facts` are label and value, `made` its date."""

    kind: Literal["answer", "comparison"]
    lang: str
    title: str
    query: str
    made: date
    corpus: CorpusState
    facts: tuple[tuple[str, str], ...]
    blocks: tuple[Block, ...]
    sources: tuple[CitedSource, ...]
    note: str

    def marked(self, said: Said) -> str:
        """The words as they are printed: quotes in the reader's marks."""
        if not said.quoted:
            return said.text
        opening, closing = _MARKS[self.lang]
        return f"{opening}{said.text}{closing}"


def answer_brief(
    answer: Answer,
    corpus: CorpusState,
    made: date,
    lang: str | None = None,
    filters: Filters | None = None,
) -> Brief:
    """An answer, or that there is none, as a brief in the reader's language."""
    lang = lang or answer.result.lang
    sources = _Sources(lang)
    head = phrase("list_title", lang) if answer.groups else phrase("brief_quotes", lang)
    blocks: list[Block] = [Heading(head)]
    if answer.model and answer.model.kept:
        written, kept = answer.model.written, answer.model.kept
        said = Said(phrase("model_kept", lang, written=written, kept=kept))
        blocks.append(BriefParagraph((said,)))
    for group in answer.groups:
        blocks += _group(group, sources, lang)
    for claim in () if answer.groups else answer.claims:
        blocks += _claim(claim, sources, lang)
    for part in answer.parts:
        if not part.claims:
            blocks.append(BriefParagraph((Said(phrase("part_nothing", lang, part=part.text)),)))
    for fact in answer.catalogue:
        said = Said(catalogue_facts.shown(fact, lang), sources.number(fact.document))
        label = f"{phrase('catalogue_says', lang)}, {catalogue_facts.label(fact, lang)}"
        blocks.append(BriefParagraph((said,), label))
    for conflict in answer.conflicts:
        differing = tuple(sources.said(citation) for citation in conflict.citations)
        blocks.append(BriefParagraph(differing, phrase("brief_conflict", lang)))
    if note := answer_words.note(answer, lang):
        blocks.append(BriefParagraph((Said(note),)))
    if not answer.claims:
        blocks.append(BriefParagraph((Said(answer_words.no_evidence(answer, lang)),)))
    query = answer.result.query
    facts = ((phrase("brief_question", lang), query), *_filter_facts(filters, lang))
    return _brief("answer", query, facts, (corpus, made), blocks, sources)


def comparison_brief(
    comparison: Comparison, corpus: CorpusState, made: date, filters: Filters | None = None
) -> Brief:
    """A comparison as a brief in its reader's language."""
    lang = comparison.lang
    sources = _Sources(lang)
    blocks: list[Block] = [Heading(phrase("brief_practices", lang))]
    for each in comparison.comparables:
        blocks += _practice(each, sources, lang)
    for table in _tables(comparison.comparables, sources, lang):
        blocks += [Heading(phrase("brief_table", lang)), table]
    if not comparison.comparables:
        blocks.append(BriefParagraph((Said(phrase("nothing_comparable", lang)),)))
    country = vocabulary.name(vocabulary.COUNTRIES, comparison.for_country, lang)
    facts = (
        (phrase("brief_need", lang), comparison.query),
        (phrase("brief_left_out", lang), country),
        *_filter_facts(filters, lang),
    )
    return _brief("comparison", comparison.query, facts, (corpus, made), blocks, sources)


class _Sources:
    """Numbers documents as they are first cited."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self._numbers: dict[str, CitedSource] = {}

    def number(self, document: Document, cited: Iterable[Reference] = ()) -> int:
        new = CitedSource(len(self._numbers) + 1, document)
        known = self._numbers.get(document.id, new)
        united = tuple(dict.fromkeys((*known.cited, *cited)))
        self._numbers[document.id] = known._replace(cited=united)
        return known.number

    def said(self, citation: Citation) -> Said:
        page = page_label(citation.page, citation.page_label, self.lang) if citation.page else ""
        number = self.number(citation.hit.document, citation.sources)
        return Said(citation.quote, number, page, quoted=True)

    def all(self) -> tuple[CitedSource, ...]:
        return tuple(self._numbers.values())


def _brief(
    kind: Literal["answer", "comparison"],
    query: str,
    facts: tuple[tuple[str, str], ...],
    state: tuple[CorpusState, date],
    blocks: Sequence[Block],
    sources: _Sources,
) -> Brief:
    lang, (corpus, made) = sources.lang, state
    documents = how_many("documents", corpus.documents, lang)
    passages = how_many("passages", corpus.passages, lang)
    mark = phrase("brief_fingerprint", lang, mark=corpus.fingerprint[:SHORT])
    said = (
        *facts,
        (phrase("brief_date", lang), day(made, lang)),
        (phrase("brief_corpus", lang), f"{documents}, {passages}; {mark}"),
    )
    return Brief(
        kind=kind,
        lang=lang,
        title=phrase(_TITLES[kind], lang),
        query=query,
        made=made,
        corpus=corpus,
        facts=said,
        blocks=tuple(blocks),
        sources=sources.all(),
        note=phrase("brief_note", lang),
    )


def _filter_facts(filters: Filters | None, lang: str) -> Iterator[tuple[str, str]]:
    """The filters in force, as the page names them."""
    for each in FILTERS:
        chosen = filters.chosen(each) if filters else None
        if isinstance(chosen, int):
            yield phrase(each.phrase, lang), str(chosen)
        elif chosen:
            shown = (each.value_name(value, lang) for value in chosen)
            yield phrase(each.phrase, lang), ", ".join(shown)


def _claim(claim: Claim, sources: _Sources, lang: str) -> list[Block]:
    label = phrase("null_result", lang) if claim.null_result else ""
    blocks: list[Block] = []
    if claim.by_model:
        blocks.append(BriefParagraph((Said(claim.text),)))
    for citation in claim.citations:
        blocks.append(BriefParagraph((sources.said(citation),), label))
        if citation.translation:
            said = (sources.said(citation.translation),)
            blocks.append(BriefParagraph(said, phrase("brief_translation", lang)))
    return blocks


def _group(group: WorkGroup, sources: _Sources, lang: str) -> Iterator[Block]:
    """The listed works of a country."""
    if group.country:
        yield Heading(vocabulary.name(vocabulary.COUNTRIES, group.country, lang), 2)
    for work in group.works:
        cited = (work.what, work.result) if work.result else (work.what,)
        yield BriefParagraph(tuple(map(sources.said, cited)), work.document.metadata.title)


def _practice(each: Comparable, sources: _Sources, lang: str) -> list[Block]:
    number = sources.number(each.document)
    blocks: list[Block] = [Heading(f"{each.document.metadata.title} [{number}]", 2)]
    level = cell_text(each.cells["evidence_level"], lang)
    blocks.append(BriefParagraph((Said(level),), field_name("evidence_level", lang)))
    if each.null_result:
        nulls = tuple(map(sources.said, each.cells["results"].citations[-1:]))
        blocks.append(BriefParagraph(nulls, phrase("null_result", lang)))
    for shared in each.shared:
        names = ", ".join(term_name(shared.kind, term, lang) for term in shared.terms)
        blocks.append(BriefParagraph((Said(names),), shared_name(shared.kind, lang)))
    if each.close:
        said = (sources.said(each.close.citation),)
        blocks.append(BriefParagraph(said, close_name(each.close.kind, lang)))
    return blocks


def _tables(practices: Sequence[Comparable], sources: _Sources, lang: str) -> Iterable[Table]:
    tables = -(-len(practices) // _PRACTICES_A_TABLE)
    for n in range(tables):  # of like width
        part = practices[n * len(practices) // tables : (n + 1) * len(practices) // tables]
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


def _cell(cell: Cell, sources: _Sources, lang: str) -> tuple[Said, ...]:
    if cell.citations:
        return tuple(map(sources.said, cell.citations))
    text = cell_text(cell, lang)
    return (Said(f"{text}*" if cell.source == "catalogue" else text),)
