"""Charts of Word files: their stored figures as a table, or their name in the account."""

from __future__ import annotations

from word_files import p, root, word_file

from corpus.documents import Page
from ingest.cutting.cleaning import clean
from ingest.readers.office import docx as reader
from ingest.readers.raw import Limits

DRAWN = p("<w:r><w:drawing><c:chart r:id='chart'/></w:drawing></w:r>")
TITLE = "<c:title><a:p><a:r><a:t>Külastused</a:t></a:r></a:p></c:title>"


def points(tag: str, *values: str, form: str = "General") -> str:
    told = (f"<c:pt idx='{at}'><c:v>{each}</c:v></c:pt>" for at, each in enumerate(values) if each)
    return f"<c:{tag}><c:formatCode>{form}</c:formatCode>{''.join(told)}</c:{tag}>"


def series(*parts: str) -> str:
    return f"<c:ser>{''.join(parts)}</c:ser>"


def page(inner: str) -> Page:
    content = word_file(DRAWN, chart=root("c:chartSpace", inner))
    return clean(reader.read("a.docx", content, Limits())).pages[0]


def test_figures_stand_under_their_series() -> None:
    years = points("cat", "2022", "2023", "2024")
    one = series(points("tx", "Kodu"), years, points("val", "1200", "", "45.300000000000004"))
    two = series(points("tx", "Osakaal"), years, points("val", "0.123", "0.45", form="0%"))
    assert page(TITLE + one + two).text.split("\n") == [
        "Külastused",
        "| Kodu | Osakaal",
        "2022; Kodu: 1200; Osakaal: 12.3%",
        "2023; Osakaal: 45%",
        "2024; Kodu: 45.3",
    ]


def test_a_chart_without_names_has_no_head() -> None:
    read = page(series(points("xVal", "1", "2"), points("yVal", "3", "x")))
    assert (read.text, read.account.left_out) == ("1 | 3\n2 | x", ())


def test_a_chart_that_is_not_known_is_named() -> None:
    read = page("<c:any>Maakonniti</c:any>")
    assert [(each.reason, each.sample) for each in read.account.left_out] == [
        ("chart", "Maakonniti")
    ]
