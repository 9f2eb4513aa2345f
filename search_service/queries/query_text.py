"""Reads a query as it was typed: its words, and the phrases that it is about.

These are what stands in quotes, where it is at least half of the query: a name in quotes inside a
longer question is a word among others, since who answers it need not write the name. Of a query
without a letter, each number is one.

read("What is „sotsiaalne innovatsioon“?")
    ->  QueryText("What is sotsiaalne innovatsioon?", ("sotsiaalne innovatsioon",))
read("20 000")  ->  QueryText("20 000", ("20 000",))
"""

from __future__ import annotations

import re
from typing import NamedTuple

from corpus.errors import BadInput
from corpus.text.normalising import normalise, word_list
from corpus.text.phrases import NUMBER, SOFT_HYPHEN

LONGEST_QUERY = 2_000  # characters
_QUOTED = re.compile(r"[\"“”„«]([^\"“”„«»]*)[\"“”»]")


class QueryText(NamedTuple):
    """A query in one line without its quotation marks, and the quoted phrases."""

    text: str
    phrases: tuple[str, ...]


def read(query: str, longest: int | None = LONGEST_QUERY) -> QueryText:
    """The query, in one normal line; `longest` None: of any length, as sets for evaluation have.

    Raises:
        BadInput: it is empty or too long.
    """
    text = one_line(query)
    if not has_words(text):
        raise BadInput("the query is empty; type a question or a few words")
    if longest is not None and len(text) > longest:
        raise BadInput(f"the query has {len(text)} characters; at most {longest} are taken")
    quoted = [phrase.strip() for phrase in _QUOTED.findall(_soft(query)) if has_words(phrase)]
    if not quoted:
        return QueryText(text, _numbers(text))
    plain = _QUOTED.sub(r"\1", text)
    is_about_them = 2 * len(word_list(" ".join(quoted))) >= len(word_list(plain))
    return QueryText(plain, tuple(dict.fromkeys(quoted)) if is_about_them else ())


def one_line(query: str) -> str:
    """The query as it was typed, in one normal line."""
    return " ".join(normalise(query).split())


def _soft(query: str) -> str:
    """As `one_line`, but with its soft hyphens: in a phrase one may stand for a hard one."""
    return SOFT_HYPHEN.join(map(one_line, query.split(SOFT_HYPHEN)))


def _numbers(text: str) -> tuple[str, ...]:
    """The numbers of a text that has nothing else."""
    if any(character.isalpha() for character in text):
        return ()
    return tuple(dict.fromkeys(match[0] for match in NUMBER.finditer(text)))


def has_words(text: str) -> bool:
    """Whether there is a letter or a figure to search for."""
    return any(character.isalnum() for character in text)
