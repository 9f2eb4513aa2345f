"""Learns which three letters in a row are common in Estonian and English, from the library.

`ingest.readers.pdf.text_sanity` tells by them whether a text layer is language.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from ingest.readers.pdf.text_sanity import triples, written

_OFTEN = 20  # times in the library: rarer ones are names and slips


def fit(texts: Iterable[str]) -> str:
    """What the file of familiar triples says after these texts."""
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(triples(text))
    return written(triple for triple, count in counts.items() if count >= _OFTEN)
