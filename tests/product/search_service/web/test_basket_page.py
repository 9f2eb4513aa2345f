"""The basket: every item found again or said to be gone, changes by plain links, briefs of it."""

import io
import re
from html import unescape
from urllib.parse import urlencode

import docx
import pytest
from page_checks import HOSTILE, checked

PROBLEM = "Older people in the village are lonely and see nobody for days."
HOW = "Volunteers visit lonely older people in the village every week."


@pytest.fixture
def shelf(site):
    site.add("visits", ["\n\n".join((PROBLEM, HOW))], lang="en", title="Visits", country="FI",
             year=2014, evidence_level="evaluated")  # fmt: skip
    site.add("calls", [f"{PROBLEM} A line calls them."], lang="en", title="Calls", country="SE")
    site.add("draft", [PROBLEM], lang="en", title="Draft", status="draft")
    site.engine.indexer.sync()
    return site


def quote(shelf, document="visits", text=HOW):
    """The item of a quote, as pages link it."""
    passages = shelf.engine.store.passages_of(document)
    (passage,) = (each for each in passages if text in each.text)
    start = passage.text.index(text)
    return f"quote:{passage.id}:{start}:{start + len(text)}"


def page(shelf, *pairs, lang="en"):
    return checked(shelf.get(f"/basket?{urlencode(pairs)}", lang))


@pytest.mark.parametrize("lang", ["et", "en"])
def test_an_empty_basket_says_how_to_fill_it(shelf, lang):
    html = page(shelf, lang=lang)
    assert ("Kogumik on tühi" if lang == "et" else "Nothing is collected") in html
    assert "basket-brief" not in html


def test_items_stand_in_their_order_with_notes_and_what_is_known_of_them(shelf):
    html = page(shelf, ("title", "For the minister"), ("item", quote(shelf)), ("note", "Ask them."),
                ("item", "work:calls"), ("item", "compare:visits,calls"))  # fmt: skip
    assert html.index("For the minister") < html.index(HOW) < html.index("Ask them.")
    assert html.index("Ask them.") < html.index("Calls") < html.index("/compare?works=visits")
    assert "Finland" in html and "2014" in html
    assert html.count("basket-brief") == 4


def test_a_draft_and_what_is_gone_are_not_shown(shelf):
    changed = quote(shelf) + ":0123456789"
    html = page(shelf, ("item", "work:draft"), ("item", "work:nowhere"), ("item", changed))
    assert html.count("No longer in the library") == 3
    assert "Draft" not in html and HOW not in html


def test_links_move_and_remove(shelf):
    html = page(shelf, ("item", "work:visits"), ("item", "work:calls"), ("note", "kept"))
    links = {unescape(a) for a in re.findall(r'href="(/basket\?[^"#]+)', html)}
    assert "/basket?item=work%3Acalls&note=kept&item=work%3Avisits" in links
    assert "/basket?item=work%3Acalls&note=kept" in links and "/basket?item=work%3Avisits" in links


def test_an_address_that_is_pasted_is_added(shelf):
    held = [("item", "work:calls"), ("note", "kept"), ("add", "http://x/documents/visits")]
    answer = shelf.client.get(f"/basket?{urlencode(held)}", follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"] == "/basket?item=work%3Acalls&note=kept&item=work%3Avisits"
    assert "Nothing can be added" in page(shelf, ("add", "http://[bad"))


def test_hostile_texts_are_shown_as_text(shelf):
    pairs = [("title", HOSTILE), ("question", HOSTILE), ("note", f"</textarea>{HOSTILE}"),
             ("item", HOSTILE), ("item", "work:calls"), ("note", HOSTILE)]  # fmt: skip
    html = page(shelf, *pairs)
    assert "<script>" not in html and html.count("</textarea>") == 2


def brief(shelf, form, *pairs):
    answer = shelf.client.get(f"/api/v1/basket-brief?{urlencode([*pairs, ('format', form)])}")
    assert answer.status_code == 200, answer.text
    return answer


@pytest.mark.parametrize("lang", ["et", "en"])
def test_a_brief_has_the_quotes_whose_they_are_the_notes_and_links(shelf, lang):
    pairs = [("title", "Minister"), ("question", "What helps?"), ("item", quote(shelf)),
             ("note", "Ask them."), ("item", "work:calls"), ("item", "work:gone"),
             ("item", "compare:visits,calls"), ("reader_lang", lang)]  # fmt: skip
    text = brief(shelf, "md", *pairs).text
    own, known = {
        "et": ("Lugeja märkus", "Visits · Soome · 2014 · Tõendatuse tase: "),
        "en": ("Reader’s note", "Visits · Finland · 2014 · Level of evidence: "),
    }[lang]
    assert text.startswith("# Minister\n") and HOW in text and known in text
    assert f"**{own}:** Ask them." in text
    assert "<http://testserver/documents/visits>" in text
    assert text.rstrip().rpartition("\n")[2].count("fingerprint" if lang == "en" else "sõrmejälg")
    word = docx.Document(io.BytesIO(brief(shelf, "docx", *pairs).content))
    assert word.paragraphs[0].text == "Minister" and len(word.tables) == 2
    assert brief(shelf, "pdf", *pairs).content[:5] == b"%PDF-"
    told = brief(shelf, "json", *pairs).json()
    assert [item["quote"] for item in told["basket"]["items"]] == [HOW, None, None, None]
    assert told["basket"]["items"][2]["documents"] == []


def test_a_brief_of_nothing_is_refused_in_words(shelf):
    for asked in ("", "item=", "item=nothing", "item=work:"):
        answer = shelf.client.get(f"/api/v1/basket-brief?{asked}")
        assert answer.status_code == 422 and "item" in answer.json()["detail"]


@pytest.mark.parametrize("lang", ["et", "en"])
def test_chosen_works_stand_side_by_side_once(shelf, lang):
    html = checked(shelf.get("/compare?works=visits&works=calls&works=gone", lang))
    assert html.count("<table") == 1 and "<article" not in html
    assert html.index(">Visits<") < html.index(">Calls<")
    assert html.count('data-label="Visits"') == html.count('data-label="Calls"') == 11
    assert "compare%3Avisits%2Ccalls" in html
    assert ("Välja jäi 1" if lang == "et" else "1 left out") in html


def test_pages_offer_to_collect_and_to_choose(shelf):
    html = checked(shelf.get(f"/?query={PROBLEM.replace(' ', '+')}", "en"))
    found = {unescape(a) for a in re.findall(r'href="(/basket\?item=[^"]+)"', html)}
    assert any("item=quote%3A" in each for each in found)
    assert "/basket?item=work%3Avisits" in found
    for address in found:
        assert "No longer" not in checked(shelf.get(address, "en"))
    assert 'name="works" value="visits"' in html and '<form id="pick"' in html
