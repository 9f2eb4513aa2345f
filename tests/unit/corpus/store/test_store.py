"""The store: whole documents in and out, and a feed that misses nothing.

Every test runs on SQLite, and on PostgreSQL where SIKK_TEST_STORE_URL names a database.
"""

import os
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields
from pathlib import Path

import pytest
from making import make
from sqlalchemy import create_engine, make_url, text

from corpus.documents import Metadata
from corpus.errors import NotFound, StorageError
from corpus.store.store import Change, CorpusStore

TEXTS = ["Esimene lehekülg.", "Teine — „õäöü” 🙂 ﬃ\n\ntabel | rida", "Kolmas"]


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'corpus.sqlite'}"
        return
    server = os.environ.get("SIKK_TEST_STORE_URL")
    if not server:
        pytest.skip("SIKK_TEST_STORE_URL names no PostgreSQL database")
    schema = f"t{uuid.uuid4().hex}"
    engine = create_engine(server)
    with engine.begin() as connection:
        connection.execute(text(f"CREATE SCHEMA {schema}"))
    chosen = make_url(server).update_query_dict({"options": f"-csearch_path={schema}"})
    yield chosen.render_as_string(hide_password=False)
    with engine.begin() as connection:
        connection.execute(text(f"DROP SCHEMA {schema} CASCADE"))
    engine.dispose()


@pytest.fixture
def store(url: str) -> Iterator[CorpusStore]:
    opened = CorpusStore.open(url)
    yield opened
    opened.close()


def test_a_document_comes_out_as_it_went_in(store: CorpusStore) -> None:
    made = make(
        "köök".replace("ö", "o"),
        TEXTS,
        title="Õppereis „Taani” – 🙂",
        lang="et",
        type="report",
        country="DK",
        place="København",
        year=2024,
        organisations=("SA Näide", "Realdania"),
        sectors=("housing-homelessness", "culture"),
        target_groups=("noored",),
        methods=("koosloome",),
        funding=("ESF+",),
        evidence_level="evaluated",
        sources=("https://näide.ee/õ?a=1&b=2",),
        licence="CC BY 4.0",
        translation_of="original",
        status="draft",
        facts=("row-7",),
    )
    unset = [
        f.name for f in fields(Metadata) if getattr(made.document.metadata, f.name) == f.default
    ]
    assert not unset, "the test sets every field to something of its own"

    store.add(*made)

    assert store.document(made.document.id) == made.document
    assert store.pages(made.document.id) == made.pages
    assert store.passages_of(made.document.id) == made.passages
    assert store.document_at(made.document.source_path) == made.document
    assert store.documents_of(made.document.source_hash) == [made.document]


def test_the_same_id_replaces_the_document_whole(store: CorpusStore) -> None:
    store.add(*make("a", TEXTS))
    smaller = make("a", ["Ainult see."], title="Uus")

    store.add(*smaller)

    assert store.documents() == [smaller.document]
    assert store.passages_of("a") == smaller.passages
    assert store.counts() == {"documents": 1, "pages": 1, "passages": 1, "words": 2}


def test_a_document_that_was_given_another_id_leaves_the_old_one(store: CorpusStore) -> None:
    store.add(*make("before", TEXTS))

    store.add(*make("after", TEXTS), instead_of="before")

    assert [document.id for document in store.documents()] == ["after"]
    assert [change[1:] for change in store.changes_since(0)] == [
        ("before", "remove"),
        ("after", "put"),
    ]


def test_removing_takes_pages_and_passages_too(store: CorpusStore) -> None:
    kept, gone = make("kept"), make("gone", TEXTS)
    store.add(*kept)
    store.add(*gone)

    store.remove("gone")

    assert store.documents() == [kept.document]
    assert store.pages("gone") == store.passages_of("gone") == []
    assert store.passages(p.id for p in gone.passages) == {}
    assert store.counts()["passages"] == 1


def test_what_is_not_there_is_named(store: CorpusStore) -> None:
    with pytest.raises(NotFound, match="'nowhere'"):
        store.document("nowhere")
    before = store.position()
    with pytest.raises(NotFound, match="'nowhere'"):
        store.remove("nowhere")
    assert store.position() == before, "a refused removal is no change"
    assert store.document_at("/no/such/file") is None
    assert store.documents(["nowhere"]) == []


def test_a_document_that_the_database_refuses_leaves_its_former_version(store: CorpusStore) -> None:
    former = make("a", TEXTS)
    store.add(*former)
    twice = make("a", ["Uus."])
    with pytest.raises(StorageError):
        store.add(twice.document, twice.pages, twice.passages * 2)  # one passage id twice
    assert store.documents() == [former.document]
    assert store.passages_of("a") == former.passages
    assert len(store.changes_since(0)) == 1


