"""Which language a text is in, among those that the library and its partners write.

    detect("Kuidas kaasata elanikke?")  ->  "et"
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from corpus.vocabulary import LANGUAGES

if TYPE_CHECKING:
    from lingua import LanguageDetector

_SAMPLE_CHARACTERS = 2_000  # more tells no more, and costs time


def detect(text: str, default: str = "en") -> str:
    """The ISO 639-1 code of the text's language; `default` where it cannot be told."""
    language = _detector().detect_language_of(text[:_SAMPLE_CHARACTERS])
    return language.iso_code_639_1.name.lower() if language else default


@lru_cache(maxsize=1)
def _detector() -> LanguageDetector:
    # Loaded at first use: the models take a moment that `sikk --help` must not pay.
    from lingua import IsoCode639_1, LanguageDetectorBuilder

    codes = [getattr(IsoCode639_1, code.upper()) for code in LANGUAGES]
    return LanguageDetectorBuilder.from_iso_codes_639_1(*codes).build()
