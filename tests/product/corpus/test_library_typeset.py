"""The shipped papers: made of their manuscripts, in the form that a paper has."""

from __future__ import annotations

import importlib.util
import re
import shutil
from contextlib import closing
from pathlib import Path
from types import ModuleType

import pypdfium2 as pdfium
import pytest

from corpus.settings import LIBRARY, MANUSCRIPTS

PAPERS = sorted(path for path in MANUSCRIPTS.rglob("*.typ") if path.name != "template.typ")
POLICY = [path for path in PAPERS if path.parent.name == "policy"]
SCANS = [path for path in PAPERS if path.with_suffix(".txt.src").exists()]


@pytest.fixture(scope="module")
def typeset() -> ModuleType:
    pytest.importorskip("typst")
    spec = importlib.util.spec_from_file_location("typeset", LIBRARY.parent / "typeset.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def texts(pdf: Path) -> list[str]:
    with closing(pdfium.PdfDocument(pdf)) as paper:
        return [page.get_textpage().get_text_bounded() for page in paper]


def pdf(source: Path) -> Path:
    return LIBRARY / source.relative_to(MANUSCRIPTS).with_suffix(".pdf")


def test_what_is_shipped_is_made_of_its_manuscripts(typeset: ModuleType, tmp_path: Path) -> None:
    shutil.copytree(MANUSCRIPTS, tmp_path / "manuscripts")
    for name in ("policy", "reports"):
        shutil.copytree(LIBRARY / name, tmp_path / "documents" / name)
    for path in typeset.typeset(tmp_path):
        shipped = LIBRARY.parent / path.relative_to(tmp_path)
        if path.suffix == ".pdf":
            assert texts(path) == texts(shipped), shipped
        elif path.suffix == ".html":
            assert path.read_bytes() == shipped.read_bytes(), shipped
    for scan in SCANS:
        truth = scan.with_suffix(".txt.src")
        written = tmp_path / truth.relative_to(LIBRARY.parent)
        assert written.read_text() == truth.read_text()


@pytest.mark.parametrize("source", PAPERS, ids=lambda path: path.stem)
def test_no_year_at_the_start_of_a_line_becomes_a_list(source: Path) -> None:
    """Typst takes "2022. aastal" there, or in a table's cell, for the 2022nd item of a list."""
    assert not re.findall(r"^\s*\d+\. .*|\[\d+\. .*", source.read_text(encoding="utf-8"), re.M)


@pytest.mark.parametrize("source", POLICY, ids=lambda path: path.stem)
def test_policy_papers_have_the_form_of_papers(source: Path) -> None:
    text = source.read_text(encoding="utf-8")
    assert "#facts-table(" in text
    assert "#src(" in text
    body = text.split("\n)\n", 1)[1]
    assert 1500 <= len(re.sub(r"#src\([^)]*\)", "", body).split()) <= 3500
    with closing(pdfium.PdfDocument(pdf(source))) as paper:
        labels = [paper.get_page_label(index) for index in range(len(paper))]
        outline = list(paper.get_toc())
    if source in SCANS:
        assert "".join(texts(pdf(source))) == ""
    else:
        assert labels == ["i", "ii", "iii", *map(str, range(1, len(labels) - 2))]
        assert outline


def test_one_paper_stands_in_two_columns() -> None:
    assert [path.stem for path in POLICY if "columns: 2,\n" in path.read_text()]


def test_one_paper_is_a_scan() -> None:
    assert SCANS
