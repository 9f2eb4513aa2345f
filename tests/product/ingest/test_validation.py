"""A library's faults are found and told, each once; the shipped library has none."""

from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.settings import LIBRARY, QUESTIONS
from ingest.confinement.confined import ConfinedReader
from ingest.validation import validate

Card = Callable[..., str]
TEXT = "Algatus aitab külade elanikke, kes jäävad muidu teenuseta. " * 40
GOOD = {
    "country": "EE",
    "sectors": "[culture]",
    "sources": "[{title: Lugu, url: 'https://err.ee/1', seen: 2026-11-28}]",
    "licence": "CC BY 4.0",
}


@pytest.fixture
def faults(library: Path, reader: ConfinedReader) -> Callable[[], list[tuple[str, str]]]:
    def found() -> list[tuple[str, str]]:
        problems = validate([library], reader).problems
        return [(Path(path).name, text) for path, text in problems]

    return found


@pytest.fixture
def write(library: Path, card: Card) -> Callable[..., None]:
    def put(name: str, body: str = TEXT, **fields: str) -> None:
        (library / f"{name}.md").write_text(card(name, body, **GOOD | fields), encoding="utf-8")

    return put


def test_a_good_library_is_clean(faults, write, library: Path, reader: ConfinedReader) -> None:
    write("aed")
    write("aed.en", "The initiative helps people of the villages. " * 60, lang="en",
          translation_of="aed")  # fmt: skip
    result = validate([library], reader)
    assert (result.documents, result.problems, result.warnings) == (2, [], [])
    assert result.words > 600


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({"country": "XX"}, "'country': 'XX' is not one of"),
        ({"country": "null"}, "has no country"),
        ({"sectors": "[cooking]"}, "'sectors': 'cooking' is not one of"),
        ({"sectors": "[]"}, "has no sector"),
        ({"sources": "[]"}, "names no source"),
        (
            {"sources": "[{title: A, url: err.ee}]"},
            "'sources': number 1: 'err.ee' is no full address (https://…)",
        ),
        (
            {"verification": "checked"},
            "says verification: checked, but not on which date (verified)",
        ),
        ({"licence": "null"}, "has no licence"),
        ({"evidence_level": "strong"}, "'evidence_level': 'strong' is not one of"),
        ({"year": "soon"}, "'year' must be a year"),
        ({"colour": "red"}, "'colour' is not a field of the catalogue"),
        ({"facts": "[toidupank]"}, "does not name the fact row 'aed'"),
        ({"translation_of": "mets"}, "is a translation of 'mets', which is not here"),
    ],
)
def test_a_wrong_field_is_named(faults, write, fields: dict[str, str], text: str) -> None:
    write("aed", **fields)
    ((name, said),) = faults()
    assert name == "aed.md" and said.startswith(text)


def test_every_fault_of_one_description_is_a_line(faults, write) -> None:
    write("aed", country="XX", sectors="[cooking]")
    assert len(faults()) == 2


def test_ids_and_contents_stand_once(faults, write, library: Path) -> None:
    write("aed")
    (library / "koopia.md").write_bytes((library / "aed.md").read_bytes())
    (library / "teine.md").write_text((library / "aed.md").read_text() + "Veel.\n")
    first = library / "aed.md"
    assert faults() == [
        ("koopia.md", f"has the id 'aed', as {first} has"),
        ("koopia.md", f"has the same content as {first}"),
        ("teine.md", f"has the id 'aed', as {first} has"),
    ]


def test_a_translation_fits_its_original(faults, write) -> None:
    write("aed")
    write("aed.et", translation_of="aed", country="FI")
    write("aed.en", translation_of="aed.et", lang="en")
    assert faults() == [
        ("aed.en.md", "has country 'EE', but its original 'aed.et' has 'FI'"),
        ("aed.en.md", "is a translation of 'aed.et', which is a translation itself"),
        ("aed.en.md", "should have the id 'aed.et.en'"),
        ("aed.et.md", "has country 'FI', but its original 'aed' has 'EE'"),
        ("aed.et.md", "is a translation of 'aed' into the same language, 'et'"),
    ]


