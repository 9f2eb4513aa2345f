"""Pages that say what the service is and does, and the way by which readers answer."""

import re
from urllib.parse import quote

import pytest
from page_checks import checked
from starlette.testclient import TestClient

from search_service.web.app import create_app
from search_service.web.operator import Operator

TEXT = "Külas peeti loometalgud ja kutsuti kõik elanikud kohale."


@pytest.fixture
def library(site):
    site.add("talgud", [TEXT], title="Loometalgud", year=2018)
    site.add("peidus", ["Peidetud tekst."], status="draft")
    site.engine.indexer.sync()
    return site


def send(library, headers=None, **fields):
    return library.client.post(
        "/feedback", data=fields, headers={"Accept": "text/html", **(headers or {})},
        follow_redirects=False,
    )  # fmt: skip


@pytest.mark.parametrize("lang", ["et", "en"])
@pytest.mark.parametrize("path", ["/about", "/help", "/accessibility", "/feedback/thanks"])
def test_the_page_is_there_in_both_languages(library, path, lang):
    html = checked(library.get(path, lang))
    assert f'<html lang="{lang}">' in html
    for target in ("/about", "/help", "/accessibility"):
        assert f'href="{target}"' in html


def test_the_figures_are_those_measured_and_say_out_of_how_many(library):
    html = library.get("/about", "en")
    rows = re.findall(r'<th scope="row">(.*?)</th><td>(\d+)</td><td>([\d,]+)</td>', html)
    assert len(rows) == 9
    assert all(0 < int(share) <= 100 for _, share, _ in rows)


@pytest.mark.parametrize("path", ["/about", "/help", "/accessibility"])
def test_whom_to_write_to_is_told_only_where_it_is_set(library, path):
    assert "has not given a contact address" in library.get(path, "en")
    operator = Operator(contact="viga@example.org", log_questions=True, log_days=14)
    app = create_app(library.engine, library.follower, operator=operator)
    html = TestClient(app).get(path, headers={"Accept-Language": "en"}).text
    assert 'href="mailto:viga@example.org"' in html
    assert path != "/about" or "deleted after 14 days" in html


def test_an_answer_is_judged_and_the_way_back_is_to_it(library):
    html = checked(library.get(f"/?query={quote(TEXT)}"))
    assert html.count('action="/feedback"') == 2
    answer = send(library, kind="answer", said="helpful", question="Mis peeti?", document="talgud")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/feedback/thanks?query=Mis+peeti%3F"
    (kept,) = library.engine.store.feedback.all()
    assert (kept.kind, kept.verdict, kept.question) == ("answer", "helpful", "Mis peeti?")


def test_an_error_of_a_document_is_reported_by_its_form(library):
    assert 'href="/feedback?document=talgud"' in library.get("/documents/talgud")
    html = checked(library.get("/feedback?document=talgud", "en"))
    assert 'name="said" value="error/fact" required' in html and "helpful" not in html
    said = {"kind": "document", "document": "talgud", "said": "error/fact"}
    assert send(library, text="Aasta on vale, 5123 4567", **said).status_code == 303
    (kept,) = library.engine.store.feedback.all()
    assert (kept.reason, kept.text) == ("fact", "Aasta on vale, █████████")


def test_a_passage_is_judged(library):
    found = re.search(r'href="(/feedback\?kind=passage[^"]*)"', library.get("/?query=loometalgud"))
    address = found.group(1).replace("&amp;", "&")
    checked(library.get(address))
    passage = address.rpartition("=")[2]
    said = {"kind": "passage", "document": "talgud", "said": "not helpful/unclear"}
    assert send(library, passage=passage, **said).status_code == 303
    assert send(library, passage="other-1", **said).status_code == 404


@pytest.mark.parametrize(
    ("fields", "headers", "status"),
    [
        ({"kind": "answer", "said": "helpful"}, {"Sec-Fetch-Site": "cross-site"}, 403),
        ({"kind": "answer", "said": "helpful"}, {"Origin": "https://other.ee"}, 403),
        ({"kind": "answer", "said": "helpful"}, {"Content-Type": "text/plain"}, 422),
        ({"kind": "answer"}, {}, 422),
        ({"kind": "answer", "said": "great"}, {}, 422),
        ({"kind": "answer", "said": "helpful", "text": "a" * 1001}, {}, 422),
        ({"kind": "answer", "said": "helpful", "text": "a" * 70_000}, {}, 413),
        ({"kind": "document", "said": "error/fact", "document": "nobody"}, {}, 404),
        ({"kind": "document", "said": "error/fact", "document": "peidus"}, {}, 404),
    ],
)
def test_what_is_refused_leaves_nothing(library, fields, headers, status):
    assert send(library, headers, **fields).status_code == status
    assert library.engine.store.feedback.all() == []


def test_nobody_fills_the_list(library):
    said = {"kind": "answer", "said": "helpful"}
    statuses = [send(library, **said).status_code for _ in range(6)]
    assert statuses == [303] * 5 + [503]