def test_the_feed_tells_the_last_change_of_each_document_in_order(store: CorpusStore) -> None:
    assert store.position() == 0
    store.add(*make("a"))
    store.add(*make("b"))
    seen = store.position()
    store.add(*make("a", ["Teine."]))
    store.remove("b")
    store.add(*make("a", ["Kolmas."]))

    after = store.changes_since(seen)

    assert [change[1:] for change in after] == [("b", "remove"), ("a", "put")]
    assert after[-1].seq == store.position()
    assert store.changes_since(store.position()) == []


def test_positions_are_never_given_twice(store: CorpusStore) -> None:
    store.add(*make("a"))
    store.remove("a")
    last = store.position()
    store.add(*make("a"))
    assert store.position() > last
    assert store.changes_since(last) == [Change(store.position(), "a", "put")]


def test_translations_are_found_from_each_of_them(store: CorpusStore) -> None:
    store.add(*make("work"))
    store.add(*make("work.en", lang="en", translation_of="work"))
    store.add(*make("work.de", lang="de", translation_of="work"))
    store.add(*make("other"))

    def ids(document_id: str) -> set[str]:
        return {document.id for document in store.translations(document_id)}

    assert ids("work") == {"work.en", "work.de"}
    assert ids("work.en") == {"work", "work.de"}
    assert ids("other") == set()


def test_more_ids_than_a_database_takes_parameters(store: CorpusStore) -> None:
    made = make("long", [f"Lause number {n}." for n in range(1_200)])
    store.add(*made)
    wanted = [passage.id for passage in made.passages]
    found = store.passages([*wanted, *wanted, "none"])
    assert [found[i] for i in wanted] == made.passages
    assert len(found) == 1_200


def test_threads_write_at_once(store: CorpusStore) -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: store.add(*make(f"d{n % 10}", TEXTS)), range(40)))
    assert store.counts()["documents"] == 10
    assert store.counts()["passages"] == 10 * len(TEXTS)
    assert len({change.document_id for change in store.changes_since(0)}) == 10


def test_a_follower_beside_writers_hears_of_every_document(store: CorpusStore) -> None:
    """A position once seen holds every change before it, whoever commits last."""
    heard: set[str] = set()
    at = 0
    with ThreadPoolExecutor(6) as pool:
        writes = [pool.submit(store.add, *make(f"d{n}", TEXTS * 20)) for n in range(60)]
        while not all(write.done() for write in writes):
            at = _follow(store, at, heard)
    _follow(store, at, heard)
    assert heard == {f"d{n}" for n in range(60)}


def _follow(store: CorpusStore, at: int, heard: set[str]) -> int:
    changes = store.changes_since(at)
    heard |= {change.document_id for change in changes}
    return max([at, *(change.seq for change in changes)])


def test_a_store_of_a_newer_version_is_refused(url: str) -> None:
    CorpusStore.open(url).close()
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(StorageError, match=r"newer version .* \(schema 9999\); update"):
        CorpusStore.open(url)


def test_opening_again_keeps_everything(url: str) -> None:
    first = CorpusStore.open(url)
    made = make("a", TEXTS)
    first.add(*made)
    first.close()
    again = CorpusStore.open(url)
    assert again.documents() == [made.document]
    assert again.position() == 1
    again.close()


# What only a file on a disk can do.


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    (tmp_path / "corpus.sqlite").write_text("This is a shopping list, not a database. " * 50)
    with pytest.raises(StorageError, match=r"corpus\.sqlite: the corpus store fails"):
        CorpusStore.in_folder(tmp_path)


def test_a_data_folder_that_is_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "var").write_text("")
    with pytest.raises(StorageError, match="--data"):
        CorpusStore.in_folder(tmp_path / "var")


@pytest.mark.parametrize(
    "url",
    [
        "nonsense",
        "mongodb://sikk:Secret9@localhost/x",
        "postgresql+psycopg://sikk:Secret9@127.0.0.1:1/sikk",
        "mysql+nodriver://sikk:Secret9@127.0.0.1:1/sikk",
    ],
)
def test_a_database_that_cannot_be_reached_is_named_without_its_password(url: str) -> None:
    with pytest.raises(StorageError) as caught:
        CorpusStore.open(url)
    assert "Secret9" not in str(caught.value)
    assert "\n" not in str(caught.value)


def test_what_was_removed_stands_in_no_file(tmp_path: Path) -> None:
    store = CorpusStore.in_folder(tmp_path)
    store.add(*make("a", ["Salajane lause. " * 500]))
    store.add(*make("b"))

    def standing() -> list[str]:
        return [path.name for path in tmp_path.iterdir() if b"Salajane" in path.read_bytes()]

    assert standing()
    store.remove("a")
    store.scrub()
    assert standing() == []
    assert [document.id for document in store.documents()] == ["b"]
    store.close()
