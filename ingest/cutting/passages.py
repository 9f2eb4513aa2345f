"""Cuts a document's text into passages: by headings, then paragraphs, then sentences.

About TARGET characters each and never more than LONGEST, measured in characters so that no
model is needed. Every passage is an exact stretch of the text; that is asserted, never assumed.

    split("First paragraph.\\n\\nSecond.")  ->  [(0, 25)]
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import NamedTuple

from langchain_text_splitters import RecursiveCharacterTextSplitter

from corpus import markup
from corpus.documents import PAGE_BREAK, Page, Passage, Span
from corpus.ids import passage_id
from corpus.text import language
from corpus.text.sentences import sentences
from ingest.readers.raw import SectionHeading

TARGET = 1000
LONGEST = 1400
SHORTEST = 200  # a shorter piece joins its neighbour where there is room
_SENTENCE_END = "\x1e"  # normalised text holds no control characters
_TELLING = 200  # characters that tell a passage's language more surely than the document does

Stretch = tuple[int, int]


class Section(NamedTuple):
    """A stretch of the document's text and the headings above it, outermost first."""

    start: int
    end: int
    path: tuple[str, ...]


def split(text: str) -> list[Stretch]:
    """The text as stretches (start, end) of passage size; blanks between them are left out."""
    whole = _trimmed(text, 0, len(text))
    if whole is None:
        return []
    if whole[1] - whole[0] <= LONGEST:
        return [whole]
    marked = _with_sentence_ends(text)
    pieces = (piece.replace(_SENTENCE_END, "") for piece in _splitter().split_text(marked))
    ends = list(accumulate(map(len, pieces)))
    assert ends[-1] == len(text), "the splitter lost characters"
    stretches = (_trimmed(text, a, b) for a, b in pairwise([0, *ends]))
    return _without_scraps([stretch for stretch in stretches if stretch])


def passages(
    document_id: str, lang: str, pages: Sequence[Page], headings: Sequence[SectionHeading]
) -> list[Passage]:
    """The document's passages in order, each with its section, pages and language."""
    text = PAGE_BREAK.join(page.text for page in pages)
    starts = [0, *accumulate(len(page.text) + len(PAGE_BREAK) for page in pages)][: len(pages)]
    repeats: Counter[str] = Counter()
    made: list[Passage] = []
    flowing = _flowing(pages)
    for section in _sections(text, headings, starts):
        for a, b in split(flowing[section.start : section.end]):
            start, end = section.start + a, section.start + b
            wording = text[start:end]
            spans = _spans(pages, starts, start, end)
            assert _agree(text, pages, starts, spans)
            first = pages[spans[0].page_index]
            telling = end - start >= _TELLING
            made.append(
                Passage(
                    id=passage_id(document_id, wording, repeats[wording]),
                    document_id=document_id,
                    ordinal=len(made),
                    lang=language.detect(wording, default=lang) if telling else lang,
                    section=markup.HEADINGS.join(section.path),
                    text=wording,
                    start=start,
                    end=end,
                    page=first.number,
                    page_label=first.label,
                    spans=spans,
                )
            )
            repeats[wording] += 1
    return made


def _trimmed(text: str, start: int, end: int) -> Stretch | None:
    piece = text[start:end]
    if not piece.strip():
        return None
    return start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())


@lru_cache(maxsize=1)
def _splitter() -> RecursiveCharacterTextSplitter:
    return RecursiveCharacterTextSplitter(
        separators=["\n\n", "\n", _SENTENCE_END, " ", ""],
        chunk_size=TARGET,
        chunk_overlap=0,
        keep_separator="end",
        strip_whitespace=False,
    )


def _with_sentence_ends(text: str) -> str:
    text = text.replace(_SENTENCE_END, " ")
    ends = [0, *(end for _, end in sentences(text)), len(text)]
    return _SENTENCE_END.join(text[a:b] for a, b in pairwise(ends))


def _without_scraps(stretches: list[Stretch]) -> list[Stretch]:
    kept: list[Stretch] = []
    for start, end in stretches:
        if kept:
            before = kept[-1]
            short = end - start < SHORTEST or before[1] - before[0] < SHORTEST
            if short and end - before[0] <= LONGEST:
                kept[-1] = (before[0], end)
                continue
        kept.append((start, end))
    return kept


def _sections(text: str, headings: Sequence[SectionHeading], starts: list[int]) -> list[Section]:
    """The text cut at its headings; sections that are too short join a neighbour."""
    sections = [Section(0, len(text), ())]
    open_headings: list[tuple[int, str]] = []
    for heading in sorted(headings, key=lambda each: (each.page_index, each.offset)):
        at = starts[heading.page_index] + heading.offset
        while open_headings and open_headings[-1][0] >= heading.level:
            open_headings.pop()
        open_headings.append((heading.level, heading.text))
        sections[-1] = sections[-1]._replace(end=at)
        sections.append(Section(at, len(text), tuple(name for _, name in open_headings)))
    return _joined([section for section in sections if text[section.start : section.end].strip()])


def _joined(sections: list[Section]) -> list[Section]:
    kept: list[Section] = []
    for section, follower in zip(sections, [*sections, None][1:], strict=True):
        if kept and _belong_together(kept[-1], section, follower):
            longer = max(kept[-1], section, key=lambda each: each.end - each.start)
            kept[-1] = Section(kept[-1].start, section.end, longer.path)
        else:
            kept.append(section)
    return kept


def _belong_together(before: Section, section: Section, follower: Section | None) -> bool:
    if before.end - before.start < SHORTEST:
        return True
    leads = follower is not None and follower.path[: len(section.path)] == section.path
    short = section.end - section.start < SHORTEST
    return short and not leads and section.end - before.start <= LONGEST


def _flowing(pages: Sequence[Page]) -> str:
    """The document's text with page breaks inside a sentence made blanks, so that no cut falls
    there; as long as the text itself."""
    parts = [page.text for page in pages[:1]]
    for before, page in pairwise(pages):
        goes_on = page.text[:1].islower() and before.text[-1:] not in ".!?:"
        parts += [" " * len(PAGE_BREAK) if goes_on else PAGE_BREAK, page.text]
    return "".join(parts)


def _spans(pages: Sequence[Page], starts: list[int], start: int, end: int) -> tuple[Span, ...]:
    spans: list[Span] = []
    for index in range(bisect_right(starts, start) - 1, len(pages)):
        base = starts[index]
        if base >= end:
            break
        a, b = max(start - base, 0), min(end - base, len(pages[index].text))
        if a < b:
            spans.append(Span(index, a, b))
    return tuple(spans)


def _agree(text: str, pages: Sequence[Page], starts: list[int], spans: tuple[Span, ...]) -> bool:
    """Whether each span of a page is the stretch of the document's text that it stands for."""
    bases = (starts[span.page_index] for span in spans)
    return all(
        pages[span.page_index].text[span.start : span.end]
        == text[base + span.start : base + span.end]
        for span, base in zip(spans, bases, strict=True)
    )
