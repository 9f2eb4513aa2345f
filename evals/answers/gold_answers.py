"""How well the product answers the gold set of answers: by kind of question and by language.

    outcomes(answer_gold.read(folder), engine)  ->  [AnswerOutcome(…), …]
    summary(outcomes)                           ->  {"first": Share(.75, 88), …}

A quote is right where it shows a stretch of the gold set. A question without an answer is done
right by if nothing is quoted, or if what is quoted is said to be a known gap.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import NamedTuple

from corpus.console import progress_bar
from evals.sets.answer_gold import GoldQuestion
from search_service.answers.answer import Answer, Citation, Claim
from search_service.engine import Engine

_ALL, _LANGUAGES = "all", ("et", "en")

_FIRST = 3  # quotes that a reader looks at
ENOUGH = 5  # works of a list that has so many


class ShownQuote(NamedTuple):
    """A quote that was shown: where it stands, and the parts of the question that it answers."""

    document: str
    work: str
    text: str
    parts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class AnswerOutcome:
    """A question and what became of it."""

    question: GoldQuestion
    answered: bool
    known_gap: bool
    quotes: tuple[ShownQuote, ...]
    works: tuple[str, ...]  # shown, in quotes or in a list
    fitting: frozenset[str]  # works that the gold set has for it
    probability: float
    milliseconds: float

    @property
    def first(self) -> bool:
        """Whether the first quote answers, or a part of it."""
        return any(quote.parts for quote in self.quotes[:1])

    @property
    def three(self) -> bool:
        """Whether one of the first three does."""
        return any(quote.parts for quote in self.quotes[:_FIRST])

    @property
    def covered(self) -> bool:
        """Whether every part has a quote."""
        found = {part for quote in self.quotes for part in quote.parts}
        return len(found) == len(self.question.parts)

    @property
    def withheld(self) -> bool:
        """Whether nothing was quoted as an answer."""
        return not self.answered

    def as_json(self) -> dict[str, object]:
        """A line of `--out`."""
        question = {k: v for k, v in asdict(self.question).items() if k != "parts"}
        return {
            **question, "answered": self.answered, "known_gap": self.known_gap,
            "quotes": [quote._asdict() for quote in self.quotes], "works": self.works,
            "fitting": sorted(self.fitting), "first": self.first, "three": self.three,
            "covered": self.covered, "probability": self.probability, "ms": self.milliseconds,
        }  # fmt: skip


class Share(NamedTuple):
    """A mean over n questions."""

    value: float
    n: int


Measure = Callable[[AnswerOutcome], float]


def outcomes(questions: Sequence[GoldQuestion], engine: Engine) -> list[AnswerOutcome]:
    """Asks each question as a reader would."""
    work_of = {each.id: each.metadata.work for each in engine.published.shelf().documents}
    found = []
    with progress_bar("Asking") as show:
        for number, question in enumerate(questions, start=1):
            found.append(_outcome(question, engine.ask(question.text), work_of))
            show(number, len(questions))
    return found


def summary(found: Iterable[AnswerOutcome]) -> dict[str, Share]:
    """The measures of these outcomes; those that none of them tells of are left out."""
    measured = list(found)
    shares = {}
    for name, (among, measure) in _MEASURES.items():
        values = [measure(each) for each in measured if among(each)]
        if values:
            shares[name] = Share(round(sum(values) / len(values), 4), len(values))
    return shares


def grouped(found: Sequence[AnswerOutcome]) -> dict[str, dict[str, Share]]:
    """`summary` of all, of each language, and of each kind of question."""
    groups: dict[str, list[AnswerOutcome]] = {_ALL: list(found)}
    for lang in _LANGUAGES:
        groups[lang] = [each for each in found if each.question.lang == lang]
    for each in sorted(found, key=lambda outcome: outcome.question.kind):
        groups.setdefault(each.question.kind, []).append(each)
    return {name: summary(own) for name, own in groups.items()}


def _outcome(question: GoldQuestion, answer: Answer, work_of: Mapping[str, str]) -> AnswerOutcome:
    quotes = tuple(
        _quote(question, citation)
        for citation in _citations(answer.quoted or answer.claims)
        if citation.hit.document.id in work_of
    )
    shown = [each.hit.document.id for each in _citations(answer.claims)]
    fitting = frozenset(work_of.get(each, each) for each in question.documents)
    return AnswerOutcome(
        question,
        answer.answered,
        answer.known_gap is not None,
        quotes,
        tuple(dict.fromkeys(work_of[each] for each in shown if each in work_of)),
        fitting,
        answer.evidence.score if answer.evidence else 0.0,
        answer.result.took_ms,
    )


def _citations(claims: Iterable[Claim]) -> list[Citation]:
    return [citation for claim in claims for citation in claim.citations]


def _quote(question: GoldQuestion, citation: Citation) -> ShownQuote:
    """A quote in another language counts with the translation that is shown beside it."""
    parts = set()
    for each in filter(None, (citation, citation.translation)):
        parts |= question.shown(each.hit.document.id, each.quote)
    metadata = citation.hit.document.metadata
    return ShownQuote(metadata.id, metadata.work, citation.quote, tuple(sorted(parts)))


def _answerable(outcome: AnswerOutcome) -> bool:
    return outcome.question.answerable == "yes"


def told(groups: Mapping[str, Mapping[str, Share]]) -> dict[str, object]:
    """Each group's shares under plain keys: those of all questions, then by language and kind."""
    langs = {name: _view(own) for name, own in groups.items() if name in _LANGUAGES}
    kinds = {name: _view(own) for name, own in groups.items() if name not in (_ALL, *_LANGUAGES)}
    return _view(groups[_ALL]) | {"by": {"kind": kinds, "lang": langs}}


def _view(own: Mapping[str, Share]) -> dict[str, object]:
    """None where no question was of that sort."""
    value = {name: share.value for name, share in own.items()}
    return {
        "first": value.get("first"),
        "any_of_three": value.get("three"),
        "parts_covered": value.get("covered"),
        "lists": {"works": value.get("list works"), "precision": value.get("list precision")},
        "refused": {"near": value.get("near withheld"), "far": value.get("far withheld")},
        "answered": value.get("answered"),
    }


def _listed(outcome: AnswerOutcome) -> bool:
    return _answerable(outcome) and outcome.question.kind == "list"


def _near(outcome: AnswerOutcome) -> bool:
    return not _answerable(outcome) and outcome.question.kind != "far"


def _of_works(outcome: AnswerOutcome) -> float:
    return len(outcome.fitting & set(outcome.works)) / len(outcome.works)


_MEASURES: dict[str, tuple[Callable[[AnswerOutcome], bool], Measure]] = {
    "answered": (_answerable, lambda each: each.answered),
    "first": (_answerable, lambda each: each.first),
    "three": (_answerable, lambda each: each.three),
    "covered": (
        lambda each: _answerable(each) and len(each.question.parts) > 1,
        lambda each: each.covered,
    ),
    "list works": (
        lambda each: _listed(each) and len(each.fitting) >= ENOUGH,
        lambda each: len(each.fitting & set(each.works)),
    ),
    "list precision": (lambda each: _listed(each) and bool(each.works), _of_works),
    "near withheld": (_near, lambda each: each.withheld),
    "far withheld": (lambda each: each.question.kind == "far", lambda each: each.withheld),
}
