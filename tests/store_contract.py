"""What every database under the store must do; the unit suite runs it on SQLite, the product
suite on PostgreSQL.

Each test takes `store`, a new one, or `store_url`, where one is to be made.
"""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields, replace
from datetime import UTC, date, datetime

import pytest
from making import make
from sqlalchemy import create_engine, text

from corpus.accounts import PageAccount
from corpus.documents import Metadata, Note, Reference
from corpus.errors import BadInput, NotFound, StorageError
from corpus.feedback import Feedback
from corpus.gaps import Gap
from corpus.ids import tombstone
from corpus.personal.contacts import Rule, Rules
from corpus.store.failure_list import FailedFile
from corpus.store.personal_list import found
from corpus.store.read_files import ReadFile
from corpus.store.store import Change, CorpusStore

TEXTS = ["Esimene lehekülg.", "Teine — „õäöü” 🙂 ﬃ\n\ntabel | rida", "Kolmas"]
EARLY, LATE = datetime(2026, 1, 2, 8, tzinfo=UTC), datetime(2026, 3, 4, 9, 30, tzinfo=UTC)


def gap(question: str, asked: datetime = EARLY, **fields: object) -> Gap:
    known = {"lang": "et", "filters": {}, "documents": 7, "score": 0.2, "bar": 0.4} | fields
    return Gap(question=question, first_asked=asked, last_asked=asked, **known)


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
        verification="partly",
        verified="2026-11-28",
        authorship="publisher",
        sources=(
            Reference("Aruanne „õ”", "SA Näide", 2024, "https://näide.ee/õ?a=1&b=2", "2026-11-28"),
            Reference("Kiri"),
        ),
        licence="CC BY 4.0",
        translation_of="original",
        status="draft",
        facts=("row-7",),
    )
    unset = [
        f.name for f in fields(Metadata) if getattr(made.document.metadata, f.name) == f.default
    ]
    assert not unset, "the test sets every field to something of its own"

    first, *others = made.pages
    noted = [replace(first, notes=(Note(8, 2), Note(16, 1))), *others]
    made = made._replace(pages=noted)
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
        (tombstone("before"), "remove"),
        ("after", "put"),
    ]


PRIVATE = ["Avalik lõik.", "Kirjuta mari@example.ee täna.", "Helista 5123 4567 kohe."]


def with_findings(store: CorpusStore) -> None:
    made = make("a", PRIVATE)
    store.add(*made, findings=found(made.pages, Rules()))


def test_a_passage_with_personal_data_is_read_by_nobody(store: CorpusStore) -> None:
    with_findings(store)

    assert [p.text for p in store.passages_of("a")] == PRIVATE[:1]
    assert len(store.passages(p.id for p in store.passages_of("a", whole=True))) == 1
    assert store.document("a").passages == store.counts()["passages"] == 1
    assert store.passages_with(["mari@example.ee"]) == []
    assert [text for _, text in store.sample(9)] == PRIVATE[:1]
    assert [page.text for page in store.pages("a")] == [
        "Avalik lõik.",
        "Kirjuta ███████████████ täna.",
        "Helista █████████ kohe.",
    ]
    assert [page.text for page in store.pages("a", whole=True)] == PRIVATE
    assert store.personal.held_back("a") == (2, {"e-mail": 1, "phone": 1})


def test_a_decision_is_a_change_and_can_be_taken_back(store: CorpusStore) -> None:
    with_findings(store)
    mail, phone = store.personal.findings("a")
    held, position = store.document("a").withheld, store.position()

    assert store.personal.decide("a", "masked", EARLY, [mail.name]) == 1
    assert [p.text for p in store.passages_of("a")] == [
        "Avalik lõik.",
        "Kirjuta ███████████████ täna.",
    ]
    assert store.document("a").withheld != held
    assert store.position() > position

    store.personal.decide("a", "released", EARLY)
    assert [p.text for p in store.passages_of("a")] == PRIVATE
    assert store.document("a").withheld is None

    store.personal.decide("a", "held", LATE, [mail.name, phone.name])
    assert store.document("a").withheld == held
    with pytest.raises(BadInput, match="has no finding 00000000"):
        store.personal.decide("a", "masked", LATE, ["00000000"])


def test_a_decision_outlives_a_new_reading(store: CorpusStore) -> None:
    with_findings(store)
    mail, _ = store.personal.findings("a")
    store.personal.decide("a", "released", EARLY, [mail.name])

    again = make("b", ["Uus.", "Nüüd mari@example.ee ees."])
    store.add(*again, instead_of="a", findings=found(again.pages, Rules()))

    (finding,) = store.personal.findings("b")
    assert (finding.state, finding.decided_at) == ("released", EARLY)
    store.personal.look_again("b", Rules([Rule("masked", "*", "*")]))
    assert store.personal.findings("b") == [finding]
    assert store.personal.findings("a") == []


