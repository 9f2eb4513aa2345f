"""Whatever documents say is shown as text, on pages, in feeds and in briefs; then by a browser.

A third of all payloads are titles, and all of them stand in the lists of a description, in its
sources and in the text. What readers send is in `test_hostile_input`.
"""

import io
import json
import re
import zipfile
from urllib.parse import quote, urlencode
from xml.etree.ElementTree import fromstring

import pytest
from browser import visiting
from hostile_pages import faults, header_faults, told
from lxml import etree
from markdown_it import MarkdownIt
from payloads import MARKS, PAYLOADS
from selectolax.lexbor import LexborHTMLParser

from corpus.catalogue import catalogue
from corpus.documents import Reference
from corpus.errors import InvalidMetadata

ATOM = "{http://www.w3.org/2005/Atom}"
TOLD = list(zip(PAYLOADS[::3], PAYLOADS[1::3], PAYLOADS[2::3], strict=True))
MARKED = list(zip(MARKS[::3], MARKS[1::3], MARKS[2::3], strict=True))
IDS = [f"leht-{n}" for n in range(len(TOLD))]
PRACTICES, PAPERS = IDS[::2], IDS[1::2]
ASKED = "Kuidas vähendada eakate üksildust?"


@pytest.fixture(scope="module")
def library(shared_site, pdf):
    for n, texts in enumerate(TOLD):
        first, second, third = texts
        shared_site.add(
            IDS[n],
            [_story(*texts)],
            section=f"{first} › {second}",
            pdf=pdf(["x"]) if n == 1 else None,
            title=first,
            lang=("et", "en")[n // 2 % 2],
            type=("practice", "policy", "practice", "guide")[n % 4],
            country=("EE", "FI", second)[n % 3],
            year=2000 + n,
            place=third,
            organisations=texts,
            sectors=("elderly-care", *texts),
            target_groups=("older people", *texts),
            methods=("befriending", *texts),
            funding=texts,
            evidence_level=("evaluated", third)[n % 2],
            verification=second,
            authorship=third,
            licence=second,
            sources=tuple(Reference(text, text, 2020, text, "2026-11-28") for text in texts),
            facts=tuple(IDS),
            translation_of=IDS[0] if n == 2 else None,
        )
    shared_site.add("koik", ["\n\n".join((ASKED, *PAYLOADS))], title="Kõik")
    shared_site.engine.indexer.sync()
    return shared_site


def _story(first: str, second: str, third: str) -> str:
    """Known headings and others, a paragraph, items, and a table."""
    line, cell = " ".join(second.split()), " ".join(third.split())
    return (
        f"{first}\n\n{second}\n\nMis see on\n\nEakate üksildust vähendas {third}\n\nTulemused\n\n"
        f"• 2015. aastal vähenes üksildus {line}\n• {cell}\n\n{line} | Arv\n{cell} | 7"
    )



def seen(site, addresses, marked) -> None:
    """That the pages have no fault and say their documents' marks."""
    for address, marks in zip(addresses, marked, strict=True):
        assert told(site, [address], [marks]) == {}


@pytest.mark.parametrize(
    ("pages", "marked"),
    [
        ([f"/documents/{each}" for each in IDS], MARKED),
        ([f"/practices/{each}" for each in PRACTICES], MARKED[::2]),
        ([f"/feedback?document={each}" for each in IDS], [each[:1] for each in MARKED]),
        (["/documents/koik", "/practices/koik"], [MARKS, MARKS]),
        (["/documents", "/map", "/timeline"], [MARKS[::3], MARKS[25::18], MARKS[12::6]]),
        (["/browse/organisation", "/browse/method", "/browse/target-group"], [MARKS] * 3),
        (["/documents/leht-1/pages/1", "/documents/leht-2?beside=1"], [MARKS[3:6], MARKS[6:7]]),
        (["/evidence-map", "/evidence-map?direction=reported"], [(), MARKS[12::6]]),
    ],
    ids=lambda given: given[0] if isinstance(given[0], str) else "",
)
def test_what_documents_say_is_shown_as_text(library, pages, marked):
    seen(library, pages, marked)


def test_a_value_of_the_catalogue_has_a_page_whatever_it_is(library):
    pages = [f"/browse/organisation/{quote(text, '')}" for text in PAYLOADS[::2]]
    assert told(library, pages, [[mark] for mark in MARKS[::2]]) == {}
