"""What is read for an answer: the best passages, and more of what the question names."""

from collections.abc import Container, Mapping

import pytest
from making import subject_index

from corpus.catalogue.noted_questions import NotedQuestion
from corpus.catalogue.subjects import Subject
from search_service.bundled.installed import require
from search_service.bundled.model import BundledModel
from search_service.encoding.asked_alike import AskedAlike
from search_service.encoding.foresight import UNFORESEEN, Foreseen, Foresight
from search_service.encoding.question_encoder import QuestionEncoder
from search_service.encoding.question_pairs import QuestionPairs
from search_service.encoding.question_vectors import QuestionVectors
from search_service.index.filters import Filters
from search_service.search.reading_list import PASSAGES, Likest, ReadingList
from search_service.words.analyzer import Analyzer

ASKED = "Mis aitas üksilduse vastu Taanis?"


@pytest.fixture
def near(site):
    """More Estonian works on the matter than are read, and a Danish one that is less near."""
    for n in range(PASSAGES + 4):
        site.add(f"ee{n}", [f"Mis aitas üksilduse vastu? Näide {n}."])
    site.add("dk", ["Vabatahtlik käis eakal külas ja üksildus vähenes."], country="DK")
    site.engine.indexer.sync()
    return site


def read(site, question: str, filters: Filters | None = None) -> list[str]:
    result = site.engine.searcher.search(question, filters)
    return [hit.document.id for hit in site.engine.answerer.reading.of(result, filters).hits]


def test_a_named_country_is_read_beside_the_best(near) -> None:
    assert "dk" in read(near, ASKED)[PASSAGES:]
    assert "dk" not in read(near, "Mis aitas üksilduse vastu?")


def test_a_chosen_country_goes_before_a_named_one(near) -> None:
    assert "dk" not in read(near, ASKED, Filters(country=("EE",)))


def test_for_a_list_each_work_is_read_once_however_many_of_its_passages_are_found(near) -> None:
    near.add("kaks", ["Mis aitas üksilduse vastu?", "Üksilduse vastu aitas külaskäik."])
    for n in range(PASSAGES):
        near.add(f"veel{n}", [f"Üksilduse vastu aitas seltsimaja {n}."])
    near.engine.indexer.sync()
    reading, searcher = near.engine.answerer.reading, near.engine.searcher
    found = reading.of_several(searcher.search("Mis aitas üksilduse vastu?"))
    works = [each.hit.document.metadata.work for each in found]
    assert len(works) == len(set(works)) == 16
    assert [each.hit.rank for each in found] == sorted(each.hit.rank for each in found)
    assert {each.passages for each in found} <= {1, 2}


def test_what_stands_under_the_subject_is_in_a_list_though_search_finds_others_first(near) -> None:
    near.add("muu", ["Kuulmislangusega noored koguvad vanaraua."])
    for n in range(20):
        near.add(f"veel{n}", [f"Üksilduse vastu aitas seltsimaja {n}."])
    near.engine.indexer.sync()
    subject = Subject(
        ("mis aitab üksilduse vastu",), ("what helps against loneliness",), frozenset({"muu"})
    )

    def works(*subjects: Subject) -> list[str]:
        reading = ReadingList(near.engine.searcher, Analyzer(), None, subject_index(*subjects))
        result = near.engine.searcher.search("Mis aitas üksilduse vastu?")
        return [each.hit.document.metadata.work for each in reading.of_several(result)]

    assert "muu" not in works()
    assert works(subject) == [*works(), "muu"]
    assert works(subject._replace(works=frozenset({"puudub"}))) == works()
    told = subject._replace(works=frozenset({"puudub"}), told_by=frozenset({"muu"}))
    assert works(told) == works(subject)


def test_a_subject_brings_no_work_that_the_filters_leave_out(near) -> None:
    near.add("kaugel", ["Kuulmislangusega noored koguvad vanarauda."], country="DK")
    near.add("siin", ["Pärnad kasvavad pargis."], country="LV")
    near.engine.indexer.sync()
    works = frozenset({"kaugel", "siin"})
    subject = Subject(("mis aitab üksilduse vastu",), ("what helps against loneliness",), works)
    reading = ReadingList(near.engine.searcher, Analyzer(), None, subject_index(subject))
    filters = Filters(country=("LV",))
    result = near.engine.searcher.search("Mis aitas üksilduse vastu?", filters)
    found = reading.of_several(result, filters)
    assert [each.hit.document.id for each in found] == ["siin"]


