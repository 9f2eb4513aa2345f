"""`sikk corpus personal`: what documents hold of personal data, and a curator's decisions."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import click

from corpus.console import counted, emit, json_option, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus.settings import Settings
    from corpus.store.store import CorpusStore

_PLURALS = {
    "e-mail": "e-mail addresses",
    "street address": "street addresses",
}
_SINGULARS = {"e-mail": "e-mail address"}


@click.group()
def personal() -> None:
    """Personal data in documents: list it, release it, mask it, hold it back again.

    A passage that holds an e-mail or street address, a phone number, an Estonian personal code or a
    bank account is held back until it is decided on: it is not found, quoted or shown, and the
    file's original is not given out. Offices' public contacts are released by rule. The file itself
    is never changed, and each decision can be taken back.

    \b
    Rules of your own stand in personal.tsv in the data folder, with a tab between the columns:
      decision  kind            value
      release   e-mail          @example.ee
      release   phone           +372 5123 4567
      mask      personal code   *

    \b
    Example:
      sikk corpus personal list
    """


@personal.command(name="list")
@click.argument("document_ids", nargs=-1, metavar="[ID …]")
@click.option("--all", "every", is_flag=True, help="Also what is released or masked.")
@click.option("--show", is_flag=True, help="Print the values in full.")
@json_option
@click.pass_obj
def list_findings(
    settings: Settings, document_ids: tuple[str, ...], every: bool, show: bool, as_json: bool
) -> None:
    """List what is held back: document, page, name of the finding, kind, shortened value.

    \b
    Example:
      sikk corpus personal list minutes-3f0a1b2c --all
    """
    from corpus.wiring import open_store

    with open_store(settings) as store:
        ids = document_ids or store.personal.documents()
        found = [row for each in ids for row in _rows(store, each, every, show)]
        passages = sum(store.personal.held_back(each).passages for each in ids)
    if as_json:
        emit({"held_passages": passages, "findings": found})
        return
    for row in found:
        click.echo(
            f"{row['document']:<40} {row['page'] or '–':>4}  {row['finding']}  "
            f"{row['state']:<8}  {row['kind']:<14}  {row['value']}"
        )
    click.echo(f"{counted(len(found), 'finding')}; {counted(passages, 'passage')} held back")


def _rows(
    store: CorpusStore, document_id: str, every: bool, show: bool
) -> Iterator[dict[str, object]]:
    from corpus.personal.contacts import HELD, shortened

    store.document(document_id)
    pages = store.pages(document_id, whole=True)
    for each in store.personal.findings(document_id):
        if every or each.state == HELD:
            page = pages[each.span.page_index]
            value = page.text[each.span.start : each.span.end]
            yield {
                "document": document_id,
                "page": page.number,
                "start": each.span.start,
                "end": each.span.end,
                "finding": each.name,
                "kind": each.kind,
                "state": each.state,
                "by": "curator" if each.decided_at else "rule",
                "value": value if show else shortened(each.kind, value),
            }


def _decision(word: str, does: str) -> None:
    """Adds the command that gives findings the state of that decision."""

    @personal.command(name=word, help=f"{does}\n\n\b\nExample:\n  sikk corpus personal {word} ID")
    @click.argument("document_id", metavar="ID")
    @click.argument("findings", nargs=-1, metavar="[FINDING …]")
    @json_option
    @click.pass_obj
    def decide(
        settings: Settings, document_id: str, findings: tuple[str, ...], as_json: bool
    ) -> None:
        from datetime import UTC, datetime

        from corpus.personal.contacts import DECISIONS
        from corpus.wiring import open_store

        with open_store(settings) as store:
            store.document(document_id)
            now = datetime.now(UTC).replace(microsecond=0)
            number = store.personal.decide(document_id, DECISIONS[word], now, findings)
            held = store.personal.held_back(document_id).passages
        if as_json:
            emit({"document": document_id, "decided": number, "held_passages": held})
            return
        state = DECISIONS[word]
        left = f"{counted(held, 'passage')} of '{document_id}' held back now"
        click.echo(f"{counted(number, 'finding')} {state}; {left}")


_decision(
    "release", "Show what was held back of a document: all findings, or those that are named."
)
_decision("mask", "Show the passages, with the findings' characters covered: ████.")
_decision("hold", "Hold findings back, also those that were released or masked before.")


@personal.command(name="check")
@click.argument("document_ids", nargs=-1, metavar="[ID …]")
@json_option
@click.pass_obj
def check(settings: Settings, document_ids: tuple[str, ...], as_json: bool) -> None:
    """Look through documents again by the present rules: all, or those that are named.

    For documents that are in the corpus since before personal data was looked for, and after a
    change of personal.tsv. What a curator decided stays.

    \b
    Example:
      sikk corpus personal check
    """
    from corpus.wiring import open_store, personal_rules

    rules, kinds, passages = personal_rules(settings), Counter[str](), 0
    with open_store(settings) as store:
        ids = document_ids or [document.id for document in store.documents()]
        for each in ids:
            store.document(each)
            store.personal.look_again(each, rules)
            held = store.personal.held_back(each)
            passages += held.passages
            kinds.update(held.kinds)
    if as_json:
        emit({"documents": len(ids), "held_passages": passages, "held": dict(kinds)})
        return
    for kind, number in sorted(kinds.items()):
        say(f"held: {counted_kind(kind, number)}")
    click.echo(f"{counted(len(ids), 'document')}; {counted(passages, 'passage')} held back")


def counted_kind(kind: str, number: int) -> str:
    """`2 e-mail addresses`, `1 personal code`."""
    one = _SINGULARS.get(kind, kind)
    return f"{number:,} {one if number == 1 else _PLURALS.get(kind, f'{kind}s')}"
