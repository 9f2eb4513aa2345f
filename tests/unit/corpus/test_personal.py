"""Personal data is found in the ways in which people write it; years, sums and codes are not."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.personal import finding

PRIVATE = [
    ("mari.maasikas@example.ee saab toetust", "e-mail", "mari.maasikas@example.ee"),
    ("kirjuta (mari@näide.ee) kohe", "e-mail", "mari@näide.ee"),
    ("kas 38501010002 on klient", "personal code", "38501010002"),
    ("kood 38501010003, kontrollnumber vale", "personal code", "38501010003"),
    ("isik 60001010003", "personal code", "60001010003"),
    ("konto EE38 2200 2210 2014 5685", "bank account", "EE38 2200 2210 2014 5685"),
    ("konto EE382200221020145685.", "bank account", "EE382200221020145685"),
    ("konto EE39 2200 2210 2014 5685, viga sees", "bank account", "EE39 2200 2210 2014 5685"),
    ("Konto FI21 1234 5600 0007 85", "bank account", "FI21 1234 5600 0007 85"),
    ("helista +372 5123 4567", "phone", "+372 5123 4567"),
    ("helista (372) 512 3456", "phone", "(372) 512 3456"),
    ("tel 512 3456 või", "phone", "512 3456"),
    ("number 5123456", "phone", "5123456"),
    ("tel 640-1234", "phone", "640-1234"),
    ("soome +358 40 123 4567", "phone", "+358 40 123 4567"),
    ("taani 0045 33 12 34 56", "phone", "0045 33 12 34 56"),
    ("läti +371 2612 3456", "phone", "+371 2612 3456"),
    ("number (+372) 5123 4567", "phone", "(+372) 5123 4567"),
    ("mob 512 34 567", "phone", "512 34 567"),
    ("tel 5399 999", "phone", "5399 999"),
    ("kontole EE38 2200 2210 2014 5685 kanti", "bank account", "EE38 2200 2210 2014 5685"),
    ("ta elab Kooli tn 5-12, 10123 Tallinn.", "street address", "Kooli tn 5-12, 10123 Tallinn"),
    ("kodu on Vabaduse pst. 17b", "street address", "Vabaduse pst. 17b"),
    ("tema Pikk 12-3, Tallinn, uks", "street address", "Pikk 12-3, Tallinn"),
    ("uus A. H. Näidise tee 4", "street address", "A. H. Näidise tee 4"),
    (
        "elukoht Metsa talu, Näidise küla, Võru maakond on",
        "street address",
        "Metsa talu, Näidise küla, Võru maakond",
    ),
    ("at Flat 3, 12 Old Example Road", "street address", "Flat 3, 12 Old Example Road"),
    ("at 12 Example Street, London N1 1AA.", "street address", "12 Example Street, London N1 1AA"),
    ("in der Beispielstraße 5a, 10115 Berlin", "street address", "Beispielstraße 5a, 10115 Berlin"),
]


@pytest.mark.parametrize(("text", "kind", "stretch"), PRIVATE)
def test_what_is_private_is_found_where_it_stands(text: str, kind: str, stretch: str) -> None:
    assert [(each.kind, text[each.start : each.end]) for each in finding.find(text)] == [
        (kind, stretch)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Kui palju inimesi osales aastatel 2018–2020?",
        "What did EUR 2,670 net gain mean in 2024?",
        "Mitu elanikku: 1 331 824?",
        "6 400 000 eurot ja 5 123 456 eurot",
        "1 200 000–1 500 000",
        "20180101 kuni 20201231",
        "11-kohaline arv 99999999999",
        "arv 38513010002 ei ole kuupäev",
        "ISBN 978-9949-01-234-5",
        "MTÜ registrikood 80352859",
        "kood AB12 3456 7890 1234",
        "direktiiv 2014/24/EL artikkel 67",
        "kogu @ ja . eraldi",
        "https://example.ee/uudised/ 5123456",
        "aastatel 2019-2022",
        "§ 12 Tallinn",
        "Lisa 3, Tallinn",
        "On May 12, London was told",
        "Tartu maantee 12 km lõigul",
        "Kuidas tee 5 last sinna jõudsid?",
        "In 2019 Oxford Street changed",
        "Metsa talu toodab juustu",
        "Only 5 Local Authority Way stations",
    ],
)
def test_years_sums_and_other_codes_are_not(text: str) -> None:
    assert finding.find(text) == []


def test_several_are_told_in_order_and_once() -> None:
    text = "mari@example.ee, +372 5123 4567, 38501010002"
    assert [each.kind for each in finding.find(text)] == ["e-mail", "phone", "personal code"]


@given(st.text(st.sampled_from("0123456789 +-()@.eE"), max_size=60))
def test_no_text_is_a_fault_and_finds_do_not_overlap(text: str) -> None:
    found = finding.find(text)
    assert all(a.end <= b.start for a, b in pairwise(found))
