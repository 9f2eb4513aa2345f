"""Pictures of pages, recognised by Tesseract."""

from __future__ import annotations

import io
import shutil

import pytest
from PIL import Image, ImageDraw, ImageFont

from corpus.errors import DocumentError
from ingest.readers import picture
from ingest.readers.raw import Limits, RawDocument

_NEEDS_TESSERACT = pytest.mark.skipif(
    shutil.which("tesseract") is None, reason="Tesseract is not installed"
)


def drawn(text: str, size: tuple[int, int] = (1654, 600), mode: str = "L") -> Image.Image:
    image = Image.new(mode, size, "white")
    ImageDraw.Draw(image).text((100, 100), text, fill="black", font=ImageFont.load_default(60))
    return image


def read(image: Image.Image, kind: str, pages: int = 3000, **options: object) -> RawDocument:
    written = io.BytesIO()
    image.save(written, kind, **options)
    return picture.read("a", written.getvalue(), Limits(pages=pages))


@_NEEDS_TESSERACT
@pytest.mark.parametrize(
    ("kind", "media_type"), [("PNG", "image/png"), ("JPEG", "image/jpeg"), ("TIFF", "image/tiff")]
)
def test_a_scan_is_recognised(kind: str, media_type: str) -> None:
    raw = read(drawn("Kokku osales 1213 inimest."), kind, dpi=(200, 200))
    assert "osales 1213 inimest" in raw.pages[0].text
    assert raw.media_type == media_type
    assert raw.pages[0].account.how == ("recognised",)


@_NEEDS_TESSERACT
def test_each_picture_of_a_tiff_is_a_page() -> None:
    others = [drawn("Teine leht"), drawn("Kolmas leht")]
    raw = read(drawn("Esimene leht"), "TIFF", pages=2, save_all=True, append_images=others)
    assert [page.number for page in raw.pages] == [1, 2]
    assert "Teine" in raw.pages[1].text
    assert raw.warnings == ("has 3 pages; only the first 2 are read",)


@_NEEDS_TESSERACT
def test_a_camera_s_turn_is_undone() -> None:
    turned = Image.Exif()
    turned[0x0112] = 6  # turn a quarter clockwise to see it
    raw = read(drawn("Kokku osales 1213").rotate(90, expand=True), "JPEG", exif=turned)
    assert "1213" in raw.pages[0].text


@_NEEDS_TESSERACT
def test_what_is_transparent_is_paper() -> None:
    image = Image.new("RGBA", (1654, 600), (0, 0, 0, 0))
    ImageDraw.Draw(image).text(
        (100, 100), "Kokku 1213", fill="black", font=ImageFont.load_default(60)
    )
    assert "1213" in read(image, "PNG").pages[0].text


@_NEEDS_TESSERACT
def test_a_large_picture_is_read_smaller() -> None:
    raw = read(drawn("Kokku 1213", (1654, 600)).resize((9000, 3265)), "PNG")
    assert "1213" in raw.pages[0].text


@_NEEDS_TESSERACT
def test_a_photo_says_that_it_shows_no_text() -> None:
    raw = read(Image.new("RGB", (800, 600), (10, 200, 30)), "JPEG")
    assert raw.pages[0].text.strip() == ""
    assert raw.warnings == ("page 1: shows no text that could be recognised",)
    assert raw.pages[0].account.doubts == ("shows no text that could be recognised",)


def test_text_that_is_known_needs_no_tesseract() -> None:
    written = io.BytesIO()
    Image.new("L", (9, 9)).save(written, "PNG")
    raw = picture.read("a", written.getvalue(), Limits(recognised=("Teada",)))
    assert raw.pages[0].text == "Teada"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"\x89PNG\r\n\x1a\n", "is damaged or no picture"),
        (b"II*\0\xff\xff\xff\xff", "is damaged or no picture"),
        (
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\1\0\0\0\1\0\0\x08\0\0\0\0\xdd\x02\x6f\x16",
            "more than 300,000,000 pixels|is damaged",
        ),
    ],
)
def test_what_is_no_picture_is_refused(content: bytes, reason: str) -> None:
    with pytest.raises(DocumentError, match=reason):
        picture.read("a", content, Limits())
