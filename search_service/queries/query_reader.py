"""Reads a query: its language, its phrases, and how the library would write it.

    QueryReader(spelling).read("MIS ON SOTSIAALSE MOJU VOLAKIRI?")
        ->  ReadQuery(line="MIS ON …", text="Mis on sotsiaalse mõju võlakiri?", lang="et", …)

Joins `query_text`, which only takes what was typed apart, with `query_language` and `spelling`.
"""

from __future__ import annotations

from dataclasses import dataclass

from search_service.queries import query_text
from search_service.queries.left_out_marks import Spelt
from search_service.queries.query_language import language_of
from search_service.queries.query_text import LONGEST_QUERY
from search_service.queries.spelling import Spelling


@dataclass(frozen=True, slots=True)
class ReadQuery:
    """What was typed, in one `line`, and how it is understood.

    `text` has no quotation marks; `phrases` are what a passage must hold to come first, as typed
    and as spelt; `also` are words that may be meant as well.
    """

    line: str
    lang: str
    text: str
    also: tuple[str, ...]
    phrases: tuple[tuple[str, ...], ...]
    wording: str

    @property
    def spelt(self) -> str | None:
        """How the library would write it, where it was typed otherwise."""
        return self.wording if self.wording != self.line else None


class QueryReader:
    """Reads queries; without a spelling, as they are typed."""

    def __init__(self, spelling: Spelling | None = None) -> None:
        self._spelling = spelling

    def read(
        self, query: str, lang: str | None = None, longest: int | None = LONGEST_QUERY
    ) -> ReadQuery:
        """The query; `lang` says its language where that is known; `longest` as `query_text.read`.

        Raises:
            BadInput: it is empty or too long.
        """
        typed = query_text.read(query, longest)
        line = query_text.one_line(query)
        lang = lang or self._language(typed.text)
        spelt = self._spelt(typed.text, lang)
        as_spelt = tuple(self._spelt(phrase, lang).text for phrase in typed.phrases)
        return ReadQuery(
            line=line,
            lang=lang,
            text=spelt.text,
            also=spelt.also,
            phrases=tuple(dict.fromkeys(filter(None, (typed.phrases, as_spelt)))),
            wording=line if spelt.text == typed.text else spelt.text,
        )

    def _language(self, text: str) -> str:
        if self._spelling and self._spelling.is_plain_name(text):
            return "et"
        return language_of(text)

    def _spelt(self, text: str, lang: str) -> Spelt:
        return self._spelling.of(text, lang) if self._spelling else Spelt(text)
