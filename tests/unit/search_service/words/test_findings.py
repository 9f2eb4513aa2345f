"""What sentences do not say, and failures that they do."""

import pytest

from search_service.words.findings import is_null_result, is_unknown


@pytest.mark.parametrize(
    "text",
    [
        "Osalejate arvu me ei leidnud.",
        "Tulemusi ei ole avaldatud.",
        "Summasid ega osakaale me ei tea.",
        "How visitors were counted is not known.",
        "This card has no figures on participants or costs.",
        "What return investors received cannot be read from it.",
    ],
)
def test_a_gap_is_recognised(text: str) -> None:
    assert is_unknown(text)


@pytest.mark.parametrize(
    "text",
    [
        "Katse ei vähendanud korduvkuritegevust.",
        "Projekt ebaõnnestus.",
        "Hindamine mõju ei leidnud, programm peatati.",
        "Uuring ei leidnud mõju tööhõivele.",
        "Programm lõpetati enneaegselt.",
        "Mõju oli negatiivne.",
        "The programme had no effect on reoffending.",
        "The contract fell short and investors lost their money.",
        "It did not reduce costs.",
        "The planned number of participants was not fully reached.",
        "The trial failed to reach its target.",
        "The pilot had a negative effect on earnings.",
    ],
)
def test_a_null_result_is_recognised(text: str) -> None:
    assert is_null_result(text)


@pytest.mark.parametrize(
    "text",
    ["Osales 827 õppijat ja 810 mentorit.", "The programme reduced reoffending by 8.4%.",
     "Talgud toimusid Varstus.", "Volunteers visit twice a week."],
)  # fmt: skip
def test_a_plain_finding_is_neither(text: str) -> None:
    assert not is_unknown(text) and not is_null_result(text)


@pytest.mark.parametrize(
    "text",
    [
        "When a young person drops out of school and does not go to work, nobody notices.",
        "In the Polish way a failed test costs little and tells something.",
        "Read the area's strategy first, because an idea outside it will fail however good.",
        "If the outcome is not met, the municipality does not pay.",
        "With one young person fewer the contract would have failed.",
        "We found no measured change in health or loneliness.",
        "Kui tulemust ei saavutata, omavalitsus ei maksa.",
        "Noor, kes hommikul voodist ei tõuse, ei vaja esmalt elulookirjeldust.",
        "Katse võib ebaõnnestuda.",
        "Lõpetajate arvu käsitlevaid andmeid ei õnnestunud leida.",
        "See ei tähenda, et mõju puudub.",
        "Rahalist mõju ei ole siin arvutatud.",
    ],
)
def test_advice_conditions_and_what_nobody_measured_are_no_null_result(text: str) -> None:
    assert not is_null_result(text)
