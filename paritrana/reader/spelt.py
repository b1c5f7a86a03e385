"""Numbers written in words: "enam ribu", "dua ratus lima puluh juta", "sebelas persen", "dua pertiga pekerja".

Small ones count things, names and days more often than workers, and "seratus" alone is as good as "many": below that
only a percentage is a figure.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from .scan import Heads

DIGITS = {
    "satu": 1, "dua": 2, "tiga": 3, "empat": 4, "lima": 5, "enam": 6, "tujuh": 7, "delapan": 8, "sembilan": 9,
    "setengah": 0.5,
}  # fmt: skip
WHOLE = {"sepuluh": 10, "sebelas": 11, "seratus": 100, "seribu": 1000}
SHARES = {  # percent, as roughly as they are said
    "separuh": 50, "setengah": 50, "sepertiga": 33, "dua pertiga": 67, "seperempat": 25, "tiga perempat": 75,
    "seperlima": 20, "dua perlima": 40, "tiga perlima": 60, "empat perlima": 80, "sepersepuluh": 10,
}  # fmt: skip
SCALES = {"ribu": 1e3, "juta": 1e6, "miliar": 1e9, "milyar": 1e9, "triliun": 1e12}
LEAST = 101  # what is less counts other things, unless it is a percentage

_WORKERS = r"(?:pekerja|tenaga kerja|angkatan kerja)\b"
_DIGIT, _SCALE = "|".join(DIGITS), "|".join(SCALES)
_PART = rf"(?:(?:{_DIGIT})(?: (?:belas|puluh|ratus))?|{'|'.join(WHOLE)}|{_SCALE})"
_SPELT = Heads(
    rf"(?<!\w)(?:(?P<share>{'|'.join(SHARES)})(?= (?:dari )?(?:total |seluruh |semua )?{_WORKERS})"
    rf"|(?P<words>{_PART}(?: {_PART})*)(?P<an>an)?(?!\w)"
    r"(?P<percent> (?:persen|prosen)(?!\w))?(?P<money> rupiah(?!\w))?(?! (?:persen|prosen)))",
    [*DIGITS, *WHOLE, *SHARES],
)


class Spelt(NamedTuple):
    """A number in words at text[start:end]; `around`: "enam ribuan"."""

    start: int
    end: int
    value: float
    percent: bool
    money: bool
    around: bool


def spelt(folded: str) -> Iterator[Spelt]:
    """Every number in words of a folded text, in order.

    >>> [s.value for s in spelt("dari tiga ribu empat ratus menjadi lima belas ribu orang, dua puluh persen")]
    [3400.0, 15000.0, 20.0]
    """
    for match in _SPELT.finditer(folded):
        if share := match["share"]:
            yield Spelt(*match.span(), SHARES[share], True, False, True)
            continue
        value, percent = _value(match["words"].split()), bool(match["percent"])
        if value is not None and (percent or value >= LEAST):
            money = bool(match["money"]) or value >= SCALES["miliar"]
            yield Spelt(*match.span(), value, percent, money, bool(match["an"]))


def _value(words: list[str]) -> float | None:
    """The sum of what the words are worth; None where their order makes no number: "lima juta dua miliar"."""
    total = part = 0.0
    scale = last = float("inf")  # of the part, and what may still be added within it
    for word in words:
        if word in SCALES:
            if not part or SCALES[word] >= scale:
                return None
            scale, last = SCALES[word], float("inf")
            total, part = total + part * scale, 0.0
        elif word in ("belas", "puluh", "ratus"):
            digit, part = part % 10, part - part % 10
            part += digit + 10 if word == "belas" else digit * (10 if word == "puluh" else 100)
            last = {"belas": 1, "puluh": 10, "ratus": 100}[word]
        else:
            worth = DIGITS.get(word) or WHOLE[word]
            if worth >= last:
                return None
            part, last = part + worth, 1 if worth < 1000 and word in DIGITS else worth
    return total + part
