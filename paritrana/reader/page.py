"""An article taken apart: sentences that know their words, figures, dates and regions. What the rules look at."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

from .dates import When, dates
from .furniture import furniture, heads_others, is_byline, is_title
from .lexicon import Mark, finder, load
from .numbers import Figure, figures
from .places import Mention, mentions
from .scan import Heads, Scan, heard
from .text import Span, blocks, fold, sentences
from .written import DateLine, date_line

TITLE_CASE = 0.6  # of the words of a headline begin with a capital
LEAD = 60  # characters before a position in which the words that lead to it stand
TOP = 6  # paragraphs among which the byline stands below headline and deck

_CONTRAST = "sedangkan|sementara|adapun|tetapi|tapi|padahal|namun|sehingga|walau|walaupun|meski|meskipun"
_JOINTS = "lalu|kemudian|disusul"
_SPACES = [space for space in map(chr, range(0x3001)) if space.isspace()]
_CUT_WORD = Scan(  # words, and a dash as it is folded: three spaces
    rf"\b(?:(?P<strong>{_CONTRAST})|{_JOINTS})\b|\s[ ]\s",
    *_CONTRAST.split("|"), *_JOINTS.split("|"), *(space + " " for space in _SPACES),
)  # fmt: skip
_CUT_SIGN = re.compile(
    r"[,:;(](?:(?<=,)(?=\s)(?!\s(?:yakni|yaitu|atau|setara|ialah)\b)"
    r"|(?P<strong>(?<=;)|(?<=:)(?=\s)(?!\s*(?:rp\.?\s?)?\d))"  # "peserta: 12.000 orang" is one clause
    r"|(?<=\()(?=[a-z]))"
)
_LAWS = "inpres|perpres|keppres|perda|perdasus|perdasi|perwali|perbup|pergub|permenaker|permendagri|uu|pp|undang undang"
# numbers of documents, whose digits are no figures: "Nomor: B.02/INST/30/082021", "UU No 59 Tahun 2024"
_NUMBERED = Heads(
    r"\b(?:bernomor|nomor|no\b\.?)(?<!urutan nomor)(?<!peringkat nomor)(?<!posisi nomor)(?<!juara nomor)"
    r"\s*:?\s*[\w./]*\d[\w./]*(?:\s*(?:tahun|th\.?)?\s*20\d\d)?"
    rf"|\b(?:{_LAWS})\s+\d+(?:\s*(?:/|tahun)\s*\d{{4}})?",
    ["bernomor", "nomor", "no", *_LAWS.split("|")],
)
_CODED = re.compile(r"[\w.]+(?:/[\w.]+){2,}")  # "B.02/INST/30/082021"; a date has no letter
_IN_WORD = re.compile(r"[\w./]*")
_TWO_SLASHES = re.compile(r"/[\w.]+/[\w.]")
_SMALL = re.compile(r"nomor \d{1,2}\.?")
_MOVED_TO = re.compile(r"\b(?:peringkat|posisi|urutan)(?:nya)? [a-z ]{0,40}(?:di|ke) $")  # "posisinya turun ke"
_PLACED = re.compile(r"\s?(?:se |secara|di |nasional|untuk cakupan|dalam)")


class Sentence:
    """A sentence at text[start:end], and what stands in it; all offsets inside are the article's.

    `block`: its paragraph's number. `subjects`: the regions that can be placed or own a figure. `areas`: the provinces
    named as the place where ("di Maluku"); they own a figure where the sentence names no other region.
    """

    def __init__(
        self, span: Span, block: int, text: str, folded: str,
        marks: Iterable[Mark], figures: list[Figure], dates: list[When], places: list[Mention], title: bool = False,
    ):  # fmt: skip
        self.start, self.end, self.block = span.start, span.end, block
        self.text, self.folded, self.title = text, folded, title
        self.figures, self.dates, self.places = figures, dates, places
        self.subjects = [m for m in places if m.role == "subject" and m.region]
        self.areas = [m for m in places if m.role in ("area", "scope") and m.region and m.region.level == "provinsi"]
        # by kind ("cue") and by name ("cue.covered"); by several names once they are asked for
        self._marks: dict[str | tuple[str, ...], list[Mark]] = {}
        for mark in marks:
            self._marks.setdefault(mark.kind, []).append(mark)
            self._marks.setdefault(mark.name, []).append(mark)
        self._names = frozenset(self._marks)
        self._heard = heard(folded[span.start : span.end])
        self.asked: dict = {}  # what others worked out of it once
        self._clauses: list[int] = []  # where clauses and parts begin, and the end; found when first asked for
        self._parts: list[int] = []
        self._quote: str | None = None

    @property
    def is_headline(self) -> bool:
        """A line of the page's title, or the first, without a full stop or with Most of Its Words in Capitals."""
        if self.title:
            return True
        text = self.text[self.start : self.end]
        if self.block or text[-1] not in '.!?"”':
            return not self.block
        words = [word for word in text.split() if word[0].isalpha()]
        return sum(word[0].isupper() for word in words) > TITLE_CASE * len(words)

    @property
    def quote(self) -> str:
        """The sentence as printed, on one line."""
        if self._quote is None:
            self._quote = " ".join(self.text[self.start : self.end].split())
        return self._quote

    def hears(self, scan: Scan) -> bool:
        """Whether one of a scan's words stands in it."""
        return self._heard & scan.bit != 0

    def search(self, scan: Scan, start: int | None = None, end: int | None = None) -> re.Match | None:
        """A scan's first match, folded, between two positions, which are the sentence's own unless told."""
        if not self.hears(scan):
            return None
        start, end = self.start if start is None else start, self.end if end is None else end
        return scan.pattern.search(self.folded, start, end)

    def all(self, scan: Scan) -> list[re.Match]:
        """A scan's matches, folded."""
        return list(scan.pattern.finditer(self.folded, self.start, self.end)) if self.hears(scan) else []

    def leads(self, pattern: re.Pattern | Scan, position: int) -> re.Match | None:
        """The words right before a position, by a pattern that ends in `$`."""
        if isinstance(pattern, Scan):
            if not self.hears(pattern):
                return None
            pattern = pattern.pattern
        return pattern.search(self.folded, max(self.start, position - LEAD), position)

    def printed(self, scan: Scan) -> Iterable[re.Match]:
        """A scan's matches in the sentence as printed."""
        return scan.pattern.finditer(self.text, self.start, self.end) if self.hears(scan) else ()

    def says(self, names: frozenset[str], scans: int = 0) -> bool:
        """Whether a mark of any of these kinds or names, or a word of any of these scans (bits), stands in it."""
        return self._heard & scans != 0 or not names.isdisjoint(self._names)

    def of(self, name: str | tuple[str, ...], within: Span | None = None) -> list[Mark]:
        """Marks of a kind ("group") or name ("cue.covered"), or of several names of one kind, within a span, in order.

        The list is not yours to change.
        """
        found = self._marks.get(name)
        if found is None:
            found = self._marks[name] = [] if isinstance(name, str) else self._of_several(name)
        if found and within is not None:
            start, end = within.start, within.end
            return [mark for mark in found if start <= mark.start and mark.end <= end]
        return found

    def _of_several(self, names: tuple[str, ...]) -> list[Mark]:
        kind = self._marks.get(names[0].partition(".")[0])
        return [mark for mark in kind if mark.name in names] if kind else []

    def clause(self, position: int) -> Span:
        """The clause around a position: between commas, semicolons and the conjunctions that start a clause."""
        if not self._clauses:
            self._cut()
        return _around(self._clauses, position)

    def part(self, position: int) -> Span:
        """The larger part around a position: between semicolons and words of contrast (sedangkan, tetapi ...)."""
        if not self._parts:
            self._cut()
        return _around(self._parts, position)

    def _cut(self) -> None:
        cuts = list(_CUT_SIGN.finditer(self.folded, self.start + 1, self.end))
        if self.hears(_CUT_WORD):
            cuts += _CUT_WORD.pattern.finditer(self.folded, self.start + 1, self.end)
            cuts.sort(key=re.Match.start)
        self._clauses = [self.start, *(cut.start() for cut in cuts), self.end]
        self._parts = [self.start, *(cut.start() for cut in cuts if cut["strong"] is not None), self.end]


