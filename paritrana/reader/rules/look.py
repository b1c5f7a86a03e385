"""One figure as a rule sees it: the words before and after it, its clause, its sentence, and the running topic."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..lexicon import Mark
from ..numbers import Figure
from ..page import Sentence
from ..places import Mention
from ..story import Topic
from ..text import Span


@dataclass(slots=True)
class Look:
    """`before` and `after` reach to the neighbouring figures, and no farther than the part of the sentence."""

    sentence: Sentence
    figure: Figure
    topic: Topic
    places: list[Mention]  # the regions that can own a figure here
    before: Span
    after: Span
    clause: Span
    part: Span

    @property
    def start(self) -> int:
        return self.figure.start

    @property
    def end(self) -> int:
        return self.figure.end

    @property
    def earlier(self) -> Span:
        """The sentence up to the figure."""
        return Span(self.sentence.start, self.figure.start)

    @property
    def near_clause(self) -> Span:
        """The clause, cut off at the neighbouring figures."""
        return Span(max(self.before.start, self.clause.start), min(self.after.end, self.clause.end))

    def said(self, kind: str, key: str | Iterable[str] | None, where: Span) -> list[Mark]:
        """Marks of a kind and key within a span."""
        return self.sentence.of(kind, key, where.start, where.end)

    def just_before(self, width: int) -> Span:
        """The last `width` characters before the figure, within `before`."""
        return Span(max(self.before.start, self.start - width), self.start)

    def just_after(self, width: int) -> Span:
        return Span(self.end, min(self.after.end, self.end + width))

    def leads(self, pattern: re.Pattern) -> bool:
        """Whether the words up to the figure end with a pattern that ends in `$`."""
        return bool(pattern.search(self.sentence.folded, max(self.sentence.start, self.start - 60), self.start))

    def follows(self, pattern: re.Pattern) -> re.Match | None:
        """The pattern right after the figure."""
        return pattern.match(self.sentence.folded, self.end, self.sentence.end)

    def text(self, span: Span) -> str:
        """Folded text of a span."""
        return self.sentence.folded[span.start : span.end]


def looks(sentence: Sentence, topic: Topic, places: list[Mention]) -> Iterator[Look]:
    """A look at each figure of a sentence, in order."""
    figures = sentence.figures
    for index, figure in enumerate(figures):
        part = sentence.part(figure.start)
        lo = figures[index - 1].end if index else sentence.start
        hi = figures[index + 1].start if index + 1 < len(figures) else sentence.end
        before, after = Span(max(lo, part.start), figure.start), Span(figure.end, min(hi, part.end))
        yield Look(sentence, figure, topic, places, before, after, sentence.clause(figure.start), part)


def nearest(marks: Iterable[Mark]) -> Mark | None:
    """The mark that ends last: the nearest where all stand before the figure."""
    return max(marks, key=lambda mark: mark.end, default=None)
