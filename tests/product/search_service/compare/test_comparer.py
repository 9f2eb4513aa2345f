"""Comparisons over a real store and index: none from home, works once, reasons, proved quotes."""

import re

import pytest
from page_checks import HOSTILE, checked

from corpus.errors import BadInput, UnknownValue
from search_service.compare.comparison import FIELDS, cell_text
from search_service.compare.weighing import _alike, different_first
from search_service.index.filters import Filters

PROBLEM = "Older people in the village are lonely and see nobody for days."
HOW = "Volunteers visit lonely older people in the village every week."
MONEY = "The municipality pays EUR 40,000 a year for the coordinator."


def practice(site, document_id, country, *texts, **fields):
    known = {"lang": "en", "title": document_id.title(), "country": country}
    site.add(document_id, ["\n\n".join(texts or (PROBLEM, HOW, MONEY))], **known | fields)


@pytest.fixture
def shelf(site):
    """Practices of four countries, one with its translation, and papers that are none."""
    practice(site, "home", "EE", target_groups=("older people",), sectors=("elderly-care",))
    practice(
        site, "visits", "FI", target_groups=("lonely older people",), sectors=("elderly-care",)
    )
    practice(site, "visits.et", "FI", "Vabatahtlikud käivad üksildaste eakate juures külas.",
             lang="et", translation_of="visits", target_groups=("lonely older people",))  # fmt: skip
    practice(
        site, "calls", "SE", PROBLEM, "A telephone line calls lonely older people in the village."
    )
    practice(site, "nowhere", None)
    practice(site, "paper", "DK", type="policy")
    practice(site, "hidden", "DK", status="draft")
    site.engine.indexer.sync()
    return site


def compare(site, asked="lonely older people in the village", country="EE", **options):
    return site.engine.comparer.compare(asked, country, **options)


def ids(comparison):
    return [each.document.id for each in comparison.comparables]


def test_none_is_from_the_askers_country_or_from_nobody_knows_where(shelf):
    assert set(ids(compare(shelf))) == {"visits", "calls"}
    assert set(ids(compare(shelf, country="fi"))) == {"home", "calls"}


def test_a_work_counts_once_and_is_shown_in_the_readers_language(shelf):
    in_english, in_estonian = compare(shelf, lang="en"), compare(shelf, lang="et")
    assert "visits" in ids(in_english) and "visits.et" not in ids(in_english)
    assert "visits.et" in ids(in_estonian) and "visits" not in ids(in_estonian)
    (shown,) = (c for c in in_estonian.comparables if c.document.id == "visits.et")
    assert [other.id for other in shown.others] == ["visits"]


def test_a_document_is_compared_by_its_id(shelf):
    found = compare(shelf, "home")
    assert found.subject is not None and found.subject.id == "home"
    assert found.query == "Home" and found.lang == "en"
    (visits,) = (c for c in found.comparables if c.document.id == "visits")
    shared = {each.kind: each.terms for each in visits.shared}
    assert shared == {"sector": ("elderly-care",), "target_group": ("lonely older people",)}
    assert "home" not in ids(compare(shelf, "home", country="DK"))


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("vunki MANO", "vunki"),
        ("Vunki mano! the camps", "vunki"),
        ("visiting", "visits.2"),
        ("Vunki talgud", "vunki.et"),
        ("Vunki", None),
        ("Paper", None),  # no practice: the word may well be a need
    ],
)
def test_a_practice_is_found_by_its_title(shelf, asked, found):
    practice(shelf, "vunki", "EE", title="Vunki mano! the camps")
    practice(shelf, "vunki.et", "EE", "Talgud külas.", lang="et", title="Vunki talgud – külades",
             translation_of="vunki")  # fmt: skip
    practice(shelf, "visits.2", "LV", title="Visiting (of the lonely)")
    for lang in ("de", "pl"):  # the original goes before translations of the same short title
        practice(shelf, f"visits.2.{lang}", "LV", "Text.", lang=lang, title=f"Visiting! ({lang})",
                 translation_of="visits.2")  # fmt: skip
    subject = compare(shelf, asked).subject
    assert (subject.id if subject else None) == found