class Page:
    """A whole article: its sentences in order, the spans that were set aside with the reason why, and references."""

    def __init__(self, text: str):
        self.text, self.folded = text, fold(text)
        self.references = _references(self.folded)
        self.set_aside: list[tuple[Span, str]] = []
        self.date_lines: list[DateLine] = []
        found_dates = _outside(dates(self.folded), self.references)
        paragraphs = blocks(text)
        numbered, others = [], False  # other stories' headlines go on until a sentence ends
        days = _shared_out(found_dates, paragraphs)
        for number, (paragraph, theirs) in enumerate(zip(paragraphs, days, strict=True)):
            others = heads_others(self.folded, paragraph) or others and is_title(text, paragraph)
            if others:
                self.set_aside.append((paragraph, "related_link"))
            elif line := date_line(self.folded, paragraph, theirs):
                self.date_lines.append(line)
                self.set_aside.append((paragraph, "page_furniture"))
            elif self._is_story(paragraph):
                numbered += [(number, span) for span in sentences(text, paragraph) if self._is_story(span)]
        marks = finder().find(self.folded)
        taken = sorted([*self.references, *(Span(when.start, when.end) for when in found_dates)])
        found_figures = _outside(figures(self.folded, tuple(load().approx["before"])), taken)
        self.says = {m.name for m in marks}.union(m.kind for m in marks)  # kinds and names of all words known
        places = mentions(text, self.folded, marks, [paragraph.start for paragraph in paragraphs])
        spans, titles = [span for _, span in numbered], self._titles(paragraphs)
        shares = zip(*(_shared_out(items, spans) for items in (marks, found_figures, found_dates, places)), strict=True)
        self.sentences = [
            Sentence(span, number, text, self.folded, *theirs, number in titles)
            for (number, span), theirs in zip(numbered, shares, strict=True)
        ]

    def where(self, name: str) -> list[Sentence]:
        """The sentences in which a mark of a kind or name stands."""
        return [sentence for sentence in self.sentences if sentence.of(name)] if name in self.says else []

    def _titles(self, paragraphs: list[Span]) -> set[int]:
        """Numbers of the paragraphs above the byline (headline, deck), and of a headline over a line with the date."""
        aside = {span for span, reason in self.set_aside if reason == "page_furniture"}
        top = enumerate(paragraphs[:TOP])
        byline = next((n for n, span in top if span in aside and is_byline(self.folded, span)), 0)
        dated = {line.span for line in self.date_lines if line.sure}
        over_date = {n for n, span in enumerate(paragraphs[1:]) if span in dated and is_title(self.text, paragraphs[n])}
        return {*range(byline), *over_date}

    def _is_story(self, span: Span) -> bool:
        """Whether a paragraph or sentence is none of the page's furniture; what is, is set aside."""
        reason = furniture(self.folded, span)
        if reason:
            self.set_aside.append((span, reason))
        return reason is None


