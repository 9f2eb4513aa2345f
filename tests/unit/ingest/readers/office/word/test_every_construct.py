"""Nothing lost, nothing invented: each word of a Word file with everything in it is read once."""

from __future__ import annotations

from word_files import cell, p, root, run, word_file

from ingest.cutting.cleaning import clean
from ingest.readers.office import docx as reader
from ingest.readers.raw import Limits


def deleted(text: str) -> str:
    return f"<w:del><w:r><w:delText>{text}</w:delText></w:r></w:del>"


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
    "<w:r><w:drawing><wp:inline><dgm:relIds r:dm='diagramData'/></wp:inline></w:drawing></w:r>"
    "<w:r><w:drawing><wp:inline><c:chart r:id='chart'/></wp:inline></w:drawing></w:r>"
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
    "styles": root("w:styles", STYLES),
    "footnotes": root(
        "w:footnotes",
        f"<w:footnote w:type='separator' w:id='-1'>{p(run('xeraldaja'))}</w:footnote>"
        f"<w:footnote w:id='7'>{p(run('vmärkus'))}{p(run('vteine') + deleted('xmärgitu'))}"
        f"</w:footnote><w:footnote w:id='8'>{p(run('xorb'))}</w:footnote>",
    ),
    "endnotes": root("w:endnotes", f"<w:endnote w:id='2'>{p(run('vlõpumärkus'))}</w:endnote>"),
    "comments": root("w:comments", f"<w:comment w:id='1'>{p(run('xkommentaar'))}</w:comment>"),
    "header": root("w:hdr", p(run("xpäismik"))),
    "footer": root("w:ftr", p(run("xjalus"))),
    "diagramData": root("dgm:dataModel", "<dgm:pt><dgm:t><a:p><a:r><a:t>vskeem</a:t></a:r></a:p>"
                        "</dgm:t></dgm:pt>"),
    "chart": root("c:chartSpace", "<c:any>xdiagramm</c:any>"),
}  # fmt: skip
UNNAMED = {"xkäsk", "xk", "xeraldaja"}  # instructions of fields and lines are no text


def markers(prefix: str) -> set[str]:
    """The words of the file that are seen (v…) or are not (x…)."""
    told = b" ".join((BODY.encode(), *PARTS.values())).decode()
    for mark in "<>'\"=.":
        told = told.replace(mark, " ")
    words = {word for word in told.split() if word.startswith(prefix) and word.isalpha()}
    return words - {"val", "xml", "xmlns", "version"}


def test_every_word_is_read_once_or_named() -> None:
    page = clean(reader.read("a.docx", word_file(BODY, **PARTS), Limits())).pages[0]
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


def test_the_account_says_why() -> None:
    page = clean(reader.read("a.docx", word_file(BODY, **PARTS), Limits())).pages[0]
    reasons = {each.sample: each.reason for each in page.account.left_out}
    assert reasons["xkustutatud xviidud"] == reasons["xruut xrida xridagi"] == "tracked deletion"
    assert reasons["xpeidusxsalajane"] == "hidden text"
    assert reasons["xkommentaar"] == "comment"
    assert reasons["xpäismik"] == reasons["xjalus"] == "running head"
    assert reasons["xpilt"] == "picture"
    assert reasons["xdiagramm"] == "chart"
    assert reasons["xvihje"] == "prompt of an empty field"
    assert reasons["xorb"] == "footnote that the text does not refer to"


def test_strict_and_usual_files_read_alike() -> None:
    usual, strict = (word_file(BODY, is_strict=kind, **PARTS) for kind in (False, True))
    assert usual != strict
    assert reader.read("a.docx", strict, Limits()) == reader.read("a.docx", usual, Limits())
