"""What Tesseract says it saw, made into lines, upright."""

from __future__ import annotations

import pytest

from ingest.readers.recognition.hocr import seen, turned

PAGE = """<?xml version="1.0" encoding="UTF-8"?>
<html xmlns="http://www.w3.org/1999/xhtml"><body>
<div class='ocr_page' title='image "stdin"; bbox 0 0 400 200; ppageno 0'>
<div class='ocr_carea' id='block_1_1' title="bbox 10 20 300 90">
<p class='ocr_par' id='par_1_1' title="bbox 10 20 300 90">
<span class='ocr_header' title="bbox 10 20 200 50; {}; x_size 30; x_descenders 6">
<span class='ocrx_word' title='bbox 10 20 90 50; x_wconf 90'>Külade</span>
<span class='ocrx_word' title='bbox 100 20 200 50; x_wconf 60'><strong>lugu</strong></span>
</span>
<span class='ocr_line' title="bbox 10 60 300 90; {}; x_size 20; x_descenders 4">
<span class='ocrx_word' title='bbox 10 60 300 90; x_wconf 80'>algab</span>
<span class='ocrx_word' title='bbox 0 0 400 200; x_wconf 95'> </span>
</span></p></div></div></body></html>"""


def page(said: str) -> bytes:
    return PAGE.format(said, said).encode()


def test_lines_have_words_sizes_and_sureness() -> None:
    found = seen(page("baseline 0.01 -8"))
    assert found.text == "Külade lugu\nalgab"
    assert [line.size for line in found.lines] == [30, 20]
    assert [line.low for line in found.lines] == [2, 4]
    assert found.lines[0].sureness == pytest.approx((6 * 90 + 4 * 60) / 10)
    assert found.blocks == {"block_1_1": (10, 20, 300, 90)}


def test_a_page_on_its_side_comes_out_upright() -> None:
    found = seen(page("textangle 270"))  # its text runs downwards
    assert (found.width, found.height, found.turned) == (200, 400, 90)
    assert found.lines[0].box == pytest.approx((20, 200, 50, 390))


def test_nothing_seen_is_no_lines() -> None:
    assert seen(b"").lines == ()
    assert seen(b"").sureness == 0


@pytest.mark.parametrize(
    ("angle", "after", "place"),
    [(0, (400, 200), (10, 20)), (90, (200, 400), (20, 390)), (180, (400, 200), (390, 180))],
)
def test_places_turn_with_the_picture(
    angle: float, after: tuple[float, float], place: tuple[float, float]
) -> None:
    assert turned((10, 20), angle, (400, 200), after) == pytest.approx(place)
    assert turned(place, -angle, after, (400, 200)) == pytest.approx((10, 20))
