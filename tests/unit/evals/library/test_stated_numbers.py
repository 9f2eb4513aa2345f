"""Which numbers of a text state a fact, in Estonian and English."""

import pytest

from evals.library.stated_numbers import stated


def read(text: str, lang: str) -> list[str]:
    return [
        f"{number.value.normalize():f}{'%' if number.is_share else ''}"
        for number in stated(text, lang)
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("4,2 miljonit kg ja 19 604 inimest", ["4200000", "19604"]),
        ("1\u00a0837\u00a0005 eurot", ["1837005"]),
        ("siht on 1 miljard krooni", ["1000000000"]),
        ("2018. aastal 15–26-aastased", ["2018", "15", "26"]),
        ("töötuid oli 80–90% ja 7,5 protsenti", ["80%", "90%", "7.5%"]),
        ("kaheteistkümne kuuga kolmekümnest viieni", ["12", "30", "5"]),
        ("kuuekuuline ja kaheaastane kümme tuhat", ["6", "2", "10000"]),
        ("nad aitavad üksteist kord kuus sel viisil", []),
        ("COVID-19, Garage48 ja samm 3", []),
        ("teade 26.11.2008", ["26", "11", "2008"]),
    ],
)
def test_estonian(text: str, wanted: list[str]) -> None:
    assert read(text, "et") == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("EUR 14.3m for 6 of eleven towns", ["14300000", "6", "11"]),
        ("1,150 cafés, 2,5 and 3.5", ["1150", "2.5", "3.5"]),
        ("DKK 1bn, eight million women, one million items", ["1000000000", "8000000", "1000000"]),
        ("the 16th fair of the 1980s", ["16", "1980"]),
        ("5–6 million, 80–90%, 50 per cent", ["5000000", "6000000", "80%", "90%", "50%"]),
        ("one of them, step 4, COVID-19, project 2.0", []),
        ("100 m of path, 3 metres", ["100", "3"]),
    ],
)
def test_english(text: str, wanted: list[str]) -> None:
    assert read(text, "en") == wanted


def test_a_number_knows_its_place() -> None:
    text = "Kokku käis 678 inimest 12 korda."
    assert [text[n.start : n.end] for n in stated(text, "et")] == ["678", "12"]
