"""Figures as Indonesian papers print them: 81.436, 90,43 persen, Rp600,1 juta, 25 ribu, and the misprints among them.

A full stop groups thousands and a comma marks decimals, unless the digits cannot be read so: "13.85 persen" is 13.85,
"15,386 orang" is 15386. Nothing is repaired: a figure that fits no reading is no figure.
"""

from __future__ import annotations

import re
from operator import attrgetter

import msgspec

from .scan import Heads
from .spelt import spelt

SCALES = {
    "ribu": 1e3, "rb": 1e3, "juta": 1e6, "jt": 1e6,
    "miliar": 1e9, "milyar": 1e9, "milliar": 1e9, "triliun": 1e12, "trilyun": 1e12,
    "m": 1e9, "t": 1e12,  # only behind rp: "Rp4,8 M"
}  # fmt: skip
MONEY_SCALE = 1e9  # nobody counts Indonesian workers in thousands of millions
SHARE_REACH = 40  # characters before a figure in which "persentasenya" may stand
HEDGE_REACH = 24  # characters before a figure in which "sekitar" may stand
# what is not seen, or looks like a separator and is none: digits on both sides of it are no figures of their own
_ODD = "\xad\u2009\u2024\u202f\ufeff\uff0c\uff0e\u066b\u066c'" + "".join(
    map(chr, (*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A)))
)
_FIGURE = Heads(
    r"(?<![\w/])(?<!\d[.,])(?P<money>(?:rp|idr)\.?\s?)?"
    r"(?P<digits>\d{1,3}\. \d{3}(?=\s(?:orang|jiwa|pekerja|peserta|tenaga))|\d+(?:[.,]\d+)*)"
    rf"(?:,-)?(?:\s?(?P<scale>{'|'.join(word for word in SCALES if len(word) > 1)}|(?(money)[mt]|(?!)))"
    r"(?P<an>an)?(?!\w))?"
    r"(?P<around>\san(?!\w))?(?P<percent>\s?(?:persen|prosen|%))?(?P<rupiah>\srupiah\b)?(?![\w/]|[.,]\d)"
    rf"(?![{_ODD}]+[.,]?\d|[.,][{_ODD}]+\d)",
    ["rp", "idr", *"0123456789"],
)
_HEDGE_AFTER = re.compile(r"\s?(?:lebih\b|an\b)")
_THEN_PERCENT = re.compile(r"\s(?:menjadi|ke|jadi|hingga|sampai|dan|lalu)\s\d+(?:,\d+)?\s?(?:persen|prosen|%)")
_SHARE_SAID = re.compile(r"\bpersentase(?:nya)?\b[^.\d]*$")
_IN_PARTS = re.compile(r",\d{1,2}$")
_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+")
_GROUPED_ENGLISH = re.compile(r"\d{1,3}(?:,\d{3})+")


class Figure(msgspec.Struct, frozen=True, gc=False):
    """A number as printed at text[start:end]. `unit` is percent, IDR or count (of people, or of anything else)."""

    start: int
    end: int
    value: float
    unit: str
    approximate: bool


def parse(digits: str, unit: str = "count", scaled: bool = False) -> float | None:
    """The value of printed digits, None where no reading fits. `scaled`: a word such as juta follows.

    >>> parse("81.436"), parse("15,386"), parse("178,912", scaled=True)
    (81436.0, 15386.0, 178.912)
    >>> parse("90,43", "percent"), parse("13.85", "percent")
    (90.43, 13.85)
    """
    digits = digits.replace(" ", "")
    if digits.isdigit():
        return float(digits)
    whole, comma, decimals = digits.partition(",")
    if unit != "percent" and not scaled and _GROUPED_ENGLISH.fullmatch(digits):
        return float(digits.replace(",", ""))
    if comma:
        if "," in decimals or "." in decimals or not (whole.isdigit() or _GROUPED.fullmatch(whole)):
            return None
        return float(f"{whole.replace('.', '')}.{decimals}")
    if _GROUPED.fullmatch(digits) and unit != "percent" and not (scaled and digits.count(".") == 1):
        return float(digits.replace(".", ""))
    if digits.count(".") == 1 and (unit == "percent" or scaled):
        return float(digits)
    return None


def _is_share(folded: str, start: int, end: int) -> bool:
    """ "dari 40,3 menjadi 52,8 persen", "persentasenya 53,1": nobody counts workers in parts."""
    return bool(_THEN_PERCENT.match(folded, end) or _SHARE_SAID.search(folded, max(0, start - SHARE_REACH), start))


def _broken(folded: str, start: int) -> bool:
    """Does something odd stand between this and digits before it: the 5.000 of "2\\u200b5.000"?"""
    if not start or folded[start - 1] not in _ODD and folded[start - 1] not in ".,":
        return False
    before = folded[max(0, start - HEDGE_REACH) : start]
    bare = before.rstrip(_ODD + ".,")
    return bare[-1:].isdigit() and any(char in _ODD for char in before[len(bare) :])


def figures(folded: str, hedges: tuple[str, ...] = ()) -> list[Figure]:
    """Every figure of a folded text, in order. `hedges` are words that make the next figure approximate ("sekitar").

    >>> [(f.value, f.unit) for f in figures("rp69,4 juta untuk 376 orang, kurang lebih 90,43 persen")]
    [(69400000.0, 'IDR'), (376.0, 'count'), (90.43, 'percent')]
    """
    found = [_in_words(folded, *number, hedges) for number in spelt(folded)]
    for match in _FIGURE.finditer(folded):
        digits, scale, percent, an, around = match.group("digits", "scale", "percent", "an", "around")
        unit = "percent" if percent else "IDR" if match["money"] or match["rupiah"] else "count"
        value = parse(digits, unit, scaled=bool(scale))
        if value is None or _broken(folded, match.start()):
            continue
        if scale:
            value = float(f"{value * SCALES[scale]:.12g}")  # 2,3 * 1e6 is 2299999.9999999995 in binary
            unit = "IDR" if unit == "count" and SCALES[scale] >= MONEY_SCALE else unit
        start, end = match.span()
        if unit == "count" and not scale and _IN_PARTS.search(digits) and _is_share(folded, start, end):
            unit = "percent"
        found.append(Figure(start, end, value, unit, bool(an or around) or _hedged(folded, start, end, hedges)))
    return sorted(found, key=attrgetter("start"))


def _in_words(
    folded: str, start: int, end: int, value: float, percent: bool, money: bool, around: bool, hedges: tuple[str, ...]
) -> Figure:
    unit = "percent" if percent else "IDR" if money else "count"
    return Figure(start, end, value, unit, around or _hedged(folded, start, end, hedges))


def _hedged(folded: str, start: int, end: int, hedges: tuple[str, ...]) -> bool:
    """ "sekitar 16.684 orang", "22 ribu lebih"."""
    before = folded[max(0, start - HEDGE_REACH) : start].rstrip()
    return before.endswith(hedges) or bool(_HEDGE_AFTER.match(folded, end))
