"""The cited pages as a PDF: what is highlighted is the quote, where it stands."""

import io
from dataclasses import replace

import pypdfium2
import pytest
from making import run_python
from PIL import Image, ImageChops
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import Link
from pypdf.generic import DictionaryObject, NameObject, RectangleObject, create_string_object

from corpus.documents import Page, Passage, Span
from corpus.errors import DocumentError
from search_service.documents.cited_pages import CitedPages
from search_service.documents.drawing import squeeze
from search_service.documents.pictures import pages_with

LINES = ["Koosloome algab kuulami-", "sest ja lugupidamisest.", "Teine lause on siin"]
TEXT = "Koosloome algab kuulamisest ja lugupidamisest.\nTeine lause on siin"
REST = "ja jätkub pärast lehe vahetust."
QUOTE = "Teine lause on siin"
SPANS = (Span(0, 0, len(TEXT)), Span(1, 0, len(REST)))


@pytest.fixture
def paged(site, pdf):
    pages = (LINES, ["ja jatkub parast lehe vahetust.", "Muu jutt."], ["Kolmas leht."])
    texts = [TEXT, f"{REST} Muu jutt.", "Kolmas leht."]
    return site, site.add("paber", texts, pdf=pdf(*pages))


def highlights(content: bytes) -> list[list[str]]:
    """By page, the text under each highlight's quads, read again from the file."""
    reader = PdfReader(io.BytesIO(content))
    opened = pypdfium2.PdfDocument(content)
    found = []
    for index, page in enumerate(reader.pages):
        text = opened[index].get_textpage()
        marks = [a.get_object() for a in page.get("/Annots", [])]
        marks = [mark for mark in marks if mark["/Subtype"] == "/Highlight"]
        found.append([" ".join(under(text, mark["/QuadPoints"])) for mark in marks])
    return found


def under(text, points):
    for at in range(0, len(points), 8):
        xs, ys = points[at : at + 8 : 2], points[at + 1 : at + 8 : 2]
        box = [float(n) for n in (min(xs), min(ys), max(xs), max(ys))]
        yield " ".join(text.get_text_bounded(*box).split())


def test_the_words_under_the_highlight_are_the_quote(paged):
    site, (first, *_) = paged
    start = TEXT.index(QUOTE)
    url = "/api/v1/documents/paber/pages/1-1.pdf"
    answer = site.client.get(f"{url}?passage={first.id}&start={start}&end={start + len(QUOTE)}")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-disposition"] == 'attachment; filename="paber-1-1.pdf"'
    assert highlights(answer.content) == [[QUOTE]]
    (note,) = PdfReader(io.BytesIO(answer.content)).pages[0]["/Annots"]
    assert note.get_object()["/Contents"] == QUOTE


def test_a_passage_over_lines_is_one_highlight_of_several_quads(paged):
    site, (first, *_) = paged
    answer = site.client.get(f"/api/v1/documents/paber/pages/1-2.pdf?passage={first.id}")
    ((marked,), other) = highlights(answer.content)
    assert squeeze(marked).text == squeeze(TEXT).text
    assert other == []


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_the_highlight_is_seen_as_in_the_picture(site, pdf, turn):
    cropped = turned(pdf(LINES), turn)
    (first,) = site.add("paber", [TEXT], pdf=cropped)
    asked = f"?passage={first.id}"
    picture = site.client.get(f"/api/v1/documents/paber/pages/1{asked}").content
    marked = site.client.get(f"/api/v1/documents/paber/pages/1-1.pdf{asked}").content
    wanted = yellow(Image.open(io.BytesIO(picture)))
    found = yellow(drawn(marked, Image.open(io.BytesIO(picture)).width))
    assert wanted and all(abs(a - b) <= 4 for a, b in zip(wanted, found, strict=True))


def test_a_quote_over_a_page_break_is_highlighted_on_both(site, pdf):
    site.add("paber", [f"{TEXT} {REST}"], pdf=pdf(LINES))
    document, source = kept(site)
    pages = [Page(1, None, TEXT), Page(2, None, REST)]
    whole = Passage("p", "paber", 0, "et", "", f"{TEXT}\n\n{REST}", 0, 200, 1, None, SPANS)
    assert pages_with(pages, whole) == [1, 2]
    assert pages_with(pages, whole, (0, len(TEXT))) == [1]
    source.write_bytes(pdf(LINES, ["ja jatkub parast lehe vahetust.", "Muu jutt."]))
    cited = CitedPages(site.engine.pictures.files)
    made = cited.pdf(document, source, [1, 2], pages, whole, (TEXT.index(QUOTE), 200))
    assert [squeeze(text[0]).text for text in highlights(made)] == [
        squeeze(QUOTE).text,
        squeeze(REST).text,
    ]


def test_words_that_the_page_does_not_hold_come_as_a_note(paged):
    site, _ = paged
    document, source = kept(site)
    pages = [Page(1, None, "Kuskil mujal seisev lause.")]
    passage = Passage("p", "paber", 0, "et", "", pages[0].text, 0, 26, 1, None, SPANS[:1])
    made = CitedPages(site.engine.pictures.files).pdf(document, source, [1], pages, passage)
    (note,) = PdfReader(io.BytesIO(made)).pages[0]["/Annots"]
    assert note.get_object()["/Subtype"] == "/Text"
    assert note.get_object()["/Contents"] == pages[0].text


