"""Filters: known values come through in their own spelling, others are told."""

import pytest

from corpus.errors import BadInput, UnknownValue
from search_service.index.filters import checked
from search_service.index.port import Filters


def test_values_are_taken_as_people_write_them() -> None:
    assert checked(
        lang=["ET"],
        country=["ee", " fi "],
        not_country=["No"],
        type=["Practice"],
        sector=["", "culture"],
    ) == Filters(
        lang=("et",),
        country=("EE", "FI"),
        not_country=("NO",),
        type=("practice",),
        sector=("culture",),
    )
    assert checked() == Filters()


@pytest.mark.parametrize("field", ["lang", "country", "not_country", "type", "sector"])
def test_an_unknown_value_is_told_with_its_field(field: str) -> None:
    with pytest.raises(UnknownValue, match=rf"^{field}: '(?i:nonesuch)' .* choose one of"):
        checked(**{field: ["nonesuch"]})


def test_years_stand_in_order() -> None:
    assert checked(year_from=2018, year_to=2018) == Filters(year_from=2018, year_to=2018)
    with pytest.raises(BadInput, match="2020 is later than year_to 2000"):
        checked(year_from=2020, year_to=2000)
