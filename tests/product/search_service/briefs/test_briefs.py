"""Briefs: every quote verbatim in every format, hostile texts inert, sources numbered and named."""

import csv
import io
import json
import re
import shutil
import subprocess
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import docx
import pypdfium2
import pytest
from browser import listening
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from corpus.documents import Reference
from corpus.errors import BadInput
from corpus.fingerprint import fingerprint
from corpus.settings import read as read_settings
from search_service import logs
from search_service.briefs import markdown_file
from search_service.briefs.answer_briefs import answer_brief
from search_service.briefs.brief import CorpusState, Heading, Occasion, Table
from search_service.briefs.comparison_briefs import comparison_brief
from search_service.briefs.formats import FORMATS, format_of
from search_service.commands.ask import ask
from search_service.commands.compare import compare
from search_service.compare.comparison import FIELDS
from search_service.service_client import announced

PROBLEM = "Older people in the village are lonely and see nobody for days."
HOW = "Volunteers visit lonely older people in the village every week."
MONEY = "The municipality pays EUR 40,000 a year for the coordinator's wages."
HOSTILE = (
    'Lonely older people #eval("1+1") #import "x.typ" *wide* _low_ $x^2$ <script>alert(1)</script>'
    " [link](http://evil.example) ![p](http://evil.example/p) \\input{/etc/passwd} {{ 7*7 }} | cell"
    ' =HYPERLINK("http://evil.example") & "quoted" 100% ~tilde~ are visited in the village.'
)
SOFFICE = shutil.which("soffice")


@pytest.fixture
def shelf(site):
    site.add("home", ["\n\n".join((PROBLEM, HOW))], lang="en", title="Home", country="EE")
    site.add("visits", ["\n\n".join((PROBLEM, HOW, MONEY))], lang="en", title="Visits & Co",
             country="FI", year=2014, evidence_level="evaluated", organisations=("Ööbik_MTÜ",),
             sources=(Reference("example.org 2020"),), licence="CC BY 4.0")  # fmt: skip
    site.add("evil", [HOSTILE], lang="en", title=f"Evil {HOSTILE[:60]}\nTY  - BOOK", country="SE")
    site.engine.indexer.sync()
    return site


def brief(shelf, form, **asked):
    asked = asked or {"query": "lonely older people in the village", "for_country": "EE"}
    answer = shelf.client.post("/api/v1/brief", json={"format": form, **asked})
    assert answer.status_code == 200, answer.text
    return answer


def shown(form: str, content: bytes) -> str:
    """What a reader of the file sees, blanks apart."""
    if form == "docx":
        word = docx.Document(io.BytesIO(content))
        cells = [c.text for t in word.tables for row in t.rows for c in row.cells]
        text = "\n".join([*(p.text for p in word.paragraphs), *cells])
    elif form == "pdf":
        pages = pypdfium2.PdfDocument(content)
        text = "\n".join(page.get_textpage().get_text_bounded() for page in pages)
    elif form == "md":
        text = Words.of(
            MarkdownIt("commonmark", {"html": True}).enable("table").render(content.decode())
        )
    else:
        text = content.decode()
    return re.sub(r"\s|\ufffe|\u2060", "", text)


class Words(HTMLParser):
    """The text of a page, and the names of its elements."""

    @classmethod
    def of(cls, html: str) -> str:
        words = cls()
        words.feed(html)
        return "".join(words.words)

    def __init__(self):
        super().__init__()
        self.words, self.tags = [], set()

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)

    def handle_data(self, data):
        self.words.append(data)


def quotes(data) -> set[str]:
    """Every quote in a JSON answer."""
    if isinstance(data, dict):
        own = {data["quote"]} if isinstance(data.get("quote"), str) else set()
        return own.union(*(quotes(v) for k, v in data.items() if k != "own"))
    return set().union(*map(quotes, data)) if isinstance(data, list) else set()


