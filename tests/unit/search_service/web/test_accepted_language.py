"""What browsers say of their languages, as RFC 9110 lets them say it."""

import pytest

from search_service.web.accepted_language import accepted


@pytest.mark.parametrize(
    ("header", "lang"),
    [
        ("et", "et"),
        ("en", "en"),
        ("ET-EE", "et"),
        ("en-GB,en;q=0.9", "en"),
        ("EN-us", "en"),
        ("de,en;q=0.5,et;q=0.4", "en"),
        # Blanks and capitals are allowed around the weight.
        ("en; q=0.3, et; q=0.7", "et"),
        ("en ;q=0.9 , et ; Q=0.8", "en"),
        ("et;q=0.2,en;q = 0.5", "en"),
        # The first of equals.
        ("en,et", "en"),
        ("et;q=0.5,en;q=0.5", "et"),
        # Nothing of ours: Estonian, unless it is refused.
        ("", "et"),
        ("fr", "et"),
        ("fr, *;q=0.1", "et"),
        ("*", "et"),
        ("et;q=0, *", "en"),
        ("et;q=0", "en"),
        ("et;q=0,en;q=0", "et"),
        ("en;q=0.000,fr", "et"),
        # What is not as it should be says nothing.
        ("en;q=high,et;q=0.1", "et"),
        ("en;q=nan,et;q=0.1", "et"),
        ("en;q=9,et;q=0.1", "et"),
        ("en;q=-1", "et"),
        (",,;q=1,en", "en"),
        ("english", "et"),
        ("en_GB", "et"),
        ("en;q=0.8;x=1", "et"),
        ("-" * 5_000, "et"),
        ("a" * 50_000 + ",en", "en"),
    ],
)
def test_the_language_wanted_most(header: str, lang: str) -> None:
    assert accepted(header) == lang
