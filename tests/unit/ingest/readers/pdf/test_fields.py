"""What hangs on a PDF page: values of fields, written notes, comments and attachments."""

from __future__ import annotations

import pytest
from drawing import pdf, said

from ingest.readers.pdf import document as reader
from ingest.readers.raw import Limits, RawDocument

NAME = "/Type /Annot /Rect [50 500 250 520]"


def read(*annotations: str, drawn: str = "", **entries: str) -> RawDocument:
    numbers = range(10, 10 + len(annotations))
    listed = " ".join(f"{number} 0 R" for number in numbers)
    content = pdf(
        said(50, 700, "Avaldus"),
        drawn,
        page=f"/Annots [{listed}]",
        catalog=f"/AcroForm << /Fields [{listed}] >> {entries.pop('catalog', '')}",
        objects=dict(zip(numbers, (f"<< {each} >>" for each in annotations), strict=True)),
    )
    return reader.read("avaldus.pdf", content, Limits())


@pytest.mark.parametrize(
    ("field", "line"),
    [
        ("/FT /Tx /T (nimi) /V (Mari Maasikas)", "nimi: Mari Maasikas"),
        ("/FT /Tx /T (f1) /TU (Nimi:) /V (Mari Maasikas)", "Nimi: Mari Maasikas"),
        ("/FT /Ch /T (Vald) /V (h) /Opt [[(h) (Haljala)] [(r) (Rae)]]", "Vald: Haljala"),
        ("/FT /Btn /T (Luban) /AS /Yes /V /Yes", "Luban: ✓"),
        ("/FT /Btn /Ff 32768 /T (Vastus) /AS /jah /V /jah", "Vastus: jah"),
    ],
)
def test_values_of_fields_are_read_with_their_names(field: str, line: str) -> None:
    page = read(f"{NAME} /Subtype /Widget {field}").pages[0]
    assert page.text == f"Avaldus\n\n{line}"
    assert page.account.how == ("text", "form")


@pytest.mark.parametrize(
    "field",
    [
        "/FT /Tx /T (nimi)",
        "/FT /Btn /T (Luban) /AS /Off",
        "/FT /Btn /Ff 65536 /T (Saada) /AS /Yes",
        "/FT /Tx /Ff 8192 /T (salasõna) /V (saladus)",
        "/FT /Tx /F 2 /T (peidus) /V (saladus)",
    ],
)
def test_what_says_nothing_to_a_reader_is_not_read(field: str) -> None:
    assert read(f"{NAME} /Subtype /Widget {field}").pages[0].text == "Avaldus"


def test_a_value_that_is_printed_too_is_read_once() -> None:
    page = read(
        f"{NAME} /Subtype /Widget /FT /Tx /T (nimi) /V (Mari)", drawn=said(55, 505, "Mari")
    ).pages[0]
    assert page.text.count("Mari") == 1
    assert page.account.how == ("text",)


def test_written_notes_are_read_and_comments_named() -> None:
    page = read(
        f"{NAME} /Subtype /FreeText /Contents (Kooskõlastatud)",
        f"{NAME} /Subtype /Text /Contents (Kas see arv on õige?)",
        f"{NAME} /Subtype /Highlight /Contents (Vaata üle)",
    ).pages[0]
    assert page.text == "Avaldus\n\nKooskõlastatud"
    assert page.account.how == ("text", "annotation")
    assert [(each.reason, each.sample) for each in page.account.left_out] == [
        ("comment", "Kas see arv on õige?"),
        ("comment", "Vaata üle"),
    ]


def test_a_field_that_is_its_own_parent_ends() -> None:
    assert read(f"{NAME} /Subtype /Widget /FT /Tx /Parent 10 0 R").pages[0].text == "Avaldus"


def test_damaged_fields_are_a_doubt_about_the_page() -> None:
    page = read(f"{NAME} /Subtype /Widget /FT /Tx /F (x) /V (Mari)").pages[0]
    assert page.text == "Avaldus"
    assert len(page.account.doubts) == 1


def test_attachments_are_named() -> None:
    content = pdf(
        said(50, 700, "Aruanne"),
        catalog="/Names << /EmbeddedFiles << /Names [(x) 10 0 R] >> >>",
        objects={
            10: "<< /Type /Filespec /F (tabel.xlsx) /UF (tabel.xlsx) /EF << /F 11 0 R >> >>",
            11: "<< /Type /EmbeddedFile /Length 1 >>\nstream\nx\nendstream",
        },
    )
    reading = reader.read("aruanne.pdf", content, Limits())
    assert reading.warnings == ("holds an attachment 'tabel.xlsx', which is not read",)


@pytest.mark.parametrize(
    ("labels", "label"),
    [("/Nums [0 << /S /D >>]", None), ("/Nums [0 << /S /r /St 4 >>]", "iv")],
)
def test_labels_that_only_count_pages_are_none(labels: str, label: str | None) -> None:
    content = pdf(said(50, 700, "Leht"), catalog=f"/PageLabels << {labels} >>")
    assert reader.read("leht.pdf", content, Limits()).pages[0].label == label


@pytest.mark.parametrize(
    ("given", "title"), [("Microsoft Word - x", None), ("Noorte uuring", "Noorte uuring")]
)
def test_a_title_that_a_program_left_is_none(given: str, title: str | None) -> None:
    content = pdf(
        said(50, 700, "Leht"), trailer="/Info 10 0 R", objects={10: f"<< /Title ({given}) >>"}
    )
    assert reader.read("leht.pdf", content, Limits()).title == title
