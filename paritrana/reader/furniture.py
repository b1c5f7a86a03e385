"""Which lines of a page are not its story: links to other stories, bylines, counters, comment forms."""

from __future__ import annotations

import re
from functools import cache

from .lexicon import either, load
from .text import Span

SHORT_LINE, COUNTER_LINE = 160, 60  # characters: bylines and page counters are no longer
HEADING = 30  # characters of a heading over links
LINE_HEAD = 40  # characters in which furniture shows itself


@cache
def _other_heads() -> frozenset[str]:
    return frozenset(load().furniture["heads"])


@cache
def _furniture_words() -> tuple[tuple[str, ...], re.Pattern, re.Pattern]:
    words = load().furniture
    page, anywhere = (
        re.compile(rf"(?:{either(words['page'])})(?![a-z])"),
        re.compile(rf"\b(?:{either(words['anywhere'])})\b"),
    )
    return tuple(words["related"]), page, anywhere


def is_byline(folded: str, span: Span) -> bool:
    """ "Penulis: Maria | Editor: Budi"."""
    return folded[span.start : span.end].lstrip(" (").startswith(tuple(load().furniture["byline"]))


def furniture(folded: str, span: Span) -> str | None:
    """Why a line is not the story: a link to another story, a byline, a counter, a comment form. None where it is."""
    related, page, anywhere = _furniture_words()
    head = folded[span.start : span.start + LINE_HEAD].lstrip(" \"'([")
    if head.startswith(related):
        return "related_link"
    length = span.end - span.start
    byline = length < SHORT_LINE and page.match(head)
    counter = length < COUNTER_LINE and anywhere.search(folded, span.start, span.end)
    return "page_furniture" if byline or counter else None


def heads_others(folded: str, span: Span) -> bool:
    """ "Baca Juga:", "Berita Terpopuler": what follows are the headlines of other stories."""
    return span.end - span.start < HEADING and folded[span.start : span.end].strip(" :.»-*#") in _other_heads()


def is_title(text: str, span: Span) -> bool:
    """A short line without a sign at its end, as headlines are."""
    return span.end - span.start < SHORT_LINE and text[span.end - 1] not in '.!?"”:'
