"""The tools of the Model Context Protocol, by the SDK's own client, from a process of `sikk mcp`."""

import json
from pathlib import Path

import anyio
import pytest
from making import SIKK, child_environment, make
from mcp import Client, StdioServerParameters

from corpus.store.store import CorpusStore

CAMPS = "Külas peeti loometalgud, kuhu tuli sada kakskümmend elanikku."


@pytest.fixture
def data(tmp_path: Path) -> Path:
    store = CorpusStore.in_folder(tmp_path / "var")
    store.add(*make("camps", [CAMPS, "Teine lõik."], title="Loometalgud", country="EE"))
    store.add(*make("bank", ["The food bank hands out bread."], lang="en", country="FI"))
    store.add(*make("peidus", ["Peidetud."], status="draft"))
    store.close()
    return tmp_path / "var"


def test_an_assistant_finds_and_calls_the_tools(data: Path) -> None:
    anyio.run(_talk, data)


async def _talk(data: Path) -> None:
    server = StdioServerParameters(
        command=SIKK, args=["--data", str(data), "mcp"], env=child_environment()
    )
    async with Client(server, read_timeout_seconds=120) as client:
        tools = {each.name: each for each in (await client.list_tools()).tools}
        assert set(tools) == {"search", "ask", "compare", "document"}
        assert tools["search"].input_schema["required"] == ["query"]
        assert "country" in tools["ask"].input_schema["properties"]

        async def call(name: str, **given: object) -> tuple[bool | None, str]:
            result = await client.call_tool(name, given)
            return result.is_error, result.content[0].text

        wrong, told = await call("document", document_id="camps", limit=1)
        assert not wrong
        assert [each["text"] for each in json.loads(told)["text"]] == [CAMPS]
        wrong, told = await call("search", query="loometalgud", limit=1)
        assert not wrong and json.loads(told)["hits"][0]["document_id"] == "camps"
        wrong, told = await call("ask", question="Mitu elanikku tuli loometalgutele?")
        assert not wrong and json.loads(told)["lang"] == "et"
        wrong, told = await call("compare", query="camps", for_country="EE")
        assert not wrong and json.loads(told)["subject"] == "camps"

        for name, given in (
            ("search", {"query": "a", "country": "XX"}),
            ("search", {"question": "a"}),
            ("document", {"document_id": "nobody"}),
            ("document", {"document_id": "peidus"}),
            ("document", {"document_id": "camps", "limit": -1}),
            ("forget", {}),
        ):
            wrong, told = await call(name, **given)
            assert wrong and "\n" not in told and "Traceback" not in told, (name, given, told)
