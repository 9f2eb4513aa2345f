"""`sikk eval pages`: what the service's own pages cost whoever opens them."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import click

from corpus.console import emit, json_option, say
from corpus.settings import Settings

if TYPE_CHECKING:
    from evals.library.pages import PageCost

_LINE = "{:<13} {:>8} {:>6} {:>8} {:>8} {:>7} {:>15}"


@click.command()
@click.option(
    "--requests",
    default=20,
    show_default=True,
    type=click.IntRange(min=1),
    help="How often each page is asked for.",
)
@json_option
@click.pass_obj
def pages(settings: Settings, requests: int, as_json: bool) -> None:
    """Serve the present library and measure its pages: weight, time, layout shift, first paint.

    The weight is compressed, with everything that a page loads except pictures of documents' pages.
    Layout shift and first paint need Playwright and Chromium; without them they are left out.

    \b
    Example:
      sikk eval pages --requests 50
    """
    from evals.library import pages as served
    from evals.library.painting import lacking

    if missing := lacking():
        say(f"without layout shift and first paint: {missing}")
    logging.getLogger("search_service").setLevel(logging.WARNING)  # no line a request
    say(_LINE.format("page", "bytes", "files", "p50 ms", "p95 ms", "shift", "first paint ms"))
    costs = served.measure(settings, requests, _show)
    if as_json:
        emit({"pages": [cost.as_json() for cost in costs]})


def _show(cost: PageCost) -> None:
    painted = cost.painted or ("–", "–")
    say(_LINE.format(cost.name, f"{cost.weight:,}", cost.files, cost.p50, cost.p95, *painted))


COMMANDS = (pages,)
