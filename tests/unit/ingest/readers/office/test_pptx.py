"""Presentations: a page a slide, in order of place; notes, hidden slides and pictures told."""

from __future__ import annotations

import io

import pytest
from office_files import packed, saved, slides, table_on
from PIL import Image
from pptx.chart.data import CategoryChartData, XyChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

from corpus.errors import DocumentError
from ingest.readers.office import pptx
from ingest.readers.raw import LINE, Limits, RawDocument, SectionHeading


def read(presentation: object, pages: int = 3000) -> RawDocument:
    return pptx.read("a.pptx", saved(presentation), Limits(pages=pages))


def test_a_slide_is_a_page_under_its_title() -> None:
    raw = read(slides(("Kogukonnapäev", "Esimene\nTeine"), ("Lõpp", "Aitäh!")))
    assert [(page.number, page.text) for page in raw.pages] == [
        (1, f"Kogukonnapäev\n\n• Esimene{LINE}• Teine"),
        (2, "Lõpp\n\nAitäh!"),
    ]
    assert raw.headings[1] == SectionHeading(1, 0, 1, "Lõpp")
    assert raw.title == "Kogukonnapäev"


def test_notes_and_hidden_slides_are_told() -> None:
    made = slides(("A", "b"))
    made.slides[0].notes_slide.notes_text_frame.text = "Räägi aeglaselt"
    made.slides[0].element.set("show", "0")
    (page,) = read(made).pages
    assert page.text.endswith("\n\nRäägi aeglaselt")
    assert page.account.how == ("text", "annotation")
    assert page.account.doubts == ("the slide is hidden when the presentation is shown",)


def test_boxes_come_by_place_also_in_groups() -> None:
    made = slides(("A", ""))
    shapes = made.slides[0].shapes
    for top, text in ((6, "all"), (3, "keskel")):
        box = shapes.add_textbox(Inches(1), Inches(top), Inches(2), Inches(1))
        box.text_frame.text = text
    group = shapes.add_group_shape()
    inner = group.shapes.add_textbox(Inches(1), Inches(5), Inches(2), Inches(1))
    inner.text_frame.text = "rühmas"
    assert read(made).pages[0].text == "A\n\nkeskel\n\nrühmas\n\nall"


def test_tables_are_rows_and_merged_cells_filled() -> None:
    made = slides(("A", ""))
    table = table_on(
        made.slides[0], [["Teenus", "Koht", "2023"], ["Pesu", "Võru", "4"], ["", "Põlva", "5"]]
    )
    table.cell(1, 0).merge(table.cell(2, 0))
    assert read(made).pages[0].text.splitlines()[-2:] == [
        "Teenus: Pesu; Koht: Võru; 2023: 4",
        "Teenus: Pesu; Koht: Põlva; 2023: 5",
    ]


def test_a_head_is_as_high_as_its_merged_cells() -> None:
    made = slides(("A", ""))
    table = table_on(
        made.slides[0], [["Koht", "2022", ""], ["", "Mehi", "Naisi"], ["Võru", "1", ""]]
    )
    table.cell(0, 0).merge(table.cell(1, 0))
    table.cell(0, 1).merge(table.cell(0, 2))
    assert read(made).pages[0].text.splitlines()[-1] == "Koht: Võru; 2022 › Mehi: 1"


def test_boxes_beside_one_another_are_read_from_the_left() -> None:
    made = slides(("A", ""))
    for left, top, text in ((1, 3.01, "vasak"), (5, 3, "parem"), (1, 4, "all")):
        box = made.slides[0].shapes.add_textbox(Inches(left), Inches(top), Inches(2), Inches(0.5))
        box.text_frame.text = text
    assert read(made).pages[0].text == "A\n\nvasak\n\nparem\n\nall"


def test_charts_of_points_keep_both_figures() -> None:
    made = slides(("A", ""))
    data = XyChartData()
    data.add_series("Kulu").add_data_point(3, 4.5)
    place = Inches(1), Inches(3), Inches(4), Inches(2)
    made.slides[0].shapes.add_chart(XL_CHART_TYPE.XY_SCATTER, *place, data)
    assert read(made).pages[0].text.splitlines()[-1] == "3; Kulu: 4.5"


def test_charts_are_rows() -> None:
    made = slides(("A", ""))
    data = CategoryChartData()
    data.categories = ["2022", "2023"]
    data.add_series("Osalejaid", (10, 20.5))
    place = Inches(1), Inches(3), Inches(4), Inches(2)
    made.slides[0].shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, *place, data)
    lines = read(made).pages[0].text.splitlines()
    assert lines[-1] == "2023; Osalejaid: 20.5"


def test_a_slide_of_pictures_alone_is_told() -> None:
    made = slides(("", ""))
    picture = io.BytesIO()
    Image.new("L", (9, 9)).save(picture, "PNG")
    made.slides[0].shapes.add_picture(picture, 0, 0)
    (page,) = read(made).pages
    assert (page.text, page.account.doubts) == (
        "",
        ("shows nothing but pictures, whose text was not read",),
    )


def test_slides_beyond_the_limit_are_told() -> None:
    raw = read(slides(("A", "b"), ("C", "d")), pages=1)
    assert len(raw.pages) == 1
    assert raw.warnings == ("has 2 slides; only the first 1 are read",)


@pytest.mark.parametrize("told", ["PowerPointi esitlus", "Aastaraport"])
def test_a_template_s_title_does_not_count(told: str) -> None:
    made = slides(("", "Tekst"))
    made.core_properties.title = told
    assert read(made).title == (None if told.startswith("Power") else told)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"PK\x03\x04", "is damaged or no PowerPoint presentation"),
        (packed({"ppt/presentation.xml": b"<a"}), "is damaged"),
        (packed({"ppt/presentation.xml": b"<!DOCTYPE a>"}), "defines XML entities"),
        (saved(slides()), "has no slides"),
    ],
)
def test_what_is_no_presentation_is_refused(content: bytes, reason: str) -> None:
    with pytest.raises(DocumentError, match=reason):
        pptx.read("a.pptx", content, Limits())
