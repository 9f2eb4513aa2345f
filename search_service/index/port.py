"""The vector index's port: what the product asks of a vector engine, in its own words.

Two forms: `edge` (Qdrant's engine in this process) and `server` (a Qdrant server or cluster); both
translate the tree that `plan` makes of a query, and one contract suite runs over both. A point is
one passage: its vectors, and a payload that serves filters and scoring. What a reader sees comes
from the corpus store.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, Protocol

from search_service.encoding.encoder import Vectors
from search_service.encoding.representation import PassageVectors
from search_service.index.filters import Filters, fields_of
from search_service.words.analyzer import SparseVector

SCHEMA_VERSION = "5"  # part of the index fingerprint: change it when points or payload change

DENSE = "dense"
TOKENS = "tokens"
LEXICAL = "lexical"
LENGTH = "length"  # payload: the logarithm of a passage's token vectors over USUAL_LENGTH
USUAL_LENGTH = 100  # token vectors

# What the engines keep an index of: what the product itself asks for, and each filter's field.
KEYWORDS = ("document_id", "version", "text_lang", *fields_of(many=True))
INTEGERS = fields_of(many=False)

_NAMESPACE = uuid.UUID("6f1d5a52-8d1b-5c55-9a3e-6e8d2b7f4c10")

Payload = dict[str, str | int | float | list[str] | None]
Fusion = Literal["score", "rank"]


class Point(NamedTuple):
    """One passage in the index. Its payload's `version` names its document's content."""

    passage_id: str
    vectors: PassageVectors
    payload: Payload


class Fair(NamedTuple):
    """Makes a leg's scores equal between languages: (score − shift) · scale, for one of them."""

    shift: float
    scale: float


class Leg(NamedTuple):
    """One way of scoring: against which vector, with what query vector(s), and its weight.

    `fair` maps the payload's `text_lang` to what makes its scores comparable; None: as they are.
    Late interaction takes `per_length` times the payload's `length` off them.
    """

    using: str
    vector: Vectors | SparseVector
    weight: float = 1.0
    fair: Mapping[str, Fair] | None = None
    per_length: float = 0.0


@dataclass(frozen=True, slots=True)
class IndexQuery:
    """A whole ranking, done by the engine in one call.

    The best `candidates` of the dense and the lexical leg are united and scored by both. Late
    interaction then scores the `reranked` best of them; to the others it gives what a passage
    scores by mere habit. Fusion "score" adds weighted scores (0 where a leg does not know a
    passage); "rank" is reciprocal rank fusion, which ignores weights.
    """

    legs: Sequence[Leg]
    limit: int
    filters: Filters = field(default_factory=Filters)
    candidates: int = 100
    reranked: int = 60
    fusion: Fusion = "score"

    @property
    def first(self) -> list[Leg]:
        """The legs that find candidates; late interaction only scores what others found."""
        return [leg for leg in self.legs if leg.using != TOKENS]

    @property
    def late(self) -> Leg | None:
        """The leg of late interaction, if there is one."""
        return next((leg for leg in self.legs if leg.using == TOKENS), None)

    @property
    def alone(self) -> Leg | None:
        """The leg whose own scores are the ranking, where there is one leg and no more to do."""
        leg = self.legs[0]
        plain = len(self.legs) == 1 and leg.using != TOKENS and leg.weight == 1 and not leg.fair
        return leg if plain and self.fusion == "score" else None

    @property
    def united(self) -> int:
        """How many candidates there can be."""
        return len(self.first) * self.candidates


def habitual_score(leg: Leg) -> float:
    """What a passage that the leg did not score is taken to score."""
    return min((fair.shift for fair in (leg.fair or {}).values()), default=0.0)


class Candidate(NamedTuple):
    """A passage that the engine found."""

    passage_id: str
    score: float


class VectorIndex(Protocol):
    """What both engines do."""

    def upsert(self, points: Sequence[Point]) -> None:
        """Puts points in, replacing those of the same passages."""

    def remove(self, versions: Iterable[str]) -> None:
        """Takes out all points of these document versions."""

    def versions(self) -> dict[str, int]:
        """How many points each document version has."""

    def query(self, query: IndexQuery) -> list[Candidate]:
        """Best first; equal scores in order of passage id."""

    def count(self) -> int:
        """How many points there are."""

    def settle(self) -> None:
        """Makes what was written lasting and quick to search; call after a batch of changes."""

    def purge(self) -> None:
        """Settles, and sees that nothing that was removed stands in a file of this machine."""

    def close(self) -> None:
        """Gives the index back; nothing may be called after."""


def point_id(passage_id: str) -> str:
    """The engine's name for a passage: a UUID made from its id."""
    return str(uuid.uuid5(_NAMESPACE, passage_id))


def in_order(candidates: Iterable[Candidate], limit: int) -> list[Candidate]:
    """Best first, equal scores by passage id, at most `limit`."""
    return sorted(candidates, key=lambda c: (-c.score, c.passage_id))[:limit]
