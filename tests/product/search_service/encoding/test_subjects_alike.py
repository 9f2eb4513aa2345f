"""Which works stand under the subject that is asked for, whatever the language."""

from corpus.catalogue.subjects import Subject
from search_service.bundled.installed import require
from search_service.bundled.model import BundledModel
from search_service.encoding.question_encoder import QuestionEncoder
from search_service.encoding.question_vectors import QuestionVectors
from search_service.encoding.subjects_alike import SubjectsAlike

SUBJECTS = (
    Subject(
        ("vabatahtlikud harjutavad sisserändajatega keelt",),
        ("volunteers practise the language with migrants",),
        frozenset({"keelesober", "maja"}),
    ),
    Subject(
        ("toidupangad ja toidu raiskamine",),
        ("food banks and food waste",),
        frozenset({"toidupank", "maja"}),
    ),
)


def alike(subjects: tuple[Subject, ...]) -> SubjectsAlike:
    return SubjectsAlike(subjects, QuestionVectors(QuestionEncoder(BundledModel(require()))))


def test_works_of_the_subject_that_is_asked_for_come_first() -> None:
    for question in (
        "Kus saab uussisserändaja vabatahtlikuga keelt harjutada?",
        "Where do volunteers help immigrants practise the language?",
    ):
        found = alike(SUBJECTS).of(question)
        assert max(found, key=lambda work: found[work][0]) in {"keelesober", "maja"}
        assert found["keelesober"][0] > found["toidupank"][0]


def test_a_work_has_the_likeness_of_each_of_its_subjects_the_likest_first() -> None:
    found = alike(SUBJECTS).of("Millised toidupangad on olemas?")
    assert found["maja"] == (found["toidupank"][0], found["keelesober"][0])


def test_of_these_works_only() -> None:
    found = alike(SUBJECTS).of("Millised toidupangad on olemas?", {"toidupank", "puudub"})
    assert list(found) == ["toidupank"]
    assert alike(SUBJECTS).of("Millised toidupangad on olemas?", {"puudub"}) == {}


def test_a_work_that_only_tells_of_an_example_is_none() -> None:
    subjects = tuple(each._replace(told_by=frozenset({"ülevaade"})) for each in SUBJECTS)
    question = "Millised toidupangad on olemas?"
    assert alike(subjects).of(question) == alike(SUBJECTS).of(question)


def test_without_an_index_nothing_is_known() -> None:
    assert alike(()).of("Millised toidupangad on olemas?") == {}
