"""The catalogue schema: reads a document's description and checks it against the vocabularies.

    parse({"id": "toidupank", "title": "Toidupank", "lang": "et", "type": "practice"}, "a.md")
    -> Metadata(id="toidupank", …)

The description is the front matter of a Markdown file or `NAME.yaml` beside any other file.
All faults of one description are told together.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from corpus.catalogue import references
from corpus.catalogue.vocabulary import (
    AUTHORSHIPS,
    COUNTRIES,
    EVIDENCE_LEVELS,
    LANGUAGES,
    SECTORS,
    STATUSES,
    TYPES,
    VERIFICATIONS,
    Vocabulary,
)
from corpus.documents import Metadata
from corpus.errors import InvalidMetadata

ID_PATTERN = re.compile(r"[a-z0-9][a-z0-9.-]{0,99}")

_VOCABULARIES: dict[str, Vocabulary] = {
    "lang": LANGUAGES,
    "type": TYPES,
    "country": COUNTRIES,
    "evidence_level": EVIDENCE_LEVELS,
    "verification": VERIFICATIONS,
    "authorship": AUTHORSHIPS,
    "status": STATUSES,
}
_LISTS = ("organisations", "sectors", "target_groups", "methods", "funding", "facts")
_TEXTS = ("title", "place", "licence")
_NAMES = frozenset(field.name for field in fields(Metadata))
_YEARS = range(1000, 2101)
_ADVICE = {  # by what YAML's reader says of the fault
    "mapping values": "; a value with a colon in it needs quotes",
    "duplicate key": "; keep one of the two",
}


def read_yaml(text: str, where: str, above: int = 0) -> dict[str, object]:
    """The mapping that a YAML description holds; `above` is how many lines of its file precede it.

    It is YAML 1.2, where NO is a country and no is a word, and no field may stand twice.

    Raises:
        InvalidMetadata: it is not YAML, or not a mapping.
    """
    try:
        loaded: object = YAML(typ="safe", pure=True).load(text)
    except YAMLError as error:
        raise InvalidMetadata(where, [_yaml_fault(error, above)]) from None
    if loaded is None:
        return {}
    if not isinstance(loaded, dict):
        raise InvalidMetadata(where, ["the description must be a list of `key: value` lines"])
    return {str(key): value for key, value in loaded.items()}


def parse(raw: Mapping[str, object], where: str) -> Metadata:
    """The checked metadata of one document; `where` names the file in messages.

    Raises:
        InvalidMetadata: lists every fault.
    """
    faults: list[str] = [
        f"'{key}' is not a field of the catalogue" for key in raw if key not in _NAMES
    ]
    given = {key: value for key, value in raw.items() if key in _NAMES and value is not None}
    texts = {key: _text(key, given, faults) for key in (*_TEXTS, *_VOCABULARIES)}
    ids = {key: _id(key, given, faults) for key in ("id", "translation_of")}
    lists = {key: _list(key, given, faults) for key in _LISTS}
    for key, vocabulary in _VOCABULARIES.items():
        _check(key, texts[key], vocabulary, faults)
    for sector in lists["sectors"]:
        _check("sectors", sector, SECTORS, faults)
    faults += [
        f"'{key}' is missing"
        for key, value in (("id", ids["id"]), *((k, texts[k]) for k in ("title", "lang", "type")))
        if not value and key not in given
    ]
    if ids["id"] and ids["id"] == ids["translation_of"]:
        faults.append("a document cannot be a translation of itself")
    year = _year(given, faults)
    sources = references.read(given.get("sources", []), faults)
    verified = _date("verified", given, faults)
    if faults:
        raise InvalidMetadata(where, faults)
    return Metadata(
        id=ids["id"] or "",
        title=texts["title"] or "",
        lang=texts["lang"] or "",
        type=texts["type"] or "",
        country=texts["country"],
        place=texts["place"],
        year=year,
        evidence_level=texts["evidence_level"],
        verification=texts["verification"],
        verified=verified,
        authorship=texts["authorship"],
        sources=sources,
        licence=texts["licence"],
        translation_of=ids["translation_of"],
        status=texts["status"] or "published",
        **lists,
    )


def _yaml_fault(error: YAMLError, above: int) -> str:
    line = getattr(getattr(error, "problem_mark", None), "line", 0) + above + 1
    cause = getattr(error, "problem", None) or getattr(error, "reason", None) or "not readable"
    advice = next((advice for sign, advice in _ADVICE.items() if sign in cause), "")
    return f"the description is not valid YAML (line {line}: {cause}{advice})"


def _text(key: str, given: Mapping[str, object], faults: list[str]) -> str | None:
    value = given.get(key)
    if value is None:
        return None
    if not isinstance(value, str) or not value.strip():
        faults.append(f"'{key}' must be a word or a line of text")
        return None
    return " ".join(value.split())


def _id(key: str, given: Mapping[str, object], faults: list[str]) -> str | None:
    value = given.get(key)
    if value is None:
        return None
    if not isinstance(value, str) or not ID_PATTERN.fullmatch(value):
        faults.append(
            f"'{key}' must be lower-case letters a-z, digits, hyphens and dots (got '{value}')"
        )
        return None
    return value


def _list(key: str, given: Mapping[str, object], faults: list[str]) -> tuple[str, ...]:
    value = given.get(key, [])
    entries = value if isinstance(value, list) else [value]
    if not all(isinstance(entry, str | int) for entry in entries):
        faults.append(f"'{key}' must be a list of words")
        return ()
    return tuple(" ".join(str(entry).split()) for entry in entries)


def _check(key: str, value: str | None, vocabulary: Vocabulary, faults: list[str]) -> None:
    if value is not None and value not in vocabulary:
        faults.append(f"'{key}': '{value}' is not one of {', '.join(sorted(vocabulary))}")


def _date(key: str, given: Mapping[str, object], faults: list[str]) -> str | None:
    value = given.get(key)
    found = references.iso_date(value)
    if value is not None and found is None:
        faults.append(f"'{key}' must be a date such as 2026-11-28 (got '{value}')")
    return found


def _year(given: Mapping[str, object], faults: list[str]) -> int | None:
    value = given.get("year")
    if value is None:
        return None
    if not isinstance(value, int) or value not in _YEARS:
        faults.append(f"'year' must be a year such as 2018 (got '{value}')")
        return None
    return value
