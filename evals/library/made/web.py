"""Made web pages and Markdown: tables with spans, navigation, notes, encodings that lie."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from html import escape

from evals.library.made.drawing import Drawing
from evals.library.made.pdf import softened
from evals.library.made.source import MadeFile, SourceBlock, SourceText

_HIDDEN = "Toimetaja varjatud salamärkus XQZ."
_COOKIES = (
    '<div id="cookie-consent" role="dialog"><p>Kasutame küpsiseid. '
    "<button>Nõustun kõigega</button></p></div>"
)
_MENU = '<nav><ul><li><a href="/">Avaleht</a></li><li><a href="/k">Kontaktid</a></li></ul></nav>'
_ENCODINGS = ("windows-1252", "iso-8859-15", "windows-1257", "utf-16")


def web_pages(drawing: Drawing) -> Iterator[MadeFile]:
    """One of each kind in one language."""
    for source in (
        drawing.report(),
        drawing.report(5, 3, tables=False),
        SourceText(drawing.language, (drawing.heading(1), drawing.paragraph(), drawing.table(20))),
    ):
        yield MadeFile("html", "", source, web_page(source))
    source = drawing.report()
    yield MadeFile("html", "navigation, cookies", source, web_page(source, _COOKIES + _MENU))
    hidden = f'<p style="display:none">{_HIDDEN}</p><script>var x = "{_HIDDEN}";</script>'
    source = drawing.report(2, 2)
    yield MadeFile("html", "hidden text", source, web_page(source, within=hidden))
    merged = (drawing.heading(1), drawing.paragraph(), drawing.merged())
    source = SourceText(drawing.language, merged)
    yield MadeFile("html", "merged cells", source, web_page(source))
    source = drawing.report(2, 2)
    yield MadeFile("html", "soft hyphens", source, web_page(softened(source)))
    for encoding in _ENCODINGS:
        source = _within(drawing.report(2, 2), encoding)
        yield MadeFile("html", f"in {encoding}", source, web_page(source, encoding=encoding))


def _within(source: SourceText, encoding: str) -> SourceText:
    """The text without the marks that the encoding lacks."""
    blocks = (block._replace(text=_fitting(block.text, encoding)) for block in source.blocks)
    return replace(source, blocks=tuple(blocks))


def _fitting(text: str, encoding: str) -> str:
    return text.encode(encoding, "ignore").decode(encoding)


def web_page(
    source: SourceText, around: str = "", within: str = "", encoding: str = "utf-8"
) -> bytes:
    """The text as a web page, with markup around and within its article."""
    body = listed([_block(block) for block in source.blocks], source.blocks, "<ul>", "</ul>")
    page = (
        f'<!DOCTYPE html><html lang="{source.language}"><head><meta charset="{encoding}">'
        f"<title>{escape(source.headings()[0])}</title></head>"
        f"<body>{around}<main>\n{within}{body}\n</main></body></html>"
    )
    return page.encode(encoding)


def listed(lines: list[str], blocks: tuple[SourceBlock, ...], begin: str, end: str) -> str:
    """The lines with marks before and after each run of items."""
    parts: list[str] = []
    before = ""
    for line, block in zip(lines, blocks, strict=True):
        if (block.kind == "item") != (before == "item"):
            parts.append(begin if block.kind == "item" else end)
        parts.append(line)
        before = block.kind
    return "\n".join([*parts, end] if before == "item" else parts)


def _block(block: SourceBlock) -> str:
    text = escape(block.text)
    match block.kind:
        case "heading":
            return f"<h{block.level}>{text}</h{block.level}>"
        case "item":
            return f"<li>{text}</li>"
        case "table":
            return _table(block)
    return f"<p>{text}</p>"


def _table(block: SourceBlock) -> str:
    head, *rows = block.grid
    lines = ["<tr>" + "".join(f"<th>{escape(cell)}</th>" for cell in head) + "</tr>"]
    for row, span in zip(rows, block.spans(), strict=True):
        first = f'<td rowspan="{span}">{escape(row[0])}</td>' if span else ""
        rest = "".join(f"<td>{escape(cell)}</td>" for cell in row[1:])
        lines.append(f"<tr>{first}{rest}</tr>")
    return "<table>" + "".join(lines) + "</table>"


def markdown_texts(drawing: Drawing) -> Iterator[MadeFile]:
    """Clean ones, notes, markup within."""
    for source in (drawing.report(), drawing.report(5, 3, tables=False), drawing.report(1, 1)):
        yield MadeFile("md", "", source, markdown(source))
    source = drawing.report(2, 2)
    note = drawing.list()[0]
    blocks = (*source.blocks[:3], *source.blocks[3:], note)
    noted = SourceText(source.language, blocks, asides=("1",))
    lines = [_markdown_line(block) for block in source.blocks]
    lines[2] += "[^1]"
    text = "\n\n".join([*lines, f"[^1]: {note.text}"])
    yield MadeFile("md", "footnotes", noted, text.encode())
    source = drawing.report(2, 2)
    text = markdown(source).decode().replace(", ", ",<br>", 1).replace(" on ", " <b>on</b> ", 1)
    yield MadeFile("md", "markup within", source, f"<!-- {_HIDDEN} -->\n\n{text}".encode())


def markdown(source: SourceText) -> bytes:
    """The text as Markdown."""
    return "\n\n".join(map(_markdown_line, source.blocks)).encode()


def _markdown_line(block: SourceBlock) -> str:
    match block.kind:
        case "heading":
            return f"{'#' * block.level} {block.text}"
        case "item":
            return f"- {block.text}"
        case "table":
            head, *rows = (f"| {' | '.join(row)} |" for row in block.grid)
            return "\n".join([head, "|" + "---|" * len(block.grid[0]), *rows])
    return block.text
