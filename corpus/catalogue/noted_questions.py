"""Questions that a curator noted for a work: what people may ask of it, and where it answers.

    read(Path("questions"))["nula"][0]  ->  NotedQuestion("money", "Kes maksab …?", "Who …?", (…,))

One table a work, `WORK.tsv`: `kind`, the question in both languages (`et`, `en`), in other words in
either (`also`), and `answer`, the sentences that answer as they stand in one of its documents. A
broken bar (¦) parts wordings, and sentences that follow each other, two (¦¦) places that each
answer by themselves. A question of the kind `none` is one that people ask and the work does not
answer; of the kind `gap`, its answer says that the matter is not known. None of it is ever shown as
an answer: a question that is like a noted one is led to the sentence, which is then quoted from the
document (expansion of documents by questions: Nogueira et al., 2019).
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from corpus import tables
from corpus.errors import BadInput

UNANSWERED = "none"  # the kind of question that the work does not answer
GAP = "gap"  # the kind whose answer says that it is not known
KINDS = (
    "fact", "who-when-where", "money", "results", "how", "definition", "comparison", "eligibility",
    GAP, UNANSWERED,
)  # fmt: skip
_COLUMNS = ("kind", "et", "en", "answer")  # and `also`, if anything is put otherwise
_PLACES, _SENTENCES, _WORDINGS = "¦¦", "¦", "¦"  # what stands between them

Place = tuple[str, ...]  # sentences, blanks made single


class NotedQuestion(NamedTuple):
    """A question in both languages, each place that answers it, and the question otherwise put."""

    kind: str
    et: str
    en: str
    answers: tuple[Place, ...]
    also: tuple[str, ...] = ()

    @property
    def is_answered(self) -> bool:
        """Whether the work answers it; to say that this is not known is no answer."""
        return self.kind not in (GAP, UNANSWERED)

    @property
    def wordings(self) -> tuple[str, ...]:
        """All ways in which the question is noted."""
        return tuple(filter(None, (self.et, self.en, *self.also)))


Noted = Mapping[str, tuple[NotedQuestion, ...]]  # by work


def read(folder: Path) -> Noted:
    """The questions of each work that has a table; none where there is no folder.

    Raises:
        BadInput: a table cannot be read, or a row has no question.
    """
    return {path.stem: _of_table(path) for path in sorted(folder.glob("*.tsv"))}


def faults(path: Path, texts: str) -> list[str]:
    """What is wrong with a work's table, a line each; `texts` are those of its documents."""
    known = plain(texts)
    try:
        notes = _of_table(path)
    except BadInput as error:
        return [str(error).removeprefix(f"{path}: ")]
    found = []
    for note in notes:
        told = f"'{note.wordings[0]}'"
        if note.kind not in KINDS:
            found.append(f"{told}: '{note.kind}' is no kind of question")
        if (note.kind == UNANSWERED) == bool(note.answers):
            found.append(f"{told} has an answer, or the kind '{UNANSWERED}', and not both")
        found += (
            f"{told}: its answer does not stand in the work: {sentence}"
            for place in note.answers
            for sentence in place
            if sentence not in known
        )
    return found


def share_held(place: Place, text: str) -> float:
    """How much of a place stands in a text, which is `plain`: 1 for all of its sentences."""
    held = sum(len(sentence) for sentence in place if sentence in text)
    return held / (sum(map(len, place)) or 1)


def plain(text: str) -> str:
    """The text with single blanks, as answers are compared."""
    return " ".join(text.split())


def _of_table(path: Path) -> tuple[NotedQuestion, ...]:
    notes = tuple(map(_question, tables.rows(path, _COLUMNS)))
    for number, note in enumerate(notes, start=1):
        if not note.wordings:
            raise BadInput(f"{path}: row {number} has no question in either language")
    return notes


def _question(row: Mapping[str, str]) -> NotedQuestion:
    places = (tables.parted(each, _SENTENCES) for each in row["answer"].split(_PLACES))
    also = tables.parted(row.get("also", ""), _WORDINGS)
    return NotedQuestion(
        row["kind"], row["et"].strip(), row["en"].strip(), tuple(filter(None, places)), also
    )
