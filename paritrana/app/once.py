"""What pure functions of tables and words made, kept for all sessions for as long as it is asked for: `@once`."""

from __future__ import annotations

import threading
import weakref
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
    def __init__(self, held: object):
        self.held, self.made, self.lock = held, False, threading.Lock()
        self.result: R | None = None


class Kept(Generic[R]):
    """The MOST results that were asked for last, each under a key. An error is not kept."""

    def __init__(self):
        self._found: OrderedDict[object, _Entry[R]] = OrderedDict()
        self._lock = threading.RLock()  # forgetting one may let go of what another hangs on

    def get(self, key: object, make: Callable[[], R], hold: Callable[[], object] = lambda: None) -> R:
        """What is kept under `key`, else what `make` makes: once, however many ask at the same time.

        What `hold` gives is held as long as the result.
        """
        with self._lock:
            if (entry := self._found.get(key)) is None:
                entry = self._found[key] = _Entry(hold())
            self._found.move_to_end(key)
            while len(self._found) > MOST:
                self._found.popitem(last=False)
        if not entry.made:
            with entry.lock:
                if not entry.made:
                    entry.result, entry.made = make(), True
        return entry.result

    def forget(self, key: object) -> None:
        with self._lock:
            self._found.pop(key, None)

    def clear(self) -> None:
        with self._lock:
            self._found.clear()


def once(make: Callable[P, R]) -> Callable[P, R]:
    """A function that looks up what it made of the same arguments. Arguments and results must never be changed.

    A frame counts as the same only where it is the same object, so a frame that is itself made `once` finds what was
    made of it. What was made of a thing goes with it: of a visitor's own articles nothing outlives the visit.
    """
    kept: Kept[R] = Kept()

    @wraps(make)
    def made(*args: P.args, **named: P.kwargs) -> R:
        things = (*args, *named.values())
        key = tuple(arg if isinstance(arg, _BY_VALUE) else id(arg) for arg in things), tuple(named)
        result = kept.get(key, lambda: make(*args, **named), lambda: [_held(arg, kept, key) for arg in things])
        if any(result is thing for thing in things if not isinstance(thing, _BY_VALUE)):  # it would keep itself
            kept.forget(key)
        return result

    return made


def _held(arg: object, kept: Kept, key: object) -> object:
    """What keeps an identity from being given to another thing: a note to forget the result, or the thing itself."""
    try:
        return None if isinstance(arg, _BY_VALUE) else weakref.ref(arg, lambda _: kept.forget(key))
    except TypeError:
        return arg
