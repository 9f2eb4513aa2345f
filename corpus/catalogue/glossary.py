"""The glossary: the field's terms in both languages, with synonyms and definitions.

    Glossary.read(path).terms[0]  ->  Term(et=("ajapank", "ajapangandus"), en=("time bank", …), …)

Search reaches across languages by it; readers are shown it.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from corpus import tables
from corpus.errors import BadInput

SHIPPED = Path(__file__).parents[1] / "library" / "glossary.tsv"
_NEEDED = ("term_et", "term_en", "definition_et", "definition_en")
_COLUMNS = ("term_et", "term_en", "synonyms_et", "synonyms_en", "definition_et", "definition_en")


class Term(NamedTuple):
    """One concept: its names in each language, the preferred first, and what it means.

    `source` says where the Estonian usage is fixed, with an address; "" where it is not.
    """

    et: tuple[str, ...]
    en: tuple[str, ...]
    definition_et: str
    definition_en: str
    source: str = ""


def read(path: Path = SHIPPED) -> list[Term]:
    """The terms of a glossary file (tab-separated, with a header line).

    Raises:
        BadInput: it is no such table.
    """
    return [_term(row) for row in tables.rows(path, _COLUMNS)]


def faults(path: Path = SHIPPED) -> list[str]:
    """What is wrong with a glossary file, a line each: columns, empty fields, repeated names."""
    try:
        terms = read(path)
    except BadInput as error:
        return [str(error).removeprefix(f"{path}: ")]
    found = [
        f"line {line}: '{term.et[0] or term.en[0]}' has no {column}"
        for line, term in enumerate(terms, start=2)
        for column, value in zip(_NEEDED, (term.et[0], term.en[0], *term[2:4]), strict=True)
        if not value.strip()
    ]
    found += [
        f"line {line}: the source of '{term.et[0]}' has no address"
        for line, term in enumerate(terms, start=2)
        if term.source and not re.search(r", https?://\S+\Z", term.source)
    ]
    for lang in ("et", "en"):
        preferred = Counter(getattr(term, lang)[0].casefold() for term in terms)
        found += [f"the term '{name}' ({lang}) stands {n} times" for name, n in preferred.items()
                  if name and n > 1]  # fmt: skip
        found += [
            f"line {line}: the synonym '{name}' ({lang}) is a repetition"
            for line, term in enumerate(terms, start=2)
            for name, n in Counter(map(str.casefold, getattr(term, lang))).items()
            if name and n > 1
        ]
    return found


def _term(row: dict[str, str]) -> Term:
    return Term(
        (row["term_et"], *_listed(row["synonyms_et"])),
        (row["term_en"], *_listed(row["synonyms_en"])),
        row["definition_et"],
        row["definition_en"],
        row.get("source", ""),
    )


def _listed(names: str) -> list[str]:
    return [name.strip() for name in names.split("|") if name.strip()]
