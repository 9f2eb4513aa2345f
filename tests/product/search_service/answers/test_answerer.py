"""The answerer: what it quotes is there, character for character; else it says so."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from asked_corpus import Corpus
from hypothesis import given
from hypothesis import strategies as st

from corpus.store.store import CorpusStore


@pytest.fixture
def corpus(tmp_path: Path) -> Iterator[Corpus]:
    store = CorpusStore.in_folder(tmp_path)
    yield Corpus(store)
    store.close()


NASTY = st.text(
    st.sampled_from("Village camp. Õun?! „tsitaat”\n\t 20. sajand 🙂 …nt. (a) e\u0301ﬃ\u00ad\u2028")
)


@given(texts=st.lists(NASTY, min_size=1, max_size=4), bar=st.floats(0, 0.5))
def test_every_quote_is_the_source_between_its_offsets(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str], bar: float
) -> None:
    store = CorpusStore.in_folder(tmp_path_factory.mktemp("nasty"))
    passages = [(f"d{n}", text) for n, text in enumerate(texts)]
    answer = Corpus(store).ask("village camp õun", *passages, bar=bar)
    for claim in answer.claims:
        assert claim.text == claim.citations[0].quote
        for citation in claim.citations:
            text = citation.hit.passage.text
            assert citation.quote == text[citation.start : citation.end] != ""
            assert citation.quote in texts[int(citation.hit.document.id[1:])]
    store.close()
