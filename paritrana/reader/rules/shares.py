"""Percentages: "90,43 persen", "baru 29 persen".

Growth, gaps, the unprotected, the nation's and health insurance are none: each refusal's name is its reason.
"""

from __future__ import annotations

import re
from functools import cache

from ..lexicon import plain
from ..scan import Scan
from ..text import Span
from . import levels
from .base import needs
from .counted import goes_on_from
from .groups import group_of_share
from .look import Look, nearest
from .ordinals import few
from .shared import company_or_village, end_of_range, health, is_thing, national
from .when import planned

GROWTH = ("kenaikan", "pertumbuhan", "peningkatan", "penurunan", "lonjakan")
# characters before a percentage
OTHER_BEFORE = 70  # in which its subject may stand
GROWTH_BEFORE, UNCOVERED_BEFORE, PREMIUM_BEFORE = 45, 50, 40  # in which "naik", "belum", "iuran" may stand

_RECKONED = Scan(r"\b(?:iuran|premi)\w*\b[^.;]{0,80}\b(?:nilai|upah|gaji)\b", "iuran", "premi")
_THINGS = re.compile(r"\d (\w+) \($")  # "54 nagari ("
_OR_IN_BRACKETS = re.compile(r"(?:\batau|\bsetara|\byakni|\byaitu|\()(?: sekitar| sebesar)?\s*$")
_OWN_YEAR = re.compile(r"\s?(?:pada |di )?(?:tahun |akhir )*20\d\d")
_AND = re.compile(r"\b(?:dan|serta|sedangkan|sementara|tetapi)\b")
_AGAINST = re.compile(  # "dibandingkan target tahun 2024 yang 51 persen, realisasinya sudah mencapai 95,9 persen"
    r"\b(?:dibanding(?:kan)?|terhadap) target\b.*\b(?:realisasi|capaian)\w*"
    r" (?:sudah |telah |baru )*(?:mencapai |menyentuh )?$"
)
_STEP = re.compile(r"\b(?:dari|menjadi|ke|hingga)(?: semula| sekitar)*\s*$")
_OF_THEM = Scan(r"\s(?:itu|di antaranya) (?:orang|warga|perempuan|laki laki|berasal|berusia)\b", "itu ", "di antaranya")
_STILL = re.compile(r"\bmasih (?:ada|terdapat|menyisakan)(?: sekitar| kira kira)?\s*$")  # "masih menyisakan 70 persen"
_ALL_LEFT = Scan(  # "kepesertaannya kini tersisa 22,4 persen"
    r"\b(?:kepesertaan|cakupan|coverage|ucj)(?:nya)?\b(?:(?!\bbelum\b|\byang\b)[^,;])*\btersisa(?: hanya)?\s*$",
    "tersisa",
)
_OVER = Scan(  # says who is above, not how far
    r"\byang (?:sudah |telah )?(?:melampaui|melebihi|di atas)\s*$", "melampaui", "melebihi", "di atas"
)
_OF = re.compile(r"\s?dari\s(?:seluruh\s|total\s|semua\s)?(?:[\d.]+\s)?(\w+)")  # "dari seluruh nagari"
_OF_TARGET_LEVEL = re.compile(  # "45 persen dari target 50 persen"
    r"\s?dari (?:target|targetnya|sasaran)(?: yang ditetapkan| sebesar| yakni)*\s\d[\d.,]*\s?(?:persen|%)"
)
_LEVEL = re.compile(  # "naik 12 persen menjadi 40 persen"
    r"\b(?:di angka|pada angka|di level|yakni|yaitu|menjadi|jadi|ke|hingga|mencapai|dari|sebanyak)\b"
)


@cache
def _within() -> re.Pattern:
    """ "12 persen dalam dua tahun"."""
    return re.compile(rf"\s?dalam (?:setahun|sebulan|{few()} (?:tahun|bulan))")


@cache
def _several() -> re.Pattern:
    """ "tiga daerah di Sumsel tembus"."""
    return re.compile(
        rf"\b{few()} (?:daerah|kabupaten|kota|kabupaten/kota|provinsi)\b[^,;]*"
        r"\b(?:tembus|menembus|di atas|melampaui|melewati|mencapai|menyentuh|meraih)\s*$"
    )


