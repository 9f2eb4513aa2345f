"""Letters of Word paragraphs: raised figures, symbols, fields, equations and boxes to tick."""

from __future__ import annotations

import pytest
from word_files import p, run, word_file

from corpus.documents import Page
from ingest.cutting.cleaning import clean
from ingest.readers.office import docx as reader
from ingest.readers.raw import Limits

ABOVE = "<w:vertAlign w:val='superscript'/>"
BELOW = "<w:vertAlign w:val='subscript'/>"


def page(inner: str) -> Page:
    return clean(reader.read("a.docx", word_file(p(inner)), Limits())).pages[0]


def sign(font: str, char: str) -> str:
    return f"<w:r><w:sym w:font='{font}' w:char='{char}'/></w:r>"


def math(inner: str) -> str:
    return f"<m:oMath>{inner}</m:oMath>"


def m(local: str, *parts: str) -> str:
    return f"<m:{local}>{''.join(parts)}</m:{local}>"


def r(letters: str) -> str:
    return f"<m:r><m:t>{letters}</m:t></m:r>"


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        (run("osales 1216") + run("1", ABOVE) + run(" inimest"), "osales 1216¹ inimest"),
        (run("1216") + run("1, 2", ABOVE), "1216¹, ²"),
        (run("1216") + run("a", ABOVE), "1216ᵃ"),
        (run("§ 54") + run("2", "<w:position w:val='8'/>"), "§ 54²"),
        (run("1") + run("st", ABOVE) + run(" day"), "1st day"),
        (run("5 m") + run("2", ABOVE), "5 m²"),
        (run("CO") + run("2", BELOW), "CO2"),
        (run("10") + run("2", BELOW), "10₂"),
        (run("kuni") + "<w:r><w:noBreakHyphen/><w:t>ni</w:t></w:r>", "kuni-ni"),
        ("<w:r><w:t>sot</w:t><w:softHyphen/><w:t>siaalne</w:t></w:r>", "sotsiaalne"),
        ("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:ptab/><w:t>c</w:t></w:r>", "a b c"),
        ("<w:r><w:t>a</w:t><w:br/><w:t>b</w:t></w:r>", "a\nb"),
        (sign("Symbol", "F061") + sign("Wingdings", "F0FC") + sign("Arial", "00E4"), "α✓ä"),
        (sign("Wingdings", "F0FE") + run(" jah") + sign("Wingdings", "F0A8"), "☑ jah☐"),
    ],
)
def test_letters(inner: str, text: str) -> None:
    assert page(inner).text == text


@pytest.mark.parametrize(
    ("char", "code"),
    [("F041", "F041"), ("D800", "D800"), ("110000", "110000"),
     ("", "0000"), ("x", "0000"), ("-1", "0000"), ("1" * 9, "0000")],
)  # fmt: skip
def test_a_sign_that_is_not_known_is_told(char: str, code: str) -> None:
    read = page(run("a") + sign("Webdings", char))
    assert (read.text, read.account.doubts) == (
        "a",
        (f"the sign {code} of the font Webdings is not known and may be missing",),
    )


def test_letters_of_private_use_are_signs_of_their_font() -> None:
    read = page(run("\uf061 + \uf062", "<w:rFonts w:ascii='Symbol'/>"))
    assert (read.text, read.account.doubts) == ("α + β", ())
    read = page(run("a\uf0fcb"))
    assert read.text == "a\uf0fcb"
    assert "the sign F0FC of the font ?" in read.account.doubts[0]


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("<w:checkBox><w:default w:val='0'/><w:checked/></w:checkBox>", "☒ jah"),
        ("<w:checkBox><w:default w:val='0'/></w:checkBox>", "☐ jah"),
        ("<w:ddList><w:result w:val='1'/><w:listEntry w:val='ei'/><w:listEntry w:val='jaa'/>"
         "</w:ddList>", "jaa jah"),
        ("<w:ddList><w:result w:val='9'/><w:listEntry w:val='ei'/></w:ddList>", "jah"),
    ],
)  # fmt: skip
def test_fields_of_forms(data: str, text: str) -> None:
    begin = f"<w:r><w:fldChar w:fldCharType='begin'><w:ffData>{data}</w:ffData></w:fldChar></w:r>"
    end = "<w:r><w:fldChar w:fldCharType='end'/></w:r>"
    assert page(begin + end + run(" jah")).text == text


def test_a_field_without_an_end_loses_nothing_of_the_next_paragraph() -> None:
    begin = "<w:r><w:fldChar w:fldCharType='begin'/></w:r>"
    content = word_file(p(begin + run("käsk")) + p(run("tekst")))
    read = clean(reader.read("a.docx", content, Limits())).pages[0]
    assert read.text == "tekst"
    assert [each.sample for each in read.account.left_out] == ["käsk"]


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        (m("f", m("num", r("a+1")), m("den", r("2"))), "(a+1)/2"),
        (m("sSup", m("e", r("x")), m("sup", r("2"))), "x²"),
        (m("sSup", m("e", r("x")), m("sup", r("k+1"))), "x^(k+1)"),
        (m("sSub", m("e", r("H")), m("sub", r("2"))) + r("O"), "H₂O"),
        (m("sSubSup", m("e", r("x")), m("sub", r("i")), m("sup", r("2"))), "x_i²"),
        (m("rad", m("deg"), m("e", r("x+1"))), "√(x+1)"),
        (m("rad", m("deg", r("3")), m("e", r("8"))), "³√8"),
        (m("nary", "<m:naryPr><m:chr m:val='∑'/></m:naryPr>", m("sub", r("i=1")), m("sup", r("n")),
           m("e", r("i"))), "∑_(i=1)^n i"),
        (m("d", m("e", r("a")), m("e", r("b"))), "(a|b)"),
        (m("d", "<m:dPr><m:begChr m:val='['/><m:endChr m:val=']'/></m:dPr>", m("e", r("a"))), "[a]"),
        (m("func", m("fName", r("sin")), m("e", r("x"))), "sin x"),
        (m("limLow", m("e", r("lim")), m("lim", r("x→0"))), "lim_(x→0)"),
        (m("m", m("mr", m("e", r("1")), m("e", r("2"))), m("mr", m("e", r("3")), m("e", r("4")))),
         "1, 2; 3, 4"),
        (m("acc", m("e", r("x"))), "x\u0302"),
        (m("box", m("e", r("y"))), "y"),
    ],
)  # fmt: skip
def test_equations(inner: str, text: str) -> None:
    assert page(run("On") + math(inner) + run("siin")).text == f"On {text} siin"
