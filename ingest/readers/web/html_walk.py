"""Walks a tree of HTML and fills a flow: headings, paragraphs, lists, tables, notes.

    <p>1216<sup><a href="#fn1">1</a></sup> m<sup>2</sup></p>  ->  "1216[1] m²"

What is no part of a page's text was taken out before (`web_pages`); Markdown and the chapters of
an EPUB are read by the same walk. Without recursion, since hostile pages nest without end.
"""

from __future__ import annotations

from selectolax.lexbor import LexborNode

from corpus.markup import BULLET
from ingest.readers.leavings import Leavings
from ingest.readers.mathml import linear_of_html
from ingest.readers.numerals import written
from ingest.readers.raised import subscript, superscript
from ingest.readers.raw import LINE, Flow, note_mark, source_number
from ingest.readers.web.html_tables import GRIDS, is_layout, lines_of

_BLOCKS = frozenset({
    "p", "div", "section", "article", "main", "header", "footer", "ul", "ol", "menu", "table",
    "thead", "tbody", "tfoot", "blockquote", "pre", "figure", "figcaption", "dl", "address",
    "fieldset", "form", "body", "html", "hr", "details", "summary", "caption", "nav", "aside",
    "center", "hgroup", "legend", "dialog", "search", "noscript", "dir", "frameset", "td", "th",
    "button", "label", "option", "optgroup",
})  # fmt: skip
_LINES = frozenset(["li", "dt", "dd", "tr"])
_LISTS = ("ul", "ol", "menu", "dir")
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_STRUCK = ("del", "s", "strike")
_BACK_LINKS = frozenset("↩↑^⏎⤴⇑")  # what leads from a note to where it is mentioned
_FORMS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_MOST_DIGITS = 7  # of an item's number
_VARIATION = "\ufe0e\ufe0f"