def test_files_and_descriptions_belong_together(faults, library: Path) -> None:
    (library / "a.txt").write_text(TEXT)
    (library / "b.md").write_text(TEXT)
    (library / "c.yaml").write_text("id: c\n")
    (library / "d.pdf").write_bytes(b"no PDF at all")
    found = dict(faults())
    assert found["a.txt"] == "has no description beside it, in a.yaml"
    assert found["b.md"] == "has no description between --- lines at its top"
    assert found["c.yaml"] == "describes no document beside it"
    assert "d.pdf" in found


def test_what_is_odd_is_a_warning(write, library: Path, reader: ConfinedReader) -> None:
    write("aed", "Lühike tekst.", lang="en")
    (library / "aed.md").rename(library / "teine.md")
    said = [text for _, text in validate([library], reader).warnings]
    assert [text.partition(" ")[0] for text in said] == ["has", "has", "says"]
    assert said[2] == "says that it is in 'en', but reads like 'et'"


def test_footnotes_lead_to_sources(faults, write) -> None:
    write("aed", f"Oli 100 inimest.[^1][^3] {TEXT}")
    assert faults() == [("aed.md", "has a footnote 3, but names 1 source")]


@pytest.mark.parametrize(
    ("sources", "text"),
    [
        ("[err.ee/1]", "source 1 (err.ee/1) has no address"),
        ("['https://err.ee/1']", "source 1 (https://err.ee/1) has no date on which it was seen"),
    ],
)
def test_a_source_that_cannot_be_followed_is_a_warning(
    write, library: Path, reader: ConfinedReader, sources: str, text: str
) -> None:
    write("aed", sources=sources)
    assert [said for _, said in validate([library], reader).warnings] == [text]


def test_the_shipped_library_is_clean(reader: ConfinedReader) -> None:
    result = validate([LIBRARY], reader, noted=sorted(QUESTIONS.glob("*.tsv")))
    assert (result.problems, result.warnings) == ([], [])
    assert result.documents >= 270


def test_noted_questions_are_compared_with_the_work(
    write, library: Path, reader: ConfinedReader, tmp_path: Path
) -> None:
    write("aed")
    tables = {
        "aed": "fact\tKas see seisab?\tDoes it stand there?\t\tSeda lauset seal ei ole.\n",
        "maja": "fact\tMis maja?\tWhat house?\t\tMaja.\n",
        "katki": "",
    }
    for name, row in tables.items():
        (tmp_path / f"{name}.tsv").write_text(f"kind\tet\ten\talso\tanswer\n{row}")
    write("katki")
    (tmp_path / "katki.tsv").write_text("kind\tet\n")
    problems = validate([library], reader, noted=sorted(tmp_path.glob("*.tsv"))).problems
    told = {Path(each.path).name: each.text for each in problems if each.path.endswith(".tsv")}
    assert told == {
        "aed.tsv": "'Kas see seisab?': its answer does not stand in the work: "
        "Seda lauset seal ei ole.",
        "katki.tsv": "line 1 has no column en, answer",
        "maja.tsv": "holds questions, but there is no document of that name",
    }


def test_subjects_are_compared_with_the_works(
    write, library: Path, reader: ConfinedReader, tmp_path: Path
) -> None:
    write("aed")
    table = tmp_path / "subjects.tsv"
    table.write_text("et\ten\tworks\naiad ¦ kus aedu on?\tgardens\taed maja\npõllud\tfields\t\n")
    problems = validate([library], reader, indexes=[table]).problems
    assert [each.text for each in problems if each.path == str(table)] == [
        "'aiad': there is no document 'maja'",
        "'põllud' names no example",
    ]
