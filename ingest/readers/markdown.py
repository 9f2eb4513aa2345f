"""Reads Markdown: front matter between `---` lines, headings, lists, tables.

Emphasis marks and link targets go, their text stays. `[^3]` marks the third source of the
description, in a text that defines no footnotes of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

from corpus.catalogue import catalogue
from corpus.markup import BULLET
from ingest.readers import html
from ingest.readers.encoding import decode
from ingest.readers.raw import LINE, Flow, Limits, RawDocument, check_length, note_mark

_FRONT_MATTER = re.compile(
    r"\A\s*---[ \t]*\r?\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.S | re.M
)


_SOURCE = re.compile(r"\[\^([1-9]\d{0,3})\]")
_OWN_NOTE = re.compile(r"^ {0,3}\[\^[^\]\s]+\]:", re.M)


def read(path: str, content: bytes, limits: Limits) -> RawDocument:  # noqa: ARG001
    """The file as one page without a number.

    Raises:
        InvalidMetadata: the front matter is not YAML.
    """
    text, note = decode(content)
    check_length(path, len(text))
    text = text.replace("\r\n", "\n")
    flow = Flow()
    body = _FRONT_MATTER.sub("", text)
    if not _OWN_NOTE.search(body):
        body = _SOURCE.sub(lambda match: note_mark(int(match[1])), body)
    _TokenWalk(flow).add(_parser().parse(body))
    return RawDocument(
        "text/markdown",
        flow.pages(),
        tuple(flow.headings),
        title=flow.headings[0].text if flow.headings else None,
        description=front_matter(text, path),
        warnings=(note,) if note else (),
    )


def front_matter_span(text: str) -> tuple[int, int] | None:
    """Where the YAML between the opening `---` lines stands; None where there is none."""
    found = _FRONT_MATTER.match(text)
    return found.span(1) if found else None


def front_matter(text: str, path: str) -> dict[str, object] | None:
    """What the front matter says; None where there is none.

    Raises:
        InvalidMetadata: it is not YAML.
    """
    found = _FRONT_MATTER.match(text)
    if found is None:
        return None
    return catalogue.read_yaml(found[1], path, above=text.count("\n", 0, found.start(1)))


def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark").enable(["table", "strikethrough"])


class _TokenWalk:
    """Walks the token stream and fills a flow; keeps track of open lists and table rows."""

    def __init__(self, flow: Flow) -> None:
        self._flow = flow
        self._numbers: list[int | None] = []  # of each open list; None for bullets
        self._item = ""  # the mark of the item whose first paragraph is still to come
        self._level = 0
        self._table: list[list[str]] = []

    def add(self, tokens: list[Token]) -> None:
        for token in tokens:
            if token.type == "inline":
                self._inline(" ".join("".join(_plain(token.children or [])).split(" ")))
            elif token.type in ("fence", "code_block"):
                self._flow.paragraph(token.content.rstrip().replace("\n", LINE))
            elif token.type == "html_block":
                self._flow.paragraph(html.plain_text(token.content))
            else:
                self._structure(token)

    def _structure(self, token: Token) -> None:
        if token.type == "heading_open":
            self._level = int(token.tag[1])
        elif token.type in ("bullet_list_open", "ordered_list_open"):
            ordered = token.type == "ordered_list_open"
            self._numbers.append(int(token.attrs.get("start", 1)) if ordered else None)
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            self._numbers.pop()
            if not self._numbers:
                self._flow.end_block()
        elif token.type == "list_item_open":
            self._item += self._mark()  # "- 2022. aastal" is a list in an item to Markdown
        elif token.type == "tr_open":
            self._table.append([])
        elif token.type == "table_close":
            self._flow.table(self._table, heads=1)
            self._table = []

    def _mark(self) -> str:
        number = self._numbers[-1]
        if number is None:
            return BULLET
        self._numbers[-1] = number + 1
        return f"{number}. "

    def _inline(self, text: str) -> None:
        if self._table:
            self._table[-1].append(text)
        elif self._level:
            self._flow.heading(self._level, text)
            self._level = 0
        elif self._numbers:
            self._flow.line(self._item + text)
            self._item = ""
        else:
            self._flow.paragraph(text)


def _plain(tokens: list[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type in ("text", "code_inline"):
            yield token.content
        elif token.type == "image":
            yield token.content  # its description
        elif token.type == "softbreak":
            yield " "
        elif token.type == "hardbreak":
            yield LINE
