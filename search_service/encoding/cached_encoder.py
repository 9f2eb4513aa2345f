"""Encodings that were paid for once: encoder name + text hash -> encoding, in SQLite.

Encoding is the dear part of indexing and depends on nothing but the model and the text, so
moving, re-describing or re-indexing a document costs no encoding. The file can be deleted at
any time. Wraps an encoder and is itself one.

Token vectors are kept as one byte a value with a scale a token: 0.4 kB a token. A second file, made
when the product was set up, may hold the encodings of the shipped library; it is only read.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from corpus.ids import text_digest
from corpus.store.write_ahead import write_ahead
from search_service.encoding.encoder import Encoder, Encoding, Role

_KEYS_A_QUERY = 200
_COLUMNS = "vector, ids, scales, tokens"

Row = tuple[bytes, bytes, bytes, bytes]


class CachedEncoder:
    """An encoder that encodes each passage once; queries pass through."""

    def __init__(self, encoder: Encoder, path: Path, shipped: Path | None = None) -> None:
        self._encoder = encoder
        self.name = encoder.name
        self.dimensions = encoder.dimensions
        self._lock = threading.Lock()
        self._shipped = _read_only(shipped) if shipped and shipped.is_file() else None
        path.parent.mkdir(parents=True, exist_ok=True)
        self._database = sqlite3.connect(path, check_same_thread=False)
        write_ahead(self._database)
        self._database.execute("PRAGMA synchronous=NORMAL")
        self._database.execute(
            "CREATE TABLE IF NOT EXISTS encodings (key BLOB PRIMARY KEY, "
            "vector BLOB NOT NULL, ids BLOB NOT NULL, scales BLOB NOT NULL, tokens BLOB NOT NULL)"
        )

    def encode(self, texts: Sequence[str], role: Role) -> list[Encoding]:
        """As the encoder's; passages seen before are read, the others encoded and kept."""
        if role == "query":
            return self._encoder.encode(texts, role)
        keys = [self._key(text) for text in texts]
        rows = self._read(keys)
        if self._shipped is not None:
            given = self._read([key for key in keys if key not in rows], self._shipped)
            self._write(given)  # so that they are counted and forgotten like any other
            rows |= given
        fresh = {key: text for key, text in zip(keys, texts, strict=True) if key not in rows}
        encoded = self._encoder.encode(list(fresh.values()), role)
        added = {key: _row(encoding) for key, encoding in zip(fresh, encoded, strict=True)}
        self._write(added)
        rows |= added
        # Fresh encodings take the way through the row too: what is indexed never depends on
        # whether it came from the cache.
        return [self._encoding(rows[key]) for key in keys]

    def kept(self, texts: Sequence[str]) -> int:
        """How many of these passages have an encoding here."""
        return len(self._read([*{self._key(text) for text in texts}]))

    def forget(self, texts: Sequence[str]) -> None:
        """Deletes the encodings of these passages; token ids tell a text, so they are zeroed."""
        with self._lock, self._database:
            self._database.execute("PRAGMA secure_delete=ON")
            self._database.executemany(
                "DELETE FROM encodings WHERE key = ?", [(self._key(text),) for text in texts]
            )
        with self._lock:  # what was deleted still stands in the log until it is written back
            self._database.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def offsets(self, text: str, role: Role) -> list[tuple[int, int]]:
        """As the encoder's."""
        return self._encoder.offsets(text, role)

    def close(self) -> None:
        """Closes the files."""
        self._database.close()
        if self._shipped is not None:
            self._shipped.close()

    def _key(self, text: str) -> bytes:
        return bytes.fromhex(text_digest(f"{self.name}\n{text}"))

    def _encoding(self, row: Row) -> Encoding:
        vector, ids, scales, tokens = row
        values = np.frombuffer(tokens, np.int8).reshape(-1, self.dimensions).astype(np.float32)
        return Encoding(
            np.frombuffer(vector, np.float32),
            values * np.frombuffer(scales, np.float32)[:, None],
            np.frombuffer(ids, np.int32),
        )

    def _read(
        self, keys: Sequence[bytes], database: sqlite3.Connection | None = None
    ) -> dict[bytes, Row]:
        found: dict[bytes, Row] = {}
        for at in range(0, len(keys), _KEYS_A_QUERY):
            part = keys[at : at + _KEYS_A_QUERY]
            marks = ",".join("?" * len(part))
            query = f"SELECT key, {_COLUMNS} FROM encodings WHERE key IN ({marks})"  # noqa: S608
            with self._lock:
                rows = (database or self._database).execute(query, part).fetchall()
            found |= {key: row for key, *row in rows}
        return found

    def _write(self, rows: dict[bytes, Row]) -> None:
        values = [(key, *row) for key, row in rows.items()]
        with self._lock, self._database:
            self._database.executemany(
                "INSERT OR REPLACE INTO encodings VALUES (?, ?, ?, ?, ?)", values
            )


def _read_only(path: Path) -> sqlite3.Connection:
    # "immutable": nobody writes it while it is read, and its folder may be another user's.
    address = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
    return sqlite3.connect(address, uri=True, check_same_thread=False)


def _row(encoding: Encoding) -> Row:
    scales = np.abs(encoding.tokens).max(axis=1) / 127 + 1e-12
    values = np.rint(encoding.tokens / scales[:, None]).astype(np.int8)
    return (
        encoding.vector.astype(np.float32).tobytes(),
        encoding.ids.astype(np.int32).tobytes(),
        scales.astype(np.float32).tobytes(),
        values.tobytes(),
    )
