"""Values as the cells of a workbook show them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from ingest.readers.office.shown_values import shown

MORNING = datetime(2023, 3, 5, 9, 7, 3)


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (None, "General", ""),
        ("tekst", "General", "tekst"),
        (True, "General", "TRUE"),
        (1213, "General", "1213"),
        (0.1 + 0.2, "General", "0.3"),
        (1234.5, "#,##0.00", "1234.50"),
        (1234.5, "0", "1234"),
        (-3.25, "0.0", "-3.2"),
        (0.4567, "0.0%", "45.7%"),
        (0.45, "0%", "45%"),
        (1234, '#,##0 "€"', "1234 €"),
        (1234.5, "#,##0.00\\ [$€-425]", "1234.50 €"),
        (12, "[$$-409]#,##0", "$12"),
        (2500000, '#,##0.0,, "mln"', "2.5 mln"),
        (1.5, "0.###", "1.5"),
        (2, "0.###", "2"),
        (3, "[Red]0;[Blue]-0", "3"),
        (4, "_-* #,##0_-", "4"),
        (7, '"nr "0', "nr 7"),
        (5, "@", "5"),
        (5, None, "5"),
        (1e21, "0.00E+00", "1e+21"),
        (MORNING, "dd.mm.yyyy", "05.03.2023"),
        (MORNING, "d.m.yy", "5.3.23"),
        (MORNING, "yyyy-mm-dd hh:mm", "2023-03-05 09:07"),
        (MORNING, "mm:ss", "07:03"),
        (MORNING, "mm-dd-yy", "2023-03-05 09:07:03"),
        (datetime(2023, 3, 5), "d mmmm yyyy", "2023-03-05"),
        (date(2023, 3, 5), "[$-425]dd.mm.yyyy;@", "05.03.2023"),
        (time(9, 7), "h:mm", "9:07"),
        (timedelta(hours=30), "[h]:mm", "30:00"),
        (-timedelta(minutes=5, seconds=7), "[h]:mm:ss", "-0:05:07"),
    ],
)
def test_values_are_shown(value: object, number_format: str | None, text: str) -> None:
    assert shown(value, number_format) == text
