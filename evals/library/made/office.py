"""Made presentations and workbooks."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

from evals.library.made.drawing import Drawing
from evals.library.made.source import MadeFile, SourceBlock, SourceText, heading

_HIDDEN = "Toimetaja varjatud salamärkus XQZ"
_BODY = (900_000, 1_500_000, 7_000_000, 4_000_000)  # where a box stands, in the format's units


def presentations(drawing: Drawing) -> Iterator[MadeFile]:
    """Slides of text, slides with a table."""
    for has_table in (False, True):
        slides = [(drawing.heading(), [drawing.paragraph(), *drawing.list()]) for _ in range(4)]
        if has_table:
            slides.append((drawing.heading(), [drawing.table()]))
        blocks = tuple(block for title, body in slides for block in (title, *body))
        source = SourceText(drawing.language, blocks)
        yield MadeFile("pptx", "", source, _presentation(slides))


def _presentation(slides: list[tuple[SourceBlock, list[SourceBlock]]]) -> bytes:
    from pptx import Presentation

    made = Presentation()
    for title, body in slides:
        is_table = body[0].kind == "table"
        slide = made.slides.add_slide(made.slide_layouts[5 if is_table else 1])
        slide.shapes.title.text = title.text
        if is_table:
            _add_table(slide.shapes, body[0])
        else:
            slide.placeholders[1].text = "\n".join(block.text for block in body)
    written = BytesIO()
    made.save(written)
    return written.getvalue()


def _add_table(shapes: object, block: SourceBlock) -> None:
    grid = block.grid
    added = shapes.add_table(len(grid), len(grid[0]), *_BODY)  # type: ignore[attr-defined]
    for at, row in enumerate(grid):
        for column, text in enumerate(row):
            added.table.cell(at, column).text = text


def workbooks(drawing: Drawing) -> Iterator[MadeFile]:
    """Sheets of a table each; merged cells; a hidden sheet."""
    for fault, tables in (
        ("", [drawing.table(20)]),
        ("", [drawing.table(8), drawing.table(5)]),
        ("merged cells", [drawing.merged()]),
        ("hidden text", [drawing.table(6)]),
    ):
        names = [
            f"{drawing.heading().text.replace('/', '')[:20]} {at}" for at in range(len(tables))
        ]
        names = ["".join(c for c in name if c.isalnum() or c == " ") for name in names]
        pairs = [*zip(names, tables, strict=True)]
        blocks = tuple(block for name, table in pairs for block in (heading(name), table))
        content = _workbook(pairs, fault == "hidden text")
        # A hidden sheet is read, with a doubt; its first line becomes its text.
        asides = (*names, "Abi", _HIDDEN)
        source = SourceText(drawing.language, blocks[1::2], asides)
        yield MadeFile("xlsx", fault, source, content)


def _workbook(sheets: list[tuple[str, SourceBlock]], with_hidden: bool) -> bytes:
    from openpyxl import Workbook  # type: ignore[import-untyped]

    book = Workbook()
    book.remove(book.worksheets[0])
    for name, block in sheets:
        sheet = book.create_sheet(name)
        for row, span in zip(block.grid, [1, *block.spans()], strict=True):
            kept = row if span else (None, *row[1:])
            sheet.append([int(c) if c and c.isdigit() else c or None for c in kept])
        for at, span in enumerate(block.spans(), start=2):
            if span > 1:
                sheet.merge_cells(f"A{at}:A{at + span - 1}")
    if with_hidden:
        hidden = book.create_sheet("Abi")
        hidden.append([_HIDDEN])
        hidden.sheet_state = "hidden"
    written = BytesIO()
    book.save(written)
    return written.getvalue()
