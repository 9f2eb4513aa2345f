"""Which language a text is in.

    detect("Kuidas kaasata elanikke?")                  ->  "et"
    detect("housing first", among=QUERY_LANGUAGES)      ->  "en"

Passages may stand in any language that the library's partners write; questions are asked in
one of the two that the product speaks, and short ones are told apart better among fewer.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from corpus.catalogue.vocabulary import LANGUAGES

if TYPE_CHECKING:
    from lingua import LanguageDetector

QUERY_LANGUAGES = ("et", "en")
_PASSAGE_LANGUAGES = tuple(LANGUAGES)
_SAMPLE_CHARACTERS = 2_000  # more tells no more, and costs time


def detect(text: str, among: tuple[str, ...] = _PASSAGE_LANGUAGES, default: str = "en") -> str:
    """The ISO 639-1 code of the text's language; `default` where it cannot be told."""
    language = _detector(among).detect_language_of(text[:_SAMPLE_CHARACTERS])
    return language.iso_code_639_1.name.lower() if language else default


@lru_cache(maxsize=2)
def _detector(codes: tuple[str, ...]) -> LanguageDetector:
    # Loaded at first use: the models take a moment that `sikk --help` must not pay.
    from lingua import IsoCode639_1, LanguageDetectorBuilder

    wanted = [getattr(IsoCode639_1, code.upper()) for code in codes]
    return LanguageDetectorBuilder.from_iso_codes_639_1(*wanted).build()
