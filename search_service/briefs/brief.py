"""A brief: a paper to hand on, before it has a file format. Nouns only.

`answer_briefs`, `comparison_briefs` and `basket_briefs` make it of `pieces`. Everything is plain
text here; `docx_file`, `pdf_file`, `markdown_file`, `csv_file` and `bibliography` write it down,
each escaping for its own format.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from corpus.documents import Document, Reference
from corpus.fingerprint import fingerprint

BriefKind = Literal["answer", "comparison", "basket"]
_MARKS = {"et": ("„", "“"), "en": ("“", "”")}
_UPRIGHT = 4  # columns of a table that an upright page has room for; by hand


class CitedSource(NamedTuple):
    """A cited document; `number` is its place in the list of sources, from 1.

    `cited` are the sources that the document itself names for what is quoted; `address` is the
    document's page on the site that made the brief, "" where none did; `same_work` is the number
    of another language of the same work that stands before it in the list, 0 where none does.
    """

    number: int
    document: Document
    cited: tuple[Reference, ...] = ()
    address: str = ""
    same_work: int = 0


class Said(NamedTuple):
    """Words and where they stand: a quote with its source and page, or the brief's own words.

    `link` is where a reader finds the quote marked in its document; `lang` the quote's language.
    """

    text: str
    source: int | None = None
    page: str = ""
    quoted: bool = False
    link: str = ""
    lang: str = ""

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
    """What is said in one paragraph; `label` goes before it.

    A byline tells whose words stand above it; a note is the reader's own.
    """

    said: tuple[Said, ...]
    label: str = ""
    look: Literal["plain", "byline", "note"] = "plain"

    @property
    def quoted(self) -> bool:
        """Whether any of it is a document's own words."""
        return any(each.quoted for each in self.said)


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


class Occasion(NamedTuple):
    """Of which corpus, when and on which site a brief is made; no site: by a command."""

    corpus: CorpusState
    made: date
    site: str = ""


@dataclass(frozen=True, slots=True)
class Brief:
    """A paper in the reader's language.

    `facts` are label and value; `method` says in three lines how it came about, `small_print`
    of which state of the library.
    """

    kind: BriefKind
    lang: str
    title: str
    query: str
    made: date
    corpus: CorpusState
    facts: tuple[tuple[str, str], ...]
    blocks: tuple[Block, ...]
    sources: tuple[CitedSource, ...]
    method: tuple[str, ...]
    small_print: str

    @property
    def across(self) -> bool:
        """Whether its tables need the page to lie across."""
        return any(isinstance(b, Table) and len(b.head) > _UPRIGHT + 1 for b in self.blocks)

    def marked(self, said: Said) -> str:
        """The words as they are printed: quotes in the reader's marks."""
        if not said.quoted:
            return said.text
        opening, closing = _MARKS[self.lang]
        return f"{opening}{said.text}{closing}"
