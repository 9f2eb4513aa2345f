"""The controlled vocabularies of the catalogue, with their names in both languages.

Each maps a code, as it stands in metadata and filters, to (Estonian, English). Countries and
languages are called what Unicode's CLDR calls them, but where a reason for another name is given.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Literal

from corpus.errors import UnknownValue

Names = tuple[str, str]
Vocabulary = Mapping[str, Names]


class CldrNames(Vocabulary):
    """Codes whose names are CLDR's; asking for codes alone does not load it."""

    def __init__(
        self,
        kind: Literal["languages", "territories"],
        codes: str,
        ours: Vocabulary | None = None,
    ) -> None:
        self._kind, self._codes, self._ours = kind, dict.fromkeys(codes.split()), ours or {}

    def __getitem__(self, code: str) -> Names:
        if code not in self._codes:
            raise KeyError(code)
        return self._ours.get(code) or _cldr(self._kind, code)

    def __contains__(self, code: object) -> bool:
        return code in self._codes

    def __iter__(self) -> Iterator[str]:
        return iter(self._codes)

    def __len__(self) -> int:
        return len(self._codes)


@cache
def _cldr(kind: Literal["languages", "territories"], code: str) -> Names:
    import babel

    et, en = (getattr(babel.Locale(lang), kind)[code] for lang in ("et", "en"))
    return et, en


TYPES: Vocabulary = {
    "practice": ("praktika", "practice"),
    "policy": ("poliitikadokument", "policy paper"),
    "report": ("aruanne", "report"),
    "guide": ("teejuht", "guide"),
}

STATUSES: Vocabulary = {
    "draft": ("mustand", "draft"),
    "published": ("avaldatud", "published"),
    "withdrawn": ("tagasi võetud", "withdrawn"),
}

EVIDENCE_LEVELS: Vocabulary = {
    "self-reported": ("korraldaja enda andmed", "self-reported"),
    "evaluated": ("välishindamine", "independently evaluated"),
    "controlled": ("võrdlusrühmaga hindamine", "evaluated with a comparison group"),
}

VERIFICATIONS: Vocabulary = {
    "checked": ("allikatega võrreldud", "checked against sources"),
    "partly": ("osaliselt allikatega võrreldud", "partly checked against sources"),
    "unchecked": ("allikatega võrdlemata", "not checked against sources"),
}

AUTHORSHIPS: Vocabulary = {
    "model-unread": (
        "Kirjutatud selle teegi jaoks avalike allikate põhjal keelemudeli abil; "
        "ükski valdkonna inimene ei ole teksti veel lugenud.",
        "Written for this library from public sources with a language model's help; "
        "read by no one of the field yet.",
    ),
    "model-read": (
        "Kirjutatud selle teegi jaoks avalike allikate põhjal keelemudeli abil; "
        "valdkonna inimene on teksti läbi lugenud.",
        "Written for this library from public sources with a language model's help; "
        "read by a person of the field.",
    ),
    "publisher": (
        "Avaldatud nii, nagu väljaandja selle kirjutas.",
        "As its publisher wrote it.",
    ),
}

SECTORS: Vocabulary = {
    "childcare-family": ("lapsed ja pered", "children and families"),
    "community-rural": ("kogukond ja maapiirkonnad", "community and rural areas"),
    "culture": ("kultuur", "culture"),
    "digital-participation": ("digilahendused ja osalus", "digital tools and participation"),
    "disability": ("puudega inimesed", "disability"),
    "education-youth": ("haridus ja noored", "education and youth"),
    "elderly-care": ("eakate hoolekanne", "elderly care"),
    "employment": ("tööhõive", "employment"),
    "environment-circular": ("keskkond ja ringmajandus", "environment and circular economy"),
    "finance-procurement": ("rahastamine ja hanked", "finance and procurement"),
    "health-mental-health": ("tervis ja vaimne tervis", "health and mental health"),
    "housing-homelessness": ("eluase ja kodutus", "housing and homelessness"),
    "justice": ("õigus ja vanglad", "justice"),
    "migration-integration": ("ränne ja lõimumine", "migration and integration"),
    "poverty-food": ("vaesus ja toit", "poverty and food"),
}

LANGUAGES: Vocabulary = CldrNames("languages", "et en de pl da fi sv lv lt ru")

COUNTRIES: Vocabulary = CldrNames(
    "territories",
    "AT AU BD BE BG BR CA CH CY CZ DE DK EE ES EU FI FR GB GR HR HU IE IN INT IS IT JP LT LU LV MT "
    "NL NO NZ PL PT RO SE SI SK UA US ZW",
    {
        # The library's own texts say Suurbritannia 18 times, Ühendkuningriik once.
        "GB": ("Suurbritannia", "United Kingdom"),
        # Of no country: a code of ours, which CLDR does not have.
        "INT": ("rahvusvaheline", "international"),
    },
)
HOME = "EE"  # the library's own country, which "abroad" and "other countries" leave out


def check(field: str, value: str, vocabulary: Vocabulary) -> str:
    """The value itself where the vocabulary has it.

    Raises:
        UnknownValue: names the field, the value and what is allowed.
    """
    if value not in vocabulary:
        raise UnknownValue(field, value, sorted(vocabulary))
    return value


def strength(level: str | None) -> int:
    """How strong a level of evidence is, from 1; 0 where none is stated, or one that is unknown."""
    strengths = {name: at for at, name in enumerate(EVIDENCE_LEVELS, start=1)}
    return strengths.get(level or "", 0)


def name(vocabulary: Vocabulary, code: str, lang: str) -> str:
    """The code's name in Estonian ("et") or English (anything else); the code if unknown."""
    et, en = vocabulary.get(code, (code, code))
    return et if lang == "et" else en
