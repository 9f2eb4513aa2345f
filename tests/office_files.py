"""Office files made in tests by the libraries that also read them, and mails by the standard one."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from email.message import EmailMessage
from typing import Any

import docx
import openpyxl
import pptx
from pptx.util import Inches


def saved(made: Any) -> bytes:
    written = io.BytesIO()
    made.save(written)
    return written.getvalue()


def word(*paragraphs: str) -> bytes:
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    return saved(document)


def workbook(**sheets: list[list[object]]) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    return book


def slides(*texts: tuple[str, str]) -> Any:
    presentation = pptx.Presentation()
    for title, body in texts:
        slide = presentation.slides.add_slide(presentation.slide_layouts[1])
        slide.shapes.title.text = title
        slide.placeholders[1].text_frame.text = body
    return presentation


def table_on(slide: Any, rows: list[list[str]]) -> Any:
    width, height = Inches(4), Inches(1)
    shape = slide.shapes.add_table(len(rows), len(rows[0]), Inches(1), Inches(4), width, height)
    for at, row in enumerate(rows):
        for column, text in enumerate(row):
            shape.table.cell(at, column).text = text
    return shape.table


def packed(members: Mapping[str, bytes]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return written.getvalue()


def mail(text: str = "Tere!", page: str | None = None, **attached: bytes) -> EmailMessage:
    """`attached` names files with "__" for the dot before the ending."""
    message = EmailMessage()
    message["Subject"] = "Päevakeskuse aruanne"
    message["From"] = "Mari Näidis <mari@naidis.example>"
    message["To"] = "juhan@naidis.example"
    message["Date"] = "Thu, 05 Mar 2026 10:00:00 +0200"
    message.set_content(text)
    if page is not None:
        message.add_alternative(page, subtype="html")
    for name, content in attached.items():
        named = name.replace("__", ".")
        message.add_attachment(
            content, maintype="application", subtype="octet-stream", filename=named
        )
    return message
