"""Queries are spelt as the library would spell them, and well-formed ones are left alone."""

from collections.abc import Iterator

import pytest
from making import make

from corpus.catalogue.glossary import Term, read
from corpus.store.store import CorpusStore
from search_service.queries.concepts import Concepts
from search_service.queries.library_words import LibraryWords
from search_service.queries.plain_letters import is_plain, plain
from search_service.queries.query_reader import QueryReader
from search_service.queries.spelling import Spelling
from search_service.words.analyzer import Analyzer

TEXTS = (
    "Väike kool Pärnus. Töö ja pere: sotsiaaltöötaja töö on väike. Väike töö, väike maja.",
    "Kas väike töö tasub? Eestis on töö ja mõju. Üksi elavad inimesed Eestis, ka Eestis.",
    "Too mees, too maja ja too tee. Noortekeskus Soomes. Noored Soomes, ka väike OECD ja suur OECD. MTÜ tegi, MTÜ maksis.",
)
ENGLISH = (
    "Work in Finland, and work in Estonia. The NGO of the OECD. They work with us.",
    "Loneliness of a volunteer. Icehearts is a bench of Elderlearn. It should work.",
)


@pytest.fixture(scope="module")
def terms() -> list[Term]:
    return read()


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CorpusStore]:
    opened = CorpusStore.in_folder(tmp_path_factory.mktemp("words"))
    opened.add(*make("et", TEXTS))
    opened.add(*make("en", ENGLISH, lang="en"))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def spelling(store: CorpusStore, terms: list[Term]) -> Spelling:
    return Spelling(Analyzer(), LibraryWords(store), terms)


@pytest.fixture(scope="module")
def reader(spelling: Spelling) -> QueryReader:
    return QueryReader(spelling)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("sotsiaalse moju volakiri", "sotsiaalse mõju võlakiri"),
        ("Mis on sotsiaalse moju volakiri?", "Mis on sotsiaalse mõju võlakiri?"),
        ("oppijate motivatsioon", "õppijate motivatsioon"),
        ("Kuidas on noored koolis ule elanud?", "Kuidas on noored koolis üle elanud?"),
        ("koik voib muutuda", "kõik võib muutuda"),
        ("kolmas žürii ja sokolaad", "kolmas žürii ja sokolaad"),  # typed with marks elsewhere
        ("kolmas zurii ja sokolaad", "kolmas žürii ja šokolaad"),
        ("parnu koolid", "pärnu koolid"),
        ("Parnus on vaike kool", "Pärnus on väike kool"),
        ("mtu", "MTÜ"),
        ("Mis on MTU?", "Mis on MTÜ?"),
        ("kulakeskus", "külakeskus"),
    ],
)
def test_left_out_marks(spelling: Spelling, typed: str, meant: str) -> None:
    assert spelling.of(typed, "et").text.casefold() == meant.casefold()


def test_a_word_that_is_one_either_way_is_the_librarys_where_marks_were_left_out(
    spelling: Spelling,
) -> None:
    assert spelling.of("koik too", "et") == ("kõik töö", ("too",))
    assert spelling.of("too mees", "et").text == "too mees", "nothing shows it"


def test_every_name_of_the_glossary_is_known_without_its_marks(
    reader: QueryReader, terms: list[Term]
) -> None:
    concepts = Concepts(terms, Analyzer())
    marked = [name for term in terms for name in term.et if not is_plain(name)]
    lost = []
    for name in marked:
        for wording in ("{}", "Mis on {}?", "Kuidas {} Eestis toimib?"):
            typed, right = (reader.read(wording.format(each)) for each in (plain(name), name))
            if concepts.names(typed.text, typed.lang) != concepts.names(right.text, "et"):
                lost.append(wording.format(plain(name)))
    assert len(marked) > 200
    assert lost == []


@pytest.mark.parametrize(
    ("typed", "lang", "meant"),
    [
        ("KUIDAS KAASATA ELANIKKE?", "et", "Kuidas kaasata elanikke?"),
        ("MIS ON SIB?", "et", "Mis on SIB?"),
        ("KAS MTÜ ON OECD LIIGE SOOMES?", "et", "Kas MTÜ on OECD liige Soomes?"),
        ("SOTSIAALSE MÕJU VÕLAKIRI", "et", "Sotsiaalse mõju võlakiri"),
        ("SOTSIAALSE MOJU VOLAKIRI", "et", "Sotsiaalse mõju võlakiri"),
        ("TÖÖTAJA", "et", "Töötaja"),
        ("KUIDAS? MIS SIIS?", "et", "Kuidas? Mis siis?"),
        ("MIS OLI 2023. AASTAL?", "et", "Mis oli 2023. aastal?"),
        ("HOW DOES IT WORK IN FINLAND?", "en", "How does it work in Finland?"),
        ("WHAT DO NGOS DO IN NORWAY?", "en", "What do NGO do in Norway?"),
        ("HOW DO I WORK?", "en", "How do I work?"),
        ("SIB IN FINLAND", "en", "SIB in Finland"),
    ],
)
def test_capitals(spelling: Spelling, typed: str, lang: str, meant: str) -> None:
    assert spelling.of(typed, lang).text == meant


