"""What a statement of a practice is about: its problem, approach, money, results, and so on.

    StatementKinds(representation).likelihoods(statements)  ->  an array, a row a statement

No language model: a ridge regression over the vectors of prototype sentences in both languages
(`prototypes.tsv`), to which come what the heading says, the place in the document, and cue words.
It is fitted at first use with whatever model is installed, so a new calibration or model needs
no new file. Two of the kinds, `gap` (what is not known) and `other`, fill no cell: they are there
so that nothing has to be called what it is not.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import numpy as np

from corpus import tables
from search_service.compare.statements import Statement
from search_service.encoding.encoder import Vectors
from search_service.encoding.representation import Representation

PROTOTYPES = Path(__file__).parent / "prototypes.tsv"
KINDS = (
    "problem", "target_group", "approach", "scale", "money", "results", "to_copy", "gap", "other",
)  # fmt: skip

_AT_A_TIME = 32  # prototypes encoded between two looks at whether to go on
# Chosen by cross-validation over the documents that the prototypes come from.
_RIDGE = 2.0
_SHARPNESS = 8.0  # turns the regression's values into log-likelihoods
_HEADING = 0.4
_PLACE = 2.0  # for a problem under the first heading, for what a copy needs under the last
_CUE = 0.7

_CUES = {
    "money": r"€|\bEUR\b|\beuro|£|\$|\b(?:GBP|USD|DKK|SEK|NOK|PLN)\b|kroon|\bnael|\bpound"
    r"|\bfund(?:ed|ing|s)?\b|\bgrants?\b|\bpa(?:y|ys|id|yment|yments)\b|\bcosts?\b|\bbudget"
    r"|\bfinanc|\bdonat|invest|\bincome\b|\bsales\b|\bsponsor|\brevenue|\bfees?\b|rahast"
    r"|\btoetus|\bmaks|\bkulu|eelarve|annet|\bomatulu|\btulu\b|\btasu|\bhind|\bmüü[ga]",
    "scale": r"\d",
    "results": r"\bstud(?:y|ies)|\bevaluat|\btrial\b|\bcompar|\breduc|\bincreas|\bimprov|\bfell\b"
    r"|\brose\b|\bdropp|\blower\b|\bhigher\b|\bsaved?\b|\boutcome|\bper cent|%|\bsatisf"
    r"|\bfound (?:that|no)\b|\bmore than half|uuring|hinda|katse|võrrel|võrdlus|vähen|suuren"
    r"|kasv|paran|\bleid|säästeti|tulemus|protsen|rahulol",
    "to_copy": r"\bneed|\bmust\b|\bshould\b|\brequire|\bwould have to|\bought to|\bha(?:s|ve) to\b"
    r"|\bcheck\b|\bdecide|\bagree|\bplan\b|\bbefore\b|\bvaja|\bpeab\b|\bpeaks|\bpeavad"
    r"|\btule(?:b|ks)\b|\btasu(?:b|ks)\b|\beelda|\bnõua|\bmõistlik|\btarvis|\bkasulik|\bolgu\b",
    "gap": r"\bnot known|\bunknown|\bunclear|\bno (?:data|figures?|information|evaluation|study"
    r"|number|published|result|independent|such)|\bnot (?:stated|published|say|been checked|given"
    r"|measured)|\bdo(?:es)? not (?:say|know|have|show|tell)|\bcould not be|\bneither\b|\bremain"
    r"|\bwe (?:have no|found no|did not find|do not)|ei ole teada|\bteadmata|ei tea\b|puudu[bv]"
    r"|ei leid|ei leitud|ei selgu|ei ütle|ei näita|kontrollimata|selgusetu|ei olnud|üldteadmis"
    r"|ei ole (?:avaldatud|kontrollitud|märgitud)|\bmitte seda\b|came across no|\bnot among\b",
    "target_group": r"\bfor (?:people|those|anyone|young|older|women|men|adults|children|families)"
    r"|\baimed at|\bmeant for|\baged \d|\btarget group|\bopen to\b|\bparticipants are|\bserves\b"
    r"|sihtrühm|mõeldud|suunatud|-aasta(?:s|ne)|\bosaleda saa|\bsaajate\b",
}
_CUE_PATTERNS = {KINDS.index(kind): re.compile(cue, re.I) for kind, cue in _CUES.items()}


def tells_a_gap(text: str) -> bool:
    """Whether it has a cue word of the kind `gap`: something is not known, checked or settled.

    Wider than `findings.is_unknown`, by which answers are weighed: here a doubt about a source
    ("general knowledge", "remains unchecked") counts too, since such a sentence fills no cell.
    The prototypes' weights were chosen with these words, the answers' with the other's.
    """
    return bool(_CUE_PATTERNS[KINDS.index("gap")].search(text))


class Prototype(NamedTuple):
    """A sentence or heading whose kinds a reader has told; the first kind is the main one."""

    lang: str
    text: str
    kinds: tuple[str, ...]
    heading: bool


class StatementKinds:
    """Tells how likely each kind is for each statement; safe to share between threads."""

    def __init__(
        self, representation: Representation, prototypes: Sequence[Prototype] | None = None
    ) -> None:
        self._representation = representation
        self._prototypes = prototypes
        self._lock = threading.Lock()

    def prepare(self) -> Iterator[None]:
        """Encodes the prototypes a few at a time; the encoder keeps what it has encoded."""
        known = read_prototypes() if self._prototypes is None else self._prototypes
        for at in range(0, len(known), _AT_A_TIME):
            part = known[at : at + _AT_A_TIME]
            self._vectors([p.text for p in part], [p.lang for p in part])
            yield

    def likelihoods(self, statements: Sequence[Statement], vectors: Vectors) -> Vectors:
        """A row a statement, a column a kind, each row summing to 1; `vectors` are its vectors."""
        with self._lock:
            of_sentence, of_heading = self._models
        scores = of_sentence.scores(vectors)
        headings = list(dict.fromkeys((s.passage.lang, s.heading) for s in statements if s.heading))
        if headings:
            langs, texts = zip(*headings, strict=True)
            told = of_heading.scores(self._vectors(texts, langs))
            said = dict(zip(headings, told, strict=True))
            neutral = np.zeros(len(KINDS), np.float32)
            scores += _HEADING * np.stack(
                [said.get((s.passage.lang, s.heading), neutral) for s in statements]
            )
        scores += np.array([_structure(s) + _cues(s.text) for s in statements], np.float32)
        return _shares(scores)

    @cached_property
    def _models(self) -> tuple[_Ridge, _Ridge]:
        known = read_prototypes() if self._prototypes is None else self._prototypes
        return self._fitted([p for p in known if not p.heading]), self._fitted(
            [p for p in known if p.heading]
        )

    def _fitted(self, known: Sequence[Prototype]) -> _Ridge:
        vectors = self._vectors([p.text for p in known], [p.lang for p in known])
        return _Ridge(vectors, np.array([KINDS.index(p.kinds[0]) for p in known]))

    def _vectors(self, texts: Sequence[str], langs: Sequence[str]) -> Vectors:
        return np.stack([each.dense for each in self._representation.passages(texts, langs)])


def read_prototypes(path: Path = PROTOTYPES) -> list[Prototype]:
    """The prototypes of a tab-separated file: lang, kind of text, kinds, text."""
    return [
        Prototype(
            row["lang"], row["text"], tuple(row["fields"].split(",")), row["kind"] == "heading"
        )
        for row in tables.rows(path, ("lang", "kind", "fields", "text"))
    ]


class _Ridge:
    """One regression a kind on centred vectors, rare kinds weighted up; values are log-shares."""

    def __init__(self, vectors: Vectors, kinds: np.ndarray) -> None:
        self._mean = vectors.mean(axis=0)
        n = len(KINDS)
        targets = np.full((len(kinds), n), -1 / n)
        targets[np.arange(len(kinds)), kinds] = 1
        often = np.maximum(np.bincount(kinds, minlength=n), 1)
        weights = np.sqrt(len(kinds) / n / often)[kinds][:, None]
        inputs = self._inputs(vectors)
        left = (inputs * weights).T @ inputs + _RIDGE * np.eye(inputs.shape[1])
        self._weights = np.linalg.solve(left, (inputs * weights).T @ targets)

    def scores(self, vectors: Vectors) -> Vectors:
        """Log-likelihoods, a row a vector."""
        shares = _shares(_SHARPNESS * (self._inputs(vectors) @ self._weights))
        logs: Vectors = np.log(shares + 1e-9).astype(np.float32)
        return logs

    def _inputs(self, vectors: Vectors) -> np.ndarray:
        centred = vectors - self._mean
        centred = centred / np.maximum(np.linalg.norm(centred, axis=1, keepdims=True), 1e-9)
        return np.hstack([centred, np.ones((len(centred), 1))]).astype(np.float64)


def _structure(statement: Statement) -> np.ndarray:
    scores = np.zeros(len(KINDS))
    scores[KINDS.index("problem")] = _PLACE * statement.opening
    scores[KINDS.index("to_copy")] = _PLACE * statement.closing
    return scores


def _cues(text: str) -> np.ndarray:
    scores = np.zeros(len(KINDS))
    for kind, pattern in _CUE_PATTERNS.items():
        scores[kind] = _CUE if pattern.search(text) else -_CUE
    return scores


def _shares(scores: np.ndarray) -> Vectors:
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares: Vectors = (raised / raised.sum(axis=1, keepdims=True)).astype(np.float32)
    return shares
