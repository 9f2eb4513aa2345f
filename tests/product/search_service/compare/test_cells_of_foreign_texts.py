"""Texts in another style than the library's, without headings, read by the real model."""

import pytest
from making import make

from search_service.bundled import build
from search_service.compare.cells import CellReader
from search_service.compare.statement_kinds import StatementKinds
from search_service.encoding.bundled_encoder import BundledEncoder
from search_service.encoding.calibration import FOLDER, Calibration
from search_service.encoding.representation import Representation
from search_service.words.analyzer import Analyzer

ENGLISH = {
    "problem": "Rural depopulation has left many villages in Castile without a doctor, a shop or a bus, "
    "and most of those who stay are over seventy.",
    "target_group": "The scheme is intended for people over 65 living alone in municipalities with fewer "
    "than 500 inhabitants.",
    "scale": "By the end of 2019 it covered 212 municipalities, and 340 pharmacists had taken part.",
    "money": "It is paid for by the region, which spends about EUR 640,000 a year, mostly on the salaries "
    "of twelve social workers.",
    "results": "An external evaluation found that emergency admissions of people over 80 were 11% lower "
    "after two years.",
    "to_copy": "For the model to be transferred, pharmacists must be allowed to share data with social "
    "services, and someone has to pay for their time.",
}
NULL = "No difference was found in self-reported loneliness."
ESTONIAN = {
    "problem": "Hajaasustuses elavatel peredel on lähima nõustajani sageli üle saja kilomeetri ja abi "
    "otsitakse alles siis, kui kriis on käes.",
    "target_group": "Teenus on mõeldud alla kooliealiste lastega peredele.",
    "scale": "2021. aastal käis bussis 1260 peret 38 külast.",
    "money": "Aastane kulu on 410 000 eurot, millest 70% katab riik ja ülejäänu omavalitsused.",
    "results": "Jyväskylä ülikooli hindamine näitas, et kiireloomuliste lastekaitsejuhtumite arv vähenes "
    "kolme aastaga viiendiku võrra.",
}


@pytest.fixture(scope="module")
def reader() -> CellReader:
    encoder = BundledEncoder(build.require())
    calibration = Calibration.read(FOLDER / f"{encoder.name}.npz")
    representation = Representation(encoder, Analyzer(), calibration)
    return CellReader(representation, StatementKinds(representation))


@pytest.mark.parametrize(("lang", "told"), [("en", ENGLISH), ("et", ESTONIAN)])
def test_each_sentence_finds_its_cell(reader, lang, told):
    made = make("scheme", [" ".join(told.values())], lang=lang, title="Scheme", year=2015)
    cells = reader.read(made.document, made.passages).cells
    quoted = {field: cells[field].citations[0].quote for field in told if cells[field].citations}
    wrong = {field: quote for field, quote in quoted.items() if quote != told[field]}
    assert wrong == {}
    assert len(quoted) >= len(told) - 1  # one may stay "not stated"


def test_the_null_result_stands_beside_the_effect(reader):
    made = make("scheme", [" ".join([*ENGLISH.values(), NULL])], lang="en", title="Scheme")
    cell = reader.read(made.document, made.passages).cells["results"]
    assert [citation.quote for citation in cell.citations] == [ENGLISH["results"], NULL]
    assert cell.null_result
