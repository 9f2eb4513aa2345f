"""A library with something for every kind of page, and an address of each kind.

    fill(site, pdf)
    site.get(PAGES["answer"])

Addresses name passages, whose ids follow from their texts.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from corpus.accounts import PageAccount
from corpus.documents import Note, Reference
from corpus.ids import passage_id
from corpus.personal.contacts import Rules

# Long words and addresses are what makes a page too wide, so the library has some.
LONG = "Hoolekandeasutustevahelisekoostöömemorandumiettevalmistuskomisjon"
STORY = (
    "Mis see on\n\nVabatahtlik käib üksildase eaka juures külas igal nädalal.\n\n"
    f"Kuidas see toimib\n\nKülaskäike korraldab {LONG}.\n\nAasta | Külaskäike | Kes käis\n"
    "2015 | 40 | kooliõpilased ja üliõpilased\n2016 | 55 | naabrid\n\n"
    "Sihtrühm | Inimesi\nüksildased eakad | 40\n\n"
    "Tulemused\n\n• 2015. aastal oli 40 külaskäiku.\n• Katse ei vähendanud üksildust.\n\n"
    "Mida ei tea\n\nKülaskäigu hind ei ole teada."
)
STORY_EN = (
    "What it is\n\nA volunteer visits a lonely older person every week.\n\n"
    f"How it works\n\nVisits are arranged by {LONG}.\n\nYear | Visits | Who came\n"
    "2015 | 40 | pupils and students\n2016 | 55 | neighbours\n\n"
    "For whom | People\nlonely older people | 40\n\n"
    "Results\n\n• In 2015 there were 40 visits.\n• The trial did not reduce loneliness.\n\n"
    "What is not known\n\nThe price of a visit is not known."
)
PAPER = (
    "Tulemusrahastus maksab tulemuste eest, mitte tegevuste eest.",
    "Lisa: tabelid ja võrdlused.",
    "Tulemuste eest makstakse hiljem.",
)
VISIT = "Vabatahtlik käib üksildase eaka juures külas igal nädalal."
ALIKE = {
    "sectors": ("elderly-care", "community-rural"),
    "target_groups": ("older people",),
    "methods": ("befriending", "volunteering"),
}
SOURCE = Reference("Aruanne", "ERR", 2020, f"https://err.ee/{LONG}", "2026-11-28")

_STORY, _PAPER = passage_id("visits", STORY, 0), passage_id("paper", PAPER[0], 0)
_STRETCH = (STORY.index(VISIT), STORY.index(VISIT) + len(VISIT))
_ITEMS = (
    f"quote:{_STORY}:{_STRETCH[0]}:{_STRETCH[1]}",
    "work:calls",
    "compare:visits,calls",
    "work:gone",
)


def _asked(path: str, *pairs: tuple[str, object], **said: object) -> str:
    return f"{path}?{urlencode([*pairs, *said.items()])}"


def _cited(path: str, passage: str, start: int, end: int, **said: object) -> str:
    return _asked(path, passage=passage, start=start, end=end, **said)


PAGES = {
    "start": "/",
    "answer": _asked("/", query="Kes käib üksildase eaka juures külas?"),
    "answer of differing figures": _asked("/", query="How many guests had the village camp?"),
    "answer with a term": _asked("/", query="Mis on ajapank?"),
    "answer with filters": _asked("/", ("country", "DK"), ("country", "SE"), query="eakate üksildus"),
    "list of works": _asked("/", query="Milliseid näiteid on aedadest Taanis?"),
    "second part of results": _asked("/", query="aed laps köögivili kasvatamine", part=2),
    "no evidence": _asked("/", query="boiling point tungsten"),
    "nothing found": _asked("/", query="eakad", year_from=2090),
    "known gap": _asked("/", query="Kui suur on linnaaia kulu ühe käija kohta?", country="FI"),
    "faulty question": _asked("/", query="a", country="XX", year_from="abc"),
    "library": "/documents",
    "library, narrowed": _asked("/documents", sector="elderly-care", title="k"),
    "library, faulty": _asked("/documents", year_from="abc"),
    "library, none fits": _asked("/documents", title="zzz"),
    "document": "/documents/visits",
    "document, cited": _cited("/documents/visits", _STORY, *_STRETCH, **{"from": "/?query=eakad"}),
    "document, quote lost": _cited("/documents/visits", _STORY, 0, 9, quote="0123456789"),
    "document, passage gone": _asked("/documents/visits", passage="visits~gone"),
    "document in two languages": _asked("/documents/visits", beside=1),
    "document, not divided alike": _asked("/documents/calls", beside=1),
    "document of a PDF": _cited("/documents/paper", _PAPER, 0, 14),
    "guide": "/documents/guide",
    "page of a PDF": _cited("/documents/paper/pages/1", _PAPER, 0, 14, **{"from": "/?query=eakad"}),
    "page of a PDF, recognised": "/documents/paper/pages/2",
    "page of a PDF, withheld": "/documents/letter/pages/1",
    "document, withheld": "/documents/letter",
    "practice": "/practices/visits",
    "practice that tells little": "/practices/gardens-0",
    "comparison, asked for": "/compare",
    "comparison": _asked("/compare", query="visits", for_country="EE"),
    "comparison of a need": _asked("/compare", query="Üksildased eakad", for_country="EE"),
    "comparison of chosen works": _asked("/compare", *(("works", w) for w in ("visits", "calls", "gone"))),
    "comparison, nothing": _asked("/compare", query="boiling point tungsten"),
    "evidence map": "/evidence-map",
    "evidence map by sector": _asked("/evidence-map", rows="sector"),
    "works of the evidence map": _asked("/evidence-map", direction="null"),
    "map": "/map",
    "timeline": "/timeline",
    "overview": "/browse",
    "values of a kind": "/browse/organisation",
    "works of a value": "/browse/sector/elderly-care",
    "works of an organisation": f"/browse/organisation/{LONG}",
    "glossary": "/glossary",
    "glossary, searched": _asked("/glossary", term="pank"),
    "glossary, nothing": _asked("/glossary", term="zzzz"),
    "API": "/docs",
    "about": "/about",
    "help": "/help",
    "accessibility": "/accessibility",
    "error reported": _asked("/feedback", document="visits"),
    "passage judged": _asked("/feedback", kind="passage", document="visits", passage=_STORY),
    "thanks": _asked("/feedback/thanks", query="eakad"),
    "basket, empty": "/basket",
    "basket": _asked("/basket", *(("item", i) for i in _ITEMS), title=LONG, question="Mis aitab?"),
    "basket, refused": _asked("/basket", add="http://[bad"),
    "error 404": "/nowhere",
    "error 422": "/documents/paper/pages/first",
}  # fmt: skip


def fill(site: Any, pdf: Callable[..., bytes]) -> None:
    """Puts the library into the site."""
    told = {"country": "EE", "year": 2015, "evidence_level": "evaluated", "verification": "partly",
            "verified": "2026-11-28", "authorship": "model-unread", "licence": "CC BY 4.0",
            "organisations": ("Seltsimaja", LONG), "funding": ("ESF", "donations"),
            "place": "Tartu", "sources": (SOURCE, Reference("Kiri")), **ALIKE}  # fmt: skip
    note = (Note(STORY.index("igal nädalal"), 1),)
    site.add("visits", [STORY], title="Külaskäigud", notes=note, **told)
    site.add("visits.en", [STORY_EN], title="Visits", lang="en", translation_of="visits", **told)
    call = "Volunteers call lonely older people every day. Üksildased eakad saavad kõne."
    site.add("calls", [call], title=f"Calls by {LONG}", lang="en", country="SE", year=2019,
             evidence_level="controlled", verification="checked", **ALIKE)  # fmt: skip
    site.add("calls.et", [f"Mis see on\n\n{call}"], title="Kõned", country="SE", year=2019,
             translation_of="calls", **ALIKE)  # fmt: skip
    site.add("lunches", ["Ühised lõunad vähendasid üksildaste eakate üksildust."], title="Lõunad",
             country="DK", year=1998, evidence_level="self-reported", **ALIKE)  # fmt: skip
    for name, guests, year in (("old", 40, 2018), ("new", 55, 2023)):
        text = f"The village camp had {guests} guests in all."
        site.add(name, [text], title=f"The {name} camp", lang="en", country="GB", year=year)
    site.add(
        "bank", ["Ajapank on koht, kus inimesed vahetavad aega."], title="Ajapank", country="IT"
    )
    site.add(
        "plot", ["Linnaaia kulu ühe käija kohta ei ole teada."], title="Linnaaed", country="FI"
    )
    for n in range(12):  # more than results show at once
        text = f"Kooliaed {n} on üks aedadest, kus lapsed kasvatavad ise köögivilju."
        site.add(f"gardens-{n}", [text], title=f"Aed {n}", country="DK")
    site.add("guide", ["Eesmärk\n\nAlusta siit."], title="Juhend", type="guide", facts=("visits",))
    site.add("paper", PAPER, title="Tulemusrahastus", type="policy", pdf=pdf(*([p] for p in PAPER)))
    letter = "Kirjuta mari.maasikas@example.ee kohe."
    site.add("letter", [letter], title="Kiri", type="report", pdf=pdf([letter]))
    site.engine.store.personal.look_again("letter", Rules())
    _recognise(site.engine.store)


def _recognise(store: Any) -> None:
    """The paper's second page was read by a machine, which was not sure."""
    pages = store.pages("paper")
    pages[1] = replace(pages[1], account=PageAccount(("recognised",), 70.4))
    store.add(store.document("paper"), pages, store.passages_of("paper"))
