import io

import pytest
from making import SHARED, run_python
from PIL import Image

from corpus.documents import Page, Passage
from corpus.errors import DocumentError
from search_service.documents import drawing
from search_service.documents.drawing import find, squeeze
from search_service.documents.pictures import PagePictures, Stretch, stretch_on

LINES = ["Koosloome algab kuulami-", "sest ja lugupidamisest.", "Teine lause on siin."]
TEXT = "Koosloome algab kuulamisest ja lugupidamisest.\nTeine lause on siin."


@pytest.fixture
def paged(site, pdf):
    return site, site.add("paber", [TEXT, "Teine leht."], pdf=pdf(LINES, ["Teine leht."]))


def yellow(png: bytes) -> list[int]:
    """The rows of a picture that are marked, in points from the top."""
    image = Image.open(io.BytesIO(png)).convert("RGB")
    scale = image.width / 595
    marked = {
        round(y / scale)
        for y in range(image.height)
        for x in range(0, image.width, 4)
        if image.getpixel((x, y)) == drawing._YELLOW
    }
    return sorted(marked)


def test_squeeze_keeps_letters_and_their_places():
    assert squeeze("Koos-\nloome ﬁ") == ("koosloomefi", [0, 1, 2, 3, 6, 7, 8, 9, 10, 12, 12])
    assert squeeze("e\u0301 é").text == "ee"


def test_find_ignores_blanks_hyphens_and_accents_composed_otherwise():
    page = squeeze("Esimene rida. Koos-\nloo\u0301me algab!")
    assert find(page, "Koosloóme algab", 0.5) == [(14, 32)]
    assert find(page, "Koosleme algab", 0.5) == []


def test_find_tells_equal_texts_apart_by_where_they_are_expected():
    page = squeeze("abc xyz abc")
    assert find(page, "abc", 0.0) == [(0, 3)]
    assert find(page, "abc", 0.9) == [(8, 11)]


def test_find_goes_by_sentences_where_something_cuts_in():
    page = squeeze("Esimene lause on siin. 7 Allmärkus. Teine lause on siin.")
    found = find(page, "Esimene lause on siin. Teine lause on siin.", 0.0)
    assert found == [(0, 21), (36, 55)]


def test_find_marks_what_stands_here_of_a_word_that_goes_on_overleaf():
    page = squeeze("Algus. Projektil oli suur sotsiaal-\nMinisteerium 7")
    assert find(page, "Projektil oli suur sotsiaalne", 0.5) == [(7, 25)]


def test_never_finds_a_text_with_a_word_left_out():
    assert find(squeeze("It did not reduce homelessness"), "It did reduce homelessness", 0) == []


def test_stretch_is_the_part_of_the_passage_on_that_page():
    pages = [Page(1, "i", "abcdef"), Page(2, "ii", "ghijkl")]
    passage = Passage("p", "d", 0, "et", "", "def\n\nghi", 3, 11, 1, "i", ())
    assert stretch_on(pages, 1, passage) == Stretch("def", 0.5)
    assert stretch_on(pages, 2, passage) == Stretch("ghi", 0.0)
    assert stretch_on(pages, 2, passage, (6, 8)) == Stretch("hi", 1 / 6)
    assert stretch_on(pages, 1, passage, (5, 8)) is None


def test_the_passage_is_marked_where_it_stands(paged):
    site, (first, _) = paged
    answer = site.client.get(f"/api/v1/documents/paber/pages/1?passage={first.id}")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "image/png"
    rows = yellow(answer.content)
    # Three lines of 12 points, 20 apart, the first with its base line at 82 from the top.
    assert 65 <= rows[0] <= 75
    assert 120 <= rows[-1] <= 130


def test_only_the_quote_is_marked_where_one_is_given(paged):
    site, (first, _) = paged
    start = TEXT.index("Teine")
    url = f"/api/v1/documents/paber/pages/1?passage={first.id}&start={start}&end={len(TEXT)}"
    rows = yellow(site.client.get(url).content)
    assert rows[0] > 105


