"""HTML as it is read and cleaned."""

from __future__ import annotations

import pytest

from corpus.documents import Note
from ingest.cutting.cleaning import clean
from ingest.readers.raw import Limits
from ingest.readers.web import html

PAGE = """<!doctype html><html><head><title>Leht | Amet</title><style>p {}</style></head><body>
<nav><a href="/">Avaleht</a></nav><header>Amet</header>
<main><h1>Sotsiaalne <em>mõju</em></h1>
<p>Esimene
 lõik,<br>teine rida.</p>
<script>alert("ei")</script>
<ul><li>üks</li><li><p>kaks</p><ul><li>kaks ja pool</li></ul></li></ul>
<ol><li>samm</li><li>samm</li></ol>
<table><tr><th>Aasta</th><th>Arv</th></tr><tr><td>2020</td><td>1&nbsp;500</td></tr></table>
<h2>Lõpp</h2><div>Tekst <div>sees</div> ja väljas</div></main>
<footer>© Amet</footer></body></html>"""


def text_of(page: str | bytes) -> str:
    content = page.encode() if isinstance(page, str) else page
    return clean(html.read("a.html", content, Limits())).pages[0].text


def test_structure_stays_and_menus_go() -> None:
    assert text_of(PAGE) == (
        "Sotsiaalne mõju\n\nEsimene lõik,\nteine rida.\n\n• üks\n• kaks\n• kaks ja pool\n\n"
        "1. samm\n2. samm\n\nAasta | Arv\nAasta: 2020; Arv: 1 500\n\nLõpp\n\nTekst\n\nsees\n\nja väljas"
    )


def test_headings_and_title() -> None:
    reading = html.read("a.html", PAGE.encode(), Limits())
    assert [(each.level, each.text) for each in reading.headings] == [
        (1, "Sotsiaalne mõju"),
        (2, "Lõpp"),
    ]
    assert reading.title == "Sotsiaalne mõju"


def test_the_page_names_its_encoding() -> None:
    page = '<html><head><meta charset="windows-1257"></head><body>Šokk õhtul</body></html>'
    assert text_of(page.encode("cp1257")) == "Šokk õhtul"


def test_endless_nesting_is_read() -> None:
    assert "sügav" in text_of("<div>" * 20_000 + "sügav")


def test_text_outside_any_block_is_kept() -> None:
    assert text_of("Lihtsalt tekst <b>siin</b>") == "Lihtsalt tekst siin"


def test_a_link_to_a_source_is_its_mark() -> None:
    text = (
        '<p>Oli 100 inimest.<sup><a href="#source-2">2</a></sup> <a href="#lisa">Lisa</a> ka.</p>'
    )
    page = clean(html.read("a.html", text.encode(), Limits())).pages[0]
    assert (page.text, page.notes) == ("Oli 100 inimest. Lisa ka.", (Note(16, 2),))


@pytest.mark.parametrize(
    ("fragment", "expected"),
    [
        ("osales 1216<sup>1</sup> inimest", "osales 1216¹ inimest"),
        ("osales 1216<sup>1, 12</sup> inimest", "osales 1216¹, ¹² inimest"),
        ("osales 1216<sup><a href='/allikas'>1</a></sup>", "osales 1216¹"),
        ("5 m<sup>2</sup>, CO<sub>2</sub>", "5 m², CO₂"),
        ("§ 54<sup>2</sup> lõige 1", "§ 54² lõige 1"),
        ("Töö lõppes.<sup>2</sup> Siis", "Töö lõppes.² Siis"),
        ("the 21<sup>st</sup> of May", "the 21st of May"),
        ("sõna<sup>vt ka lisa</sup>", "sõna vt ka lisa"),
        ("Nimi<sup>TM</sup> ja <sup>a</sup>", "Nimi™ ja ᵃ"),
        ("oli <del>10</del><ins>12</ins>", "oli 10 12"),
        ("<math alttext='x^2'><mi>x</mi><mn>2</mn></math>", "x^2"),
    ],
)
def test_raised_figures_stay_apart(fragment: str, expected: str) -> None:
    assert text_of(f"<p>{fragment}</p>") == expected


@pytest.mark.parametrize(
    ("link", "note", "expected"),
    [
        ("<sup><a href='#fn1'>1</a></sup>", "<ol><li id=fn1>Ministeerium. <a href='#r1'>↩</a></ol>",
         "1216[1] inimest\n\n[1] Ministeerium."),
        ("<a href='#n'><sup>[1]</sup></a>", "<p><a name=n>[1]</a> Ministeerium.</p>",
         "1216[1] inimest\n\n[1] Ministeerium."),
        ("<sup><a href='#fn1'>*</a></sup>", "<p id=fn1>* Ministeerium.</p>",
         "1216[*] inimest\n\n* Ministeerium."),
        ("<sup><a href='#kadunud'>1</a></sup>", "<p>Ministeerium.</p>",
         "1216¹ inimest\n\nMinisteerium."),
    ],
)  # fmt: skip
def test_a_link_to_a_note_of_the_page_is_its_mark(link: str, note: str, expected: str) -> None:
    assert text_of(f"<p>1216{link} inimest</p>{note}") == expected


def test_xhtml_closes_its_empty_elements() -> None:
    page = (
        '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title/>'
        '<script src="a.js"/></head><body><p>A&nbsp;b<a id="x"/></p></body></html>'
    )
    assert text_of(page) == "A b"


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<ol start=3 type=a><li>kolm<li value=7>seitse<li>kaheksa</ol>", "c. kolm\ng. seitse\nh. kaheksa"),
        ("<ol type=I><li>üks<li>kaks</ol>", "I. üks\nII. kaks"),
    ],
)  # fmt: skip
def test_items_have_the_numbers_that_a_browser_shows(page: str, expected: str) -> None:
    assert text_of(page) == expected


def test_a_table_of_data_in_one_of_layout_keeps_its_rows() -> None:
    inner = "<table><tr><td>Aasta<td>Arv<tr><td>2022<td>40</table>"
    page = f"<table><tr><td><a href=a>Avaleht</a><td><h1>Leht</h1>{inner}</table>"
    assert text_of(page).endswith("Leht\n\nAasta | Arv\nAasta: 2022; Arv: 40")


@pytest.mark.parametrize(
    ("math", "expected"),
    [
        ("<math><mfrac><mi>a</mi><mi>b</mi></mfrac></math>", "on a/b siin"),
        ("<math><semantics><msup><mi>x</mi><mn>2</mn></msup><annotation>x^2</annotation></semantics></math>", "on x² siin"),
        ("<math alttext='x/2'><mi>x</mi></math>", "on x/2 siin"),
        ("<math><msqrt><mi>x</mi><mo>+</mo><mn>1</mn></msqrt></math>", "on √(x + 1) siin"),
        ("<math></math>", "on siin"),
        (f"<math>{'<mrow>' * 9000}<mi>x</mi></math>", "on x siin"),
    ],
)  # fmt: skip
def test_equations_are_a_line_of_text(math: str, expected: str) -> None:
    assert text_of(f"<p>on {math} siin</p>") == expected


def test_a_sentence_below_the_title_stays_outside_the_main_part() -> None:
    page = (
        "<header><nav><a href=a>Avaleht</a></nav><div><h1>Pealkiri</h1><p>Lühike juhtlause.</p>"
        "<p>Jaga</p></div></header><main><p>Pikk lugu sellest, kuidas päevakeskus alustas tööd ja "
        "kuidas sellest sai kogu valla uus kooskäimise koht.</p></main>"
    )
    assert text_of(page).startswith("Pealkiri\n\nLühike juhtlause.\n\nPikk lugu")
