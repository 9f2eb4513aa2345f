"""The same sentences of the document's own translation, or nothing."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from making import WordEncoder, make

from corpus.store.store import CorpusStore
from search_service.answers.answer import Citation
from search_service.answers.translations import Beside
from search_service.encoding.representation import PassageVectors, Representation
from search_service.search.searcher import SearchHit
from search_service.words.analyzer import Analyzer

# The stand-in knows words, not meanings: names and figures are what the two languages share.
ENGLISH = "Rosengård opened Yalla in 2010. Malmö paid 50 workers then. Nobody else joined in yet."
ESTONIAN = "Kohvik avati juba ammu enne seda. Malmö maksis 50 then workers. Muud me siin ei räägi."


class TokenRepresentation(Representation):
    """Keeps the stand-in's token vectors, which a calibration would make comparable."""

    def readings(self, texts: Sequence[str], langs: Sequence[str]) -> list[PassageVectors]:
        plain = super().readings(texts, langs)
        encoded = self._encoder.encode(texts, "passage")
        return [v._replace(tokens=e.tokens) for v, e in zip(plain, encoded, strict=True)]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[CorpusStore]:
    store = CorpusStore.in_folder(tmp_path)
    yield store
    store.close()


def cite(store: CorpusStore, sentence: str) -> Citation:
    made = make("yalla", [ENGLISH], lang="en", title="Yalla")
    store.add(*made)
    start = ENGLISH.index(sentence)
    hit = SearchHit(1, 1.0, made.passages[0], made.document)
    return Citation(hit, start, start + len(sentence))


def beside(store: CorpusStore) -> Beside:
    encoder = WordEncoder()
    return Beside(store, TokenRepresentation(encoder, Analyzer()), encoder)


PAID = "Malmö paid 50 workers then."


def test_the_same_sentence_of_the_translation_is_found(store: CorpusStore) -> None:
    store.add(*make("yalla.et", [ESTONIAN], lang="et", title="Yalla", translation_of="yalla"))
    other = beside(store).translation(cite(store, PAID), "et")
    assert other is not None and other.hit.document.id == "yalla.et"
    assert other.quote == "Malmö maksis 50 then workers."


def test_in_the_readers_own_language_nothing_is_put_beside(store: CorpusStore) -> None:
    store.add(*make("yalla.et", [ESTONIAN], lang="et", title="Yalla", translation_of="yalla"))
    assert beside(store).translation(cite(store, PAID), "en") is None


def test_without_a_published_translation_there_is_none(store: CorpusStore) -> None:
    citation = cite(store, PAID)
    assert beside(store).translation(citation, "et") is None
    draft = make("yalla.et", [ESTONIAN], lang="et", translation_of="yalla", status="draft")
    store.add(*draft)
    assert beside(store).translation(citation, "et") is None


def test_a_sentence_that_the_translation_lacks_has_none(store: CorpusStore) -> None:
    store.add(*make("yalla.et", [ESTONIAN], lang="et", title="Yalla", translation_of="yalla"))
    assert beside(store).translation(cite(store, "Nobody else joined in yet."), "et") is None
