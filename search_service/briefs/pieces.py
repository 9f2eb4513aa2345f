"""The pieces that briefs of every kind are made of: numbered sources, bylines, tables, the frame.

Differs from `brief`, which says what they are, and from the modules of each kind, which order them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from corpus.catalogue import vocabulary
from corpus.documents import Document, Reference
from corpus.fingerprint import SHORT
from search_service.answers.answer import Citation
from search_service.briefs.brief import (
    Block,
    Brief,
    BriefKind,
    BriefParagraph,
    CitedSource,
    Heading,
    Occasion,
    Said,
    Table,
)
from search_service.index.filters import FILTERS, Filters
from search_service.phrases.phrases import day, how_many, page_label, phrase, phrase_key

_METHOD = (
    phrase_key("brief_method_quotes"),
    phrase_key("brief_method_catalogue"),
    phrase_key("brief_method_limits"),
)

_WORKS_HEAD = (
    phrase_key("brief_work"),
    phrase_key("country"),
    phrase_key("brief_year"),
    phrase_key("type"),
    phrase_key("evidence_level"),
)


class NumberedSources:
    """Numbers documents as they are first cited."""

    def __init__(self, lang: str, site: str = "") -> None:
        self.lang = lang
        self._site = site.rstrip("/")
        self._numbers: dict[str, CitedSource] = {}

    def number(self, document: Document, cited: Iterable[Reference] = ()) -> int:
        """The document's number; what it names for what is quoted is kept with it."""
        address = self._address(f"/documents/{document.id}")
        same = (
            n for n, d, *_ in self._numbers.values() if d.metadata.work == document.metadata.work
        )
        new = CitedSource(len(self._numbers) + 1, document, (), address, next(same, 0))
        known = self._numbers.get(document.id, new)
        united = tuple(dict.fromkeys((*known.cited, *cited)))
        self._numbers[document.id] = known._replace(cited=united)
        return known.number

    def said(self, citation: Citation) -> Said:
        """The quote with its source, its page and where it is found."""
        page = page_label(citation.page, citation.page_label, self.lang) if citation.page else ""
        number = self.number(citation.hit.document, citation.sources)
        link, lang = self._address(citation.link), citation.hit.passage.lang
        return Said(citation.quote, number, page, quoted=True, link=link, lang=lang)

    def all(self) -> tuple[CitedSource, ...]:
        """The sources in order of first use."""
        return tuple(self._numbers.values())

    def _address(self, path: str) -> str:
        return self._site + path if self._site else ""


def quoted(citation: Citation, sources: NumberedSources, label: str = "") -> Iterator[Block]:
    """A quote, whose it is, and the same place in the reader's language where there is one."""
    yield BriefParagraph((sources.said(citation),), label)
    if citation.translation:
        said = (sources.said(citation.translation),)
        yield BriefParagraph(said, phrase("brief_translation", sources.lang))
    yield byline(citation.hit.document, sources.lang)


def byline(document: Document, lang: str) -> BriefParagraph:
    """Title, country, year and evidence level, as the catalogue has them."""
    said = (document.metadata.title, *_facts(document, lang), _level(document, lang))
    return BriefParagraph((Said(" · ".join(filter(None, said))),), look="byline")


def note(text: str, lang: str) -> Iterator[Block]:
    """The reader's own words, marked as theirs, a paragraph a line."""
    for line in filter(None, text.splitlines()):
        yield BriefParagraph((Said(line),), phrase("brief_own_note", lang), look="note")


def works_table(sources: NumberedSources) -> Iterator[Block]:
    """The works that the brief cites, as the catalogue has them."""
    lang = sources.lang
    if not sources.all():
        return
    head = tuple(phrase(key, lang) for key in _WORKS_HEAD)
    yield Heading(phrase("brief_works", lang))
    works: dict[str, list[CitedSource]] = {}
    for source in sources.all():
        works.setdefault(source.document.metadata.work, []).append(source)
    yield Table(head, tuple(_work_row(versions, lang) for versions in works.values()))


def _work_row(
    versions: Sequence[CitedSource], lang: str
) -> tuple[str, tuple[tuple[Said, ...], ...]]:
    """A work by the version in the reader's language, with the numbers of all its versions."""
    own = (v for v in versions if v.document.metadata.lang == lang)
    m = next(own, versions[0]).document.metadata
    numbers = ", ".join(str(v.number) for v in versions)
    kind = vocabulary.name(vocabulary.TYPES, m.type, lang)
    country = vocabulary.name(vocabulary.COUNTRIES, m.country, lang) if m.country else ""
    level = (
        vocabulary.name(vocabulary.EVIDENCE_LEVELS, m.evidence_level, lang)
        if (m.evidence_level)
        else phrase("not_known", lang)
    )
    cells = (country or "–", str(m.year or "–"), kind, level)
    return f"{m.title} [{numbers}]", tuple((Said(cell),) for cell in cells)


def _facts(document: Document, lang: str) -> tuple[str, ...]:
    m = document.metadata
    country = vocabulary.name(vocabulary.COUNTRIES, m.country, lang) if m.country else ""
    return country, str(m.year or "")


def _level(document: Document, lang: str) -> str:
    level = document.metadata.evidence_level
    if not level:
        return ""
    label = phrase("evidence_level", lang)
    return f"{label}: {vocabulary.name(vocabulary.EVIDENCE_LEVELS, level, lang)}"


def _authors(sources: NumberedSources) -> Iterator[Block]:
    """Who wrote the texts, once for all sources of which the same is to be said."""
    said: dict[str, list[str]] = {}
    for source in sources.all():
        if authorship := source.document.metadata.authorship:
            said.setdefault(authorship, []).append(str(source.number))
    for authorship, numbers in said.items():
        words = vocabulary.name(vocabulary.AUTHORSHIPS, authorship, sources.lang)
        yield BriefParagraph((Said(words),), f"[{', '.join(numbers)}]")


def filter_facts(filters: Filters | None, lang: str) -> Iterator[tuple[str, str]]:
    """The filters in force, as the page names them."""
    for each in FILTERS:
        chosen = filters.chosen(each) if filters else None
        if isinstance(chosen, int):
            yield phrase(each.phrase, lang), str(chosen)
        elif chosen:
            shown = (each.value_name(value, lang) for value in chosen)
            yield phrase(each.phrase, lang), ", ".join(shown)


def framed(
    kind: BriefKind,
    named: tuple[str, str],
    facts: Sequence[tuple[str, str]],
    occasion: Occasion,
    blocks: Iterable[Block],
    sources: NumberedSources,
) -> Brief:
    """The brief, `named` by its title and by what was asked."""
    lang, corpus = sources.lang, occasion.corpus
    made = (*blocks, *_authors(sources))
    documents = how_many("documents", corpus.documents, lang)
    passages = how_many("passages", corpus.passages, lang)
    mark = phrase("brief_fingerprint", lang, mark=corpus.fingerprint[:SHORT])
    holds = f"{documents}, {passages}; {mark}"
    return Brief(
        kind=kind,
        lang=lang,
        title=named[0],
        query=named[1],
        made=occasion.made,
        corpus=corpus,
        facts=(*facts, (phrase("brief_date", lang), day(occasion.made, lang))),
        blocks=made,
        sources=sources.all(),
        method=tuple(phrase(key, lang, documents=documents) for key in _METHOD),
        small_print=phrase("brief_state", lang, holds=holds),
    )
