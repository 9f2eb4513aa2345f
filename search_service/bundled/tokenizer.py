"""The bundled model's tokenizer: text to the ids of its pieces, and where each stands.

    Tokenizer.read(require() / PIECES).split("Tere, õpe")
        ->  Split(ids=(71440, 4, 63509), spans=((0, 4), (4, 5), (6, 9)))

A Unigram model (Kudo, 2018): of all ways to cut a word into known pieces, the likeliest. It gives
what Hugging Face's `tokenizers` gives for the `tokenizer.json` that `build` writes from the same
pieces; a test compares them. That library keeps the 250,000 pieces as a tree of hash tables,
250 MB for each copy; here they are one dictionary of 40 MB, and a word seen before is looked up.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from math import inf
from pathlib import Path
from typing import NamedTuple

import numpy as np

START, END = 0, 2  # the ids of <s> and </s>, which stand around a text
_WORD = re.compile(r"[^ \t\r\n]+")  # what these part stays parted whatever is normalised
_SPOKEN_START = "▁"  # stands before each word
_UNKNOWN_PENALTY = 10.0  # below the least likely piece; SentencePiece's own figure
_WORDS_KEPT = 1 << 14  # about 6 MB

Span = tuple[int, int]


class Split(NamedTuple):
    """The ids of a text's pieces, and the characters `start:end` that each stands for."""

    ids: tuple[int, ...]
    spans: tuple[Span, ...]

    def first(self, pieces: int) -> Split:
        """No more than so many pieces."""
        return Split(self.ids[:pieces], self.spans[:pieces])


