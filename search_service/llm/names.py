"""Whether every name in a sentence is one that its source names, in either language.

    Names(analyzer, translate).unknown("Taani programm Elderlearn kasvas.", "et", source)  ->  []

A name is a word with a capital inside a sentence, an abbreviation, or a country. A source is the
quoted sentences with the title, section, place and organisations of their document. Names are
inflected in Estonian and translated at times, so a name is known by its form, its beginning,
its lemma, its translation, or as the same country.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from corpus.catalogue.vocabulary import COUNTRIES
from search_service.words.analyzer import Analyzer, term_id

Translate = Callable[[int, str], list[tuple[int, float]]]

_WORD = re.compile(r"[^\W_]+(?:[-’'.&][^\W_]+)*")
_ENDING = 4  # letters that an inflection may add or change at most
_SHORT = 5  # letters; of a shorter name only what is added may differ

# How the countries are called beside their names; more beginnings than these are not needed.
_PEOPLES = {
    "AT": "austria", "AU": "austraalia australia", "BE": "belgia belgi", "BG": "bulgaar bulgar",
    "BR": "brasiil brazil", "CA": "kanada canada canadi", "CH": "šveits swiss switzerland",
    "CZ": "tšehh czech", "DE": "saksa german", "DK": "taani danish denmark danes",
    "EE": "eesti estoni", "ES": "hispaan spanish spain", "FI": "soome soomla finnish finland finn",
    "FR": "prantsus french france",
    "GB": "briti britid brits british suurbritannia inglis england "
    "english uk ühendkuning wales welsh šoti scot",
    "GR": "kreeka greek greece", "HU": "ungar hungar", "IE": "iiri iirimaa irish ireland",
    "IN": "india", "IT": "itaali itali italy", "JP": "jaapan japan", "LT": "leedu lithuan",
    "LV": "läti latvia", "LU": "luksembur luxembour", "IS": "island iceland",
    "NL": "madalmaa holland hollandi dutch netherland", "NO": "norra norweg norway",
    "NZ": "uus-meremaa zealand", "PL": "poola polish poland", "PT": "portugal portugu",
    "RO": "rumeenia romania", "SE": "rootsi rootsla swedish sweden swede", "SI": "sloveen sloven",
    "SK": "slovak", "UA": "ukrain", "US": "ameerika america usa", "ZW": "zimbabw",
    "BD": "bangladesh", "EU": "euroopa european europe",
}  # fmt: skip
_CITIES = (
    "kopenhaag copenhagen københavn", "viini vienna wien", "helsing helsin",
    "varssav warsaw warszawa", "riia riga riias riiga", "pariis paris", "lissabon lisbon lisboa",
    "brüssel brussel", "rooma rome", "münchen munich", "peterbur petersburg",
    "göteborg gothenburg", "haag hague", "vilnius vilniuse", "praha prague", "ateena athens",
    "barcelon bartselon", "milano milan",
)  # fmt: skip


class Names:
    """Compares names; holds no state of its own."""

    def __init__(self, analyzer: Analyzer, translate: Translate) -> None:
        self._analyzer = analyzer
        self._translate = translate

    def unknown(self, text: str, lang: str, source: str) -> list[str]:
        """The names in the sentence that the source does not have."""
        words = [word.lower() for word in _WORD.findall(source)]
        places = {place for word in words for place in _places(word)}
        terms = self._terms(source)
        return [
            name
            for name in _names(text)
            if not self._known(name.lower(), lang, words, places, terms)
        ]

    def _known(
        self, name: str, lang: str, words: list[str], places: set[str], terms: set[int]
    ) -> bool:
        own = set(_places(name))
        if own:
            return bool(own & places)
        if any(_same(name, word) for word in words):
            return True
        for part in (name, *re.split(r"[-’'.&]", name)):
            for term in map(term_id, self._analyzer.terms(part, lang)):
                if term in terms or any(to in terms for to, _ in self._translate(term, lang)):
                    return True
        return False

    def _terms(self, source: str) -> set[int]:
        return {term_id(t) for lang in ("et", "en") for t in self._analyzer.terms(source, lang)}


def country_names(code: str | None) -> str:
    """What a document's country is called, in both languages."""
    return " ".join(COUNTRIES.get(code or "", ()))


def _names(text: str) -> Iterator[str]:
    for number, match in enumerate(_WORD.finditer(text)):
        word = match.group()
        first = number == 0
        abbreviation = sum(c.isupper() for c in word) >= 2
        if abbreviation or list(_places(word.lower())) or (word[0].isupper() and not first):
            yield word


def _places(word: str) -> Iterable[str]:
    """The codes of the countries, or the cities, that a word names."""
    for code, beginnings in _PEOPLES.items():
        if any(_begins(word, start) for start in beginnings.split()):
            yield code
    for names in _CITIES:
        if any(_begins(word, start) for start in names.split()):
            yield names


def _begins(word: str, start: str) -> bool:
    return word == start if len(start) < 4 else word.startswith(start)


def _same(name: str, word: str) -> bool:
    """Whether two words are forms of one name."""
    if name == word:
        return True
    shorter, longer = sorted((name, word), key=len)
    common = 0
    for a, b in zip(shorter, longer, strict=False):
        if a != b:
            break
        common += 1
    if len(shorter) < _SHORT:
        return common == len(shorter) >= 3 and len(longer) - common <= _ENDING
    return common >= 4 and len(shorter) - common <= 2 and len(longer) - common <= _ENDING
