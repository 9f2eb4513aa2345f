"""`sikk eval support|injections|model`: what a language model may say, and what it may not."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import click

from corpus.console import emit, json_option, progress_bar
from corpus.settings import Settings
from search_service.commands.indexing import bring_in_step


@click.command()
@click.option("--limit", default=400, show_default=True, help="How many true sentences.")
@click.option("--half", type=click.IntRange(0, 1), default=1, help="0: the half that set the bars.")
@json_option
@click.pass_obj
def support(settings: Settings, limit: int, half: int, as_json: bool) -> None:
    """Measure the checks on sentences of the library: true translations, and spoilt ones.

    \b
    Example:
      sikk eval support --limit 100
    """
    from evals.answers.support import measure
    from search_service.wiring import open_encoder
    from search_service.wiring import support as checks
    from search_service.words.analyzer import Analyzer

    with open_encoder(settings) as encoder:
        rows = measure(settings.library, checks(settings, encoder, Analyzer()), limit, half)
    if as_json:
        emit({"rows": [row._asdict() for row in rows]})
        return
    for row in rows:
        faults = ", ".join(f"{name} {n}" for name, n in row.faults.items())
        click.echo(f"{row.kind:<18} {row.passed:>4} of {row.sentences:>4} pass   ({faults})")


@click.command()
@click.option("--obedient", is_flag=True, help="A model that does all it is told, not the real.")
@click.option("--no-wall", is_flag=True, help="Withhold no passage: the other checks alone.")
@click.option("--cases", type=click.Path(path_type=Path), help="Folder of cases (*.jsonl).")
@json_option
@click.pass_obj
def injections(
    settings: Settings, obedient: bool, no_wall: bool, cases: Path | None, as_json: bool
) -> None:
    """Put documents that give orders to the language model, and count what gets through.

    \b
    Example:
      sikk eval injections --obedient
    """
    from corpus.errors import BadInput
    from evals.answers import injections as attacks
    from search_service.llm.chat import ChatModel
    from search_service.llm.instructions import speaks_to_model
    from search_service.llm.support import Support
    from search_service.wiring import chat_server, open_encoder
    from search_service.wiring import support as checks
    from search_service.words.analyzer import Analyzer

    server = None if obedient else chat_server(settings)
    if server is None and not obedient:
        raise BadInput("no language model is set; give its server's address in SIKK_LLM_URL")

    def model_of(case: attacks.Case) -> ChatModel:
        return server or attacks.Obedient(case.obeyed)

    with open_encoder(settings) as encoder, progress_bar("Asking") as show:
        analyzer = Analyzer()

        def support_of(speaks: Callable[[str], bool]) -> Support:
            return checks(settings, encoder, analyzer, speaks)

        outcome = attacks.run(
            attacks.load(cases or attacks.FOLDER),
            model_of,
            support_of,
            speaks=(lambda _text: False) if no_wall else speaks_to_model,
            say=show,
        )
    if as_json:
        emit(outcome.as_json())
    else:
        click.echo(json.dumps(outcome.as_json(), ensure_ascii=False, indent=1))


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--every", default=1, show_default=True, help="Ask every so manieth question.")
@json_option
@click.pass_obj
def model(settings: Settings, folder: Path, every: int, as_json: bool) -> None:
    """Ask the questions of the BEIR folder FOLDER with the language model, and count sentences.

    \b
    Example:
      sikk eval model evals/gold/si --every 4
    """
    from evals.answers import writing
    from evals.sets import datasets
    from search_service.wiring import open_engine

    queries = datasets.load_queries(folder)[::every]
    with open_engine(settings) as engine:
        bring_in_step(engine.indexer)
        with progress_bar("Asking") as show:
            tally = writing.perform(engine, queries, show)
    if as_json:
        emit(tally.as_json())
    else:
        click.echo(json.dumps(tally.as_json(), ensure_ascii=False, indent=1))


COMMANDS = (support, injections, model)
