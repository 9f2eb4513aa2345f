"""What is held back or masked is shown nowhere: not as text, picture or file."""

from datetime import UTC, datetime

import pytest

from corpus.personal.contacts import Rules
from search_service.phrases.phrases import phrase

PAGES = ["Kirjuta mari.maasikas@example.ee kohe.", "Toidupank jagab toitu."]


@pytest.fixture
def now():
    return datetime(2026, 1, 2, tzinfo=UTC)


@pytest.fixture
def kiri(site, pdf):
    site.add("kiri", PAGES, pdf=pdf([PAGES[0]], [PAGES[1]]))
    site.engine.store.personal.look_again("kiri", Rules())
    return site


def test_text_and_page_show_neither_value_nor_picture(kiri):
    text = kiri.get("/documents/kiri", "et")
    assert phrase("withheld_text", "et") in text
    assert "Toidupank" in text
    assert "Kirjuta" not in text
    page = kiri.get("/documents/kiri/pages/1", "et")
    assert phrase("withheld_picture", "et") in page
    for shown in (text, page, kiri.get("/?q=mari.maasikas", "et")):
        assert "mari.maasikas@" not in shown
        assert "/source" not in shown


def test_neither_original_nor_that_page_is_given_out(kiri):
    for whole in ("source", "pages/2-2.pdf"):
        assert kiri.client.get(f"/api/v1/documents/kiri/{whole}").status_code == 403
    refused = kiri.client.get("/api/v1/documents/kiri/pages/1")
    assert refused.status_code == 403
    assert "personal data" in refused.json()["detail"]
    assert kiri.client.get("/api/v1/documents/kiri/pages/2").status_code == 200


def test_what_is_released_is_found_again(kiri, now):
    kiri.engine.store.personal.decide("kiri", "released", now)
    assert "mari.maasikas@example.ee" in kiri.get("/documents/kiri", "et")
    assert kiri.client.get("/api/v1/documents/kiri/source").status_code == 200


def test_the_index_follows_a_decision(kiri, now):
    def indexed() -> int:
        kiri.get("/", "et")
        return sum(kiri.engine.index.versions().values())

    assert indexed() == 1
    kiri.engine.store.personal.decide("kiri", "masked", now)
    assert indexed() == 2
    kiri.engine.store.personal.decide("kiri", "held", now)
    assert indexed() == 1
