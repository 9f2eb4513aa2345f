"""Small Word files for tests, from pieces of XML.

word_file(p(run("Osales 1216 inimest.")))  ->  the bytes of a DOCX
"""

from __future__ import annotations

import io
import zipfile

COMMON = "http://schemas.openxmlformats.org"
OFFICE = f"{COMMON}/officeDocument/2006/relationships"
STRICT = "http://purl.oclc.org/ooxml"
SPACES = (
    f'xmlns:w="{COMMON}/wordprocessingml/2006/main" xmlns:r="{OFFICE}" '
    f'xmlns:m="{COMMON}/officeDocument/2006/math" xmlns:a="{COMMON}/drawingml/2006/main" '
    f'xmlns:wp="{COMMON}/drawingml/2006/wordprocessingDrawing" '
    f'xmlns:mc="{COMMON}/markup-compatibility/2006" xmlns:c="{COMMON}/drawingml/2006/chart" '
    f'xmlns:dgm="{COMMON}/drawingml/2006/diagram" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
_RELATIONS = f"{COMMON}/package/2006/relationships"
_PROPERTIES = f"{COMMON}/package/2006/relationships/metadata/core-properties"


def run(text: str, look: str = "") -> str:
    """Letters, with the properties of their look."""
    return f"<w:r><w:rPr>{look}</w:rPr><w:t xml:space='preserve'>{text}</w:t></w:r>"


def p(inner: str, look: str = "") -> str:
    """A paragraph of runs."""
    return f"<w:p><w:pPr>{look}</w:pPr>{inner}</w:p>"


def cell(text: str, look: str = "", letters: str = "") -> str:
    """A cell of one paragraph."""
    return f"<w:tc><w:tcPr>{look}</w:tcPr>{p(run(text, letters))}</w:tc>"


def table(*lines: str) -> str:
    """A table of rows, each the cells and properties in it."""
    return "<w:tbl>" + "".join(f"<w:tr>{line}</w:tr>" for line in lines) + "</w:tbl>"


def root(tag: str, inner: str) -> bytes:
    """A part of the archive."""
    return f"<{tag} {SPACES}>{inner}</{tag}>".encode()


def word_file(body: str, title: str = "", is_strict: bool = False, **parts: bytes) -> bytes:
    """A Word file with that body; each part is related to it by its name, as id and as kind."""
    told = [("document", root("w:document", f"<w:body>{body}</w:body>")), *parts.items()]
    members = {f"word/{kind}.xml": content for kind, content in told}
    inside = "".join(_relation(f"{OFFICE}/{kind}", f"{kind}.xml", kind) for kind in parts)
    outside = _relation(f"{OFFICE}/officeDocument", "word/document.xml", "a")
    outside += _relation(_PROPERTIES, "docProps/core.xml", "b")
    core = f'<a xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title></a>'
    members |= {"_rels/.rels": _relations(outside), "docProps/core.xml": core.encode()}
    members |= {"word/_rels/document.xml.rels": _relations(inside)}
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, content in members.items():
            archive.writestr(member, _as_strict(content) if is_strict else content)
    return written.getvalue()


def _relation(kind: str, target: str, relation: str) -> str:
    return f'<Relationship Id="{relation}" Type="{kind}" Target="{target}"/>'


def _relations(inner: str) -> bytes:
    return f'<Relationships xmlns="{_RELATIONS}">{inner}</Relationships>'.encode()


def _as_strict(content: bytes) -> bytes:
    for kind in ("wordprocessingml", "officeDocument", "drawingml"):
        usual, strict = f"{COMMON}/{kind}/2006/", f"{STRICT}/{kind}/"
        content = content.replace(usual.encode(), strict.encode())
    return content
