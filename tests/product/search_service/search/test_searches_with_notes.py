"""What curators noted is evidence for a search, in every language and to any depth."""

from collections.abc import Iterator
from typing import NamedTuple

import pytest
from making import make

from corpus.catalogue.noted_questions import NotedQuestion
from corpus.store.store import CorpusStore
from search_service.bundled import installed
from search_service.bundled.model import BundledModel
from search_service.encoding.asked_alike import AskedAlike
from search_service.encoding.calibration import FOLDER, Calibration
from search_service.encoding.noted_alike import NotedAlike
from search_service.encoding.question_encoder import QuestionEncoder
from search_service.encoding.question_vectors import QuestionVectors
from search_service.encoding.representation import Representation
from search_service.encoding.subjects_alike import SubjectsAlike
from search_service.index.edge import EdgeIndex
from search_service.index.indexer import Indexer
from search_service.search.noted_evidence import NotedEvidence
from search_service.search.searcher import Searcher
from search_service.search.systems import SYSTEMS
from search_service.wiring import load_encoder
from search_service.words.analyzer import Analyzer

ASKED = "Kust tuleb meeste töökoja raha?"
ANSWER = {"et": "Kulud katab linn.", "en": "The city covers the costs."}
NOTES = {
    "koda": (
        NotedQuestion(
            "money",
            "Kes meeste töökoda rahastab?",
            "Who funds the men's workshop?",
            tuple((text,) for text in ANSWER.values()),
        ),
    )
}


class Shelf(NamedTuple):
    store: CorpusStore
    index: EdgeIndex
    calibration: Calibration
    noted: NotedEvidence

    def searcher(
        self, noted: bool = True, calibrated: bool = True, system: str = "full"
    ) -> Searcher:
        calibration = self.calibration if calibrated else None
        made = Representation(load_encoder(None), Analyzer(), calibration, with_tokens=True)
        evidence = self.noted if noted else None
        return Searcher(self.store, self.index, made, SYSTEMS[system], noted=evidence)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shelf]:
    folder = tmp_path_factory.mktemp("shelf")
    store = CorpusStore.in_folder(folder)
    encoder = load_encoder(None)
    calibration = Calibration.read(FOLDER / f"{installed.NAME}.npz")
    representation = Representation(encoder, Analyzer(), calibration, with_tokens=True)
    index = EdgeIndex.open(folder / "index", encoder.dimensions, with_tokens=True)
    for n in range(40):
        store.add(*make(f"muu{n}", [f"Töökoda {n} asub pargis.", f"Park {n} on vana."], title=""))
    store.add(*make("koda", ["Töökoda on koht.", ANSWER["et"]], title=""))
    translation = make(
        "koda.en", ["It is a place.", ANSWER["en"]], title="", lang="en", translation_of="koda"
    )
    store.add(*translation)
    Indexer(store, index, representation).sync()
    vectors = QuestionVectors(QuestionEncoder(BundledModel(installed.require())))
    noted = NotedAlike(AskedAlike(NOTES, vectors), SubjectsAlike((), vectors))
    yield Shelf(store, index, calibration, NotedEvidence(noted))
    index.close()
    store.close()


def texts(searcher: Searcher, question: str = ASKED, limit: int = 10) -> list[str]:
    return [hit.passage.text for hit in searcher.search(question, limit=limit).hits]


def test_what_answers_a_like_question_comes_to_the_front_in_the_readers_language(
    shelf: Shelf,
) -> None:
    assert ANSWER["et"] not in texts(shelf.searcher(noted=False))
    assert ANSWER["et"] in texts(shelf.searcher())
    in_english = texts(shelf.searcher(), "Where does the money of the men's workshop come from?")
    assert ANSWER["en"] in in_english


def test_more_hits_begin_with_the_same_ones(shelf: Shelf) -> None:
    searcher = shelf.searcher()
    assert texts(searcher, limit=30)[:5] == texts(searcher, limit=5)


def test_where_scores_are_not_made_equal_or_the_system_has_no_part_for_it_nothing_changes(
    shelf: Shelf,
) -> None:
    for how in ({"calibrated": False}, {"system": "hybrid"}):
        assert texts(shelf.searcher(**how)) == texts(shelf.searcher(noted=False, **how))
