"""What is noted lifts the passage that answers, its work, and works of the subject."""

import pytest
from making import make

from corpus.catalogue.noted_questions import NotedQuestion
from corpus.catalogue.subjects import Subject
from search_service.bundled.installed import require
from search_service.bundled.model import BundledModel
from search_service.encoding.asked_alike import AskedAlike
from search_service.encoding.noted_alike import NotedAlike
from search_service.encoding.question_encoder import QuestionEncoder
from search_service.encoding.question_vectors import QuestionVectors
from search_service.encoding.subjects_alike import SubjectsAlike
from search_service.search.noted_evidence import NotedEvidence
from search_service.search.selection import Found

PAID = "Kulud katab linn."
FOUND = [
    Found(passage, made.document, 1.0 - place / 10)
    for made in (
        make("muu", ["Mõni teine lugu."]),
        make("klubi", ["Klubi lugu.", PAID]),
        make("aed", ["Aia lugu."]),
    )
    for place, passage in enumerate(made.passages)
]


@pytest.fixture(scope="module")
def vectors() -> QuestionVectors:
    return QuestionVectors(QuestionEncoder(BundledModel(require())))


def lifted(
    vectors: QuestionVectors,
    question: str,
    notes: tuple[NotedQuestion, ...] = (),
    subjects: tuple[Subject, ...] = (),
    weight: float = 1.0,
) -> dict[str, float]:
    noted = NotedAlike(AskedAlike({"klubi": notes}, vectors), SubjectsAlike(subjects, vectors))
    again = NotedEvidence(noted).lifted(question, FOUND, weight)
    assert sorted((e.score for e in again), reverse=True) == [e.score for e in again]
    before = {each.passage.id: each.score for each in FOUND}
    return {
        f"{each.document.id}: {each.passage.text}": round(each.score - before[each.passage.id], 4)
        for each in again
    }


def test_the_passage_that_answers_a_like_question_gains_most_and_its_work_too(vectors) -> None:
    notes = (NotedQuestion("money", "Kes maksab klubi eest?", "Who funds the club?", ((PAID,),)),)
    found = lifted(vectors, "Kes klubi kulud kannab?", notes)
    assert next(iter(found)) == f"klubi: {PAID}"
    assert found[f"klubi: {PAID}"] > found["klubi: Klubi lugu."] > 0
    assert found["muu: Mõni teine lugu."] == found["aed: Aia lugu."] == 0


def test_a_like_question_that_is_not_answered_lifts_nothing(vectors) -> None:
    notes = (NotedQuestion("none", "Kes maksab klubi eest?", "Who funds the club?", ()),)
    assert set(lifted(vectors, "Kes maksab klubi eest?", notes).values()) == {0}


def test_works_of_the_subject_that_is_asked_for_gain(vectors) -> None:
    subject = Subject(("kogukonnaaiad",), ("community gardens",), frozenset({"aed", "puudub"}))
    found = lifted(vectors, "Milliseid kogukonnaaedu on?", subjects=(subject,))
    assert next(iter(found)) == "aed: Aia lugu."
    assert found["klubi: Klubi lugu."] == 0


def test_a_system_without_it_is_left_as_it_is(vectors) -> None:
    subject = Subject(("kogukonnaaiad",), ("community gardens",), frozenset({"aed"}))
    found = lifted(vectors, "Milliseid kogukonnaaedu on?", subjects=(subject,), weight=0.0)
    assert set(found.values()) == {0}