def test_documents_from_before_are_looked_through_later(store: CorpusStore) -> None:
    store.add(*make("a", PRIVATE))
    assert len(store.passages_of("a")) == 3
    store.personal.look_again("a", Rules([Rule("masked", "phone", "*")]))
    assert [p.text for p in store.passages_of("a")] == ["Avalik lõik.", "Helista █████████ kohe."]
    assert store.personal.documents() == ["a"]


def test_headings_are_withheld_as_their_text_is(store: CorpusStore) -> None:
    made = make("a", ["Kontakt 5123 4567", "Muu tekst."])
    under = [replace(p, section="Kontakt 5123 4567") for p in made.passages]
    store.add(made.document, made.pages, under, findings=found(made.pages, Rules()))
    assert store.passages_of("a") == []
    store.personal.decide("a", "masked", EARLY)
    assert {p.section for p in store.passages_of("a")} == {"Kontakt █████████"}


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

    assert [change[1:] for change in after] == [(tombstone("b"), "remove"), ("a", "put")]
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


def test_a_store_of_a_newer_version_is_refused(store_url: str) -> None:
    CorpusStore.open(store_url).close()
    engine = create_engine(store_url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(StorageError, match=r"newer version .* \(schema 9999\); update"):
        CorpusStore.open(store_url)


def test_opening_again_keeps_everything(store_url: str) -> None:
    first = CorpusStore.open(store_url)
    made = make("a", TEXTS)
    first.add(*made)
    first.close()
    again = CorpusStore.open(store_url)
    assert again.documents() == [made.document]
    assert again.position() == 1
    again.close()


# Gaps.


def test_a_question_is_kept_once_and_counted(store: CorpusStore) -> None:
    assert store.gaps.note(gap("kus on ajapank"))
    assert store.gaps.note(gap("mitu talgut oli"))
    assert store.gaps.note(gap("kus on ajapank", LATE, documents=9, score=0.3))
    first, second = store.gaps.all()
    assert (first.question, first.times, first.documents, first.score) == (
        "kus on ajapank",
        2,
        9,
        0.3,
    )
    assert (first.first_asked, first.last_asked) == (EARLY, LATE)
    assert (second.question, second.times) == ("mitu talgut oli", 1)


def test_other_filters_are_another_gap(store: CorpusStore) -> None:
    store.gaps.note(gap("kus on ajapank"))
    store.gaps.note(gap("kus on ajapank", filters={"country": ["FI"]}))
    assert [dict(each.filters) for each in store.gaps.all()] in (
        [{}, {"country": ["FI"]}],
        [{"country": ["FI"]}, {}],
    )


def test_noting_a_gap_is_no_change_of_the_corpus(store: CorpusStore) -> None:
    before = store.position()
    store.gaps.note(gap("kus on ajapank"))
    assert store.position() == before


def test_a_gap_is_closed_by_the_document_that_answers_it(store: CorpusStore) -> None:
    store.gaps.note(gap("kus on ajapank", filters={"country": ["FI"]}))
    store.gaps.note(gap("kus on ajapank"))
    assert store.gaps.close("kus on ajapank", "et", {"country": ("FI",)}, "ajapank", LATE)
    closed, still_open = sorted(store.gaps.all(), key=lambda each: each.is_open)
    assert (closed.closed_by, closed.closed_at, closed.is_open) == ("ajapank", LATE, False)
    assert (still_open.closed_by, still_open.closed_at) == (None, None)
    assert not store.gaps.close("kus on ajapank", "et", {"country": ("FI",)}, "teine", LATE)
    assert not store.gaps.close("mida keegi ei küsinud", "et", {}, "ajapank", LATE)


def test_a_closed_gap_that_is_asked_in_vain_again_is_open(store: CorpusStore) -> None:
    store.gaps.note(gap("kus on ajapank"))
    store.gaps.close("kus on ajapank", "et", {}, "ajapank", EARLY)
    store.gaps.note(gap("kus on ajapank", LATE))
    (found,) = store.gaps.all()
    assert found.is_open and found.closed_at is None and found.times == 2


@pytest.mark.parametrize("end", ["removed", "renamed"])
def test_a_gap_follows_the_document_that_closed_it(store: CorpusStore, end: str) -> None:
    store.add(*make("ajapank"))
    store.gaps.note(gap("kus on ajapank"))
    store.gaps.close("kus on ajapank", "et", {}, "ajapank", LATE)
    if end == "removed":
        store.remove("ajapank")
    else:
        store.add(*make("pank"), instead_of="ajapank")
    (found,) = store.gaps.all()
    assert found.closed_by == (None if end == "removed" else "pank")


def test_only_a_hash_stays_of_what_was_removed(store: CorpusStore) -> None:
    for _ in range(3):
        store.add(*make("salajane", TEXTS))
    store.add(*make("teine"))
    before = store.position()
    store.remove("salajane")
    assert store.position() > before
    assert [change.document_id for change in store.changes_since(0)] == [
        "teine",
        tombstone("salajane"),
    ]
    store.scrub()
    assert store.counts()["documents"] == 1


def test_a_document_is_claimed_without_a_change(store: CorpusStore) -> None:
    store.add(*make("a"))
    before = store.position()
    store.files.claim("a", "/data")
    assert store.document("a").data_folder == "/data" and store.position() == before


# Files, and those that failed.


def test_another_reading_of_the_same_is_noted_without_a_change(store: CorpusStore) -> None:
    made = make("a", TEXTS)
    store.add(*made)
    before = store.position()
    seen = [replace(page, account=PageAccount(("recognised",), 88.5)) for page in made.pages]
    store.files.note_reading("a", "reader 7", seen)
    assert store.pages("a") == seen and store.position() == before
    assert store.files.all() == {
        made.document.source_path: ReadFile("a", made.document.source_hash, "reader 7", None)
    }
    assert store.files.has(made.document.source_hash) and not store.files.has("another")


def failed(path: str, at: datetime = EARLY, **fields: object) -> FailedFile:
    return replace(FailedFile(path, "is damaged", None, at, at), **fields)


def test_a_failure_keeps_its_first_time_and_is_counted(store: CorpusStore) -> None:
    store.failures.note(failed("/b.pdf", read_as="reader 7"))
    store.failures.note(failed("/a.pdf"))
    store.failures.note(failed("/b.pdf", LATE, reason="is locked", page=3))
    assert store.failures.all() == [
        failed("/a.pdf"),
        failed("/b.pdf", last=LATE, reason="is locked", page=3, times=2),
    ]
    assert store.position() == 0, "a failure is no change of the corpus"


def test_a_failure_is_struck_off(store: CorpusStore) -> None:
    store.failures.note(failed("/a.pdf"))
    store.failures.note(failed("/b.pdf"))
    store.failures.forget(["/a.pdf", "/nowhere.pdf"])
    assert store.failures.all() == [failed("/b.pdf")]


# Feedback, and the days of documents.

DAY, LATER = date(2026, 11, 29), date(2026, 12, 3)


def said(document_id: str | None = "a", **fields: object) -> Feedback:
    known = {"kind": "document", "verdict": "error", "lang": "et", "day": DAY, "reason": "fact"}
    return Feedback(**known | {"document_id": document_id, "text": "Aasta on vale."} | fields)


def test_feedback_comes_out_as_it_went_in_the_latest_first(store: CorpusStore) -> None:
    first, second = said(), said(None, kind="answer", verdict="helpful", reason=None, text="")
    assert store.feedback.keep(first) and store.feedback.keep(second)
    assert store.feedback.all() == [second, first]
    assert store.feedback.of_document("a") == [first]
    assert store.position() == 0


def test_personal_data_in_feedback_is_covered_and_such_a_question_not_kept(
    store: CorpusStore,
) -> None:
    asked = "kus elab 38501010002"
    store.feedback.keep(said(text="Kirjuta mari.tamm@naide.ee!", question=asked))
    (kept,) = store.feedback.all()
    assert kept.text == "Kirjuta " + "█" * 18 + "!"
    assert kept.question is None


def test_feedback_goes_with_its_document_and_follows_another_id(store: CorpusStore) -> None:
    store.add(*make("a"))
    store.add(*make("b"))
    for document_id in ("a", "b", None):
        store.feedback.keep(said(document_id))
    store.add(*make("a", ["Uus tekst."]))
    store.add(*make("c"), instead_of="a")
    assert [each.document_id for each in store.feedback.all()] == [None, "b", "c"]
    store.remove("c")
    assert [each.document_id for each in store.feedback.all()] == [None, "b"]


def test_a_document_keeps_the_day_on_which_it_came_in(store: CorpusStore) -> None:
    store.add(*make("a"), day=DAY)
    store.add(*make("a", ["Uus tekst."]), day=LATER)
    store.add(*make("b"), instead_of="a", day=LATER)
    found = store.document("b")
    assert (found.added, found.changed) == (DAY, LATER)
    store.remove("b")
    store.add(*make("b"), day=LATER)
    assert store.document("b").added == LATER
