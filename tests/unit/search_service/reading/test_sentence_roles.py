"""A sentence's role is that of the heading above it, in either language."""

from dataclasses import replace

import pytest
from making import make

from search_service.reading.quotable import quotable
from search_service.reading.sentence_roles import roles

PRACTICE = {
    "et": ("Mis see on", "Vajadus", "Kes maksab ja kui palju", "Mida ei tea"),
    "en": ("What it is", "The need", "Who pays and how much", "What is not known"),
}


@pytest.mark.parametrize("lang", ["et", "en"])
def test_headings_inside_a_passage_change_the_role(lang: str) -> None:
    what, need, money, unknown = PRACTICE[lang]
    text = (
        f"Aed\n\n{what}\nSee on aed, kus kasvavad lilled. Aias käivad kõik küla inimesed.\n\n"
        f"{need}\nKülas ei olnud ühtki kohta kohtumiseks.\n\n{money}\n• Vald maksab kõik kulud kinni.\n\n"
        f"{unknown}\nKäijate arv ei ole praegu teada."
    )
    made = make("aed", [text], lang=lang, title="Aed")
    passage = made.passages[0]
    found = quotable(passage, made.document)
    assert roles(passage, found) == ["lead", "what", "need", "money", "unknown"]


def test_a_passage_begins_under_the_heading_of_its_section() -> None:
    made = make("aed", ["Esimene lõik on siin.", "Vald maksab kõik kulud kinni."])
    passage = replace(made.passages[1], section="Aed › Kes maksab ja kui palju")
    assert roles(passage, quotable(passage, made.document)) == ["money"]
    own = replace(passage, section="Aed › Meie mõtted")
    assert roles(own, quotable(own, made.document)) == ["free"]
