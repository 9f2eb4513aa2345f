"""What an answer is made of: citations, the claims that they prove, and the whole answer.

Nouns only. `answerer` makes answers, `proof` checks citations against the store; pages, views
and briefs show them. Stretches `start:end` are characters of a passage's text unless said
otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple
from urllib.parse import quote as url_quote

from corpus.documents import Document, Reference
from search_service.documents.moved_quotes import mark_of
from search_service.index.filters import Filters
from search_service.queries.restrictions import NOTHING, Restrictions
from search_service.search.hits import SearchHit, SearchResult
from search_service.words.number_roles import Stretch

# A list's claims are its works; with a known gap or none there are no claims.
AnswerKind = Literal["quotes", "list", "known_gap", "none"]


@dataclass(frozen=True, slots=True)
class Place:
    """Characters `start:end` of the text of a page: the page at `page_index`, from 0.

    `number` is the page of the file from 1, `label` the number printed on it; both are None
    where the format has no pages.
    """

    page_index: int
    number: int | None
    label: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Citation:
    """A quote and where it stands: `hit.passage.text[start:end]`.

    `direct` are the stretches of it that answer the question by themselves, such as a figure;
    `places` its pages and `sources` the sources that the document names for it, both known once
    it is proved; `translation` the same sentences in the document's translation into the reader's
    language, where the corpus has one.
    """

    hit: SearchHit
    start: int
    end: int
    score: float = 0.0
    direct: tuple[Stretch, ...] = ()
    places: tuple[Place, ...] = ()
    translation: Citation | None = None
    sources: tuple[Reference, ...] = ()

    @property
    def quote(self) -> str:
        """The quoted characters, as they stand in the passage."""
        return self.hit.passage.text[self.start : self.end]

    @property
    def proved(self) -> bool:
        """Whether the quote was found again in its document's stored pages."""
        return bool(self.places)

    @property
    def page(self) -> int | None:
        """The page of the file on which the quote begins."""
        return self.places[0].number if self.places else self.hit.passage.page

    @property
    def page_label(self) -> str | None:
        """The number printed on that page."""
        return self.places[0].label if self.places else self.hit.passage.page_label

    @property
    def link(self) -> str:
        """The quote's permanent address on this site.

        The ids come from content: as long as the document says it, the address finds it; else
        the page says that the document has changed.
        """
        document, passage = (url_quote(s, "") for s in (self.hit.document.id, self.hit.passage.id))
        stretch = f"start={self.start}&end={self.end}"
        return (
            f"/documents/{document}?passage={passage}&{stretch}&quote={mark_of(self.quote)}#passage"
        )

    @property
    def item(self) -> str:
        """The quote as a thing that a reader collects (`briefs.basket`)."""
        return f"quote:{self.hit.passage.id}:{self.start}:{self.end}:{mark_of(self.quote)}"


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence of the answer with the citations that prove it.

    `null_result`: it tells of something that had no effect, failed or could not be shown.
    `by_model`: a language model worded it; else it is the quote itself. `listed`: it tells of a
    work of a list.
    """

    text: str
    citations: tuple[Citation, ...]
    null_result: bool = False
    by_model: bool = False
    listed: bool = False


@dataclass(frozen=True, slots=True)
class Evidence:
    """How well the corpus answers, 0 to 1, and the bar below which no sentence is quoted."""

    score: float
    bar: float


@dataclass(frozen=True, slots=True)
class Searched:
    """What was searched: published documents that fit the filters, and their passages."""

    documents: int
    passages: int
    filters: Filters


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A passage that came nearest, and its document's evidence from 0 to 1."""

    hit: SearchHit
    score: float


@dataclass(frozen=True, slots=True)
class Conflict:
    """Citations from different documents whose direct answers differ, the newest first."""

    citations: tuple[Citation, ...]


class ListedWork(NamedTuple):
    """A work of a list: the quote that says what it is, and one of its results if there is any.

    An `overview` is what is no practice and has no sentence that says what it is: a paper, a
    report, a guide. It tells of examples, and the quote is what it tells.
    """

    document: Document
    what: Citation
    result: Citation | None
    overview: bool = False


class WorkGroup(NamedTuple):
    """Works of one country, the best fitting first; the country is a code, or None.

    Overviews are a group of their own, whatever their country: mostly they tell of others.
    """

    country: str | None
    works: tuple[ListedWork, ...]

    @property
    def overviews(self) -> bool:
        """Whether its works are overviews."""
        return any(work.overview for work in self.works)


class AnswerPart(NamedTuple):
    """One of several things asked for, and the quotes that tell it: none where nothing does.

    `text` is the question's own words, or the title of a work that it names.
    """

    text: str
    claims: tuple[int, ...]  # by number, from 0


class CatalogueFact(NamedTuple):
    """What the catalogue says of a work, as data and not as a quote."""

    document: Document
    field: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ModelAccount:
    """What a language model wrote for an answer and what became of it.

    `dropped` counts the sentences that failed, by the check that they failed first; `withheld`
    the passages that the model was not shown, since they speak to it. `failure` says why the
    model was cut short or not used ("" where it was not); `note` says it all to the reader.
    """

    written: int = 0
    kept: int = 0
    dropped: tuple[tuple[str, int], ...] = ()
    withheld: int = 0
    failure: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What `ask` gives: claims, or why there are none.

    `asks_for` is what the question is most likely for (`reading.purposes`), "" where that was not
    looked at; `restrictions` are what it restricts itself; `catalogue` what the catalogue says of
    the works quoted, for a question of that sort.

    `note` tells the reader what to know of the answer as a whole, in the asker's language.
    """

    result: SearchResult
    claims: tuple[Claim, ...]
    reason: str
    evidence: Evidence | None = None
    searched: Searched | None = None
    nearest: tuple[NearMiss, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    note: str = ""
    model: ModelAccount | None = None  # None: no language model was asked
    groups: tuple[WorkGroup, ...] = ()  # works that fit, of what asks or may ask for several
    parts: tuple[AnswerPart, ...] = ()  # where several things are asked
    known_gap: Citation | None = None  # where the library itself says that it is not known
    catalogue: tuple[CatalogueFact, ...] = ()
    restrictions: Restrictions = NOTHING
    asks_for: str = ""

    @property
    def kind(self) -> AnswerKind:
        """What sort of answer it is."""
        if self.quoted:
            return "quotes"
        if self.groups:
            return "list"
        return "known_gap" if self.known_gap else "none"

    @property
    def quoted(self) -> tuple[Claim, ...]:
        """The claims that are not of a list; they come first."""
        return tuple(claim for claim in self.claims if not claim.listed)

    @property
    def answered(self) -> bool:
        """Whether the corpus has evidence."""
        return bool(self.claims)

    @property
    def text(self) -> str:
        """The answer as one text: the quotes, else a list's, or the reason why there are none."""
        return "\n\n".join(each.text for each in self.quoted or self.claims) or self.reason
