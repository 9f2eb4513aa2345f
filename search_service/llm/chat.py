"""What a language model is to the product: messages in, pieces of text out, or a failure.

Nouns only. `chat_server` speaks to a real one; `writer` is what asks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple, Protocol

UNREACHABLE = "unreachable"  # nothing answers at the address
TIMEOUT = "timeout"  # it did not finish within the time it has
REFUSED = "refused"  # it answered with an error, or sent us elsewhere
MALFORMED = "malformed"  # what it sent is not what such a server sends
TOO_LONG = "too_long"  # it wrote far more than was asked for
CUT_OFF = "cut_off"  # its answer ended in the middle
BUSY = "busy"  # too many questions are with the model already
FAILURES = (UNREACHABLE, TIMEOUT, REFUSED, MALFORMED, TOO_LONG, CUT_OFF, BUSY)


class Message(NamedTuple):
    """One turn: `role` is system, user or assistant."""

    role: str
    text: str


class ModelFailure(Exception):
    """The model gave no (whole) answer; `kind` is one of FAILURES. Never shown as it is."""

    def __init__(self, kind: str, detail: str) -> None:
        self.kind = kind
        super().__init__(detail)


class ChatModel(Protocol):
    """A language model that writes while one listens."""

    def stream(self, messages: Sequence[Message]) -> Iterator[str]:
        """The pieces of its answer, as they come.

        Raises:
            ModelFailure: at any moment; what came before it did come.
        """
        ...
