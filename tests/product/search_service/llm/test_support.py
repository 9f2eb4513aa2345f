"""Each check drops what it is for, and lets a true sentence pass."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from making import WordEncoder, make

from search_service.answers.answer import Citation
from search_service.encoding.cached_encoder import CachedEncoder
from search_service.encoding.calibration import FOLDER, Calibration
from search_service.encoding.representation import Representation
from search_service.llm.support import Support
from search_service.search.searcher import SearchHit
from search_service.wiring import load_encoder
from search_service.words.analyzer import Analyzer

PLAIN = Support(Representation(WordEncoder(), Analyzer()), Analyzer(), lambda _term, _lang: [])


def citation(text: str, lang: str = "en", **fields: object) -> Citation:
    made = make("camps", [text], **{"title": "Camps", "lang": lang} | fields)
    return Citation(SearchHit(1, 1.0, made.passages[0], made.document), 0, len(text))


def fault(text: str, quote: str, lang: str = "en", **fields: object) -> str | None:
    return PLAIN.fault(text, lang, [citation(quote, lang, **fields)])


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Support]:
    """The checks with the bundled model and its calibration."""
    cache: Path = tmp_path_factory.mktemp("support") / "vectors.sqlite"
    encoder = CachedEncoder(load_encoder(None), cache)
    known = Calibration.read(FOLDER / f"{encoder.name}.npz")
    analyzer = Analyzer()
    representation = Representation(encoder, analyzer, known, with_tokens=True)
    yield Support(representation, analyzer, known.translations)
    encoder.close()


ACROSS = "In 2024 the programme had 827 learners and 810 mentors from all over Estonia."


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2024. aastal oli programmis 827 õppijat ja 810 mentorit üle kogu Eesti.", None),
        ("2024. aastal oli programmis 837 õppijat ja 810 mentorit üle kogu Eesti.", "numbers"),
        (
            "2024. aastal ei olnud programmis 827 õppijat ja 810 mentorit üle kogu Eesti.",
            "negation",
        ),
        ("2024. aastal oli programmis 827 õppijat ja 810 mentorit üle kogu Soome.", "names"),
        ("Leiba küpsetatakse rukkijahust, soolast ja veest.", "similarity"),
        (
            "2024. aastal oli programmis 827 õppijat ning vallavalitsus ehitas uue kooli, ujula ja "
            "spordihalli.",
            "extra",
        ),
    ],
)
def test_across_languages(real: Support, text: str, found: str | None) -> None:
    assert real.fault(text, "et", [citation(ACROSS, "en")]) == found


def test_a_half_true_sentence_is_not_enough(real: Support) -> None:
    quote = "2021. aastal jagas köök 12 400 einet ja õpetas välja 38 inimest."
    assert real.fault("Köök suleti 2021. aastal.", "et", [citation(quote, "et")]) is not None
