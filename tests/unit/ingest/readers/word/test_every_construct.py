"""Nothing lost, nothing invented: each word of a Word file with everything in it is read once."""

from __future__ import annotations

from collections.abc import Callable

from ingest.cutting.cleaning import clean
from ingest.readers import docx as reader
from ingest.readers.raw import Limits

Repack = Callable[[dict[str, bytes]], bytes]
COMMON = "http://schemas.openxmlformats.org"
OFFICE = f"{COMMON}/officeDocument/2006/relationships"
SPACES = (
    f'xmlns:w="{COMMON}/wordprocessingml/2006/main" xmlns:r="{OFFICE}" '
    f'xmlns:m="{COMMON}/officeDocument/2006/math" xmlns:a="{COMMON}/drawingml/2006/main" '
    f'xmlns:wp="{COMMON}/drawingml/2006/wordprocessingDrawing" '
    f'xmlns:mc="{COMMON}/markup-compatibility/2006" xmlns:c="{COMMON}/drawingml/2006/chart" '
    f'xmlns:dgm="{COMMON}/drawingml/2006/diagram" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)


def part(root: str, inner: str) -> bytes:
    return f"<{root} {SPACES}>{inner}</{root}>".encode()


def run(text: str, look: str = "") -> str:
    return f"<w:r><w:rPr>{look}</w:rPr><w:t xml:space='preserve'>{text}</w:t></w:r>"


def deleted(text: str) -> str:
    return f"<w:del><w:r><w:delText>{text}</w:delText></w:r></w:del>"


def p(inner: str, look: str = "") -> str:
    return f"<w:p><w:pPr>{look}</w:pPr>{inner}</w:p>"


def cell(text: str, look: str = "") -> str:
    return f"<w:tc><w:tcPr>{look}</w:tcPr>{p(run(text))}</w:tc>"


BOX = f"<w:txbxContent>{p(run('vkast'))}</w:txbxContent>"
TEXT_BOX = (
    "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:inline><a:graphic>"
    f"<wps:txbx>{BOX}</wps:txbx></a:graphic></wp:inline></w:drawing></mc:Choice>"
    f"<mc:Fallback><w:pict><v:textbox>{BOX}</v:textbox></w:pict></mc:Fallback>"
    "</mc:AlternateContent></w:r>"
)
FIELD = (
    "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>PAGEREF xkäsk</w:instrText>"
    "</w:r><w:r><w:t>xtingimus</w:t></w:r><w:r><w:fldChar w:fldCharType='separate'/></w:r>"
    f"{run('vväli')}<w:r><w:fldChar w:fldCharType='end'/></w:r>"
)
DRAWN = (
    "<w:r><w:drawing><wp:inline><wp:docPr id='1' name='Pilt 1' descr='xpilt'/><a:graphic>"
    "<a:blip r:embed='rId90'/></a:graphic></wp:inline></w:drawing></w:r>"
    "<w:r><w:drawing><wp:inline><dgm:relIds r:dm='rDiagram'/></wp:inline></w:drawing></w:r>"
    "<w:r><w:drawing><wp:inline><c:chart r:id='rChart'/></wp:inline></w:drawing></w:r>"
    "<w:r><w:pict><v:shape><v:textpath string='vkiri'/></v:shape></w:pict></w:r>"
    "<w:r><w:object><o:OLEObject ProgID='Excel.xobjekt'/></w:object></w:r>"
)
NESTED = (
    f"<w:tbl><w:tr>{cell('vväline')}<w:tc><w:tbl><w:tr>{cell('vsisemine')}{cell('vsees')}</w:tr>"
    f"</w:tbl><w:p/></w:tc></w:tr><w:tr>{cell('vkolm')}{cell('vneli')}</w:tr></w:tbl>"
)
TABLE = (
    f"<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr>{cell('vpäis')}{cell('vveerg')}</w:tr>"
    f"<w:tr>{cell('vlahter')}{cell('vväärtus')}{cell('xruut', '<w:cellDel/>')}</w:tr>"
    f"<w:tr><w:trPr><w:del/></w:trPr>{cell('xrida')}{cell('xridagi')}</w:tr>"
    f"<w:sdt><w:sdtContent><w:tr>{cell('vohje')}<w:sdt><w:sdtContent>{cell('vohjes')}"
    "</w:sdtContent></w:sdt></w:tr></w:sdtContent></w:sdt></w:tbl>"
)
PROMPT = (
    "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>"
    f"{run('xvihje')}</w:sdtContent></w:sdt>"
)
MOVED = f"<w:moveFrom>{run('xviidud')}</w:moveFrom>"
EQUATION = (
    "<m:oMath><m:f><m:num><m:r><m:t>vlugeja</m:t></m:r></m:num><m:den><m:r><m:t>vnimetaja</m:t>"
    "</m:r></m:den></m:f></m:oMath>"
)
BODY = "".join((
    p(run("vpealkiri"), "<w:pStyle w:val='Oma'/>"),
    p(run("vtekst ") + deleted("xkustutatud") + f"<w:ins>{run('vlisatud')}</w:ins>" + MOVED),
    p(run("xpeidus", "<w:vanish/>") + run("xsalajane", "<w:rStyle w:val='Varjatud'/>")),
    p(run("xkõik"), "<w:pStyle w:val='Peidetud'/>"),
    p(run("xuueks", "<w:vanish w:val='1'/>") + run(" vnähtav", "<w:vanish w:val='0'/>")),
    p(run("vjoone") + "<w:r><w:footnoteReference w:id='7'/></w:r>" + run(" vlõpu")
      + "<w:r><w:endnoteReference w:id='2'/></w:r>"),
    p(TEXT_BOX + FIELD + PROMPT + DRAWN + EQUATION),
    p(f"<w:smartTag>{run('vsilt ')}</w:smartTag><w:fldSimple w:instr='xk'>{run('vliht ')}"
      f"</w:fldSimple><w:hyperlink r:id='r1'>{run('vlink')}</w:hyperlink>"),
    NESTED, p(""), TABLE,
    f"<w:sdt><w:sdtContent>{p(run('vohjatud'))}</w:sdtContent></w:sdt>",
    f"<w:customXml>{p(run('vkohandatud'))}</w:customXml>",
))  # fmt: skip
STYLES = (
    "<w:style w:type='paragraph' w:styleId='H'><w:name w:val='heading 2'/></w:style>"
    "<w:style w:type='paragraph' w:styleId='Oma'><w:name w:val='Oma'/><w:basedOn w:val='H'/>"
    "</w:style><w:style w:type='character' w:styleId='Varjatud'><w:rPr><w:vanish/></w:rPr>"
    "</w:style><w:style w:type='paragraph' w:styleId='Peidetud'><w:rPr><w:vanish/></w:rPr>"
    "</w:style>"
)
PARTS = {
    "styles": part("w:styles", STYLES),
    "footnotes": part(
        "w:footnotes",
        f"<w:footnote w:type='separator' w:id='-1'>{p(run('xeraldaja'))}</w:footnote>"
        f"<w:footnote w:id='7'>{p(run('vmärkus'))}{p(run('vteine') + deleted('xmärgitu'))}"
        f"</w:footnote><w:footnote w:id='8'>{p(run('xorb'))}</w:footnote>",
    ),
    "endnotes": part("w:endnotes", f"<w:endnote w:id='2'>{p(run('vlõpumärkus'))}</w:endnote>"),
    "comments": part("w:comments", f"<w:comment w:id='1'>{p(run('xkommentaar'))}</w:comment>"),
    "header": part("w:hdr", p(run("xpäismik"))),
    "footer": part("w:ftr", p(run("xjalus"))),
    "diagramData": part("dgm:dataModel", "<dgm:pt><dgm:t><a:p><a:r><a:t>vskeem</a:t></a:r></a:p>"
                        "</dgm:t></dgm:pt>"),
    "chart": part("c:chartSpace", "<c:v>xdiagramm</c:v>"),
}  # fmt: skip
RELATION_IDS = {"diagramData": "rDiagram", "chart": "rChart"}
UNNAMED = {"xkäsk", "xk", "xeraldaja"}  # instructions of fields and lines are no text


def everything(repack: Repack) -> bytes:
    relations = "".join(
        f'<Relationship Id="{RELATION_IDS.get(kind, kind)}" Type="{OFFICE}/{kind}" '
        f'Target="own/{kind}.xml"/>'
        for kind in PARTS
    )
    return repack({
        "word/document.xml": part("w:document", f"<w:body>{BODY}</w:body>"),
        "word/_rels/document.xml.rels": (
            f'<Relationships xmlns="{COMMON}/package/2006/relationships">{relations}'
            "</Relationships>"
        ).encode(),
        **{f"word/own/{kind}.xml": content for kind, content in PARTS.items()},
    })  # fmt: skip


def markers(prefix: str) -> set[str]:
    """The words of the file that are seen (v…) or are not (x…)."""
    told = b" ".join((BODY.encode(), *PARTS.values())).decode()
    for mark in "<>'\"=.":
        told = told.replace(mark, " ")
    words = {word for word in told.split() if word.startswith(prefix) and word.isalpha()}
    return words - {"val", "xml", "xmlns", "version"}


def test_every_word_is_read_once_or_named(repack: Repack) -> None:
    page = clean(reader.read("a.docx", everything(repack), Limits())).pages[0]
    seen, unseen = markers("v"), markers("x") - UNNAMED
    assert len(seen) > 25
    assert len(unseen) > 15
    spoken = " ".join(page.text.translate(dict.fromkeys(map(ord, "[]():;,/|•"), " ")).split())
    counted = {word: spoken.split().count(word) for word in seen}
    assert counted == dict.fromkeys(seen, 1) | {"vpäis": 3, "vveerg": 3}  # heads are told again
    assert {word for word in unseen if word in page.text} == set()
    named = " ".join(each.sample for each in page.account.left_out)
    assert {word: named.count(word) for word in unseen} == dict.fromkeys(unseen, 1) | {
        "xrida": 2  # also in xridagi
    }


def test_the_account_says_why(repack: Repack) -> None:
    page = clean(reader.read("a.docx", everything(repack), Limits())).pages[0]
    reasons = {each.sample: each.reason for each in page.account.left_out}
    assert reasons["xkustutatud xviidud"] == reasons["xruut xrida xridagi"] == "tracked deletion"
    assert reasons["xpeidusxsalajane"] == "hidden text"
    assert reasons["xkommentaar"] == "comment"
    assert reasons["xpäismik"] == reasons["xjalus"] == "running head"
    assert reasons["xpilt"] == "picture"
    assert reasons["xdiagramm"] == "chart"
    assert reasons["xvihje"] == "prompt of an empty field"
    assert reasons["xorb"] == "footnote that the text does not refer to"


def test_strict_and_usual_files_read_alike(repack: Repack) -> None:
    usual = everything(repack)
    strict = {"wordprocessingml", "officeDocument", "drawingml"}

    def as_strict(content: bytes) -> bytes:
        for kind in strict:
            content = content.replace(
                f"{COMMON}/{kind}/2006/".encode(), f"http://purl.oclc.org/ooxml/{kind}/".encode()
            )
        return content

    parts = {f"word/own/{kind}.xml": as_strict(content) for kind, content in PARTS.items()}
    relations = "".join(
        f'<Relationship Id="{RELATION_IDS.get(kind, kind)}" '
        f'Type="http://purl.oclc.org/ooxml/officeDocument/relationships/{kind}" '
        f'Target="own/{kind}.xml"/>'
        for kind in PARTS
    )
    content = repack({
        "word/document.xml": as_strict(part("w:document", f"<w:body>{BODY}</w:body>")),
        "word/_rels/document.xml.rels": (
            f'<Relationships xmlns="{COMMON}/package/2006/relationships">{relations}'
            "</Relationships>"
        ).encode(),
        **parts,
    })  # fmt: skip
    assert reader.read("a.docx", content, Limits()) == reader.read("a.docx", usual, Limits())
