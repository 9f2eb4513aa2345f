"""What a comparison is made of: cells that quote, why a practice is comparable, the whole.

Nouns only, as `answers` are for `answerer`; `comparer` makes comparisons.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from corpus.catalogue import descriptors, vocabulary
from corpus.documents import Document
from search_service.answers.answer import Citation
from search_service.phrases.phrases import phrase, phrase_key

FIELDS = {  # in the order in which they are shown, with what each is called
    "country": phrase_key("cell_country"),
    "years": phrase_key("cell_years"),
    "target_group": phrase_key("cell_target_group"),
    "problem": phrase_key("cell_problem"),
    "approach": phrase_key("cell_approach"),
    "scale": phrase_key("cell_scale"),
    "money": phrase_key("cell_money"),
    "results": phrase_key("cell_results"),
    "evidence_level": phrase_key("cell_evidence_level"),
    "to_copy": phrase_key("cell_to_copy"),
}
_SHARED = {
    "sector": phrase_key("shared_sector"),
    "target_group": phrase_key("shared_target_group"),
    "method": phrase_key("shared_method"),
}
_CLOSE = {
    "problem": phrase_key("close_problem"),
    "target_group": phrase_key("close_target_group"),
    "approach": phrase_key("close_approach"),
}
TERMS_BETWEEN = "; "  # the catalogue's terms in a cell's value
Source = Literal["document", "catalogue"]


@dataclass(frozen=True, slots=True)
class Cell:
    """What a document says on one field: quotes, or what its catalogue entry says, or nothing.

    `value` is the catalogue's (a country code, a year, an evidence level, target groups); a quoted
    cell has citations instead. A cell with neither is "not stated". The second quote of `results`
    is a null or negative result, which is never left out for a better-looking one.
    """

    field: str
    citations: tuple[Citation, ...] = ()
    value: str | None = None
    null_result: bool = False

    @property
    def source(self) -> Source | None:
        """Where the cell's content stands; None where nothing is stated."""
        if self.citations:
            return "document"
        return "catalogue" if self.value else None


@dataclass(frozen=True, slots=True)
class SharedTerms:
    """Catalogue terms that the practice shares with the one asked about."""

    kind: Literal["sector", "target_group", "method"]
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CloseSentence:
    """The practice's sentence nearest to what was asked, and the asker's own where it is one."""

    kind: str
    citation: Citation
    own: Citation | None = None


@dataclass(frozen=True, slots=True)
class Comparable:
    """One practice beside the others: `rank` from 1, its cells by field, why it is here."""

    rank: int
    score: float
    document: Document
    others: tuple[Document, ...]  # the same work in other languages
    cells: dict[str, Cell]
    shared: tuple[SharedTerms, ...]
    close: CloseSentence | None

    @property
    def null_result(self) -> bool:
        """Whether it says that something did not work."""
        return any(cell.null_result for cell in self.cells.values())


@dataclass(frozen=True, slots=True)
class Comparison:
    """Comparable practices from other countries than `for_country`, different ones first.

    `subject` is the document asked about, None for a need in words; `lang` is the reader's.
    `too_far` counts further works that were weighed and left out, since they are too far from what
    was asked. `chosen`: the reader named the works, and no country is left out. `spelt` is a need
    as the library would write it, where it was typed otherwise.
    """

    query: str
    lang: str
    for_country: str
    subject: Document | None
    comparables: tuple[Comparable, ...]
    took_ms: float
    too_far: int = 0
    chosen: bool = False
    spelt: str | None = None

    @property
    def filled(self) -> tuple[int, int]:
        """How many cells say something, and how many there are."""
        cells = [cell for each in self.comparables for cell in each.cells.values()]
        return sum(cell.source is not None for cell in cells), len(cells)


def cell_text(cell: Cell, lang: str) -> str:
    """What a reader sees in the cell: its quotes, the catalogue's word, or "not stated"."""
    if cell.citations:
        return " … ".join(citation.quote for citation in cell.citations)
    if cell.value is None:
        return phrase("not_stated", lang)
    names = {"country": vocabulary.COUNTRIES, "evidence_level": vocabulary.EVIDENCE_LEVELS}
    if cell.field in names:
        return vocabulary.name(names[cell.field], cell.value, lang)
    if cell.field == "target_group":
        return ", ".join(descriptors.name(t, lang) for t in cell.value.split(TERMS_BETWEEN))
    return phrase("since_year", lang, year=cell.value) if cell.field == "years" else cell.value


def field_name(field: str, lang: str) -> str:
    """What a reader sees before a cell."""
    return phrase(FIELDS[field], lang)


def shared_name(kind: str, lang: str) -> str:
    """What a reader sees before terms that are shared."""
    return phrase(_SHARED[kind], lang)


def close_name(kind: str, lang: str) -> str:
    """What a reader sees before a close sentence."""
    return phrase(_CLOSE[kind], lang)


def term_name(kind: str, term: str, lang: str) -> str:
    """A shared term as a reader sees it."""
    if kind == "sector":
        return vocabulary.name(vocabulary.SECTORS, term, lang)
    return descriptors.name(term, lang)
