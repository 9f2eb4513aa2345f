"""Typeset the library's papers and reports from their manuscripts.

In `documents`, `NAME.typ` becomes `NAME.pdf` (Typst); `NAME.docx.src` and `NAME.html.src`
(Markdown) become `NAME.docx` and `NAME.html`, each described by `NAME.yaml` there. A paper with a
`NAME.txt.src` beside it becomes a scan, a PDF of photographed pages without a text layer, for
trying text recognition; `NAME.txt.src` is then its true text, written anew, a form feed after each
page.
The sources come from `NAME.yaml`: `#src(2)` or `[^2]` in a text leads to the second of the list
that every paper ends with, and the place has the name `source-2`.
The same manuscripts give the same bytes: dates and chance are fixed and only Typst's own fonts
are used. It needs `pip install typst python-docx markdown-it-py ruamel.yaml pillow pypdfium2`; an
example:

    python corpus/library/typeset.py --only partner

Run it where SIKK Search is installed: what is said of authors is the catalogue's.
"""

import argparse
import html
import io
import json
import random
import re
import zipfile
from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import datetime
from pathlib import Path

import docx
import pypdfium2
import typst
from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode
from PIL import Image, ImageChops, ImageFilter

from corpus.catalogue import catalogue, vocabulary
from corpus.documents import Metadata, Reference

LIBRARY = Path(__file__).resolve().parent
CREATED = datetime(2026, 1, 15)
SCAN_DPI, SCAN_QUALITY = 200, 55
REGIONS = {"et": "et-EE", "en": "en-GB"}
SOURCES = {"et": "Allikad", "en": "Sources"}
MARK = re.compile(r"\[\^(\d+)\]")
MARKDOWN = MarkdownIt("commonmark").enable("table")
PAGE = """<!DOCTYPE html>
<html lang="{lang}">
<head><meta charset="utf-8"><title>{title}</title><style>
body {{ font: 1.05rem/1.6 Georgia, serif; max-width: 44rem; margin: 2rem auto; padding: 0 1rem }}
h1, h2, h3 {{ color: #17365d; line-height: 1.25 }} table {{ border-collapse: collapse }}
th, td {{ border-bottom: 1px solid #bbb; padding: .4rem .7rem; text-align: left }}
</style></head>
<body><main>\n{body}</main>
<footer><p>{house} · {licence}</p><p>{authorship}</p></footer></body></html>\n"""


def typeset(library: Path, only: str = "") -> list[Path]:
    """Build every document whose manuscript's name holds `only`; return the written files."""
    manuscripts, documents = library / "manuscripts", library / "documents"
    builders = {"*.typ": build_pdf, "*.docx.src": build_docx, "*.html.src": build_html}
    return [
        build(source, documents / source.relative_to(manuscripts).with_suffix(""))
        for pattern, build in builders.items()
        for source in sorted(manuscripts.rglob(pattern))
        if source.name != "template.typ" and only in source.name
    ]


def build_pdf(source: Path, target: Path) -> Path:
    """Compile one Typst paper to accessible PDF; the shared template lies among the papers."""
    pdf = target.with_suffix(".pdf")
    about = metadata(target)
    handed = {
        "sources": [asdict(each) for each in about.sources],
        "authorship": authorship(about),
    }
    typst.compile(
        source,
        pdf,
        root=source.parents[1],
        ignore_system_fonts=True,
        pdf_standards=["ua-1"],
        sys_inputs={"about": json.dumps(handed, ensure_ascii=False)},
    )
    if (truth := source.with_suffix(".txt.src")).exists():
        scan(pdf, truth)
    return pdf


def scan(pdf: Path, truth: Path) -> None:
    """Replace the PDF by photographs of its pages and write the text they show to `truth`."""
    with pypdfium2.PdfDocument(pdf) as paper:
        texts = [page.get_textpage().get_text_bounded() for page in paper]
        clean = [page.render(scale=SCAN_DPI / 72, grayscale=True).to_pil() for page in paper]
    lines = [text.replace("\u2060", "").splitlines() for text in texts]  # word joiners are unseen
    shown = ["".join(f"{line.strip()}\n" for line in page) + "\f" for page in lines]
    truth.write_text("".join(shown), encoding="utf-8")
    first, *others = [photograph(image, number) for number, image in enumerate(clean)]
    stamp = CREATED.timetuple()
    first.save(
        pdf,
        save_all=True,
        append_images=others,
        resolution=SCAN_DPI,
        quality=SCAN_QUALITY,
        creationDate=stamp,
        modDate=stamp,
    )


