"""`sikk eval`: joins the commands; each module beside this one holds those of one kind."""

from __future__ import annotations

import click

from evals.commands import fitting, library, llm, load, retrieval


@click.group(name="eval")
def evaluate() -> None:
    """Measure retrieval on benchmark sets, and what a language model may say.

    \b
    Example:
      sikk eval run my-benchmark --json
    """


for _module in (retrieval, fitting, library, llm, load):
    for _command in _module.COMMANDS:
        evaluate.add_command(_command)
