"""Named ways of ranking, so that an evaluator can see what each part adds.

A system is a set of leg weights and a fusion; `full` is what the product uses. The weights of
`full` were chosen as docs/evaluation.md tells.
"""

from __future__ import annotations

from typing import NamedTuple

from corpus.errors import UnknownValue
from search_service.index.port import Fusion


class System(NamedTuple):
    """Weights of the legs (0: the leg is left out) and how their scores are joined.

    `calibrated`: vectors are centred, query words translated, and scores made equal between
    languages; without it the model and BM25 are used as they come. `noted`: how much counts what
    curators noted of what people ask.
    """

    name: str
    dense: float = 0.0
    tokens: float = 0.0
    lexical: float = 0.0
    fusion: Fusion = "score"
    calibrated: bool = False
    noted: float = 0.0


SYSTEMS = {
    system.name: system
    for system in (
        System("bm25", lexical=1),
        System("dense", dense=1),
        System("rrf", dense=1, lexical=1, fusion="rank"),
        System("calibrated", dense=1, calibrated=True),
        System("hybrid", dense=1, lexical=0.3, calibrated=True),
        System("full", dense=1.1, tokens=0.08, lexical=0.4, calibrated=True, noted=1.0),
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
