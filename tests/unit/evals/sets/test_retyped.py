"""Retyped questions: only the letters differ."""

import pytest

from evals.sets.datasets import Dataset, Query
from evals.sets.retyped import AS_THEY_STAND, WAYS, retyped

DATASET = Dataset("set", None, (Query("q", "Kas žürii sõi öösel?", "et"),), {"q": {"d": 1}})


@pytest.mark.parametrize(
    ("way", "text"),
    [
        (AS_THEY_STAND, "Kas žürii sõi öösel?"),
        ("capitals", "KAS ŽÜRII SÕI ÖÖSEL?"),
        ("plain-letters", "Kas zurii soi oosel?"),
    ],
)
def test_ways(way: str, text: str) -> None:
    typed = retyped(DATASET, way)
    assert typed.queries == (Query("q", text, "et"),)
    assert typed.qrels == DATASET.qrels
    assert way in WAYS
