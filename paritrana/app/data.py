"""The tables, built once for all visitors and kept for as long as seeds, lexicon, geo files and code stay the same.

While the newest cannot be built, or would hold nothing, the last good ones stay up: those of this process, else those
that an earlier one left in the cache folder.
"""

from __future__ import annotations

import datetime
import time
from typing import NamedTuple

import streamlit as st

from ..errors import CorrectionError, DataError, ParitranaError, Problem
from ..log import log
from ..paths import SEEDS
from ..tables.build import CORRECTIONS, keep_last, kept, kept_last, seeds_content
from ..tables.corrections import Correction, load_corrections
from ..tables.frames import Tables
from .options import choices
from .state import Choices

RETRY = 60  # seconds until what failed is tried again though the seeds are the same


class Loaded(NamedTuple):
    """Tables, what can be chosen in them, and when they were read where they are not the newest (ISO time, else "")."""

    tables: Tables
    choices: Choices
    held: str = ""


class _Made(NamedTuple):
    loaded: Loaded | None  # None for nothing worth showing
    error: Exception | None
    at: float  # seconds of a clock that nobody sets


_good: list[Loaded] = []  # today's of the last good ones, `held` filled in
_told: list[str] = []  # the last thing the log was told


def load(day: str = "") -> Loaded:
    """The tables of the seeds as they stood on a day (ISO date; "": today's), or the last good ones.

    Of a day by which no article was known: today's. Raises ParitranaError where there never were any good ones.
    """
    content = seeds_content(SEEDS)
    made = _tried(content, day)
    if made.loaded and not made.loaded.tables.texts and day:
        return load()
    if made.error is None:
        return made.loaded
    if held := _good[0] if _good else _from_disk():
        return held
    if made.loaded:
        return made.loaded  # better than nothing, and its problems are named
    if isinstance(made.error, ParitranaError):
        raise made.error
    raise DataError(f"no tables can be built ({type(made.error).__name__})", str(SEEDS), "see the log") from made.error


def _tried(content: str, day: str) -> _Made:
    made = _load(content, day)
    if made.error and time.monotonic() - made.at > RETRY:
        _load.clear(content, day)
        made = _load(content, day)
    return made


@st.cache_resource(max_entries=6, show_spinner=False)
def _load(content: str, day: str) -> _Made:
    """Good tables, or what is wrong with them: logged here, and so once."""
    error = loaded = None
    when = datetime.datetime.now().astimezone().isoformat(timespec="seconds")
    try:
        tables = kept(SEEDS, day or None)
        loaded = Loaded(tables, choices(tables)._replace(as_of=day))
        load_corrections(SEEDS / CORRECTIONS)  # raises: without any, figures would be wrong
        if not tables.texts and not day:
            none = Problem("no article in the seeds", str(SEEDS), "name a folder of seeds")
            first = next(iter(tables.problems), none)
            raise ParitranaError(first.what, first.where, first.mend)
    except Exception as reason:  # whatever it is, what was good before stays up
        error = reason
        if _told[-1:] != [said := f"no new tables, the last good ones stay up: {reason}"]:
            log.error(said, exc_info=None if isinstance(reason, ParitranaError) else reason)
            _told[:] = [said]
    else:
        if not day:
            _good[:] = [loaded._replace(held=when)]
            keep_last(tables, SEEDS, when)
            log.info("tables of %d articles, version %s", tables.articles.height, tables.fingerprint)
            for problem in tables.problems:
                log.warning("left out: %s", problem)
        _told.clear()
    return _Made(loaded, error, time.monotonic())


@st.cache_resource(show_spinner=False)
def _from_disk() -> Loaded | None:
    if not (found := kept_last(SEEDS)):
        return None
    tables, when = found
    return Loaded(tables, choices(tables), when)


def corrections() -> list[Correction]:
    """What a person decided against the reader; none where the file is damaged (the problems say so)."""
    try:
        return load_corrections(SEEDS / CORRECTIONS)
    except CorrectionError:
        return []
