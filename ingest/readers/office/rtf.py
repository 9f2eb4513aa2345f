"""Reads RTF with striprtf, which knows its words; notes, text boxes and cells are kept apart here.

striprtf drops footnotes and text boxes and writes a cell's end as a stroke, which a text may hold
too. So the groups are taken out first and read by themselves, and cells, rows and outline levels
get marks that no text holds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from striprtf.striprtf import rtf_to_text

from corpus.accounts import LeftOut, PageAccount
from corpus.errors import DocumentError
from corpus.markup import BULLET
from ingest.readers.office import rtf_runs, rtf_tables
from ingest.readers.raw import Flow, Limits, RawDocument, check_length
from ingest.readers.titles import is_named

MEDIA_TYPE = "application/rtf"
_DAMAGED = "is damaged or no RTF document; open it in a word processor, save it again"
_ROW, _NOTE, _ITEM = "\ue001", "\ue002", "\ue004"
_LEVELS = "\ue010\ue011\ue012\ue013\ue014\ue015"
_WORDS = {
    "cell": rtf_tables.CELL, "row": _ROW, "intbl": rtf_tables.IN_TABLE,
    "nestcell": " ", "nestrow": "; ", "column": "\\par ",
} | {f"outlinelevel{level}": mark for level, mark in enumerate(_LEVELS)}  # fmt: skip
_ITEMS = ("{\\listtext", "{\\pntext", "{\\*\\pntext")  # a list's mark or number, as it is printed
_BULLETS = "•·▪●■◦‣o§\uf0a7\uf0b7-–"
_NOTES = ("{\\footnote", "{\\*\\footnote")
_BOXES = ("{\\shptxt", "{\\*\\shptxt")
_RUNNING = ("{\\header", "{\\footer")
_REMARKS = ("{\\*\\annotation", "{\\annotation")
_KINDS_OF_PAGES = "rlf"
_HIDING = ("\\v ", "\\v\\")
_DEFAULT_PAGE = "cp1252"  # as the format says


def read(path: str, content: bytes, limits: Limits) -> RawDocument:  # noqa: ARG001
    """The file as one page without a number; notes at the end.

    Raises:
        DocumentError: damaged.
    """
    source = content.decode(_code_page(content), "replace")
    groups = _Groups(source)
    flow = Flow()
    try:
        _fill(flow, _plain(groups.rest, _heading_styles(source)))
        for box in groups.boxes:
            flow.paragraph(_plain(groups.head + box))
        for number, note in enumerate(groups.notes, start=1):
            flow.line(f"[{number}] {' '.join(_plain(groups.head + note).split())}")
        account = _account(groups)
    except (ValueError, IndexError, LookupError, OverflowError):
        raise DocumentError(path, _DAMAGED) from None
    pages = flow.pages()
    check_length(path, sum(len(page.text) for page in pages))
    return RawDocument(
        MEDIA_TYPE,
        (replace(pages[0], account=account),),
        tuple(flow.headings),
        title=_title(flow, groups.title),
    )


def _title(flow: Flow, told: str) -> str | None:
    """A heading that begins the text; what the file's properties say; the first heading."""
    first = flow.headings[0] if flow.headings else None
    if first is not None and (first.offset == 0 or not is_named(told)):
        return first.text
    return told if is_named(told) else None


def _code_page(content: bytes) -> str:
    """The code page that the file names: the bytes beyond ASCII that are not escaped."""
    _, found, after = content[:4096].partition(b"\\ansicpg")
    digits = after[:5].split(b"\\")[0].split(b" ")[0].split(b"{")[0]
    name = f"cp{digits.decode('ascii', 'replace').strip()}" if found else _DEFAULT_PAGE
    try:
        "".encode(name)
    except LookupError:
        return _DEFAULT_PAGE
    return name


class _Groups:
    """The source without the groups that striprtf drops, and these; `head` is the font table."""

    def __init__(self, source: str) -> None:
        self.notes: list[str] = []
        self.boxes: list[str] = []
        self.running: list[str] = []
        self.remarks: list[str] = []
        self.rest, self.gone = rtf_runs.settled(self._without(source), _end)
        page = source.find("\\ansicpg")
        self.head = "{\\rtf1" + (source[page : page + 12] if page >= 0 else "") + " "
        fonts = source.find("{\\fonttbl")
        if fonts >= 0:
            self.head += source[fonts : _end(source, fonts)]
        info = source.find("{\\info")
        title = source.find("{\\title", info, _end(source, info)) if info >= 0 else -1
        told = source[title : _end(source, title)].replace("\\title", "", 1) if title >= 0 else ""
        self.title = " ".join(_plain(self.head + told).split())

    def _without(self, source: str) -> str:
        kinds = {
            **dict.fromkeys(_NOTES, self.notes),
            **dict.fromkeys(_BOXES, self.boxes),
            **dict.fromkeys(_RUNNING, self.running),
            **dict.fromkeys(_REMARKS, self.remarks),
        }
        parts: list[str] = []
        at = 0
        for start, mark in _starts(source, tuple(kinds)):
            if start < at:
                continue  # inside one that was taken out
            parts.append(source[at:start])
            at = _end(source, start)
            # Headers have kinds: {\\headerl, {\\headerf.
            kinds[mark].append("{" + source[start + len(mark) : at].lstrip(_KINDS_OF_PAGES))
            if kinds[mark] is self.notes:
                parts.append(f"{_NOTE}")
        parts.append(source[at:])
        return "".join(parts)


