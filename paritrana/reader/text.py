"""A text's skeleton: its folded copy, its blocks (paragraphs, headings, list items) and its sentences, as spans."""

from __future__ import annotations

import re

import msgspec

_PLAIN = {**dict.fromkeys("\n\t\r\xa0-‐‑–—", " "), **dict.fromkeys("’‘", "'"), **dict.fromkeys("“”", '"')}
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")  # half a character, as broken JSON gives it; no UTF-8 holds it
_BREAK = re.compile(r"\n[ \t]*\n\s*|\n")
_BLANK = re.compile(r"\n[ \t]*\n\s*|\n(?=[ \t]*(?:\d{1,2}[.)]|[•*·–-])[ \t])")  # a list item begins a block too
_STOP = re.compile(r"[.?!…]+[\"”’')\]]*\s+(?=[\"“‘'(\[]*[A-Z0-9À-Þ])")
_WORD_BEFORE = re.compile(r"\w+$")
ABBREVIATIONS = frozenset({
    "drs", "dra", "dr", "ir", "prof", "no", "rp", "pt", "cv", "kab", "kec", "kep", "tgl", "pj", "plt", "h", "hj", "s",
    "st", "m", "mr", "ny", "sdr", "jl", "dll", "dsb", "dst", "prov", "ds", "bpk", "gub", "jend", "kol", "pol", "letjen",
    "mayjen",
})  # fmt: skip
LONGEST_ABBREVIATION = 12  # characters looked at before a full stop
WRAP_WIDTH = 120  # a text none of whose lines is longer may have been wrapped: its single newlines are then spaces
LONGEST_SENTENCE = 3000  # characters; real ones, lists included, end long before
FULL_LINE = 0.6  # of the longest line: a wrapped line ends where the next word did not fit
GOES_ON = 40  # characters of the shortest line that a page breaks within a sentence
NEARLY_ALL = 0.9  # of the lines that go on are full in a wrapped text


class Span(msgspec.Struct, frozen=True, order=True, gc=False):
    """A piece of the text, in code points: `text[start:end]`."""

    start: int
    end: int


def fold(text: str) -> str:
    """Lower case, hyphens, dashes and line ends as spaces, straight quotes; every character keeps its place.

    >>> fold("Pare-Pare\\nNON-ASN")
    'pare pare non asn'
    """
    low = text.lower()
    if len(low) != len(text):  # a few letters (Turkish İ) grow when lowered
        low = "".join(c if len(c.lower()) != 1 else c.lower() for c in text)
    for printed, plain in _PLAIN.items():  # faster than one translation: few of them occur, and each is found at once
        low = low.replace(printed, plain)
    return low if low.isascii() else _LONE_SURROGATE.sub("\ufffd", low)


def blocks(text: str) -> list[Span]:
    """Paragraphs, headings and lines that stand alone, without the white space around them.

    In a text wrapped at a width only a blank line or a list item ends a block; in others every newline does, but for
    one within a sentence: "nelayan, petani dan\\npekerja rentan".
    """
    wrapped = _wrapped(text)
    spans, start = [], 0
    for gap in (_BLANK if wrapped else _BREAK).finditer(text):
        if not wrapped and _goes_on(text, start, gap):
            continue
        spans.append(_strip(text, start, gap.start()))
        start = gap.end()
    spans.append(_strip(text, start, len(text)))
    return [span for span in spans if span.start < span.end]


def _goes_on(text: str, start: int, gap: re.Match) -> bool:
    """Whether a line that ends without a sign goes on in the next, which begins with a small letter."""
    if len(gap[0]) > 1 or gap.start() - max(start, text.rfind("\n", 0, gap.start())) < GOES_ON:
        return False
    return text[gap.start() - 1].isalpha() and text[gap.end() : gap.end() + 2].islower()


def _wrapped(text: str) -> bool:
    """Whether a machine wrapped the lines: none is long, and those that go on in the next line are nearly all full."""
    lines = [line.strip() for line in text.split("\n")]
    if any(line.count("|") > 1 for line in lines):
        return False  # rows of a table
    longest = max(map(len, lines))
    going_on = [line for line, after in zip(lines, lines[1:], strict=False) if line and after]
    full = sum(len(line) > FULL_LINE * longest for line in going_on)
    return bool(going_on) and longest <= WRAP_WIDTH and full >= NEARLY_ALL * len(going_on)


def sentences(text: str, block: Span) -> list[Span]:
    """Sentences of a block. A full stop after an abbreviation, an initial or a list numeral ends none.

    >>> text = "Kata Drs. M. Rizki. Lalu 2 orang."
    >>> [text[span.start : span.end] for span in sentences(text, Span(0, len(text)))]
    ['Kata Drs. M. Rizki.', 'Lalu 2 orang.']
    """
    spans, start = [], block.start
    for stop in _STOP.finditer(text, block.start, block.end):
        if text[stop.start()] == "." and _no_end(text, start, stop.start()):
            continue
        spans.append(_strip(text, start, stop.end()))
        start = stop.end()
    spans.append(_strip(text, start, block.end))
    return [piece for span in spans if span.start < span.end for piece in _bounded(text, span)]


def _bounded(text: str, span: Span) -> list[Span]:
    """A sentence without an end, as broken pages have, in pieces: what belongs together stands close."""
    if span.end - span.start <= LONGEST_SENTENCE:
        return [span]
    pieces, start = [], span.start
    while span.end - start > LONGEST_SENTENCE:
        cut = text.rfind(" ", start, start + LONGEST_SENTENCE) + 1 or start + LONGEST_SENTENCE
        pieces.append(_strip(text, start, cut))
        start = cut
    pieces.append(_strip(text, start, span.end))
    return [piece for piece in pieces if piece.start < piece.end]


def _no_end(text: str, start: int, dot: int) -> bool:
    """Whether the full stop belongs to the word before it."""
    found = _WORD_BEFORE.search(text, max(start, dot - LONGEST_ABBREVIATION), dot)
    if not found:
        return False
    word = found[0]
    if word.isdigit():
        before = text[start : dot - len(word)].rstrip(' "“(')
        return len(word) < 3 and (not before or before[-1] in ";:,")  # "1. Kabupaten ..."
    if word.casefold() in ABBREVIATIONS:
        return True
    initial, item = (
        word.isupper() and word not in "IVX",
        not text[start : dot - 1].strip(),
    )  # "M. Rizki", "a. Kabupaten"
    return len(word) == 1 and (initial or item)


def _strip(text: str, start: int, end: int) -> Span:
    piece = text[start:end].lstrip()
    start = end - len(piece)
    return Span(start, start + len(piece.rstrip()))
