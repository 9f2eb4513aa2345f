"""A place is cited as a paper would, with an address that finds it again."""

from dataclasses import replace

from making import make

from search_service.documents.moved_quotes import mark_of
from search_service.web.citation_line import citation_line

SITE = "http://site.example/"
TEXT = "Tulemusrahastus maksab tulemuste eest."


def test_a_quote_is_cited_with_author_year_and_page() -> None:
    document, _, passages = make(
        "paber", [TEXT], title="Tulemusrahastus", type="policy", year=2026, organisations=("KOK",)
    )
    passage = replace(passages[0], page=3, page_label="iii")
    line = citation_line(document, SITE, "et", passage, (0, 15))
    place = f"passage={passage.id}&start=0&end=15&quote={mark_of('Tulemusrahastus')}#passage"
    assert line == (
        "KOK. Tulemusrahastus. 2026. lk iii (PDF-i lk 3). SIKK Search, "
        f"http://site.example/documents/paber?{place}"
    )


def test_a_practice_names_no_author_as_its_organisations_did_not_write_it() -> None:
    document, _, _ = make("talgud", title="Loometalgud", year=2018, organisations=("KOK",))
    line = citation_line(document, SITE, "en")
    assert line == "Loometalgud. SIKK Search, http://site.example/documents/talgud"
