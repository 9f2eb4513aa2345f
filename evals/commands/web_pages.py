"""`sikk eval web-pages`."""

from __future__ import annotations

from pathlib import Path

import click

from corpus.console import emit, json_option


@click.command(name="web-pages")
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@json_option
def web_pages(folder: Path | None, as_json: bool) -> None:
    """Measure what of web pages' articles is lost, and what of the rest is kept.

    FOLDER holds pages (.html) and beside each the text of its article (.txt); by default made pages
    in the structures of real sites. trafilatura and readability are measured where installed.

    \b
    Example:
      sikk eval web-pages
    """
    from evals.library.web_pages import GOLD, measure, together

    readings = measure(folder or GOLD)
    sums = together(readings)
    if as_json:
        emit({
            "pages": [each.as_json() for each in readings],
            "together": [each.as_json() for each in sums.values()],
        })  # fmt: skip
        return
    for each in readings:
        if each.extractor == "ours" and (each.lost or each.chrome):
            click.echo(f"{each.page}: {each.lost} of {each.article} lost, {each.chrome} too many")
    for each in sums.values():
        click.echo(
            f"{each.extractor}: {each.lost} of {each.article} characters lost "
            f"({each.lost / max(1, each.article):.1%}), {each.chrome} of chrome kept"
        )


COMMANDS = (web_pages,)
