"""How far a page is turned."""

from __future__ import annotations

import pytest
from PIL import Image, ImageDraw

from ingest.readers.recognition.deskew import skew


def lines() -> Image.Image:
    """Rows of small blocks of several heights, as words are."""
    page = Image.new("L", (900, 1200), 255)
    draw = ImageDraw.Draw(page)
    for row in range(35):
        for at in range(28):
            left, top = 100 + 25 * at, 100 + 28 * row + 4 * ((row + at) % 3 == 0)
            draw.rectangle((left, top, left + 8 + 4 * (at % 3), 112 + 28 * row), fill=20)
    return page


@pytest.mark.parametrize("angle", [-12, -5, 2, 10])
@pytest.mark.parametrize("side", [0, 90])
def test_a_crooked_page_is_turned_back(angle: int, side: int) -> None:
    turned = (
        lines().rotate(side, expand=True).rotate(angle, Image.Resampling.BICUBIC, fillcolor=255)
    )
    assert skew(turned) == pytest.approx(-angle, abs=0.3)


@pytest.mark.parametrize("page", [lines(), Image.new("L", (600, 600), 128)], ids=["level", "grey"])
def test_a_level_or_empty_page_stays(page: Image.Image) -> None:
    assert skew(page) == 0
