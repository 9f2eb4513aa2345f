"""What a reader who has never seen the site needs: how sure one may be, what is new, what next."""

import pytest


@pytest.fixture
def levels(site):
    for level in ("self-reported", "controlled", "evaluated"):
        site.add(level, [f"Aed {level} aitas."], evidence_level=level)
    return site


def test_the_level_of_evidence_is_the_first_filter_and_the_strongest_its_first_value(levels):
    page = levels.get("/?query=aed")
    places = [
        page.index(said)
        for said in ("<legend>Tõendatuse tase", 'value="controlled"', 'value="evaluated"',
                     'value="self-reported"', "<legend>Liik", "<legend>Riik")
    ]  # fmt: skip
    assert places == sorted(places)
