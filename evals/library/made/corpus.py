"""Makes the whole set of files with known text, seeded.

    for made in made_files(seed=16):        MadeFile(ending, fault, source, content)
        …
    write(made_files(), folder)             files for other readers, each by its number

At least 120 files over all formats that are read; old Office formats where LibreOffice is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

from evals.library.made import office, packed, pdf, plain, scans, web, word
from evals.library.made.drawing import Drawing
from evals.library.made.source import MadeFile

SEED = 16
_CONVERTED = ("", "merged cells", "hidden text", "superscripts")  # faults that conversion keeps
_MAKERS = (
    pdf.pdfs,
    web.web_pages,
    web.markdown_texts,
    plain.plain_texts,
    plain.text_tables,
    office.presentations,
    office.workbooks,
    packed.packed,
)


def made_files(seed: int = SEED, with_scans: bool = True) -> Iterator[MadeFile]:
    """All of them, in Estonian and in English."""
    documents: list[MadeFile] = []
    for language in ("et", "en"):
        drawing = Drawing(seed, language)
        yield from chain.from_iterable(make(drawing) for make in _MAKERS)
        documents += word.word_documents(drawing)
        if with_scans:
            yield from scans.scans(drawing)
    yield from documents
    yield from word.converted([file for file in documents if file.fault in _CONVERTED])


def write(files: Iterable[MadeFile], folder: Path) -> list[Path]:
    """Writes each under its number, fault and ending."""
    folder.mkdir(parents=True, exist_ok=True)
    paths: list[Path] = []
    for number, made in enumerate(files):
        fault = "".join(c if c.isalnum() else "-" for c in made.fault or "clean")
        path = folder / f"{number:03}-{fault}-{made.source.language}.{made.ending}"
        path.write_bytes(made.content)
        paths.append(path)
    return paths
