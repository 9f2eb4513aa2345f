"""The one place that joins concrete parts: settings in, a working engine out."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import NamedTuple

from corpus.catalogue import glossary
from corpus.errors import BadInput
from corpus.settings import QUESTIONS, SUBJECTS, Settings
from corpus.store.store import CorpusStore
from corpus.wiring import open_store, source_files
from search_service.answers.answerer import Answerer
from search_service.answers.gap_notes import GapNotes
from search_service.answers.prover import Prover
from search_service.answers.translations import Beside
from search_service.answers.work_lists import FEATURES as LIST_FEATURES
from search_service.answers.work_lists import WorkLists
from search_service.bundled.installed import library_vectors, noted_vectors, require
from search_service.bundled.model import BundledModel
from search_service.compare.cells import CellReader
from search_service.compare.comparer import Comparer
from search_service.compare.statement_kinds import StatementKinds
from search_service.documents.pictures import PagePictures
from search_service.encoding.bundled_encoder import BundledEncoder
from search_service.encoding.cached_encoder import CachedEncoder
from search_service.encoding.calibration import FOLDER, Calibration
from search_service.encoding.cross_encoder import CrossEncoder
from search_service.encoding.encoder import Encoder
from search_service.encoding.foresight import Foresight
from search_service.encoding.hub_encoder import HubEncoder
from search_service.encoding.noted_alike import NotedAlike
from search_service.encoding.question_encoder import QuestionEncoder
from search_service.encoding.question_pairs import QuestionPairs
from search_service.encoding.question_vectors import QuestionVectors
from search_service.encoding.representation import Representation
from search_service.encoding.subjects_asked import SubjectsAsked
from search_service.engine import Engine
from search_service.index.edge import EdgeIndex
from search_service.index.indexer import Indexer, fingerprint
from search_service.index.port import VectorIndex
from search_service.index.server import ServerIndex
from search_service.llm.chat_server import ChatServer
from search_service.llm.instructions import speaks_to_model
from search_service.llm.support import Support
from search_service.llm.writer import Writer
from search_service.queries.concepts import Concepts
from search_service.queries.library_words import LibraryWords
from search_service.queries.query_reader import QueryReader
from search_service.queries.spelling import Spelling
from search_service.reading.close_reading import CloseReader
from search_service.reading.direct_answer import DirectAnswers
from search_service.reading.question import QuestionReader
from search_service.reading.quote_finder import FEATURES, QuoteFinder
from search_service.reading.weights import EXAMPLES, AnswerWeights, ExampleWeights, file_for
from search_service.removal import IndexSide, OwnIndex, Removal, ServiceIndex
from search_service.search.noted_evidence import NotedEvidence
from search_service.search.reading_list import ReadingList
from search_service.search.searcher import Searcher
from search_service.search.systems import DEFAULT, System
from search_service.service_client import running_service
from search_service.words.analyzer import Analyzer

_FOR_ANSWERS = DEFAULT._replace(tokens=1.0, calibrated=True)


class _Readers(NamedTuple):
    """What reads for answers beside the encoder."""

    cross: CrossEncoder
    noted: NotedAlike
    pairs: QuestionPairs


class _Weights(NamedTuple):
    """What was learnt for answers."""

    answers: AnswerWeights
    examples: ExampleWeights


@contextmanager
def open_engine(
    settings: Settings,
    system: System = DEFAULT,
    weights: AnswerWeights | None = None,
    cross: CrossEncoder | None = None,
    examples: ExampleWeights | None = None,
) -> Iterator[Engine]:
    """The engine over the settings' store and index; closed at the end.

    The index may be behind the store: call `engine.indexer.sync()`. Answers are weighed by
    `weights` instead of the settings', read by `cross` instead of the shipped cross-encoder, and
    lists made by `examples` instead of the shipped weights.

    Raises:
        IndexLocked: another process owns the embedded index.
        StorageError: store or index cannot be opened.
        ModelMissing: the embedding model is not built.
        BadInput: a table of noted questions or of subjects cannot be read.
    """
    with ExitStack() as stack:
        store = stack.enter_context(open_store(settings))
        bundled = BundledModel(require())
        encoder = stack.enter_context(open_encoder(settings, bundled))
        analyzer = Analyzer()
        representation = _representation(settings, system, encoder, analyzer)
        index = _open_index(settings, representation)
        stack.callback(index.close)
        spelling = Spelling(analyzer, LibraryWords(store), glossary.read())
        noted = noted_alike(settings, bundled)
        query_reader = QueryReader(spelling)
        searcher = Searcher(
            store, index, representation, system, query_reader, NotedEvidence(noted)
        )
        reader = CellReader(representation, StatementKinds(representation))
        yield Engine(
            store=store,
            sources=source_files(settings),
            index=index,
            indexer=Indexer(store, index, representation),
            published=searcher.published,
            searcher=searcher,
            answerer=_answerer(
                settings,
                searcher,
                store,
                encoder,
                analyzer,
                _Readers(cross or CrossEncoder(bundled), noted, QuestionPairs(bundled)),
                _Weights(
                    weights or _answer_weights(settings, encoder.name),
                    examples or ExampleWeights.read(EXAMPLES, LIST_FEATURES),
                ),
            ),
            gaps=GapNotes(store),
            comparer=Comparer(store, searcher, representation, reader),
            analyzer=analyzer,
            pictures=PagePictures(settings.data / "pictures"),
            writer=_writer(settings, encoder, analyzer, store),
        )


def _answerer(
    settings: Settings,
    searcher: Searcher,
    store: CorpusStore,
    encoder: CachedEncoder,
    analyzer: Analyzer,
    readers: _Readers,
    weights: _Weights,
) -> Answerer:
    """Quotes are chosen by token vectors, whatever the system that searches."""
    representation = _representation(settings, _FOR_ANSWERS, encoder, analyzer)
    finder = QuoteFinder(
        QuestionReader(representation, encoder, analyzer),
        CloseReader(representation, encoder, analyzer, readers.cross, readers.noted.asked),
        weights.answers,
    )
    prover, beside = Prover(store), Beside(store, representation, encoder)
    foresight = Foresight(readers.noted.asked, readers.pairs)
    subjects = SubjectsAsked(readers.noted.subjects, readers.pairs)
    reading = ReadingList(searcher, analyzer, readers.noted.asked, subjects, foresight)
    return Answerer(
        searcher.published,
        prover,
        reading,
        finder,
        WorkLists(store, reading, finder, weights.examples, prover, beside, readers.noted.asked),
        DirectAnswers(analyzer),
        beside,
    )


def noted_alike(settings: Settings, model: BundledModel) -> NotedAlike:
    """What compares questions with what the settings' tables note.

    Raises:
        BadInput: a table cannot be read.
    """
    vectors = QuestionVectors(QuestionEncoder(model), noted_vectors())
    return NotedAlike.read(settings.questions, settings.subjects, vectors)


def keep_noted_vectors() -> None:
    """Makes the files of vectors of what is noted for the shipped library; `make setup` runs it."""
    path = noted_vectors()
    for former in path.parent.glob(f"{path.stem.rpartition('-')[0]}-*"):
        if not former.name.startswith(path.stem):
            former.unlink()
    vectors = QuestionVectors(QuestionEncoder(BundledModel(require())), path)
    vectors.keep(NotedAlike.read(QUESTIONS, SUBJECTS, vectors).wordings, path)


def _answer_weights(settings: Settings, encoder: str) -> AnswerWeights:
    file = settings.answers or file_for(encoder)
    return AnswerWeights.read(file, FEATURES)


@contextmanager
def open_removal(settings: Settings) -> Iterator[Removal]:
    """What removes documents; where a service runs on the data folder, the index is its own.

    Raises:
        IndexLocked: a process that does not answer owns the embedded index.
        StorageError: store or index cannot be opened.
        ModelMissing: the embedding model is not built.
    """
    with ExitStack() as stack:
        store = stack.enter_context(open_store(settings))
        encoder = stack.enter_context(open_encoder(settings))
        service = running_service(settings.data)
        if service:
            side: IndexSide = ServiceIndex(service)
        else:
            representation = _representation(settings, DEFAULT, encoder, Analyzer())
            index = _open_index(settings, representation)
            stack.callback(index.close)
            side = OwnIndex(index)
        pictures = PagePictures(settings.data / "pictures")
        yield Removal(store, source_files(settings), pictures, encoder, side)


@contextmanager
def open_representation(settings: Settings, system: System = DEFAULT) -> Iterator[Representation]:
    """What makes vectors as the settings' index holds them, without the index.

    Raises:
        ModelMissing: the embedding model is not built.
    """
    with open_encoder(settings) as encoder:
        yield _representation(settings, system, encoder, Analyzer())


@contextmanager
def open_encoder(
    settings: Settings, bundled: BundledModel | None = None
) -> Iterator[CachedEncoder]:
    """The model of these settings, with its cache."""
    cache = settings.vectors or settings.data / "vectors.sqlite"
    shipped = library_vectors() if cache.resolve() != library_vectors().resolve() else None
    loaded = load_encoder(settings.model, bundled)
    with closing(CachedEncoder(loaded, cache, shipped)) as encoder:
        yield encoder


def load_encoder(model: str | None, bundled: BundledModel | None = None) -> Encoder:
    """The bundled model, or any sentence-transformers folder or hub name.

    `bundled` is taken where it is loaded already.

    Raises:
        ModelMissing: the bundled model is not built.
        BadInput: the named model cannot be loaded.
    """
    if model is None:
        return BundledEncoder(bundled or BundledModel(require()))
    try:
        return HubEncoder.load(model)
    except (OSError, ValueError) as error:
        cause = str(error).strip().splitlines()[0]
        raise BadInput(f"SIKK_MODEL '{model}': the model cannot be loaded ({cause})") from None


def _representation(
    settings: Settings, system: System, encoder: CachedEncoder, analyzer: Analyzer
) -> Representation:
    calibration = _calibration(settings, encoder.name) if system.calibrated else None
    concepts = Concepts(glossary.read(), analyzer) if system.calibrated else None
    return Representation(encoder, analyzer, calibration, concepts, with_tokens=bool(system.tokens))


def _writer(
    settings: Settings, encoder: CachedEncoder, analyzer: Analyzer, store: CorpusStore
) -> Writer | None:
    server = chat_server(settings)
    if server is None:
        return None
    return Writer(server, support(settings, encoder, analyzer), Prover(store).prove)


def chat_server(settings: Settings) -> ChatServer | None:
    """The language model of these settings, if one is set; nothing is asked yet.

    Raises:
        BadInput: its address or key cannot be right.
    """
    if not settings.llm_url:
        return None
    seconds = float(settings.llm_seconds)
    return ChatServer(settings.llm_url, settings.llm_model, settings.llm_key, seconds)


def support(
    settings: Settings,
    encoder: Encoder,
    analyzer: Analyzer,
    speaks: Callable[[str], bool] = speaks_to_model,
) -> Support:
    """What checks a model's sentences: the calibrated vectors, without the glossary's names."""
    known = _calibration(settings, encoder.name)
    plain = Representation(encoder, analyzer, known, with_tokens=known is not None)
    translate = known.translations if known else lambda _term, _lang: []
    return Support(plain, analyzer, translate, speaks)


def _calibration(settings: Settings, model: str) -> Calibration | None:
    """The file that settings name, else the one shipped for the model, else none."""
    if settings.calibration:
        return Calibration.read(settings.calibration)
    shipped = FOLDER / f"{model}.npz"
    return Calibration.read(shipped) if shipped.exists() else None


def _open_index(settings: Settings, representation: Representation) -> VectorIndex:
    """The index built by exactly this model and code; another's is left, or swept away.

    The fingerprint names the folder or the collection, so a new model builds beside the old.
    """
    mark = fingerprint(representation)
    if settings.qdrant_url:
        return ServerIndex.open(
            settings.qdrant_url,
            f"sikk-{mark}",
            representation.dimensions,
            with_tokens=representation.with_tokens,
            key=settings.qdrant_key,
            shards=settings.qdrant_shards,
            replicas=settings.qdrant_replicas,
        )
    folder = settings.data / "index"
    index = EdgeIndex.open(
        folder / mark, representation.dimensions, with_tokens=representation.with_tokens
    )
    _sweep(folder, keep=mark)
    return index


def _sweep(folder: Path, keep: str) -> None:
    for old in folder.iterdir():
        if old.stem != keep and old.is_dir():
            shutil.rmtree(old, ignore_errors=True)
