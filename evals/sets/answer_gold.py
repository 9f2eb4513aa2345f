"""The gold set of answers: which sentences of the library answer which question.

    read(Path("evals/gold/answers"))  ->  [GoldQuestion("g101", "et", "money", …), …]

`questions.tsv` holds the questions, `stretches.jsonl` the stretches: `question`, `part` (from 1, of
a question that asks for several things), `document`, and `sentences`, each as it stands in the
document. One stretch of a part answers it. evals/gold/answers/README.md says how it was made.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus import tables
from corpus.errors import BadInput
from evals.sets.text_files import lines

KINDS = (
    "fact", "who-when-where", "money", "results", "how", "definition", "list", "comparison",
    "eligibility",
)  # fmt: skip
FITTED = ("train", "dev")  # splits that are learnt from
NO_WORK = "-"  # of a question that is about no work by itself
_SEVERAL = 3  # works that answer a list; by hand: two may be one and what tells of it
_COLUMNS = ("id", "lang", "kind", "flags", "work", "split", "answerable", "question")
_BULLET = re.compile(r"\A[•▪◦‣*–-]\s+")
_LEAST = 0.5  # of a stretch's characters that a quote must show; by hand: more than a scrap of it


@dataclass(frozen=True, slots=True)
class GoldStretch:
    """Sentences of a document that answer by themselves, as plain text."""

    document: str
    sentences: tuple[str, ...]

    def shown_by(self, quote: str) -> bool:
        """Whether a quote from the same document shows at least half of it."""
        shown = plain(quote)
        length = sum(map(len, self.sentences))
        return sum(len(each) for each in self.sentences if each in shown) >= _LEAST * length


@dataclass(frozen=True, slots=True)
class GoldQuestion:
    """A question; `answerable` is yes, no or gap: the library says that it is not known.

    `parts` holds, for each thing asked, the stretches that answer it; of a gap those that say so.
    """

    id: str
    lang: str
    kind: str
    flags: tuple[str, ...]
    work: str
    split: str
    answerable: str
    text: str
    parts: tuple[tuple[GoldStretch, ...], ...]

    def shown(self, document: str, quote: str) -> set[int]:
        """The parts that a quote answers, by number from 0."""
        return {
            number
            for number, stretches in enumerate(self.parts)
            if any(s.document == document and s.shown_by(quote) for s in stretches)
        }

    @property
    def documents(self) -> frozenset[str]:
        """The documents that have a stretch."""
        return frozenset(s.document for stretches in self.parts for s in stretches)


def asks_for_several(question: GoldQuestion, works: int) -> bool:
    """Whether it asks for a list of works, not of things inside one; so many works answer it."""
    return question.kind == "list" and (question.work == NO_WORK or works >= _SEVERAL)


def read(folder: Path) -> list[GoldQuestion]:
    """All questions of the set, in order.

    Raises:
        BadInput: a file is missing or broken, or a kind or question is unknown.
    """
    rows = tables.rows(folder / "questions.tsv", _COLUMNS)
    parts: dict[str, dict[int, list[GoldStretch]]] = defaultdict(lambda: defaultdict(list))
    known = {row["id"] for row in rows}
    for number, line in lines(folder / "stretches.jsonl"):
        question, part, stretch = _stretch(line, f"{folder / 'stretches.jsonl'}, line {number}")
        if question not in known:
            raise BadInput(f"{folder / 'stretches.jsonl'}, line {number}: no question {question}")
        parts[question][part].append(stretch)
    return [_question(row, parts[row["id"]], folder) for row in rows]


def plain(text: str) -> str:
    """The text with single blanks, without the bullet that it begins with."""
    return _BULLET.sub("", " ".join(text.split()))


def _stretch(line: str, where: str) -> tuple[str, int, GoldStretch]:
    try:
        row = json.loads(line)
        sentences = tuple(plain(each) for each in row["sentences"])
        return str(row["question"]), int(row["part"]), GoldStretch(str(row["document"]), sentences)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise BadInput(f"{where}: no stretch: question, part, document, sentences") from None


def _question(
    row: dict[str, str], parts: dict[int, list[GoldStretch]], folder: Path
) -> GoldQuestion:
    if row["kind"] not in (*KINDS, "far"):
        raise BadInput(f"{folder / 'questions.tsv'}: {row['id']}: unknown kind '{row['kind']}'")
    told: Sequence[tuple[GoldStretch, ...]] = [tuple(parts[number]) for number in sorted(parts)]
    flags = tuple(each for each in row["flags"].split(",") if each not in ("", "-"))
    return GoldQuestion(
        row["id"], row["lang"], row["kind"], flags, row["work"], row["split"], row["answerable"],
        row["question"], tuple(told),
    )  # fmt: skip
