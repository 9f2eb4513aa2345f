"""Made PDFs, set by Typst: columns, tables, notes, running heads, hidden text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain

from evals.library.made.drawing import Drawing
from evals.library.made.source import MadeFile, SourceBlock, SourceText, paragraph, table

_PAGE = '#set text(font: "Liberation Serif", size: 11pt, lang: "{}")\n#set par(justify: true)\n'
_HIDDEN = "Toimetaja varjatud salamärkus XQZ"
_NARROW = "#set page(width: 9cm, height: 11cm, margin: 1cm)\n"
_SOFT = "\u00ad"
_LONG_TABLE = 60  # rows, which take more than one page


def pdfs(drawing: Drawing) -> Iterator[MadeFile]:
    """One of each kind in one language."""
    for source, setting in (
        (drawing.report(), ""),
        (drawing.report(5, 3, tables=False), ""),
        (drawing.report(6, 2, tables=False), "#set page(columns: 2)\n"),
        (SourceText(drawing.language, (drawing.heading(1), drawing.table(_LONG_TABLE))), ""),
        (drawing.report(1, 1), "#set page(flipped: true)\n"),
    ):
        yield MadeFile("pdf", "", source, typeset(source, setting + _hyphenate(False)))
    for fault, source, setting in _faulty(drawing):
        yield MadeFile("pdf", fault, source, typeset(source, setting))
    yield _noted(drawing)


def _faulty(drawing: Drawing) -> Iterator[tuple[str, SourceText, str]]:
    yield "hyphens", drawing.report(3, 3, tables=False), _NARROW + _hyphenate(True)
    title = drawing.heading().text
    running = replace(drawing.report(6, 4), asides=(title, *map(str, range(1, 12))))
    head = f'#set page(header: {_string(title)}, numbering: "1")\n'
    yield "running heads", running, head + _hyphenate(False)
    columns = replace(drawing.report(6, 3, tables=False), asides=(title, *map(str, range(1, 12))))
    yield "heads, columns, hyphens", columns, f"{head}#set page(columns: 2)\n{_hyphenate(True)}"
    hidden = f"#place(top, text(fill: white, {_string(_HIDDEN)}))\n"
    yield "hidden text", drawing.report(2, 2), hidden
    merged = SourceText(drawing.language, (drawing.heading(1), drawing.merged()))
    yield "merged cells", merged, ""
    yield "empty cells, no rules", _bare_table(drawing), "#set table(stroke: none)\n"


def _bare_table(drawing: Drawing) -> SourceText:
    grid = drawing.table(8).grid
    return SourceText(drawing.language, (drawing.heading(1), table(grid), drawing.paragraph()))


def _noted(drawing: Drawing) -> MadeFile:
    """Footnotes: the paragraph, and the note's own text at the page's foot."""
    said, notes = [drawing.paragraph() for _ in range(5)], [drawing.list()[0] for _ in range(5)]
    blocks = (drawing.heading(1), *chain.from_iterable(zip(said, notes, strict=True)))
    source = SourceText(drawing.language, blocks, asides=tuple("12345"))
    lines = [_PAGE.format(drawing.language), _hyphenate(False), _block(blocks[0])]
    for text, note in zip(said, notes, strict=True):
        lines.append(f"#{_string(text.text)}#footnote({_string(note.text)})\n\n")
    return MadeFile("pdf", "footnotes", source, _compiled("".join(lines)))


def typeset(source: SourceText, setting: str = "") -> bytes:
    """The text as a PDF; `setting` is Typst's."""
    head = _PAGE.format(source.language) + setting
    return _compiled(head + "".join(map(_block, source.blocks)))


def _compiled(text: str) -> bytes:
    import typst

    made: bytes = typst.compile(text.encode(), format="pdf")
    return made


def pictures(source: SourceText, setting: str = "", dots: float = 200) -> list[bytes]:
    """The same pages as pictures (PNG)."""
    import typst

    text = _PAGE.format(source.language) + setting + "".join(map(_block, source.blocks))
    made = typst.compile(text.encode(), format="png", ppi=dots)
    return [made] if isinstance(made, bytes) else [*made]


def _hyphenate(is_on: bool) -> str:
    return f"#set text(hyphenate: {str(is_on).lower()})\n"


def _block(block: SourceBlock) -> str:
    if block.kind == "table":
        return f"#{_table(block)}\n\n"
    text = _string(block.text)
    if block.kind == "heading":
        return f"#heading(level: {block.level}, {text})\n"
    return f"- #{text}\n" if block.kind == "item" else f"#{text}\n\n"


def _table(block: SourceBlock) -> str:
    head, *rows = block.grid
    cells = [f"table.header({', '.join(map(_string, head))})"]
    for row, span in zip(rows, block.spans(), strict=True):
        first = [f"table.cell(rowspan: {span}, {_string(row[0])})"] if span else []
        cells += first + _strings(row[1:])
    return f"table(columns: {len(head)}, {', '.join(cells)})"


def _strings(texts: Sequence[str]) -> list[str]:
    return [*map(_string, texts)]


def _string(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def shy(text: str) -> str:
    """The text with soft hyphens in its long words."""
    words = (w[:5] + _SOFT + w[5:] if len(w) > 9 and w.isalpha() else w for w in text.split(" "))
    return " ".join(words)


def softened(source: SourceText) -> SourceText:
    """The file's text with soft hyphens, which a reader does not say."""
    return replace(
        source,
        blocks=tuple(
            paragraph(shy(block.text)) if block.kind == "paragraph" else block
            for block in source.blocks
        ),
    )
