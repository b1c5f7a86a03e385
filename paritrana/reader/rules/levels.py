"""Levels and the steps between them: "naik dari 25,3 persen menjadi 30 persen", "masih di bawah 30 persen"."""

from __future__ import annotations

import re
from functools import cache

from ..lexicon import either, plain
from ..scan import Scan
from .look import Look

_INTO = r"\b(?:menjadi|ke|hingga|sampai|menuju)"

_FROM = re.compile(r"\bdari(?: semula| sebelumnya| awalnya| hanya| posisi| sekitar)*\s*$")  # "dari semula"
_INTO_NEXT = re.compile(r"[^.;]{0,40}?\b(?:menjadi|ke|hingga)\s+(?:sekitar\s+)?\d")  # "orang pada 2023 menjadi 1"
_IS_NEXT = re.compile(rf"{_INTO}(?: mencapai)?(?: sekitar)?\s*$")  # "hingga mencapai"
_BETWEEN = re.compile(  # "orang pada 2023 menjadi"
    rf"\s*(?:orang |peserta |pekerja |jiwa )?(?:pada (?:tahun )?20\d\d )?{_INTO}(?: sekitar)?\s"
)
BOUND = Scan(
    r"\b(?:(?<!tak )(?<!tidak )kurang dari|tidak sampai|tak sampai|di bawah)\s*$", "kurang dari", "k sampai", "di bawah"
)


@cache
def _grew_from() -> re.Pattern:
    """ "naik dari 171.560 orang pada 2023", "meningkat dibanding tahun lalu yang hanya 4.500 orang"."""
    return re.compile(
        rf"\b(?:{either(plain('moved'))}|kali lipat|lebih (?:tinggi|banyak|besar|rendah|sedikit|kecil))"
        r"(?: [\w.,]+){0,3} (?:dari|daripada|dibanding|dibandingkan)(?: dengan)?"
        r"(?:(?: pada)?(?: tahun| periode)? (?:lalu|sebelumnya|kemarin|20\d\d),?(?: yang)?"
        r"(?: hanya| baru| cuma| masih| sebanyak| sebesar| mencapai| berjumlah| tercatat)*)?(?: sekitar)?\s*$"
    )


def is_first(look: Look) -> bool:
    """ "dari semula 5000 menjadi": what there was before."""
    return bool(look.leads(_FROM) and look.follows(_INTO_NEXT))


def is_reached(look: Look) -> bool:
    """ "menjadi 10.000", "hingga mencapai sekitar 40 persen": a level, not the growth to it."""
    return bool(look.leads(_IS_NEXT))


def is_second(look: Look) -> bool:
    """ "dari 26,8 persen menjadi 36 persen": the figure before it is what there was."""
    first = look.previous
    if first is None or not _BETWEEN.fullmatch(look.sentence.folded, first.end, look.start):
        return False
    return look.sentence.leads(_FROM, first.start) is not None


def is_bound(look: Look) -> bool:
    """ "masih di bawah 30 ribu peserta", "tidak sampai satu persen", not "tidak kurang dari 30 persen"."""
    return bool(look.leads(BOUND))


def is_compared(look: Look) -> bool:
    """ "naik dari 47,8 persen pada tahun sebelumnya": what the figure before it is held against."""
    return bool(look.leads(_grew_from()))