@pytest.mark.parametrize(
    ("typed", "lang", "meant"),
    [
        ("SIBs", "en", "SIB"),
        ("What are NGOs?", "en", "What are NGO?"),
        ("SIBide tulemused", "et", "SIB tulemused"),
        ("SIB-i ja SIB’i hind", "et", "SIB ja SIB hind"),
        ("MTÜ-d, MTÜdele, MTÜ‑dega", "et", "MTÜ, MTÜ, MTÜ"),
        ("SIKKi uudised", "et", "SIKK uudised"),
        ("FAQs and KPIs", "en", "FAQs and KPIs"),  # none of the field's
        ("SI-lab", "en", "SI-lab"),
        ("NEETs", "en", "NEETs"),  # a name of its own
    ],
)
def test_acronyms_with_endings(spelling: Spelling, typed: str, lang: str, meant: str) -> None:
    assert spelling.of(typed, lang).text == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("sotsiaal töötaja", "sotsiaaltöötaja"),
        ("sotsiaal töötajate palk", "sotsiaaltöötajate palk"),
        ("Sotsiaal töö", "Sotsiaaltöö"),
        ("SOTSIAAL TÖÖTAJA", "Sotsiaaltöötaja"),
        ("sotsiaal tootaja", "sotsiaaltöötaja"),
        ("aja pank", "ajapank"),
        ("kogukonna keskus", "kogukonnakeskus"),
        ("kogukonna kesk", "kogukonna kesk"),
        ("sotsiaalse mõju võlakiri", "sotsiaalse mõju võlakiri"),
        ("suure kogukonna keskus", "suure kogukonna keskus"),
        ("kooli direktor", "kooli direktor"),
    ],
)
def test_split_compounds(spelling: Spelling, typed: str, meant: str) -> None:
    assert spelling.of(typed, "et").text == meant


@pytest.mark.parametrize(
    ("typed", "lang", "meant"),
    [
        ("lonelines", "en", "loneliness"),
        ("Why lonliness?", "en", "Why loneliness?"),
        ("volunter", "en", "volunteer"),
        ("What is Elderlern?", "en", "What is Elderlearn?"),
        ("sotsiaaltöötja", "et", "sotsiaaltöötaja"),
        ("noortekeskuu", "et", "noortekeskus"),
        ("Iceheartsi lapsed", "et", "Iceheartsi lapsed"),  # a name and its ending
        ("Icehearts’ children", "en", "Icehearts’ children"),
        ("shouldn't it", "en", "shouldn't it"),
    ],
)
def test_slips(spelling: Spelling, typed: str, lang: str, meant: str) -> None:
    assert spelling.of(typed, lang).text == meant


@pytest.mark.parametrize(
    ("query", "lang"),
    [
        ("Kuidas kaasata elanikke?", "et"),
        ("Kas Jaime II elas Torinos?", "et"),
        ("Palgaarvestuse API ja KM ID", "et"),
        ("Mis on Housing First?", "et"),
        ("SIB", "en"),
        ("SIB vs DIB", "en"),
        ("UNESCO", "en"),
        ("OECD, WHO, UNHCR", "en"),
        ("What do social workers do?", "en"),
        ("too old to work", "en"),
        ("for a model of care", "en"),
        ("750", "en"),
        ("", "et"),
    ],
)
def test_well_formed_queries_stay_as_they_are(spelling: Spelling, query: str, lang: str) -> None:
    assert spelling.of(query, lang) == (query, ())


def test_the_query_is_kept_as_it_was_typed_beside_what_it_means(reader: QueryReader) -> None:
    query = reader.read("“SOTSIAALSE  MOJU” 2018")
    assert query.line == "“SOTSIAALSE MOJU” 2018"
    assert query.text == query.wording == "Sotsiaalse mõju 2018"
    assert query.phrases == (("SOTSIAALSE MOJU",), ("Sotsiaalse mõju",))
    plain_query = reader.read("„mõju“ hindamine")
    assert plain_query.wording == plain_query.line == "„mõju“ hindamine"


def test_without_a_spelling_a_query_is_read_as_it_is_typed() -> None:
    query = QueryReader().read("sotsiaalse moju volakiri")
    assert (query.text, query.also, query.lang) == ("sotsiaalse moju volakiri", (), "et")


def test_words_are_counted_anew_once_the_store_has_changed(tmp_path) -> None:
    store = CorpusStore.in_folder(tmp_path)
    words = LibraryWords(store)
    assert words.count("maja") == 0
    store.add(*make("a", ("Maja on maja. Vana Maja seisab majas.",)))
    assert words.count("maja") == 3
    assert words.uses("maja") == 4
    assert words.inside("maja", "et") == {"maja": 1, "Maja": 1}
    assert words.inside("maja", "en") == {}
    store.remove("a")
    assert words.count("maja") == 0
    store.close()
