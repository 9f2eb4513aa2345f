"""Sentence ends in Estonian and English, and exact offsets for any text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.text.sentences import sentences


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Laps läks metsa ja lõi ära õ. Siis tuli ta tagasi.",
        "See on ilmne tõö. Teine lause.",
        "Kas see töötab kevadkuü? Jah, töötab.",
        "Projekt lõppes aastal 2018. Uus algas kohe.",
        "Osales 250 inimest, neist noori 120. Tulemus oli hea.",
        "Ta ütles: „Nii on.“ Kõik vaatasid.",
        'He said "no." Everyone left.',
        "Toetus kasvas (vt tabel 2). Järgmisel aastal enam mitte.",
        "The fund closed at EUR 4.1m. It had raised more.",
        "Kokku tuli 25. See on vähe.",
        "Osales 1000 noort.3 Teised jäid koju.",
        "Töö lõppes.² Siis algas uus.",
        "Osales 1216.[1] Teised jäid koju.",
        "Vaata www.sikk.ee. Seal on rohkem.",
        "Rahastus lõppes 5%. Siis tuli uus.",
        "Suurepärane! Jätkame.",
        "Toetati koole, lasteaedu jne. Projekt algas kevadel.",
        "It works … Nobody knows why.",
        "Esimene rida\nTeine rida",
    ],
)
def test_two_sentences(text: str) -> None:
    assert len(split(text)) == 2, split(text)


@pytest.mark.parametrize(
    "text",
    [
        "Abi saavad nt. Tartu ja Võru elanikud.",
        "Koolid, lasteaiad jne. said toetust.",
        "See on s.o. Eesti kõige suurem.",
        "Practices, e.g. Housing First, spread.",
        "Practices, i.e. The Loft, spread.",
        "See toimus 20. sajandi lõpus.",
        "Kohtuti 15. Tartu maratonil.",
        "2. Eesmärk ja ulatus",
        "4.1. Kirje moodustavad elemendid",
        "Autor on A. H. Tammsaare ja J. Tamm.",
        "It cost EUR 4.1m in all.",
        "Vaata https://www.sikk.ee/a.b?c=1.2 lähemalt.",
        "Vt. Lisa 2 ja ptk. Kolm.",
        "Hinnang vs. Tegelikkus on eri asi.",
        "Miks? küsis ta.",
        "Dr. Smith and Prof. Jones agree.",
        "Sisukord . . . . . . . . . . . . 12",
        "See maksis u. 300 eurot.",
        "Elanikke on 1,3 mln. inimest.",
        "Fig. 3 and No. 4 show it.",
    ],
)
def test_one_sentence(text: str) -> None:
    assert split(text) == [text]


def test_offsets_leave_out_blanks_only() -> None:
    text = "  Esimene.   Teine!\n\n Kolmas "
    assert sentences(text) == [(2, 10), (13, 19), (22, 28)]


@given(st.text(alphabet="aAõÕ1 .!?\n“”)(\"'…", max_size=200))
def test_every_visible_character_is_in_one_sentence(text: str) -> None:
    found = sentences(text)
    assert all(a < b <= c for (a, b), (c, _) in pairwise(found))
    outside = [at for at in range(len(text)) if not any(a <= at < b for a, b in found)]
    assert all(text[at].isspace() for at in outside)


def test_long_texts_take_little_time() -> None:
    assert len(sentences("A. " * 50_000)) >= 1
    assert len(sentences("sõna" * 100_000 + ". " + "(" * 50_000)) >= 1
