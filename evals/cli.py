"""`sikk eval`: joins the commands; each module beside this one holds those of one kind."""

from __future__ import annotations

import click

from evals.commands import (
    answers,
    curation,
    fitting,
    library,
    llm,
    load,
    retrieval,
    retyping,
    web_pages,
)


@click.group(name="eval")
def evaluate() -> None:
    """Measure search and answers, fit what is learnt, and check the library.

    \b
    Example:
      sikk eval run my-benchmark --json
    """


for _module in (retrieval, answers, fitting, library, curation, llm, load, retyping, web_pages):
    for _command in _module.COMMANDS:
        evaluate.add_command(_command)
