"""What an answer is made of: citations, the claims that they prove, and the whole answer.

Nouns only. `answerer` makes answers; pages, views and briefs show them.
"""

from __future__ import annotations

from dataclasses import dataclass

from search_service.searcher import SearchHit, SearchResult


@dataclass(frozen=True, slots=True)
class Citation:
    """A quote and where it stands: `hit.passage.text[start:end]`."""

    hit: SearchHit
    start: int
    end: int

    @property
    def quote(self) -> str:
        """The quoted characters, as they stand in the passage."""
        return self.hit.passage.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence of the answer with the citations that prove it."""

    text: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What `ask` gives: claims, or why there are none."""

    result: SearchResult
    claims: tuple[Claim, ...]
    reason: str

    @property
    def answered(self) -> bool:
        """Whether the corpus has evidence."""
        return bool(self.claims)

    @property
    def text(self) -> str:
        """The answer as one text: the quotes, or the reason why there are none."""
        return "\n\n".join(claim.text for claim in self.claims) or self.reason
