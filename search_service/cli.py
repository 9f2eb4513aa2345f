"""The root of `sikk`: finds the commands, reads the settings, turns errors into exit codes.

Commands are found through the entry points "sikk.commands" (ingest, eval) and the table below,
and imported when they are asked for: `sikk --help` never loads a model library.
"""

from __future__ import annotations

import os
import sys
import traceback
from importlib import import_module
from importlib.metadata import distribution
from pathlib import Path

import click

from corpus.errors import SikkError

_OWN = {
    "search": "search_service.commands.search:search",
    "ask": "search_service.commands.ask:ask",
    "compare": "search_service.commands.compare:compare",
    "corpus": "search_service.commands.corpus:corpus",
    "serve": "search_service.commands.serve:serve",
    "mcp": "search_service.commands.mcp:mcp",
    "doctor": "search_service.commands.doctor:doctor",
}
_ORDER = ("ingest", "search", "ask", "compare", "corpus", "eval", "serve", "mcp", "doctor")


class LazyCommands(click.Group):
    """A group whose commands are imported when they are used."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """All commands, in the order that a new user needs them."""
        names = _commands()
        return sorted(names, key=lambda n: (_ORDER.index(n) if n in _ORDER else len(_ORDER), n))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of that name, imported."""
        target = _commands().get(cmd_name)
        if target is None:
            return None
        module, _, name = target.partition(":")
        command: click.Command = getattr(import_module(module), name)
        return command


@click.command(cls=LazyCommands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--data",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder of everything derived (or SIKK_DATA; default: var).",
)
@click.version_option(package_name="sikk-search")
@click.pass_context
def sikk(ctx: click.Context, data: Path | None) -> None:
    """Evidence search for social innovation, in Estonian and English.

    \b
    Example:
      sikk ingest
      sikk ask "Kuidas toetada noori, kes ei õpi ega tööta?"
    """
    from corpus import settings
    from search_service import logs

    ctx.obj = settings.read(data=data)
    asked = ctx.obj.log_questions and ctx.invoked_subcommand == "serve"
    logs.configure(ctx.obj.log_file, ctx.obj.log_days if asked else None)


def main() -> None:
    """Runs `sikk`; every expected error is one line and its exit code."""
    try:
        code = sikk.main(prog_name="sikk", standalone_mode=False)
    except click.exceptions.Abort:
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except SikkError as error:
        click.echo(f"sikk: {error}", err=True)
        sys.exit(error.exit_code)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    except Exception as error:
        _report_fault(error)
        sys.exit(1)
    sys.exit(code if isinstance(code, int) else 0)


def _report_fault(error: Exception) -> None:
    if os.environ.get("SIKK_DEBUG"):
        traceback.print_exception(error)
    kind = type(error).__name__
    click.echo(
        f"sikk: this is a fault of the program ({kind}: {error}); "
        "run again with SIKK_DEBUG=1 and report what it prints",
        err=True,
    )


def _commands() -> dict[str, str]:
    points = distribution("sikk-search").entry_points.select(group="sikk.commands")
    return {**{point.name: point.value for point in points}, **_OWN}
