"""In which of the two languages a question is asked.

    language_of("How does Keelesõber work?")   ->  "en"
    language_of("Mis on Housing First?")       ->  "et"

A question may be about a name in the other language, so its function words go before its letters,
by which `corpus.text.language` tells any text.
"""

from __future__ import annotations

import re
from functools import cache

from corpus.text.language import QUERY_LANGUAGES, detect
from search_service.queries.plain_letters import plain
from search_service.words.word_lists import words_beside

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")  # "Teams-is" is no English "is"
_CLEARLY = 2  # more of one language's; a single one may belong to a foreign name: "pay for success"
_ASKS = 2  # what a question word counts more that stands first


def language_of(text: str) -> str:
    """The language of the query, et or en: that of the function words, else that of the letters."""
    words = [word.replace("’", "'") for word in _WORD.findall(text.lower())]
    estonian, english = (_count(words, lang) for lang in QUERY_LANGUAGES)
    if abs(estonian - english) >= _CLEARLY:
        return "et" if estonian > english else "en"
    return detect(text, among=QUERY_LANGUAGES)


def _count(words: list[str], lang: str) -> int:
    known = _function_words(lang)
    asks = bool(words) and words[0] in known and words[0] in _question_words(lang)
    return sum(word in known for word in words) + (_ASKS if asks else 0)


@cache
def _function_words(lang: str) -> frozenset[str]:
    """Those of one language only, Estonian ones also as they are typed without their marks."""
    et, en = (
        words_beside(__file__, "function_words", each) | _question_words(each)
        for each in QUERY_LANGUAGES
    )
    et |= frozenset(map(plain, et))
    return et - en if lang == "et" else en - et


def _question_words(lang: str) -> frozenset[str]:
    return words_beside(__file__, "question_words", lang)