def test_without_a_passage_nothing_is_marked(paged):
    site, (_, second) = paged
    assert yellow(site.client.get("/api/v1/documents/paber/pages/1").content) == []
    other = site.client.get(f"/api/v1/documents/paber/pages/1?passage={second.id}")
    assert yellow(other.content) == []


@pytest.mark.parametrize("number", [0, 3, 99999])
def test_a_page_that_is_not_there_is_404(paged, number):
    site, _ = paged
    answer = site.client.get(f"/api/v1/documents/paber/pages/{number}")
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
    assert "pages 1 to 2" in answer.json()["detail"]


def test_a_format_without_pages_says_so_and_links_the_document(site):
    site.add("leht", ["Ainult tekst, lehekülgi ei ole."])
    answer = site.client.get("/api/v1/documents/leht/pages/1")
    assert answer.status_code == 404
    assert "/documents/leht" in answer.json()["detail"]


def test_a_damaged_file_is_a_problem_not_a_fault(site):
    site.add("katki", ["Tekst"], pdf=b"%PDF-1.4 nothing more")
    answer = site.client.get("/api/v1/documents/katki/pages/1")
    assert answer.status_code == 422
    assert "original file" in answer.json()["detail"]


def test_a_drawing_that_takes_too_long_is_ended(paged, tmp_path):
    site, _ = paged
    document = site.engine.store.document("paber")
    source = site.engine.sources.path(document.source_hash)
    pictures = PagePictures(tmp_path / "p", seconds=0.001)
    with pytest.raises(DocumentError, match="took over"):
        pictures.picture(document, source, 1, None)
    assert not list((tmp_path / "p").glob("*"))


def test_pictures_are_kept_and_the_oldest_go(paged, tmp_path):
    site, _ = paged
    document = site.engine.store.document("paber")
    source = site.engine.sources.path(document.source_hash)
    pictures = PagePictures(tmp_path / "p", most_kept=2)
    first = pictures.picture(document, source, 1, None)
    assert pictures.picture(document, tmp_path / "gone", 1, None) == first
    for text in ("Koosloome", "Teine"):
        pictures.picture(document, source, 1, Stretch(text, 0))
    assert len(list((tmp_path / "p").iterdir())) == 2
    with pytest.raises(DocumentError):
        pictures.picture(document, tmp_path / "gone", 1, None)


def test_a_draft_shows_no_picture(site, pdf):
    site.add("mustand", ["Tekst"], pdf=pdf(["Tekst"]), status="draft")
    assert site.client.get("/api/v1/documents/mustand/pages/1").status_code == 404


def test_the_drawing_process_imports_nothing_of_ours_but_the_sandbox():
    code = "import sys, search_service.documents.drawing; print(*sys.modules)"
    loaded = set(run_python(code).stdout.split())
    ours = {name for name in loaded if name.partition(".")[0] in ("corpus", "search_service")}
    assert ours == {
        "corpus",
        "corpus.sandbox",
        "search_service",
        "search_service.documents",
        "search_service.documents.drawing",
    }
    assert not {"torch", "numpy", "pydantic"} & loaded


def test_hostile_files_never_break_the_service(stress_files, tmp_path, site):
    site.add("paber", ["x"], pdf=b"%PDF-1.4")
    document = site.engine.store.document("paber")
    pictures = PagePictures(tmp_path / "p", seconds=5)
    for number, path in enumerate(stress_files):
        try:
            picture = pictures.picture(document, path, 1, Stretch(f"x{number}", 0))
            assert picture.png.startswith(b"\x89PNG")
        except DocumentError as error:
            assert "cannot be drawn" in str(error)


@pytest.fixture
def stress_files():
    folder = SHARED / "pdf_stress"
    files = sorted(folder.glob("broken_*.pdf"))
    if not files:
        pytest.skip(f"the PDF stress set is not here: {folder}")
    return files
