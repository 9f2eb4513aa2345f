"""What every `sikk` command shares: JSON on standard output, words for people on standard error."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping

import click


def emit(data: Mapping[str, object]) -> None:
    """One JSON object on standard output, in UTF-8, letters as they are."""
    sys.stdout.write(json.dumps(data, ensure_ascii=False, indent=2) + "\n")


def say(message: str) -> None:
    """A line for people, on standard error."""
    click.echo(message, err=True)


def on_terminal() -> bool:
    """Whether a person watches: progress bars are for them alone."""
    return sys.stderr.isatty()


json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
