"""What is language and what is a garbage text layer."""

from __future__ import annotations

import pytest

from ingest.readers.pdf.text_sanity import fault, plausibility, reads_better, triples, written

ET = (
    "Sotsiaalne innovatsioon on uute lahenduste loomine, mis vastavad ühiskonna vajadustele. "
    "Kogukonna liikmed osalevad teenuste kujundamises ning hindavad tulemusi. Õpetajad ja sõbrad "
    "käivad üksteisel külas, sest nii tekib usaldus."
)
LANGUAGES = {
    "et": ET,
    "en": "Members of the community take part in shaping services and judge what came of them. "
    "A service that nobody asked for is soon forgotten, however well it was paid for by the state.",
    "de": "Die soziale Innovation entsteht aus der Zusammenarbeit von Gemeinden, Vereinen und "
    "Unternehmen, die gemeinsam neue Lösungen für gesellschaftliche Bedürfnisse entwickeln.",
    "pl": "Innowacje społeczne powstają dzięki współpracy gmin, stowarzyszeń i przedsiębiorstw, "
    "które wspólnie opracowują i sprawdzają nowe rozwiązania potrzeb mieszkańców wsi.",
    "da": "Sociale innovationer opstår i samarbejde mellem kommuner, foreninger og virksomheder, "
    "som sammen udvikler og afprøver nye løsninger på samfundets behov, også i små byer.",
    "sv": "Sociala innovationer uppstår i samarbete mellan kommuner, föreningar och företag, som "
    "tillsammans utvecklar och prövar nya lösningar på samhällets behov i hela landet.",
    "cs": "Sociální inovace vznikají díky spolupráci obcí, spolků a podniků, které společně "
    "vyvíjejí a ověřují nová řešení společenských potřeb obyvatel v malých městech.",
    "hu": "A társadalmi innovációk az önkormányzatok, egyesületek és vállalkozások "
    "együttműködéséből születnek, amelyek közösen dolgoznak ki új megoldásokat.",
    "lv": "Sociālās inovācijas rodas pašvaldību, biedrību un uzņēmumu sadarbībā, kas kopā "
    "izstrādā un pārbauda jaunus risinājumus sabiedrības vajadzībām mazās pilsētās.",
    "ru": "Социальные инновации рождаются в сотрудничестве общин, обществ и предприятий, которые "
    "вместе создают и проверяют новые решения для нужд общества.",
    "zh": "社会创新产生于社区、协会和企业的合作，他们共同开发和检验满足社会需求的新办法。",
}
FINE = {
    **LANGUAGES,
    "figures": "2021 12 345 67 % 2022 13 456 71 % 2023 14 567 75 % " * 12,
    "codes": "ABX-1204 QZW-77/3 KRT-902 PLX-11 ZZQ-45 RTW-8 " * 10,
    "bullets": "\uf0b7 esimene asi\n\uf0b7 teine asi\n\uf0b7 kolmas asi\n" * 8,
    "addresses": "https://sua.lv/piecos-gados https://ee.ee/a1b2c3 post@naide.ee " * 10,
    "units": "CO2 ja PM10 ning 5 m3/s, 3.5 mg/l, § 54² lg 1 p 2 ja H2O; aasta2023.a. " * 6,
    "one letter": "x x x x x x x x x x x x x x x x x x x x x x x x x",
    "nothing": "",
}


@pytest.mark.parametrize("text", FINE.values(), ids=FINE)
def test_what_is_language_or_a_table_passes(text: str) -> None:
    assert fault(text * 3) is None


def moved(by: int) -> str:
    return "".join(chr(ord(c) + by) if c.isalpha() else c for c in ET)


GARBAGE = {
    "shifted by 1": moved(1),
    "shifted by 3": moved(3),
    "shifted to private characters": moved(0xE000),
    "shifted to control characters": "".join(
        chr(ord(c) % 26 + 1) if c.isalpha() else c for c in ET
    ),
    "without õ ä ö ü": ET.translate(dict.fromkeys(map(ord, "õäöüÕ"), "\ufffd")),
    "split": " ".join(ET.replace(" ", "")),
    "misread": ET.replace("l", "1").replace("o", "0").replace("d", "cl"),
}


@pytest.mark.parametrize("text", GARBAGE.values(), ids=GARBAGE)
def test_garbage_is_told_and_worse_than_language(text: str) -> None:
    assert fault(text)
    assert reads_better(ET, text)
    assert not reads_better(text, ET)


@pytest.mark.parametrize("text", [LANGUAGES["de"], LANGUAGES["pl"]])
def test_another_language_is_not_bettered_by_itself(text: str) -> None:
    assert not reads_better(text, text)
    assert 0 < plausibility(text) <= 1


def test_triples_are_those_of_words_with_their_edges() -> None:
    assert list(triples("Õu, 12 x")) == ["_ou", "ou_", "_x_"]


def test_what_is_learnt_is_a_line_a_pair() -> None:
    assert written(["_ou", "ou_", "_oa"]) == "_o au\nou _\n"
