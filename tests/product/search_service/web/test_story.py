"""The reader's way, whole: ask, tell, see the source, open the practice, compare, collect, take along.

Each step is a click or a key on what the page shows, found by its role and its words, in Chromium:
in both languages, with JavaScript and without. Without, the basket is a page that stays open in a
tab of its own, into which addresses are pasted.
"""

import io
import json
from dataclasses import dataclass

import docx
import pytest
from browser import visiting
from click.testing import CliRunner
from playwright.sync_api import Locator, Page, expect

from search_service.cli import sikk
from search_service.phrases.phrases import phrase

QUESTION = {"et": "Kuidas vähendada eakate üksildust?", "en": "How to reduce loneliness of elders?"}
QUOTE = {
    "et": "Külaskäigud aitasid vähendada eakate üksildust.",
    "en": "Visits helped to reduce loneliness of elders.",
}
ABROAD = {
    "et": "Ühised lõunad aitasid vähendada eakate üksildust Taanis.",
    "en": "Shared lunches helped to reduce loneliness of elders in Denmark.",
}
FARTHER = {
    "et": "Jalutajad aitasid vähendada eakate üksildust Soomes.",
    "en": "Walkers helped to reduce loneliness of elders in Finland.",
}
ESTONIA = {"et": "Eesti", "en": "Estonia"}
DENMARK = {"et": "Taani", "en": "Denmark"}
TITLE = "Üksildus: otsus"
NOTE = "Küsi hinda."
LACKING = "Puudu on hind."

expect.set_options(timeout=30_000)  # milliseconds: on a busy machine pages take their time


@dataclass
class Reader:
    """Somebody in front of a page, who reads its words, clicks and types."""

    page: Page
    lang: str
    script: bool
    basket: Page | None = None  # the tab in which it stays open, without JavaScript

    def says(self, key: str) -> str:
        return phrase(key, self.lang)

    def link(self, words: str) -> Locator:
        return self.page.get_by_role("main").get_by_role("link", name=words).first

    def follow(self, words: str) -> None:
        self.link(words).click()

    def press(self, words: str) -> None:
        self.page.get_by_role("button", name=words, exact=True).first.click()

    def sees(self, *words: str) -> None:
        for each in words:
            expect(self.page.get_by_role("main")).to_contain_text(each)

    def sees_heading(self, words: str) -> None:
        expect(self.page.get_by_role("heading", level=1)).to_have_text(words)

    def collect(self, key: str) -> None:
        """With JavaScript by a click; without, the link's address goes into the open basket."""
        link = self.link(self.says(key))
        if self.script:
            link.click()
            expect(self.link(self.says("basket_added"))).to_be_visible()
        elif self.basket is None:
            with self.page.context.expect_page() as opened:
                link.click(modifiers=["ControlOrMeta"])
            self.basket = opened.value
        else:
            self.basket.get_by_label(self.says("basket_add_address")).fill(
                link.get_attribute("href")
            )
            self.basket.get_by_role("button", name=self.says("basket_add"), exact=True).click()

    def open_basket(self) -> None:
        if self.basket is None:
            self.page.get_by_role("link", name=f"{self.says('nav_basket')} (3)").click()
        else:
            self.page = self.basket
        self.sees_heading(self.says("basket"))

    def download(self, name: str) -> bytes:
        with self.page.expect_download() as started:
            self.follow(name)
        return started.value.path().read_bytes()


@pytest.fixture(params=["et", "en"])
def lang(request):
    return request.param


@pytest.fixture
def works(site, lang, pdf):
    """A practice of Estonia whose file is a PDF, and two like it from abroad."""
    alike = {"lang": lang, "sectors": ("elderly-care",), "target_groups": ("older people",)}
    site.add("visits", [QUOTE[lang]], title="Sebra", year=2015, pdf=pdf(["Sebra"]), **alike)
    site.add("lunches", [ABROAD[lang]], title="Kaelkirjak", country="DK", year=2019, **alike)
    site.add("walks", [FARTHER[lang]], title="Lumeleopard", country="FI", year=2020, **alike)
    return site


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_from_a_question_to_a_brief_and_to_the_curators(works, browser, lang, script, tmp_path):
    with visiting(browser, works, script=script, locale="en-GB") as page:
        reader = Reader(page, lang, script)
        ask(reader)
        tell_what_is_lacking(reader)
        see_the_source(reader)
        open_the_practice(reader)
        compare(reader)
        put_in_order(reader)
        take_along(reader)
    said = CliRunner().invoke(
        sikk, ["--data", str(tmp_path / "var"), "corpus", "feedback", "--json"]
    )
    (told,) = json.loads(said.stdout)["feedback"]
    assert (told["kind"], told["verdict"], told["reason"]) == (
        "answer",
        "not helpful",
        "incomplete",
    )
    assert (told["question"], told["text"]) == (QUESTION[lang], LACKING)
    assert (told["lang"], told["document_id"]) == (lang, "visits")


