"""Made files through the real readers: nothing lost, nothing invented, no crash by spoilt ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from evals.library.made import packed, pdf, plain, reading, web
from evals.library.made.corpus import write
from evals.library.made.drawing import Drawing
from evals.library.made.fuzzing import fuzz
from evals.library.made.measuring import measured, together

SEED = 5  # not the one whose losses were looked into


@pytest.mark.parametrize("make", [web.web_pages, plain.plain_texts, packed.packed, pdf.pdfs])
def test_nothing_of_clean_files_is_lost_or_invented(make, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    files = [made for made in make(Drawing(SEED, "et")) if not made.fault]
    paths = write(files, tmp_path)
    got = together(
        measured(file, brought) for file, brought in zip(files, reading.ours(paths), strict=True)
    )[-1]
    assert got.files == len(files) > 1
    assert (got.lost, got.invented, got.silent) == (0, 0, 0)
    assert (got.cells_right, got.headings_right) == (got.cells, got.headings)


def test_the_same_files_for_the_same_seed() -> None:
    once, again = (list(plain.plain_texts(Drawing(SEED, "en"))) for _ in range(2))
    assert once == again
    assert once != list(plain.plain_texts(Drawing(SEED + 1, "en")))


def test_spoilt_files_end_in_a_text_or_a_reason() -> None:
    report = fuzz(60, seed=SEED)
    assert report.crashes == []
    assert sum(counts.total() for counts in report.by_format.values()) == report.files == 60
