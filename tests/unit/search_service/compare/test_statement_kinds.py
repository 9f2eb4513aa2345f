"""Which kind a statement is of: learnt from prototypes, helped by heading, place and cue words."""

import csv

import numpy as np
import pytest
from making import WordEncoder, make

from search_service.compare.statement_kinds import (
    KINDS,
    PROTOTYPES,
    Prototype,
    StatementKinds,
    read_prototypes,
)
from search_service.compare.statements import statements
from search_service.encoding.representation import Representation
from search_service.words.analyzer import Analyzer
from search_service.words.findings import names_a_gap

REPRESENTATION = Representation(WordEncoder(), Analyzer())


def likeliest(text: str, prototypes=None) -> list[str]:
    made = make("camp", [text], title="Camp", lang="en")
    said = statements(made.document, made.passages)
    found = REPRESENTATION.passages([s.text for s in said], ["en"] * len(said))
    kinds = StatementKinds(REPRESENTATION, prototypes)
    shares = kinds.likelihoods(said, np.stack([each.dense for each in found]))
    assert shares.shape == (len(said), len(KINDS))
    assert shares.sum(axis=1) == pytest.approx(1, abs=1e-5)
    return [KINDS[i] for i in shares.argmax(axis=1)]


def test_prototypes_decide():
    prototypes = [
        Prototype("en", "apples pears plums", ("approach",), False),
        Prototype("en", "hammers nails saws", ("scale",), False),
        Prototype("en", "Fruit", ("approach",), True),
        Prototype("en", "Tools", ("scale",), True),
    ]
    text = (
        "Filler\n\nNothing of interest is said here.\n\nTools\n\nMany hammers and nails and saws."
    )
    assert likeliest(text, prototypes)[1] == "scale"
    assert (
        likeliest(
            text.replace("Tools", "Fruit").replace(
                "hammers and nails and saws", "apples and pears and plums"
            ),
            prototypes,
        )[1]
        == "approach"
    )


def test_the_shipped_prototypes_know_plain_sentences():
    text = (
        "Story\n\nThe founder told this story at a dinner.\n\nMore\n\n"
        "The money comes from donations, grants and the budget of the municipality.\n\nMore\n\n"
        "The number of participants is not known.\n\nEnd\n\n"
        "A trained coordinator is needed before starting."
    )
    assert likeliest(text)[1:] == ["money", "gap", "to_copy"]


def test_shipped_prototypes_are_well_formed_in_both_languages():
    with PROTOTYPES.open(encoding="utf-8", newline="") as file:
        assert next(csv.reader(file, delimiter="\t")) == ["lang", "kind", "fields", "text"]
    known = read_prototypes()
    assert len({(p.lang, p.heading, p.text) for p in known}) == len(known)
    assert all(set(p.kinds) <= set(KINDS) and p.text == p.text.strip() for p in known)
    for lang in ("et", "en"):
        for kind in KINDS:
            assert sum(p.lang == lang and p.kinds[0] == kind for p in known) >= 10, (lang, kind)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The number of guests is not known.", True),
        ("Osalejate arv ei ole teada.", True),
        ("In 2020 there were 40 guests.", False),
        ("2020. aastal oli 40 külalist.", False),
    ],
)
def test_gaps_are_recognised(text, expected):
    assert names_a_gap(text) is expected


def test_preparing_encodes_every_prototype():
    encoder = WordEncoder()
    kinds = StatementKinds(Representation(encoder, Analyzer()))
    steps = sum(1 for _ in kinds.prepare())
    assert steps > 1
    assert {p.text for p in read_prototypes()} <= set(encoder.asked)
    encoder.asked.clear()
    made = make("camp", ["In 2020 the camp had forty guests from the whole village."], lang="en")
    said = statements(made.document, made.passages)
    kinds.likelihoods(said, np.ones((len(said), encoder.dimensions), np.float32))
    assert encoder.asked == [each.heading for each in said if each.heading]  # no prototype