@pytest.mark.parametrize("form", ["docx", "pdf", "md"])
@pytest.mark.parametrize(
    "asked",
    [
        {"query": "lonely older people in the village", "for_country": "EE"},
        {"question": PROBLEM},
        {"question": HOSTILE[:200]},
    ],
)
def test_every_quote_is_in_the_file_verbatim(shelf, form, asked):
    whole = brief(shelf, "json", **asked).json()
    found = quotes(whole[whole["kind"]].get("claims", whole[whole["kind"]].get("comparables")))
    assert found
    text = shown(form, brief(shelf, form, **asked).content)
    for quote in found:
        assert re.sub(r"\s", "", quote) in text, quote


def test_hostile_text_stays_text(shelf):
    asked = {"query": f"lonely older people {HOSTILE[:150]}", "for_country": "EE"}
    rendered = (
        MarkdownIt("commonmark", {"html": True})
        .enable("table")
        .render(brief(shelf, "md", **asked).text)
    )
    words = Words()
    words.feed(rendered)
    assert not words.tags & {"script", "img"}
    assert "evil.example" not in "".join(re.findall(r'href="[^"]*"', rendered))
    for form in ("pdf", "docx", "md"):
        text = shown(form, brief(shelf, form, **asked).content)
        assert '#eval("1+1")' in text and "<script>alert(1)</script>" in text, form
    word = docx.Document(io.BytesIO(brief(shelf, "docx", **asked).content))
    assert "w:instrText" not in word.element.xml
    targets = [r.target_ref for r in word.part.rels.values() if r.is_external]
    assert targets and all(target.startswith("http://testserver/") for target in targets)
    pdf = brief(shelf, "pdf", **asked).content
    assert b"/JavaScript" not in pdf and b"/Launch" not in pdf
    assert set(re.findall(rb"/URI ?\((http://[^/]+)", pdf)) == {b"http://testserver"}


def test_letters_of_any_script_give_a_pdf(shelf):
    asked = {"query": "lonely older people ąļß Ж λ 中文 ქართული العربية 😀", "for_country": "EE"}
    content = brief(shelf, "pdf", **asked).content
    assert content[:5] == b"%PDF-"
    assert "ąļßЖλ" in shown("pdf", content)


def test_reference_files_escape_what_their_formats_read(shelf):
    asked = {"query": "lonely older people", "for_country": "EE"}
    bib = brief(shelf, "bib", **asked).text
    assert r"Visits \& Co" in bib and r"\input" not in bib
    plain = re.sub(r"\\[{}]", "", bib)
    assert plain.count("{") == plain.count("}")
    ris = brief(shelf, "ris", **asked).text.split("\r\n")
    assert sum(line.startswith("TY  - ") for line in ris) == ris.count("ER  - ") == 2
    csl = brief(shelf, "csl.json", **asked).json()
    assert {item["id"] for item in csl} == {"visits", "evil"}
    (visits,) = (item for item in csl if item["id"] == "visits")
    # A practice's year and organisations are not its description's date and authors.
    assert "issued" not in visits and visits["author"] == [] and "since 2014" in visits["note"]


def test_a_brief_says_when_from_what_and_for_whom(shelf):
    whole = brief(shelf, "json").json()
    documents = shelf.engine.store.documents()
    assert whole["corpus"]["fingerprint"] == fingerprint(documents)
    assert (whole["corpus"]["documents"], whole["lang"]) == (3, "en")
    assert whole["date"] and whole["query"] == "lonely older people in the village"
    assert [source["number"] for source in whole["sources"]] == [1, 2]
    text = shown(
        "docx", brief(shelf, "docx", query="home", for_country="EE", reader_lang="et").content
    )
    for word in ("Tõenditekokkuvõte", "Väljajäetudriik:Eesti", "Allikad", "eioleöeldud",
                 whole["corpus"]["fingerprint"][:12]):  # fmt: skip
        assert word in text
    text = shown(
        "pdf", brief(shelf, "pdf", query="home", for_country="EE", reader_lang="en").content
    )
    for word in ("Evidencebrief", "Countryleftout:Estonia", "Sources", "notstated", "Finland*"):
        assert word in text


