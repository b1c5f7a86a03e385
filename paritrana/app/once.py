"""What pure functions of tables and words made, kept for all sessions for as long as it is asked for: `@once`."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from functools import wraps
from types import NoneType
from typing import Generic, ParamSpec, TypeVar

from .state import State

MOST = 256  # results of one function
_BY_VALUE = (str, int, float, frozenset, State, NoneType)  # others (frames, tables, words) are known by identity
P, R = ParamSpec("P"), TypeVar("R")


class _Entry(Generic[R]):
    def __init__(self, given: object):
        self.given, self.made, self.lock = given, False, threading.Lock()
        self.result: R | None = None


class Kept(Generic[R]):
    """The MOST results that were asked for last, each under a key. An error is not kept."""

    def __init__(self):
        self._found: OrderedDict[object, _Entry[R]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: object, make: Callable[[], R], given: object = None) -> R:
        """What is kept under `key`, else what `make` makes: once, however many ask at the same time.

        `given` is held as long as the result.
        """
        with self._lock:
            entry = self._found.setdefault(key, _Entry(given))
            self._found.move_to_end(key)
            while len(self._found) > MOST:
                self._found.popitem(last=False)
        if not entry.made:
            with entry.lock:
                if not entry.made:
                    entry.result, entry.made = make(), True
        return entry.result

    def clear(self) -> None:
        with self._lock:
            self._found.clear()


_apart: Callable[[], bool] = bool  # no


def keep_apart(asked: Callable[[], bool]) -> None:
    """Where `asked()` is true nothing is kept: what a visitor brought is no one else's, and gone with the visit."""
    global _apart
    _apart = asked


def once(make: Callable[P, R]) -> Callable[P, R]:
    """A function that looks up what it made of the same arguments. Arguments and results must never be changed.

    A frame counts as the same only where it is the same object, so a frame that is itself made `once` finds what was
    made of it. Arguments are held with the result, so that no other object gets their identity.
    """
    kept: Kept[R] = Kept()

    @wraps(make)
    def made(*args: P.args, **named: P.kwargs) -> R:
        if _apart():
            return make(*args, **named)
        given = (*args, *named.values())
        key = tuple(arg if isinstance(arg, _BY_VALUE) else id(arg) for arg in given), tuple(named)
        return kept.get(key, lambda: make(*args, **named), given)

    return made
