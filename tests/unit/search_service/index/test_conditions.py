"""Conditions on a description: known values that meet them, and that do not."""

import pytest

from search_service.index.conditions import AnyOf, FieldCondition, Range, Value, holds


@pytest.mark.parametrize(
    ("condition", "value", "met"),
    [
        (AnyOf("country", ("EE", "FI")), "FI", True),
        (AnyOf("country", ("EE", "FI")), "GB", False),
        (AnyOf("country", ("EE",)), None, False),
        (AnyOf("sectors", ("culture",)), ("culture", "justice"), True),
        (AnyOf("sectors", ("culture",)), ("justice",), False),
        (AnyOf("sectors", ("culture",)), (), False),
        (AnyOf("type", ()), "report", False),
        (Range("year", 2018, None), 2018, True),
        (Range("year", 2018, None), 2017, False),
        (Range("year", None, 2018), 2018, True),
        (Range("year", None, 2018), 2019, False),
        (Range("year", 2018, 2018), 2018, True),
        (Range("year", None, 2018), None, False),
    ],
)
def test_a_condition_holds_for_what_it_says(
    condition: FieldCondition, value: Value, met: bool
) -> None:
    assert holds(condition, value) is met
