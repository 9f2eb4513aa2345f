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
from search_service.phrases.phrases import page_label, phrase

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
    lang = str(answer["lang"])
    if answer["form"] == "list":
        _show_list(cast("list[Json]", answer["groups"]), lang)
    elif answer["answered"]:
        _show_quotes(answer, lang)
    else:
        click.echo(answer["reason"])
        _show_catalogue(answer, lang)


def _show_quotes(answer: Json, lang: str) -> None:
    model = cast("Json | None", answer["model"])
    if model:
        click.echo(f"{model['note']}\n", err=True)
    for claim in cast("list[Json]", answer["claims"]):
        if claim["listed"] or "catalogue" in cast("list[Json]", claim["citations"])[0]:
            continue  # told below, by work
        if claim["by_model"]:
            click.echo(claim["text"])
        if claim["null_result"]:
            click.echo("[" + phrase("null_result", lang) + "]")
        for citation in cast("list[Json]", claim["citations"]):
            _show(citation, lang)
    for part in cast("list[Json]", answer["parts"]):
        if not part["claims"]:
            click.echo(phrase("part_nothing", lang, part=part["text"]))
    _show_catalogue(answer, lang)
    if answer["note"]:
        click.echo(answer["note"])
    if groups := cast("list[Json]", answer["groups"]):
        click.echo("\n" + phrase("list_below", lang))
        _show_list(groups, lang)


def _show_catalogue(answer: Json, lang: str) -> None:
    for fact in cast("list[Json]", answer["catalogue"]):
        head = f"{phrase('catalogue_says', lang)}, {fact['title']}"
        click.echo(f"{head}: {fact['label']}: {fact['text']}")


def _show_list(groups: list[Json], lang: str) -> None:
    """The works of a list by country, each with what it is and a result; overviews last."""
    for group in groups:
        if group["label"]:
            click.echo(group["label"])
        for work in cast("list[Json]", group["works"]):
            click.echo("  " + ", ".join(str(e) for e in (work["title"], work["year"]) if e))
            for citation in filter(None, (work["what"], work["result"])):
                click.echo(f"    “{_one_line(str(cast(Json, citation)['quote']))}”")
    click.echo(phrase("list_note", lang))


def _show(citation: Json, lang: str) -> None:
    click.echo(f"“{_marked(citation)}”")
    click.echo(f"    — {_source(citation, lang)}  ({citation['passage_id']})")
    other = cast("Json | None", citation["translation"])
    if other:
        label = phrase("translation_label", lang)
        click.echo(f"    {label}: “{_one_line(str(other['quote']))}”")
        click.echo(f"    — {_source(other, lang)}  ({other['passage_id']})")
    click.echo()


def _marked(citation: Json) -> str:
    """The quote in one line; on a terminal its direct answer is bold."""
    quote, shift = str(citation["quote"]), cast(int, citation["start"])
    for each in reversed(cast("list[Json]", citation["direct"])):
        start, end = cast(int, each["start"]) - shift, cast(int, each["end"]) - shift
        quote = quote[:start] + click.style(quote[start:end], bold=True) + quote[end:]
    return _one_line(quote)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _source(citation: Json, lang: str) -> str:
    facts = [str(citation[key]) for key in ("country", "year") if citation[key]]
    if citation["page"]:
        number, label = cast(int, citation["page"]), cast("str | None", citation["page_label"])
        facts.append(page_label(number, label, lang))
    return ", ".join([str(citation["title"]), *facts])
