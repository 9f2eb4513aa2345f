"""Pages as a reader's browser has them: headless Chromium, driven by Playwright.

    with opened() as browser, visiting(browser, site, lang="et") as page:
        page.goto("/")

The pages of a visit are watched: an error of a script, an answer of the server that is an error, or a
request to any other host fails the test.
"""

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import pytest
import uvicorn
from making import until
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = shutil.which("chromium")
NEEDED = pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium: apt-get install chromium")

_AT_HOME = "127.0.0.1"
# Chromium of its own accord asks for updates and the like, which is no request of a page's.
_QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update",
)  # fmt: skip


@contextmanager
def opened() -> Iterator[Browser]:
    """A browser; only while it is open does this thread run an event loop."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[*_QUIET])
        yield browser
        browser.close()


@contextmanager
def visiting(browser: Browser, site: Any, *, script: bool = True, **options: Any) -> Iterator[Page]:
    """A page of a new visitor to the site, with JavaScript or without; `options` are a context's."""
    site.engine.indexer.sync()
    with listening(site.app) as port:
        home = f"http://{_AT_HOME}:{port}"
        context = browser.new_context(base_url=home, java_script_enabled=script, **options)
        page = context.new_page()
        faults = watched(page)
        yield page
        context.close()
    assert faults == []


def watched(page: Page) -> list[str]:
    """What goes wrong on the page from now on, as it happens."""
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(f"error: {error}"))
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    page.on("request", lambda sent: faults.extend(_elsewhere(sent.url)))
    return faults


def _elsewhere(address: str) -> list[str]:
    parts = urlsplit(address)
    at_home = parts.hostname == _AT_HOME or parts.scheme in ("data", "blob", "about")
    return [] if at_home else [f"a request to {address}"]


@contextmanager
def listening(app: Any) -> Iterator[int]:
    """The application on a free port of this machine."""
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error", lifespan="off"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until(lambda: server.started)
    yield server.servers[0].sockets[0].getsockname()[1]
    server.should_exit = True
    thread.join()
