"""The checks of the library are commands; a library that does not fit is one sentence."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from making import card
from rapidfuzz.distance import Levenshtein

from corpus import settings
from corpus.errors import BadInput
from evals.commands import library as commands
from evals.library.facts import read_library
from evals.library.spelling import Spelling, Unknown, listed, summary

HEADER = "id\tname\tresults\tsource\n"


def called(command: str, place: Path, *words: object) -> Result:
    named = {each.name: each for each in commands.COMMANDS}
    own = settings.read(data=place / "var")
    return CliRunner().invoke(named[command], [str(word) for word in words], obj=own)


@pytest.fixture
def library(tmp_path: Path) -> Path:
    (tmp_path / "library").mkdir()
    (tmp_path / "library" / "a.md").write_text(
        card("a", "Jagati 4 tonni ja 7 kotti.", facts="[bank]"), encoding="utf-8"
    )
    facts = tmp_path / "facts"
    facts.mkdir()
    (facts / "practices.tsv").write_text(HEADER + "bank\tPank\t4 t\terr.ee\n")
    (facts / "instruments.tsv").write_text(HEADER)
    return tmp_path / "library"


def test_facts_names_what_is_not_traced_and_exits_with_one(tmp_path: Path, library: Path) -> None:
    done = called("facts", tmp_path, tmp_path / "facts", "--library", library, "--json")
    assert done.exit_code == 1
    shown = json.loads(done.stdout)
    assert [each["text"] for each in shown["untraced"]] == ["7"]
    assert shown["documents"] == 1
    text = called("facts", tmp_path, tmp_path / "facts", "--library", library).stdout
    assert "a: 7: …" in text and "1 documents" in text


def test_a_library_without_descriptions_is_told(tmp_path: Path) -> None:
    (tmp_path / "b.md").write_text("Tekst.")
    with pytest.raises(BadInput, match=r"b\.md: begins with no description"):
        list(read_library(tmp_path))


def test_a_paper_without_its_source_is_told(tmp_path: Path) -> None:
    (tmp_path / "b.yaml").write_text("id: b\n")
    with pytest.raises(BadInput, match=r"b\.yaml: beside it is no source"):
        list(read_library(tmp_path))


def test_no_practices_is_told(tmp_path: Path) -> None:
    done = called("duplicates", tmp_path)
    assert isinstance(done.exception, BadInput) and "sikk ingest" in str(done.exception)


@pytest.mark.parametrize(
    ("content", "told"), [(None, "there is no such file"), (b"text", "is no PDF that can be read")]
)
def test_a_scan_that_is_none_is_told(tmp_path: Path, content: bytes | None, told: str) -> None:
    (tmp_path / "s.txt.src").write_text("a")
    if content is not None:
        (tmp_path / "s.pdf").write_bytes(content)
    done = called("ocr-accuracy", tmp_path, tmp_path / "s.pdf")
    assert isinstance(done.exception, BadInput) and told in str(done.exception)


def test_spelling_is_summed_up() -> None:
    found = [
        Spelling("a", 10, [Unknown("teeenus", "other"), Unknown("Helpific", "capital")]),
        Spelling("b", 90, [Unknown("teeenus", "other")]),
    ]
    whole = summary(found)
    assert (whole.words, whole.unknown, whole.share) == (100, 3, 0.03)
    assert whole.kinds["other"] == 2 and whole.kinds["part known"] == 0
    assert listed(whole.unexplained) == "teeenus 2"
    with pytest.raises(BadInput, match="no Estonian document"):
        summary([])


@pytest.mark.parametrize(
    ("first", "second", "wanted"),
    [("", "", 0), ("", "abc", 3), ("abc", "", 3), ("õun", "oun", 1), ("kodutus", "kodu", 3)],
)
def test_an_error_is_a_character_as_levenshtein_counts(
    first: str, second: str, wanted: int
) -> None:
    assert Levenshtein.distance(first, second) == wanted
