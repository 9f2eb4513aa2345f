"""The same questions as other people type them: all in capitals, or without the Estonian marks.

    retyped(dataset, "capitals").queries[0].text       ->  "KUIDAS KAASATA ÜKSI ELAVAID EAKAID?"
    retyped(dataset, "plain-letters").queries[0].text  ->  "Kuidas kaasata uksi elavaid eakaid?"

What a run loses against the questions as they stand is what the reading of queries does not mend.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from evals.sets.datasets import Dataset
from search_service.queries.plain_letters import plain

AS_THEY_STAND = "as-they-stand"
WAYS: dict[str, Callable[[str], str]] = {
    AS_THEY_STAND: str,
    "capitals": str.upper,
    "plain-letters": plain,
}


def retyped(dataset: Dataset, way: str) -> Dataset:
    """The dataset with its queries typed in one of `WAYS`."""
    typed = WAYS[way]
    queries = tuple(query._replace(text=typed(query.text)) for query in dataset.queries)
    return replace(dataset, queries=queries)