def test_a_need_that_no_practice_comes_near_to_is_told_so(shelf):
    lonely, senseless = "lonely older people in the village", "asdfgh qwerty"
    assert compare(shelf, lonely).comparables and not compare(shelf, senseless).comparables
    for lang, said in (("et", "võrreldavaid praktikaid ei leitud"), ("en", "No comparable")):
        html = checked(shelf.get("/compare?query=asdfgh+qwerty", lang))
        assert said in html and "<table" not in html
    body = {"query": senseless, "for_country": "EE"}
    answer = shelf.client.post("/api/v1/compare", json=body).json()
    assert (answer["comparables"], answer["cells"]) == ([], 0)
    for lang, said in (("et", "ei leitud"), ("en", "No comparable")):
        assert (
            said
            in shelf.client.post("/api/v1/compare", json={**body, "reader_lang": lang}).json()[
                "note"
            ]
        )


def test_the_catalogues_target_group_stands_where_no_sentence_tells_it(shelf):
    practice(shelf, "bare", "LV", "Bread.", target_groups=("older people", "refugees"))
    shelf.engine.indexer.sync()
    found = shelf.engine.comparer.chosen.compare(["home", "bare"], "en")
    (bare,) = (each for each in found.comparables if each.document.id == "bare")
    cell = bare.cells["target_group"]
    assert cell.source == "catalogue" and not cell.citations
    assert cell_text(cell, "et") == "eakad, pagulased"
    assert cell_text(cell, "en") == "older people, refugees"


def test_every_quote_is_proved_in_the_store(shelf):
    found = compare(shelf)
    quoted = 0
    for each in found.comparables:
        assert each.cells.keys() == set(FIELDS)
        citations = [c for cell in each.cells.values() for c in cell.citations]
        citations += [each.close.citation] if each.close else []
        for citation in citations:
            quoted += 1
            assert citation.proved
            assert citation.quote == citation.hit.passage.text[citation.start : citation.end]
    assert quoted
    filled, cells = found.filled
    assert 0 < filled < cells == len(FIELDS) * len(found.comparables)


def test_filters_hold(shelf):
    assert ids(compare(shelf, filters=Filters(country=("SE",)))) == ["calls"]
    assert ids(compare(shelf, filters=Filters(type=("policy",)))) == ["paper"]
    assert ids(compare(shelf, filters=Filters(country=("EE",)))) == []
    in_estonian = Filters(lang=("et",))
    assert ids(compare(shelf, "üksildased eakad külas", filters=in_estonian)) == ["visits.et"]


def test_the_limit_holds_and_ranks_count_from_one(shelf):
    found = compare(shelf, limit=1)
    assert [each.rank for each in found.comparables] == [1]


@pytest.mark.parametrize(
    ("options", "error"),
    [
        ({"asked": " "}, BadInput),
        ({"country": "XX"}, UnknownValue),
        ({"limit": 0}, BadInput),
        ({"lang": "de"}, BadInput),
    ],
)
def test_what_cannot_be_asked_is_said(shelf, options, error):
    with pytest.raises(error):
        compare(shelf, **options)


def test_terms_are_alike_where_one_says_the_other_more_narrowly():
    assert _alike("older people", "lonely older people")
    assert _alike("Mentoring", "mentoring")
    assert not _alike("older people", "older workers")


def test_a_different_approach_comes_before_the_same_again(shelf):
    practice(shelf, "visits-again", "NO")
    shelf.engine.indexer.sync()
    first, second, *_ = ids(compare(shelf, f"{PROBLEM} {HOW}"))
    assert {first, second} != {"visits", "visits-again"}
    assert different_first([], 3) == []


# The edges.


def test_the_api_has_the_contracts_body_and_keys(shelf):
    body = {"query": "home", "for_country": "EE", "limit": 2, "reader_lang": "et"}
    answer = shelf.client.post("/api/v1/compare", json=body)
    assert answer.status_code == 200, answer.text
    found = answer.json()
    assert found.keys() >= {"query", "lang", "for_country", "subject", "fields", "comparables"}
    assert (found["subject"], found["for_country"], found["lang"]) == ("home", "EE", "et")
    texts = {p.id: p.text for d in ("visits", "visits.et", "calls")
             for p in shelf.engine.store.passages_of(d)}  # fmt: skip
    for each in found["comparables"]:
        assert each["country"] != "EE"
        assert list(each["cells"]) == found["fields"]
        for cell in each["cells"].values():
            assert cell["source"] in ("document", "catalogue", None)
            for c in cell["citations"]:
                assert c["quote"] == texts[c["passage_id"]][c["start"] : c["end"]]
            if cell["source"] is None:
                assert cell["text"] == "ei ole öeldud"


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"query": "x", "for_country": "XX"}, "for_country"),
        ({"query": "x"}, "for_country"),
        ({"query": "", "for_country": "EE"}, "empty"),
        ({"query": "x", "for_country": "EE", "limit": 21}, "limit"),
        ({"query": "x", "for_country": "EE", "reader_lang": "de"}, "reader_lang"),
        ({"query": "x", "for_country": "EE", "colour": "red"}, "colour"),
    ],
)
def test_the_api_says_what_is_wrong(shelf, body, said):
    answer = shelf.client.post("/api/v1/compare", json=body)
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert said in answer.json()["detail"]


