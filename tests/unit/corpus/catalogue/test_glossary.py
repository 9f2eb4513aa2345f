"""The glossary: read whole, and told where it is broken."""

from pathlib import Path

import pytest

from corpus.catalogue import glossary
from corpus.errors import BadInput

HEADER = "term_et\tterm_en\tsynonyms_et\tsynonyms_en\tdefinition_et\tdefinition_en\n"


def test_names_come_with_the_preferred_first(tmp_path: Path) -> None:
    path = tmp_path / "glossary.tsv"
    path.write_text(HEADER + 'ajapank\ttime bank\t\ttime banking| timebank\t"Aeg\tTime\n')
    (term,) = glossary.read(path)
    assert term.et == ("ajapank",)
    assert term.en == ("time bank", "time banking", "timebank")
    assert (term.definition_et, term.definition_en) == ('"Aeg', "Time")


def test_the_shipped_glossary_has_every_term_in_both_languages() -> None:
    terms = glossary.read()
    assert len(terms) > 100
    assert all(all(term.et) and all(term.en) for term in terms)
    assert all(term.definition_et and term.definition_en for term in terms)
    preferred = [term.et[0] for term in terms]
    assert len(set(preferred)) == len(preferred)


@pytest.mark.parametrize("content", [b"term_et\tterm_en\na\tb\n", b"\xff\xfe\n", None])
def test_a_broken_glossary_is_one_sentence(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "glossary.tsv"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(BadInput, match=r"glossary\.tsv") as caught:
        glossary.read(path)
    assert "\n" not in str(caught.value)


def test_the_shipped_glossary_has_no_faults() -> None:
    assert glossary.faults() == []
    assert len(glossary.read()) >= 250


def test_faults_are_told_by_line(tmp_path: Path) -> None:
    path = tmp_path / "glossary.tsv"
    path.write_text(
        HEADER + "aed\tgarden\taed\t\tKoht\tPlace\nAed\tplot\t\t\t\tPlace\n\tx\t\t\tA\tB\n"
    )
    assert glossary.faults(path) == [
        "line 3: 'Aed' has no definition_et",
        "line 4: 'x' has no term_et",
        "the term 'aed' (et) stands 2 times",
        "line 2: the synonym 'aed' (et) is a repetition",
    ]
    path.write_text(HEADER + "aed\tgarden\n")
    assert glossary.faults(path)[0].startswith("line 2 has not 6 fields")
    assert "no column" in glossary.faults(_broken(tmp_path))[0]


def _broken(folder: Path) -> Path:
    path = folder / "broken.tsv"
    path.write_text("term_et\tterm_en\na\tb\n")
    return path
