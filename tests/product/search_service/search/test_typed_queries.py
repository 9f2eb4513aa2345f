"""Queries as people type them find what the well-typed ones find, and nothing typed is a fault.

Small documents of our own, words and fusion as in the product; the encoder is the stand-in, to which
a word in other letters is another word, so that nothing here is the model's kindness.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from making import WordEncoder, make, make_answerer

from corpus.catalogue import glossary
from corpus.errors import BadInput
from corpus.store.store import CorpusStore
from search_service.compare.cells import CellReader
from search_service.compare.comparer import Comparer
from search_service.compare.statement_kinds import StatementKinds
from search_service.encoding.representation import Representation
from search_service.index.edge import EdgeIndex
from search_service.index.indexer import Indexer
from search_service.queries.library_words import LibraryWords
from search_service.queries.query_reader import QueryReader
from search_service.queries.spelling import Spelling
from search_service.search.searcher import Searcher, SearchResult
from search_service.search.systems import SYSTEMS
from search_service.words.analyzer import Analyzer

DOCUMENTS = {
    "bond": ("et", "Sotsiaalse mõju võlakiri maksab tulemuse eest. Riik maksab, kui mõju on."),
    "sib": ("en", "A SIB pays for what changed. The SIB ended after three years."),
    "visible": ("en", "The result was visible: visible work, visible change, visible to all."),
    "worker": ("et", "Sotsiaaltöötaja käib eaka juures kodus. Sotsiaaltöötaja töö on raske."),
    "bank": ("en", "A time bank counts hours. In a time bank every hour is worth the same."),
    "ajapank": ("et", "Ajapank loeb tunde. Ajapangas on iga tund sama palju väärt."),
    "food": ("en", "A food bank hands out bread. The bank has shops and vans."),
    "many": ("et", "Osales 1 750 inimest ja 7500 vaatajat, neist 750,5 protsenti noori."),
    "exact": ("et", "Pärast seda, kui loendus lõppes ja kõik arvud olid käes, jäi järele 750."),
    "grouped": ("et", "Toetus oli 20\u00a0000 eurot, omaosalus 3,5 protsenti."),
    "longer": ("et", "Programmi maht oli 9 630 751 eurot."),
    "ngo": ("en", "An NGO asked the town for a house. The NGO got it."),
    "curly": ("en", "The children\u2019s house is a co\u2011creation of \u2212 all of them."),
}


class Place:
    """A small library with the product's reading of queries."""

    def __init__(self, folder: Path) -> None:
        analyzer, encoder = Analyzer(), WordEncoder()
        self.store = CorpusStore.in_folder(folder)
        representation = Representation(encoder, analyzer)
        self.index = EdgeIndex.open(folder / "index", encoder.dimensions)
        reader = QueryReader(Spelling(analyzer, LibraryWords(self.store), glossary.read()))
        self.searcher = Searcher(self.store, self.index, representation, SYSTEMS["rrf"], reader)
        self.answerer = make_answerer(self.store, encoder)
        cells = CellReader(representation, StatementKinds(representation))
        self.comparer = Comparer(self.store, self.searcher, representation, cells, bar=0.0)
        for name, (lang, text) in DOCUMENTS.items():
            country = "FI" if lang == "en" else "EE"
            self.store.add(*make(name, [text], lang=lang, title="", country=country))
        Indexer(self.store, self.index, representation).sync()

    def search(self, query: str) -> SearchResult:
        return self.searcher.search(query)

    def found(self, query: str) -> list[str]:
        return [hit.document.id for hit in self.search(query).hits]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    made = Place(tmp_path_factory.mktemp("typed"))
    yield made
    made.index.close()
    made.store.close()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("sotsiaalse moju volakiri", "sotsiaalse mõju võlakiri"),
        ("SOTSIAALSE MÕJU VÕLAKIRI", "sotsiaalse mõju võlakiri"),
        ("SOTSIAALSE MOJU VOLAKIRI", "sotsiaalse mõju võlakiri"),
        ("KUIDAS SOTSIAALTÖÖTAJA KÄIB KODUS?", "Kuidas sotsiaaltöötaja käib kodus?"),
        ("HOW DOES A TIME BANK WORK?", "How does a time bank work?"),
        ("sotsiaal töötaja", "sotsiaaltöötaja"),
        ("sotsiaal tootaja", "sotsiaaltöötaja"),
        ("SIBs", "SIB"),
        ("NGOs", "NGO"),
        ("SIB-i", "SIB"),
    ],
)
def test_the_same_is_found(place: Place, typed: str, meant: str) -> None:
    assert place.found(typed) == place.found(meant)


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("sotsiaalse moju volakiri", {"bond"}),
        ('"SIB"', {"sib"}),
        ("„sib“", {"sib"}),
        ("sotsiaal töötaja", {"worker"}),
        ("NGOs", {"ngo"}),
        ("750", {"exact"}),
        ("20 000", {"grouped"}),
        ("20000", {"grouped"}),
        ("3.5", {"grouped"}),
        ("630", {"longer"}),  # no passage has it as a number of its own
        ('"children\'s house"', {"curly"}),
        ('"co-creation"', {"curly"}),
        ('"co\u00adcreation of - all"', {"curly"}),
        ('"SOTSIAALSE MOJU"', {"bond"}),
    ],
)
def test_what_is_asked_for_comes_first(place: Place, query: str, first: set[str]) -> None:
    assert set(place.found(query)[: len(first)]) == first


