"""Traces every figure of the library to the facts that its documents name.

    sikk eval facts ../shared/facts           # what is not traced; exit 1 if anything
    sikk eval facts ../shared/facts --exempt  # what is not traced by rule

A figure is traced where an equal number stands in a row that the document's `facts` names, or
is its `year`; a percentage needs a percentage, and nothing is rounded. Only where the text names
or dates a source may the number come from the row's source. Exempt by rule: two, three, four,
half and double written in words, with which the texts count their own parts ("two problems
that solve each other"); the library writes what was counted or measured in digits. Papers are
checked in the source that they are typeset from. What a figure is: `stated_numbers`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from corpus import tables
from corpus.catalogue import catalogue
from corpus.documents import Metadata
from corpus.errors import BadInput
from corpus.settings import LIBRARY, MANUSCRIPTS
from evals.library.stated_numbers import stated
from search_service.words.number_words import any_form
from search_service.words.numbers import Number

TABLES = ("practices.tsv", "instruments.tsv")
EXEMPT_IN_WORDS = frozenset(map(Decimal, ("2", "3", "4", "0.5")))

_FRONT_MATTER = re.compile(r"\A---\n(.*?)^---\n", re.S | re.M)
_TYPESET_FROM = (".typ", ".docx.src", ".html.src")
# What of a source file is no text: footnotes' marks, links' targets, code, table layout, lengths,
# tags, numbers of items.
_MARKUP = re.compile(
    r"(?<=\])\([^)\s]*\)|\[\^\d+\]|#src\([\d, ]*\)"
    r"|^(?:#import|#set|#show outline|//).*?$|#show: paper\.with|#facts-table"
    r"|\b(?:title|subtitle|kind|lang|summary|caption|header):|columns:\s*(?:\([^)]*\)|\d+)|\b[\d.]+(?:pt|em|cm|mm|fr)\b|<[^>\n]*>"
    r"|^(?:#+ |\s*)\d+[.)]\s",
    re.M,
)
_MONTH = any_form("month")
# Where a text dates a source.
_CITED = re.compile(
    rf"\b\d{{1,2}}\.? (?:{_MONTH})|\b(?:19|20)\d\d(?:[-–]\d\d)?\b",
    re.S | re.M | re.I,
)
_AROUND = 50  # characters shown on each side of a figure

Numbers = set[tuple[Decimal, bool]]


class Fact(NamedTuple):
    """A fact: what it tells, and where that was published."""

    told: str
    source: str


class StatedNumber(NamedTuple):
    """A number where it stands."""

    document_id: str
    number: Number
    written: str
    context: str

    def as_json(self) -> dict[str, str]:
        """As a list of them names it."""
        return {"document_id": self.document_id, "text": self.written, "at": self.context}


class Checked(NamedTuple):
    """What a check looked at, and what it did not trace."""

    documents: int
    figures: int
    untraced: list[StatedNumber]
    exempt: list[StatedNumber]
    unknown_rows: list[tuple[str, str]]  # document id, fact row that no table has
    sensitive: int  # figures that would not be traced if they were one greater

    def as_json(self) -> dict[str, object]:
        """`sikk eval facts --json`."""
        return {
            "documents": self.documents,
            "figures": self.figures,
            "untraced": [each.as_json() for each in self.untraced],
            "exempt": [each.as_json() for each in self.exempt],
            "unknown_rows": self.unknown_rows,
            "sensitive": self.sensitive,
        }


def read_facts(folder: Path) -> dict[str, Fact]:
    """The rows of both tables by id."""
    rows: dict[str, Fact] = {}
    for name in TABLES:
        for row in tables.rows(folder / name, ("id", "source")):
            source = row.pop("source")
            rows[row["id"]] = Fact(" ; ".join(filter(None, row.values())), source)
    return rows


def read_library(folder: Path = LIBRARY) -> Iterator[tuple[Metadata, str]]:
    """Each document's description, and its title and text without markup.

    Raises:
        BadInput: as `read_sources`.
    """
    for metadata, text in read_sources(folder):
        yield metadata, f"{metadata.title}\n{_without_markup(text)}"


def read_sources(folder: Path = LIBRARY) -> Iterator[tuple[Metadata, str]]:
    """Each document's description and text, as its Markdown or its paper's manuscript has it.

    Raises:
        BadInput: one has no description, or a paper no source that it is typeset from.
    """
    for path in sorted([*folder.rglob("*.md"), *folder.rglob("*.yaml")]):
        description = path.read_text(encoding="utf-8")
        if path.suffix == ".md":
            front = _FRONT_MATTER.match(description)
            if front is None:
                raise BadInput(f"{path}: begins with no description between two lines of ---")
            description, text = front[1], description[front.end() :]
        else:
            text = _manuscript(path).read_text(encoding="utf-8")
        metadata = catalogue.parse(catalogue.read_yaml(description, str(path)), str(path))
        yield metadata, text


def check(library: Iterable[tuple[Metadata, str]], facts: Mapping[str, Fact]) -> Checked:
    """Every figure of every document against its facts."""
    checked = Checked(0, 0, [], [], [], 0)
    for metadata, body in library:
        # Terms of the description are English in documents of both languages.
        terms = [*metadata.target_groups, *metadata.methods, *metadata.funding]
        described = "\n".join([metadata.place or "", *metadata.organisations, *terms])
        text = f"{body}\n{described}"
        rows = [facts[row] for row in metadata.facts if row in facts]
        told = _numbers([*(row.told for row in rows), str(metadata.year or "")], "en")
        named = map(str, metadata.sources)
        sources = told | _numbers([*(row.source for row in rows), *named], "en")
        cited = [match.span() for match in _CITED.finditer(text)]
        numbers = stated(text, metadata.lang)
        sensitive = 0
        for number in numbers:
            is_cited = any(start <= number.start < end for start, end in cited)
            given = sources if is_cited else told
            sensitive += (number.value + 1, number.is_share) not in given
            if (number.value, number.is_share) in given:
                continue
            by_rule = number.in_words and number.value in EXEMPT_IN_WORDS
            list_ = checked.exempt if by_rule else checked.untraced
            written = text[number.start : number.last if number.is_share else number.end]
            list_.append(StatedNumber(metadata.id, number, written, _around(text, number)))
        checked.unknown_rows.extend((metadata.id, r) for r in metadata.facts if r not in facts)
        checked = checked._replace(
            documents=checked.documents + 1,
            figures=checked.figures + len(numbers),
            sensitive=checked.sensitive + sensitive,
        )
    return checked


def _numbers(texts: Iterable[str], lang: str) -> Numbers:
    return {(n.value, n.is_share) for text in texts for n in stated(text, lang)}


def _manuscript(description: Path) -> Path:
    """What the described document is typeset from: beside it, or the shipped library's own."""
    places = [description]
    if description.is_relative_to(LIBRARY):
        places.append(MANUSCRIPTS / description.relative_to(LIBRARY))
    named = (place.with_suffix(suffix) for place in places for suffix in _TYPESET_FROM)
    source = next((each for each in named if each.exists()), None)
    if source is None:
        raise BadInput(f"{description}: beside it is no source ({', '.join(_TYPESET_FROM)})")
    return source


def _without_markup(text: str) -> str:
    """The text with markup blanked, so that places in it stay; Typst's ~ is a hard space."""
    return _MARKUP.sub(lambda match: " " * len(match[0]), text).replace("~", "\u00a0")


def _around(text: str, number: Number) -> str:
    return " ".join(text[max(0, number.start - _AROUND) : number.last + _AROUND].split())