class Tokenizer:
    """Safe to share between threads."""

    def __init__(
        self,
        pieces: Sequence[str],
        scores: Sequence[float],
        special: Mapping[str, int],
        removed: str,
        blanks: str,
    ) -> None:
        """`special` names the control pieces; `removed` and `blanks` are single characters."""
        self._ids = {piece: i for i, piece in enumerate(pieces)}
        self._scores = array("d", scores)
        self._unlikely = min(scores) - _UNKNOWN_PENALTY
        self._longest = max(map(len, pieces))
        self._special = dict(special)
        self._unknown = special["<unk>"]
        self._marks = re.compile("(" + "|".join(map(re.escape, special)) + ")")
        self._beyond_nfkc: dict[int, str | None] = dict.fromkeys(map(ord, removed))
        self._beyond_nfkc |= dict.fromkeys(map(ord, blanks), " ")
        self._word = lru_cache(_WORDS_KEPT)(self._word_anew)

    @classmethod
    def read(cls, path: Path) -> Tokenizer:
        """Reads the file that `write` wrote."""
        with np.load(path, allow_pickle=False) as file:
            pieces = file["pieces"].tobytes().decode().split("\n")
            special = dict(zip(file["special"].tolist(), file["special_ids"].tolist(), strict=True))
            scores = file["scores"].tolist()
            return cls(pieces, scores, special, str(file["removed"]), str(file["blanks"]))

    def split(self, text: str) -> Split:
        """The pieces of the whole text, in order, without start and end."""
        ids: list[int] = []
        spans: list[Span] = []
        at = 0
        for part in self._marks.split(text):
            if part in self._special:
                ids.append(self._special[part])
                spans.append((at, at + len(part)))
            else:
                for word in _WORD.finditer(part):
                    found = self._word(word[0])
                    shift = at + word.start()
                    ids += found.ids
                    spans += [(a + shift, b + shift) for a, b in found.spans]
            at += len(part)
        return Split(tuple(ids), tuple(spans))

    def _word_anew(self, word: str) -> Split:
        normal, spans = self._normalised(word)
        ids: list[int] = []
        own: list[Span] = []
        for match in re.finditer(r"\S+", normal):
            at = match.start()
            # The mark before the word stands for its first character, or for nothing.
            places = [spans[at], *spans[at : match.end()]]
            for first, end, piece in self._likeliest(_SPOKEN_START + match[0]):
                ids.append(piece)
                told = max(first, 1) if end > 1 else first
                own.append((places[told][0], places[end - 1][1]))
        return Split(tuple(ids), tuple(own))

    def _normalised(self, word: str) -> tuple[str, Sequence[Span]]:
        """The word as the pieces are spelt, and the characters each of its own stands for."""
        if word.isascii() and word.isprintable():
            return word, [(i, i + 1) for i in range(len(word))]
        normal: list[str] = []
        spans: list[Span] = []
        for cluster, places in self._clusters(word):
            made = unicodedata.normalize("NFKC", cluster)
            normal.append(made)
            spans += _aligned(len(made), places)
        return "".join(normal), spans

    def _clusters(self, word: str) -> Iterator[tuple[str, list[int]]]:
        """Stretches that NFKC makes one by one, each with its characters' places."""
        kept = [(c, i) for i, each in enumerate(word) if (c := each.translate(self._beyond_nfkc))]
        cluster, places = "", list[int]()
        for character, place in kept:
            if cluster and not _joins(cluster, character):
                yield cluster, places
                cluster, places = "", []
            cluster += character
            places.append(place)
        if cluster:
            yield cluster, places

    def _likeliest(self, word: str) -> list[tuple[int, int, int]]:
        """(start, end, id) of each piece of the likeliest way (Viterbi); the unknown, together."""
        size, known, scores = len(word), self._ids.get, self._scores
        best = [-inf] * (size + 1)
        best[0] = 0.0
        way = [(0, 0)] * (size + 1)
        for start in range(size):
            here = best[start]
            alone = known(word[start : start + 1])
            if alone is None:
                alone, score = self._unknown, here + self._unlikely
            else:
                score = here + scores[alone]
            if score > best[start + 1]:
                best[start + 1], way[start + 1] = score, (start, alone)
            for end in range(start + 2, min(size, start + self._longest) + 1):
                piece = known(word[start:end])
                if piece is not None and here + scores[piece] > best[end]:
                    best[end], way[end] = here + scores[piece], (start, piece)
        return self._walked(way)

    def _walked(self, way: Sequence[tuple[int, int]]) -> list[tuple[int, int, int]]:
        found: list[tuple[int, int, int]] = []
        end = len(way) - 1
        while end > 0:
            start, piece = way[end]
            if found and piece == self._unknown == found[-1][2]:
                found[-1] = (start, found[-1][1], piece)
            else:
                found.append((start, end, piece))
            end = start
        return found[::-1]


def write(
    path: Path,
    scored: Sequence[tuple[str, float]],
    special: Mapping[str, int],
    removed: str,
    blanks: str,
) -> None:
    """Writes the file that `Tokenizer.read` reads."""
    text = "\n".join(piece for piece, _ in scored)
    assert text.count("\n") == len(scored) - 1, "no piece has a line's end"
    np.savez(
        path,
        pieces=np.frombuffer(text.encode(), np.uint8),
        scores=np.array([score for _, score in scored]),
        special=np.array([*special]),
        special_ids=np.array([*special.values()]),
        removed=np.array(removed),
        blanks=np.array(blanks),
    )


def _joins(cluster: str, character: str) -> bool:
    """Whether NFKC makes something else of the two together than of each by itself."""
    if character.isascii():
        return False
    if unicodedata.combining(character):
        return True  # marks may change places with each other
    apart = unicodedata.normalize("NFKC", cluster) + unicodedata.normalize("NFKC", character)
    return unicodedata.normalize("NFKC", cluster + character) != apart


def _aligned(made: int, places: Sequence[int]) -> Iterator[Span]:
    """What each `made` character stands for: the first for the first, the last for the last.

    One character made of several stands for the first, as in `tokenizers`.
    """
    surplus = max(0, made - len(places))
    skipped = max(0, len(places) - made)
    of = [0] * (surplus + 1) + [i + skipped for i in range(1, len(places) - skipped)]
    return ((places[i], places[i] + 1) for i in of[:made])
