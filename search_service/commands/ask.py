"""`sikk ask`: a cited answer, or "no evidence"."""

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

Json = dict[str, object]


@click.command()
@click.argument("question")
@click.option("--limit", default=10, show_default=True, help="How many passages to read.")
@filter_options
@brief_option
@reader_option
@json_option
@click.pass_obj
def ask(
    settings: Settings,
    /,
    question: str,
    as_json: bool,
    brief: Path | None,
    reader_lang: str | None,
    **options: object,
) -> None:
    """Answer QUESTION with quotes, each with its document and page.

    \b
    Example:
      sikk ask "What did the Peterborough social impact bond achieve?"
      sikk ask "Mida näitas Peterborough' võlakiri?" --brief kokkuvote.docx
    """
    if brief is not None:
        body = {"question": question, "reader_lang": reader_lang, **options}
        write_brief(settings, brief, body)
        return
    answer = request(settings, "/api/v1/ask", {"question": question, **options})
    if as_json:
        emit(answer)
        return
    model = cast("Json | None", answer["model"])
    if model:
        click.echo(f"{model['note']}\n", err=True)
    for claim in cast("list[Json]", answer["claims"]):
        if claim["by_model"]:
            click.echo(claim["text"])
        for citation in cast("list[Json]", claim["citations"]):
            _show(citation)
    if not answer["answered"]:
        click.echo(answer["reason"])


def _show(citation: Json) -> None:
    place = f", p. {citation['page_label'] or citation['page']}" if citation["page"] else ""
    click.echo(f"“{' '.join(str(citation['quote']).split())}”")
    click.echo(f"    — {citation['title']}{place}  ({citation['passage_id']})\n")
