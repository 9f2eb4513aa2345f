"""Pages of a PDF that are pictures, or whose text layer is garbage: made here, and read."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import numpy as np
import pypdf
import pypdfium2 as pdfium
import pytest
import typst
from PIL import Image
from pypdf.generic import StreamObject

from corpus.settings import LIBRARY
from ingest.readers.pdf import document as pdf
from ingest.readers.raw import Limits, RawDocument
from ingest.readers.recognition import ocr

needs_tesseract = pytest.mark.skipif(
    shutil.which("tesseract") is None, reason=f"needs Tesseract: {ocr.INSTALL}"
)

PAGE = '#set page(width: 320pt, height: 260pt, margin: 20pt)\n#set text(size: 11pt, lang: "et")\n'
TEXT = """Kogukonna liikmed osalevad teenuste kujundamises ja hindavad tulemusi.

Õpetajad ning sõbrad käivad üksteisel külas, sest nii tekib usaldus.

Päevakeskus avati möödunud sügisel, kohale tuli üle saja inimese."""
STAMP = (
    "KOOPIA ÕIGE. Registreeritud 12.03.2020, number 4-1/77. Seda ärakirja võib kasutada üksnes "
    "asutuse sees. Fondi arhiiv, riiul 9."
)


def read(content: bytes) -> RawDocument:
    return pdf.read("proov.pdf", content, Limits())


def drawn(content: bytes, dpi: int = 200, angle: float = 0) -> Image.Image:
    """The first page as a scanner sees it."""
    with closing(pdfium.PdfDocument(content)) as document:
        picture = document[0].render(scale=dpi / 72, grayscale=True).to_pil()
    return picture.rotate(angle, Image.Resampling.BICUBIC, fillcolor=255)


def typeset(source: str, folder: Path, **pictures: Image.Image) -> bytes:
    for name, picture in pictures.items():
        picture.save(folder / f"{name}.png")
    (folder / "page.typ").write_text(PAGE + source, encoding="utf-8")
    return typst.compile(folder / "page.typ", format="pdf")


@pytest.fixture
def scan(tmp_path: Path) -> Image.Image:
    return drawn(typeset(TEXT, tmp_path))


WHOLE = "#set page(background: image({}, width: 100%))\n"


def words(text: str) -> str:
    return " ".join(text.split())


def says_all(text: str) -> bool:
    return all(part in words(text) for part in ("hindavad tulemusi", "tekib usaldus", "üle saja"))


@needs_tesseract
def test_a_scan_under_a_stamp_is_read_and_the_stamp_said_once(
    scan: Image.Image, tmp_path: Path
) -> None:
    source = WHOLE.format('"scan.png"') + f"#place(bottom, text(size: 9pt)[{STAMP}])"
    [page] = read(typeset(source, tmp_path, scan=scan)).pages
    assert says_all(page.text)
    assert page.text.count("Registreeritud") == 1
    assert page.text.index("usaldus") < page.text.index("Registreeritud")
    assert page.account.how == ("text", "recognised")
    assert page.account.sureness and page.account.sureness > 80


@needs_tesseract
def test_the_scanned_half_of_a_page_is_read(scan: Image.Image, tmp_path: Path) -> None:
    lower = scan.crop((0, 0, scan.width, scan.height // 2))
    source = f'{STAMP}\n#place(bottom, dx: -20pt, dy: 20pt, image("lower.png", width: 320pt))'
    [page] = read(typeset(source, tmp_path, lower=lower)).pages
    assert page.text.startswith("KOOPIA ÕIGE")
    assert "hindavad tulemusi" in words(page.text)


@needs_tesseract
def test_a_scan_in_strips_is_read(scan: Image.Image, tmp_path: Path) -> None:
    high = scan.height / 20
    strips = {
        f"s{at}": scan.crop((0, round(at * high), scan.width, round((at + 1) * high)))
        for at in range(20)
    }
    places = "".join(
        f'#place(top, dx: -20pt, dy: {at * 13 - 20}pt, image("s{at}.png", width: 320pt))\n'
        for at in range(20)
    )
    source = places + f"#place(bottom, text(size: 9pt)[{STAMP}])"
    [page] = read(typeset(source, tmp_path, **strips)).pages
    assert says_all(page.text)


@needs_tesseract
def test_letters_drawn_as_curves_are_read(tmp_path: Path) -> None:
    (tmp_path / "text.typ").write_text(PAGE + TEXT, encoding="utf-8")
    (tmp_path / "text.svg").write_bytes(typst.compile(tmp_path / "text.typ", format="svg"))
    [page] = read(typeset(WHOLE.format('"text.svg"'), tmp_path)).pages
    assert says_all(page.text)
    assert page.account.how == ("recognised",)


@needs_tesseract
@pytest.mark.parametrize("angle", [-3, 10])
def test_a_crooked_scan_is_read(angle: float, tmp_path: Path) -> None:
    picture = drawn(typeset(TEXT, tmp_path), angle=angle)
    [page] = read(typeset(WHOLE.format('"scan.png"'), tmp_path, scan=picture)).pages
    assert says_all(page.text)


@needs_tesseract
def test_a_scan_has_title_and_headings_by_size(tmp_path: Path) -> None:
    source = (
        "#text(size: 20pt)[Külade lugu]\n\n"
        + TEXT
        + "\n\n#text(size: 14pt)[Mida õppisime]\n\nEdasi minnakse koos."
    )
    reading = read(
        typeset(WHOLE.format('"scan.png"'), tmp_path, scan=drawn(typeset(source, tmp_path)))
    )
    assert reading.title == "Külade lugu"
    assert [heading.text for heading in reading.headings] == ["Külade lugu", "Mida õppisime"]


def test_a_scan_with_a_good_layer_is_not_read_again(scan: Image.Image, tmp_path: Path) -> None:
    source = WHOLE.format('"scan.png"') + f"#text(fill: rgb(0, 0, 0, 0))[{TEXT}]"
    reading = read(typeset(source, tmp_path, scan=scan))
    assert says_all(reading.pages[0].text)
    assert reading.pages[0].account.how == ("text",)
    assert not reading.warnings


def test_a_photograph_beside_text_is_not_read(tmp_path: Path) -> None:
    random = np.random.default_rng(7)
    rough = Image.fromarray(random.integers(0, 255, (30, 60), dtype=np.uint8))
    photograph = rough.resize((1200, 600), Image.Resampling.BICUBIC)
    source = TEXT + '\n\n#image("photo.png", width: 280pt, height: 100pt, fit: "stretch")'
    [page] = read(typeset(source, tmp_path, photo=photograph)).pages
    assert page.account.how == ("text",)


@needs_tesseract
def test_a_picture_without_text_is_named(tmp_path: Path) -> None:
    reading = read(
        typeset(WHOLE.format('"grey.png"'), tmp_path, grey=Image.new("L", (640, 520), 120))
    )
    assert reading.pages[0].account.doubts == ("no text was found on a page that is a picture",)
    assert reading.warnings == ("page 1: no text was found on a page that is a picture",)


@pytest.mark.parametrize("name", ["partner-poland", "noored-neet"])
def test_papers_with_notes_in_several_languages_are_beyond_doubt(name: str) -> None:
    [path] = LIBRARY.rglob(f"{name}.pdf")
    reading = read(path.read_bytes())
    assert not reading.warnings
    assert {page.account.how for page in reading.pages} == {("text",)}


def shifted(letter: int) -> int:
    return letter + 3 if chr(letter).isalpha() else letter


def private(letter: int) -> int:
    return 0xE000 + letter if chr(letter).isalpha() else letter


def unknown(letter: int) -> int:
    return 0xFFFD if chr(letter) in "õäöüÕÄÖÜ" else letter


def with_layer(content: bytes, mapped: Callable[[int], int]) -> bytes:
    """The file, its letters mapped to others for whoever reads it."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(content))
    for font in writer.pages[0]["/Resources"]["/Font"].values():  # type: ignore[index]
        entry = font.get_object()
        table = entry["/ToUnicode"].get_object().get_data().decode("ascii")
        moved = re.sub(
            r"(<[0-9A-Fa-f]+> )<([0-9A-Fa-f]{4})>$",
            lambda found: f"{found[1]}<{mapped(int(found[2], 16)):04X}>",
            table,
            flags=re.MULTILINE,
        )
        assert moved != table
        stream = StreamObject()
        stream.set_data(moved.encode("ascii"))
        entry[pypdf.generic.NameObject("/ToUnicode")] = writer._add_object(stream)
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


@needs_tesseract
@pytest.mark.parametrize("mapped", [shifted, private, unknown])
def test_a_garbage_layer_is_recognised_and_told(
    mapped: Callable[[int], int], tmp_path: Path
) -> None:
    reading = read(with_layer(typeset(TEXT, tmp_path), mapped))
    [page] = reading.pages
    assert says_all(page.text)
    assert page.account.how == ("recognised",)
    assert [left.reason for left in page.account.left_out] == ["garbage"]
    assert "page 1: the file's own text is garbage" in reading.warnings[0]


@pytest.mark.parametrize("mapped", [shifted, private, unknown])
def test_without_tesseract_a_garbage_layer_is_kept_and_doubted(
    mapped: Callable[[int], int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = with_layer(typeset(TEXT, tmp_path), mapped)
    monkeypatch.setenv("PATH", str(tmp_path))
    reading = read(content)
    assert reading.pages[0].text
    assert "looks like garbage" in reading.pages[0].account.doubts[0]
    assert not reading.unread
    assert "apt-get install" in reading.warnings[0]
