"""A folder of files put into place as a whole: `put(made, folder)`.

Wherever it is stopped, and however many do it at once, the folder holds the last whole one or the new whole one.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import fcntl
import os
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

from ..errors import OutputError

_HERE, _EXCHANGE = -100, 2  # AT_FDCWD, RENAME_EXCHANGE of renameat2(2)


def put(made: Mapping[str, bytes], folder: Path | str) -> list[Path]:
    """Write `made` (name -> content) as the folder, replacing what an earlier `put` left there; the paths written.

    Raises OutputError where that cannot be done, or where the folder holds files of other names.
    """
    folder = Path(folder).resolve()
    fresh = folder.with_name(f".{folder.name}.new")
    try:
        with alone_in(folder.parent):
            _tidy(folder, fresh)
            if folder.exists() and (strange := sorted({path.name for path in folder.iterdir()} - set(made))):
                raise OutputError(f"holds other files ({strange[0]})", str(folder), "name an empty or a new folder")
            try:
                fresh.mkdir()
                for name, content in made.items():
                    (fresh / name).write_bytes(content)
                _swap(fresh, folder)
            finally:
                shutil.rmtree(fresh, ignore_errors=True)  # the old one, or what could not be finished
    except OSError as error:
        raise OutputError(f"cannot be written ({error.strerror})", str(folder), "choose another --out") from error
    return [folder / name for name in made]


@contextlib.contextmanager
def alone_in(parent: Path) -> Iterator[None]:
    """Of several that put folders into a parent, one at a time; a process that dies lets go."""
    parent.mkdir(parents=True, exist_ok=True)
    lock = os.open(parent, os.O_RDONLY)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)


def _tidy(folder: Path, fresh: Path) -> None:
    """Remove what a stopped build left. Where only the old whole one is left, put it back."""
    last = _last(folder)
    if last.exists() and not folder.exists():
        last.rename(folder)
    for left in (fresh, last):
        shutil.rmtree(left, ignore_errors=True)


def _swap(fresh: Path, folder: Path) -> None:
    """The fresh folder under the folder's name, in one step; the old one, if any, under the fresh one's."""
    try:
        fresh.rename(folder)  # there is none yet, or an empty one
        return
    except OSError as error:
        if error.errno not in (errno.ENOTEMPTY, errno.EEXIST):
            raise
    if not _exchange(fresh, folder):  # not on this system: the best that two steps can do
        last = _last(folder)
        folder.rename(last)
        fresh.rename(folder)
        shutil.rmtree(last, ignore_errors=True)


def _exchange(one: Path, other: Path) -> bool:
    """Exchange the names of two folders at once, where the system can (Linux)."""
    rename = getattr(ctypes.CDLL(None), "renameat2", None)
    return rename is not None and rename(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0


def _last(folder: Path) -> Path:
    return folder.with_name(f".{folder.name}.last")