def test_how_like_the_likest_is_of_what_is_noted_is_told(near) -> None:
    subject = Subject(("mis aitab üksilduse vastu",), (), frozenset({"ee0"}))
    notes = {
        work: (
            NotedQuestion("fact", question, "", (("Näide.",),)),
            NotedQuestion("none", "Mis aitas üksilduse vastu?", "", ()),
        )
        for work, question in (("ee0", "Mis aitab üksinduse vastu?"), ("puudub", "Mis aitas?"))
    }
    asked = AskedAlike(notes, QuestionVectors(QuestionEncoder(BundledModel(require()))))
    result = near.engine.searcher.search("Mis aitas üksilduse vastu?")
    likest = ReadingList(near.engine.searcher, Analyzer(), asked, subject_index(subject))
    told = likest.of(result).likest
    assert 0.7 < told.subject < 1
    assert 0.7 < told.answered < 0.99  # the one that is the same is answered in vain
    elsewhere = subject_index(subject._replace(works=frozenset({"puudub"})))
    for index in (elsewhere, None):
        reading = ReadingList(near.engine.searcher, Analyzer(), asked, index)
        assert reading.of(result).likest.subject == 0
    # A library of one's own, for which nothing is noted: the shipped index says nothing of it.
    assert (
        ReadingList(near.engine.searcher, Analyzer(), None, subject_index(subject))
        .of(result)
        .likest
        == Likest()
    )


def test_what_answers_a_question_noted_as_like_is_read_too(near) -> None:
    answer = "Kulud katab linn."
    near.add(
        "klubi", ["Mis aitas üksilduse vastu? Klubi.", *[f"Lugu {n}." for n in range(5)], answer]
    )
    near.engine.indexer.sync()
    result = near.engine.searcher.search("Kes maksab üksilduse vastu aitava klubi eest?")
    noted = {
        "klubi": (
            NotedQuestion("money", "Kes maksab klubi eest?", "Who funds the club?", ((answer,),)),
            NotedQuestion("fact", "Mis on klubi lugu?", "What is its story?", (("Lugu 1.",),)),
        )
    }
    asked = AskedAlike(noted, QuestionVectors(QuestionEncoder(BundledModel(require()))))

    def texts(alike: AskedAlike | None) -> list[str]:
        reading = ReadingList(near.engine.searcher, Analyzer(), alike)
        return [hit.passage.text for hit in reading.of(result).hits]

    assert answer not in texts(None)
    assert texts(asked) == [*texts(None), answer]


class Recording(Foresight):
    """The real one, which notes what it was asked for."""

    def of(
        self, question: str, lang: str, titles: Mapping[str, str], works: Container[str]
    ) -> Foreseen:
        self.titles, self.works = titles, works
        return super().of(question, lang, titles, works)


def test_what_is_foreseen_is_so_of_the_works_read_and_in_vain_of_all(near) -> None:
    near.engine.indexer.sync()
    model = BundledModel(require())
    paid = NotedQuestion("money", "Kes rahastas külaskäike?", "Who funded the visits?", ())
    alike = AskedAlike(
        {"ee0": (paid._replace(kind="none"),)}, QuestionVectors(QuestionEncoder(model))
    )
    foresight = Recording(alike, QuestionPairs(model))
    reading = ReadingList(near.engine.searcher, Analyzer(), alike, None, foresight)
    filters = Filters(country=("DK",))
    result = near.engine.searcher.search("Kes rahastas külaskäike?", filters)
    found = reading.of(result, filters)
    assert set(foresight.titles) == {hit.document.metadata.work for hit in found.hits} == {"dk"}
    assert {"dk", "ee0"} <= set(foresight.works)
    assert found.foreseen.in_vain > 0.9 and found.foreseen.unanswered == 0.0
    alone = ReadingList(near.engine.searcher, Analyzer(), alike)
    assert alone.of(result, filters).foreseen == UNFORESEEN
