"""`sikk eval`: joins the commands; each module beside this one holds those of one kind."""

from __future__ import annotations

import click

from evals.commands import (
    answers,
    curation,
    figures,
    fitting,
    library,
    llm,
    load,
    made_files,
    pages,
    retrieval,
    retyping,
    training,
    web_pages,
)


@click.group(name="eval")
def evaluate() -> None:
    """Measure search and answers, fit what is learnt, and check the library.

    \b
    Example:
      sikk eval run my-benchmark --json
    """


_MODULES = (
    retrieval,
    answers,
    figures,
    fitting,
    training,
    library,
    made_files,
    curation,
    llm,
    load,
    pages,
    retyping,
    web_pages,
)
for _module in _MODULES:
    for _command in _module.COMMANDS:
        evaluate.add_command(_command)
