"""A question without evidence becomes a gap, by the API and by the page; a private one never."""

import json

import pytest
from click.testing import CliRunner

from search_service.cli import sikk

NOWHERE = "Missugune tähelaev sõitis Marsile?"


@pytest.fixture
def corner(site):
    site.add("talgud", ["Loometalgud tõid külade elanikud ühe laua taha."], title="Loometalgud")
    site.get("/")
    return site


def ask(site, question: str, **filters: object):
    return site.client.post("/api/v1/ask", json={"question": question, **filters}).json()


def test_the_api_notes_a_gap_with_its_filters(corner) -> None:
    said = ask(corner, NOWHERE, country=["EE"])
    assert not said["answered"] and said["searched"]["documents"] == 1
    assert said["reason"].startswith("Selle kohta ei leitud teegist tõendeid")
    assert "1 dokument" in said["reason"]
    (gap,) = corner.engine.store.gaps()
    assert gap.question == "missugune tähelaev sõitis marsile"
    assert dict(gap.filters) == {"country": ["EE"]} and gap.score < gap.bar


def test_the_page_counts_the_same_question_again_and_says_what_was_searched(corner) -> None:
    page = corner.get(f"/?query={NOWHERE}")
    corner.get(f"/?query={NOWHERE}")
    assert "Otsiti kogu teegist: 1 dokument, 1 lõik." in page
    assert "Lähimad dokumendid" in page and "punkti sajast" in page
    (gap,) = corner.engine.store.gaps()
    assert gap.times == 2


def test_an_answered_question_is_no_gap(corner) -> None:
    assert ask(corner, "Kes tõid külade elanikud ühe laua taha?")["answered"]
    assert corner.engine.store.gaps() == []


def test_personal_data_is_not_noted(corner) -> None:
    ask(corner, "Missugune tähelaev ootab aadressil juku@example.ee?")
    assert corner.engine.store.gaps() == []


def test_the_command_lists_gaps(corner) -> None:
    ask(corner, NOWHERE)
    data = corner.engine.sources._folder.parent
    outcome = CliRunner().invoke(sikk, ["--data", str(data), "corpus", "gaps", "--json"])
    assert outcome.exit_code == 0, outcome.output
    (gap,) = json.loads(outcome.stdout)["gaps"]
    assert gap["times"] == 1 and gap["question"] == "missugune tähelaev sõitis marsile"
    plain = CliRunner().invoke(sikk, ["--data", str(data), "corpus", "gaps"])
    assert plain.output.endswith("  missugune tähelaev sõitis marsile\n")
    ask(corner, NOWHERE, country=["EE", "FI"], year_from=2018)
    plain = CliRunner().invoke(sikk, ["--data", str(data), "corpus", "gaps"])
    assert "marsile --country EE --country FI --year-from 2018\n" in plain.output
