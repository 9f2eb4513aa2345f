"""What is shown of what was found: evidence first, one version of a work, no copies."""

from making import make

from search_service.search.selection import Found, select

LONG = (
    "The village of {} holds a camp every summer, and {} people come to it from the whole county."
)


def _found(name: str, *texts: str, **fields: object) -> list[Found]:
    made = make(name, texts, **{"title": "", "lang": "en"} | fields)
    return [Found(passage, made.document, 1.0) for passage in made.passages]


def _ranked(*found: Found) -> list[Found]:
    return [each._replace(score=10.0 - place) for place, each in enumerate(found)]


def _texts(chosen: list[Found]) -> list[str]:
    return [each.passage.text for each in chosen]


def test_bare_headings_and_bibliographies_come_last() -> None:
    (heading,) = _found("a", "Camps and villages")
    (literature,) = _found(
        "b", "Tamm, A. (2018). Camps.\nhttps://example.org/camps\nKask, B. (2020). Villages, pp. 3"
    )
    (evidence,) = _found("c", LONG.format("Rouge", 120))
    chosen = select(_ranked(heading, literature, evidence), "en", 10)
    assert [each.document.id for each in chosen] == ["c", "a", "b"]
    scores = [each.score for each in chosen]
    assert scores == sorted(scores, reverse=True), "what comes later never scores more"


def test_copies_come_last() -> None:
    (one,) = _found("one", LONG.format("Rouge", 120))
    (copy,) = _found("copy", LONG.format("Rouge", 130))
    (other,) = _found("other", "Elderly people are visited at home by their neighbours on Fridays.")
    chosen = select(_ranked(one, copy, other), "en", 10)
    assert [each.document.id for each in chosen] == ["one", "other", "copy"]
    assert select(_ranked(one, copy, other), "en", 2) == chosen[:2]


def test_every_place_that_a_work_wins_is_its_readers() -> None:
    et = _found("work", "Esimene lause räägib laagrist.", "Teine lause räägib külast.", lang="et")
    (en,) = _found("work.en", "The first sentence is about a camp.", translation_of="work")
    (other,) = _found("other", "Another text tells of something else.")
    ranked = _ranked(en, other, et[1], et[0])
    assert _texts(select(ranked, "et", 10)) == [
        et[1].passage.text, other.passage.text, et[0].passage.text,
    ]  # fmt: skip
    assert _texts(select(ranked, "en", 10)) == [en.passage.text, other.passage.text]
    assert select(ranked, "et", 10)[0].score == 10.0, "the place keeps its score"
