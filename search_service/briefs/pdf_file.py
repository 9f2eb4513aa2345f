"""A brief as an accessible PDF (PDF/UA), by Typst.

The brief goes in as JSON data, the layout is `brief.typ`: no text of a document or a
reader is ever part of the program that Typst runs. Letters come from Typst's own font; only
what it lacks, such as other scripts, from the machine's.
"""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Literal

from search_service.briefs.bibliography import entry, is_address
from search_service.briefs.brief import (
    Brief,
    BriefParagraph,
    CitedSource,
    Heading,
    Said,
    Table,
)
from search_service.phrases.phrases import phrase, region

_LAYOUT = Path(__file__).with_name("brief.typ")
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def write(brief: Brief) -> bytes:
    """The brief's bytes; without the mark PDF/UA where no font here has all of its characters."""
    import typst

    try:
        return _compiled(brief, "ua-1")
    except typst.TypstError:
        return _compiled(brief, None)


def _compiled(brief: Brief, standard: Literal["ua-1"] | None) -> bytes:
    import typst

    made: bytes = typst.compile(
        _LAYOUT.read_bytes(),
        format="pdf",
        sys_inputs={"brief": json.dumps(_data(brief), ensure_ascii=False)},
        pdf_standards=standard,
        timestamp=int(datetime.combine(brief.made, time(), UTC).timestamp()),
    )
    return made


def _data(brief: Brief) -> dict[str, object]:
    return {
        "lang": brief.lang,
        "region": region(brief.lang).partition("_")[2],
        "across": brief.across,
        "title": _plain(brief.title),
        "date": [brief.made.year, brief.made.month, brief.made.day],
        "facts": [[_plain(label), _plain(value)] for label, value in brief.facts],
        "blocks": [_block(brief, block) for block in brief.blocks],
        "sources_title": phrase("brief_sources", brief.lang),
        "sources": [_source(s, brief.lang) for s in brief.sources],
        "method_title": phrase("brief_method", brief.lang),
        "method": [_plain(line) for line in brief.method],
        "small_print": _plain(brief.small_print),
    }


def _block(brief: Brief, block: Heading | BriefParagraph | Table) -> dict[str, object]:
    match block:
        case Heading(text, level):
            return {"kind": "heading", "text": _plain(text), "level": level}
        case BriefParagraph(said, label, look):
            shown = [_said(brief, each) for each in said]
            shape = "quote" if block.quoted else look
            return {"kind": "paragraph", "said": shown, "label": _plain(label), "look": shape}
        case Table(head, rows):
            return {
                "kind": "table",
                "head": [_plain(text) for text in head],
                "rows": [
                    {"name": _plain(name), "cells": [[_said(brief, s) for s in c] for c in cells]}
                    for name, cells in rows
                ],
            }


def _said(brief: Brief, said: Said) -> dict[str, str]:
    return {
        "text": _plain(brief.marked(said)),
        "reference": said.reference(),
        "link": _address(said.link),
        "lang": said.lang or brief.lang,
    }


def _source(source: CitedSource, lang: str) -> dict[str, object]:
    shown = entry(source, lang)
    lines = [
        {"text": _plain(words), "url": _plain(url), "link": _address(url)}
        for words, url in shown.lines
    ]
    return {"number": source.number, "text": _plain(shown.text), "lines": lines}


def _address(url: str) -> str:
    return url if is_address(url) else ""


def _plain(text: str) -> str:
    return _UNSEEN.sub("", text)
