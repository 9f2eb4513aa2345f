"""Cells: quotes of the document, the catalogue's word, or nothing; null results are never hidden."""

import numpy as np
import pytest
from making import WordEncoder, make

from search_service.compare.cells import CellReader
from search_service.compare.comparison import FIELDS, cell_text
from search_service.compare.statement_kinds import KINDS, StatementKinds
from search_service.encoding.representation import Representation
from search_service.words.analyzer import Analyzer

REPRESENTATION = Representation(WordEncoder(), Analyzer())


class ToldKinds(StatementKinds):
    """Says of each statement what its last word says."""

    def __init__(self):
        super().__init__(REPRESENTATION, [])

    def likelihoods(self, statements, vectors):
        shares = np.full((len(statements), len(KINDS)), 0.01, np.float32)
        for row, statement in zip(shares, statements, strict=True):
            word = statement.text.rstrip(".;:").split()[-1]
            row[KINDS.index(word if word in KINDS else "other")] = 0.9
        return shares


def read(*sentences: str, **fields):
    made = make("camp", ["\n\n".join(sentences)], **{"title": "Camp", "lang": "en"} | fields)
    return CellReader(REPRESENTATION, ToldKinds()).read(made.document, made.passages).cells


def quotes(cell):
    return [citation.quote for citation in cell.citations]


def test_every_field_has_a_cell_and_every_quote_is_in_its_passage():
    cells = read(
        "People have nobody to talk with, which is the problem.",
        "Volunteers visit them every week, which is the approach.",
        country="FI", year=2016, evidence_level="evaluated",
    )  # fmt: skip
    assert cells.keys() == set(FIELDS)
    assert quotes(cells["problem"]) == ["People have nobody to talk with, which is the problem."]
    for cell in cells.values():
        for citation in cell.citations:
            passage = citation.hit.passage
            assert citation.quote == passage.text[citation.start : citation.end]
    assert (cells["country"].value, cells["country"].source) == ("FI", "catalogue")
    assert cells["years"].value == "2016"
    assert cells["evidence_level"].value == "evaluated"


def test_what_is_not_said_is_not_stated():
    cells = read("Volunteers visit them every week, which is the approach.")
    assert cells["money"].source is None
    assert cell_text(cells["money"], "en") == "not stated"
    assert cell_text(cells["money"], "et") == "ei ole öeldud"
    assert cells["evidence_level"].source is None and cells["country"].source is None


def test_a_document_without_text_has_only_its_catalogue():
    made = make("camp", ["Camp"], title="Camp", country="FI")
    cells = CellReader(REPRESENTATION, ToldKinds()).read(made.document, []).cells
    assert cells["country"].value == "FI"
    assert all(not cell.citations for cell in cells.values())


def test_that_a_number_is_not_known_is_no_number():
    cells = read("The number of participants is not known, by any scale.")
    assert cells["scale"].citations == ()


def test_a_null_result_stands_beside_the_better_looking_one():
    good = "Nine in ten of the young people said that they liked it, by the results."
    null = "The programme did not reduce reoffending in the results."
    cells = read(good, null)
    assert set(quotes(cells["results"])) == {good, null}
    assert cells["results"].null_result
    assert not read(good)["results"].null_result


@pytest.mark.parametrize(
    "null",
    [
        "The evaluation found no significant difference in the results.",
        "Korduvkuritegevus ei vähenenud, ütlevad results.",
        "Mõju ei leitud, seda ütlevad tulemused ehk results.",
    ],
)
def test_null_results_are_recognised_in_both_languages(null):
    assert read(null)["results"].null_result


def test_a_sentence_that_leans_on_another_gives_way():
    leaning = "This was then also done in the same way in scale."
    whole = "The network has 9 houses in 5 counties, by scale."
    assert quotes(read(leaning, whole)["scale"]) == [whole]


def test_figures_without_their_head_are_no_cell():
    assert read("July 2024 | 3,023 people | 79 firms by scale")["scale"].citations
    made = make("camp", ["2023. aasta juuli keskpaik | 3023 | 79 | 75"], title="Camp")

    class Scale(ToldKinds):
        def likelihoods(self, statements, vectors):
            shares = np.zeros((len(statements), len(KINDS)), np.float32)
            shares[:, KINDS.index("scale")] = 1
            return shares

    cells = CellReader(REPRESENTATION, Scale()).read(made.document, made.passages).cells
    assert cells["scale"].citations == ()


def test_a_year_that_the_catalogue_lacks_is_quoted():
    cells = read("The association was founded in 1998 by five women.")
    assert quotes(cells["years"]) == ["The association was founded in 1998 by five women."]


def test_a_sentence_near_the_catalogues_target_group_is_taken():
    class Hints(ToldKinds):
        def likelihoods(self, statements, vectors):
            shares = super().likelihoods(statements, vectors)
            shares[:, KINDS.index("target_group")] = 0.15
            return shares

    told = "It is for lonely older men and their dogs in the village."
    made = make(
        "camp", [f"The weather was fine on all these days.\n\n{told}"], title="Camp", lang="en",
        target_groups=("lonely older men",),
    )  # fmt: skip
    reader = CellReader(REPRESENTATION, Hints())
    assert quotes(reader.read(made.document, made.passages).cells["target_group"]) == [told]
    plain = make("camp", [told], title="Camp", lang="en")
    assert quotes(reader.read(plain.document, plain.passages).cells["target_group"]) == []
