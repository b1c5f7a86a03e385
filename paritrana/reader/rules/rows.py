"""Rows of a table in the text, told by the head above them: "Daerah | Peserta | UCJ", "Tapin | 24.118 | 39%"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..page import Sentence
from ..text import Span
from ..topic import Topic
from .base import Draft, Found

BAR = "|"
_LETTER = re.compile(r"[a-z]")
UNITS = {"coverage_share": "percent", "covered": "count", "potential": "count", "budget": "IDR"}
SAID_UNITS = {"percent": "percent", "count": "people", "IDR": "IDR"}


def read_head(sentence: Sentence, topic: Topic) -> None:
    """What the columns hold goes on until a line has no bars."""
    bars = sentence.text.count(BAR, sentence.start, sentence.end)
    if not bars:
        topic.columns = ()
    elif bars > 1 and not sentence.figures and _LETTER.search(sentence.folded, sentence.start, sentence.end):
        topic.columns = tuple(_column(sentence, cell) for cell in _cells(sentence))


def read_row(sentence: Sentence, topic: Topic) -> Iterator[Found]:
    """The claims of a row that begins with one region and has as many cells as the head."""
    cells = list(_cells(sentence))
    regions = {m.region.code: m.region for m in sentence.subjects if m.start < cells[0].end}
    if len(cells) != len(topic.columns) or len(regions) != 1:
        return
    year, basis = topic.years.get("actual") or topic.story.now()
    for figure in sentence.figures:
        column = next(
            (c for cell, c in zip(cells, topic.columns, strict=True) if cell.start <= figure.start < cell.end)
        )
        if column in ("share", "members"):
            column = "coverage_share" if figure.unit == "percent" else "covered"
        if column and UNITS[column] == figure.unit:
            yield Draft(
                "row.cell", next(iter(regions.values())), column, figure.start, figure.end, figure.value,
                SAID_UNITS[figure.unit], year=year, year_basis=basis, group=topic.list_group or "all",
                approximate=figure.approximate,
            )  # fmt: skip


def _cells(sentence: Sentence) -> Iterator[Span]:
    """Between the bars, without what is empty before the first and behind the last."""
    start = sentence.start
    while start < sentence.end:
        bar = sentence.text.find(BAR, start, sentence.end)
        end = sentence.end if bar < 0 else bar
        if 0 <= bar != sentence.start or start < end:
            yield Span(start, end)
        start = end + 1


def _column(sentence: Sentence, cell: Span) -> str | None:
    """The measure that a column's title names; None for the regions' own, the uncovered's and any other."""
    if sentence.of("cue.uncovered", cell) or sentence.of(("cue.target", "cue.goal"), cell):
        return None
    if sentence.of("money.budget", cell):
        return "budget"
    if sentence.of("cue.potential", cell) or sentence.of("noun.workers", cell):
        return "potential"
    return "members" if sentence.of("cue.covered", cell) or sentence.of("rank.coverage", cell) else None
