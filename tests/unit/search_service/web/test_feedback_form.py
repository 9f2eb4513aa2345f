from datetime import date
from urllib.parse import urlencode

import pytest

from corpus.errors import BadInput, Overloaded
from corpus.feedback import VERDICTS, Feedback, keepable
from search_service.phrases.catalogues import LANGUAGES
from search_service.phrases.phrases import phrase
from search_service.web.feedback_form import choices, is_from_here, read
from search_service.web.feedback_limit import FeedbackLimit

DAY = date(2026, 11, 29)


def sent(**fields: str) -> Feedback:
    return read(urlencode({"kind": "answer", "said": "helpful"} | fields), "et", DAY)


@pytest.mark.parametrize("kind", VERDICTS)
def test_every_choice_is_one_that_may_be_kept_and_has_words(kind: str) -> None:
    found = choices(kind)
    assert len({each.value for each in found}) == len(found)
    for each in found:
        keepable(sent(kind=kind, said=each.value))
        assert all(phrase(each.told, lang) != each.told for lang in LANGUAGES)


def test_a_form_is_read() -> None:
    said = sent(said="not helpful/unclear", question="Mis?", document="camps", text=" Üks\r\nkaks ")
    assert said == Feedback(
        "answer", "not helpful", "et", DAY, "unclear", "camps", None, "Mis?", "Üks\nkaks"
    )


@pytest.mark.parametrize("body", ["", "kind=answer", "said=", "&".join(["a=1"] * 30)])
def test_a_form_that_is_not_ours_is_refused(body: str) -> None:
    with pytest.raises(BadInput, match="feedback"):
        read(body, "et", DAY)


def test_an_unknown_kind_is_named() -> None:
    with pytest.raises(BadInput, match="'person' is not known"):
        choices("person")


@pytest.mark.parametrize(
    ("headers", "own"),
    [
        ({"sec-fetch-site": "same-origin", "origin": "https://other.ee"}, True),
        ({"sec-fetch-site": "none"}, True),
        ({"sec-fetch-site": "cross-site"}, False),
        ({"sec-fetch-site": "same-site"}, False),
        ({"origin": "https://sikk.ee"}, True),
        ({"origin": "http://here:8000"}, True),
        ({"origin": "http://here:9000"}, False),
        ({"origin": "null"}, False),
        ({"origin": "https://sikk.ee.other.ee"}, False),
        ({}, True),
    ],
)
def test_a_page_of_another_site_is_told(headers: dict[str, str], own: bool) -> None:
    assert is_from_here({"host": "here:8000", **headers}, "https://sikk.ee") is own


def test_no_more_than_a_few_from_one_address_in_a_minute() -> None:
    now = [0.0]
    limit = FeedbackLimit(lambda: now[0])
    for _ in range(5):
        limit.admit("a")
    with pytest.raises(Overloaded, match="try again in 60 s"):
        limit.admit("a")
    limit.admit("b")
    now[0] = 60.0
    limit.admit("a")


def test_no_more_than_so_many_in_all() -> None:
    limit = FeedbackLimit(lambda: 0.0)
    for number in range(60):
        limit.admit(f"reader {number}")
    with pytest.raises(Overloaded):
        limit.admit("another")
