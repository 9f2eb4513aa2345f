"""Where nothing answers: the sentence by which the library itself says that the matter is unknown.

    gap_sentence(found)  ->  Ranked(window of "The cost per client is not known.", …) or None

It must tell of the same thing: a gap elsewhere is no answer either.
"""

from __future__ import annotations

import numpy as np

from search_service.reading.evidence import Ranked, shares_said
from search_service.reading.quote_finder import RankedQuotes, tells_a_gap

_LIKE = 0.2  # above what is unlike; by hand: it asks the same
_SAID = 0.6  # of the question's words that the sentence must say or come near; by hand


def gap_sentence(found: RankedQuotes) -> Ranked | None:
    """The sentence that names the gap.

    Of several the one noted for a like question, else the one that says most of what is asked.
    """
    question = found.reading.question
    gaps = [
        window
        for window in found.reading.windows
        if window.first == window.last
        and tells_a_gap(window)
        and (not question.works or window.read.work in question.works)
    ]
    if not gaps:
        return None
    likest = max(gaps, key=lambda window: window.feature("asked"))
    if likest.feature("asked") >= _LIKE:
        return Ranked(likest, likest.feature("asked"))
    said = [shares_said(question, window.read, window.first) for window in gaps]
    best = int(np.argmax(said))
    return Ranked(gaps[best], said[best]) if said[best] >= _SAID else None
