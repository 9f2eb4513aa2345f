"""A quote is proved against the stored pages, or it is not shown."""

from dataclasses import replace
from pathlib import Path

import pytest
from making import make

from corpus.documents import PAGE_BREAK, Page, Passage, Span
from corpus.store.store import CorpusStore
from search_service.answers.answer import Citation
from search_service.answers.prover import Prover, text_at
from search_service.search.searcher import SearchHit


@pytest.fixture
def store(tmp_path: Path):
    store = CorpusStore.in_folder(tmp_path)
    yield store
    store.close()


TEXTS = ["The camp had forty guests.", "", "It rained all day. Nobody minded."]


def cite(start: int, end: int, texts: list[str] = TEXTS) -> Citation:
    """A citation in the one passage that holds the whole document of those pages."""
    document, _, _ = make("camp", texts)
    whole = PAGE_BREAK.join(texts)
    spans = tuple(Span(i, 0, len(text)) for i, text in enumerate(texts))
    passage = Passage("camp~1", "camp", 0, "en", "", whole, 0, len(whole), 1, "1", spans)
    return Citation(SearchHit(1, 1.0, passage, document), start, end)


def put(store: CorpusStore, citation: Citation, texts: list[str] = TEXTS) -> None:
    pages = [Page(n, str(n), text) for n, text in enumerate(texts, start=1)]
    store.add(citation.hit.document, pages, [citation.hit.passage])


def test_a_quote_that_stands_there_is_proved_with_its_page(store: CorpusStore) -> None:
    start = PAGE_BREAK.join(TEXTS).index("It rained")
    citation = cite(start, start + len("It rained all day."))
    put(store, citation)
    assert not citation.proved and citation.page == 1
    proved = Prover(store).prove(citation)
    assert proved is not None and proved.proved
    assert (proved.page, proved.page_label) == (3, "3")
    assert [(p.page_index, p.start, p.end) for p in proved.places] == [(2, 0, 18)]
    assert text_at(store.pages("camp"), proved.places) == proved.quote == "It rained all day."


def test_a_quote_over_pages_names_each(store: CorpusStore) -> None:
    citation = cite(0, PAGE_BREAK.join(TEXTS).index(" Nobody"))
    put(store, citation)
    proved = Prover(store).prove(citation)
    assert proved is not None
    assert [place.number for place in proved.places] == [1, 2, 3]
    assert text_at(store.pages("camp"), proved.places) == citation.quote


def test_what_the_store_does_not_hold_is_refused(store: CorpusStore) -> None:
    citation = cite(0, 26)
    prover = Prover(store)
    assert prover.prove(citation) is None  # no such document
    put(store, citation, ["The camp had fifty guests!", *TEXTS[1:]])
    assert prover.prove(citation) is None  # other characters stand there
    put(store, citation)
    assert prover.prove(citation) is not None
    changed = replace(citation.hit.document, source_hash="0" * 64)
    store.add(changed, store.pages("camp"), [citation.hit.passage])
    assert prover.prove(citation) is None  # another version of the file
    store.remove("camp")
    assert prover.prove(citation) is None


def test_a_translation_that_is_not_proved_is_left_out(store: CorpusStore) -> None:
    citation = cite(0, 26)
    put(store, citation)
    made = make("other")
    foreign = Citation(SearchHit(1, 1.0, made.passages[0], made.document), 0, 5)
    prover = Prover(store)
    proved = prover.prove(replace(citation, translation=foreign))
    assert proved is not None and proved.translation is None
    store.add(*made)
    proved = prover.prove(replace(citation, translation=foreign))
    assert proved is not None and proved.translation is not None and proved.translation.proved


@pytest.mark.parametrize(("start", "end"), [(0, 0), (26, 28), (5, 3)])
def test_an_empty_quote_proves_nothing(store: CorpusStore, start: int, end: int) -> None:
    citation = cite(start, end)
    put(store, citation)
    assert Prover(store).prove(citation) is None
