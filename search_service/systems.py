"""Named ways of ranking, so that an evaluator can see what each part adds.

A system is a set of leg weights and a fusion; `full` is what the product uses.
"""

from __future__ import annotations

from typing import NamedTuple

from corpus.errors import UnknownValue
from search_service.vector_index import Fusion


class System(NamedTuple):
    """Weights of the legs (0: the leg is left out) and how their scores are joined."""

    name: str
    dense: float
    lexical: float
    fusion: Fusion = "score"


SYSTEMS = {
    system.name: system
    for system in (
        System("bm25", dense=0, lexical=1),
        System("dense", dense=1, lexical=0),
        System("rrf", dense=1, lexical=1, fusion="rank"),
        System("full", dense=1, lexical=0),
    )
}
DEFAULT = SYSTEMS["full"]


def named(name: str) -> System:
    """The system of that name.

    Raises:
        UnknownValue: there is none.
    """
    if name not in SYSTEMS:
        raise UnknownValue("system", name, list(SYSTEMS))
    return SYSTEMS[name]
