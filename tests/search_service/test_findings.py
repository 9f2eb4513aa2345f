"""What sentences do not say, and failures that they do."""

import pytest

from search_service.findings import is_null_result, is_unknown


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
        "The programme had no effect on reoffending.",
        "The contract fell short and investors lost their money.",
        "It did not reduce costs.",
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
