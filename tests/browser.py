"""Pages as a real browser has them once their script has run: headless Chromium."""

import shutil
import subprocess
import threading
from pathlib import Path
from typing import Any

import uvicorn
from making import until

CHROMIUM = shutil.which("chromium")


def in_browser(site: Any, path: str, tmp_path: Path) -> str:
    """The page as a browser has it once its script has run without an error."""
    site.engine.indexer.sync()
    with _Listening(site.app) as port:
        command = [
            CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic",
            "--no-first-run", "--disable-background-networking", "--disable-component-update",
            "--disable-sync", f"--user-data-dir={tmp_path / 'profile'}", "--enable-logging=stderr",
            "--virtual-time-budget=5000", "--dump-dom", f"http://127.0.0.1:{port}{path}",
        ]  # fmt: skip
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    assert "CONSOLE" not in done.stderr, done.stderr
    return done.stdout


class _Listening:
    """The application on a free port of this machine while the block runs."""

    def __init__(self, app):
        self._server = uvicorn.Server(
            uvicorn.Config(app, port=0, log_level="error", lifespan="off")
        )
        self._thread = threading.Thread(target=self._server.run, daemon=True)

    def __enter__(self) -> int:
        self._thread.start()
        until(lambda: self._server.started)
        return self._server.servers[0].sockets[0].getsockname()[1]

    def __exit__(self, *_):
        self._server.should_exit = True
        self._thread.join()
