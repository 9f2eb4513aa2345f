"""The catalogue's open terms in a few groups, for overviews: what is done, and for whom.

    groups_of("target_groups", ("pupils", "newcomers"))  ->  ("pupils", "migrants")
    groups("methods")["work"]                            ->  ("tööle aitamine", "work integration")

`descriptor_groups.tsv` of the library is the list, made by hand. A term may stand in several
groups; where none of a description's terms stands in any, its group is OTHER. Differs from
`descriptors`, which translates single terms.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from corpus import tables
from corpus.catalogue.vocabulary import Names

SHIPPED = Path(__file__).parents[1] / "library" / "descriptor_groups.tsv"
OTHER = "other"
_OTHER_NAMES: Names = ("muu või täpsustamata", "other or not stated")


@cache
def groups(field: str) -> Mapping[str, Names]:
    """The groups of a field's terms, in the list's order, with their names; OTHER is the last."""
    named = {row["group"]: (row["et"], row["en"]) for row in _rows() if row["field"] == field}
    return named | {OTHER: _OTHER_NAMES}


def groups_of(field: str, terms: Iterable[str]) -> tuple[str, ...]:
    """The groups that the terms stand in, each once, in the list's order."""
    known = _groups_by_term(field)
    found = {group for term in terms for group in known.get(term.casefold(), ())}
    return tuple(group for group in groups(field) if group in found) or (OTHER,)


@cache
def _groups_by_term(field: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for row in _rows():
        for term in row["terms"].split("; ") if row["field"] == field else ():
            found[term.casefold()] = (*found.get(term.casefold(), ()), row["group"])
    return found


@cache
def _rows() -> tuple[dict[str, str], ...]:
    return tuple(tables.rows(SHIPPED, ("field", "group", "et", "en", "terms")))
