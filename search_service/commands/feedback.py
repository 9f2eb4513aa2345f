"""`sikk corpus feedback`: what readers said of answers, passages and documents."""

from __future__ import annotations

from dataclasses import asdict

import click

from corpus.console import emit, json_option
from corpus.settings import Settings


@click.command()
@json_option
@click.pass_obj
def feedback(settings: Settings, as_json: bool) -> None:
    """List what readers said: whether an answer or passage was helpful, which errors they saw.

    The latest first, each with its day, its reason, and the question or document that it is about.
    Nothing tells who wrote; personal data in a text is covered.

    \b
    Example:
      sikk corpus feedback
      sikk corpus feedback --json
    """
    from corpus.wiring import open_store

    with open_store(settings) as store:
        found = store.feedback.all()
    if as_json:
        emit({"feedback": [asdict(each) | {"day": each.day.isoformat()} for each in found]})
        return
    for each in found:
        why = f" ({each.reason})" if each.reason else ""
        about = each.question or each.passage_id or each.document_id or "–"
        click.echo(f"{each.day}  {each.lang}  {each.kind} {each.verdict}{why}: {about}")
        for line in each.text.splitlines():
            click.echo(f"    {line}")
