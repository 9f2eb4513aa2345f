"""Where nothing answers: the sentence by which the library itself says that the matter is unknown.

    gap_sentence(found)  ->  Ranked(window of "The cost per client is not known.", …) or None

It must tell of the same thing: a gap elsewhere is no answer either.
"""

from __future__ import annotations

import numpy as np

from search_service.reading.close_reading import likest
from search_service.reading.evidence import Ranked, shares_said
from search_service.reading.question import Question
from search_service.reading.quote_finder import RankedQuotes, tells_a_gap
from search_service.reading.windows import Window

_SAID = 0.6  # of the question's words that the sentence must say or come near; by hand
_LIKE = 0.7  # similarity of the question that it is noted for; by hand: it asks the same
_SAID_LIKE = 0.3  # of the words, where it is: the same may be asked of another work; by hand


def gap_sentence(found: RankedQuotes) -> Ranked | None:
    """The sentence that names the gap.

    Of several the one noted for a like question, else the one that says most of what is asked.
    """
    question = found.reading.question
    alone = [
        window
        for window in found.reading.windows
        if window.first == window.last
        and (not question.works or window.read.work in question.works)
    ]
    noted = [each for each in map(_noted, alone) if each.score >= _LIKE]
    likest = max(noted, key=lambda each: each.score, default=None)
    if likest and _said(question, likest.window) >= _SAID_LIKE:
        return likest
    gaps = [window for window in alone if tells_a_gap(window)]
    if not gaps:
        return None
    said = [_said(question, window) for window in gaps]
    best = int(np.argmax(said))
    return Ranked(gaps[best], said[best]) if said[best] >= _SAID else None


def _noted(window: Window) -> Ranked:
    """A sentence, by how like the question is the one that it says to be unknown."""
    return Ranked(window, likest(window.read.alike.gaps, window.first, window.last))


def _said(question: Question, window: Window) -> float:
    return shares_said(question, window.read, window.first)