def test_without_evidence_the_brief_says_so(shelf):
    asked = {"question": "Quantum chromodynamics lattice gauge", "reader_lang": "en"}
    whole = brief(shelf, "json", **asked).json()
    assert whole["answer"]["answered"] is False and whole["sources"] == []
    for form in ("docx", "pdf", "md"):
        text = shown(form, brief(shelf, form, **asked).content)
        assert re.sub(r"\s", "", whole["answer"]["reason"]) in text, form
        assert "Sources" not in text


def test_the_filters_in_force_are_named(shelf):
    asked = {"query": "lonely older people", "for_country": "EE", "country": ["FI", "SE"],
             "type": "practice", "year_from": 2000}  # fmt: skip
    text = brief(shelf, "md", **asked, reader_lang="en").text
    for line in ("**Country:** Finland, Sweden", "**Type:** practice", "**From the year:** 2000"):
        assert line in text
    text = brief(shelf, "md", **asked, reader_lang="et").text
    assert "**Riik:** Soome, Rootsi" in text


def test_the_link_gives_the_same_file_as_the_request(shelf):
    address = (
        "/api/v1/brief?format=docx&query=home&for_country=EE&reader_lang=et&country=FI&country=SE"
    )
    answer = shelf.client.get(address)
    assert answer.status_code == 200
    assert answer.headers["content-disposition"] == 'attachment; filename="sikk-home.docx"'
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.content[:2] == b"PK"
    body = {"query": "home", "for_country": "EE", "reader_lang": "et", "country": ["FI", "SE"]}
    assert shown("docx", answer.content) == shown("docx", brief(shelf, "docx", **body).content)


def test_a_comparison_is_one_table_of_a_spreadsheet(shelf):
    for n in range(5):  # more than one table of a page holds
        shelf.add(
            f"more{n}", [f"{PROBLEM} Number {n}."], lang="en", title=f"=More({n})", country="DK"
        )
    shelf.engine.indexer.sync()
    asked = {"query": "lonely older people in the village", "for_country": "EE", "limit": 7}
    answer = brief(shelf, "csv", **asked)
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))
    assert len(rows) == 1 + len(FIELDS) and {len(row) for row in rows} == {8}
    assert [row[0] for row in rows[1:3]] == ["Country", "Years"]
    assert sum(cell.startswith("'=More(") for cell in rows[0]) == 5
    assert not [cell for row in rows for cell in row if cell[:1] in tuple("=+-@\t\r")]
    assert any("“" in cell and "[" in cell for row in rows for cell in row)
    page = shelf.get("/compare?works=home&works=visits", "en")
    assert "format=csv" in page
    assert "format=csv" in shelf.get("/compare?query=lonely+older+people+in+the+village", "en")
    assert "format=csv" not in shelf.get("/?query=lonely+older+people+in+the+village", "en")
    told = shelf.client.post("/api/v1/brief", json={"question": "lonely people?", "format": "csv"})
    assert told.status_code == 200


@pytest.mark.parametrize("form", FORMATS)
def test_the_files_name_holds_nothing_of_the_question_but_letters(shelf, form):
    asked = {"query": 'a/..\\"; filename="evil.exe" õÄ', "for_country": "EE"}
    named = brief(shelf, form, **asked).headers["content-disposition"]
    assert re.fullmatch(rf'attachment; filename="sikk-[a-z0-9-]+\.{form}"', named)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({}, "question"),
        ({"question": "a", "query": "b", "for_country": "EE"}, "either"),
        ({"query": "b"}, "for_country"),
        ({"query": "b", "for_country": "XX"}, "for_country"),
        ({"question": "a", "format": "exe"}, "format"),
        ({"question": "a", "country": "XX"}, "XX"),
        ({"question": " "}, "empty"),
    ],
)
def test_what_cannot_be_briefed_is_said(shelf, body, said):
    answers = [
        shelf.client.post("/api/v1/brief", json=body),
        shelf.client.get("/api/v1/brief", params=body),
    ]
    for answer in answers:
        assert answer.status_code == 422, answer.text
        assert said in answer.json()["detail"]


