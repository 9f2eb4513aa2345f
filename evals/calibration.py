"""Fits a calibration: statistics of a model over parallel text; `search_service` applies them.

Arrays of the file (languages in the order of LANGUAGES, roles of ROLES; d = dimensions):

    stamp                       JSON: model, method, fingerprint of the data, sizes
    dense_means                 (languages, roles, d)
    whitening                   (d, d): (C + λ·tr(C)/d·I)^-½, scaled to keep lengths
    token_means                 (languages, roles, d)
    token_idf                   (languages, vocabulary)
    background_L                (tokens, d) int8 unit vectors, centred, of passages in language L
    background_L_starts         (passages,) where each passage's tokens begin
    translations_L_source, _target, _probability    term ids of L, of the other language, and p
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.console import progress_bar
from evals.parallel import Pair, Parallel
from evals.translations import Translation, learn
from search_service.calibration import LANGUAGES, METHOD, ROLES
from search_service.encoder import Encoder, Encoding, Role, Vectors
from search_service.lexical import Analyzer, term_id

_WHITENING = 10.0  # λ: very mild; 1 and less hurt
_BACKGROUND = 96  # passages in each language
_BACKGROUND_TOKENS = 128  # of each of them
_TEXTS_A_STEP = 256

Arrays = dict[str, NDArray[np.generic]]


def fit(parallel: Parallel, encoder: Encoder, analyzer: Analyzer) -> Arrays:
    """Encodes the text and computes all statistics; takes minutes."""
    arrays: Arrays = {}
    statistics = _statistics(parallel.sentences, encoder)
    arrays |= statistics
    arrays |= _background(parallel.passages, encoder, arrays)
    arrays |= _dictionaries([*parallel.sentences, *parallel.passages], analyzer)
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


def _statistics(pairs: Sequence[Pair], encoder: Encoder) -> Arrays:
    d = encoder.dimensions
    dense = np.zeros((len(LANGUAGES), len(ROLES), d), np.float32)
    tokens = np.zeros_like(dense)
    frequency: list[Counter[int]] = [Counter() for _ in LANGUAGES]
    residuals = []
    for i, _ in enumerate(LANGUAGES):
        for j, role in enumerate(ROLES):
            encodings = _encode(encoder, [pair[i] for pair in pairs], role)
            vectors = np.stack([encoding.vector for encoding in encodings])
            dense[i, j] = vectors.mean(axis=0)
            residuals.append(vectors - dense[i, j])
            tokens[i, j] = _token_mean(encodings)
            if role == "query":
                for encoding in encodings:
                    frequency[i].update(set(encoding.ids.tolist()))
    return {
        "dense_means": dense,
        "whitening": _whitening(np.concatenate(residuals)),
        "token_means": tokens,
        "token_idf": np.stack([_idf(counts, len(pairs)) for counts in frequency]),
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


def _whitening(residuals: Vectors) -> Vectors:
    covariance = np.cov(residuals.T)
    d = len(covariance)
    values, vectors = np.linalg.eigh(covariance + _WHITENING * np.trace(covariance) / d * np.eye(d))
    whitening: Vectors = ((vectors / np.sqrt(values)) @ vectors.T).astype(np.float32)
    return whitening


_VOCABULARY = 250_100  # e5's token ids, and room


def _idf(counts: Counter[int], texts: int) -> Vectors:
    frequency = np.zeros(_VOCABULARY, np.float32)
    for token, count in counts.items():
        frequency[token] = count
    idf: Vectors = np.log((texts + 1) / (frequency + 0.5)).astype(np.float32)
    return idf


def _background(passages: Sequence[Pair], encoder: Encoder, arrays: Arrays) -> Arrays:
    step = max(len(passages) // _BACKGROUND, 1)
    chosen = passages[::step][:_BACKGROUND]
    means = arrays["token_means"]
    found: Arrays = {}
    for i, lang in enumerate(LANGUAGES):
        encodings = _encode(encoder, [pair[i] for pair in chosen], "passage")
        centred = [e.tokens[:_BACKGROUND_TOKENS] - means[i, 1] for e in encodings]
        unit = [t / np.linalg.norm(t, axis=1, keepdims=True) for t in centred]
        lengths = [len(tokens) for tokens in unit]
        # One byte a value is plenty: these only give a mean and a spread.
        found[f"background_{lang}"] = (
            np.rint(np.concatenate(unit) * 320).clip(-127, 127).astype(np.int8)
        )
        found[f"background_{lang}_starts"] = np.cumsum([0, *lengths[:-1]]).astype(np.int32)
    return found


def _dictionaries(pairs: Sequence[Pair], analyzer: Analyzer) -> Arrays:
    terms = [(analyzer.terms(pair.et, "et"), analyzer.terms(pair.en, "en")) for pair in pairs]
    found: Arrays = {}
    for lang, directed in (("et", terms), ("en", [(en, et) for et, en in terms])):
        found |= _columns(lang, learn(directed))
    return found


def _columns(lang: str, translations: Sequence[Translation]) -> Arrays:
    return {
        f"translations_{lang}_source": np.array(
            [term_id(t.source) for t in translations], np.uint32
        ),
        f"translations_{lang}_target": np.array(
            [term_id(t.target) for t in translations], np.uint32
        ),
        f"translations_{lang}_probability": np.array(
            [t.probability for t in translations], np.float32
        ),
    }