@pytest.mark.parametrize(
    ("query", "lang"),
    [
        ("How does Keelesõber work?", "en"),
        ("what is ajapank", "en"),
        ("Mis on Housing First?", "et"),
        ("kuidas moju hinnata", "et"),
        ("hairenupp", "et"),
    ],
)
def test_the_language_is_that_of_the_question(place: Place, query: str, lang: str) -> None:
    assert place.search(query).lang == lang


def test_a_quoted_number_is_shown_in_the_version_that_holds_it(tmp_path: Path) -> None:
    place = Place(tmp_path)
    place.store.add(*make("work", ["Osales 981 inimest."], title="", lang="et"))
    place.store.add(
        *make("work.en", ["Nine hundred took part."], title="", lang="en", translation_of="work")
    )
    Indexer(place.store, place.index, Representation(WordEncoder(), Analyzer())).sync()
    result = place.searcher.search("981", lang="en")
    assert result.hits[0].passage.text == "Osales 981 inimest."
    place.index.close()
    place.store.close()


def test_the_query_is_shown_as_it_was_typed(place: Place) -> None:
    result = place.search("  SOTSIAALSE  MOJU ")
    assert result.query == "SOTSIAALSE MOJU"
    assert (result.spelt, result.wording) == ("Sotsiaalse mõju", "Sotsiaalse mõju")
    assert place.search("sotsiaalse mõju").spelt is None


ODD = (
    "x" * 65, "õ" * 65, "A" * 65, "ÕÄ" * 40, "b" * 2_000, "1" * 65, "x" * 65 + " SIB",
    "mis on " + "y" * 70, "what is " + "y" * 70, '"' + "x" * 70 + '"', "_" * 80 + "a",
    "my_file_name_v2.pdf", "toetus_2019_lõplik.docx", "FILE_NAME_2020.PDF", "a_", "__init__",
    "1_000", "a ++ b", "c++", "++a", "mis on ++?a", "a\u200d\u200db", "👩‍👩‍👧 pere", "٣٤", "x²", "½",
    "Ⅷ", "ß" * 70, "İstanbul", "ǅ", "a\u0301" * 70, "-" * 70 + "a", "(a", "[a", "a{2}", "\\1 a",
    "*a", "https://www.sm.ee/x_y?z=1", "1,2,3.4.5", "1.", "中文", "русский вопрос", "ÄÄÄÄ", "I", '"7"',
)  # fmt: skip


@pytest.mark.parametrize("query", ODD)
def test_nothing_that_can_be_typed_is_a_fault(place: Place, query: str) -> None:
    try:
        result = place.search(query)
    except BadInput:
        return  # nothing to search for in it
    place.answerer.answer(result)
    place.comparer.compare(query, "EE")
