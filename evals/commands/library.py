"""`sikk eval facts|form|spelling|duplicates|…`: the checks of the library and its readers."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from corpus.console import emit, json_option
from corpus.settings import Settings

if TYPE_CHECKING:
    from evals.library.duplicates import AlikePassages

_SHOWN = 400  # characters of a passage

_library_option = click.option(
    "--library", type=click.Path(path_type=Path), help="Folder of documents; default: the shipped."
)
_most_option = click.option("--most", default=10, show_default=True, help="How many to show.")


@click.command()
@click.argument("facts", type=click.Path(path_type=Path))
@_library_option
@click.option("--exempt", is_flag=True, help="List what is not traced by rule.")
@json_option
@click.pass_obj
def facts(
    settings: Settings, facts: Path, library: Path | None, exempt: bool, as_json: bool
) -> None:
    """Trace every figure of the library to the facts that its documents name.

    FACTS is a folder with practices.tsv and instruments.tsv. The exit code is 1 if a figure is not
    traced.

    \b
    Example:
      sikk eval facts facts --exempt
    """
    from evals.library.facts import check, read_facts, read_library

    found = check(read_library(library or settings.library), read_facts(facts))
    if as_json:
        emit(found.as_json())
    else:
        for each in found.exempt if exempt else found.untraced:
            click.echo(f"{each.document_id}: {each.written}: … {each.context} …")
        for document_id, row in found.unknown_rows:
            click.echo(f"{document_id}: names the fact '{row}', which there is not")
        click.echo(
            f"{found.documents} documents, {found.figures} figures: {len(found.untraced)} not "
            f"traced, {len(found.exempt)} exempt (small numbers in words); "
            f"{found.sensitive / max(1, found.figures):.0%} would not be traced if one greater"
        )
    if found.untraced or found.unknown_rows:
        raise click.exceptions.Exit(1)


@click.command()
@_library_option
@json_option
@click.pass_obj
def form(settings: Settings, library: Path | None, as_json: bool) -> None:
    """Look whether documents keep the library's form.

    That is: the fixed sections, what is not known as the last of them, sources with addresses, and
    no sentence about the text itself. The exit code is 1 if anything is found.

    \b
    Example:
      sikk eval form
    """
    from evals.library.facts import read_sources
    from evals.library.form import check

    found = check(read_sources(library or settings.library))
    if as_json:
        emit(found.as_json())
    else:
        for remark in (*found.shape, *found.self_talk):
            click.echo(f"{remark.document_id}: {remark.text}")
        click.echo(
            f"{found.documents} documents: {len(found.shape)} of another shape, "
            f"{len(found.self_talk)} sentences about the text itself; {found.sources} sources, "
            f"{found.addressed} with a full address "
            f"({found.addressed / max(1, found.sources):.1%}), "
            f"{found.only_general} documents without any"
        )
    if found.shape or found.self_talk or found.only_general:
        raise click.exceptions.Exit(1)


@click.command()
@_library_option
@_most_option
@json_option
@click.pass_obj
def spelling(settings: Settings, library: Path | None, most: int, as_json: bool) -> None:
    """List the words of the Estonian documents that Estonian morphology does not know.

    Documents with the greatest share come first; then what explains the unknown words, and those
    that nothing explains.

    \b
    Example:
      sikk eval spelling --most 15
    """
    from evals.library.facts import read_library
    from evals.library.spelling import check, listed, summary
    from search_service.words.analyzer import Analyzer

    found = check(read_library(library or settings.library), Analyzer())
    whole = summary(found)
    if as_json:
        emit(whole.as_json() | {"by_document": {s.document_id: s.share for s in found[:most]}})
        return
    for each in found[:most]:
        shown = listed(unknown.word for unknown in each.unknown)
        click.echo(f"{each.share:6.1%}  {each.document_id}: {shown}")
    click.echo(
        f"{whole.documents} documents, {whole.words} words, {whole.unknown} unknown "
        f"({whole.share:.2%}; median document {whole.median:.2%}), by kind:"
    )
    for kind, number in whole.kinds.items():
        click.echo(f"  {kind}: {number}")
    click.echo(f"unexplained: {listed(whole.unexplained)}")


@click.command()
@_most_option
@json_option
@click.pass_obj
def duplicates(settings: Settings, most: int, as_json: bool) -> None:
    """Show the passages of the present library's practices that are most alike.

    By the cosine of the product's calibrated vectors, and by shared word trigrams.

    \b
    Example:
      sikk eval duplicates --most 5
    """
    from evals.library.duplicates import survey

    found = survey(settings, most)
    if as_json:
        emit({
            "passages": found.passages,
            "notices": found.notices,
            "cosine": _pairs(found.by_cosine),
            "trigrams": _pairs(found.by_trigrams),
        })  # fmt: skip
        return
    click.echo(f"{found.passages} passages of practices; left out of trigrams, as notices:")
    for notice in found.notices:
        click.echo(f"  “{notice}”")
    _tell("cosine of calibrated vectors", found.by_cosine)
    _tell("Jaccard index of word trigrams", found.by_trigrams)


def _pairs(found: Iterable[AlikePassages]) -> list[dict[str, object]]:
    return [
        {"score": round(score, 4), "passages": [one.passage.id, other.passage.id]}
        for score, one, other in found
    ]


def _tell(measure: str, found: Iterable[AlikePassages]) -> None:
    click.echo(f"\n{measure}:")
    for score, one, other in found:
        click.echo(f"{score:.3f}  {one.passage.id}  {other.passage.id}")
        for piece in (one, other):
            click.echo(f"       {' '.join(piece.text.split())[:_SHOWN]}")


@click.command(name="ocr-accuracy")
@click.argument("pdf", required=False, type=click.Path(path_type=Path))
@click.argument("truth", required=False, type=click.Path(path_type=Path))
@click.option("--languages", help="Tesseract's, as est+eng; default: those of the settings.")
@click.option("--worn", is_flag=True, help="Pages made crooked, coarse and noisy. Minutes.")
@json_option
@click.pass_obj
def ocr_accuracy(
    settings: Settings,
    pdf: Path | None,
    truth: Path | None,
    languages: str | None,
    worn: bool,
    as_json: bool,
) -> None:
    """Measure text recognition: a scan against its true text, by character and page.

    PDF is a scan, by default the library's own; TRUTH its text with a form feed after each page, by
    default the .txt.src beside it, of the library's own the one among its manuscripts.

    \b
    Example:
      sikk eval ocr-accuracy scan.pdf scan.txt
      sikk eval ocr-accuracy --worn
    """
    if worn:
        _show_worn(languages or settings.ocr_languages, as_json)
        return
    from evals.library.ocr_accuracy import SCAN, TRUTH, recognised, together

    scan = pdf or SCAN
    text = truth or (pdf.with_suffix(".txt.src") if pdf else TRUTH)
    pages = list(recognised(scan, text, languages or settings.ocr_languages))
    whole = together(pages)
    if as_json:
        emit({"pages": [page.as_json() for page in pages], "together": whole.as_json()})
        return
    for page in pages:
        click.echo(f"page {page.page}: {page.accuracy:.4f} ({page.errors} of {page.characters})")
    click.echo(f"{whole.page} pages: {whole.accuracy:.4f} ({whole.errors} of {whole.characters})")


@click.command(name="pdf-stress")
@click.argument("folder", type=click.Path(path_type=Path))
@json_option
def pdf_stress(folder: Path, as_json: bool) -> None:
    """Read a set of awkward PDFs: expected, got, seconds and memory.

    FOLDER holds the files and INDEX.tsv. The exit code is 1 if a file came out otherwise.

    \b
    Example:
      sikk eval pdf-stress stress
    """
    from evals.library.pdf_stress import read_all

    found = []
    for case in read_all(folder):
        found.append(case)
        if not as_json:
            mark = " " if case.as_expected else "!"
            click.echo(
                f"{mark} {case.seconds:6.2f} s {case.peak_mb:5} MB  {case.file}: "
                f"{case.expected} -> {case.got}"
            )
    wrong = sum(not case.as_expected for case in found)
    if as_json:
        emit({"files": [case._asdict() for case in found]})
    else:
        slowest = max((case.seconds for case in found), default=0.0)
        largest = max((case.peak_mb for case in found), default=0)
        click.echo(
            f"{len(found)} files, {len(found) - wrong} as expected; "
            f"at most {slowest:.1f} s and {largest} MB"
        )
    if wrong:
        raise click.exceptions.Exit(1)


def _show_worn(languages: str, as_json: bool) -> None:
    """The errors on worn scans beside bare Tesseract's, and how fast both are."""
    from evals.library.worn_scans import error_rates, pages_a_minute

    if as_json:
        pages = [page.as_json() for page in error_rates(languages)]
        emit({"pages": pages, "pages_a_minute": pages_a_minute(languages=languages)})
        return
    click.echo("lang  skew  dpi  noise  wrong characters: ours   bare Tesseract")
    for lang, wear, ours, bare in error_rates(languages):
        said = f"{lang:<4} {wear.skew:>4}°  {wear.dpi}  {wear.noise:>5}"
        click.echo(f"{said}  {ours:>23.4f}   {bare:.4f}")
    speed = pages_a_minute(languages=languages)
    click.echo(f"pages a minute: ours {speed['ours']}, bare {speed['bare']}")


