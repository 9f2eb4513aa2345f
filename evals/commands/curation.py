"""`sikk eval copies|personal`: what curators are told of files that arrive."""

from __future__ import annotations

import click

from corpus.console import emit, json_option
from corpus.settings import Settings

_half_option = click.option(
    "--half",
    type=click.Choice(["test", "dev"]),
    default="test",
    show_default=True,
    help="The half that is reported, or the one that choices were made on.",
)


@click.command()
@_half_option
@json_option
def personal(half: str, as_json: bool) -> None:
    """Measure how personal data is found and held back, on made texts of people who do not exist.

    By language and kind: precision and recall of what is found, then of what is held back after the
    rules for offices' public contacts. The half "dev" is for those who change the finder.

    \b
    Example:
      sikk eval personal
    """
    from evals.library.personal_data import measure

    scores = measure(half)
    if as_json:
        told = {name: [s.as_json() for s in getattr(scores, name)] for name in ("found", "held")}
        emit({"half": half, "texts": scores.texts} | told)
        return
    for name in ("found", "held"):
        click.echo(f"{name:<22} precision  recall  right  wrong  missed")
        for each in getattr(scores, name):
            click.echo(
                f"  {each.lang} {each.kind:<16} {each.precision:>9.3f} {each.recall:>7.3f} "
                f"{each.right:>6} {each.wrong:>6} {each.missed:>7}"
            )
    click.echo(f"{scores.texts} texts of the half '{half}'")


@click.command()
@_half_option
@json_option
@click.pass_obj
def copies(settings: Settings, half: str, as_json: bool) -> None:
    """Measure how duplicates are found: made copies of the present library, hidden translations.

    The bars were chosen on the half "dev".

    \b
    Example:
      sikk eval copies
    """
    from evals.library.copies import measure

    scores = [score.as_json() for score in measure(settings, half)]
    if as_json:
        emit({"half": half, "scores": scores})
        return
    click.echo(f"{'kind':<20} precision  recall  right  wrong  missed")
    for each in scores:
        click.echo(
            f"{each['kind']:<20} {each['precision']:>9.3f} {each['recall']:>7.3f} "
            f"{each['right']:>6} {each['wrong']:>6} {each['missed']:>7}"
        )


COMMANDS = (copies, personal)