def test_the_page_is_sound(shelf):
    for url in (
        "/compare",
        "/compare?query=home&for_country=EE",
        "/compare?query=lonely&country=EE",
    ):
        for lang in ("et", "en"):
            checked(shelf.get(f"{url}{'&' if '?' in url else '?'}ui={lang}", lang))


def test_hostile_titles_and_queries_are_only_text(shelf):
    practice(shelf, "evil", "NO", f"{PROBLEM} {HOSTILE}", title=HOSTILE)
    answer = shelf.client.get(
        "/compare",
        params={"query": f"lonely older people {HOSTILE}"},
        headers={"Accept": "text/html"},
    )
    assert "<script>alert" not in checked(answer.text)
    assert "&lt;script&gt;" in answer.text


def test_the_page_shows_one_table_with_reasons_in_both_languages(shelf):
    html = shelf.get("/compare?query=home&for_country=EE&ui=et", "et")
    for word in ("Võrreldavad katsetused mujal", "Miks võrreldav", "ei ole öeldud", "Probleem"):
        assert word in html
    html = shelf.get("/compare?query=home&for_country=EE&ui=en", "en")
    for word in ("Comparable experiments elsewhere", "not stated", "What a copy would need"):
        assert word in html
    assert "lonely older people" in html
    assert html.count("<table") == 1
    assert re.findall(r'<td role="cell" data-label="([^"]+)"', html)[:2] == ["Visits", "Calls"]


def test_the_page_keeps_the_country_and_refuses_nothing_odd(shelf):
    html = shelf.get("/compare?query=lonely&for_country=FI&type=practice", "en")
    assert '<option value="FI" selected>' in html
    assert "for_country=FI" in html.split("chips")[1]
    assert shelf.answer("/compare?query=lonely&for_country=%3Cscript%3E").status_code == 200
    assert shelf.answer("/compare?query=%3F").status_code == 422
    assert shelf.answer("/compare").status_code == 200


def test_where_nothing_is_comparable_the_page_says_so(shelf):
    assert "No comparable practices" in shelf.get("/compare?query=lonely&country=EE", "en")


def test_pages_lead_to_the_comparison(shelf):
    assert "/compare?query=visits&amp;for_country=FI" in shelf.get("/documents/visits", "en")
    assert "/compare?query=lonely%20people" in shelf.get("/?query=lonely+people", "en")
    assert "/compare" not in shelf.get("/documents/paper", "en").split("<main")[1]


def test_a_work_that_is_too_far_is_left_out_and_counted(shelf):
    practice(shelf, "bread", "LV", "Bread is baked at dawn.")
    shelf.engine.indexer.sync()
    found = compare(shelf, "home", limit=5)
    assert "bread" not in ids(found) and found.too_far == 1


def test_chosen_works_are_compared_as_chosen_wherever_they_are_from(shelf):
    chosen = shelf.engine.comparer.chosen
    found = chosen.compare(["calls", "visits", "visits.et", "gone", "hidden", "home"], "en")
    assert ids(found) == ["calls", "visits", "home"]
    assert (found.chosen, found.for_country, found.too_far) == (True, "", 0)
    assert ids(chosen.compare(["calls", "visits"], "et")) == ["calls", "visits.et"]
    shared = {s.kind: s.terms for each in found.comparables[2:] for s in each.shared}
    assert shared == {"sector": ("elderly-care",), "target_group": ("older people",)}
    quoted = [q for e in found.comparables for cell in e.cells.values() for q in cell.citations]
    assert quoted and all(each.proved for each in quoted)
