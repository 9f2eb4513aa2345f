"""Reads plain text. Blank lines part paragraphs; lines that were wrapped are told from short ones.

"A title\\n\\nA line that was full and\\ngoes on."  ->  two paragraphs, the second of one line
"""

from __future__ import annotations

from ingest.readers.encoding import check_text, decode
from ingest.readers.leavings import Leavings
from ingest.readers.raw import LINE, PARAGRAPH, Limits, RawDocument, RawPage, check_length
from ingest.readers.web.html import check_data

_LONG = 150  # a line longer than this was not wrapped: each is a paragraph
_ALMOST = 0.85  # of the longest line: a shorter line that had room ended on purpose


def read(path: str, content: bytes, limits: Limits) -> RawDocument:  # noqa: ARG001
    """The file as one page without a number.

    Raises:
        DocumentError: it is not text.
    """
    text, note = decode(content)
    check_text(path, text)
    check_length(path, len(text))
    leavings = Leavings()
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n")
    text = leavings.without_data(text)
    check_data(path, text, leavings)
    return RawDocument(
        "text/plain",
        (RawPage(None, None, _joined(text.split("\n")), leavings.account()),),
        warnings=(note,) if note else (),
    )


def _joined(lines: list[str]) -> str:
    longest = max(map(len, lines), default=0)
    parts: list[str] = []
    for line, follower in zip(lines, [*lines[1:], ""], strict=True):
        parts += [line, _ending(line, follower, longest)]
    return "".join(parts).strip()


def _ending(line: str, follower: str, longest: int) -> str:
    """Which kind of line end stands between a line and the next."""
    if not line.strip() or not follower.strip():
        return "\n"
    if longest > _LONG:
        return PARAGRAPH
    first_word = follower.split(maxsplit=1)[0]
    had_room = len(line) + 1 + len(first_word) < longest * _ALMOST
    return LINE if had_room else "\n"
