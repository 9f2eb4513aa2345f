"""The shipped library has what it promises: how many of each, how long, in which language."""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from making import SHARED

from corpus.catalogue import descriptors
from corpus.documents import Metadata
from corpus.settings import LIBRARY
from evals.library import form
from evals.library.facts import read_library, read_sources

FULLEST = "vunki-mano"  # described at greater length than the others


def body_words(text: str) -> int:
    """Words of the text without its titles; a bar is no word."""
    lines = [line for line in text.split("\n")[1:] if not line.startswith("# ")]
    return sum(1 for word in " ".join(lines).split() if re.search(r"\w", word))


def read(folder: str) -> Iterator[tuple[Metadata, str]]:
    yield from read_library(LIBRARY / folder)


@pytest.fixture(scope="module")
def words() -> dict[str, int]:
    return {metadata.id: body_words(text) for metadata, text in read_library()}


def test_practices_and_their_translations() -> None:
    described = [metadata for metadata, _ in read("practices")]
    originals = [m for m in described if m.translation_of is None]
    assert len(originals) == 149 and {m.type for m in described} == {"practice"}
    assert all((m.lang == "et") == (m.country == "EE") for m in originals)
    assert Counter(m.lang for m in described if m.translation_of) == {"et": 35, "en": 20}


def test_practices_have_250_to_600_words(words: dict[str, int]) -> None:
    for metadata, _ in read("practices"):
        if metadata.work != FULLEST:
            assert 240 <= words[metadata.id] <= 600, metadata.id
    assert words[FULLEST] >= 1500 and words[f"{FULLEST}.en"] >= 1500


def test_cards_have_150_to_300_words(words: dict[str, int]) -> None:
    cards = [metadata for metadata, _ in read("instruments")]
    assert len(cards) == 92 and {card.type for card in cards} == {"policy"}
    assert [card.id for card in cards if not 150 <= words[card.id] <= 300] == []


def test_papers_and_reports(words: dict[str, int]) -> None:
    papers = [metadata for metadata, _ in read("policy")]
    langs = Counter(paper.lang for paper in papers)
    assert langs["et"] >= 6 and langs["en"] >= 4
    assert [paper.id for paper in papers if not 1500 <= words[paper.id] <= 3500] == []
    reports = [metadata for metadata, _ in read("reports")]
    assert len(reports) >= 8
    assert {"DE", "PL", "DK", "GB", "EE"} <= {report.country for report in reports}
    suffixes = {path.suffix for path in (LIBRARY / "reports").iterdir()}
    assert {".docx", ".html", ".pdf"} <= suffixes


def test_every_document_says_whence_it_comes() -> None:
    for metadata, _ in read_library():
        assert metadata.licence == "CC BY 4.0", metadata.id
        assert metadata.sources and metadata.facts, metadata.id
        assert metadata.verification and metadata.verified and metadata.authorship, metadata.id
    for metadata, _ in read("policy"):
        assert "SIKK" in str(metadata.organisations) and metadata.country == "EE", metadata.id


def test_the_library_keeps_its_form() -> None:
    found = form.check()
    assert (found.shape, found.self_talk, found.only_general) == ([], [], 0)
    assert found.addressed >= 0.9 * found.sources


@pytest.mark.parametrize(
    ("text", "lang", "found"),
    [
        ("The sum is not in our facts. It runs.", "en", ["The sum is not in our facts."]),
        ("Part of it was not checked.", "en", ["Part of it was not checked."]),
        ("The cost per participant is not known.", "en", []),
        ("Kirjeldus toetub üldteadmisele.", "et", ["Kirjeldus toetub üldteadmisele."]),
        ("Me ei leidnud hinda.", "et", ["Me ei leidnud hinda."]),
        ("Hind osaleja kohta ei ole teada.", "et", []),
    ],
)
def test_talk_about_the_text_is_told(text: str, lang: str, found: list[str]) -> None:
    assert list(form.self_talk(text, lang)) == found


def test_pages_to_start_from_lead_to_works() -> None:
    guides = list(read("guides"))
    assert Counter(m.lang for m, _ in guides) == {"et": 8, "en": 8}
    for metadata, text in read_sources(LIBRARY / "guides"):
        links = re.findall(r"\]\(([^)]+)\)", text)
        assert len(links) >= 8, metadata.id
        assert [link for link in links if not (LIBRARY / "guides" / link).exists()] == []


def test_every_term_of_the_shipped_library_is_translated_or_a_name() -> None:
    used = {
        term
        for metadata, _ in read_library()
        for term in (*metadata.target_groups, *metadata.methods, *metadata.funding)
    }
    plain = {term for term in used if term == term.lower()}
    assert len(plain) > 500
    assert [term for term in sorted(plain) if descriptors.name(term, "et") == term] == ["reform"]


@pytest.mark.skipif(not (SHARED / "facts").exists(), reason="needs ../shared/facts")
@pytest.mark.parametrize(
    ("table", "least"), [("practices", ("high", "medium")), ("instruments", None)]
)
def test_every_fact_row_that_is_sure_enough_has_its_document(
    table: str, least: tuple[str, ...] | None
) -> None:
    path: Path = SHARED / "facts" / f"{table}.tsv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    wanted = {row["id"] for row in rows if least is None or row["confidence"] in least}
    assert {m.id for m, _ in read(table) if m.translation_of is None} == wanted
