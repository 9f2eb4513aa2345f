"""The glossary: the field's terms in both languages, with synonyms and definitions.

    Glossary.read(path).terms[0]  ->  Term(et=("ajapank", "ajapangandus"), en=("time bank", …), …)

Search reaches across languages by it; readers are shown it.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import NamedTuple

from corpus.errors import BadInput

SHIPPED = Path(__file__).parent / "library" / "glossary.tsv"
_COLUMNS = ("term_et", "term_en", "synonyms_et", "synonyms_en", "definition_et", "definition_en")


class Term(NamedTuple):
    """One concept: its names in each language, the preferred first, and what it means."""

    et: tuple[str, ...]
    en: tuple[str, ...]
    definition_et: str
    definition_en: str


def read(path: Path = SHIPPED) -> list[Term]:
    """The terms of a glossary file (tab-separated, with a header line).

    Raises:
        BadInput: it cannot be read, or a column is missing.
    """
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"{path}: the glossary cannot be read ({error})") from None
    if rows and (missing := [column for column in _COLUMNS if column not in rows[0]]):
        raise BadInput(f"{path}: the glossary has no column {', '.join(missing)}")
    return [_term(row) for row in rows]


def _term(row: dict[str, str]) -> Term:
    return Term(
        (row["term_et"], *_listed(row["synonyms_et"])),
        (row["term_en"], *_listed(row["synonyms_en"])),
        row["definition_et"],
        row["definition_en"],
    )


def _listed(names: str | None) -> list[str]:
    return [name.strip() for name in (names or "").split("|") if name.strip()]
