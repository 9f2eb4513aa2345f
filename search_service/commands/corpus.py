"""`sikk corpus`: the catalogue."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from importlib.metadata import EntryPoint, distribution
from pathlib import Path

import click

from corpus.console import counted, emit, json_option, say
from corpus.documents import Document
from corpus.errors import BadInput
from corpus.settings import Settings
from search_service.commands.feedback import feedback

_GROUPS = ("type", "lang", "country", "evidence_level", "status")
_ORDER = ("list", "show", "add", "edit", "remove", "validate", "status", "gaps", "feedback")


class _Attached(click.Group):
    """Also has the commands that other packages attach as "sikk.corpus.commands"."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Its own and the attached, in the order that a curator needs them."""
        names = {*super().list_commands(ctx), *_attached()}
        return sorted(names, key=lambda n: (_ORDER.index(n) if n in _ORDER else len(_ORDER), n))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Its own, or the attached one, imported now."""
        point = _attached().get(cmd_name)
        loaded: click.Command | None = point.load() if point else None
        return loaded or super().get_command(ctx, cmd_name)


def _attached() -> dict[str, EntryPoint]:
    points = distribution("sikk-search").entry_points.select(group="sikk.corpus.commands")
    return {point.name: point for point in points}


@click.group(cls=_Attached)
def corpus() -> None:
    """List, show, describe, check, count and remove documents.

    \b
    Example:
      sikk corpus list --json
    """


corpus.add_command(feedback)


@corpus.command(name="list")
@json_option
@click.pass_obj
def list_documents(settings: Settings, as_json: bool) -> None:
    """List all documents: id, language, country, type, status, title.

    \b
    Example:
      sikk corpus list
    """
    documents = _documents(settings)
    if as_json:
        from search_service.web.json_views import document_view

        emit({"documents": [document_view(document) for document in documents]})
        return
    for document in documents:
        m = document.metadata
        where = f"{m.lang}  {m.country or '–':<3} {m.type:<9} {m.status:<9}"
        click.echo(f"{m.id:<40} {where} {m.title}")


@corpus.command()
@click.argument("document_id")
@click.option("--report", is_flag=True, help="How each page was read, and what was left out.")
@json_option
@click.pass_obj
def show(settings: Settings, document_id: str, report: bool, as_json: bool) -> None:
    """Show one document's description and size.

    With --report also the account of its pages: where their text comes from (the file's own text,
    or recognised from a picture, and how surely), what was left out and why, what may be wrong.

    \b
    Example:
      sikk corpus show vunki-mano --report
    """
    from corpus.wiring import open_store
    from search_service.commands.page_report import report_lines, report_view
    from search_service.web.json_views import document_view

    with open_store(settings) as store:
        view = document_view(store.document(document_id))
        pages = store.pages(document_id) if report else []
    if as_json:
        emit(view | ({"report": report_view(pages)} if report else {}))
        return
    view.pop("references")
    sources = view.pop("sources")
    for key, value in view.items():
        if value not in (None, ()):
            shown = ", ".join(map(str, value)) if isinstance(value, tuple) else value
            click.echo(f"{key + ':':<16} {shown}")
    assert isinstance(sources, list)
    for number, source in enumerate(sources, start=1):
        click.echo(f"{f'source {number}:':<16} {source}")
    for line in report_lines(pages) if report else ():
        click.echo(line)


@corpus.command()
@json_option
@click.pass_obj
def status(settings: Settings, as_json: bool) -> None:
    """Count documents, words and translations, by type, language, country, sector and evidence.

    \b
    Example:
      sikk corpus status
    """
    from corpus.wiring import open_store

    with open_store(settings) as store:
        documents = store.documents()
        counts = store.counts()
    counts["translations"] = sum(d.metadata.translation_of is not None for d in documents)
    groups = {group: _tally(getattr(d.metadata, group) for d in documents) for group in _GROUPS}
    groups["sector"] = _tally(sector for d in documents for sector in d.metadata.sectors)
    if as_json:
        emit({**counts, "by": groups})
        return
    click.echo(", ".join(counted(count, name[:-1]) for name, count in counts.items()))
    for group, tally in groups.items():
        click.echo(f"{group + ':':<15} " + ", ".join(f"{k} {n}" for k, n in tally.items()))


@corpus.command()
@click.argument("document_id")
@click.option("--with-file", is_flag=True, help="Also delete its file and NAME.yaml beside it.")
@click.option("--yes", is_flag=True, help="Delete the file without asking.")
@json_option
@click.pass_context
def remove(
    context: click.Context, document_id: str, with_file: bool, yes: bool, as_json: bool
) -> None:
    """Remove a document from store, index, caches and sources, with a receipt.

    What is left is counted anew after the removal, and should be 0 everywhere; exit code 1 if it
    is not. Keep the receipt: nothing else names the document any more. The curator's own file
    stays where it is unless --with-file is given, which asks first; a script says --yes. A file
    that another data folder read, or that has changed since, is left and named. A document that
    should only not be found any more is better withdrawn: `sikk corpus edit ID status=withdrawn`.

    \b
    Example:
      sikk corpus remove vunki-mano
    """
    from corpus.curators_files import deletable
    from corpus.wiring import open_store
    from search_service.web.json_views import receipt_view
    from search_service.wiring import open_removal

    settings: Settings = context.obj
    with open_store(settings) as store:
        own = deletable(store.document(document_id), settings.data, settings.library)
    files = own.paths if with_file else ()
    if files and not yes and not _may_delete(files):
        say("nothing was removed")
        context.exit(2)
    with open_removal(settings) as removal:
        receipt = removal.remove(document_id)
    for each in files:
        each.unlink(missing_ok=True)
    file = Path(receipt.document.source_path)
    if as_json:
        emit(receipt_view(receipt, file.exists()))
    else:
        click.echo(f"{'date:':<9}{receipt.at.isoformat()}")
        for title, counts in (("removed", receipt.removed), ("left", receipt.left)):
            click.echo(f"{title + ':':<9}" + ", ".join(f"{n} in {k}" for k, n in counts.items()))
    for other in receipt.translations:
        say(f"'{other}' is a translation of it and stays; remove it too, or mend translation_of")
    if not receipt.translations:
        for remark in _still_noted(document_id, settings):
            say(remark)
    if with_file and own.reason:
        say(own.reason)
    elif file.exists():
        say(f"{file} is still there: `sikk ingest` of its folder would bring it back")
    if not receipt.clean:
        context.exit(1)


def _still_noted(work: str, settings: Settings) -> Iterator[str]:
    """Where curators' tables hold something about a work that is removed."""
    from corpus.catalogue import subjects

    noted = settings.questions / f"{work}.tsv"
    if noted.exists():
        yield f"{noted} holds questions about it with sentences of it; delete that too"
    if any(work in subject.named for subject in subjects.read(settings.subjects)):
        yield f"{settings.subjects} names it; take it out of there too"


