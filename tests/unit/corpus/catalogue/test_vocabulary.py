"""The vocabularies: every code has both names, and the shared facts use no other."""

import csv

import pytest
from making import SHARED

from corpus.catalogue import vocabulary
from corpus.catalogue.vocabulary import (
    COUNTRIES,
    EVIDENCE_LEVELS,
    LANGUAGES,
    SECTORS,
    STATUSES,
    TYPES,
)
from corpus.errors import UnknownValue

ALL = (COUNTRIES, EVIDENCE_LEVELS, LANGUAGES, SECTORS, STATUSES, TYPES)


@pytest.mark.parametrize("known", ALL)
def test_every_code_has_a_name_of_its_own_in_both_languages(known: vocabulary.Vocabulary) -> None:
    for place, lang in enumerate(("et", "en")):
        names = [vocabulary.name(known, code, lang) for code in known]
        assert names == [pair[place] for pair in known.values()]
        assert len(set(names)) == len(names)


def test_an_unknown_value_is_told_with_what_is_allowed() -> None:
    assert vocabulary.check("type", "policy", TYPES) == "policy"
    with pytest.raises(UnknownValue, match=r"type: 'story' .* policy, practice, report"):
        vocabulary.check("type", "story", TYPES)


@pytest.mark.parametrize("table", ["practices.tsv", "instruments.tsv"])
def test_the_shared_facts_keep_to_the_vocabularies(table: str) -> None:
    path = SHARED / "facts" / table
    if not path.exists():
        pytest.skip(f"the shared facts are not here: {path}")
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    columns = {"country": COUNTRIES, "sector": SECTORS, "sectors": SECTORS}
    columns |= {"evidence_level": EVIDENCE_LEVELS, "status": STATUSES}
    checked = 0
    for row in rows:
        for column in columns.keys() & row.keys():
            for code in filter(None, map(str.strip, (row[column] or "").split("|"))):
                assert code in columns[column], (row, column)
                checked += 1
    assert checked >= len(rows)
