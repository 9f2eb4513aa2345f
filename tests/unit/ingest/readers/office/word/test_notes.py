"""Notes of Word files: numbered as printed, each told once at the end."""

from __future__ import annotations

import pytest
from word_files import p, root, run, word_file

from ingest.cutting.cleaning import clean
from ingest.readers.office import docx as reader
from ingest.readers.raw import Limits


def reference(kind: str, note: int, attributes: str = "", own: str = "") -> str:
    mark = f"<w:{kind}Reference w:id='{note}' {attributes}/>"
    return f"<w:r>{mark}{f'<w:t>{own}</w:t>' if own else ''}</w:r>"


def notes(kind: str, **texts: str) -> bytes:
    inner = (f"<w:{kind} w:id='{at[1:]}'>{p(run(text))}</w:{kind}>" for at, text in texts.items())
    return root(f"w:{kind}s", "".join(inner))


FIVE = notes("footnote", n5="viies", n9="üheksas")
SETTINGS = "<w:footnotePr><w:numFmt w:val='{}'/><w:numStart w:val='{}'/></w:footnotePr>"


def page(content: bytes) -> tuple[str, tuple[str, ...]]:
    read = clean(reader.read("a.docx", content, Limits())).pages[0]
    return read.text, read.account.doubts


def test_numbers_follow_the_references_and_not_the_ids() -> None:
    body = p(run("Osales 1216") + reference("footnote", 9) + run(" inimest."))
    body += p(run("Veel") + reference("footnote", 5) + run(" ja taas") + reference("footnote", 9))
    text, doubts = page(word_file(body, footnotes=FIVE))
    assert text == "Osales 1216[1] inimest.\n\nVeel[2] ja taas[1]\n\n[1] üheksas\n[2] viies"
    assert doubts == ()


@pytest.mark.parametrize(
    ("form", "start", "mark"),
    [("upperLetter", 1, "A"), ("lowerRoman", 4, "iv"), ("decimal", 7, "7"), ("chicago", 2, "†")],
)
def test_the_settings_form_and_first_number(form: str, start: int, mark: str) -> None:
    settings = root("w:settings", SETTINGS.format(form, start))
    body = p(run("Tekst") + reference("footnote", 5))
    text, _ = page(word_file(body, footnotes=FIVE, settings=settings))
    assert text == f"Tekst[{mark}]\n\n[{mark}] viies"


def test_endnotes_are_roman_and_follow_the_footnotes() -> None:
    body = p(run("a") + reference("endnote", 1) + run(" b") + reference("footnote", 5))
    told = word_file(body, footnotes=FIVE, endnotes=notes("endnote", n1="lõpus"))
    assert page(told)[0] == "a[i] b[1]\n\n[1] viies\n[i] lõpus"


def test_a_mark_of_its_own_is_no_number() -> None:
    own = reference("footnote", 5, "w:customMarkFollows='1'", "*")
    body = p(run("Täht") + own + run(" ja") + reference("footnote", 9))
    starred = notes("footnote", n5="* tärniga", n9="arvuga")
    assert page(word_file(body, footnotes=starred))[0] == (
        "Täht[*] ja[1]\n\n[*] tärniga\n[1] arvuga"
    )


def test_a_section_may_count_anew() -> None:
    settings = root("w:settings", "<w:footnotePr><w:numRestart w:val='eachSect'/></w:footnotePr>")
    body = p(run("a") + reference("footnote", 5), "<w:sectPr/>")
    body += p(run("b") + reference("footnote", 9))
    text, _ = page(word_file(body, footnotes=FIVE, settings=settings))
    assert text == "a[1]\n\nb[1]\n\n[1] viies\n[1] üheksas"


def test_what_cannot_be_known_is_told() -> None:
    settings = root("w:settings", "<w:footnotePr><w:numRestart w:val='eachPage'/></w:footnotePr>")
    body = p(reference("footnote", 5) + reference("footnote", 9) + reference("footnote", 77))
    text, doubts = page(word_file(body, footnotes=FIVE, settings=settings))
    assert text == "[1][2][3]\n\n[1] viies\n[2] üheksas"
    assert "numbered anew on each printed page" in doubts[0]
    assert doubts[1] == "the text of footnote 3 is not in the file"
