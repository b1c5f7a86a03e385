"""`@once`: what a pure function of tables and words made is kept for all sessions, for as long as it is asked for."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from functools import wraps
from types import NoneType
from typing import ParamSpec, TypeVar

from .state import State

MOST = 256  # results of one function
_BY_VALUE = (str, int, float, frozenset, State, NoneType)  # others (frames, tables, words) are known by identity
P, R = ParamSpec("P"), TypeVar("R")


def once(make: Callable[P, R]) -> Callable[P, R]:
    """A function that looks up what it made of the same arguments (MOST of them: the longest unused goes).

    Arguments and results must never be changed. A frame counts as the same only where it is the same object, so a frame
    that is itself made `once` finds what was made of it.
    """
    kept: OrderedDict[tuple, tuple[tuple, R]] = OrderedDict()
    lock = threading.Lock()

    @wraps(make)
    def made(*args: P.args, **named: P.kwargs) -> R:
        given = (*args, *named.values())
        key = tuple(arg if isinstance(arg, _BY_VALUE) else id(arg) for arg in given), tuple(named)
        with lock:
            if found := kept.get(key):
                kept.move_to_end(key)
                return found[1]
        result = make(*args, **named)
        with lock:
            kept[key] = given, result  # with the arguments, so that no other object gets their identity
            while len(kept) > MOST:
                kept.popitem(last=False)
        return result

    return made
