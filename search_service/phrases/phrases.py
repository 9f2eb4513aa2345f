"""What the product says to readers, in both languages: answers, pages, briefs, errors of pages.

    phrase("page", "et", label="iii")     ->  "lk iii"
    how_many("documents", 1, "en")        ->  "1 document"
    day(date(2026, 11, 28), "et")         ->  "28. november 2026"

Phrases have keys that say what they are for, not English sentences: neither language is the
original of the other, and a mended English sentence must not make the Estonian one out of date.
The catalogues are `locale/*/LC_MESSAGES/sikk.po`; `make phrases` brings them in step with the code,
which it searches for calls of `phrase`, `how_many` and `phrase_key`.
"""

from __future__ import annotations

from datetime import date

from search_service.phrases.catalogues import LANGUAGES, catalogue

_REGIONS = {"et": "et_EE", "en": "en_GB"}  # of numbers and dates


def phrase(key: str, lang: str, **values: object) -> str:
    """The phrase in Estonian ("et") or English (any other code), its `{names}` filled in."""
    text = catalogue(_known(lang)).gettext(key)
    return text.format(**values) if values else text


def how_many(key: str, n: int, lang: str) -> str:
    """So many of something: "1 document", "2 documents"."""
    return catalogue(_known(lang)).ngettext(key, key, n).format(n=number(n, lang))


def phrase_key(key: str) -> str:
    """The key itself: marks one that is looked up by a variable, so that it is found."""
    return key


def number(n: int, lang: str) -> str:
    """The number with its thousands apart: 18 025 in Estonian, 18,025 in English."""
    from babel.numbers import format_decimal

    return format_decimal(n, locale=region(lang))


def day(when: date, lang: str) -> str:
    """The date in words: 28. november 2026, 28 November 2026."""
    from babel.dates import format_date

    return format_date(when, "long", locale=region(lang))


def region(lang: str) -> str:
    """The language with the country whose habits it follows: "et_EE", "en_GB"."""
    return _REGIONS[_known(lang)]


def page_label(number: int, label: str | None, lang: str) -> str:
    """Where to find a page: its printed label, and its place in the PDF where that differs."""
    if label and label != str(number):
        return phrase("page_both", lang, label=label, number=number)
    return phrase("page", lang, label=number)


def _known(lang: str) -> str:
    return lang if lang in LANGUAGES else "en"
