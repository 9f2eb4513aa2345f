"""Lists, known gaps and what the catalogue says reach page, API and brief alike."""

from search_service.reading.purposes import purposes
from search_service.words.analyzer import Analyzer

LIST = "Milliseid näiteid on aedadest?"
MAYBE_LIST = "Kus on aedu, kus lapsed kasvatavad köögivilju?"


def fill(site) -> None:  # type: ignore[no-untyped-def]
    for name, country in (("linnaaed", "EE"), ("kooliaed", "DK"), ("katuseaed", "DK")):
        text = f"{name.title()} on üks aedadest, kus lapsed kasvatavad ise köögivilju."
        site.add(name, [text], title=name.title(), country=country, funding=("state budget",))
    site.get("/?query=aed")  # the index follows


def test_a_question_for_examples_lists_works_by_country(site) -> None:  # type: ignore[no-untyped-def]
    fill(site)
    page = site.get(f"/?query={LIST}")
    assert "Mida teegis selle kohta on" in page and ">Taani<" in page and ">Eesti<" in page
    said = site.client.post("/api/v1/ask", json={"question": LIST}).json()
    assert (said["kind"], said["form"], said["answered"]) == ("list", "list", True)
    assert {group["label"] for group in said["groups"]} == {"Eesti", "Taani"}
    works = [work["title"] for group in said["groups"] for work in group["works"]]
    assert sorted(works) == ["Katuseaed", "Kooliaed", "Linnaaed"]
    assert [claim["text"] for claim in said["claims"]] == [
        work["what"]["quote"] for group in said["groups"] for work in group["works"]
    ]
    brief = site.client.post("/api/v1/brief", json={"question": LIST, "format": "md"})
    assert all(name in brief.text for name in works)


def test_where_hardly_anything_is_evidence_there_is_no_list(site) -> None:  # type: ignore[no-untyped-def]
    fill(site)
    assert site.engine.ask(LIST).groups
    assert not site.engine.ask("Milliseid näiteid on kosmoserakettidest?").groups


def test_what_may_ask_for_several_is_answered_by_quotes_with_a_list_below(site) -> None:  # type: ignore[no-untyped-def]
    likely = purposes(MAYBE_LIST, Analyzer().terms(MAYBE_LIST, "et"))["list"]
    assert 0.3 <= likely < 0.7  # what was learnt last must leave this question between
    fill(site)
    page = site.get(f"/?query={MAYBE_LIST}")
    assert "Sobivad näited" not in page  # all three are quoted
    for name in ("lasteaed", "pargiaed"):
        text = f"{name.title()} on üks aedadest, kus lapsed kasvatavad ise köögivilju."
        site.add(name, [text], title=name.title(), country="DK")
    page = site.get(f"/?query={MAYBE_LIST}")
    assert page.index('<h2 id="evidence">Tõendid') < page.index("<h3>Sobivad näited")
    assert "<h4>Taani</h4>" in page
    said = site.client.post("/api/v1/ask", json={"question": MAYBE_LIST}).json()
    assert said["form"] == "quotes"
    shown = [work["what"]["quote"] for group in said["groups"] for work in group["works"]]
    assert len(shown) == 5
    listed = [claim["text"] for claim in said["claims"] if claim["listed"]]
    quoted = [claim["text"] for claim in said["claims"][:3] if not claim["listed"]]
    assert listed == shown and said["answer"].split("\n\n") == quoted
    brief = site.client.post("/api/v1/brief", json={"question": MAYBE_LIST, "format": "md"})
    assert "Sobivad näited" in brief.text


def test_a_list_of_what_is_abroad_has_no_practice_from_home(site) -> None:  # type: ignore[no-untyped-def]
    fill(site)
    asked = {"Milliseid näiteid on aedadest välismaal?": {"Taani"},
             "Milliseid näiteid on aedadest Eestis ja mujal?": {"Eesti", "Taani"}}  # fmt: skip
    for question, countries in asked.items():
        said = site.client.post("/api/v1/ask", json={"question": question}).json()
        assert {group["label"] for group in said["groups"]} == countries, question


def test_overviews_are_listed_last_under_a_name_of_their_own(site) -> None:  # type: ignore[no-untyped-def]
    fill(site)
    text = "Kooliaed on üks aedadest, kus lapsed kasvatavad ise köögivilju."
    site.add("ülevaade", [text], title="Aedade ülevaade", country="DK", type="report")
    for lang, name in (("et", "Ülevaated ja teejuhid"), ("en", "Overviews and guides")):
        page = site.get(f"/?query={LIST}", lang)
        assert page.count(f">{name}</h3>") == 1
    groups = site.client.post("/api/v1/ask", json={"question": LIST}).json()["groups"]
    assert [group["overviews"] for group in groups] == [False] * (len(groups) - 1) + [True]
    assert groups[-1]["label"] == "Ülevaated ja teejuhid" and groups[-1]["country"] is None
    assert [work["title"] for work in groups[-1]["works"]] == ["Aedade ülevaade"]
    brief = site.client.post("/api/v1/brief", json={"question": LIST, "format": "md"})
    assert "Ülevaated ja teejuhid" in brief.text


def test_the_catalogue_answers_who_pays(site) -> None:  # type: ignore[no-untyped-def]
    fill(site)
    question = "Kui palju maksab kooliaed ja kes seda rahastab?"
    said = site.client.post("/api/v1/ask", json={"question": question}).json()
    facts = [(fact["field"], fact["text"]) for fact in said["catalogue"]]
    assert ("funding", "riigieelarve") in facts and said["kind"] == "money"
    cited = {
        c["catalogue"]: c
        for claim in said["claims"]
        for c in claim["citations"]
        if "catalogue" in c
    }
    assert cited["funding"]["values"] == ["state budget"]
    assert cited["funding"]["document_id"] in {"linnaaed", "kooliaed", "katuseaed"}
    assert not {"start", "end", "quote", "passage_id"} & cited["funding"].keys()
    assert "catalogue" not in said["claims"][0]["citations"][0]  # quotes come first
    assert any(claim["text"] == "Rahastus: riigieelarve" for claim in said["claims"])
    assert "Kataloogi andmed" in site.get(f"/?query={question}")


def test_a_known_gap_is_named_with_its_quote(site) -> None:  # type: ignore[no-untyped-def]
    site.add("aed", ["Linnaaia kulu ühe käija kohta ei ole teada."], title="Linnaaed")
    site.get("/?query=aed")  # the index follows
    question = "Kui suur on linnaaia kulu ühe käija kohta?"
    said = site.client.post("/api/v1/ask", json={"question": question}).json()
    assert said["form"] == "known_gap" and said["known_gap"] and not said["answered"]
    assert said["gap"]["quote"] == "Linnaaia kulu ühe käija kohta ei ole teada."
    assert "See ei ole teada" in site.get(f"/?query={question}")


def test_what_the_question_restricts_is_offered_as_a_filter(site) -> None:  # type: ignore[no-untyped-def]
    fill(site)
    page = site.get("/?query=Millised aiad on Taanis?")
    assert "Näita ainult:" in page and "country=DK" in page
    assert "Näita ainult:" not in site.get("/?query=Millised aiad on Taanis?&country=DK")
    assert "Näita ainult:" not in site.get("/?query=Millised aiad on Taanis ja mujal?")