def test_nothing_of_the_page_acts_by_itself(site, pdf):
    writer = PdfWriter(io.BytesIO(pdf(LINES)))
    script = DictionaryObject({NameObject("/S"): NameObject("/JavaScript")})
    script[NameObject("/JS")] = create_string_object("app.alert(1)")
    writer.pages[0][NameObject("/AA")] = DictionaryObject({NameObject("/O"): script})
    written = io.BytesIO()
    writer.write(written)
    site.add("paber", [TEXT], pdf=written.getvalue())
    made = site.client.get("/api/v1/documents/paber/pages/1-1.pdf").content
    assert b"/JavaScript" in written.getvalue()
    assert b"/JavaScript" not in made


def test_other_pages_do_not_come_along_by_links(site, pdf):
    writer = PdfWriter(io.BytesIO(pdf(LINES, ["Salajane leht."])))
    inside = Link(rect=(10, 10, 20, 20), target_page_index=1)
    outside = Link(rect=(30, 10, 40, 20), url="https://kok.example/")
    for link in (inside, outside):
        writer.add_annotation(0, link)
    written = io.BytesIO()
    writer.write(written)
    site.add("paber", [TEXT], pdf=written.getvalue())
    made = site.client.get("/api/v1/documents/paber/pages/1-1.pdf").content
    assert b"Salajane" in written.getvalue() and b"Salajane" not in made
    (link,) = PdfReader(io.BytesIO(made)).pages[0]["/Annots"]
    assert link.get_object()["/A"]["/URI"] == "https://kok.example/"


def test_it_is_made_once(paged, tmp_path):
    site, (first, *_) = paged
    document, source = kept(site)
    pages = site.engine.store.pages("paber")
    cited = CitedPages(site.engine.pictures.files)
    made = cited.pdf(document, source, [1, 2], pages, first)
    assert cited.pdf(document, tmp_path / "gone", [1, 2], pages, first) == made
    assert site.engine.pictures.kept(document.source_hash) == 1
    with pytest.raises(DocumentError, match="cannot be marked"):
        cited.pdf(document, tmp_path / "gone", [2, 3], pages, first)
    site.engine.pictures.forget_all_but([])
    assert site.engine.pictures.kept(document.source_hash) == 0


@pytest.mark.parametrize(
    ("pages", "status", "said"),
    [
        ("0-1", 404, "pages 1 to 3"),
        ("3-4", 404, "pages 1 to 3"),
        ("3-2", 422, "the earlier page first"),
        ("a-2", 422, "valid integer"),
    ],
)
def test_pages_that_cannot_be_had_are_a_problem(paged, pages, status, said):
    site, _ = paged
    answer = site.client.get(f"/api/v1/documents/paber/pages/{pages}.pdf")
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert said in answer.json()["detail"]


def test_at_most_twenty_pages_are_given(site, pdf):
    site.add("pikk", ["leht"], pdf=pdf(*[["leht"]] * 22))
    short = site.engine.store.document("pikk")
    long = replace(short, metadata=replace(short.metadata, id="pikem"), pages=22)
    site.engine.store.add(long, [Page(n, None, "leht") for n in range(1, 23)], [])
    whole = site.client.get("/api/v1/documents/pikem/pages/2-21.pdf")
    assert len(PdfReader(io.BytesIO(whole.content)).pages) == 20
    more = site.client.get("/api/v1/documents/pikem/pages/1-21.pdf")
    assert more.status_code == 422
    assert "20 at most" in more.json()["detail"]


def test_a_format_without_pages_has_none_to_cite(site):
    site.add("leht", ["Ainult tekst."])
    answer = site.client.get("/api/v1/documents/leht/pages/1-1.pdf")
    assert answer.status_code == 404
    assert "/documents/leht" in answer.json()["detail"]


def test_a_damaged_file_is_a_problem_not_a_fault(site):
    site.add("katki", ["Tekst"], pdf=b"%PDF-1.4 nothing more")
    answer = site.client.get("/api/v1/documents/katki/pages/1-1.pdf")
    assert answer.status_code == 422
    assert "original file" in answer.json()["detail"]


def test_the_highlighting_process_imports_nothing_of_ours_that_it_need_not():
    code = "import sys, search_service.documents.highlighting; print(*sys.modules)"
    loaded = set(run_python(code).stdout.split())
    ours = {name for name in loaded if name.partition(".")[0] in ("corpus", "search_service")}
    rooms = {"corpus", "corpus.sandbox", "search_service", "search_service.documents"}
    modules = {f"search_service.documents.{name}" for name in ("drawing", "highlighting")}
    assert ours == rooms | modules


def kept(site):
    document = site.engine.store.document("paber")
    return document, site.engine.sources.path(document.source_hash)


def turned(content: bytes, degrees: int) -> bytes:
    """The file with its page turned, and cut so that its corner is not at 0,0."""
    writer = PdfWriter(io.BytesIO(content))
    page = writer.pages[0]
    page.cropbox = page.mediabox = RectangleObject((30, 40, 500, 842))
    page.rotate(degrees)
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def drawn(content: bytes, width: int) -> Image.Image:
    page = pypdfium2.PdfDocument(content)[0]
    return page.render(scale=width / page.get_size()[0]).to_pil().convert("RGB")


def yellow(picture: Image.Image) -> tuple[int, ...]:
    """The box around what is marked."""
    _, _, blue = picture.split()
    red = picture.split()[0]
    box = ImageChops.subtract(red, blue).point(lambda n: 255 if n > 60 else 0).getbbox()
    assert box is not None
    return box
