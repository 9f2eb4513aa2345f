"""Contents, bibliographies and bare headings are told by their form alone."""

import pytest

from corpus.text import scaffolding


@pytest.mark.parametrize(
    "line", ["Sissejuhatus ........ 4", "2 Meetod . . . . . 12", "Lisad……… iv"]
)
def test_a_line_with_leaders_is_of_a_table_of_contents(line: str) -> None:
    assert scaffolding.is_contents_line(line)


@pytest.mark.parametrize("line", ["Kulu oli 4,5 miljonit…", "Vt lk 12.", "Nii see jäi ...", ""])
def test_a_sentence_is_not(line: str) -> None:
    assert not scaffolding.is_contents_line(line)


def test_a_table_of_contents_is_mostly_such_lines() -> None:
    assert scaffolding.is_contents("Sisukord\nÜks ....... 1\nKaks ...... 2\nKolm ..... 3")
    assert not scaffolding.is_contents("Sisukord\nÜks ....... 1\nLause.\nTeine lause.")


@pytest.mark.parametrize(
    ("sample", "is_one"),
    [
        ("Tamm, A. (2018). Talgud.\nhttps://example.org\nKask, B. 2020. Külad, lk 3–9", True),
        ("Üks lause aastast 2018.\nTeine lause.\nKolmas, vt https://example.org", False),
        ("https://example.org", False),
        ("", False),
    ],
)
def test_bibliographies(sample: str, is_one: bool) -> None:
    assert scaffolding.is_bibliography(sample) is is_one


@pytest.mark.parametrize(
    ("sample", "is_one"),
    [
        ("Kuidas see toimib", True),
        ("2. Rahastamine ja tulemused", True),
        ("Toidupank jagab toitu.", False),
        ("Kes maksab?", False),
        ("Üks rida\nja teine", False),
        ("Lause, mis on nii pikk, et see ei saa olla pealkiri, kuigi punkti lõpus ei ole", False),
    ],
)
def test_bare_headings(sample: str, is_one: bool) -> None:
    assert scaffolding.is_bare_heading(sample) is is_one
