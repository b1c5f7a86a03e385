"""What was once worked out, kept on disk under the content it came from: `Store(file).fill(keys, make)`.

A cache, never a source: a file that is missing, locked, full, read-only or damaged costs time and nothing else. Entries
carry a digest, and one that rotted is made anew. Of several processes that miss the same entry, one makes it and the
others wait for it.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from .paths import CACHE

WAIT = 120  # seconds for another process that is making the same
_AT_ONCE = 500  # keys a query
Make = Callable[[list[str]], Mapping[str, bytes]]


class Store:
    """The newest `most` entries of a file; with `file` None nothing is kept."""

    def __init__(self, file: Path | None, most: int):
        self._file, self._most = file, most

    def fill(self, keys: Sequence[str], make: Make) -> dict[str, bytes]:
        """Key -> content for all keys: as kept, and what is missing from `make`, whose errors are the caller's."""
        with self._opened() as db:
            found = _get(db, keys)
        missing = [key for key in keys if key not in found]
        return found | self._made(missing, make) if missing else found

    def put(self, made: Mapping[str, bytes]) -> None:
        """Keep these, whatever was kept under their keys."""
        with self._opened(to_write=True) as db, contextlib.suppress(sqlite3.Error):
            _put(db, made, self._most)

    def _made(self, keys: list[str], make: Make) -> dict[str, bytes]:
        with self._opened(to_write=True) as db:
            found = _get(db, keys)  # what another process made while we waited
            missing = [key for key in keys if key not in found]
            made = dict(make(missing)) if missing else {}
            with contextlib.suppress(sqlite3.Error):
                _put(db, made, self._most)
        return found | made

    @contextlib.contextmanager
    def _opened(self, to_write: bool = False) -> Iterator[sqlite3.Connection | None]:
        """The file, None where it cannot be used. To write: nobody else writes until we are done."""
        db = self._open(to_write)
        try:
            yield db
        finally:
            if db:
                db.close()  # what was not committed is undone

    def _open(self, to_write: bool) -> sqlite3.Connection | None:
        for _ in range(2) if self._file else ():
            db = None
            try:
                if to_write:
                    self._file.parent.mkdir(parents=True, exist_ok=True)
                elif not self._file.is_file():
                    return None
                where = f"{self._file.absolute().as_uri()}?mode={'rwc' if to_write else 'ro'}"
                db = sqlite3.connect(where, uri=True, timeout=WAIT, isolation_level=None)
                if to_write:
                    db.execute("PRAGMA synchronous = OFF")  # a lost cache is no loss
                    db.execute("BEGIN IMMEDIATE")
                    db.execute("CREATE TABLE IF NOT EXISTS kept (key TEXT PRIMARY KEY, digest BLOB, content BLOB)")
                db.execute("SELECT key FROM kept LIMIT 1").fetchone()  # is it there, and whole enough to ask
                return db
            except (OSError, sqlite3.Error) as error:
                if db:
                    db.close()
                if isinstance(error, OSError | sqlite3.OperationalError) or not to_write:
                    return None
                _remove(self._file)  # damaged: begin anew
        return None


def store(name: str, most: int) -> Store:
    """The store of this name in the project's cache folder; PARITRANA_CACHE names another folder, or none ("")."""
    folder = os.environ.get("PARITRANA_CACHE", str(CACHE or ""))
    return Store(Path(folder) / f"{name}.sqlite" if folder else None, most)


def fingerprint(parts: Iterable[bytes | str]) -> str:
    """A hash of these parts, in this order."""
    total = hashlib.blake2b(digest_size=16)
    for part in parts:
        raw = part.encode() if isinstance(part, str) else part
        total.update(len(raw).to_bytes(8, "big") + raw)
    return total.hexdigest()


def content(files: Iterable[Path], root: Path) -> str:
    """A hash of the names, below `root`, and the bytes of files; of one that cannot be opened, that it cannot."""
    return fingerprint(part for file in files for part in (os.fsencode(file.relative_to(root)), _bytes(file)))


def _bytes(file: Path) -> bytes:
    try:
        return b"+" + file.read_bytes()
    except OSError:
        return b"-"


def _get(db: sqlite3.Connection | None, keys: Sequence[str]) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    with contextlib.suppress(sqlite3.Error):  # a rotten page: what stands on it is made anew
        for first in range(0, len(keys) if db else 0, _AT_ONCE):
            some = keys[first : first + _AT_ONCE]
            asked = f"SELECT key, digest, content FROM kept WHERE key IN ({','.join('?' * len(some))})"
            found |= {key: kept for key, digest, kept in db.execute(asked, some) if digest == _digest(key, kept)}
    return found


def _put(db: sqlite3.Connection | None, made: Mapping[str, bytes], most: int) -> None:
    if db and made:
        rows = ((key, _digest(key, kept), kept) for key, kept in made.items())
        db.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?, ?)", rows)
        db.execute("DELETE FROM kept WHERE rowid <= (SELECT max(rowid) FROM kept) - ?", (most,))
        db.execute("COMMIT")


def _digest(key: str, kept: bytes) -> bytes:
    return hashlib.blake2b(key.encode() + kept, digest_size=16).digest()


def _remove(file: Path) -> None:
    for path in (file, file.with_name(file.name + "-journal")):
        with contextlib.suppress(OSError):
            path.unlink()
