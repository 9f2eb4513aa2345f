"""A section's headings come out as they were joined."""

import pytest

from corpus import markup


@pytest.mark.parametrize("names", [[], ["Eesmärk"], ["Eesmärk", "Sihtrühm"]])
def test_headings_come_out_as_they_went_in(names: list[str]) -> None:
    assert markup.headings(markup.HEADINGS.join(names)) == names
