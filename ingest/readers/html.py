"""Reads HTML: headings, paragraphs, lists and tables; scripts, menus and forms are dropped."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from corpus.markup import BULLET, CELL
from ingest.readers.encoding import decode
from ingest.readers.raw import (
    LINE,
    Flow,
    Limits,
    RawDocument,
    check_length,
    note_mark,
    source_number,
)

_DROPPED = (
    "script, style, noscript, template, svg, nav, aside, iframe, object, button, select, textarea, "
    "dialog, head, [hidden], [aria-hidden=true], [role=navigation], [role=search], "
    "body > header, body > footer, [role=banner], [role=contentinfo]"
)
_BLOCKS = frozenset({
    "p", "div", "section", "article", "main", "header", "footer", "ul", "ol", "table", "thead",
    "tbody", "tfoot", "blockquote", "pre", "figure", "figcaption", "dl", "address", "fieldset",
    "form", "body", "html", "hr", "details", "summary", "caption",
})  # fmt: skip
_LINES = frozenset(["li", "dt", "dd", "tr"])
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([\w-]{1,40})", re.I)
_HEAD_BYTES = 4096  # a page names its encoding in its first kilobyte


def read(path: str, content: bytes, limits: Limits) -> RawDocument:  # noqa: ARG001
    """The page's main part as one page without a number."""
    named = _CHARSET.search(content[:_HEAD_BYTES])
    text, note = decode(content, named.group(1).decode("ascii") if named else None)
    check_length(path, len(text))
    tree = LexborHTMLParser(text)
    name = tree.css_first("title")
    title = " ".join(name.text().split()) if name else None
    flow = Flow()
    _HtmlTree(flow).add(_main_part(tree))
    first = flow.headings[0].text if flow.headings else None
    return RawDocument(
        "text/html",
        flow.pages(),
        tuple(flow.headings),
        title=first or title or None,
        warnings=(note,) if note else (),
    )


def plain_text(fragment: str) -> str:
    """The text of a piece of HTML, in one line."""
    root = LexborHTMLParser(fragment).body
    return " ".join(root.text(separator=" ").split()) if root else ""


def _main_part(tree: LexborHTMLParser) -> LexborNode | None:
    for node in tree.css(_DROPPED):
        node.decompose()
    articles = tree.css("main") or tree.css("[role=main]") or tree.css("article")
    return articles[0] if len(articles) == 1 else tree.body


class _HtmlTree:
    """Walks the tree without recursion, since hostile pages nest without end."""

    def __init__(self, flow: Flow) -> None:
        self._flow = flow
        self._text: list[str] = []
        self._item = ""  # the mark of the item whose first words are still to come
        self._lists: list[int | None] = []
        self._verbatim = 0

    def add(self, root: LexborNode | None) -> None:
        waiting = [(root, False)] if root is not None else []
        while waiting:
            node, is_read = waiting.pop()
            if is_read:
                self._leave(node)
                continue
            source = source_number(node.attributes.get("href")) if node.tag == "a" else None
            if source:  # what the link shows is its number
                self._text.append(note_mark(source))
                continue
            self._enter(node)
            waiting.append((node, True))
            children = list(node.iter(include_text=True))
            waiting.extend((child, False) for child in reversed(children))
        self._flush()

    def _enter(self, node: LexborNode) -> None:
        tag = node.tag
        if tag == "-text":
            text = node.text_content or ""
            lines = text.strip("\n").replace("\n", LINE) if self._verbatim else text
            self._text.append(lines if self._verbatim else re.sub(r"\s+", " ", lines))
        elif tag == "br":
            self._text.append(LINE)
        elif tag == "img":
            self._text.append(node.attributes.get("alt") or "")
        elif tag in _BLOCKS or tag in _HEADINGS:
            self._flush()
            self._open(tag)
        elif tag in _LINES:
            self._flush()
            self._item = self._mark() if tag == "li" else ""
        elif tag in ("td", "th") and any(part.strip() for part in self._text):
            self._text.append(CELL)

    def _open(self, tag: str) -> None:
        if tag in ("ul", "ol"):
            self._lists.append(1 if tag == "ol" else None)
        elif tag == "pre":
            self._verbatim += 1

    def _leave(self, node: LexborNode) -> None:
        tag = node.tag
        if tag in _HEADINGS:
            text, self._text = "".join(self._text), []
            self._flow.heading(int(tag[1]), text.replace(LINE, " "))
        elif tag in _LINES:
            self._flush(line=True)
            self._item = ""
        elif tag in _BLOCKS:
            self._flush()
            if tag in ("ul", "ol") and self._lists:
                self._lists.pop()
            if tag == "pre":
                self._verbatim -= 1
            if tag in ("ul", "ol", "table", "dl") and not self._lists:
                self._flow.end_block()

    def _mark(self) -> str:
        if not self._lists or self._lists[-1] is None:
            return BULLET
        number = self._lists[-1]
        self._lists[-1] = number + 1
        return f"{number}. "

    def _flush(self, line: bool = False) -> None:
        text, self._text = "".join(self._text), []
        if not text.strip():
            return
        if line or self._lists:
            self._flow.line(self._item + text.strip())
            self._item = ""
        else:
            self._flow.paragraph(text)
