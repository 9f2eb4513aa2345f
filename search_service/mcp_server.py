"""Serves search, answers, comparisons and documents to assistants by the Model Context Protocol.

    run(settings)      tools search, ask, compare, document, over standard input and output

Differs from `server`, which people and programs reach by HTTP: one assistant starts this and talks
to it alone. Where a service runs on the data folder it is asked; else the engine is opened at the
first call. What the tools take is what the API takes.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import ExitStack
from importlib.metadata import version
from threading import Lock
from typing import Annotated, Any, NamedTuple

import anyio
import anyio.to_thread
from mcp.server.lowlevel.server import Server
from mcp.server.stdio import stdio_server
from mcp_types import (
    CallToolRequestParams,
    CallToolResult,
    ListToolsResult,
    PaginatedRequestParams,
    TextContent,
    Tool,
    ToolAnnotations,
)
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from corpus.errors import BadInput, SikkError
from corpus.settings import Settings
from corpus.wiring import open_store
from search_service.documents.shelf import PublishedDocuments
from search_service.engine import Engine
from search_service.service_client import running_service
from search_service.web import bodies, json_views
from search_service.web.bodies import AskRequest, CompareRequest, SearchRequest
from search_service.web.json_views import Json
from search_service.wiring import open_engine

_INSTRUCTIONS = (
    "Evidence on social innovation in Estonian and English. Answers are quotes, word for word; "
    "cite them with their document, page and link. If `answered` is false there is no evidence in "
    "the library: say so and do not answer from elsewhere in its name."
)
_MOST_PASSAGES = 50  # of a document in one answer: some 10,000 words


class DocumentRequest(BaseModel):
    """A document's description, and some of its passages in order."""

    model_config = ConfigDict(extra="forbid")

    document_id: Annotated[str, Field(max_length=100, description="as search and ask name it")]
    first: Annotated[int, Field(ge=1, description="the first passage wanted, from 1")] = 1
    limit: Annotated[int, Field(ge=0, le=_MOST_PASSAGES, description="how many passages")] = 10


class OfferedTool(NamedTuple):
    """A tool: what it is for, what it takes, and the API's address behind it."""

    description: str
    takes: type[BaseModel]
    path: str | None


_TOOLS = {
    "search": OfferedTool(
        "Passages that fit a question or a few words best, in either language, with facets.",
        SearchRequest,
        "/api/v1/search",
    ),
    "ask": OfferedTool(
        "An answer made of proved quotes with their sources, or that there is no evidence.",
        AskRequest,
        "/api/v1/ask",
    ),
    "compare": OfferedTool(
        "A practice or a need beside comparable practices of other countries, cell by cell.",
        CompareRequest,
        "/api/v1/compare",
    ),
    "document": OfferedTool(
        "A document's description, trust marks and text, passage by passage.",
        DocumentRequest,
        None,
    ),
}


def run(settings: Settings) -> None:
    """Serves until standard input ends."""
    with ToolSource(settings) as source:
        anyio.run(_serve, _server(source))


class ToolSource:
    """Whoever answers the tools: a running service, or an engine of this process's own."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._open = ExitStack()
        self._engine: Engine | None = None
        self._lock = Lock()

    def __enter__(self) -> ToolSource:
        return self

    def __exit__(self, *_error: object) -> None:
        self._open.close()

    def call(self, name: str, given: Mapping[str, object]) -> Json:
        """What the tool of that name comes to.

        Raises:
            SikkError: as the API's functions do.
        """
        tool = _TOOLS.get(name)
        if tool is None:
            raise BadInput(f"tool '{name}': not known; there are {', '.join(_TOOLS)}")
        if tool.path is None:
            return self._document(given)
        wanted = bodies.checked(tool.path, given)
        service = running_service(self._settings.data)
        if service is not None and self._engine is None:
            return service.post(tool.path, given)
        return bodies.perform(self._own(), wanted)

    def _own(self) -> Engine:
        with self._lock:
            if self._engine is None:
                self._engine = self._open.enter_context(open_engine(self._settings))
            if self._engine.indexer.behind():
                self._engine.indexer.sync()
            return self._engine

    def _document(self, given: Mapping[str, object]) -> Json:
        try:
            wanted = DocumentRequest.model_validate(given)
        except ValidationError as error:
            raise BadInput(bodies.faults(error)) from None
        with open_store(self._settings) as store:
            found = PublishedDocuments(store).document(wanted.document_id)
            passages = store.passages_of(found.id)
        first = wanted.first - 1
        shown = [
            {"passage_id": e.id, "page": e.page, "section": e.section, "text": e.text}
            for e in passages[first : first + wanted.limit]
        ]
        return json_views.document_view(found) | {"first": wanted.first, "text": shown}


def _server(source: ToolSource) -> Server[Any]:
    async def list_tools(_: object, __: PaginatedRequestParams | None) -> ListToolsResult:
        return ListToolsResult(tools=[_described(name, tool) for name, tool in _TOOLS.items()])

    async def call_tool(_: object, params: CallToolRequestParams) -> CallToolResult:
        return await anyio.to_thread.run_sync(_called, source, params)

    return Server(
        "sikk",
        version=version("sikk-search"),
        title="SIKK Search",
        instructions=_INSTRUCTIONS,
        on_list_tools=list_tools,
        on_call_tool=call_tool,
    )


def _described(name: str, tool: OfferedTool) -> Tool:
    return Tool(
        name=name,
        description=tool.description,
        input_schema=tool.takes.model_json_schema(),
        annotations=ToolAnnotations(read_only_hint=True, open_world_hint=False),
    )


def _called(source: ToolSource, params: CallToolRequestParams) -> CallToolResult:
    """The tool's answer as JSON; an error is one sentence that the assistant can act on."""
    try:
        found = source.call(params.name, params.arguments or {})
    except SikkError as error:
        return CallToolResult(content=[TextContent(text=str(error))], is_error=True)
    text = json.dumps(found, ensure_ascii=False)
    return CallToolResult(content=[TextContent(text=text)], structured_content=json.loads(text))


async def _serve(server: Server[Any]) -> None:
    async with stdio_server() as (received, sent):
        await server.run(received, sent, server.create_initialization_options())
