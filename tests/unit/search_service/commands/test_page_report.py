"""How pages were read, told in few lines."""

from __future__ import annotations

from corpus.accounts import LeftOut, PageAccount, page_names, summary
from corpus.documents import Page
from search_service.commands.page_report import report_lines, report_view

HEAD = LeftOut("running head or page number", 11, "Aruanne | 2")
SCAN = PageAccount(
    ("recognised",), 71.4, (HEAD, LeftOut("hidden", 9, "Mustand 2")), ("may be wrong",)
)
PAGES = [
    Page(1, None, "x" * 1000),
    Page(2, "2", "x" * 500, account=PageAccount(left_out=(HEAD,))),
    Page(3, "3", "x" * 500, account=PageAccount(left_out=(HEAD,))),
    Page(4, "iii", "x" * 20, account=SCAN),
]


def test_pages_with_nothing_to_tell_stand_together() -> None:
    assert list(report_lines(PAGES)) == [
        "pages 1-3: text, 2,000 characters",
        "page 4 (iii): recognised, 71 % sure, 20 characters",
        "    left out: hidden, 9 characters: Mustand 2",
        "    doubt: may be wrong",
        "left out of pages 2-4: running head or page number, 3 times, 33 characters, "
        "first: Aruanne | 2",
    ]


def test_a_format_without_pages_is_told_as_a_whole() -> None:
    assert list(report_lines([Page(None, None, "x")])) == ["the whole: text, 1 character"]


def test_the_view_tells_every_page() -> None:
    told = report_view(PAGES)["pages"]
    assert isinstance(told, list)
    assert [page["number"] for page in told] == [1, 2, 3, 4]
    assert told[3] == {
        "number": 4,
        "label": "iii",
        "how": ["recognised"],
        "sureness": 71.4,
        "characters": 20,
        "left_out": [
            {"reason": HEAD.reason, "characters": 11, "sample": "Aruanne | 2"},
            {"reason": "hidden", "characters": 9, "sample": "Mustand 2"},
        ],
        "doubts": ["may be wrong"],
    }


def test_a_document_is_summed_up() -> None:
    assert summary([page.account for page in PAGES]) == {
        "pages": 4,
        "how": {"text": 3, "recognised": 1},
        "left_out": [
            {"reason": HEAD.reason, "pieces": 3, "characters": 33},
            {"reason": "hidden", "pieces": 1, "characters": 9},
        ],
        "doubts": [{"text": "may be wrong", "pages": [4]}],
    }


def test_page_names_join_what_follows_on() -> None:
    assert page_names([4]) == "page 4"
    assert page_names([1, 2, 3, 7]) == "pages 1-3, 7"
