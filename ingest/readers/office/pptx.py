"""Reads PowerPoint's PPTX with python-pptx: a page a slide, what it shows in order of place.

Tables and charts become rows, a slide's title its heading. Speaker's notes follow the slide's text
and are told in its account; so are hidden slides, and pictures, which nobody reads here.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pptx
from lxml import etree  # type: ignore[import-untyped]
from pptx.enum.shapes import PP_PLACEHOLDER

from corpus.accounts import LeftOut, PageAccount
from corpus.errors import DocumentError
from corpus.markup import BULLET
from ingest.readers import packages
from ingest.readers.office.places import in_order
from ingest.readers.office.word.charts import chart_lines
from ingest.readers.raw import (
    LINE,
    Flow,
    Limits,
    RawDocument,
    RawPage,
    SectionHeading,
    by_page,
    check_length,
)
from ingest.readers.table_rows import head_count
from ingest.readers.titles import is_named

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
_NOUN = "PowerPoint presentation"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_DIAGRAM = "/diagramData"
_HIDDEN = "the slide is hidden when the presentation is shown"
_PICTURES = "shows nothing but pictures, whose text was not read"
_GROUPS_DEEP = 10
_RUNNING = (PP_PLACEHOLDER.SLIDE_NUMBER, PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER)

Shape = Any  # python-pptx's shapes are many classes, told apart by what they have
Slide = Any


def read(path: str, content: bytes, limits: Limits) -> RawDocument:
    """The file's slides.

    Raises:
        DocumentError: damaged, locked, or a bomb.
    """
    packages.check(path, content, _NOUN)
    with packages.opened_by_a_library(path, _NOUN):
        presentation = pptx.Presentation(io.BytesIO(content))
        slides = list(presentation.slides)
        pages = [_slide(slide) for slide in slides[: limits.pages]]
        named = presentation.core_properties.title
    if not pages:
        raise DocumentError(path, "has no slides")
    check_length(path, sum(len(page.text) for page, _ in pages))
    warnings = []
    if len(slides) > limits.pages:
        warnings.append(f"has {len(slides):,} slides; only the first {limits.pages:,} are read")
    headings = by_page(found for _, found in pages)
    numbered = tuple(
        RawPage(at, None, page.text, page.account) for at, (page, _) in enumerate(pages, start=1)
    )
    first = headings[0].text if headings and headings[0].page_index == 0 else None
    return RawDocument(
        MEDIA_TYPE,
        numbered,
        tuple(headings),
        title=_title(first, named),
        warnings=tuple(warnings),
    )


def _title(first: str | None, named: str | None) -> str | None:
    """The first slide's title; else what the file's properties say, where that is no template's."""
    return first or (named if is_named(named or "") else None)


def _slide(slide: Slide) -> tuple[RawPage, list[SectionHeading]]:
    flow = Flow()
    seen = _SlideShapes(slide, flow)
    seen.add()
    how: tuple[str, ...] = ("text",)
    if slide.has_notes_slide and slide.notes_slide.notes_text_frame is not None:
        notes = _paragraphs(slide.notes_slide.notes_text_frame)
        for text, _ in notes:
            flow.paragraph(text)
        how = ("text", "annotation") if notes else how
    (page,) = flow.pages()
    doubts = [_HIDDEN] if slide.element.get("show") in ("0", "false") else []
    if seen.pictures and not page.text.strip():
        doubts.append(_PICTURES)
    account = PageAccount(how, left_out=tuple(seen.left_out), doubts=tuple(doubts))
    return RawPage(None, None, page.text, account), flow.headings