def test_pages_link_to_their_briefs(shelf):
    html = shelf.get("/compare?query=home&for_country=FI&type=practice&ui=et", "et")
    links = [a.replace("&amp;", "&") for a in re.findall(r'href="(/api/v1/brief[^"]+)"', html)]
    assert len(links) == 8
    for link in links:
        assert "for_country=FI" in link and "type=practice" in link and "reader_lang=et" in link
        assert shelf.client.get(link).status_code == 200
    html = shelf.get(f"/?query={PROBLEM.replace(' ', '+')}&country=FI", "et")
    (link, *_) = [a.replace("&amp;", "&") for a in re.findall(r'href="(/api/v1/brief[^"]+)"', html)]
    assert "question=" in link and "country=FI" in link
    assert shelf.client.get(link).content[:2] == b"PK"


def test_many_practices_are_set_in_tables_of_like_width(shelf):
    for n in range(7):
        shelf.add(f"more-{n}", [f"{PROBLEM} {HOW} Number {n} of them."], lang="en", country="NO")
    shelf.engine.indexer.sync()
    made = shelf.engine.comparer.compare("lonely older people in the village", "EE", limit=8)
    state = CorpusState.of(shelf.engine.store.documents())
    paper = comparison_brief(made, Occasion(state, date(2026, 1, 2)))
    tables = [block for block in paper.blocks if isinstance(block, Table)]
    assert [len(table.head) - 1 for table in tables] == [4, 4]
    assert [s.number for s in paper.sources] == list(range(1, 9))
    headings = [block.text for block in paper.blocks if isinstance(block, Heading)]
    assert sum(re.search(r"\[\d\]$", heading) is not None for heading in headings) == 8


def test_the_fingerprint_follows_the_published_documents(site):
    site.add("one", ["Esimene tekst on siin."])
    before = fingerprint(site.engine.store.documents())
    site.add("draft", ["Mustand."], status="draft")
    assert fingerprint(site.engine.store.documents()) == before
    site.add("one", ["Esimene tekst on nüüd teine."])
    assert fingerprint(site.engine.store.documents()) != before


@given(st.text())
def test_markdown_shows_exactly_the_text(text):
    shown_text = Words.of(
        MarkdownIt("commonmark", {"html": True}).render("x " + markdown_file.escaped(text))
    )
    normal = " ".join(text.replace("\x00", "\ufffd").split())
    assert shown_text.strip() == f"x {normal}".strip()


@pytest.mark.parametrize(
    ("name", "form"), [("a.docx", "docx"), ("b.CSL.json", "csl.json"), ("c.json", "json")]
)
def test_a_files_name_tells_its_format(name, form):
    assert format_of(Path(name)) == form


@pytest.mark.skipif(SOFFICE is None, reason="needs LibreOffice: apt-get install libreoffice-writer")
@pytest.mark.parametrize(
    ("asked", "quote"),
    [({"query": "home", "for_country": "EE"}, MONEY), ({"question": PROBLEM}, PROBLEM)],
)
def test_libreoffice_opens_the_word_file(shelf, tmp_path, asked, quote):
    file = tmp_path / "brief.docx"
    file.write_bytes(brief(shelf, "docx", **asked).content)
    command = [SOFFICE, "--headless", f"-env:UserInstallation=file://{tmp_path / 'profile'}",
               "--convert-to", "pdf", "--outdir", str(tmp_path), str(file)]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    text = shown("pdf", file.with_suffix(".pdf").read_bytes())
    missing = [word for word in quote.split() if word not in text]
    assert missing == []  # lines of columns side by side mingle


# The commands, beside a running service.


