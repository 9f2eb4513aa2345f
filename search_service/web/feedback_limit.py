"""How much feedback is taken in a minute: from one address, and in all.

Addresses stay in memory for that minute and are written nowhere. Differs from `admission`, which
weighs what a request costs to answer.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from threading import Lock

from corpus.errors import Overloaded

_SECONDS = 60.0
_FROM_ONE, _IN_ALL = 5, 60  # by hand: a reader of a page, and a class of readers behind one


class FeedbackLimit:
    """Counts what was sent within the last minute."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._sent: deque[tuple[float, str]] = deque()
        self._lock = Lock()

    def admit(self, sender: str) -> None:
        """Counts one more from that address.

        Raises:
            Overloaded: there were too many.
        """
        with self._lock:
            now = self._clock()
            while self._sent and self._sent[0][0] <= now - _SECONDS:
                self._sent.popleft()
            from_one = sum(known == sender for _, known in self._sent)
            if from_one >= _FROM_ONE or len(self._sent) >= _IN_ALL:
                raise Overloaded("too much feedback in a minute", round(_SECONDS))
            self._sent.append((now, sender))
