"""Percentages: "90,43 persen", "baru 29 persen".

Growth, gaps, the unprotected, the nation's and health insurance are none.
"""

from __future__ import annotations

import re

from ..lexicon import plain
from ..text import Span
from .base import needs
from .look import Look, nearest
from .shared import company_or_village, health, is_thing, national
from .when import planned
from .whose import group_of_share

GROWTH = ("kenaikan", "pertumbuhan", "peningkatan", "penurunan", "lonjakan")
_BECAME = re.compile(r"\b(?:menjadi|ke|hingga|hingga mencapai|sampai)(?: sekitar)?\s*$")
OTHER_BEFORE = 70  # characters between the subject of a percentage and the figure

_THINGS = re.compile(r"\d (\w+) \($")
_OR_IN_BRACKETS = re.compile(r"(?:\batau|\bsetara|\byakni|\byaitu|\()(?: sekitar| sebesar)?\s*$")
_WITHIN = re.compile(r"\s?dalam (?:setahun|sebulan|(?:dua|tiga|empat|lima|enam|\d+) (?:tahun|bulan))")
_FROM_LEVEL = re.compile(r"\bdari(?: semula| sebelumnya| posisi| sekitar)*\s*$")
_INTO_NEXT = re.compile(r"[^.;]{0,30}?\b(?:menjadi|ke|hingga)\s+(?:sekitar\s+)?\d")
_OWN_YEAR = re.compile(r"\s?(?:pada |di )?(?:tahun |akhir )*20\d\d")
_AND = re.compile(r"\b(?:dan|serta|sedangkan|sementara|tetapi)\b")
_STILL = re.compile(r"\bmasih (?:ada|terdapat|menyisakan)(?: sekitar| kira kira)?\s*$")
_OVER = re.compile(r"\byang (?:sudah |telah )?(?:melampaui|melebihi|di atas)\s*$")  # says who is above, not how far
_OF = re.compile(r"\s?dari\s(?:seluruh\s|total\s|semua\s)?(?:[\d.]+\s)?(\w+)")
_OF_TARGET_LEVEL = re.compile(
    r"\s?dari (?:target|targetnya|sasaran)(?: yang ditetapkan| sebesar| yakni)*\s\d[\d.,]*\s?(?:persen|%)"
)
_SEVERAL = re.compile(
    r"\b(?:dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh|sebelas|\d{1,2}) (?:daerah|kabupaten|kota|kabupaten/kota|provinsi)\b[^,;]*"
    r"\b(?:tembus|menembus|di atas|melampaui|melewati|mencapai|menyentuh|meraih)\s*$"
)
_AGAINST = re.compile(
    r"\b(?:dibanding(?:kan)?|terhadap) target\b.*\b(?:realisasi|capaian)\w* (?:sudah |telah |baru )*(?:mencapai |menyentuh )?$"
)
_BOUND = re.compile(r"\b(?:kurang dari|tidak sampai|tak sampai|di bawah)\s*$")
_LEVEL = re.compile(r"\b(?:di angka|pada angka|di level|yakni|yaitu|menjadi|jadi|ke|hingga|mencapai|dari|sebanyak)\b")


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
        return True  # "dibandingkan target tahun 2024 yang 51 persen, realisasinya sudah mencapai 95,9 persen"
    return bool(of and of[1] in plain("other_base") and not look.follows(_OF_TARGET_LEVEL))


def bound(look: Look) -> bool:
    """ "tidak sampai satu persen"."""
    return bool(look.leads(_BOUND) or look.leads(_OVER))


def growth(look: Look) -> bool:
    """ "naik 12 persen", "selisih 1 persen"; "naik menjadi 40 persen" is a level."""
    if look.follows(_WITHIN) and not look.leads(_BECAME):
        return True
    if any(look.text(m).startswith(GROWTH) for m in look.said("cue.growth", look.before)) and not look.leads(_BECAME):
        return True
    word = nearest(look.said("cue.growth", look.just_before(45)))
    return word is not None and not _LEVEL.search(look.sentence.folded, word.end, look.start)


def uncovered(look: Look) -> bool:
    """ "porsi yang belum tersentuh itu 77,23 persen"."""
    near = [m for m in look.said("cue.uncovered", look.near_clause) if not _AND.search(look.text(Span(look.end, m.start)))]
    return bool(look.leads(_STILL) or near or look.said("cue.uncovered", look.just_before(50)))


def among_several(look: Look) -> bool:
    """ "baru tiga daerah di Sumsel tembus 50 persen": what each of them passed, not the province's own."""
    return bool(_SEVERAL.search(look.text(Span(look.clause.start, look.start)))) and not look.sentence.subjects


@needs("cue.other")
def other_subject(look: Look) -> bool:
    """ "bobot capaian 50 persen", "vaksinasi baru 41 persen"."""
    return bool(look.said("cue.other", look.near_clause) or look.said("cue.other", look.just_before(OTHER_BEFORE)))


@needs("money.premium")
def premium(look: Look) -> bool:
    """ "iuran 3,7 persen dari upah"."""
    return bool(look.said("money.premium", look.just_before(40)))


def coverage(look: Look) -> dict:
    """Any other percentage in such a story is a coverage share, done or planned."""
    if look.leads(_FROM_LEVEL) and look.follows(_INTO_NEXT):  # "naik dari 25,3 persen menjadi 30 persen pada 2024"
        now = {} if look.follows(_OWN_YEAR) or look.topic.years else {"when": look.topic.story.now()}
        return {"measure": "coverage_share", "group": group_of_share(look), **now}
    return {
        "measure": "coverage_share",
        "group": group_of_share(look),
        "status": "target" if planned(look) else "actual",
    }


REFUSALS = (
    health,
    among_several,
    share_of_things,
    share_of_target,
    bound,
    growth,
    uncovered,
    national,
    premium,
    other_subject,
    company_or_village,
)
READERS = (coverage,)
