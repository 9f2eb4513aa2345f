from dataclasses import replace
from datetime import date

import pytest

from corpus.errors import BadInput
from corpus.feedback import LONGEST_TEXT, REASONS, VERDICTS, Feedback, keepable

SAID = Feedback("passage", "not helpful", "et", date(2026, 11, 29), reason="unclear")


@pytest.mark.parametrize(
    "changed",
    [
        {"kind": "person"},
        {"kind": "answer", "verdict": "error"},
        {"kind": "document", "verdict": "helpful", "reason": None},
        {"verdict": "great"},
        {"reason": "fact"},
        {"verdict": "helpful", "reason": "other"},
        {"text": "a" * (LONGEST_TEXT + 1)},
    ],
)
def test_what_cannot_be_said_is_refused(changed: dict[str, str | None]) -> None:
    with pytest.raises(BadInput, match="feedback"):
        keepable(replace(SAID, **changed))


@pytest.mark.parametrize("kind", VERDICTS)
def test_each_kind_can_be_judged_with_each_of_its_reasons(kind: str) -> None:
    for verdict in VERDICTS[kind]:
        for reason in (None, *REASONS[verdict]):
            said = replace(SAID, kind=kind, verdict=verdict, reason=reason)
            assert keepable(said) == said


@pytest.mark.parametrize(
    "text", ["Helistage 5123 4567", "isikukood 38501010002", "mari.tamm@naide.ee"]
)
def test_personal_data_is_covered(text: str) -> None:
    kept = keepable(replace(SAID, text=text)).text
    assert "█" in kept and len(kept) == len(text)


def test_a_plain_text_and_question_stay_as_they_are() -> None:
    said = replace(SAID, text="Aasta on vale.", question="Mis aastal see algas?")
    assert keepable(said) == said


def test_a_question_too_long_to_be_one_is_not_kept() -> None:
    assert keepable(replace(SAID, question="miks " * 100)).question is None
