"""When a page was written: what its address and the lines around its story say, where its front matter does not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from ..models import Article
from .dates import FIRST_YEAR, LAST_YEAR, When
from .lexicon import either, load
from .text import Span

if TYPE_CHECKING:
    from .page import Page

LONGEST = 60  # characters of a line that is a date and no more
_MONTH, _DAY = "(?:0[1-9]|1[0-2])", "(?:0[1-9]|[12]\\d|3[01])"
_ADDRESS = re.compile(rf"/(20\d\d)(?:/{_MONTH}/|/[1-9]/|{_MONTH}{_DAY}/)")  # "/2024/08/", "/20240809/"
_CLOCK = re.compile(r"[\s,|]*(?:pukul |jam )?\d{1,2}[.:]\d\d(?:[.:]\d\d)?\s?(?:wib|wita|wit|am|pm)?\W*")
_NOTHING = re.compile(r"\W*")
# "Copyright © Antara 2019"; a year that turns with the calendar stands before the name
_CREDIT = re.compile(r"(?:copyright|hak cipta)\W+(?:[^\W\d][\w.]*\s)+(20\d\d)\W*")


class DateLine(NamedTuple):
    """A line that is a date and no more. `sure`: with a clock time or "Posted on", as only the day of writing has."""

    span: Span
    year: int
    sure: bool


@cache
def _posted() -> re.Pattern:
    return re.compile(rf"\W*(?:{either(load().furniture['posted'])})\W*(?:on |pada )?\W*")


def date_line(folded: str, span: Span, dates: Sequence[When]) -> DateLine | None:
    """A line as a date line: "Kamis, 17 Februari 2022 19:12 WIB", "Posted on Juli 12, 2023", "12 Juli 2023"."""
    if len(dates) != 1 or dates[0].precision != "day" or not dates[0].year or span.end - span.start > LONGEST:
        return None
    when = dates[0]
    posted = _posted().fullmatch(folded, span.start, when.start)
    clock = _CLOCK.fullmatch(folded, when.end, span.end)
    if not (posted or _NOTHING.fullmatch(folded, span.start, when.start)):
        return None
    if not (clock or _NOTHING.fullmatch(folded, when.end, span.end)):
        return None
    return DateLine(span, when.year, bool(posted or clock))


def year_written(article: Article, page: Page) -> int | None:
    """Its front matter > the day in its address > the day printed over its story > the year of its credit line.

    A bare date over the title may be the day on which the page was looked at, and tells nothing.
    """
    if article.published:
        return int(article.published[:4])
    if found := _ADDRESS.search(article.url or ""):
        return int(found[1]) if FIRST_YEAR <= int(found[1]) <= LAST_YEAR else None
    first = page.sentences[0].start if page.sentences else 0
    for line in sorted(page.date_lines, key=lambda line: not line.sure):
        if line.sure or line.span.start > first:
            return line.year
    credits = (_CREDIT.fullmatch(page.folded, span.start, span.end) for span, _ in page.set_aside)
    return next((int(credit[1]) for credit in credits if credit), None)