class HtmlWalk:
    """Fills one flow; `mentions` are the notes of the page by the id that they have in it."""

    def __init__(
        self, flow: Flow, leavings: Leavings, mentions: dict[str, str] | None = None
    ) -> None:
        self._flow = flow
        self._leavings = leavings
        self._mentions = mentions or {}
        self._text: list[str] = []
        self._item = ""  # the mark of the item whose first words are still to come
        self._lists: list[tuple[int, str] | None] = []  # the next item's number, and its form
        self._verbatim = 0
        self._nested: list[LexborNode] | None = None  # inside a cell: the tables found in it

    def add(self, root: LexborNode | None) -> None:
        """Reads everything under that node."""
        waiting = [(root, False)] if root is not None else []
        grids = {node.mem_id for node in root.css(GRIDS)} if root is not None else set()
        while waiting:
            node, is_read = waiting.pop()
            tag = node.tag
            if tag == "-text":
                self._add_text(node.text_content or "")
            elif is_read:
                self._leave(node)
            elif (tag == "table" or (grids and node.mem_id in grids)) and not is_layout(node):
                waiting.extend((table, False) for table in reversed(self._table(node)))
            elif not self._inline(node):
                self._enter(node)
                waiting.append((node, True))
                waiting += [(child, False) for child in node.iter(include_text=True)][::-1]
        self._flush()

    def _table(self, table: LexborNode) -> list[LexborNode]:
        """Reads a table of data; what is nested in its cells comes after it."""
        if self._nested is not None:
            self._nested.append(table)
            return []
        self._flush()
        for caption in table.iter():
            if caption.tag == "caption":
                self._flow.paragraph(self._cell(caption, []))
        nested: list[LexborNode] = []
        self._flow.end_block()
        for line in lines_of(table, lambda cell: self._cell(cell, nested)):
            self._flow.line(line)
        self._flow.end_block()
        return nested

    def _cell(self, cell: LexborNode, nested: list[LexborNode]) -> str:
        """The text of a cell; the tables in it go to `nested`."""
        flow = Flow()
        walk = HtmlWalk(flow, self._leavings, self._mentions)
        walk._nested = nested
        walk.add(cell)
        return flow.pages()[0].text

    def _inline(self, node: LexborNode) -> bool:
        """Reads what is read as one piece: marks of notes, raised figures, pictures' texts."""
        tag = node.tag
        if tag == "a":
            return self._link(node.attributes.get("href") or "", node)
        if tag in ("sup", "sub"):
            if any(self._is_mark(link.attributes.get("href")) for link in node.css("a")):
                return False
            text = node.text() or ""
            moved = superscript(text) if tag == "sup" else subscript(text)
            if moved is None and tag == "sup" and self._would_glue(text):
                moved = f" {text.strip()}"
            self._text.append(moved or "")
            return moved is not None
        if tag == "math":
            told = node.attributes.get("alttext") or linear_of_html(node.html or "")
            self._text.append(f" {told or node.text()} ")
            return True
        return False

    def _link(self, href: str, node: LexborNode) -> bool:
        """The mark of a note where the link leads to one; a way back from a note says nothing."""
        source = source_number(href)
        if source:  # what the link shows is its number
            self._text.append(note_mark(source))
            return True
        if not href.startswith("#"):
            return False
        label = self._mentions.get(href[1:])
        text = (node.text() or "").strip()
        if label is not None and text.strip("[]()") == label:
            self._text.append(f"[{label}]")
            return True
        return bool(text) and set(text) <= {*_BACK_LINKS, *_VARIATION}

    def _is_mark(self, href: str | None) -> bool:
        return source_number(href) is not None or (href or "").lstrip("#") in self._mentions

    def _would_glue(self, raised: str) -> bool:
        """Whether a raised word, unlike "21st", would become part of the word before it."""
        before = "".join(self._text[-1:])[-1:]
        return before.isalpha() and raised.strip()[:1].isalnum()

    def _enter(self, node: LexborNode) -> None:
        tag = node.tag
        if tag == "br":
            self._text.append(LINE)
        elif tag == "img":
            self._text.append(node.attributes.get("alt") or "")
        elif tag == "ins" and node.prev is not None and node.prev.tag in _STRUCK:
            self._text.append(" ")
        elif tag in _LINES:
            self._flush()
            if tag == "li":
                label = self._mentions.get(node.attributes.get("id") or "")
                self._item += self._mark(node) if label is None else f"[{label}] "
        elif tag in _BLOCKS or tag in _HEADINGS:
            self._flush()
            self._open(node)

    def _add_text(self, text: str) -> None:
        text = self._leavings.without_data(text)
        if self._verbatim:
            self._text.append(text.strip("\n").replace("\n", LINE))
        elif text:
            blank = (text[:1].isspace(), text[-1:].isspace())
            inner = " ".join(text.split())
            self._text.append(f"{' ' * blank[0]}{inner}{' ' * blank[1]}")

    def _open(self, node: LexborNode) -> None:
        tag = node.tag
        if tag in _LISTS:
            start = node.attributes.get("start") or "1"
            form = _FORMS.get(node.attributes.get("type") or "", "decimal")
            self._lists.append((_number(start) or 1, form) if tag == "ol" else None)
        elif tag == "pre":
            self._verbatim += 1

    def _leave(self, node: LexborNode) -> None:
        tag = node.tag
        if tag in _HEADINGS and self._nested is None:
            text, self._text = "".join(self._text), []
            self._flow.heading(int(tag[1]), self._taken_mark() + text.replace(LINE, " "))
        elif tag in _LINES:
            self._flush(line=True)
            self._item = ""
        elif tag in _BLOCKS or tag in _HEADINGS:
            self._flush()
            if tag in _LISTS and self._lists:
                self._lists.pop()
            if tag == "pre":
                self._verbatim -= 1
            if tag in (*_LISTS, "table", "dl") and not self._lists:
                self._flow.end_block()

    def _mark(self, item: LexborNode) -> str:
        numbered = self._lists[-1] if self._lists else None
        if numbered is None:
            return BULLET
        told = _number(item.attributes.get("value") or "")
        number, form = (numbered[0] if told is None else told), numbered[1]
        self._lists[-1] = number + 1, form
        return f"{written(number, form)}. "

    def _taken_mark(self) -> str:
        mark, self._item = self._item, ""
        return "" if mark.endswith(BULLET) else mark

    def _flush(self, line: bool = False) -> None:
        text, self._text = "".join(self._text), []
        if not text.strip():
            return
        if line or self._lists:
            self._flow.line(self._item + text.strip())
            self._item = ""
        else:
            self._flow.paragraph(text)


def _number(told: str) -> int | None:
    return int(told) if told.isascii() and told.isdigit() and len(told) < _MOST_DIGITS else None
