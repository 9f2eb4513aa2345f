"""The searcher: the best passages of different works, whatever is asked."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from making import WordEncoder, make

from corpus.errors import BadInput
from corpus.store.store import CorpusStore
from search_service.bundled import installed
from search_service.encoding.calibration import FOLDER, Calibration
from search_service.encoding.representation import Representation
from search_service.index.edge import EdgeIndex
from search_service.index.filters import Filters
from search_service.index.indexer import Indexer
from search_service.queries.query_text import LONGEST_QUERY
from search_service.search.hits import SearchResult
from search_service.search.searcher import Searcher
from search_service.search.systems import SYSTEMS
from search_service.wiring import load_encoder
from search_service.words.analyzer import Analyzer


class Library:
    """A store and an index in step; `search` asks them."""

    def __init__(self, folder: Path) -> None:
        self.store = CorpusStore.in_folder(folder)
        words = WordEncoder()
        self.representation = Representation(words, Analyzer())
        self.index = EdgeIndex.open(folder / "index", words.dimensions)
        self.indexer = Indexer(self.store, self.index, self.representation)

    def add(self, name: str, *texts: str, **fields: object) -> None:
        self.store.add(*make(name, texts, **{"title": "", "lang": "en"} | fields))

    def search(
        self, query: str, limit: int = 10, system: str = "dense", **filters: object
    ) -> SearchResult:
        if self.indexer.behind():
            self.indexer.sync()
        searcher = Searcher(self.store, self.index, self.representation, SYSTEMS[system])
        return searcher.search(query, Filters(**filters), limit)

    def found(self, query: str, **options: object) -> list[str]:
        return [hit.document.id for hit in self.search(query, **options).hits]


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    made = Library(tmp_path)
    yield made
    made.index.close()
    made.store.close()


@pytest.mark.parametrize("system", ["bm25", "dense", "rrf"])
def test_the_passage_with_the_words_comes_first(library: Library, system: str) -> None:
    library.add("camps", "The village holds camps.", "Another page about schools.")
    library.add("bank", "The food bank hands out bread.")
    (first, *others) = library.search("food bank bread", system=system).hits
    assert (first.rank, first.document.id) == (1, "bank")
    assert first.passage.text == "The food bank hands out bread."
    assert [hit.rank for hit in others] == list(range(2, len(others) + 2))
    assert all(hit.score <= first.score for hit in others)


def test_a_work_gives_three_passages_at_most_and_leaves_room_for_others(library: Library) -> None:
    library.add("long", *(f"camp village {n}" for n in range(150)))
    library.add("short", "camp")
    for n in range(12):
        library.add(f"other{n}", f"camp something else number {n}")
    found = library.search("camp village", limit=10)
    works = Counter(hit.document.id for hit in found.hits)
    assert works["long"] == 3
    assert len(found.hits) == 10, "the others fill the list"


def test_a_translation_counts_as_its_original(library: Library) -> None:
    library.add("work", *(f"camp village {n}" for n in range(4)))
    library.add("work.en", *(f"camp village {n}" for n in range(4, 8)), translation_of="work")
    library.add("other", "camp")
    found = library.search("camp village").hits
    works = [hit.document.id for hit in found]
    assert sum(name.startswith("work") for name in works) == 3
    assert "other" in works
    shown = next(hit for hit in found if hit.document.id == works[0])
    named = {other.id for other in shown.translations}
    assert named == {"work", "work.en"} - {works[0]}


def test_a_work_is_shown_in_the_readers_language(library: Library) -> None:
    library.add("work", "Talgud toimuvad külas.", lang="et")
    library.add("work.en", "The village holds talgud.", translation_of="work")
    (first,) = library.search("Kus toimuvad talgud?").hits
    assert first.document.id == "work"
    assert [other.id for other in first.translations] == ["work.en"]
    (second,) = library.search("Where in the village is the talgud?").hits
    assert second.document.id == "work.en"


def test_a_version_that_the_index_did_not_bring_is_shown_all_the_same(library: Library) -> None:
    """Of one hit wanted the index is asked for four: five better ones leave none for it."""
    library.add("work", "See leht on millestki muust.", lang="et", country="EE")
    library.add("work.en", "Kus toimuvad talgud?", translation_of="work", country="EE")
    for n in range(5):
        library.add(f"other{n}", f"Kus toimuvad {n}", lang="et")
    (first,) = library.search("Kus toimuvad talgud?", limit=1).hits
    assert (first.document.id, first.passage.text) == ("work", "See leht on millestki muust.")
    assert [other.id for other in first.translations] == ["work.en"]
    assert library.found("Kus toimuvad talgud?", limit=1, lang=("en",)) == ["work.en"]


def test_an_unpublished_translation_is_not_named(library: Library) -> None:
    library.add("work", "camp")
    library.add("work.et", "laager", translation_of="work", lang="et", status="draft")
    (hit,) = library.search("camp").hits
    assert hit.translations == ()


def test_a_phrase_in_quotes_comes_first_as_it_stands(library: Library) -> None:
    library.add("has", "The Village\nCamp of 2018 was long.")
    library.add("words", "A camp is held in the village, the camp is a village camp indeed: camp.")
    library.add("neither", "Something else.")
    assert library.found("village camp")[0] == "words"
    assert library.found("“village camp of 2018”")[0] == "has"
    assert set(library.found('"village camp"')[:2]) == {"has", "words"}
    hits = library.search("„village camp of 2018“ camp").hits
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert set(library.found("„no such phrase“ camp")) == {"has", "words", "neither"}


def test_a_passage_that_holds_the_phrase_is_shown_once(library: Library) -> None:
    """Rank fusion scores it twice: first among those that hold the phrase, lower among all."""
    for n in range(5):
        library.add(f"better{n}", f"camp camp camp {n}")
    library.add("has", "The camp is held far away, and the old mill by the river burns down.")
    first, *others = library.search('"old mill" camp', system="rrf").hits
    assert first.document.id == "has"
    assert sorted(hit.document.id for hit in others) == [f"better{n}" for n in range(5)]
    among_all = library.search("old mill camp", system="rrf").hits
    (score,) = (hit.score for hit in among_all if hit.document.id == "has")
    assert score != first.score, "the case that is tested"


def test_filters_reach_the_index(library: Library) -> None:
    library.add("ee", "camp", country="EE", year=2010, type="practice", sectors=("culture",))
    library.add("fi", "camp", country="FI", year=2020, type="policy", sectors=("justice",))
    library.add("de", "camp", lang="de", type="report")
    assert library.found("camp", country=("EE", "FI")) in (["ee", "fi"], ["fi", "ee"])
    assert set(library.found("camp", not_country=("EE",))) == {"fi", "de"}
    assert library.found("camp", lang=("de",)) == ["de"]
    assert library.found("camp", type=("policy",)) == ["fi"]
    assert library.found("camp", sector=("culture",)) == ["ee"]
    assert library.found("camp", year_from=2015) == ["fi"]
    assert library.found("camp", year_to=2015, country=("FI",)) == []


def test_the_limit_is_kept_to(library: Library) -> None:
    for n in range(30):
        library.add(f"d{n}", f"camp {n}")
    assert len(library.found("camp", limit=1)) == 1
    assert len(library.found("camp", limit=30)) == 30
    assert len(library.found("camp", limit=1000)) == 30
    for limit in (0, -1, 1001):
        with pytest.raises(BadInput, match=f"limit: {limit} is not between"):
            library.search("camp", limit=limit)


def test_a_table_of_contents_is_no_evidence(library: Library) -> None:
    library.add("a", "Camps ........ 4\nVillages ...... 7\nCamps ....... 9", "Camps are held.")
    assert [hit.passage.text for hit in library.search("camps").hits] == ["Camps are held."]


@pytest.mark.parametrize("query", ["", "  ", "\n\t", "\u200b\ufeff", "?!…", "„—”"])
def test_a_query_of_nothing_is_told(library: Library, query: str) -> None:
    with pytest.raises(BadInput, match="the query is empty"):
        library.search(query)


def test_a_query_has_an_end(library: Library) -> None:
    library.add("a", "camp")
    assert library.found("camp " * (LONGEST_QUERY // 5)) == ["a"]
    with pytest.raises(BadInput, match=f"at most {LONGEST_QUERY}"):
        library.search("camp " * (LONGEST_QUERY // 5 + 1))


@pytest.mark.parametrize(
    "query",
    ['"; DROP TABLE documents; --', "a\x00b", "🙂 küla", "%s {0} $score[0]", "küla\u2028kool"],
)
def test_a_query_is_only_words(library: Library, query: str) -> None:
    library.add("a", "camp")
    assert library.found(query, system="rrf") == ["a"]
    assert len(library.store.documents()) == 1


def test_the_query_comes_back_in_one_line_with_its_language(library: Library) -> None:
    found = library.search("  Kuidas\n kaasata\u00a0elanikke? ")
    assert (found.query, found.lang, found.hits) == ("Kuidas kaasata elanikke?", "et", ())
    assert found.took_ms > 0


def test_what_was_removed_a_moment_ago_is_not_shown(library: Library) -> None:
    library.add("gone", "camp")
    library.add("kept", "camp")
    assert set(library.found("camp")) == {"gone", "kept"}
    library.store.remove("gone")
    searcher = Searcher(library.store, library.index, library.representation, SYSTEMS["dense"])
    hits = searcher.search("camp").hits  # the index still has both
    assert [(hit.rank, hit.document.id) for hit in hits] == [(1, "kept")]


def test_across_languages_with_the_real_model(tmp_path: Path) -> None:
    """`full`: each question finds its passage, whichever language either stands in."""
    pairs = {
        "bank": (
            "Toidupank jagab annetatud toitu peredele.",
            "A food bank gives food to families.",
        ),
        "bond": ("Võlakirja tagasimakse sõltub mõjust.", "The bond's repayment depends on impact."),
        "care": ("Eakad saavad koduhooldust.", "Older people get care at home."),
        "camp": ("Külas peeti loometalgud.", "A co-creation camp was held in the village."),
    }
    questions = {
        "bank": ("Kes jagab toitu?", "Who hands out food?"),
        "bond": ("Millest sõltub võlakirja tagasimakse?", "What does repayment depend on?"),
        "care": ("Kuidas eakaid hooldatakse?", "How are the elderly cared for?"),
        "camp": ("Mida külas korraldati?", "What was organised in the village?"),
    }
    calibration = Calibration.read(FOLDER / f"{installed.NAME}.npz")
    store = CorpusStore.in_folder(tmp_path)
    encoder = load_encoder(None)
    representation = Representation(encoder, Analyzer(), calibration, with_tokens=True)
    index = EdgeIndex.open(tmp_path / "index", encoder.dimensions, with_tokens=True)
    for place, name in enumerate(pairs):  # every document in one language only, in turn
        lang = ("et", "en")[place % 2]
        store.add(*make(name, [pairs[name][place % 2]], title="", lang=lang))
    Indexer(store, index, representation).sync()
    searcher = Searcher(store, index, representation)
    found = {q: searcher.search(q).hits[0].document.id for both in questions.values() for q in both}
    index.close()
    store.close()
    assert found == {q: name for name, both in questions.items() for q in both}
