"""The client's comparisons over HTTP: asked by keyword, answered with the keys that it promises."""

import pytest
from browser import listening

from search_service.client import Client, CompareAnswer, PracticeCompared, RequestRefused

PROBLEM = "Older people in the village are lonely and see nobody for days."


@pytest.fixture
def client(site):
    for name, country, year in (
        ("home", "EE", 2001),
        ("visits", "FI", 2014),
        ("calls", "SE", 2020),
    ):
        site.add(name, [PROBLEM], lang="en", title=name.title(), country=country, year=year)
    site.engine.indexer.sync()
    with listening(site.app) as port, Client(f"http://127.0.0.1:{port}") as client:
        yield client


def test_a_need_is_compared_with_practices_of_other_countries(client):
    found = client.compare("lonely older people in the village", "EE", reader_lang="et")
    assert found.keys() >= CompareAnswer.__annotations__.keys()
    assert (found["lang"], found["for_country"], found["subject"]) == ("et", "EE", None)
    assert {each["document_id"] for each in found["comparables"]} == {"visits", "calls"}
    for each in found["comparables"]:
        assert each.keys() >= PracticeCompared.__annotations__.keys()
        assert list(each["cells"]) == found["fields"]
        assert each["cells"]["years"]["source"] == "catalogue"


def test_filters_and_the_limit_are_passed_on(client):
    found = client.compare("home", "EE", limit=1, country=["SE", "FI"], year_from=2015)
    assert [each["document_id"] for each in found["comparables"]] == ["calls"]
    assert found["subject"] == "home"


@pytest.mark.parametrize(("query", "country"), [("lonely", "XX"), ("", "EE")])
def test_what_cannot_be_compared_is_refused_in_words(client, query, country):
    with pytest.raises(RequestRefused) as refused:
        client.compare(query, country)
    assert refused.value.status == 422 and refused.value.detail
