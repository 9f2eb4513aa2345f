"""Typeset the library's policy papers and reports from the sources beside them.

Where the Markdown documents are read as they stand, these are built: `NAME.typ`
becomes `NAME.pdf` (Typst), `NAME.docx.src` and `NAME.html.src` (Markdown, titled
from `NAME.yaml`) become `NAME.docx` and `NAME.html`. The same sources give the same
bytes: dates are fixed and only Typst's own fonts are used.

    pip install typst python-docx markdown-it-py pyyaml
    python corpus/library/typeset.py                  # all of them
    python corpus/library/typeset.py --only partner   # those whose name holds "partner"
"""

import argparse
import html
import io
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import docx
import typst
import yaml
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

DOCUMENTS = Path(__file__).parent / "documents"
CREATED = datetime(2026, 1, 15, tzinfo=UTC)
REGIONS = {"et": "et-EE", "en": "en-GB"}
CSS = """body{font:1.05rem/1.6 Georgia,serif;max-width:44rem;margin:2rem auto;padding:0 1rem;
color:#1b1b1b}h1,h2,h3{color:#17365d;line-height:1.25}table{border-collapse:collapse;margin:1.5rem 0}
th,td{border-bottom:1px solid #bbb;padding:.4rem .7rem;text-align:left;vertical-align:top}
th{background:#eef2f7}footer{margin-top:3rem;border-top:2px solid #c8102e;font-size:.9rem}"""


def typeset(documents: Path, only: str = "") -> list[Path]:
    """Build every document whose source name holds `only`; return the written files."""
    builders: dict[str, Callable[[Path], Path]] = {
        "*.typ": lambda source: build_pdf(source, documents),
        "*.docx.src": build_docx,
        "*.html.src": build_html,
    }
    return [
        build(source)
        for pattern, build in builders.items()
        for source in sorted(documents.rglob(pattern))
        if source.name != "template.typ" and only in source.name
    ]


def build_pdf(source: Path, root: Path) -> Path:
    """Compile one Typst paper; its creation date comes from the template."""
    target = source.with_suffix(".pdf")
    typst.compile(
        source, output=target, root=root, ignore_system_fonts=True, pdf_standards=["ua-1"]
    )
    return target


def build_html(source: Path) -> Path:
    """Render one Markdown source as a self-contained page."""
    about, target = metadata(source), source.with_suffix("")
    title, house = html.escape(about["title"]), ", ".join(about["organisations"])
    body = markdown().render(source.read_text(encoding="utf-8"))
    target.write_text(
        f'<!DOCTYPE html>\n<html lang="{about["lang"]}">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{title}</title>\n<style>{CSS}</style>\n</head>\n<body>\n<main>\n{body}</main>\n"
        f"<footer><p>{house} · {about['licence']}</p></footer>\n</body>\n</html>\n",
        encoding="utf-8",
    )
    return target


def build_docx(source: Path) -> Path:
    """Turn one Markdown source into a Word file with true headings, lists and tables."""
    about, target = metadata(source), source.with_suffix("")
    word = docx.Document()
    core = word.core_properties
    core.title, core.language = about["title"], REGIONS[about["lang"]]
    core.author = core.last_modified_by = ", ".join(about["organisations"])
    core.created = core.modified = CREATED
    core.comments = ""
    defaults = word.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}")
    defaults.find(f"{qn('w:rPr')}/{qn('w:lang')}").set(qn("w:val"), REGIONS[about["lang"]])
    tree = SyntaxTreeNode(markdown().parse(source.read_text(encoding="utf-8")))
    for block in tree.children:
        add_block(word, block)
    packed = io.BytesIO()
    word.save(packed)
    repack(packed, target)
    return target


def add_block(word: WordDocument, block: SyntaxTreeNode) -> None:
    """Append one top-level Markdown block to the Word document."""
    if block.type == "heading":
        add_text(word.add_heading(level=int(block.tag[1]) - 1), block)
    elif block.type in ("bullet_list", "ordered_list"):
        style = "List Bullet" if block.type == "bullet_list" else "List Number"
        for item in block.children:
            add_text(word.add_paragraph(style=style), item)
    elif block.type == "table":
        rows = [row for part in block.children for row in part.children]
        table = word.add_table(len(rows), len(rows[0].children), style="Light Grid Accent 1")
        for cells, row in zip(table.rows, rows, strict=True):
            for cell, content in zip(cells.cells, row.children, strict=True):
                add_text(cell.paragraphs[0], content)
    else:
        add_text(word.add_paragraph(), block)


def add_text(paragraph: Paragraph, block: SyntaxTreeNode) -> None:
    """Write a block's words into the paragraph, keeping bold and italic."""
    for leaf in (node for node in block.walk() if node.type in ("text", "softbreak")):
        run = paragraph.add_run(leaf.content or " ")
        run.bold = leaf.parent.type == "strong" or None
        run.italic = leaf.parent.type == "em" or None


def repack(packed: io.BytesIO, target: Path) -> None:
    """Write the archive again with one fixed date on every member."""
    with zipfile.ZipFile(packed) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            member = zipfile.ZipInfo(name, CREATED.timetuple()[:6])
            new.writestr(member, old.read(name), zipfile.ZIP_DEFLATED)


def markdown() -> MarkdownIt:
    """The Markdown dialect of the sources: CommonMark and tables."""
    return MarkdownIt("commonmark").enable("table")


def metadata(source: Path) -> dict[str, str]:
    """The description that stands beside `NAME.docx.src` in `NAME.yaml`."""
    beside = source.with_suffix("").with_suffix(".yaml")
    return yaml.safe_load(beside.read_text(encoding="utf-8"))


def main() -> None:
    """Build the chosen documents and name each file written."""
    parser = argparse.ArgumentParser(description="Typeset the library's papers and reports.")
    parser.add_argument("--only", default="", help="a part of the name of the wanted sources")
    for written in typeset(DOCUMENTS, parser.parse_args().only):
        print(written)


if __name__ == "__main__":
    main()