def photograph(page: Image.Image, number: int) -> Image.Image:
    """A page as a cheap office scanner gives it: crooked, soft, grainy, unevenly lit."""
    chance = random.Random(number)  # noqa: S311 - the same pages give the same scan
    angle = chance.uniform(0.4, 1.0) * (-1) ** number
    crooked = page.convert("L").rotate(angle, Image.Resampling.BICUBIC, fillcolor=246)
    soft = crooked.filter(ImageFilter.GaussianBlur(0.6))
    grain = Image.frombytes("L", page.size, chance.randbytes(page.width * page.height))
    grain = grain.filter(ImageFilter.GaussianBlur(0.7))
    shade = Image.linear_gradient("L").rotate(chance.choice((0, 90, 180, 270))).resize(page.size)
    light = shade.point([222 + level * 26 // 255 for level in range(256)])
    return ImageChops.multiply(Image.blend(soft, grain, 0.06), light)


def build_html(source: Path, page: Path) -> Path:
    """Render one Markdown source as a page that needs no other file."""
    about = metadata(page)
    marked = MARKDOWN.render(source.read_text(encoding="utf-8"))
    body = MARK.sub(r'<sup><a href="#source-\1">\1</a></sup>', marked)
    items = (f'<li id="source-{n}">{linked(each)}</li>' for n, each in sources(about))
    listed = f"<h2>{SOURCES[about.lang]}</h2>\n<ol>\n" + "\n".join(items) + "\n</ol>\n"
    shown = {
        "lang": about.lang,
        "title": html.escape(about.title),
        "house": html.escape(", ".join(about.organisations)),
        "licence": about.licence,
        "authorship": html.escape(authorship(about)),
    }
    page.write_text(PAGE.format(body=body + listed, **shown), encoding="utf-8")
    return page


def linked(source: Reference) -> str:
    """A source in HTML, with its address to click."""
    said = html.escape(str(replace(source, url=None)))
    address = html.escape(source.url or "")
    return f'{said}, <a href="{address}">{address}</a>' if address else said


def build_docx(source: Path, target: Path) -> Path:
    """Turn one Markdown source into Word, every zip member stamped with the same date."""
    about, word, packed = metadata(target), docx.Document(), io.BytesIO()
    core, region = word.core_properties, REGIONS[about.lang]
    core.title, core.language, core.comments = about.title, region, ""
    house = ", ".join(about.organisations)
    core.author, core.created, core.modified = house, CREATED, CREATED
    next(word.styles.element.iter(qn("w:lang"))).set(qn("w:val"), region)
    for block in SyntaxTreeNode(MARKDOWN.parse(source.read_text(encoding="utf-8"))).children:
        add_block(word, block)
    word.add_heading(SOURCES[about.lang], level=1)
    for number, source_of in sources(about):
        bookmarked(word.add_paragraph(f"{number}. {source_of}"), f"source-{number}", number)
    said = f"{house} · {about.licence} · {authorship(about)}"
    word.sections[0].footer.paragraphs[0].text = said
    word.save(packed)
    with zipfile.ZipFile(packed) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            member = zipfile.ZipInfo(name, CREATED.timetuple()[:6])
            new.writestr(member, old.read(name), zipfile.ZIP_DEFLATED)
    return target


def add_block(word: WordDocument, block: SyntaxTreeNode) -> None:
    """Append one heading, list, table or paragraph to the Word document."""
    if block.type == "heading":
        add_text(word.add_heading(level=int(block.tag[1]) - 1), block)
    elif block.type in ("bullet_list", "ordered_list"):
        style = "List Bullet" if block.type == "bullet_list" else "List Number"
        for item in block.children:
            add_text(word.add_paragraph(style=style), item)
    elif block.type == "table":
        rows = [row.children for part in block.children for row in part.children]
        table = word.add_table(len(rows), len(rows[0]), style="Light Grid Accent 1")
        for row, contents in zip(table.rows, rows, strict=True):
            for cell, content in zip(row.cells, contents, strict=True):
                add_text(cell.paragraphs[0], content)
    else:
        add_text(word.add_paragraph(), block)


def add_text(paragraph: Paragraph, block: SyntaxTreeNode) -> None:
    """Write a block's words into the paragraph, keeping bold and italic."""
    for leaf in (node for node in block.walk() if node.type in ("text", "softbreak")):
        within = leaf.parent.type if leaf.parent else ""
        # Every other piece is the number of a source.
        for at, piece in enumerate(MARK.split(leaf.content or " ")):
            if at % 2:
                add_mark(paragraph, piece)
            elif piece:
                run = paragraph.add_run(piece)
                run.bold, run.italic = within == "strong" or None, within == "em"


def add_mark(paragraph: Paragraph, number: str) -> None:
    """A raised number that leads to its source."""
    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), f"source-{number}")
    run = paragraph.add_run(number)
    run.font.superscript = True
    link.append(run._r)
    paragraph._p.append(link)


def bookmarked(paragraph: Paragraph, name: str, number: int) -> None:
    """Gives the paragraph's place a name."""
    begin, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    begin.set(qn("w:name"), name)
    for mark in (begin, end):
        mark.set(qn("w:id"), str(number))
    paragraph._p.insert(0, begin)
    paragraph._p.append(end)


def sources(about: Metadata) -> Iterator[tuple[int, Reference]]:
    """The sources with their numbers."""
    return enumerate(about.sources, start=1)


def authorship(about: Metadata) -> str:
    """Who wrote the text, in its language."""
    return vocabulary.name(vocabulary.AUTHORSHIPS, about.authorship or "", about.lang)


def metadata(document: Path) -> Metadata:
    """The description of a document, from `NAME.yaml`."""
    path = document.with_suffix(".yaml")
    return catalogue.parse(
        catalogue.read_yaml(path.read_text(encoding="utf-8"), str(path)), str(path)
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Typeset the library's papers and reports.")
    parser.add_argument("--only", default="", help="a part of the name of the wanted manuscripts")
    print(*typeset(LIBRARY, parser.parse_args().only), sep="\n")
