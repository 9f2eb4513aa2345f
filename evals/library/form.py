"""Whether documents keep the library's form: fixed sections, sources that open, no self-talk.

    check(read(folder))  ->  Form(documents=332, sources=1998, addressed=1902, remarks=[])

A source counts as addressed where its address leads further than to a site's first page. What
talks about the text itself ("our facts", "this card") stands in `self_talk.*.txt`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from corpus.catalogue import sections
from corpus.documents import Metadata
from corpus.settings import LIBRARY
from corpus.text.sentences import sentences
from evals.library.facts import read_sources

_HEADING = re.compile(r"^(?:##|=) +(.+)$", re.M)
_PAPER_HEADING = re.compile(r"^(?:#{1,2}|=) +(.+)$", re.M)


class FormRemark(NamedTuple):
    """What is not as it should be, and where."""

    document_id: str
    text: str


class Form(NamedTuple):
    """What was looked at and found; `only_general` are documents without any source to name."""

    documents: int
    sources: int
    addressed: int
    only_general: int
    self_talk: list[FormRemark]
    shape: list[FormRemark]

    def as_json(self) -> dict[str, object]:
        """`sikk eval form --json`."""
        return {
            **self._asdict(),
            "self_talk": [remark._asdict() for remark in self.self_talk],
            "shape": [remark._asdict() for remark in self.shape],
        }


def check(library: Iterable[tuple[Metadata, str]] | None = None) -> Form:
    """The form of all documents; by default the shipped library's."""
    found = Form(0, 0, 0, 0, [], [])
    for metadata, text in library if library is not None else read_sources(LIBRARY):
        known = [source for source in metadata.sources if source.url]
        deep = [s for s in known if urlsplit(s.url or "").path.strip("/")]
        found = found._replace(
            documents=found.documents + 1,
            sources=found.sources + len(metadata.sources),
            addressed=found.addressed + len(deep),
            only_general=found.only_general + (not known),
        )
        talk = self_talk(text, metadata.lang)
        found.self_talk.extend(FormRemark(metadata.id, each) for each in talk)
        found.shape.extend(FormRemark(metadata.id, each) for each in _shape(metadata, text))
    return found


def self_talk(text: str, lang: str) -> Iterator[str]:
    """The sentences that talk about the text itself."""
    wording = _self_talk(lang)
    for start, end in sentences(text):
        if wording.search(text[start:end]):
            yield " ".join(text[start:end].split())


def _shape(metadata: Metadata, text: str) -> Iterator[str]:
    wanted = sections.wanted(metadata.type, metadata.lang)
    is_card = any(section.heading in text for section in wanted[:1])
    if metadata.type == "policy" and not is_card:  # a paper
        wanted = []
    headings = (_HEADING if wanted else _PAPER_HEADING).findall(text)
    expected = [s.heading for s in wanted if not s.optional or s.heading in headings]
    if wanted and headings != expected:
        yield f"has the sections {headings}, not {expected}"
    if not headings or sections.role(headings[-1]) != sections.UNKNOWN:
        yield "does not end with what is not known"


@cache
def _self_talk(lang: str) -> re.Pattern[str]:
    file = Path(__file__).with_name(f"self_talk.{lang}.txt")
    lines = file.read_text(encoding="utf-8").splitlines()
    phrases = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    forms = (re.escape(phrase).replace(r"\*", r"\w*") for phrase in phrases)
    return re.compile(rf"(?<!\w)(?:{'|'.join(forms)})(?!\w)", re.I)
