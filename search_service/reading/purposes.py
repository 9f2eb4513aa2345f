"""What a question is for: a fact, money, results, a list …, as a probability of each.

    purposes("Kes rahastab ohjaamosid?", lemmas)  ->  {"money": .81, "who-when-where": .1, …}

Multinomial logistic regression over the question's words, pairs of words and lemmas, learnt from
labelled questions in both languages (`sikk eval fit-purposes`, whose file `question_purposes.json`
says from which). Differs from `question_kind`, which says what form the answer has: "who pays" and
"how much is paid" are both for money, and only the second wants a figure.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np

from search_service.queries.plain_letters import plain

PURPOSES = (
    "fact", "who-when-where", "money", "results", "how", "definition", "list", "comparison",
    "eligibility",
)  # fmt: skip
FILE = Path(__file__).with_name("question_purposes.json")
_WORD = re.compile(r"\w+|\?")
_BEGIN = "^"
_LEMMA = "~"
_STEP = 0.01  # by definition: weights are kept as whole numbers of it


def cues(question: str, lemmas: Iterable[str]) -> set[str]:
    """What the regression sees: words without marks and figures, pairs of them, lemmas."""
    words = [_BEGIN]
    for word in _WORD.findall(question):
        words.append("0" if word.isdigit() else plain(word.lower()))
    pairs = (" ".join(pair) for pair in pairwise(words))
    return {*words, *pairs, *(_LEMMA + plain(lemma) for lemma in lemmas)}


def purposes(question: str, lemmas: Iterable[str]) -> dict[str, float]:
    """The probability of each purpose; they sum to 1."""
    return told(cues(question, lemmas), *learnt())


def told(
    seen: Iterable[str], constants: np.ndarray, weights: Mapping[str, np.ndarray]
) -> dict[str, float]:
    """The probability of each purpose of a question with these cues, by what was learnt."""
    known = [weights[cue] for cue in seen if cue in weights]
    scores = constants + (np.sum(known, axis=0) / np.sqrt(len(known)) if known else 0.0)
    raised = np.exp(scores - scores.max())
    return dict(zip(PURPOSES, (raised / raised.sum()).tolist(), strict=True))


@cache
def learnt() -> tuple[np.ndarray, Mapping[str, np.ndarray]]:
    """What the file holds: a constant for each purpose, and each cue's weights."""
    said = json.loads(FILE.read_text(encoding="utf-8"))
    weights = {cue: _STEP * np.array(row) for cue, row in said["cues"].items()}
    return np.array(said["constants"]), weights


def write(
    constants: np.ndarray, weights: Mapping[str, np.ndarray], stamp: Mapping[str, object]
) -> None:
    """Writes what was learnt, a cue a line."""
    lines = [
        f"{json.dumps(cue, ensure_ascii=False)}: {np.rint(row / _STEP).astype(int).tolist()}"
        for cue, row in sorted(weights.items())
    ]
    head = json.dumps(
        {"stamp": dict(stamp), "purposes": PURPOSES, "constants": constants.round(4).tolist()},
        ensure_ascii=False,
    )
    FILE.write_text(head[:-1] + ', "cues": {\n' + ",\n".join(lines) + "\n}}\n", encoding="utf-8")