def _starts(source: str, marks: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    found: list[tuple[int, str]] = []
    for mark in marks:
        at = source.find(mark)
        while at >= 0:
            found.append((at, mark))
            at = source.find(mark, at + 1)
    return iter(sorted(found))


def _end(source: str, start: int) -> int:
    """Behind the brace that closes the group."""
    depth, at = 0, start
    while at < len(source):
        character = source[at]
        if character == "\\":
            at += 1
        elif character == "{":
            depth += 1
        elif character == "}":
            depth -= 1
            if depth == 0:
                return at + 1
        at += 1
    return len(source)


def _heading_styles(source: str) -> dict[str, str]:
    """The words of the styles that are headings: {"s1": the mark of level 1}."""
    start = source.find("{\\stylesheet")
    if start < 0:
        return {}
    found: dict[str, str] = {}
    for style in source[start : _end(source, start)].split("{\\s")[1:]:
        number = style.split("\\", 1)[0].strip()
        name = style.split(";", 1)[0].lower()
        level = next((at for at in range(len(_LEVELS)) if name.endswith(f"heading {at + 1}")), None)
        level = 0 if name.endswith(" title") else level
        if number.isdigit() and level is not None:
            found[f"s{number}"] = _LEVELS[level]
    return found


def _plain(source: str, styles: Mapping[str, str] = MappingProxyType({})) -> str:
    """striprtf's text, with our marks for cells, rows and levels."""
    for begin in _ITEMS:
        source = source.replace(begin, f"{_ITEM}{{\\listtext")  # striprtf leaves pntext out
    for word, mark in (_WORDS | dict(styles)).items():
        first, *others = source.split(f"\\{word}")
        parts = [first]
        for other in others:
            is_longer = other[:1].isalnum()
            parts += [f"\\{word}{other}" if is_longer else mark + other.removeprefix(" ")]
        source = "".join(parts)
    source = rtf_tables.marked(source)
    text: str = rtf_to_text(source, errors="replace")  # type: ignore[no-untyped-call]
    return text


def _fill(flow: Flow, text: str) -> None:
    """Rows to tables, lines to paragraphs; notes are numbered as they come."""
    first, *others = text.split(_NOTE)
    text = first + "".join(f"[{n}]{other}" for n, other in enumerate(others, start=1))
    table: list[rtf_tables.Row] = []
    form = ""
    *rows, rest = text.split(_ROW)
    for row in rows:
        before, inner, told = rtf_tables.taken(row)
        form = told or form  # a row that says nothing is like the one before
        *cells, _ = inner.split(rtf_tables.CELL)
        if before.strip():
            _table(flow, table)
            table = []
            _paragraphs(flow, before)
        if cells:
            table.append(rtf_tables.Row.of([_unmarked(cell) for cell in cells], form))
    _table(flow, table)
    _paragraphs(flow, rtf_tables.taken(rest)[0] if rtf_tables.CELL in rest else rest)


def _table(flow: Flow, rows: list[rtf_tables.Row]) -> None:
    if rows:
        flow.table(*rtf_tables.grid(rows))


def _paragraphs(flow: Flow, text: str) -> None:
    for line in text.replace(rtf_tables.CELL, "\n").split("\n"):
        level = next((at for at, mark in enumerate(_LEVELS, start=1) if mark in line), 0)
        plain = _unmarked(line)
        if level:
            flow.heading(level, plain)
        elif _ITEM in line:
            mark, _, item = plain.partition("\t")
            flow.line(f"{BULLET}{item.strip()}" if mark.strip() in _BULLETS else f"{mark} {item}")
        elif plain.startswith("•"):
            flow.line("• " + plain.lstrip("• \t"))
        else:
            flow.paragraph(plain)


def _unmarked(text: str) -> str:
    return text.translate(dict.fromkeys(map(ord, _LEVELS + rtf_tables.IN_TABLE + _ITEM))).strip()


def _account(groups: _Groups) -> PageAccount:
    told = [
        *(("running head or page number", text) for text in dict.fromkeys(groups.running)),
        *(("remark", text) for text in groups.remarks),
        *groups.gone,
    ]
    read = ((reason, _plain(groups.head + source)) for reason, source in told)
    left = [LeftOut.of(reason, text) for reason, text in read if text.strip()]
    is_left = any(mark in groups.rest for mark in _HIDING)
    doubts = ("holds hidden text",) if is_left else ()
    return PageAccount(left_out=tuple(left), doubts=doubts)
