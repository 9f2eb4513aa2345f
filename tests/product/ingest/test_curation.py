"""`sikk corpus add`, `edit` and `validate`: files, store and words agree, or nothing changed."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from corpus.catalogue.catalogue import read_yaml
from corpus.documents import Metadata
from corpus.errors import SikkError
from corpus.settings import read
from corpus.store.store import CorpusStore
from ingest.commands.corpus import add, edit, validate
from ingest.commands.ingest import ingest

NEW = ("title=Uus: aruanne", "lang=et", "type=report")


@pytest.fixture
def run(tmp_path: Path, library: Path) -> Callable[..., Result]:
    settings = read(data=tmp_path / "var", library=library)
    commands = {"add": add, "edit": edit, "validate": validate, "ingest": ingest}

    def invoke(name: str, *words: object) -> Result:
        return CliRunner().invoke(commands[name], [*map(str, words)], obj=settings)

    return invoke


@pytest.fixture
def store(tmp_path: Path) -> Iterator[CorpusStore]:
    opened = CorpusStore.in_folder(tmp_path / "var")
    yield opened
    opened.close()


def refused(result: Result, code: int, *words: str) -> None:
    assert isinstance(result.exception, SikkError), result.output
    assert result.exception.exit_code == code
    assert all(word in str(result.exception) for word in words), str(result.exception)


def metadata(store: CorpusStore, document_id: str) -> Metadata:
    return store.document(document_id).metadata


def test_a_file_is_described_and_added(run, library: Path, store: CorpusStore) -> None:
    file = library / "Minu aruanne.txt"
    file.write_text("Üks lause.")
    result = run("add", file, *NEW, "country=NO", "sectors=culture", "sectors=justice")
    assert result.exit_code == 0, result.output
    assert "added; 1 passage written" in result.stdout
    found = metadata(store, "minu-aruanne")
    assert (found.title, found.country) == ("Uus: aruanne", "NO")
    assert found.sectors == ("culture", "justice")
    assert read_yaml((library / "Minu aruanne.yaml").read_text(), "x")["country"] == "NO"
    assert "1 unchanged" in run("ingest").stdout


def test_what_validate_would_find_is_warned_of(run, library: Path, store: CorpusStore) -> None:
    file = library / "uus.txt"
    file.write_text("Üks lause.")
    result = run("add", file, *NEW, "sectors=culture", "translation_of=vana")
    assert result.exit_code == 0
    assert [line.removeprefix(f"warning: {file}: ") for line in result.stderr.splitlines()] == [
        "has no country",
        "has no licence",
        "names no source",
        "has 2 words; a report usually has 800 to 10000",
        "is a translation of 'vana', which is not here",
    ]
    assert "has no country" in run("validate", library).stderr
    other = library / "b.txt"
    other.write_text("Teine lause.")
    told = json.loads(run("add", other, *NEW, "--json").stdout)["warnings"]
    assert f"{other}: has no sector" in told


@pytest.mark.parametrize("ending", ["txt", "md"])
def test_the_same_file_under_another_id_is_warned_of(run, library: Path, ending: str) -> None:
    first, second = library / f"uus.{ending}", library / f"koopia.{ending}"
    for file in (first, second):
        file.write_text("# Pealkiri\n\nÜks lause.\n")
    assert "same text" not in run("add", first, *NEW).stderr
    result = run("add", second, *NEW)
    assert (result.exit_code, "added" in result.stdout) == (0, True)
    assert f"{second}: has the same text as document 'uus' ({first})" in result.stderr


def test_a_markdown_file_gets_its_front_matter(run, library: Path, store: CorpusStore) -> None:
    file = library / "aed.md"
    file.write_text("# Aed\n\nÜks lause.\n")
    assert run("add", file, *NEW).exit_code == 0
    assert file.read_text().startswith("---\nid: aed\n")
    assert file.read_text().endswith("---\n# Aed\n\nÜks lause.\n")
    assert metadata(store, "aed").type == "report"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["title=A"], ["'lang' is missing", "'type' is missing"]),
        ([*NEW, "country=XX"], ["'country': 'XX'"]),
        ([*NEW, "colour=red"], ["'colour' is not a field"]),
        (["title"], ["write field=value"]),
    ],
)
def test_wrong_fields_write_nothing(run, library: Path, words: list[str], said: list[str]) -> None:
    (library / "a.txt").write_text("Üks lause.")
    refused(run("add", library / "a.txt", *words), 2, *said)
    assert [path.name for path in library.iterdir()] == ["a.txt"]


def test_what_cannot_be_read_keeps_no_description(run, library: Path, store: CorpusStore) -> None:
    (library / "a.pdf").write_bytes(b"%PDF-1.4 and nothing more")
    refused(run("add", library / "a.pdf", *NEW), 3, "a.pdf")
    assert [path.name for path in library.iterdir()] == ["a.pdf"]
    assert store.documents() == []


def test_a_described_file_is_not_described_again(run, library: Path, card) -> None:
    (library / "a.md").write_text(card("a"))
    refused(run("add", library / "a.md", *NEW), 2, "described already")
    refused(run("add", library / "no.md", *NEW), 2, "no such file")


def test_an_id_stands_once(run, library: Path, card) -> None:
    (library / "a.md").write_text(card("a"))
    run("ingest")
    (library / "b.txt").write_text("Teine lause.")
    refused(run("add", library / "b.txt", *NEW, "id=a"), 3, "has the id 'a'")
    assert not (library / "b.yaml").exists()


def test_a_field_is_changed_in_file_and_corpus(run, library: Path, store, card) -> None:
    (library / "a.md").write_text(card("a", country="EE"))
    assert "1 passage written" in run("ingest").stdout
    result = run("edit", "a", "year=2018", "country=", "status=withdrawn", "--json")
    assert json.loads(result.stdout)["documents"]["updated"] == 1
    found = metadata(store, "a")
    assert (found.year, found.country, found.status) == (2018, None, "withdrawn")
    assert "year: 2018\n" in (library / "a.md").read_text()
    assert "1 unchanged" in run("ingest").stdout
    assert "unchanged" in run("edit", "a", "year=2018").stdout


def test_an_edit_tells_what_each_field_was(run, library: Path, store, card) -> None:
    (library / "a.md").write_text(card("a", sectors="[culture, justice]", year="2018"))
    run("ingest")
    told = run("edit", "a", "sectors=", "status=withdrawn", "year=2018", "country=EE").stdout
    assert told.splitlines()[:-1] == [
        "sectors: culture, justice → (empty)",
        "status: published → withdrawn",
        "year: 2018 (as before)",
        "country: (empty) → EE",
    ]
    assert metadata(store, "a").sectors == ()
    again = run("edit", "a", "sectors=culture", "--json")
    assert json.loads(again.stdout)["changes"] == [
        {"field": "sectors", "former": [], "present": ["culture"]}
    ]


@pytest.mark.parametrize(
    ("front", "said"),
    [
        (
            "title: Uus: aruanne",
            "line 3: mapping values are not allowed here; a value with a colon",
        ),
        ("sectors: [culture", r"line 4: expected ',' or ']'"),
        ("country: XX", "'country': 'XX' is not one of"),
    ],
)
def test_a_wrong_description_is_told_as_it_is(run, library: Path, front: str, said: str) -> None:
    text = f"---\nid: a\n{front}\n---\n\n# A\n"
    (library / "a.md").write_text(text)
    refused(run("add", library / "a.md", *NEW), 2, "a.md", said)
    assert (library / "a.md").read_text() == text
    (library / "b.txt").write_text("Üks lause.")
    (library / "b.yaml").write_text(f"# b\nid: b\n{front}\n")
    refused(run("add", library / "b.txt", *NEW), 2, "b.yaml", said)


def test_a_document_without_description_gets_one(run, library: Path, store) -> None:
    (library / "a.txt").write_text("Üks lause algatusest.")
    run("ingest")
    ((document),) = store.documents()
    assert run("edit", document.id, "title=Uus", "lang=et").exit_code == 0
    assert [d.id for d in store.documents()] == [document.id]
    assert metadata(store, document.id).title == "Uus"
    assert (library / "a.yaml").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["country=XX"], "'country': 'XX'"),
        (["id=b"], "its id cannot be changed"),
        (["title="], "'title' is missing"),
    ],
)
def test_a_wrong_change_changes_nothing(
    run, library: Path, store, card, words: list[str], said: str
) -> None:
    (library / "a.md").write_text(card("a"))
    run("ingest")
    before = (library / "a.md").read_bytes(), metadata(store, "a")
    refused(run("edit", "a", *words), 2, said)
    assert ((library / "a.md").read_bytes(), metadata(store, "a")) == before


def test_what_is_not_there_cannot_be_changed(run, library: Path, card) -> None:
    (library / "a.md").write_text(card("a"))
    run("ingest")
    refused(run("edit", "b", "year=2018"), 2, "'b'")
    (library / "a.md").unlink()
    refused(run("edit", "a", "year=2018"), 2, "is gone")


def test_validate_tells_each_problem_in_a_line(run, library: Path, card) -> None:
    (library / "a.md").write_text(card("a", country="XX"))
    (library / "glossary.tsv").write_text("term_et\tterm_en\na\tb\n")
    result = run("validate")
    assert result.exit_code == 2
    problems = [line for line in result.stderr.splitlines() if not line.startswith("warning")]
    assert len(problems) == 2
    assert f"{library / 'a.md'}: 'country'" in problems[0]
    assert f"{library / 'glossary.tsv'}: line 1 has no column" in problems[1]
    assert "1 document, " in result.stdout and "2 problems" in result.stdout


def test_validate_says_what_it_read_and_what_it_did_not(
    run, tmp_path: Path, library: Path, card
) -> None:
    (library / "a.md").write_text(card("a"))
    fresh = run("validate")
    assert fresh.stdout.startswith(f"{library}: 1 document, ")
    assert not (tmp_path / "var").exists(), "a look makes no store"

    drafts = tmp_path / "drafts"
    drafts.mkdir()
    for name in ("b", "c"):
        (drafts / f"{name}.md").write_text(card(name, "Teine lause."))
    (drafts / "d.md").write_text(card("d", status="withdrawn"))
    (library / "e.md").write_text(card("e"))
    run("ingest", library, drafts)
    (library / "e.md").unlink()
    told = set(run("validate").stderr.splitlines()) - set(fresh.stderr.splitlines())
    assert told == {
        f"warning: {drafts}: 2 published documents not checked (b, c); "
        f"`sikk corpus validate {drafts}` does it",
        f"warning: {library / 'e.md'}: document 'e' is published, but this file of it is gone",
    }
    assert "not checked" not in run("validate", library).stderr
    assert json.loads(run("validate", "--json").stdout)["paths"] == [str(library)]


def test_validate_in_json(run, library: Path, card) -> None:
    text = card(
        "a", "Üks lause algatusest, mis aitab külade elanikke. " * 40, country="EE",
        sectors="[culture]", sources="[err.ee]", licence="CC BY 4.0",
    )  # fmt: skip
    (library / "a.md").write_text(text)
    result = run("validate", library, "--json")
    assert result.exit_code == 0
    told = json.loads(result.stdout)
    assert (told["clean"], told["documents"], told["problems"]) == (True, 1, [])
