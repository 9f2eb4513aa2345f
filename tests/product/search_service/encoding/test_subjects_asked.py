"""Which subjects a question asks for, as they are read beside it, and which works stand there."""

from making import subject_index

from corpus.catalogue.subjects import Subject

LANGUAGE = Subject(
    ("keele harjutamine vabatahtlikuga", "Kus saab sisserändaja keelt harjutada?"),
    ("practising the language with volunteers", "Where do migrants practise the language?"),
    frozenset({"keelesober", "maja"}),
    frozenset({"ülevaade"}),
)
FOOD = Subject(
    ("toidupangad", "Kes jagab ülejäänud toitu?"),
    ("food banks", "Who gives away surplus food?"),
    frozenset({"toidupank", "maja"}),
)
# So many others that not all are read beside the question.
OTHERS = tuple(
    Subject((f"sadam number {n}",), (f"harbour number {n}",), frozenset({f"sadam{n}"}))
    for n in range(20)
)

WORKS = {work for subject in (LANGUAGE, FOOD, *OTHERS) for work in subject.named}


def test_works_under_what_is_asked_for_come_first_in_either_language() -> None:
    index = subject_index(LANGUAGE, FOOD, *OTHERS)
    for question, lang in (
        ("Kus saab uussisserändaja vabatahtlikuga keelt harjutada?", "et"),
        ("Where do volunteers help immigrants practise the language?", "en"),
    ):
        found = index.of(question, lang, WORKS)
        assert set(list(found)[:3]) == {"keelesober", "maja", "ülevaade"}
        assert found["keelesober"].logits[0] > 0 > found["toidupank"].logits[0]
        assert found["ülevaade"] == found["keelesober"]


def test_a_work_has_all_its_subjects_and_what_is_not_read_has_a_likeness_alone() -> None:
    found = subject_index(LANGUAGE, FOOD, *OTHERS).of(
        "Millised toidupangad on olemas?", "et", WORKS
    )
    both = {*found["toidupank"].logits, *found["keelesober"].logits}
    assert set(found["maja"].logits) == both
    assert found["maja"].together > found["toidupank"].together
    unread = [work for work, own in found.items() if not own.logits]
    assert unread
    assert all(found[work].likeness for work in unread)
    assert unread == list(found)[-len(unread) :]


def test_of_these_works_only_though_others_stand_under_likelier_subjects() -> None:
    likelier = [FOOD._replace(works=frozenset({f"mujal{n}"})) for n in range(20)]
    index = subject_index(*likelier, FOOD, LANGUAGE)
    question = "Millised toidupangad on olemas?"
    found = index.of(question, "et", {"toidupank", "keelesober"})
    assert list(found) == ["toidupank", "keelesober"]
    assert found["toidupank"].logits[0] > found["keelesober"].logits[0]
    assert index.of(question, "et", {"puudub"}) == {}
    assert index.likeness(question, {"toidupank"}) > index.likeness(question, {"keelesober"}) > 0
    assert index.likeness(question, {"puudub"}) == 0


def test_a_subject_without_a_wording_in_the_language_is_read_in_the_other() -> None:
    subject = FOOD._replace(et=())
    found = subject_index(subject, LANGUAGE).of("Millised toidupangad on olemas?", "et", WORKS)
    assert found["toidupank"].logits[0] > found["keelesober"].logits[0]


def test_without_an_index_nothing_is_asked_for() -> None:
    assert subject_index().of("Millised toidupangad on olemas?", "et", WORKS) == {}
    assert subject_index().likeness("Millised toidupangad on olemas?", WORKS) == 0
