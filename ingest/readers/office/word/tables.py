"""A Word table as a grid: merged cells filled, rows of one wide cell told, heads as the file says.

`ingest.readers.table_rows` makes lines of it. A table that only sets text in columns is none:
`is_layout` tells, and its cells are read one after another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ingest.readers.office.word.omissions import told_text
from ingest.readers.office.word.package import Element, child, is_on, name, value
from ingest.readers.office.word.styles import Styles
from ingest.readers.table_rows import rows

_LONGEST_CELL = 1_000  # characters, by hand: more in several paragraphs are a page's column
_MOST_HEADS = 3  # rows of bold letters, by hand: more are a table of bold letters
_WIDEST = 100  # columns; Word allows 63, and a span may claim millions
_WRAPPERS = frozenset(
    name(f"w:{each}") for each in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo")
)


@dataclass(slots=True)
class GridLine:
    """One row: the text of each column, and whether one cell goes over all of them."""

    texts: list[str]
    is_one_cell: bool


def is_layout(table: Element, styles: Styles) -> bool:
    """Whether the table only places its cells: one column, or headings, tables, prose in them."""
    lines = [list(cells(line)) for line in table_rows(table)]
    if all(len(line) < 2 for line in lines):  # of one column
        return True
    if heads(table, styles):
        return False
    return any(_is_page(cell, styles) for line in lines for cell in line)


def table_rows(table: Element) -> Iterator[Element]:
    """The table's own rows, not those of tables in its cells."""
    return _within(table, name("w:tr"))


def cells(line: Element) -> Iterator[Element]:
    """The row's own cells."""
    return _within(line, name("w:tc"))


def heads(table: Element, styles: Styles) -> int | None:
    """How many of the first rows the file marks as the head; None where it does not say.

    0 where it marks headings of the rows instead.
    """
    lines = list(table_rows(table))
    marked = [is_on(child(line, "w:trPr", "w:tblHeader")) for line in lines]
    count = (*marked, False).index(False)
    if count:
        return count
    if len(lines) < 2:  # a head stands over something
        return None
    bold = [_is_bold(line, styles) for line in lines[: _MOST_HEADS + 1]]
    if bold[0] and not all(bold):
        return bold.index(False)
    if all(_begins_bold(line, styles) for line in lines):
        return 0
    return 1 if _is_styled(table, styles) else None


def lines(table: Element, text: Callable[[Element], str], count: int | None) -> Iterator[str]:
    """The table's lines, `text` telling what stands in a cell; each cell is asked for once."""
    grid = [line for line in _grid(table, text) if any(line.texts)]
    usual = [at for at, line in enumerate(grid) if not line.is_one_cell]
    heading = usual[:1] if count is None else [at for at in usual if at < count]
    head = [grid[at].texts for at in heading]
    block: list[list[str]] = []
    is_first = True
    for line in grid:
        if not line.is_one_cell:
            block.append(line.texts)
            continue
        yield from _told(head, block, count, is_first)
        is_first = is_first and not block
        block = []
        yield line.texts[0]
    yield from _told(head, block, count, is_first)


def _told(
    head: list[list[str]], block: list[list[str]], count: int | None, is_first: bool
) -> list[str]:
    """The lines of a stretch of rows; the head, which the first holds, is over the others too."""
    if not block:
        return []
    heads = (len(head) or None) if count else count
    return rows(block, heads) if is_first else rows([*head, *block], heads)[len(head) :]


def _grid(table: Element, text: Callable[[Element], str]) -> list[GridLine]:
    found: list[GridLine] = []
    for line in table_rows(table):
        above = found[-1].texts if found else []
        texts = [""] * _span(line, "w:trPr", "w:gridBefore", 0)
        own_cells = list(cells(line))
        for cell in own_cells:
            _place(texts, _filled(cell, text(cell), texts, above), cell)
        is_one_cell = len(own_cells) == 1 and len(texts) > 1 and all(texts)
        found.append(GridLine(texts, is_one_cell))
    return found


def _filled(cell: Element, own: str, before: list[str], above: list[str]) -> str:
    """The cell's text, or that of the cell that it is merged with."""
    if own:
        return own
    if _goes_on(cell, "w:hMerge") and before:
        return before[-1]
    return above[len(before)] if _goes_on(cell, "w:vMerge") and len(before) < len(above) else ""


def _place(texts: list[str], text: str, cell: Element) -> None:
    """The cell's text in each of its columns; what stands too far to the right in the last."""
    room = _WIDEST - len(texts)
    if room > 0:
        texts += [text] * min(_span(cell, "w:tcPr", "w:gridSpan", 1), room)
    else:
        texts[-1] = f"{texts[-1]} {text}".strip()


def _span(element: Element, properties: str, what: str, otherwise: int) -> int:
    told = value(child(element, properties, what)) or ""
    is_count = told.isascii() and told.isdigit() and len(told) < len("1000")
    return min(max(int(told), otherwise), _WIDEST) if is_count else otherwise


def _goes_on(cell: Element, what: str) -> bool:
    merged = child(cell, "w:tcPr", what)
    return merged is not None and value(merged) != "restart"


def _within(element: Element, tag: str) -> Iterator[Element]:
    for inner in element:
        if inner.tag == tag:
            yield inner
        elif inner.tag in _WRAPPERS:
            yield from _within(inner, tag)


def _is_page(cell: Element, styles: Styles) -> bool:
    paragraphs = [each for each in cell.iter(name("w:p")) if told_text(each).strip()]
    if cell.find(f".//{name('w:tbl')}") is not None:
        return True
    is_long = len(paragraphs) > 1 and len(told_text(cell)) > _LONGEST_CELL
    return is_long or any(styles.level(each) for each in paragraphs)


def _begins_bold(line: Element, styles: Styles) -> bool:
    """Whether the row's first cell alone is bold, as a heading of the row is."""
    first, *others = [_is_bold(cell, styles) for cell in cells(line)] or [False]
    return first and bool(others) and not any(others)


def _is_bold(line: Element, styles: Styles) -> bool:
    """Whether every letter of the row, or of a cell, is bold or a heading's, and there are some."""
    told = [
        styles.toggle(run, paragraph, "w:b") or styles.level(paragraph) is not None
        for paragraph in line.iter(name("w:p"))
        for run in paragraph.iter(name("w:r"))
        if told_text(run).strip()
    ]
    return bool(told) and all(told)


def _is_styled(table: Element, styles: Styles) -> bool:
    """Whether the table asks for the look of a first row, and its style has one."""
    properties = child(table, "w:tblPr")
    if properties is None:
        return False
    look = child(properties, "w:tblLook")
    style = value(child(properties, "w:tblStyle"))
    return look is not None and _asks_first_row(look) and styles.heads_row(style or "")


def _asks_first_row(look: Element) -> bool:
    told = look.get(name("w:firstRow"))
    if told is not None:
        return told in ("1", "true", "on")
    try:
        return bool(int(value(look) or "0", 16) & 0x20)  # by the standard: the first row's bit
    except ValueError:
        return False
