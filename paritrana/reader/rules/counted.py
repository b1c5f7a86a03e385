"""Whether a number counts workers where no word for them stands right behind it.

Its clause announces them ("peserta aktif sebanyak 21.665"), a list goes on ("Banggai 33.481, Poso 25.638"), or what
follows tells that they are covered.
"""

from __future__ import annotations

import re
from functools import cache

from ..lexicon import either, plain
from ..text import Span
from .look import Look

NAMING = ("pekerja", "tenaga kerja", "peserta", "populasi")  # words of cover that name whom: "jumlah pekerja"
# characters
BESIDE = 25  # between a region and the bare number that is its: "Poso dengan 25.638"
AIMED = 30  # between a word of intent and a bare number

_DOER = re.compile(r"pe(?:m|n|ng|ny|l)[a-z]{3,}(?<!an)|pelayan")  # "pemetik", "penjual"; "penghargaan" is a thing
_LISTED = re.compile(r"(?:,|\bdan|\bserta|\blalu|\bkemudian|\bmenjadi|\bdari(?: semula)?)\s*$")  # "Banggai 33.481, dan"
_PROTECTS = re.compile(  # "menanggung iuran 1.035 pemangku pura"
    r"\b(?:melindungi|mendaftarkan|menanggung|membiayai|membayari|mengikutsertakan|mengikutkan|dinikmati|iuran|mengcover)"
    r"(?: iuran| sebanyak| sekitar| kepesertaan| bagi| untuk)*\s*$"
)


@cache
def _members() -> tuple[re.Pattern, re.Pattern, re.Pattern]:
    """What makes a number one of members: a clause behind its noun, words that lead to it, words right behind it."""
    member = either(plain("member"))  # of things too it is said that they are "aktif" or "masuk"
    clause = re.compile(  # "1.180 pemandu wisata yang kini menjadi peserta"
        r"\s(?!jumlahnya|totalnya|banyaknya)[a-z][a-z ,]{3,60}?"
        rf"\b(?:yang (?:kini |sudah |telah |saat ini )*|(?:sudah |telah ))(?:{member}|ikut|diikutkan)\b"
    )
    lead = re.compile(  # "yang ikut baru 845"
        rf"\byang (?:sudah |telah )?(?:{member}|ikut|aktif|masuk)(?: baru| hanya| sudah| cuma| sebanyak)*\s*$"
    )
    behind = re.compile(  # "845 di antaranya ikut"
        rf" (?:dari mereka |di antaranya )?(?:yang )?(?:(?:sudah|telah) )?(?:{member}|ikut|mendaftar)\b"
    )
    return clause, lead, behind


def announced(look: Look) -> bool:
    """ "peserta aktif dari kalangan penerima upah sebanyak 21.665": the noun stands before the number."""
    where = Span(look.clause.start, look.start)
    cues = look.said(("cue.potential", "cue.covered"), where)
    named = any(word in look.text(cue) for cue in cues for word in NAMING)
    _, lead, behind = _members()
    return (
        named
        or bool(look.leads(lead) or look.follows(behind))
        or bool(look.said(("noun.person", "noun.workers"), where) or look.said("group", where))
    )


def continues(look: Look) -> bool:
    """Whether a bare number goes on with the numbers of workers before it: beside a region, or after "dan"."""
    if not look.topic.people:
        return False
    beside = any(look.clause.start <= m.start < look.start and look.start - m.end < BESIDE for m in look.places)
    return beside or bool(look.topic.last and look.topic.last.unit == "people" and look.leads(_LISTED))


def goes_on_from(look: Look, measure: str) -> bool:
    """Whether the figure before it, in the same sentence, was of a measure."""
    last = look.topic.last
    return last is not None and last.measure == measure and last.sentence == look.sentence.start


def are_covered(look: Look) -> bool:
    """ "1.180 pemandu wisata yang kini menjadi peserta", "menanggung iuran 1.035 pemangku pura": it counts them."""
    clause, _, _ = _members()
    return bool(look.follows(clause) or look.leads(_PROTECTS))


def is_aimed_at(look: Look) -> bool:
    """ "memasang angka 38.000", where workers are spoken of."""
    return look.topic.counting and bool(look.said("cue.target", look.just_before(AIMED)))


def works(look: Look, word: str) -> bool:
    """ "3.300 pelayan dan pemilik warteg didaftarkan": a word for those who do something, and one of cover in the part.

    "3.100 TPKD" too, which the article wrote out: "tenaga penunjang kegiatan daerah (TPKD)".
    """
    if word in look.topic.story.shorts:
        return True
    does = _DOER.fullmatch(word) is not None and word not in plain("no_worker")
    return does and bool(look.said(("cue.covered",), look.part) or look.said("money.contribution", look.part))
