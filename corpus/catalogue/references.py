"""The sources that a description names: read, checked, and turned into plain values.

    read([{"title": "Aastaaruanne", "url": "https://kysk.ee/aruanne"}], faults)
    -> (Reference("Aastaaruanne", url="https://kysk.ee/aruanne"),)

A source may also be one line of text: an address, or a title of what cannot be clicked.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, fields
from datetime import date, datetime

from corpus.documents import Reference

_NAMES = tuple(field.name for field in fields(Reference))
# No name of a user before the host: https://kysk.ee@elsewhere.example leads elsewhere.
_ADDRESS = re.compile(r"https?://[^\s/?#@]+\.[^\s/?#@]{2,}(?:[/?#]\S*)?")
_YEARS = range(1000, 2101)


def read(given: object, faults: list[str]) -> tuple[Reference, ...]:
    """The sources of a description; what is wrong with them goes to `faults`."""
    entries = given if isinstance(given, list) else [given]
    found = (_entry(entry, number, faults) for number, entry in enumerate(entries, start=1))
    return tuple(reference for reference in found if reference)


def is_address(text: str) -> bool:
    """Whether the text is a whole address that a browser opens."""
    return _ADDRESS.fullmatch(text) is not None


def iso_date(value: object) -> str | None:
    """The date as it is stored; None where the value is none."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    try:
        return date.fromisoformat(value).isoformat() if isinstance(value, str) else None
    except ValueError:
        return None


def plain(reference: Reference) -> dict[str, object]:
    """The source as JSON and YAML have it, without what is not known."""
    return {name: value for name, value in asdict(reference).items() if value is not None}


def of_plain(value: object) -> Reference:
    """What `plain` was called on; a text, as older stores hold it, becomes a title."""
    return Reference(**value) if isinstance(value, dict) else _line(str(value))


def _entry(entry: object, number: int, faults: list[str]) -> Reference | None:
    if isinstance(entry, str | int) and str(entry).strip():
        return _line(str(entry))
    if not isinstance(entry, Mapping):
        faults.append(f"'sources': number {number} must be a title, an address, or both with keys")
        return None
    at = f"'sources': number {number}"
    given = {str(key): value for key, value in entry.items() if value is not None}
    before = len(faults)
    unknown = [key for key in given if key not in _NAMES]
    faults += [f"{at}: '{key}' is none of {', '.join(_NAMES)}" for key in unknown]
    texts = {key: given.get(key) for key in ("title", "publisher", "url")}
    for key, value in texts.items():
        if value is not None and (not isinstance(value, str) or not value.strip()):
            faults.append(f"{at}: '{key}' must be a word or a line of text")
    year, seen = given.get("year"), given.get("seen")
    if not (texts["title"] or texts["url"]):
        faults.append(f"{at} has neither a title nor an address")
    if isinstance(texts["url"], str) and not is_address(texts["url"]):
        faults.append(f"{at}: '{texts['url']}' is no full address (https://…)")
    if year is not None and (not isinstance(year, int) or year not in _YEARS):
        faults.append(f"{at}: 'year' must be a year such as 2018 (got '{year}')")
    if seen is not None and iso_date(seen) is None:
        faults.append(f"{at}: 'seen' must be a date such as 2026-11-28 (got '{seen}')")
    if len(faults) > before:
        return None
    said = {key: " ".join(str(value).split()) for key, value in texts.items() if value}
    return Reference(
        title=said.get("title") or said["url"],
        publisher=said.get("publisher"),
        year=year if isinstance(year, int) else None,
        url=said.get("url"),
        seen=iso_date(seen),
    )


def _line(text: str) -> Reference:
    text = " ".join(text.split())
    return Reference(text, url=text if is_address(text) else None)
