"""`sikk doctor`: one line for every part: ok, or what is wrong and the command that mends it."""

from __future__ import annotations

import click

from corpus.console import emit, json_option
from corpus.settings import Settings


@click.command()
@click.option("--settings", "show_settings", is_flag=True, help="Print every setting instead.")
@json_option
@click.pass_context
def doctor(context: click.Context, show_settings: bool, as_json: bool) -> None:
    """Check the model, the store, the index, OCR, the language model and the disk.

    \b
    Example:
      sikk doctor
    """
    if show_settings:
        _show_settings(context, as_json)
        return
    from search_service.doctor import examine

    settings: Settings = context.obj
    parts = examine(settings)
    if as_json:
        emit({"parts": [part._asdict() for part in parts]})
    else:
        for part in parts:
            click.echo(f"{part.part:<6} {'ok' if part.ok else 'PROBLEM'}: {part.message}")
    context.exit(0 if all(part.ok for part in parts) else 1)


def _show_settings(context: click.Context, as_json: bool) -> None:
    from corpus.settings import explain

    root = context.find_root()
    rows = explain(context.obj, data=root.params.get("data"))
    if as_json:
        emit({row.name: {key: _plain(each) for key, each in row._asdict().items()} for row in rows})
        return
    for row in rows:
        click.echo(f"{row.name} = {row.value}  (default {row.default}; from {row.origin})")
        click.echo(f"    {row.description}")


def _plain(value: object) -> object:
    return value if isinstance(value, int | float | str | None) else str(value)