@click.command(name="first-start")
@click.pass_obj
def first_start(settings: Settings) -> None:
    """Time a first start after `make setup`, from nothing to a searchable library.

    Works in a temporary folder and prints one JSON object. Minutes.

    \b
    Example:
      sikk eval first-start
    """
    from evals.library.first_start import measure

    emit(measure(settings))


@click.command("ingest-scale")
@click.option(
    "--documents",
    default=10_000,
    show_default=True,
    type=click.IntRange(min=100),
    help="How many are made.",
)
@click.option(
    "--workers",
    multiple=True,
    default=(1, 2),
    show_default=True,
    type=int,
    help="Processes that read; may be repeated, each is timed.",
)
@click.pass_obj
def ingest_scale(settings: Settings, documents: int, workers: tuple[int, ...]) -> None:
    """Time the ingest of many made documents: first, unchanged, and with 1 % changed.

    Works in a temporary folder, loads no model and prints one JSON object. Minutes.

    \b
    Example:
      sikk eval ingest-scale --documents 1000
    """
    from evals.library.ingest_scale import measure

    emit(measure(settings, documents, workers))


@click.command()
@click.argument("gold", type=click.Path(path_type=Path))
@click.option("--in-turn", default=60, show_default=True, help="Questions one after another.")
@click.option("--at-once", default=40, show_default=True, help="Questions at the same time.")
@click.option(
    "--program", type=click.Path(path_type=Path), help="Another version's `sikk` to measure."
)
@json_option
@click.pass_obj
def memory(
    settings: Settings,
    gold: Path,
    in_turn: int,
    at_once: int,
    program: Path | None,
    as_json: bool,
) -> None:
    """Serve the present library and report how much memory that takes (on Linux).

    \b
    Example:
      sikk eval memory evals/gold/si
    """
    from evals.answers import answering
    from evals.library.memory import measure

    questions = [each.text for each in answering.gold(gold)]
    steps = measure(program or Path(sys.argv[0]), settings.data, questions, in_turn, at_once)
    if as_json:
        emit({"memory": [step._asdict() for step in steps]})
        return
    click.echo(f"{'MB':<16} resident    own   peak   done  turned away")
    for step in steps:
        click.echo(
            f"{step.name:<16} {step.resident:>8} {step.own:>6} {step.peak:>6} "
            f"{step.done:>6} {step.turned_away:>12}"
        )


@click.command()
@click.argument("folder", default=".", type=click.Path(path_type=Path))
@json_option
def house(folder: Path, as_json: bool) -> None:
    """Count a checkout's rooms, the lines of its modules and functions, and its rules.

    FOLDER holds the packages; by default the present one. Rules are regular expressions with their
    alternatives, and numbers at a module's top, with those that say nowhere where they come from.

    \b
    Example:
      sikk eval house --json
    """
    from evals.library.house import survey

    found = survey(folder).as_json()
    if as_json:
        emit(found)
        return
    for name, value in found.items():
        shown = str(len(value) if isinstance(value, list) else value)
        if isinstance(value, dict):
            shown = ", ".join(f"{key} {said}" for key, said in value.items())
        click.echo(f"{name.replace('_', ' ') + ':':<22} {shown}")


COMMANDS = (
    facts,
    form,
    spelling,
    duplicates,
    ocr_accuracy,
    pdf_stress,
    first_start,
    ingest_scale,
    memory,
    house,
)
