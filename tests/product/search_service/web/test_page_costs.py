"""Pages weigh little and stand still: what `sikk eval pages` measures, on a small site."""

import httpx
import pytest
from browser import NEEDED, listening

from corpus.errors import BadInput
from evals.library.pages import chosen, weigh
from evals.library.painting import painting

STORY = "Mis see on\n\nVabatahtlik käib külas.\n\nTulemused\n\nÜksildus vähenes.\n\nMida ei tea\n\nHind."


@pytest.fixture
def library(site, pdf):
    site.add("kodu", [STORY], title="Kodu", year=2015, sectors=("elderly-care",))
    site.add("visits", [STORY], title="Visits", country="FI", year=2019)
    site.add("paber", [f"{STORY} {STORY}"], title="Paber", type="policy", pdf=pdf(["x"]))
    site.engine.indexer.sync()
    return site


def test_a_page_of_each_kind_is_chosen(library):
    pages = chosen(library.engine)
    assert list(pages) == [
        "first page", "results", "practice", "compare", "text", "evidence map", "basket",
        "source page",
    ]  # fmt: skip
    assert pages["text"] == "/documents/paber" and pages["basket"].count("work") == 2
    assert all(library.answer(address).status_code == 200 for address in pages.values())


def test_a_library_without_practices_is_refused(site):
    with pytest.raises(BadInput, match="no practices"):
        chosen(site.engine)


def test_a_page_weighs_what_it_and_its_files_weigh_compressed(library):
    with (
        listening(library.app) as port,
        httpx.Client(base_url=f"http://127.0.0.1:{port}") as client,
    ):
        page, *files = weigh(client, "/documents/paber/pages/1")
        got = client.get("/documents/paber/pages/1")
        assert page == int(got.headers["content-length"]) < len(got.content)
        assert len(files) == 6  # two style sheets, two scripts, the icon by two addresses
        for address in chosen(library.engine).values():
            assert sum(weigh(client, address)) < 150_000


@NEEDED
def test_nothing_moves_while_a_page_comes(library):
    with listening(library.app) as port, painting(f"http://127.0.0.1:{port}", 1) as painter:
        for address in ("/?query=Vabatahtlik", "/documents", "/documents/paber", "/?country=FI"):
            assert painter(address).shift <= 0.05, address
