"""Made files through several readers in one run: ours, another checkout's, programs beside."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from evals.library.made import reading
from evals.library.made.corpus import write
from evals.library.made.measuring import FileReading, measured, together
from evals.library.made.source import MadeFile

_FOR_PDF = ("pdftotext", "pdftohtml", "mutool")  # programs that read nothing else


class ReadersResult(NamedTuple):
    """What one reader made of the files that it reads."""

    names: list[str]
    readings: list[FileReading]

    def sums(self) -> list[FileReading]:
        """By format, clean and faulty ones apart."""
        return together(self.readings)

    def faulty(self) -> Iterator[str]:
        """A line for each file that did not come whole."""
        for name, got in zip(self.names, self.readings, strict=True):
            wrong = {
                "lost": got.lost,
                "invented": got.invented,
                "broken": got.broken,
                "cells": got.cells - got.cells_right,
                "headings": got.headings - got.headings_right,
                "silent": got.silent,
            }
            if any(wrong.values()):
                said = ", ".join(f"{what} {number}" for what, number in wrong.items() if number)
                yield f"  {name}: {said}"


def compare(
    files: Sequence[MadeFile], folder: Path, before: Path | None, beside: Sequence[str]
) -> dict[str, ReadersResult]:
    """The files, written into the folder, through each reader.

    Raises:
        BadInput: a reader cannot be started.
    """
    paths = write(files, folder)
    names = [path.name for path in paths]
    pairs = zip(files, reading.ours(paths), strict=True)
    found = {"ours": ReadersResult(names, [measured(*pair) for pair in pairs])}
    if before:
        pairs = zip(files, reading.of_checkout(before, paths), strict=True)
        found["before"] = ReadersResult(names, [measured(*pair) for pair in pairs])
    for command in beside:
        found[command] = _beside(command, files, paths)
    return found


def _beside(command: str, files: Sequence[MadeFile], paths: Sequence[Path]) -> ReadersResult:
    only_pdf = Path(command.split(maxsplit=1)[0]).name in _FOR_PDF
    chosen = [
        (file, path)
        for file, path in zip(files, paths, strict=True)
        if file.ending == "pdf" or not only_pdf
    ]
    texts = reading.of_program(command, [path for _, path in chosen])
    readings = [measured(file, text) for (file, _), text in zip(chosen, texts, strict=True)]
    return ReadersResult([path.name for _, path in chosen], readings)