def ask(reader):
    reader.page.goto("/")
    if reader.lang == "et":  # what the browser prefers is English
        reader.page.get_by_role("link", name=phrase("other_language", "en")).click()
    reader.page.get_by_label(reader.says("query")).fill(QUESTION[reader.lang])
    reader.page.keyboard.press("Enter")
    reader.sees(QUOTE[reader.lang])
    reader.collect("basket_add_quote")


def tell_what_is_lacking(reader):
    """After the thanks the answer stands there again."""
    reader.page.get_by_text(reader.says("feedback_no"), exact=True).click()
    reader.page.get_by_label(reader.says("said_incomplete")).check()
    reader.page.get_by_label(reader.says("feedback_words")).fill(LACKING)
    reader.press(reader.says("feedback_send"))
    reader.sees_heading(reader.says("thanks_title"))
    reader.follow(reader.says("thanks_to_answer"))
    reader.sees(QUOTE[reader.lang])


def see_the_source(reader):
    """The quote marked in its text, and the page as it looks."""
    reader.follow("Sebra")
    expect(reader.page.locator("mark").first).to_have_text(QUOTE[reader.lang])
    reader.follow(reader.says("source_as_it_looks"))
    with reader.page.expect_response("**/api/v1/documents/visits/pages/1*") as drawn:
        reader.page.reload()
    assert drawn.value.headers["content-type"] == "image/png"
    expect(reader.page.get_by_role("img", name="Sebra")).to_be_visible()
    back_to_results(reader)


def open_the_practice(reader):
    reader.follow("Sebra")
    reader.follow(reader.says("practice_page"))
    reader.sees_heading("Sebra")
    reader.sees(ESTONIA[reader.lang], "2015", QUOTE[reader.lang])
    back_to_results(reader)
    reader.page.go_back()
    reader.sees_heading("Sebra")


def back_to_results(reader):
    reader.follow(reader.says("back_to_results"))
    expect(reader.page.get_by_label(reader.says("query"))).to_have_value(QUESTION[reader.lang])
    reader.sees(QUOTE[reader.lang])


def compare(reader):
    reader.follow(reader.says("compare_elsewhere"))
    reader.sees("Kaelkirjak", DENMARK[reader.lang], "2019", "Lumeleopard")
    reader.collect("basket_add_comparison")
    reader.follow("Kaelkirjak")
    reader.sees_heading("Kaelkirjak")
    reader.sees(ABROAD[reader.lang])
    reader.collect("basket_add_work")


def put_in_order(reader):
    """The work from abroad goes before the comparison; title and note are the reader's own."""
    reader.open_basket()
    page, says = reader.page, reader.says
    page.get_by_label(says("basket_title")).fill(TITLE)
    page.get_by_label(f"{says('basket_own_note')} 1").fill(NOTE)
    reader.press(says("basket_save"))
    reader.sees_heading(TITLE)
    reader.follow(f"{says('basket_earlier')} 3")
    expect(page.get_by_role("listitem").filter(has=page.get_by_role("textbox"))).to_contain_text(
        [QUOTE[reader.lang], "Kaelkirjak", "Lumeleopard"]
    )
    expect(page.get_by_label(f"{says('basket_own_note')} 1")).to_have_value(NOTE)


def take_along(reader):
    """Both files hold what was collected, in order, with whose it is."""
    for text in (_of_word(reader.download("Word")), reader.download("Markdown").decode()):
        told = ["Sebra", ESTONIA[reader.lang], "2015", NOTE, DENMARK[reader.lang], "2019"]
        assert [each for each in told if each not in text] == []
        where = [
            text.index(each) for each in (TITLE, QUOTE[reader.lang], "Kaelkirjak", "Lumeleopard")
        ]
        assert where == sorted(where)


def _of_word(file):
    """The words of a Word file, those of its tables too."""
    found = docx.Document(io.BytesIO(file)).iter_inner_content()
    return "\n".join(
        each.text
        if isinstance(each, docx.text.paragraph.Paragraph)
        else "\n".join(cell.text for row in each.rows for cell in row.cells)
        for each in found
    )
