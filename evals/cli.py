"""`sikk eval`: joins the commands; each module beside this one holds those of one kind."""

from __future__ import annotations

import click

from evals.commands import fitting, library, llm, retrieval, retyping


@click.group(name="eval")
def evaluate() -> None:
    """Measure retrieval on benchmark sets, and what a language model may say.

    \b
    Example:
      sikk eval run my-benchmark --json
    """


for _module in (retrieval, retyping, fitting, library, llm):
    for _command in _module.COMMANDS:
        evaluate.add_command(_command)
