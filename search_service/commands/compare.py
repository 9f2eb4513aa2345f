"""`sikk compare`: comparable practices from other countries, side by side."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import click

from corpus.console import emit, json_option
from corpus.settings import Settings
from search_service.commands.options import (
    brief_option,
    filter_options,
    reader_option,
    request,
    write_brief,
)
from search_service.phrases.phrases import phrase

Json = dict[str, object]

_INDENT = "    "


@click.command()
@click.argument("query")
@click.option("--for-country", required=True, help="The asker's country, left out: EE, FI, …")
@click.option("--limit", default=5, show_default=True, help="How many practices.")
@reader_option
@filter_options
@brief_option
@json_option
@click.pass_obj
def compare(
    settings: Settings, /, query: str, as_json: bool, brief: Path | None, **options: object
) -> None:
    """Compare QUERY, a practice's id or name or a need, with practices from other countries.

    Different approaches come first. Each cell is a quote, a value of the catalogue (marked *),
    or "not stated". Where no practice comes near enough to a need, it says so.

    \b
    Example:
      sikk compare keelesober --for-country EE
      sikk compare "loneliness of older people" --for-country EE --limit 3
      sikk compare "omastehooldajate tugi" --for-country EE --brief vordlus.pdf
    """
    if brief is not None:
        write_brief(settings, brief, {"query": query, **options})
        return
    found = request(settings, "/api/v1/compare", {"query": query, **options})
    if as_json:
        emit(found)
        return
    lang = str(found["lang"])
    for practice in cast("list[Json]", found["comparables"]):
        _show(practice, lang)
    note = phrase("catalogue_note", lang), phrase("nothing_comparable", lang)
    click.echo(note[0] if found["comparables"] else note[1])


def _show(practice: Json, lang: str) -> None:
    from search_service.compare.comparison import field_name, shared_name

    click.echo(f"{practice['rank']}. {practice['title']}  ({practice['document_id']})")
    for reason in cast("list[Json]", practice["why"]):
        terms = ", ".join(cast("list[str]", reason["names"]))
        click.echo(f"{_INDENT}{shared_name(str(reason['kind']), lang)}: {terms}")
    for field, cell in cast("dict[str, Json]", practice["cells"]).items():
        click.echo(f"{_INDENT}{field_name(field, lang)}: {_said(cell)}")
    click.echo()


def _said(cell: Json) -> str:
    citations = cast("list[Json]", cell["citations"])
    if not citations:
        return f"{cell['text']}{' *' if cell['source'] == 'catalogue' else ''}"
    return " ".join(f"“{' '.join(str(c['quote']).split())}” ({c['passage_id']})" for c in citations)
