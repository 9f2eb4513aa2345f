"""`sikk corpus`: the catalogue."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import click

from corpus.console import emit, json_option
from corpus.documents import Document
from corpus.settings import Settings

_GROUPS = ("type", "lang", "country", "status")


@click.group()
def corpus() -> None:
    """List, show and count the documents.

    \b
    Example:
      sikk corpus list --json
    """


@corpus.command(name="list")
@json_option
@click.pass_obj
def list_documents(settings: Settings, as_json: bool) -> None:
    """List all documents.

    \b
    Example:
      sikk corpus list
    """
    documents = _documents(settings)
    if as_json:
        from search_service.views import document_view

        emit({"documents": [document_view(document) for document in documents]})
        return
    for document in documents:
        m = document.metadata
        click.echo(f"{m.id:<40} {m.lang}  {m.country or '–':<3} {m.type:<9} {m.title}")


@corpus.command()
@click.argument("document_id")
@json_option
@click.pass_obj
def show(settings: Settings, document_id: str, as_json: bool) -> None:
    """Show one document's description and size.

    \b
    Example:
      sikk corpus show vunki-mano
    """
    from search_service.views import document_view
    from search_service.wiring import open_store

    view = document_view(open_store(settings).document(document_id))
    if as_json:
        emit(view)
        return
    for key, value in view.items():
        if value not in (None, ()):
            shown = ", ".join(map(str, value)) if isinstance(value, tuple) else value
            click.echo(f"{key + ':':<16} {shown}")


@corpus.command()
@json_option
@click.pass_obj
def status(settings: Settings, as_json: bool) -> None:
    """Count documents by type, language, country, status and sector.

    \b
    Example:
      sikk corpus status
    """
    from search_service.wiring import open_store

    store = open_store(settings)
    documents = store.documents()
    counts: dict[str, object] = dict(store.counts())
    groups = {group: _tally(getattr(d.metadata, group) for d in documents) for group in _GROUPS}
    groups["sector"] = _tally(sector for d in documents for sector in d.metadata.sectors)
    if as_json:
        emit({**counts, "by": groups})
        return
    click.echo(", ".join(f"{count} {name}" for name, count in counts.items()))
    for group, tally in groups.items():
        click.echo(f"{group + ':':<9} " + ", ".join(f"{k} {n}" for k, n in tally.items()))


def _documents(settings: Settings) -> list[Document]:
    from search_service.wiring import open_store

    return open_store(settings).documents()


def _tally(values: Iterable[str | None]) -> dict[str, int]:
    counted = Counter(value or "–" for value in values)
    return dict(sorted(counted.items(), key=lambda item: (-item[1], item[0])))
