"""Vectors that were paid for once: encoder name + role + text hash -> vector, in SQLite.

Encoding is the dear part of indexing and depends on nothing but the model and the text, so
moving, re-describing or re-indexing a document costs no encoding. The file can be deleted at
any time. Wraps an encoder and is itself one.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from corpus.ids import text_digest
from search_service.encoder import Encoder, Role, Vectors

_KEYS_A_QUERY = 500


class CachedEncoder:
    """An encoder that encodes each text once; for passages, whose texts come again."""

    def __init__(self, encoder: Encoder, path: Path) -> None:
        self._encoder = encoder
        self.name = encoder.name
        self.dimensions = encoder.dimensions
        self._lock = threading.Lock()
        path.parent.mkdir(parents=True, exist_ok=True)
        self._database = sqlite3.connect(path, timeout=30, check_same_thread=False)
        self._database.execute("PRAGMA journal_mode=WAL")
        self._database.execute("PRAGMA synchronous=NORMAL")
        self._database.execute(
            "CREATE TABLE IF NOT EXISTS vectors (key BLOB PRIMARY KEY, vector BLOB NOT NULL)"
        )

    def encode(self, texts: Sequence[str], role: Role) -> Vectors:
        """As the encoder's; texts seen before are read, the others encoded and kept."""
        if role == "query":
            return self._encoder.encode(texts, role)
        keys = [self._key(text, role) for text in texts]
        known = self._read(keys)
        fresh = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
        vectors = self._encoder.encode(list(fresh.values()), role)
        known |= dict(zip(fresh, vectors, strict=True))
        self._write({key: known[key] for key in fresh})
        return np.stack([known[key] for key in keys]) if keys else vectors

    def close(self) -> None:
        """Closes the file."""
        self._database.close()

    def _key(self, text: str, role: Role) -> bytes:
        return bytes.fromhex(text_digest(f"{self.name}\n{role}\n{text}"))

    def _read(self, keys: Sequence[bytes]) -> dict[bytes, Vectors]:
        found: dict[bytes, Vectors] = {}
        for at in range(0, len(keys), _KEYS_A_QUERY):
            part = keys[at : at + _KEYS_A_QUERY]
            marks = ",".join("?" * len(part))
            query = f"SELECT key, vector FROM vectors WHERE key IN ({marks})"  # noqa: S608
            with self._lock:
                rows = self._database.execute(query, part).fetchall()
            found |= {key: np.frombuffer(blob, np.float32) for key, blob in rows}
        return found

    def _write(self, vectors: dict[bytes, Vectors]) -> None:
        rows = [(key, vector.tobytes()) for key, vector in vectors.items()]
        with self._lock, self._database:
            self._database.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?)", rows)
