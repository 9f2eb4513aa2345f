"""What a number of a text counts, as far as the question asks for it: so like is set beside like.

    Counting(analyzer).unit(question, text, span, "et")   ->  "EUR", "%", "year", "counted" or ""

"counted" is the noun of the question ("mitu vabatahtlikku"), or its translation, right after the
number. `amounts` knows numbers by form only; this compares them with a question.
"""

from __future__ import annotations

import re

from search_service.reading.amounts import currency_of, is_share
from search_service.reading.question import Question, QuestionWord
from search_service.reading.question_kind import AMOUNTS
from search_service.reading.question_lists import LISTS
from search_service.words.analyzer import Analyzer, term_id
from search_service.words.number_roles import Stretch
from search_service.words.number_words import Units

_ASKED = LISTS.both("how many")
_QUALITY = LISTS.both("quality")
_WORD = re.compile(r"[\w'’-]+")
# By definition: a word's own lemma has 1, its compound's part .5, translations their probability.
_SAME = 0.5
_FOLLOWING = re.compile(r"(?:[ \u00a0-][^\W\d]\w*){1,3}")
_TIMES = Units("time")


class Counting:
    """Names units; holds no state of its own."""

    def __init__(self, analyzer: Analyzer) -> None:
        self._analyzer = analyzer

    def unit(self, question: Question, text: str, span: Stretch, lang: str) -> str:
        """What the number counts; nothing where it cannot be told."""
        own = text[slice(*span)]
        if question.kind == "date":
            return "date"
        if question.kind == "duration":
            return _TIMES.search(own)
        if question.kind not in AMOUNTS:
            return ""
        if is_share(own):
            return "%"
        if code := currency_of(text, span):
            return code
        return "counted" if self.counts_asked(question, text, span, lang) else ""

    def counts_asked(self, question: Question, text: str, span: Stretch, lang: str) -> bool:
        """Whether the question's counted noun follows the number."""
        noun = asked_noun(question) if question.kind == "count" else None
        following = _FOLLOWING.match(text, span[1])
        if noun is None or following is None:
            return False
        terms = {term_id(term) for term in self._analyzer.terms(following.group(), lang)}
        return any(p > _SAME and term in terms for term, p in noun.senses.items())


def asked_noun(question: Question) -> QuestionWord | None:
    """What is to be counted: the first telling word after "how many"."""
    cue = _ASKED.search(question.text)
    after = question.text[cue.end() :] if cue else ""
    named = _WORD.findall(after)
    words = {word.text: word for word in question.words}
    return next((words[w] for w in named if w in words and not _QUALITY.fullmatch(w)), None)