@needs("noun.thing")
def share_of_things(look: Look) -> bool:
    """ "72,9 persen dari seluruh nagari", "54 nagari (72,9 persen)", "100 persen desa"."""
    of, counted = look.follows(_OF), look.leads(_THINGS)
    if counted and is_thing(look.sentence, counted.start(1)):
        return True
    if (before := look.previous) and look.leads(_OR_IN_BRACKETS) and is_thing(look.sentence, before.end + 1):
        return True  # "54 nagari dari 74 nagari atau 72,9 persen"
    return bool(of and is_thing(look.sentence, of.start(1))) or is_thing(look.sentence, look.end + 1)


def share_of_target(look: Look) -> bool:
    """ "80 persen dari target", "2 persen dari APBD"; "45 persen dari target 50 persen" is a level and its goal."""
    of = look.follows(_OF)
    if _AGAINST.search(look.text(look.earlier)):
        return True
    return bool(of and of[1] in plain("other_base") and not look.follows(_OF_TARGET_LEVEL))


@needs(levels.BOUND, _OVER)
def bound(look: Look) -> bool:
    """ "tidak sampai satu persen", "daerah yang sudah melampaui 50 persen"."""
    return levels.is_bound(look) or bool(look.leads(_OVER))


def growth(look: Look) -> bool:
    """ "naik 12 persen", "selisih 1 persen"; "naik menjadi 40 persen" is a level."""
    if look.follows(_within()) and not levels.is_reached(look):
        return True
    grew = any(look.text(m).startswith(GROWTH) for m in look.said("cue.growth", look.before))
    if grew and not levels.is_reached(look):
        return True
    word = nearest(look.said("cue.growth", look.just_before(GROWTH_BEFORE)))
    return word is not None and not _LEVEL.search(look.sentence.folded, word.end, look.start)


def uncovered(look: Look) -> bool:
    """ "porsi yang belum tersentuh itu 77,23 persen", "masih menyisakan 70 persen"."""
    if look.leads(_ALL_LEFT):
        return False
    near = look.said("cue.uncovered", look.near_clause)
    near = [m for m in near if not _AND.search(look.text(Span(look.end, m.start)))]  # "18,7 persen dan petani belum"
    return bool(near or look.said("cue.uncovered", look.just_before(UNCOVERED_BEFORE)) or look.leads(_STILL))


def among_several(look: Look) -> bool:
    """ "baru tiga daerah di Sumsel tembus 50 persen": what each of them passed, not the province's own."""
    return not look.sentence.subjects and bool(_several().search(look.text(Span(look.clause.start, look.start))))


@needs("cue.other", _OF_THEM)
def other_subject(look: Look) -> bool:
    """ "bobot capaian 50 persen", "vaksinasi baru 41 persen, turun dari 45 persen", "30 persen itu orang Lebak"."""
    if goes_on_from(look, "other") and _STEP.search(look.text(look.before)) or look.follows(_OF_THEM):
        return True
    return bool(look.said("cue.other", look.near_clause) or look.said("cue.other", look.just_before(OTHER_BEFORE)))


@needs("money.premium", _RECKONED)
def premium(look: Look) -> bool:
    """ "iuran 3,7 persen dari upah", "iuran dihitung dari nilai proyek, mulai 0,24 persen"."""
    return bool(look.said("money.premium", look.just_before(PREMIUM_BEFORE)) or look.sentence.search(_RECKONED))


def coverage(look: Look) -> dict:
    """Any other percentage in such a story is a coverage share, done or planned; before "menjadi" what there was."""
    said = {"measure": "coverage_share", "group": group_of_share(look)}
    if not levels.is_first(look):
        return {**said, "status": "target" if planned(look) else "actual"}
    dated = look.follows(_OWN_YEAR) or look.topic.years  # "dari 25,3 persen pada 2023 menjadi 30 persen"
    return said if dated else {**said, "when": look.topic.story.now()}


REFUSALS = (
    end_of_range, health, among_several, share_of_things, share_of_target, bound, growth, uncovered, national, premium,
    other_subject, company_or_village,
)  # fmt: skip
READERS = (coverage,)
