"""`sikk eval made-corpus|fuzz|pdf-speed`."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from corpus.console import emit, json_option

if TYPE_CHECKING:
    from evals.library.made.measuring import FileReading

_seed_option = click.option("--seed", default=16, show_default=True, help="Draws the files.")


@click.command(name="made-corpus")
@click.option("--out", type=click.Path(path_type=Path), help="Keeps the files in this folder.")
@click.option("--before", type=click.Path(path_type=Path), help="Another checkout to read by too.")
@click.option("--beside", multiple=True, metavar="COMMAND", help="A program too; {} is the file.")
@click.option("--scans/--no-scans", default=True, help="With pictures, which take long.")
@click.option("--each", is_flag=True, help="Show each file that is not as it should be.")
@_seed_option
@json_option
def made_corpus(
    out: Path | None,
    before: Path | None,
    beside: tuple[str, ...],
    scans: bool,
    each: bool,
    seed: int,
    as_json: bool,
) -> None:
    """Measure what of made files' known text comes through the readers.

    Makes files of all formats, as programs write them and with faults, reads them, and says by
    format how many characters were lost or invented, how many words broken or moved, how many
    cells came under their head, how many headings were found, and which files were lost in silence.

    \b
    Example:
      sikk eval made-corpus --before ../before --beside "pdftotext {} -"
    """
    from evals.library.made.comparing import compare
    from evals.library.made.corpus import made_files

    with tempfile.TemporaryDirectory() as temporary:
        files = [*made_files(seed, scans)]
        found = compare(files, out or Path(temporary), before, beside)
    if as_json:
        emit({name: [sums.as_json() for sums in c.sums()] for name, c in found.items()})
        return
    for name, compared in found.items():
        click.echo(f"\n{name}: {len(compared.readings)} files")
        _show(compared.sums())
        for line in compared.faulty() if each else ():
            click.echo(line)


def _show(sums: Iterable[FileReading]) -> None:
    names = ("files", "lost", "invented", "broken", "moved", "cells", "headings", "silent")
    click.echo(f"{'':<14}" + "".join(f"{name:>10}" for name in names))
    for row in sums:
        kind = f"{row.kind} {'clean' if row.is_clean else 'faulty'}"
        click.echo(f"{kind:<14}{row.files:>10}" + "".join(f"{v:>10}" for v in _shares(row)))


def _shares(row: FileReading) -> list[str]:
    of_text = (row.lost, row.invented)
    of_words = (row.broken, row.moved)
    return [
        *(f"{value / max(1, row.characters):.2%}" for value in of_text),
        *(f"{value / max(1, row.words):.2%}" for value in of_words),
        f"{row.cells_right / row.cells:.1%}" if row.cells else "-",
        f"{row.headings_right / row.headings:.1%}" if row.headings else "-",
        str(row.silent),
    ]


@click.command()
@click.option("--files", default=20_000, show_default=True, help="How many mutants to read.")
@_seed_option
@json_option
def fuzz(files: int, seed: int, as_json: bool) -> None:
    """Read spoilt files, and count what is neither a document nor a reason.

    Made files are spoilt: bytes turned, cut and doubled, members within packages, words swapped.
    They go through the confined reader: its process may die, but whatever else than a reason
    reaches its parent is a crash. The exit code is 1 if there was one.

    \b
    Example:
      sikk eval fuzz --files 2000 --seed 7
    """
    from evals.library.made.fuzzing import fuzz as run

    found = run(files, seed)
    if as_json:
        emit(found.as_json())
    else:
        for line in found.lines():
            click.echo(line)
    if found.crashes:
        raise click.exceptions.Exit(1)


@click.command(name="pdf-speed")
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@click.option("--before", type=click.Path(path_type=Path), help="Another checkout to time too.")
@json_option
def pdf_speed(folder: Path | None, before: Path | None, as_json: bool) -> None:
    """Time reading of text PDFs by the processor's seconds, beside pdftotext where installed.

    FOLDER holds PDFs, by default the library's; scans among them are left out. Each program runs
    three times over all in turn; the fastest counts.

    \b
    Example:
      sikk eval pdf-speed
    """
    from evals.library.made.speed import pages_a_second

    found: Mapping[str, float] = pages_a_second(folder, before)
    if as_json:
        emit(dict(found))
        return
    for name, pages in found.items():
        click.echo(f"{name}: {pages:.1f} pages a second")


COMMANDS = (made_corpus, fuzz, pdf_speed)
