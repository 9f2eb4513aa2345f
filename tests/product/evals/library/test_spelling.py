"""A misspelt word is listed; names and words set apart are told from it."""

from pathlib import Path

from making import card

from evals.library.facts import read_library
from evals.library.spelling import check
from search_service.words.analyzer import Analyzer

BODY = (
    "Küla elanikud peavad loometalguid, kus aitab Helpificu meeskond. Uus teeenus on *pro bono*. "
    "Allikas on err.ee/123 ja samhället."
)


def test_unknown_words_are_told_with_what_explains_them(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(card("a", BODY), encoding="utf-8")
    (tmp_path / "b.md").write_text(card("b", "Küla elanikud aitavad."), encoding="utf-8")
    (tmp_path / "c.md").write_text(card("c", "Wrrong.", lang="en"), encoding="utf-8")
    first, second = check(read_library(tmp_path), Analyzer())
    assert (first.document_id, second.document_id) == ("a", "b")
    assert {each.word: each.kind for each in first.unknown} == {
        "Helpificu": "capital",
        "teeenus": "other",
        "pro": "set apart",
        "bono": "set apart",
        "samhället": "other",
    }
    assert first.unexplained == ["teeenus", "samhället"]
    assert second.unknown == [] and second.share == 0
    assert first.share == 5 / first.words


def test_hardly_a_word_of_the_shipped_library_is_unexplained() -> None:
    found = check(read_library(), Analyzer())
    assert len(found) > 90
    words = sum(spelling.words for spelling in found)
    assert sum(len(spelling.unexplained) for spelling in found) / words < 0.002
    assert (
        max(spelling.share for spelling in found) < 0.1
    )  # a page to start from is full of foreign names
