"""Texts of like length together, so that little is padded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

_TOKENS = 512  # padded tokens encoded together; more do not fit a processor's own memory


def in_batches(lengths: Sequence[int], shares: int = 1) -> Iterator[list[int]]:
    """Indices in groups of like length, the shortest first; lengths in tokens.

    Few texts are divided among so many `shares`, that none waits while another does all.
    """
    most = min(_TOKENS, -(-sum(lengths) // shares))
    batch: list[int] = []
    for i in sorted(range(len(lengths)), key=lambda i: lengths[i]):
        # The text in hand is the longest of its batch.
        if batch and (len(batch) + 1) * lengths[i] > most:
            yield batch
            batch = []
        batch.append(i)
    if batch:
        yield batch
