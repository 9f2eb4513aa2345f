"""Raw pages to clean ones: lines, hyphens, lists, headings."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.accounts import PLAIN as PAGE
from corpus.documents import Note
from corpus.text.scaffolding import is_contents, is_contents_line
from ingest.cutting.cleaning import clean
from ingest.cutting.running_lines import running_lines
from ingest.readers.raw import LINE, RawDocument, RawPage, SectionHeading, note_mark


def cleaned(*pages: str) -> list[str]:
    raw = tuple(RawPage(number, None, text) for number, text in enumerate(pages, start=1))
    return [page.text for page in clean(RawDocument("application/pdf", raw)).pages]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("Sotsiaal-\nne mõju", "Sotsiaalne mõju"),
        ("sotsiaal- ja\ntervishoid", "sotsiaal- ja tervishoid"),
        ("sotsiaal-\nja tervishoid", "sotsiaal- ja tervishoid"),
        ("health-\nand social care", "health- and social care"),
        ("uus e-\nresidentsus", "uus e-residentsus"),
        ("kogu Ida-\nViru maakond", "kogu Ida-Viru maakond"),
        ("uus ESF-\nist saadud raha", "uus ESF-ist saadud raha"),
        ("aastal 2020-\nndatel", "aastal 2020-ndatel"),
        ("kogu\u00ad\nkond", "kogukond"),
        ("kogu\u00adkond", "kogukond"),
        ("üks - \nkaks", "üks - kaks"),
        ("üks–\nkaks", "üks– kaks"),
        ("eﬀekt  on\tsuur", "effekt on suur"),
        ("kogu\u2010\nkond", "kogukond"),
        ("kogu\u2011\nkond", "kogukond"),
        ("noorte rahulolu-\nuuring", "noorte rahulolu-uuring"),
        ("jää-\näär", "jää-äär"),
        ("25-\naastased", "25-aastased"),
        ("kultuuri- ja\nspordi", "kultuuri- ja spordi"),
        ("Ida\u2010Viru ja ida\u2010\nviru", "Ida\u2010Viru ja ida\u2010viru"),
        ("osales 1216¹ inimest (§ 54²)", "osales 1216¹ inimest (§ 54²)"),
        ("kokku \u202e612\u202c inimest", "kokku 612 inimest"),
        ("pay-by-result is good: pay-by-\nresult", "pay-by-result is good: pay-by-result"),
    ],
)
def test_line_ends(raw: str, expected: str) -> None:
    assert cleaned(raw) == [expected]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("See on sotsiaal-", "ne mõju. Veel.", ("See on sotsiaalne", "mõju. Veel.")),
        ("See on sotsiaal\u00ad", "ne, mõju.", ("See on sotsiaalne,", "mõju.")),
        ("Alates 8-", "kuuline töö.", ("Alates 8-kuuline", "töö.")),
        ("Ida-Viru. Ja Ida-", "Viru maa.", ("Ida-Viru. Ja Ida-Viru", "maa.")),
        ("See on sotsiaal-", "ja tervishoid.", ("See on sotsiaal-", "ja tervishoid.")),
        ("See on A-", "Lisa kaks.", ("See on A-", "Lisa kaks.")),
        ("üks –", "kaks ja.", ("üks –", "kaks ja.")),
        ("See on sotsiaal-", "ne", ("See on sotsiaal-", "ne")),
        ("eel-", "järel- ja", ("eel-", "järel- ja")),
        ("A | sotsiaal-", "ne | B", ("A | sotsiaal-", "ne | B")),
        ("See on sotsiaal-", "ne\n\nTeine lõik.", ("See on sotsiaalne", "Teine lõik.")),
    ],
)
def test_a_word_that_a_page_parts_is_whole_on_the_first(
    first: str, second: str, expected: tuple[str, str]
) -> None:
    assert tuple(cleaned(first, second)) == expected


def test_a_word_is_made_whole_around_heads_and_feet() -> None:
    pages = [
        f"Aruanne\n{word} räägib ja sotsiaal-\nAmet | {n}"
        if n == 1
        else f"Aruanne\nne mõju on {word}.\nAmet | {n}"
        for n, word in enumerate(("Esimene", "suur", "hea", "pikk"), start=1)
    ]
    texts = cleaned(*pages)
    assert texts[0] == "Aruanne\n\nEsimene räägib ja sotsiaalne\n\nAmet"
    assert texts[1] == "mõju on suur."


def test_headings_and_notes_move_with_a_page_that_lost_half_a_word() -> None:
    second = f"ne{note_mark(3)} mõju{note_mark(4)}.\n\nLõpp\n\nOts."
    pages = (RawPage(1, None, "See on sotsiaal-"), RawPage(2, None, second))
    headings = (SectionHeading(1, second.index("Lõpp"), 1, "Lõpp"),)
    result = clean(RawDocument("application/pdf", pages, headings))
    assert [page.text for page in result.pages] == ["See on sotsiaalne", "mõju.\n\nLõpp\n\nOts."]
    assert [page.notes for page in result.pages] == [(Note(17, 3),), (Note(4, 4),)]
    assert result.pages[1].text[result.headings[0].offset :] == "Lõpp\n\nOts."


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("kogu-\n\nkond elab", "kogukond elab"),
        ("kogu-\n\nJärgmine lõik", "kogu-\n\nJärgmine lõik"),
        (f"kogu-{LINE}kond elab", "kogukond elab"),
        ("kogu-\n\n- kond", "kogu-\n\n- kond"),
        ("eel-\n\njärel- ja muu", "eel-\n\njärel- ja muu"),
    ],
)
def test_a_word_goes_on_in_the_next_column(raw: str, expected: str) -> None:
    assert cleaned(raw) == [expected]
    flowing = clean(RawDocument("text/html", (RawPage(None, None, raw),))).pages[0].text
    assert flowing == raw.replace(LINE, "\n")  # where the file itself parts paragraphs


@pytest.mark.parametrize(
    ("texts", "warnings"),
    [
        (["Tekst.", "", "Lõpp.", ""], ["pages 2, 4: no text"]),
        (["Tekst.", "Lõpp."], []),
        (
            ["\u202e612\u202c"],
            ["held 2 marks that turn the direction of writing; taken out"],
        ),
        (["a\U000e0041\U000e0042b"], ["held 2 characters that no one can see; taken out"]),
        (["r\ufffd\ufffdm ja \ue001"], ["holds 3 characters that stand for no letter"]),
        (
            ["Tekst.", "%&/()=+*# " * 5],
            ["page 2: is mostly signs, and few letters; the text may be wrong"],
        ),
        (["1 234,50 5 678,90 (12,5 %) –3,4 7,8"], []),
    ],
)
def test_doubts_are_told_with_their_pages(texts: list[str], warnings: list[str]) -> None:
    raw = tuple(RawPage(number, None, text) for number, text in enumerate(texts, start=1))
    assert list(clean(RawDocument("application/pdf", raw)).warnings) == warnings


def test_what_the_reader_told_of_a_page_is_not_told_twice() -> None:
    told = PAGE.doubting("a picture whose text was not read")
    raw = (RawPage(1, None, "Tekst."), RawPage(2, None, "", told), RawPage(3, None, ""))
    result = clean(RawDocument("application/pdf", raw, unread=(2, 3)))
    assert result.warnings == ()
    assert [page.account.doubts for page in result.pages] == [(), told.doubts, ("no text",)]


def test_paragraphs_lists_and_rows() -> None:
    raw = (
        f"Lõik läheb\nedasi.\n \nLoetelu:\n- üks,\n- kaks\n• kolm\n\nA | 1\nB | 2\nTekst{LINE}rida"
    )
    assert cleaned(raw) == [
        "Lõik läheb edasi.\n\nLoetelu:\n- üks,\n- kaks\n• kolm\n\nA | 1\nB | 2\nTekst\nrida"
    ]


def test_contents_keep_their_lines_and_are_told() -> None:
    text = cleaned("Sisukord ........ 1\nMõju . . . . . . 2\nLõpp …… iii")[0]
    assert text == "Sisukord … 1\nMõju … 2\nLõpp … iii"
    assert is_contents(text)
    assert not is_contents("Ta vaikis... Siis rääkis.\nJah.")


def test_headers_footers_and_numbers_go_once_known() -> None:
    pages = [f"Aruanne 2020\nSisu number {word}.\n{n}" for n, word in enumerate("abcde", start=7)]
    assert cleaned(*pages)[1:] == [f"Sisu number {word}." for word in "bcde"]
    assert all("Sisu" in text for text in cleaned(*pages))


def test_a_printed_number_is_the_label() -> None:
    raw = tuple(RawPage(n, None, f"Sisu {'abc'[n - 1] * 9}.\n{n + 10}") for n in (1, 2, 3))
    pages = clean(RawDocument("application/pdf", raw)).pages
    assert [page.label for page in pages] == ["11", "12", "13"]
    assert [page.text for page in pages] == [f"Sisu {letter * 9}." for letter in "abc"]


def test_numbers_that_do_not_count_pages_stay() -> None:
    assert cleaned("Tulu\n45", "Kulu\n12", "Kokku\n99") == ["Tulu 45", "Kulu 12", "Kokku 99"]


def test_pages_that_say_the_same_are_left_alone() -> None:
    assert cleaned("Tere", "Tere", "Tere", "Tere") == ["Tere"] * 4
    assert running_lines([["Kartul 1"], ["Kartul 2"], ["Kartul 3"]]).remains == [{}, {}, {}]


def test_text_without_pages_loses_no_line() -> None:
    reading = RawDocument("text/plain", (RawPage(None, None, "1\nTekst\n2"),))
    assert clean(reading).pages[0].text == "1 Tekst 2"


def test_headings_are_carried_over() -> None:
    raw = "Päis 1\n\n1 Sotsiaalne  inno-\nvatsioon\n\nTekst\nedasi.\n\nLõpp\n\nOts."
    at = (raw.index("1 Sots"), raw.index("Lõpp"))
    headings = (
        SectionHeading(0, at[0], 1, "1 Sotsiaalne inno- vatsioon"),
        SectionHeading(0, at[1], 1, "Lõpp"),
    )
    result = clean(RawDocument("application/pdf", (RawPage(1, None, raw),), headings))
    text = result.pages[0].text
    first, last = result.headings
    assert text[first.offset :].startswith("1 Sotsiaalne innovatsioon\n\n")
    assert first.text == "1 Sotsiaalne innovatsioon"
    assert text[last.offset :] == "Lõpp\n\nOts."


@given(st.lists(st.text(alphabet="aõ1-. •|\n\u2028\u00ad", max_size=60), min_size=1, max_size=4))
def test_cleaning_keeps_every_letter_outside_running_lines(pages: list[str]) -> None:
    raw = tuple(RawPage(None, None, page) for page in pages[:1])
    result = clean(RawDocument("text/plain", raw)).pages[0].text
    # Dot leaders of a table of contents are shortened on purpose; every other dot stays.
    kept = "aõ1|" if any(map(is_contents_line, result.split("\n"))) or "…" in result else "aõ1.|"
    letters = [character for character in pages[0] if character in kept]
    assert [character for character in result if character in kept] == letters


_LINES = st.lists(
    st.sampled_from(
        ["Lk 1", "Lk 2", "Amet | 3", "Amet | 4", "7", "8", "iv", "Lisa 1", "2016. aasta", "sotsiaal-",
         "ne mõju", "Osales 12.", "A | B", "• üks", "ee-", "elu", "\u202e612\u202c", "x\u00ad", ""]
    ),
    max_size=6,
)  # fmt: skip


@given(st.lists(_LINES.map("\n".join), min_size=1, max_size=6))
def test_every_letter_of_every_page_is_in_the_text_or_in_an_account(pages: list[str]) -> None:
    raw = tuple(RawPage(number, None, page) for number, page in enumerate(pages, start=1))
    result = clean(RawDocument("application/pdf", raw)).pages
    shown = Counter(c for page in result for c in page.text if c.isalnum())
    held = Counter(character for page in pages for character in page if character.isalnum())
    told = Counter(c for p in result for g in p.account.left_out for c in g.sample if c.isalnum())
    assert not held - shown - told
    assert not shown - held


def test_only_dot_leaders_are_shortened() -> None:
    raw = RawPage(None, None, "Sissejuhatus ..... 3\n\nNii ... edasi. Ja siis lõpp.")
    text = clean(RawDocument("text/plain", (raw,))).pages[0].text
    assert text == "Sissejuhatus … 3\n\nNii ... edasi. Ja siis lõpp."
