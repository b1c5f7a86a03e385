"""An article taken apart: sentences that know their words, figures, dates and regions. What the rules look at."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence

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
REFERENCE = re.compile(
    r"(?<!urutan )(?<!peringkat )(?<!posisi )(?<!juara )\b(?:nomor|no\.?|bernomor)\s*:?\s*[\w./]*\d[\w./]*(?:\s*(?:tahun|th\.?)?\s*20\d\d)?"
    r"|\b(?:inpres|perpres|keppres|perda|perdasus|perdasi|perwali|perbup|pergub|permenaker|permendagri|uu|pp|undang undang)\s+\d+(?:\s*(?:/|tahun)\s*\d{4})?"
    r"|(?<![\w/])(?=\w*[a-z])[\w.]+(?:/[\w.]+){2,}"
)


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
        "_kinds",
    )

    def __init__(self, span: Span, block: int, text: str, folded: str):
        self.start, self.end, self.block, self.text, self.folded = span.start, span.end, block, text, folded
        self.marks: Sequence[Mark] = ()
        self.figures: Sequence[Figure] = ()
        self.dates: Sequence[When] = ()
        self.places: Sequence[Mention] = ()
        self._clauses: list[int] | None = None
        self._parts: list[int] | None = None
        self._kinds: dict[str, list[Mark]] | None = None

    @property
    def quote(self) -> str:
        """The sentence as printed, on one line."""
        return " ".join(self.text[self.start : self.end].split())

    def of(
        self, kind: str, key: str | Iterable[str] | None = None, lo: int | None = None, hi: int | None = None
    ) -> list[Mark]:
        """Marks of a kind (and key) that lie within [lo, hi)."""
        if self._kinds is None:
            self._kinds = {}
            for mark in self.marks:
                self._kinds.setdefault(mark.kind, []).append(mark)
        found = self._kinds.get(kind, [])
        if not found:
            return found
        lo, hi = self.start if lo is None else lo, self.end if hi is None else hi
        if key is None:
            return [m for m in found if lo <= m.start and m.end <= hi]
        keys = (key,) if isinstance(key, str) else key
        return [m for m in found if m.key in keys and lo <= m.start and m.end <= hi]

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
        found_dates = dates(self.folded)
        references = [m.span() for m in REFERENCE.finditer(self.folded)]
        self.references = [Span(*r) for r in references]
        found_dates = [w for w in found_dates if not _inside(w, references)]
        found_figures = [
            f
            for f in figures(self.folded, tuple(load().approx["before"]))
            if not _overlaps(f, found_dates) and not _inside(f, references)
        ]
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


def _furniture(folded: str, span: Span) -> str | None:
    """Why a line is not the story: a link to another story, a byline, a counter, a comment form. None where it is."""
    words = load().furniture
    head = folded[span.start : span.start + 40].lstrip(" \"'([")
    if head.startswith(tuple(words["related"])):
        return "related_link"
    short = span.end - span.start < 160
    if short and any(head.startswith(w) and not head[len(w) : len(w) + 1].isalpha() for w in words["page"]):
        return "page_furniture"
    if span.end - span.start < 60 and any(w in folded[span.start : span.end] for w in words["anywhere"]):
        return "page_furniture"
    return None


def _overlaps(figure: Figure, others: Sequence[When]) -> bool:
    return any(figure.start < o.end and o.start < figure.end for o in others)


def _inside(item: Figure | When, spans: Sequence[tuple[int, int]]) -> bool:
    return any(lo <= item.start and item.start < hi for lo, hi in spans)
