"""How a window compares with the rest of its work: what is told there and nowhere else in it.

    relative(rows, owners, places)  ->  one row of further features a window, in FEATURES' order

A question mostly describes a work ("the Vienna cafés where grandmothers bake") and then asks one
thing of it. The work's opening says the description best, and would win by nearness alone; what is
asked stands in the sentence that is nearest among its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from search_service.reading.close_reading import ReadHit
from search_service.reading.sentence_roles import LEAD

Table = NDArray[np.float64]

# Of these, how far the window stays below the best window of its work; by cross-validation.
COMPARED = (
    "tokens", "tokens_best", "tokens_telling", "dense_best", "words", "words_rare", "words_near",
    "answering", "form", "asked",
)  # fmt: skip
FEATURES = (
    "answering_over_opening",  # the cross-encoder's logit over that of the work's opening
    "answering_in_work",  # the same over all sentences of the work together
    "asked_likest",  # 1 where no window of any work answers a noted question that is liker
    *(f"{name} below best of work" for name in COMPARED),
)


def relative(rows: Table, owners: Sequence[ReadHit], places: Mapping[str, int]) -> Table:
    """The features (n, m) of n windows.

    `rows` (n, k) are their own features, `owners` the hit that each stands in; `places` says in
    which column a feature stands.
    """
    logits, over_none = rows[:, places["answering"]], rows[:, places["answering_passage"]]
    compared = rows[:, [places[name] for name in COMPARED]]
    of_work: dict[str, list[int]] = defaultdict(list)
    for at, owner in enumerate(owners):
        of_work[owner.work].append(at)
    asked = rows[:, places["asked"]]
    found = np.zeros((len(rows), len(FEATURES)))
    found[:, 2] = (asked > 0) & (asked == asked.max())
    for own in of_work.values():
        read = list({id(owners[at]): owners[at] for at in own}.values())
        whole = np.logaddexp.reduce(np.concatenate([each.answering for each in read]))
        found[own, 1] = logits[own] - whole
        opening = _opening(read)
        if opening is not None:
            found[own, 0] = over_none[own] - opening
        found[own, 3:] = compared[own] - compared[own].max(axis=0)
    return found


def _opening(read: Sequence[ReadHit]) -> float | None:
    """The logit of the opening sentence over that of no answer; None where it was not read."""
    logits = [
        float(each.answering[at]) - each.none
        for each in read
        for at, role in enumerate(each.roles)
        if role == LEAD or (each.hit.passage.ordinal == 0 and at == 0)
    ]
    return max(logits, default=None)
