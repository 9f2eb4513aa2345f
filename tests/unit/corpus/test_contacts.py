"""Offices' public contacts may be shown, people's may not, and a curator's rule goes before."""

from pathlib import Path

import pytest

from corpus.errors import BadInput
from corpus.personal import finding
from corpus.personal.contacts import Rules, plain, shortened

OFFICES = [
    "Kirjuta info@example.ee",
    "Kontakt: press2@example.org",
    "Näidise Linnavalitsus, Vabaduse väljak 7",
    "Sotsiaalkindlustusamet, tel 612 1360",
    "SA Näide, Kooli tn 5, 10123 Tallinn",
    "Example City Council, 12 Example Street",
    "MTÜ Näidisabi konto EE38 2200 2210 2014 5685",
    "Helista 800 2222",
]
PEOPLE = [
    "Kirjuta mari.maasikas@example.ee",
    "Mari Maasikas, Näidise Linnavalitsus, 5123 4567",
    "Päevakeskuse klient elab Kooli tn 5",
    "Linnavalitsuse maja, Kooli tn 5-12",
    "MTÜ Näidisabi juht, isikukood 38501010002",
    "konto EE38 2200 2210 2014 5685",
    "Linnavalitsus otsustas.\n\nMari Maasikas, tel 640 1234",
]


def _state(text: str, rules: Rules) -> str:
    (found,) = finding.find(text)
    return rules.judge(text, found)


@pytest.mark.parametrize("text", OFFICES)
def test_an_office_s_contact_is_released(text: str) -> None:
    assert _state(text, Rules()) == "released"


@pytest.mark.parametrize("text", PEOPLE)
def test_a_person_s_is_held(text: str) -> None:
    assert _state(text, Rules()) == "held"


@pytest.mark.parametrize(
    ("rule", "text", "state"),
    [
        ("release\te-mail\t@example.ee", "mari.maasikas@example.ee", "released"),
        ("release\te-mail\t@example.ee", "mari@post.example.ee", "released"),
        ("release\te-mail\t@example.ee", "mari@notexample.ee", "held"),
        ("release\tphone\t51234567", "tel 5123 4567", "released"),
        ("mask\tpersonal code\t*", "kood 38501010002", "masked"),
        ("hold\te-mail\tinfo@example.ee", "info@example.ee", "held"),
        ("mask\t*\t*", "tel 5123 4567", "masked"),
    ],
)
def test_a_curator_s_rule_goes_first(tmp_path: Path, rule: str, text: str, state: str) -> None:
    file = tmp_path / "personal.tsv"
    file.write_text(f"decision\tkind\tvalue\n{rule}\n", encoding="utf-8")
    assert _state(text, Rules.read(file)) == state


@pytest.mark.parametrize("rule", ["allow\te-mail\t*", "mask\tname\t*", "mask\tphone\t "])
def test_what_is_no_rule_is_told(tmp_path: Path, rule: str) -> None:
    file = tmp_path / "personal.tsv"
    file.write_text(f"decision\tkind\tvalue\n{rule}\n", encoding="utf-8")
    with pytest.raises(BadInput, match="is no rule"):
        Rules.read(file)


def test_a_value_is_the_same_however_it_is_written() -> None:
    assert plain("phone", "512 3456") == plain("phone", "512-3456")
    assert plain("e-mail", "Mari@Example.ee") == "mari@example.ee"


def test_a_shortened_value_does_not_tell_the_person() -> None:
    assert shortened("e-mail", "mari.maasikas@example.ee") == "m…@…ee"
    assert shortened("personal code", "38501010002") == "38…02"
