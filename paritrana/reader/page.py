"""An article taken apart: sentences that know their words, figures, dates and regions. What the rules look at."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cache

from .dates import When, dates
from .lexicon import Mark, finder, load
from .numbers import Figure, figures
from .places import Mention, mentions
from .text import Span, blocks, fold, sentences

_CLAUSE = re.compile(
    r";|,(?=\s)(?!\s(?:yakni|yaitu|atau|setara|ialah)\b)|:(?=\s)(?!\s*(?:rp\.?\s?)?\d)|\s[ ]\s|\((?=[a-z])|\b(?:sedangkan|sementara|adapun|tetapi|tapi|padahal|namun|sehingga|walau|walaupun|meski|meskipun|lalu|kemudian|disusul)\b"
)
_STRONG = re.compile(
    r";|:(?=\s)(?!\s*(?:rp\.?\s?)?\d)|\b(?:sedangkan|sementara|adapun|tetapi|tapi|padahal|namun|sehingga|walau|walaupun|meski|meskipun)\b"
)
# document numbers: "Nomor: B.02/INST/30/082021", "Inpres 2/2021", "UU No 59 Tahun 2024"; their digits are no figures
NUMBERED = re.compile(
    r"\b(?:bernomor|nomor|no\b\.?)(?<!urutan nomor)(?<!peringkat nomor)(?<!posisi nomor)(?<!juara nomor)"
    r"\s*:?\s*[\w./]*\d[\w./]*(?:\s*(?:tahun|th\.?)?\s*20\d\d)?"
    r"|\b(?:inpres|perpres|keppres|perda|perdasus|perdasi|perwali|perbup|pergub|permenaker|permendagri|uu|pp|undang undang)"
    r"\s+\d+(?:\s*(?:/|tahun)\s*\d{4})?"
)
CODED = re.compile(r"(?<![\w./])[\w.]+(?:/[\w.]+){2,}")  # "B.02/INST/30/082021"; a date has no letter


_NONE: list[Mark] = []  # never changed
SHORT_LINE, COUNTER_LINE = 160, 60  # characters: bylines and page counters are no longer


class Sentence:
    """A sentence at text[start:end]; all offsets inside are the article's. `block` is its paragraph's number."""

    __slots__ = (
        "start",
        "end",
        "block",
        "text",
        "folded",
        "marks",
        "figures",
        "dates",
        "places",
        "_clauses",
        "_parts",
        "_index",
    )

    def __init__(self, span: Span, block: int, text: str, folded: str):
        self.start, self.end, self.block, self.text, self.folded = span.start, span.end, block, text, folded
        self.marks: Sequence[Mark] = ()
        self.figures: Sequence[Figure] = ()
        self.dates: Sequence[When] = ()
        self.places: Sequence[Mention] = ()
        self._clauses: list[int] | None = None
        self._parts: list[int] | None = None
        self._index: dict[tuple[str, str | None], list[Mark]] | None = None

    @property
    def quote(self) -> str:
        """The sentence as printed, on one line."""
        return " ".join(self.text[self.start : self.end].split())

    def of(
        self, kind: str, key: str | Iterable[str] | None = None, lo: int | None = None, hi: int | None = None
    ) -> list[Mark]:
        """Marks of a kind (and key, or keys) that lie within [lo, hi), in order."""
        if self._index is None:
            self._index = {}
            for mark in self.marks:
                self._index.setdefault((mark.kind, None), []).append(mark)
                if mark.kind != "place":
                    self._index.setdefault((mark.kind, mark.key), []).append(mark)
        if key is None or isinstance(key, str):
            found = self._index.get((kind, key), _NONE)
        else:
            found = [mark for mark in self._index.get((kind, None), _NONE) if mark.key in key]
        if not found or (lo is None and hi is None):
            return found
        lo, hi = self.start if lo is None else lo, self.end if hi is None else hi
        return [mark for mark in found if lo <= mark.start and mark.end <= hi]

    def clause(self, position: int) -> Span:
        """The clause around a position: between commas, semicolons and the conjunctions that start a clause."""
        if self._clauses is None:
            self._clauses = self._cuts(_CLAUSE)
        return self._around(self._clauses, position)

    def part(self, position: int) -> Span:
        """The larger part around a position: between semicolons and words of contrast (sedangkan, tetapi ...)."""
        if self._parts is None:
            self._parts = self._cuts(_STRONG)
        return self._around(self._parts, position)

    def _cuts(self, pattern: re.Pattern) -> list[int]:
        return [self.start, *(m.start() for m in pattern.finditer(self.folded, self.start + 1, self.end)), self.end]

    @staticmethod
    def _around(cuts: list[int], position: int) -> Span:
        index = min(bisect_right(cuts, position), len(cuts) - 1)
        return Span(cuts[index - 1], cuts[index])


class Page:
    """A whole article: its sentences in order, and the spans that were set aside with the reason why."""

    def __init__(self, text: str):
        self.text, self.folded = text, fold(text)
        self.set_aside: list[tuple[Span, str]] = []
        self.sentences: list[Sentence] = []
        spans = blocks(text)
        marks = finder().find(self.folded)
        references = _references(self.folded)
        self.references = [Span(*reference) for reference in references]
        found_dates = _outside(dates(self.folded), references)
        hedges = tuple(load().approx["before"])
        found_figures = _outside(
            figures(self.folded, hedges), sorted([*references, *((d.start, d.end) for d in found_dates)])
        )
        found_places = mentions(text, self.folded, marks, [s.start for s in spans])
        for number, span in enumerate(spans):
            if reason := _furniture(self.folded, span):
                self.set_aside.append((span, reason))
                continue
            for part in sentences(text, span):
                if reason := _furniture(self.folded, part):
                    self.set_aside.append((part, reason))
                    continue
                self.sentences.append(Sentence(part, number, text, self.folded))
        for name, items in (
            ("marks", marks),
            ("figures", found_figures),
            ("dates", found_dates),
            ("places", found_places),
        ):
            self._share_out(name, items)

    def _share_out(self, name: str, items: Sequence) -> None:
        at, total = 0, len(items)
        for sentence in self.sentences:
            while at < total and items[at].start < sentence.start:
                at += 1
            first = at
            while at < total and items[at].start < sentence.end:
                at += 1
            setattr(sentence, name, items[first:at])


@cache
def _furniture_words() -> tuple[tuple[str, ...], re.Pattern, re.Pattern]:
    words = load().furniture
    first = "|".join(map(re.escape, sorted(words["page"], key=len, reverse=True)))
    return (
        tuple(words["related"]),
        re.compile(rf"(?:{first})(?![a-z])"),
        re.compile("|".join(map(re.escape, words["anywhere"]))),
    )


def _furniture(folded: str, span: Span) -> str | None:
    """Why a line is not the story: a link to another story, a byline, a counter, a comment form. None where it is."""
    related, page, anywhere = _furniture_words()
    head = folded[span.start : span.start + 40].lstrip(" \"'([")
    if head.startswith(related):
        return "related_link"
    length = span.end - span.start
    if (
        length < SHORT_LINE
        and page.match(head)
        or length < COUNTER_LINE
        and anywhere.search(folded, span.start, span.end)
    ):
        return "page_furniture"
    return None


def _references(folded: str) -> list[tuple[int, int]]:
    """Where numbers of documents stand, in order."""
    found = [match.span() for match in NUMBERED.finditer(folded)]
    if folded.count("/") > 1:
        found += [match.span() for match in CODED.finditer(folded) if any(c.isalpha() for c in match[0])]
    return sorted(found)


def _outside(items: Sequence, spans: Sequence[tuple[int, int]]) -> list:
    """Items that begin in none of the spans; both in text order, gone through once."""
    kept, at = [], 0
    for item in items:
        while at < len(spans) and spans[at][1] <= item.start:
            at += 1
        if at == len(spans) or not (spans[at][0] < item.end and item.start < spans[at][1]):
            kept.append(item)
    return kept
