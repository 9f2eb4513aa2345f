"""`sikk search`: ranked passages."""

from __future__ import annotations

from typing import cast

import click

from corpus.console import emit, json_option
from corpus.settings import Settings
from search_service.commands.options import filter_options, request

_EXCERPT = 300


@click.command()
@click.argument("query")
@click.option("--limit", default=10, show_default=True, help="How many passages.")
@filter_options
@json_option
@click.pass_obj
def search(settings: Settings, /, query: str, as_json: bool, **options: object) -> None:
    """Find the passages that fit QUERY best, in either language.

    \b
    Example:
      sikk search "Kuidas kaasata maapiirkonna elanikke?" --not-country EE --limit 5
    """
    found = request(settings, "/api/v1/search", {"query": query, **options})
    if as_json:
        emit(found)
        return
    hits = cast("list[dict[str, object]]", found["hits"])
    for hit in hits:
        _show(hit)
    if not hits:
        click.echo("Nothing found; try other words or fewer filters.")


def _show(hit: dict[str, object]) -> None:
    place = f", p. {hit['page_label'] or hit['page']}" if hit["page"] else ""
    country = f" [{hit['country']}]" if hit["country"] else ""
    click.echo(f"{hit['rank']:>2}. {hit['title']}{country}{place}  ({hit['document_id']})")
    for other in cast("list[dict[str, object]]", hit["translations"]):
        click.echo(f"    also in {other['lang']}: {other['title']}  ({other['document_id']})")
    text = " ".join(str(hit["text"]).split())
    click.echo(f"    {text[:_EXCERPT]}{'…' if len(text) > _EXCERPT else ''}\n")
