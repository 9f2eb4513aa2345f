"""Reads Word's DOCX as it is printed: headings, numbered lists, tables, boxes, notes at the end.

What a reader of the printed document does not see, and what is no text, the page's account names:
tracked deletions, hidden text, comments, running heads and pictures.
"""

from __future__ import annotations

from dataclasses import replace

from corpus.errors import DocumentError
from ingest.readers.office.word.body import WordBody
from ingest.readers.office.word.drawings import Drawings
from ingest.readers.office.word.notes import WordNotes
from ingest.readers.office.word.numbering import Numbering
from ingest.readers.office.word.omissions import Omissions, take_out, told_text
from ingest.readers.office.word.package import Element, WordPackage, name
from ingest.readers.office.word.runs import Runs
from ingest.readers.office.word.styles import Styles
from ingest.readers.raw import Flow, Limits, RawDocument, check_length
from ingest.readers.titles import is_named

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_NOT_BODY = (("header", "running head"), ("footer", "running head"))
_COMMENT = "comment"


def read(path: str, content: bytes, limits: Limits) -> RawDocument:  # noqa: ARG001
    """The file as one page without a number: Word sets page breaks only when it prints.

    Raises:
        DocumentError: damaged, locked, or a bomb.
    """
    package = WordPackage(path, content)
    try:
        return _document(path, package)
    except RecursionError:
        raise DocumentError(path, "nests deeper than a document does; not read") from None


def _document(path: str, package: WordPackage) -> RawDocument:
    styles, omissions, flow = Styles(package.part("styles")), Omissions(), Flow()
    take_out(package.document, styles, omissions)
    notes = WordNotes(package, styles, omissions)
    runs = Runs(styles, notes, Drawings(package, omissions), omissions)
    body = WordBody(styles, Numbering(package.part("numbering")), runs, notes)
    body.add(package.document, flow)
    _add_notes(body, notes, flow)
    _name_the_rest(package, styles, omissions)
    check_length(path, sum(len(page.text) for page in flow.pages()))
    (page,) = flow.pages()
    doubts = [*package.doubts, *body.doubts, *notes.doubts, *runs.doubts]
    doubts += [] if page.text.strip() else ["the document holds no text of its own"]
    account = page.account.leaving_out(omissions.all()).doubting(*dict.fromkeys(doubts))
    title = _title(body, flow, package.title())
    pages = (replace(page, account=account),)
    return RawDocument(MEDIA_TYPE, pages, tuple(flow.headings), title=title)


def _add_notes(body: WordBody, notes: WordNotes, flow: Flow) -> None:
    flow.end_block()
    for mark, note in notes.told():
        text = body.line(note)
        flow.line(f"[{mark}] {text.removeprefix(mark).strip() if not mark.isalnum() else text}")


def _name_the_rest(package: WordPackage, styles: Styles, omissions: Omissions) -> None:
    """Running heads, each once, and comments."""
    for kind, reason in _NOT_BODY:
        said = dict.fromkeys(_plain(part, styles, omissions) for part in package.parts(kind))
        for text in said:
            if any(map(str.isalpha, text)):
                omissions.add(reason, text)
    for part in package.parts("comments"):
        for comment in part.iterchildren(name("w:comment")):
            omissions.add(_COMMENT, _plain(comment, styles, omissions))


def _plain(part: Element, styles: Styles, omissions: Omissions) -> str:
    take_out(part, styles, omissions)
    return " ".join(told_text(each) for each in part.iter(name("w:p"))).strip()


def _title(body: WordBody, flow: Flow, told: str) -> str | None:
    """By its style; a heading that begins the text; what the file's properties say, if anything."""
    begins = bool(flow.headings) and flow.headings[0].offset == 0
    if body.title or begins:
        return body.title or body.first_heading
    return told if is_named(told) else body.first_heading
