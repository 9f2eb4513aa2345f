"""A brief as Markdown. Every character of a quote that Markdown would read is escaped.

Shown through any CommonMark reader, a quote is what the document says; nothing in it becomes a
link, a heading or HTML.
"""

from __future__ import annotations

import re

from search_service.briefs.bibliography import entry, is_address
from search_service.briefs.brief import (
    Brief,
    BriefParagraph,
    CitedSource,
    Heading,
    Said,
    Table,
)
from search_service.phrases.phrases import phrase

_ESCAPED = str.maketrans({sign: f"\\{sign}" for sign in "\\`*_[]<>|~&"})
_AT_START = ("#", "+", "=", "-")  # a heading or a list, were it the first of its line
_NUMBERED = re.compile(r"\A(\d+)([.)])")


def write(brief: Brief) -> bytes:
    """The brief's bytes, UTF-8."""
    lines = [f"# {escaped(brief.title)}", ""]
    lines += [f"- **{_within(label)}:** {_within(value)}" for label, value in brief.facts]
    lines.append("")
    for block in brief.blocks:
        match block:
            case Heading(text, level):
                lines += [f"{'#' * (level + 1)} {escaped(text)}", ""]
            case BriefParagraph():
                lines += [*_paragraph(brief, block), ""]
            case Table():
                lines += [*_table(brief, block), ""]
    if brief.sources:
        lines += [f"## {escaped(phrase('brief_sources', brief.lang))}", ""]
    for source in brief.sources:
        lines += _source(source, brief.lang)
    lines += ["", f"## {escaped(phrase('brief_method', brief.lang))}", ""]
    lines += [f"- {escaped(line)}" for line in brief.method]
    lines += ["", escaped(brief.small_print)]
    return ("\n".join(lines).rstrip("\n") + "\n").encode()


def escaped(text: str) -> str:
    """The text so that Markdown shows exactly it, on a line of its own."""
    shown = _within(text)
    if shown.startswith(_AT_START):
        return f"\\{shown}"
    return _NUMBERED.sub(r"\1\\\2", shown)


def _within(text: str) -> str:
    """The text so that Markdown shows exactly it, behind other words of its line."""
    return " ".join(text.split()).translate(_ESCAPED)


def _paragraph(brief: Brief, block: BriefParagraph) -> list[str]:
    before = f"**{escaped(block.label)}:** " if block.label else ""
    text = before + _all(brief, block.said)
    if block.look == "byline":
        return [f"— {text}"]
    return [f"> {text}" if block.quoted else text]


def _source(source: CitedSource, lang: str) -> list[str]:
    """A numbered entry; the lines under it belong to it."""
    shown = entry(source, lang)
    under = [f"    - {escaped(words)} {_address(url)}".rstrip() for words, url in shown.lines]
    return [f"{source.number}. {escaped(shown.text)}", *under]


def _address(url: str) -> str:
    """The address as a link, where it is one that a reader may follow."""
    return f"<{url}>" if is_address(url) else _within(url)


def _all(brief: Brief, said: tuple[Said, ...]) -> str:
    pieces = [f"{escaped(brief.marked(s))} {_reference(s)}".strip() for s in said]
    return " ".join(pieces)


def _reference(said: Said) -> str:
    shown = escaped(said.reference())
    return f"[{shown}](<{said.link}>)" if is_address(said.link) else shown


def _table(brief: Brief, table: Table) -> list[str]:
    rows = [" | ".join((f"**{escaped(name)}**", *(_all(brief, c) for c in cells)))
            for name, cells in table.rows]  # fmt: skip
    head = " | ".join(map(escaped, table.head))
    return [f"| {head} |", f"|{' --- |' * len(table.head)}", *(f"| {row} |" for row in rows)]
