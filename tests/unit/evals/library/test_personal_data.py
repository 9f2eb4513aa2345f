"""The made texts hold the values that they say, and the halves share no sentence."""

import pytest

from corpus.tables import rows
from evals.library.personal_data import TEMPLATES, measure, texts


@pytest.mark.parametrize("half", ["dev", "test"])
def test_values_stand_where_they_are_said_to(half: str) -> None:
    made = list(texts(half))
    assert made == list(texts(half))
    assert all("{" not in each.text and "#" not in each.text for each in made)
    mails = [
        e for m in made for e in [m.text[x.start : x.end] for x in m.expected if x.kind == "e-mail"]
    ]
    assert mails
    assert all(mail.isascii() and mail.count("@") == 1 and " " not in mail for mail in mails)


def test_the_halves_share_no_template() -> None:
    read = rows(TEMPLATES, ("split", "lang", "what", "text"))
    dev, test = ({r["text"] for r in read if r["split"] == s} for s in ("dev", "test"))
    assert not {t for t in dev & test if t.count("{") and " " in t.partition("}")[2]}


def test_codes_and_addresses_are_all_found() -> None:
    scores = {(s.lang, s.kind): s for s in measure("test").held}
    for kind in ("e-mail", "personal code", "bank account"):
        assert [(scores[lang, kind].wrong, scores[lang, kind].missed) for lang in ("et", "en")] == [
            (0, 0),
            (0, 0),
        ]
