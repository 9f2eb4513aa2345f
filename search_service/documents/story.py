"""A described document by its fixed sections: which paragraphs tell what, and what it resulted in.

    by_section(blocks)  ->  [StorySection("need", "The need", [Paragraph(…)], passage), …]
    outcome(passages)   ->  ToldResult("null", passage, 120, 214)

What the results section says is told by words alone (`words.findings`): a sentence that states no
effect or a failure makes it "null", any other sentence "reported", an empty section "unsaid".
Differs from `document_text`, which shows a text in its own order and knows no sections.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple, get_args

from corpus import markup
from corpus.catalogue import sections
from corpus.documents import Passage
from corpus.text.sentences import sentences
from search_service.documents.document_text import Block, Paragraph
from search_service.words.findings import is_null_result, tells_a_failure
from search_service.words.marking import Segment
from search_service.words.number_roles import dates

Direction = Literal["reported", "null", "unsaid"]
DIRECTIONS: tuple[Direction, ...] = get_args(Direction)
_RESULTS = "results"
_PARAGRAPHS = "\n\n"


class StorySection(NamedTuple):
    """A section with what it tells, and the passage that it begins in."""

    role: str
    heading: str
    paragraphs: list[Paragraph]
    passage: Passage


class ListItem(NamedTuple):
    """An item of a list, without its bullet, and the date that it tells of, "" where none."""

    when: str
    segments: list[Segment]


class ToldResult(NamedTuple):
    """What a document's results come to, and the sentence that decides it, if any."""

    direction: Direction
    passage: Passage | None = None
    start: int = 0
    end: int = 0

    @property
    def quote(self) -> str:
        """The sentence, word for word."""
        return self.passage.text[self.start : self.end] if self.passage else ""


NOTHING_SAID = ToldResult("unsaid")


def by_section(blocks: Iterable[Block]) -> list[StorySection]:
    """The sections in the text's order; what stands before the first has the role ""."""
    found: list[StorySection] = []
    for block in blocks:
        for paragraph in block.paragraphs:
            text = "".join(segment.text for segment in paragraph.segments)
            role = sections.role(text) if paragraph.level else None
            if role:
                found.append(StorySection(role, text, [], block.passage))
            else:
                if not found:
                    found.append(StorySection("", "", [], block.passage))
                found[-1].paragraphs.append(paragraph)
    return found


def items(paragraph: Paragraph) -> list[ListItem]:
    """The items of a paragraph that is a list; none where it is prose."""
    lines = _lines(paragraph.segments)
    if not all(line[0].text.startswith(markup.BULLET) for line in lines):
        return []
    found: list[ListItem] = []
    for first, *rest in lines:
        whole = [first._replace(text=first.text.removeprefix(markup.BULLET)), *rest]
        found.append(ListItem(_date("".join(segment.text for segment in whole)), whole))
    return found


def outcome(passages: Sequence[Passage]) -> ToldResult:
    """What the results section says: no effect where one sentence does, else its first figure."""
    said = list(_results(passages))
    null = (each for each in said if _is_null(each.quote))
    figure = (each for each in said if any(map(str.isdecimal, each.quote)))
    first = next(null, None)
    if first:
        return first._replace(direction="null")
    return next(figure, said[0] if said else NOTHING_SAID)


def _lines(segments: Iterable[Segment]) -> list[list[Segment]]:
    """The segments line by line."""
    lines: list[list[Segment]] = [[]]
    for segment in segments:
        first, *others = segment.text.split("\n")
        lines[-1].append(segment._replace(text=first))
        lines += [[segment._replace(text=text)] for text in others]
    return lines


def _date(text: str) -> str:
    """The first date or year of a text, as it stands there; of "2022. aastal" the number."""
    return next((text[start:end].removesuffix(".") for start, end in dates(text)), "")


def _is_null(sentence: str) -> bool:
    return is_null_result(sentence) or tells_a_failure(sentence)


def _results(passages: Sequence[Passage]) -> Iterator[ToldResult]:
    """The sentences under the heading of results; what two passages share, once."""
    role: str | None = None
    end = 0
    for passage in passages:
        at = 0
        for text in passage.text.split(_PARAGRAPHS):
            heading = sections.role(text.strip())
            role = heading or role
            if role == _RESULTS and not heading and passage.start + at >= end:
                yield from (
                    ToldResult("reported", passage, at + first, at + last)
                    for first, last in _sentences(text)
                )
            at += len(text) + len(_PARAGRAPHS)
        end = max(end, passage.end)


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    """The sentences, without the bullets that they begin with."""
    for start, end in sentences(text):
        bullet = len(markup.BULLET) if text.startswith(markup.BULLET, start) else 0
        yield start + bullet, end