def _shared_out(items: list, spans: Sequence[Span]) -> Iterator[list]:
    """For each span the items that begin in it; both in text order."""
    starts = [item.start for item in items]
    for span in spans:
        yield items[bisect_left(starts, span.start) : bisect_left(starts, span.end)]


def _around(cuts: list[int], position: int) -> Span:
    index = min(bisect_right(cuts, position), len(cuts) - 1)
    return Span(cuts[index - 1], cuts[index])


def _references(folded: str) -> list[Span]:
    """Where numbers of documents stand, in order."""
    found = [Span(*match.span()) for match in _NUMBERED.finditer(folded) if not _is_place(folded, match)]
    end = 0
    for slashes in _TWO_SLASHES.finditer(folded):
        if slashes.start() < end:
            continue
        start, end = _word_start(folded, slashes.start()), _IN_WORD.match(folded, slashes.start()).end()
        if (match := _CODED.match(folded, start)) and any(map(str.isalpha, match[0])):
            found.append(Span(*match.span()))
    return sorted(found)


def _word_start(folded: str, position: int) -> int:
    """Where the word around a position, full stops and slashes included, begins."""
    while position and (folded[position - 1].isalnum() or folded[position - 1] in "_./"):
        position -= 1
    return position


def _is_place(folded: str, match: re.Match) -> bool:
    """ "Nomor 4 se-Indonesia": a placing, no document's number."""
    alone = _SMALL.fullmatch(match[0])
    if alone is None:
        return False
    before = max(0, match.start() - LEAD)
    return bool(_PLACED.match(folded, match.end()) or _MOVED_TO.search(folded, before, match.start()))


def _outside(items: Sequence, spans: Sequence[Span]) -> list:
    """Items that touch none of the spans; both in text order, gone through once."""
    kept, at = [], 0
    for item in items:
        while at < len(spans) and spans[at].end <= item.start:
            at += 1
        if at == len(spans) or item.end <= spans[at].start:
            kept.append(item)
    return kept
