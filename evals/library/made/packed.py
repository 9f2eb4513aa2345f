"""Made mails, saved pages, books and archives: files within files."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from email.message import EmailMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from io import BytesIO

from evals.library.made.drawing import Drawing
from evals.library.made.plain import prose
from evals.library.made.source import MadeFile, SourceText
from evals.library.made.web import markdown, web_page
from evals.library.made.word import written

_CONTAINER = (
    '<?xml version="1.0"?><container version="1.0" '
    'xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile '
    'full-path="OEBPS/content.opf" media-type="application/oebps-package+xml"/></rootfiles>'
    "</container>"
)
_PACKAGE = (
    '<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0" '
    'unique-identifier="id"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
    '<dc:identifier id="id">made</dc:identifier><dc:title>Raamat</dc:title>'
    "<dc:language>{}</dc:language></metadata><manifest>"
    '<item id="a" href="a.xhtml" media-type="application/xhtml+xml"/>'
    '<item id="b" href="b.xhtml" media-type="application/xhtml+xml"/></manifest>'
    '<spine><itemref idref="a"/><itemref idref="b"/></spine></package>'
)
_SENDER, _TAKER = "saatja@example.org", "saaja@example.org"
_NAMED = ("From", "To", "Subject", "Date", "Saatja", "Saaja", "Teema", _SENDER, _TAKER)


def packed(drawing: Drawing) -> Iterator[MadeFile]:
    """One of each kind in one language."""
    for _ in range(2):
        yield _mail(drawing)
        source = drawing.report()
        yield MadeFile("mhtml", "", source, _saved_page(source))
        yield _book(drawing)
        yield _archive(drawing)


def _mail(drawing: Drawing) -> MadeFile:
    """A mail with a Word document beside it."""
    body, beside, subject = prose(drawing, 2), drawing.report(2, 2), drawing.heading().text
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = _SENDER, _TAKER, subject
    mail.set_content("\n\n".join(body.said()))
    kind = "vnd.openxmlformats-officedocument.wordprocessingml.document"
    mail.add_attachment(written(beside), maintype="application", subtype=kind, filename="lisa.docx")
    source = SourceText(
        drawing.language, body.blocks + beside.blocks, (*_NAMED, subject, "lisa.docx")
    )
    return MadeFile("eml", "", source, mail.as_bytes())


def _saved_page(source: SourceText) -> bytes:
    page = MIMEMultipart("related", type="text/html")
    page["Subject"], page["MIME-Version"] = source.headings()[0], "1.0"
    page["Snapshot-Content-Location"] = "https://example.org/leht"
    page.attach(MIMEText(web_page(source).decode(), "html", "utf-8"))
    return page.as_bytes()


def _book(drawing: Drawing) -> MadeFile:
    chapters = [drawing.report(2, 2, tables=False), drawing.report(1, 2)]
    members = {"META-INF/container.xml": _CONTAINER.encode()}
    members["OEBPS/content.opf"] = _PACKAGE.format(drawing.language).encode()
    for name, chapter in zip("ab", chapters, strict=True):
        members[f"OEBPS/{name}.xhtml"] = _xhtml(chapter)
    blocks = chapters[0].blocks + chapters[1].blocks
    source = SourceText(drawing.language, blocks, asides=("Raamat",))
    return MadeFile("epub", "", source, _zip({"mimetype": b"application/epub+zip"} | members))


def _xhtml(chapter: SourceText) -> bytes:
    page = web_page(chapter).replace(b"<!DOCTYPE html>", b"", 1)
    page = page.replace(b'<meta charset="utf-8">', b"", 1)
    return page.replace(b"<html ", b'<html xmlns="http://www.w3.org/1999/xhtml" ', 1)


def _archive(drawing: Drawing) -> MadeFile:
    first, second = drawing.report(1, 2), drawing.report(1, 1, tables=False)
    members = {"esimene.docx": written(first), "teine.md": markdown(second)}
    blocks = first.blocks + second.blocks
    return MadeFile("zip", "", SourceText(drawing.language, blocks, (*members,)), _zip(members))


def _zip(members: dict[str, bytes]) -> bytes:
    packed_up = BytesIO()
    with zipfile.ZipFile(packed_up, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return packed_up.getvalue()
