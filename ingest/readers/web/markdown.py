"""Reads Markdown: front matter between `---` lines, then what the page made of the rest would say.

    "Oli 1216[^1] m<sup>2</sup>"  ->  the HTML that it means  ->  `html_walk`

So HTML inside a text is read as in a page. `[^3]` marks the third source of the description, in
a text that defines no footnotes of its own; those that it defines stand at its end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from html import escape

from lxml.html import defs
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_block import StateBlock, list_block
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from selectolax.lexbor import LexborHTMLParser

from corpus.catalogue import catalogue
from ingest.readers.encoding import check_text, decode
from ingest.readers.leavings import Leavings
from ingest.readers.raw import Flow, Limits, RawDocument, check_length
from ingest.readers.web import html, markdown_notes, web_pages
from ingest.readers.web.html_walk import HtmlWalk
from ingest.readers.web.page_notes import mentions

_FRONT_MATTER = re.compile(
    r"\A\s*---[ \t]*\r?\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.S | re.M
)
_YEAR = re.compile(r"\d{4,}[.)]")
_NOTES = "notes"  # in the renderer's environment: the text's own notes
_MOST_DIGITS = 4  # of a source's number
# HTML5's elements that lxml's list of HTML4 lacks, by definition.
_TAGS = defs.tags | {"bdi", "data", "dialog", "picture", "search", "slot", "template", "hgroup"}


def read(path: str, content: bytes, limits: Limits) -> RawDocument:  # noqa: ARG001
    """The file as one page without a number.

    Raises:
        InvalidMetadata: the front matter is not YAML.
        DocumentError: it is not text.
    """
    text, note = decode(content)
    check_text(path, text)
    check_length(path, len(text))
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    flow, leavings = Flow(), Leavings()
    page, own = _page(_FRONT_MATTER.sub("", text))
    tree = LexborHTMLParser(page)
    notes = mentions(tree) | {_place(number): str(number) for number in range(1, own + 1)}
    HtmlWalk(flow, leavings, notes).add(web_pages.without_scripts(tree, leavings))
    raw = html.finished(path, "text/markdown", flow, leavings, None, (note,) if note else ())
    return replace(raw, description=front_matter(text, path))


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


def _page(body: str) -> tuple[str, int]:
    """The HTML that a text means, its own notes last, and how many those are."""
    body, notes = markdown_notes.taken(body)
    parser = MarkdownIt("commonmark", renderer_cls=_Renderer).enable(["table", "strikethrough"])
    parser.block.ruler.at("list", _list, {"alt": ["paragraph", "reference", "blockquote"]})
    parser.core.ruler.push("numbers", _keep_numbers)
    own = _OwnNotes(notes)
    env: EnvType = {_NOTES: own}
    page = [parser.render(body, env)]
    items: list[str] = []
    for name in own.in_order():  # a note may mention another
        item = parser.render(notes[name], env)
        items.append(f'<li id="{_place(own.number(name))}">{item}</li>')
    return "".join((*page, "<ol>", *items, "</ol>")), len(items)


def _list(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """CommonMark's lists, but for a paragraph that begins with a year: "2012. aastal …"."""
    begin = state.bMarks[line] + state.tShift[line]
    is_year = _YEAR.match(state.src, begin, state.eMarks[line]) is not None
    return not is_year and list_block(state, line, end, silent)


def _keep_numbers(state: StateCore) -> None:
    """Items keep the numbers that they are written with, unless all have the same one."""
    following: list[int] = []
    for token in state.tokens:
        if token.type in ("ordered_list_open", "bullet_list_open"):
            following.append(int(token.attrGet("start") or 1))
        elif token.type in ("ordered_list_close", "bullet_list_close"):
            following.pop()
        elif token.type == "list_item_open" and token.info.isdigit():
            if int(token.info) > following[-1]:
                following[-1] = int(token.info)
                token.attrSet("value", token.info)
            following[-1] += 1


def _place(number: int) -> str:
    return f"note-{number}"


class _OwnNotes:
    """The notes that a text defines, numbered as they are mentioned."""

    def __init__(self, defined: Mapping[str, str]) -> None:
        self.defined = defined
        self._numbers: dict[str, int] = {}
        self._order: list[str] = []

    def number(self, name: str) -> int:
        """The note's number; the next one at its first mention."""
        if name not in self._numbers:
            self._order.append(name)
            self._numbers[name] = len(self._order)
        return self._numbers[name]

    def in_order(self) -> Iterator[str]:
        """Those mentioned, also by one another, then those that nothing mentions."""
        told = 0
        for name in self.defined:
            while told < len(self._order):
                yield self._order[told]
                told += 1
            self.number(name)
        yield from self._order[told:]


class _Renderer(RendererHTML):
    """CommonMark's HTML, with the marks of notes, and with tags that are none as text."""

    def text(self, tokens: Sequence[Token], idx: int, _options: OptionsDict, env: EnvType) -> str:
        """A piece of text with the notes that it mentions."""
        return markdown_notes.marked(tokens[idx].content, lambda name: _mark(name, env), escape)

    def html_inline(
        self, tokens: Sequence[Token], idx: int, _options: OptionsDict, _env: EnvType
    ) -> str:
        """A tag as it is; `<nimi>` and its like are words."""
        content = tokens[idx].content
        if content.startswith(("<!", "<?")):
            return content
        name = content.strip("</>").split(maxsplit=1)[0].strip("/")
        return content if name.lower() in _TAGS else escape(content)


def _mark(name: str, env: EnvType) -> str | None:
    """A link to a note of the text, or to a source where the text defines none."""
    own: _OwnNotes = env[_NOTES]
    if name in own.defined:
        number = own.number(name)
        return f'<sup><a href="#{_place(number)}">{number}</a></sup>'
    is_number = name.isascii() and name.isdigit() and len(name) <= _MOST_DIGITS
    if own.defined or not is_number or name.startswith("0"):
        return None
    return f'<a href="#source-{name}"></a>'
