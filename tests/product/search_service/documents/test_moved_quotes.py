"""A permanent link finds its quote again, or says that it is gone."""

from making import make

from search_service.answers.answer import Citation
from search_service.search.searcher import SearchHit

QUOTE = "The camp had forty guests."


def link_of(text: str) -> tuple[str, str, int]:
    made = make("camp", [text])
    start = text.index(QUOTE)
    hit = SearchHit(1, 1.0, made.passages[0], made.document)
    citation = Citation(hit, start, start + len(QUOTE))
    mark = citation.link.split("quote=")[1].split("#")[0]
    return citation.link, mark, len(QUOTE)


def test_a_quote_is_checked_also_where_its_passage_still_stands(site) -> None:
    other = "Nothing of it stands here at all."
    first, second = site.add("camp", [other, f"It rained. {QUOTE}"], lang="en")
    _, mark, length = link_of(QUOTE)
    address = f"/documents/camp?passage={first.id}&start=0&end={length}"
    found = site.get(f"{address}&quote={mark}", "en")
    assert f"<mark>{QUOTE}</mark>" in found and "word for word" in found
    for lang, said in (("en", "does not stand in this document"), ("et", "sõna-sõnalt ei ole")):
        lost = site.get(f"{address}&quote=deadbeef00", lang)
        assert said in lost and "<mark>" not in lost and 'id="passage"' in lost
    right = f"/documents/camp?passage={second.id}&start=11&end={11 + length}&quote={mark}"
    page = site.get(right, "en")
    assert f"<mark>{QUOTE}</mark>" in page and 'role="status"' not in page


def test_the_page_marks_a_quote_that_moved_and_tells_one_that_is_gone(site) -> None:
    link, _, _ = link_of(f"It rained. {QUOTE}")
    site.add("camp", [f"New words stand here. {QUOTE} More of them."], lang="en")
    page = site.get(link.split("#")[0], "en")
    assert "still stands in it word for word" in page
    assert f"<mark>{QUOTE}</mark>" in page
    site.add("camp", ["Nothing of it is left here."], lang="en")
    assert "no longer in this document" in site.get(link.split("#")[0], "en")
