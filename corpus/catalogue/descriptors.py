"""What the catalogue's English terms for groups, methods, funding and sources are in Estonian.

    name("older people", "et")  ->  "eakad"

Descriptions use the same short English terms in documents of both languages. Unlike the
controlled `vocabulary`, these terms are open: one without a translation is shown as it stands.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from corpus import tables
from corpus.catalogue import glossary

SHIPPED = Path(__file__).parents[1] / "library" / "descriptors.tsv"


def name(term: str, lang: str) -> str:
    """The term in Estonian ("et"), or as it is."""
    return _estonian().get(term.casefold(), term) if lang == "et" else term


@lru_cache(maxsize=1)
def _estonian() -> dict[str, str]:
    """The glossary's preferred names, and over them those that suit a list of descriptions."""
    known = {name.casefold(): term.et[0] for term in glossary.read() for name in term.en}
    rows = tables.rows(SHIPPED, ("term_en", "term_et"))
    return known | {row["term_en"].casefold(): row["term_et"] for row in rows}
