"""Fits a calibration: statistics of a model over parallel text; `search_service` applies them.

Arrays of the file (languages in the order of LANGUAGES, roles of ROLES; d = dimensions):

    stamp                       JSON: model, method, fingerprint of the data, sizes
    dense_means                 (languages, roles, d)
    whitening                   (d, d): (W·d/tr(W) + λ·I)^-½, W the covariance of what translations
                                differ by
    token_means                 (languages, roles, d)
    token_idf                   (languages, vocabulary); 0: punctuation
    background_vectors          (languages, passages, d) float16, calibrated
    background_L                (tokens, d) int8 unit vectors, calibrated, of passages in language L
    background_L_starts         (passages,) where each passage's tokens begin
    translations_L_source, _target, _probability    term ids of L, of the other language, and p
    gain                        () of scores across languages: see `gain`
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from itertools import permutations
from pathlib import Path

import numpy as np

from corpus.console import progress_bar
from evals.fitting import gain
from evals.fitting.gain import Arrays
from evals.fitting.translations import dictionaries
from evals.sets.parallel import Parallel, TextPair
from search_service.encoding.calibration import LANGUAGES, METHOD, ROLES, Calibration
from search_service.encoding.encoder import Encoder, Encoding, Role, Vectors
from search_service.words.analyzer import Analyzer

_WHITENING = 10.0  # λ: mild; 1 and less hurt
_BACKGROUND = 96  # passages in each language; 400 changed nothing
_TEXTS_A_STEP = 256


def fit(parallel: Parallel, encoder: Encoder, analyzer: Analyzer) -> Arrays:
    """Encodes the text and computes all statistics; takes minutes."""
    arrays = _statistics(parallel.sentences, encoder)
    chosen = parallel.passages[:: max(len(parallel.passages) // _BACKGROUND, 1)][:_BACKGROUND]
    arrays |= _background(chosen, encoder, arrays)
    pairs = [*parallel.sentences, *parallel.passages]
    arrays |= dictionaries(pairs, analyzer)
    arrays["gain"] = np.array(gain.fit(parallel, encoder, analyzer, arrays))
    return _stamped(arrays, parallel, encoder)


def _stamped(arrays: Arrays, parallel: Parallel, encoder: Encoder) -> Arrays:
    stamp = {
        "model": encoder.name,
        "method": METHOD,
        "data": parallel.fingerprint,
        "sentences": len(parallel.sentences),
        "passages": len(parallel.passages),
    }
    return arrays | {"stamp": np.array(json.dumps(stamp))}


def write(arrays: Arrays, path: Path) -> None:
    """Writes the file, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part.npz")
    np.savez_compressed(part, **arrays)  # type: ignore[arg-type]
    part.replace(path)


def _statistics(pairs: Sequence[TextPair], encoder: Encoder) -> Arrays:
    shape = (len(LANGUAGES), len(ROLES), encoder.dimensions)
    dense, tokens = np.zeros(shape, np.float32), np.zeros(shape, np.float32)
    idf, centred = [], {}
    for i, lang in enumerate(LANGUAGES):
        for j, role in enumerate(ROLES):
            encodings = _encode(encoder, [pair[i] for pair in pairs], role)
            vectors = np.stack([encoding.vector for encoding in encodings])
            dense[i, j] = vectors.mean(axis=0)
            centred[lang, role] = vectors - dense[i, j]
            tokens[i, j] = _token_mean(encodings)
            if role == "query":
                idf.append(_idf(encodings))
    return {
        "dense_means": dense,
        "whitening": _whitening(centred),
        "token_means": tokens,
        "token_idf": _without_punctuation(np.stack(idf), pairs, encoder),
    }


def _encode(encoder: Encoder, texts: list[str], role: Role) -> list[Encoding]:
    found: list[Encoding] = []
    with progress_bar(f"Encoding as {role}") as show:
        for at in range(0, len(texts), _TEXTS_A_STEP):
            found += encoder.encode(texts[at : at + _TEXTS_A_STEP], role)
            show(len(found), len(texts))
    return found


def _token_mean(encodings: Iterable[Encoding]) -> Vectors:
    total, count = np.zeros(1), 0
    for encoding in encodings:
        total = total + encoding.tokens.sum(axis=0, dtype=np.float64)
        count += len(encoding.ids)
    mean: Vectors = (total / max(count, 1)).astype(np.float32)
    return mean


def _whitening(centred: dict[tuple[str, Role], Vectors]) -> Vectors:
    """From what a query and the passage that translates it differ by, both ways."""
    differences = np.concatenate(
        [
            centred[one, "query"] - centred[other, "passage"]
            for one, other in permutations(LANGUAGES)
        ]
    )
    within = differences.T @ differences
    d = len(within)
    values, vectors = np.linalg.eigh(within * d / np.trace(within) + _WHITENING * np.eye(d))
    whitening: Vectors = ((vectors / np.sqrt(values)) @ vectors.T).astype(np.float32)
    return whitening


_VOCABULARY = 250_100  # e5's token ids, and room


def _idf(encodings: Sequence[Encoding]) -> Vectors:
    frequency = np.zeros(_VOCABULARY, np.float32)
    for encoding in encodings:
        frequency[np.unique(encoding.ids)] += 1
    idf: Vectors = np.log((len(encodings) + 1) / (frequency + 0.5)).astype(np.float32)
    return idf


def _without_punctuation(idf: Vectors, pairs: Sequence[TextPair], encoder: Encoder) -> Vectors:
    """IDF 0 for the tokens of marks that stand between words, whatever the tokenizer calls them."""
    marks = {mark for pair in pairs for text in pair for mark in _MARKS.findall(text)}
    for encoding in encoder.encode(sorted(marks), "query"):
        idf[:, encoding.ids] = 0
    return idf


_MARKS = re.compile(r"[^\w\s]+")


def _background(passages: Sequence[TextPair], encoder: Encoder, arrays: Arrays) -> Arrays:
    known = Calibration(arrays | {"stamp": np.array("{}")}, mark="")
    found: Arrays = {}
    vectors = []
    for i, lang in enumerate(LANGUAGES):
        encodings = _encode(encoder, [pair[i] for pair in passages], "passage")
        vectors.append(np.stack([known.vector(e, "passage", lang) for e in encodings]))
        tokens = [known.passage_tokens(encoding, lang) for encoding in encodings]
        lengths = [len(each) for each in tokens]
        # One byte a value is plenty: these only give a mean and a spread.
        found[f"background_{lang}"] = (
            np.rint(np.concatenate(tokens) * 320).clip(-127, 127).astype(np.int8)
        )
        found[f"background_{lang}_starts"] = np.cumsum([0, *lengths[:-1]]).astype(np.int32)
    return found | {"background_vectors": np.stack(vectors).astype(np.float16)}
