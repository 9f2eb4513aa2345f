"""Which of our languages a browser asks for, by its Accept-Language header (RFC 9110, 12.5.4).

    accepted("de, en-GB; q=0.5, et;q=0.4")  ->  "en"

Differs from `page_frame`, where an address or a cookie goes before what the browser says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from babel import negotiate_locale

from search_service.phrases.catalogues import LANGUAGES

_ENTRY = re.compile(
    r"\s*([a-z]{1,8}(?:-[a-z0-9]{1,8})*|\*)\s*"  # a language, or any
    r"(?:;\s*q\s*=\s*(0(?:\.\d*)?|1(?:\.0*)?)\s*)?",  # and how much it is wanted
    re.I,
)


class _Wanted(NamedTuple):
    language: str
    quality: float


def accepted(header: str) -> str:
    """The language wanted most; where ours are not named, the first that is not refused."""
    wanted = sorted(_read(header), key=lambda each: -each.quality)
    named = negotiate_locale((w.language for w in wanted if w.quality), LANGUAGES, sep="-")
    refused = {w.language for w in wanted if not w.quality}
    return named or next((lang for lang in LANGUAGES if lang not in refused), LANGUAGES[0])


def _read(header: str) -> Iterator[_Wanted]:
    """The entries of the header; one that is not as it should be says nothing."""
    for entry in header.split(","):
        if found := _ENTRY.fullmatch(entry):
            yield _Wanted(found[1].lower(), float(found[2] or 1))
