"""A language model's lines read as sentences with citations, while they are being written.

    drafts(['It grew. [1] "It gr', 'ew."'])  ->  Draft("It grew.", (Quoted(1, "It grew."),))

The form asked for is a line a sentence: the sentence, then `[number] "quote"` once or more.
Reads only; `support` says what of it is true. A sentence without a quote comes out without one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from corpus.text.sentences import sentences

_OPEN = '"“”„«‟'
_CLOSE = '"”“»'
_CITATION = re.compile(rf"[(\[]\s*(\d{{1,3}})\s*[)\]]?\s*:?\s*(?=[{_OPEN}])")
_BARE = re.compile(r"\s*\[\s*(\d{1,3})\s*\]")
_BULLET = re.compile(r"^\s*(?:[-*•–]|\d{1,2}[.)])\s+")
_AFTER_QUOTE = " \t.,;)]"
_LONGEST_LINE = 2_000  # characters; by hand: a longer one is no sentence


class Quoted(NamedTuple):
    """The number of a passage and what is said to stand in it."""

    number: int
    quote: str


class Draft(NamedTuple):
    """One sentence as the model wrote it; `numbers` are those it cites without a quote."""

    text: str
    quotes: tuple[Quoted, ...] = ()
    numbers: tuple[int, ...] = ()


def drafts(pieces: Iterable[str]) -> Iterator[Draft]:
    """The sentences, each as soon as nothing more can belong to it.

    Where the pieces end in an error, what was whole by then still comes first.
    """
    waiting, rest = Draft(""), ""
    try:
        for piece in pieces:
            *lines, rest = (rest + piece).split("\n")
            if len(rest) > _LONGEST_LINE:
                lines, rest = [*lines, rest], ""
            for line in filter(str.strip, lines):
                if not _continues(line):
                    yield from _apart(waiting)
                    waiting = Draft("")
                waiting = _joined(waiting, _read(line))
            if rest.strip() and not _continues(rest):
                yield from _apart(waiting)
                waiting = Draft("")
    except Exception:
        yield from _apart(waiting)
        raise
    if rest.strip():
        last = _read(rest)
        if _continues(rest):
            last = _joined(waiting, last)
        else:
            yield from _apart(waiting)
        waiting = last
    yield from _apart(waiting)


def _continues(line: str) -> bool:
    """Whether a line begins as the citation of the sentence before it does."""
    return line.lstrip()[:1] in ("[", "(")


def _joined(first: Draft, second: Draft) -> Draft:
    text = f"{first.text} {second.text}".strip()
    return Draft(text, first.quotes + second.quotes, first.numbers + second.numbers)


def _read(line: str) -> Draft:
    marks = list(_CITATION.finditer(line))
    ends = [*(mark.start() for mark in marks[1:]), len(line)]
    said = line[: marks[0].start()] if marks else line
    quotes: list[Quoted] = []
    for mark, end in zip(marks, ends, strict=False):
        quote = _quote(line[mark.end() : end])
        if quote is None:  # something stands behind it: then this is not the form asked for
            said, quotes = line, []
            break
        quotes.append(Quoted(int(mark[1]), quote))
    numbers = tuple(int(n) for n in _BARE.findall(said))
    text = _BARE.sub("", _BULLET.sub("", said)).strip()
    return Draft("" if text in (".", ",") else text, tuple(quotes), numbers)


def _quote(stretch: str) -> str | None:
    inner = stretch.rstrip(_AFTER_QUOTE)
    if len(inner) < 2 or inner[-1] not in _CLOSE:
        return None
    return inner[1:-1].strip()


def _apart(draft: Draft) -> Iterator[Draft]:
    """One draft a sentence: a citation proves the sentence before it, and no other."""
    spans = sentences(draft.text)
    for start, end in spans[:-1]:
        yield Draft(draft.text[start:end])
    if spans:
        start, end = spans[-1]
        yield Draft(draft.text[start:end], draft.quotes, draft.numbers)
