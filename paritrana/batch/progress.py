"""A line on the terminal: how many articles, how fast, how long yet. Nothing where stderr is no terminal."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

EVERY = 0.2  # seconds
WIDTH = 24


class Progress:
    """`show(count)` as often as one likes. `share`: what part of the work is done, 0 to 1."""

    def __init__(self, share: Callable[[], float], what: str = "articles"):
        self._share, self._what = share, what
        self._on = sys.stderr.isatty()
        self._begun = self._last = time.monotonic()
        self._from: tuple[int, float] | None = None
        self._drawn = False

    def show(self, count: int) -> None:
        now = time.monotonic()
        if self._on and now - self._last >= EVERY:
            share = min(self._share(), 1.0)
            self._from = self._from or (count, share)  # what an earlier run did says nothing of the speed
            sys.stderr.write("\r\x1b[K" + line(count, share, now - self._begun, *self._from, self._what))
            sys.stderr.flush()
            self._last, self._drawn = now, True

    def clear(self) -> None:
        """Take the line away, before another is printed."""
        if self._drawn:
            sys.stderr.write("\r\x1b[K")
            self._drawn = False

    def say(self, text: object) -> None:
        """A line of its own on stderr."""
        self.clear()
        print(f"paritrana: {text}", file=sys.stderr)


def line(count: int, share: float, seconds: float, before: int, share_before: float, what: str) -> str:
    """
    >>> line(500, 0.5, 10, 0, 0.0, "articles")
    '[############------------]  50%  500 articles, 50/s, 10 s left'
    >>> line(500, 0.0, 0, 500, 0.0, "articles")
    '[------------------------]   0%  500 articles'
    """
    full = int(share * WIDTH)
    text = f"[{'#' * full}{'-' * (WIDTH - full)}] {share:4.0%}  {count:,} {what}"
    if seconds <= 0 or share <= share_before:
        return text
    left = seconds * (1 - share) / (share - share_before)
    return f"{text}, {(count - before) / seconds:,.0f}/s, {duration(left)} left"


def duration(seconds: float) -> str:
    """
    >>> [duration(s) for s in (9.6, 100, 4000)]
    ['10 s', '1 min 40 s', '1 h 6 min']
    """
    minutes, rest = divmod(round(seconds), 60)
    if not minutes:
        return f"{rest} s"
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes} min" if hours else f"{minutes} min {rest} s"
