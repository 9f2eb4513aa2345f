"""The subject index: which works are examples of what people ask for examples of.

    read(Path("subjects.tsv"))[0]  ->  Subject(("keelekohvikud", …), ("language cafés", …), {"…"})

One row a subject, as at the end of a good book: its wordings in Estonian (`et`) and English (`en`),
with a broken bar (¦) between them, the ids of the works that are clearly examples (`works`), and of
those that are about more and tell of one in passing (`told_by`, which a table may lack). A question
that asks for several works is answered from it, each work by its own sentences; nothing of the
index itself is shown. Compare `noted_questions`, which say what one work answers, and
`descriptors`, the terms of descriptions.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from corpus import tables
from corpus.errors import BadInput

_COLUMNS = ("et", "en", "works")
_BETWEEN = "¦"


class Subject(NamedTuple):
    """How people call it in both languages, the works that are examples, and that tell of some."""

    et: tuple[str, ...]
    en: tuple[str, ...]
    works: frozenset[str]
    told_by: frozenset[str] = frozenset()

    @property
    def wordings(self) -> tuple[str, ...]:
        """All ways in which it is called."""
        return (*self.et, *self.en)

    @property
    def named(self) -> frozenset[str]:
        """All works that stand under it."""
        return self.works | self.told_by


def read(path: Path) -> tuple[Subject, ...]:
    """The subjects, in the file's order; none where there is no file.

    Raises:
        BadInput: the file is no table of subjects, or a row has no wording.
    """
    if not path.exists():
        return ()
    found = tuple(map(_subject, tables.rows(path, _COLUMNS)))
    for number, subject in enumerate(found, start=1):
        if not subject.wordings:
            raise BadInput(f"{path}: row {number} has no wording in either language")
    return found


def faults(path: Path, works: Container[str]) -> Iterator[str]:
    """What is wrong with an index, a line each, where these are the ids of all works."""
    try:
        subjects = read(path)
    except BadInput as error:
        yield str(error).removeprefix(f"{path}: ")
        return
    for subject in subjects:
        if not subject.works:
            yield f"'{subject.wordings[0]}' names no example"
        for work in sorted(subject.works & subject.told_by):
            yield f"'{subject.wordings[0]}' names '{work}' twice; one of the two is enough"
        for work in sorted(subject.named):
            if work not in works:
                yield f"'{subject.wordings[0]}': there is no document '{work}'"


def _subject(row: Mapping[str, str]) -> Subject:
    et, en = (tables.parted(row[lang], _BETWEEN) for lang in ("et", "en"))
    works, told_by = (frozenset(row.get(column, "").split()) for column in ("works", "told_by"))
    return Subject(et, en, works, told_by)
