"""The page of an answer: figures marked and set side by side, in both languages, plain HTML."""

import pytest

from corpus.catalogue import glossary
from search_service.phrases.phrases import phrase
from search_service.queries.library_words import LibraryWords
from search_service.queries.query_reader import QueryReader
from search_service.queries.spelling import Spelling

QUESTION = "How many guests had the village camp?"


@pytest.fixture
def camps(site):
    for name, guests, year in (("old", 40, 2018), ("new", 55, 2023)):
        text = f"The village camp had {guests} guests in all."
        site.add(name, [text], title=f"The {name} camp", lang="en", year=year)
    return site


def test_figures_are_marked_and_differing_ones_set_side_by_side(camps) -> None:
    page = camps.get(f"/?query={QUESTION}", "en")
    assert "<mark>40</mark>" in page and "<mark>55</mark>" in page
    assert "The figure or date that most likely answers is marked." in page
    table = page[page.index('id="conflict-1"') : page.index("</table>")]
    assert "The documents give different figures" in table
    assert table.index("<strong>55</strong>") < table.index("<strong>40</strong>")  # newest first
    assert table.index(">2023<") < table.index(">2018<")


def test_the_frame_is_estonian_for_an_estonian_reader(camps) -> None:
    page = camps.get(f"/?query={QUESTION}", "et")
    assert "Dokumendid annavad eri arve" in page
    assert "Püsilink tsitaadile" in page
    assert 'lang="en" dir="auto"' in page  # the quotes stay English


@pytest.mark.parametrize("lang", ["et", "en"])
def test_a_word_that_was_spelt_otherwise_is_told(camps, lang) -> None:
    words = LibraryWords(camps.engine.store)
    spelling = Spelling(camps.engine.analyzer, words, glossary.read())
    camps.engine.searcher.reader = QueryReader(spelling)
    for path in ("/?query=villagge+camp", "/compare?query=villagge+camp"):
        page = camps.get(path, lang)
        told = page[page.index(phrase("did_you_mean", lang)) :].split("</p>")[0]
        assert ">village camp</bdi></a>" in told and "<bdi>villagge camp</bdi>" in told
    for name, field in (("search", "query"), ("ask", "question"), ("compare", "query")):
        body = {field: "villagge camp", **({"for_country": "FI"} if name == "compare" else {})}
        said = camps.client.post(f"/api/v1/{name}", json=body).json()
        assert said["did_you_mean"] == "village camp"
    assert phrase("did_you_mean", lang) not in camps.get("/?query=village+camp", lang)


def test_every_quote_has_a_permanent_link_that_marks_it(camps) -> None:
    page = camps.get(f"/?query={QUESTION}", "en")
    link = page.split('cite="')[1].split('"')[0].replace("&amp;", "&")
    shown = camps.get(link.split("#")[0], "en")
    assert "<mark>The village camp had" in shown
