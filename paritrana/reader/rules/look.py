"""One figure as a rule sees it: the words before and after it, its clause, its sentence, and the running topic."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from functools import cache

import msgspec

from ..lexicon import Mark, plain
from ..numbers import Figure
from ..page import Sentence
from ..places import Mention
from ..scan import Scan
from ..text import Span
from ..topic import Topic

_AND_MORE = re.compile(r" lebih ")  # "2,4 juta lebih penduduk"
_WORD = re.compile(r"\s?([a-z]+)")
_OF_THEM = re.compile(
    r"\s*(?:dari (?:total |sekitar |seluruh )?\d|atau (?:sekitar |sebesar )?\d[\d.,]*\s?(?:persen|%)"
    r"|di antaranya\b|diantaranya\b|(?:yang )?(?:sudah |telah )?(?:terlindungi|terdaftar|dilindungi|menjadi peserta)\b"
    r"|(?:yang )?(?:sudah|telah)\s)"
)


@cache
def _no_nouns() -> frozenset[str]:
    """Words that may follow a figure and are not what it counts."""
    return plain("function") | plain("member")


class Look(msgspec.Struct):
    """`before` and `after` reach to the neighbouring figures, and no farther than the part of the sentence."""

    sentence: Sentence
    figure: Figure
    topic: Topic
    places: list[Mention]  # the regions that can own a figure here
    before: Span
    after: Span
    clause: Span
    part: Span
    start: int  # the figure's
    end: int
    _counted: tuple[str | None, str | None] | None = None

    @property
    def earlier(self) -> Span:
        """The sentence up to the figure."""
        return Span(self.sentence.start, self.start)

    @property
    def near_clause(self) -> Span:
        """The clause, cut off at the neighbouring figures."""
        return Span(max(self.before.start, self.clause.start), min(self.after.end, self.clause.end))

    @property
    def counted(self) -> tuple[str | None, str | None]:
        """What the words right after the figure count, and that word.

        person, workers, group, thing or time; None with a word that is not known, and None with None where no noun
        follows.
        """
        if self._counted is None:
            self._counted = self._what_follows()
        return self._counted

    def _what_follows(self) -> tuple[str | None, str | None]:
        sentence = self.sentence
        more = self.follows(_AND_MORE)
        end = more.end() - 1 if more else self.end
        for mark in (*sentence.of("group"), *sentence.of("noun")):
            if 0 <= mark.start - end <= 1:
                if mark.kind == "group":
                    return "group", mark.key
                if mark.key == "thing" and sentence.of("group", Span(mark.start, mark.end + 1)):
                    return "group", mark.key
                return mark.key, self.text(mark)
        if self.follows(_OF_THEM):
            return "person", ""
        word = self.follows(_WORD)
        return None, word[1] if word and word[1] not in _no_nouns() else None

    def said(self, name: str | Collection[str], where: Span) -> list[Mark]:
        """Marks of a name ("cue.covered", or a whole kind: "group") within a span."""
        return self.sentence.of(name, where)

    @property
    def previous(self) -> Figure | None:
        """The figure before it in the sentence."""
        place = self.sentence.figures.index(self.figure)
        return self.sentence.figures[place - 1] if place else None

    def just_before(self, width: int) -> Span:
        """The last `width` characters before the figure, within `before`."""
        return Span(max(self.before.start, self.start - width), self.start)

    def just_after(self, width: int) -> Span:
        """The first `width` characters after the figure, within `after`."""
        return Span(self.end, min(self.after.end, self.end + width))

    def leads(self, pattern: re.Pattern | Scan) -> re.Match | None:
        """The words right before the figure, by a pattern that ends in `$`."""
        return self.sentence.leads(pattern, self.start)

    def follows(self, pattern: re.Pattern | Scan) -> re.Match | None:
        """The pattern right after the figure."""
        if isinstance(pattern, Scan):
            if not self.sentence.hears(pattern):
                return None
            pattern = pattern.pattern
        return pattern.match(self.sentence.folded, self.end, self.sentence.end)

    def text(self, span: Span | Mark) -> str:
        """Folded text of a span or mark."""
        return self.sentence.folded[span.start : span.end]


def looks(sentence: Sentence, topic: Topic, places: list[Mention]) -> Iterator[Look]:
    """A look at each figure of a sentence, in order."""
    figures = sentence.figures
    for index, figure in enumerate(figures):
        start, end = figure.start, figure.end
        part = sentence.part(start)
        lo = figures[index - 1].end if index else sentence.start
        hi = figures[index + 1].start if index + 1 < len(figures) else sentence.end
        before, after = Span(max(lo, part.start), start), Span(end, min(hi, part.end))
        yield Look(sentence, figure, topic, places, before, after, sentence.clause(start), part, start, end)


def nearest(marks: Iterable[Mark]) -> Mark | None:
    """The mark that ends last: the nearest where all stand before the figure."""
    return max(marks, key=lambda mark: mark.end, default=None)