class _SlideShapes:
    """Fills a flow with what a slide shows: the title first, then from top to bottom."""

    def __init__(self, slide: Slide, flow: Flow) -> None:
        self._slide = slide
        self._flow = flow
        self.pictures = 0
        self.left_out: list[LeftOut] = []

    def add(self) -> None:
        title = self._slide.shapes.title
        if title is not None:
            self._flow.heading(1, title.text_frame.text.replace("\v", " "))
        rest = [s for s in self._slide.shapes if title is None or s.shape_id != title.shape_id]
        self._all(rest, depth=0)

    def _all(self, shapes: list[Shape], depth: int) -> None:
        for shape in in_order(shapes, _place):
            self._one(shape, depth)

    def _one(self, shape: Shape, depth: int) -> None:
        if shape.is_placeholder and shape.placeholder_format.type in _RUNNING:
            if shape.has_text_frame and shape.text_frame.text.strip():
                running = LeftOut.of("running head or page number", shape.text_frame.text)
                self.left_out.append(running)
        elif hasattr(shape, "shapes"):
            if depth < _GROUPS_DEEP:
                self._all(list(shape.shapes), depth + 1)
        elif shape.has_text_frame:
            self._text(shape)
        elif getattr(shape, "has_table", False):
            self._flow.table(_cells(shape.table), _heads(shape.table))
        elif getattr(shape, "has_chart", False):
            self._chart(shape.chart)
        elif hasattr(shape, "image"):
            self._picture(shape)
        else:
            self._diagram(shape)

    def _picture(self, shape: Shape) -> None:
        self.pictures += 1
        described = shape.element.find(".//{*}cNvPr")
        words = described.get("descr") if described is not None else None
        self.left_out.append(LeftOut.of("picture", words or ""))

    def _text(self, shape: Shape) -> None:
        found = _paragraphs(shape.text_frame)
        is_list = (len(found) > 1 and shape.is_placeholder) or any(level for _, level in found)
        self._flow.end_block()
        for text, _ in found:
            if is_list and not text.startswith(BULLET):
                self._flow.line(BULLET + text)
            else:
                self._flow.paragraph(text)
        self._flow.end_block()

    def _chart(self, chart: Any) -> None:
        """Its titles and figures; a chart of another kind is named."""
        told = chart_lines(chart._chartSpace)
        self._flow.end_block()
        for line in told:
            self._flow.line(line)
        self._flow.end_block()
        if not told:
            self.left_out.append(LeftOut.of("chart", " ".join(chart._chartSpace.itertext())))

    def _diagram(self, shape: Shape) -> None:
        """The texts of a drawing by SmartArt, which lie in a part of their own."""
        data = shape.element.find(".//{*}relIds")
        if data is None:
            return
        for key, value in data.attrib.items():
            relation = self._slide.part.rels.get(value) if key.endswith("}dm") else None
            if relation is None or not relation.reltype.endswith(_DIAGRAM):
                continue
            tree = etree.fromstring(relation.target_part.blob, _parser())
            self._flow.end_block()
            for paragraph in tree.iter(f"{_DRAWING}p"):
                self._flow.line("".join(each.text or "" for each in paragraph.iter(f"{_DRAWING}t")))
            self._flow.end_block()


def _parser() -> Any:
    return etree.XMLParser(resolve_entities=False, no_network=True)


def _place(shape: Shape) -> tuple[int, int]:
    return shape.top or 0, shape.left or 0


def _paragraphs(frame: Any) -> list[tuple[str, int]]:
    """Each paragraph's text and how deep it is in a list."""
    lines = ((each.text.replace("\v", LINE).strip(), each.level) for each in frame.paragraphs)
    return [(text, level) for text, level in lines if text]


def _cells(table: Any) -> list[list[str]]:
    return [list(_row(table, at)) for at in range(len(table.rows))]


def _heads(table: Any) -> int | None:
    """How many rows are the head that the file asks for: as high as its merged cells are.

    0 where it asks for headings of the rows instead, None where it does not say.
    """
    first = [table.cell(0, at) for at in range(len(table.columns))]
    if not table.first_row:
        return 0 if table.first_col else None
    merged = [cell for cell in first if cell.is_merge_origin]
    high = max((cell.span_height for cell in merged), default=1)
    if high == 1 and any(cell.span_width > 1 for cell in merged):
        return head_count(_cells(table)) or 1
    return high


def _row(table: Any, at: int) -> Iterator[str]:
    """The row's cells; of merged ones each holds the text."""
    for column in range(len(table.columns)):
        cell = table.cell(at, column)
        if cell.is_spanned:
            cell = next((o for o in _origins(table, at, column) if o.is_merge_origin), cell)
        yield cell.text_frame.text


def _origins(table: Any, row: int, column: int) -> Iterator[Any]:
    """The cells by which this one may be covered, the nearest first."""
    for up in range(row, -1, -1):
        for left in range(column, -1, -1):
            cell = table.cell(up, left)
            if cell.is_merge_origin and (
                row < up + cell.span_height and column < left + cell.span_width
            ):
                yield cell