@pytest.fixture
def settings(shelf, tmp_path):
    """Settings of a data folder whose service runs."""
    data = tmp_path / "served"
    data.mkdir()
    with listening(shelf.app) as port, announced(data, f"http://127.0.0.1:{port}"):
        yield read_settings(data=data)


def run(command, settings, *args):
    logs.configure()  # as `sikk` does first: standard output is for JSON
    return CliRunner().invoke(command, [*map(str, args)], obj=settings)


def test_the_commands_write_briefs(settings, tmp_path):
    file = tmp_path / "out.pdf"
    done = run(compare, settings, "home", "--for-country", "EE", "--brief", file)
    assert done.exit_code == 0, done.output
    assert file.read_bytes()[:5] == b"%PDF-"
    file = tmp_path / "out.csl.json"
    done = run(ask, settings, PROBLEM, "--brief", file, "--reader-lang", "et")
    assert done.exit_code == 0, done.output
    assert json.loads(file.read_text())[0]["id"]


@pytest.mark.parametrize(("lang", "said"), [("et", "ei leitud"), ("en", "No comparable")])
def test_the_compare_command_refuses_what_nothing_comes_near_to(settings, lang, said):
    done = run(compare, settings, "asdfgh", "--for-country", "EE", "--reader-lang", lang)
    assert said in done.output and "1. " not in done.output


def test_the_compare_command_prints_cells(settings):
    done = run(compare, settings, "home", "--for-country", "EE", "--reader-lang", "en")
    assert done.exit_code == 0, done.output
    assert "Visits & Co" in done.output and "not stated" in done.output
    done = run(compare, settings, "home", "--for-country", "EE", "--json")
    assert json.loads(done.stdout)["for_country"] == "EE"


@pytest.mark.parametrize("name", ["out.exe", "no/such/folder/out.md"])
def test_a_brief_that_cannot_be_written_is_said(settings, name):
    done = run(ask, settings, "lonely", "--brief", name)
    assert isinstance(done.exception, BadInput)
    assert name in str(done.exception)


def test_an_answer_brief_takes_the_readers_language(shelf):
    answer = shelf.engine.answerer.answer(shelf.engine.searcher.search(PROBLEM))
    corpus = CorpusState.of(shelf.engine.store.documents())
    paper = answer_brief(answer, Occasion(corpus, date(2026, 1, 2)), "et")
    assert paper.title == "Tõendite kokkuvõte" and paper.made == date(2026, 1, 2)
    assert ("Koostatud", "2. jaanuar 2026") in paper.facts
    assert paper.small_print.startswith("Teek: 3 dokumenti, ")


@pytest.mark.parametrize(
    ("lang", "reason", "made"),
    [
        ("et", "Selle kohta ei leitud teegist tõendeid.", "2. jaanuar 2026"),
        ("en", "No evidence for this was found in the library.", "2 January 2026"),
    ],
)
def test_a_brief_without_evidence_says_so_in_the_readers_language(shelf, lang, reason, made):
    answer = shelf.engine.answerer.answer(shelf.engine.searcher.search("boiling point of tungsten"))
    assert not answer.claims
    corpus = CorpusState.of(shelf.engine.store.documents())
    paper = answer_brief(answer, Occasion(corpus, date(2026, 1, 2)), lang)
    assert markdown_file.escaped(reason) in markdown_file.write(paper).decode()
    assert f":** {made}\n" in markdown_file.write(paper).decode()


@pytest.mark.parametrize(
    ("lang", "note"),
    [
        ("et", "praktika kirjeldus; Soome; alates 2014; Ööbik_MTÜ; CC BY 4.0; alusallikad:"),
        ("en", "description of a practice; Finland; since 2014; Ööbik_MTÜ; CC BY 4.0; based on"),
    ],
)
def test_what_a_source_is_is_noted_in_the_readers_language(shelf, lang, note):
    asked = {"query": "lonely older people in the village", "for_country": "EE"}
    assert note in brief(shelf, "ris", reader_lang=lang, **asked).text