def _may_delete(files: Iterable[Path]) -> bool:
    named = " and ".join(map(str, files))
    if not sys.stdin.isatty():
        raise BadInput(
            f"{named}: not deleted and nothing removed, since nobody can be asked here; "
            "add --yes to delete, or leave out --with-file to keep the file"
        )
    return click.confirm(f"Delete {named} for good?", err=True)


@corpus.command()
@click.option("--closed", "which", flag_value="closed", help="Those that were answered since.")
@click.option("--all", "which", flag_value="all", help="Both the open and the closed.")
@json_option
@click.pass_obj
def gaps(settings: Settings, which: str | None, as_json: bool) -> None:
    """List the questions that found no evidence, the most often asked first.

    Each with how often and when it was last asked, its language, the best evidence (0 to 1), and
    the filters with which it was asked. One that is asked again and answered is closed; it is then
    listed with the document that answers it and the day.

    \b
    Example:
      sikk corpus gaps --json
      sikk corpus gaps --closed
    """
    from corpus.wiring import open_store
    from search_service.web.json_views import gap_view

    wanted = {"all": (True, False), "closed": (False,)}.get(which or "open", (True,))
    with open_store(settings) as store:
        found = [gap for gap in store.gaps.all() if gap.is_open in wanted]
    if as_json:
        emit({"gaps": [gap_view(gap) for gap in found]})
        return
    for gap in found:
        facts = f"{gap.times:>4}  {gap.last_asked:%Y-%m-%d}  {gap.lang}  {gap.score:.2f}"
        asked = " ".join([gap.question, *_options(gap.filters)])
        closed = "" if gap.closed_at is None else f"  → {gap.closed_by}, {gap.closed_at:%Y-%m-%d}"
        click.echo(f"{facts}  {asked}{closed}")


@corpus.command()
@json_option
@click.pass_obj
def duplicates(settings: Settings, as_json: bool) -> None:
    """List documents that seem to be the same, versions of a text, or unlinked translations.

    Each pair with its kind (exact, near, translation), how alike they are (0 to 1), and what may be
    done. Nothing is changed. What `translation_of` links already is left out.

    \b
    Example:
      sikk corpus duplicates
    """
    from corpus.wiring import open_store
    from search_service.documents.duplicates import Duplicates, vectors_of
    from search_service.wiring import open_representation

    with open_store(settings) as store:
        documents = [document for document in store.documents() if document.passages]
        passages = {document.id: store.passages_of(document.id) for document in documents}
    with open_representation(settings) as representation:
        vectors = {d.id: vectors_of(representation, d, passages[d.id]) for d in documents}
    pairs = Duplicates(documents, passages, vectors).pairs()
    if as_json:
        emit({"documents": len(documents), "pairs": [pair.as_json() for pair in pairs]})
        return
    for pair in pairs:
        click.echo(f"{pair.kind:<12} {pair.likeness:.2f}  {pair.one}  {pair.other}")
        click.echo(f"{'':<18}{pair.proposal}")
    click.echo(f"{counted(len(documents), 'document')}: {counted(len(pairs), 'pair')}")


def _options(filters: Mapping[str, object]) -> Iterator[str]:
    """Filters as one would type them: `--country FI`."""
    for name, value in filters.items():
        for each in value if isinstance(value, list | tuple) else [value]:
            yield f"--{name.replace('_', '-')} {each}"


def _documents(settings: Settings) -> list[Document]:
    from corpus.wiring import open_store

    with open_store(settings) as store:
        return store.documents()


def _tally(values: Iterable[str | None]) -> dict[str, int]:
    counted = Counter(value or "–" for value in values)
    return dict(sorted(counted.items(), key=lambda item: (-item[1], item[0])))
