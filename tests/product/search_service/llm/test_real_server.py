"""The same way with a real server: whatever it writes, only what is proved is shown.

SIKK_TEST_LLM_URL names an OpenAI-compatible server; docs/users.md says how to start a small one.
"""

import os

import pytest
from making import WordEncoder, make

from search_service.answers.answer import Answer, Citation, Claim
from search_service.encoding.representation import Representation
from search_service.llm.chat_server import ChatServer
from search_service.llm.support import Support
from search_service.llm.writer import NOTHING_KEPT, NOTHING_WRITTEN, Writer
from search_service.search.searcher import SearchHit, SearchResult
from search_service.words.analyzer import Analyzer

URL = os.environ.get("SIKK_TEST_LLM_URL")
SUPPORT = Support(Representation(WordEncoder(), Analyzer()), Analyzer(), lambda _term, _lang: [])

pytestmark = pytest.mark.skipif(URL is None, reason="SIKK_TEST_LLM_URL names no server")


@pytest.mark.parametrize(
    ("question", "lang", "text"),
    [
        ("How many guests had the camp?", "en", "The camp had forty guests. It cost 900 euros."),
        ("Mitu külalist oli laagris?", "et", "Laagris oli nelikümmend külalist. See maksis 900 eurot."),
    ],
)  # fmt: skip
def test_only_what_is_proved_is_shown(question: str, lang: str, text: str) -> None:
    made = make("camp", [text], lang=lang)
    hit = SearchHit(1, 1.0, made.passages[0], made.document)
    quote = Citation(hit, 0, text.index(".") + 1)
    before = Answer(SearchResult(question, lang, (hit,), 1.0), (Claim(quote.quote, (quote,)),), "")
    server = ChatServer(str(URL), seconds=300)
    answer = Writer(server, SUPPORT, lambda citation: citation).write(before)
    account = answer.model
    assert account is not None
    assert account.failure in ("", NOTHING_KEPT, NOTHING_WRITTEN), account
    assert account.written == account.kept + sum(n for _, n in account.dropped)
    worded = [claim for claim in answer.claims if claim.by_model]
    assert len(worded) == account.kept
    for claim in worded:
        assert claim.citations
        assert all(citation.quote in text for citation in claim.citations)
    assert worded or answer.claims == before.claims
