"""When a file is read again: what of limits and programs made a difference to it."""

import pytest

from corpus.accounts import PageAccount
from ingest.readers.raw import RawDocument, RawPage
from ingest.terms import ReadingTerms


class Terms(ReadingTerms):
    """Terms on a machine that is said to recognise text, or not to."""

    recognises = True


class WithoutRecognition(ReadingTerms):
    recognises = False


def raw(pages: int, *how: str, unread: tuple[int, ...] = ()) -> RawDocument:
    account = PageAccount(how or ("text",))
    made = tuple(RawPage(n, None, "Tekst.", account) for n in range(1, pages + 1))
    return RawDocument("application/pdf", made, unread=unread)


@pytest.mark.parametrize(
    ("then", "document", "now", "holds"),
    [
        (Terms(10, "est"), raw(3), Terms(10, "est"), True),
        (Terms(10, "est"), raw(3), Terms(20, "eng"), True),
        (Terms(10, "est"), raw(10), Terms(20, "est"), False),
        (Terms(20, "est"), raw(20), Terms(10, "est"), True),
        (Terms(10, "est"), raw(3, "recognised"), Terms(10, "est+eng"), False),
        (Terms(10, "est"), raw(3, "recognised"), Terms(10, "est", 99.0), True),
        (WithoutRecognition(10, "est"), raw(3, unread=(2,)), Terms(10, "est"), False),
        (WithoutRecognition(10, "est"), raw(3, unread=(2,)), WithoutRecognition(10, "est"), True),
        (Terms(10, "est"), raw(3, "text", "recognised"), WithoutRecognition(10, "est"), True),
    ],
)
def test_only_what_gives_more_counts(
    then: ReadingTerms, document: RawDocument, now: ReadingTerms, holds: bool
) -> None:
    read_as = then.read_as("hash", document)
    assert len(read_as) <= 64, "as long as the store's column"
    assert now.hold(read_as, "hash") is holds
    assert not now.hold(read_as, "another hash")


@pytest.mark.parametrize("read_as", [None, "", "of another form, from another version"])
def test_what_is_not_known_is_read(read_as: str | None) -> None:
    assert not Terms(10, "est").hold(read_as, "hash")


@pytest.mark.parametrize(
    "now",
    [Terms(11, "est"), Terms(10, "eng"), Terms(10, "est", 300), WithoutRecognition(10, "est")],
)
def test_any_other_term_is_a_new_chance_for_what_failed(now: ReadingTerms) -> None:
    then = Terms(10, "est")
    assert then.failed_as("hash") == Terms(10, "est").failed_as("hash") != now.failed_as("hash")
