"""Numbers of workers: "24.874 orang", "16 ribu bukan penerima upah", "dari 684.654 pekerja".

Each function is a reader: its name is its rule's, its docstring the forms it reads. It gives what the figure says, or
None to leave it to the next. What is no number of workers is turned down before (not_workers).
"""

from __future__ import annotations

import re

from msgspec.structs import replace

from ..text import Span
from ..years import printed_year
from . import levels
from .counted import announced
from .groups import group_of
from .look import Look
from .not_workers import REFUSALS
from .potential import is_potential
from .when import planned

ADDITION_AFTER = 25  # characters between a number and "tambahan"

_NO_MORE = re.compile(r"\b(?:tidak|tak|bukan|belum)\s*$")  # "tidak lagi"
_NOW_ALL = re.compile(r" menjadi(?: sekitar| sebanyak)? ")  # "bertambah menjadi 29.269": all there are now
_A_FIGURE = re.compile(r" (?:sekitar |sebanyak )?\d")
_SAYS = re.compile(r",| bahwa\b")  # "Yulius menambahkan, ..." adds no workers


def listed(look: Look) -> dict | None:
    """ "Banggai 33.481, Poso 25.638": a bare number that continues a list says what the figure before it said."""
    last = look.topic.people
    if last and look.counted == (None, None) and not look.said("group", look.near_clause) and not announced(look):
        return {"measure": last.measure, "group": last.group, "status": last.status}
    return None


def from_level(look: Look) -> dict | None:
    """ "dari semula 5000 menjadi 10.000": the first is what there was."""
    if not levels.is_first(look):
        return None
    whole = replace(look, after=Span(look.end, look.sentence.end))
    unsaid = not look.topic.years and printed_year(look.sentence, look.start, look.end) is None
    when = {"when": look.topic.story.now()} if unsaid else {}
    return {"measure": "covered", "group": group_of(look) or group_of(whole) or "all", **when}


def to_level(look: Look) -> dict | None:
    """ "... menjadi 10.000": the second is a goal where the sentence, or the one it goes on from, speaks of intent."""
    last = look.topic.last
    begun = last and last.rule == f"people.{from_level.__name__}" and last.sentence == look.sentence.start
    if not (begun and levels.is_reached(look)):
        return None
    goal = planned(replace(look, before=look.earlier)) or (
        look.sentence.folded.startswith("dari", look.sentence.start) and look.topic.intent
    )
    return {"measure": "covered", "group": last.group, "status": "target" if goal else "actual"}


def potential(look: Look) -> dict | None:
    """ "dari 684.654 pekerja", "potensi peserta 158.000", "memiliki 9,7 juta tenaga kerja"."""
    return {"measure": "potential", "group": group_of(look) or "all"} if is_potential(look) else None


def covered(look: Look) -> dict | None:
    """ "menjangkau 25 ribu penerima upah", "pesertanya 49.803 orang", "menambah 14.242 jiwa" (an addition)."""
    folded, start = look.sentence.folded, look.sentence.start
    addition = [m for m in look.said("cue.increment", look.before) if not _SAYS.match(folded, m.end)]
    addition = [m for m in addition if not _NO_MORE.search(folded, start, m.start)]
    addition = [m for m in addition if not _NOW_ALL.fullmatch(folded, m.end, look.start)]
    after = look.said("cue.increment", look.just_after(ADDITION_AFTER))
    addition = addition or [m for m in after if not _A_FIGURE.match(folded, m.end)]  # not "1.105, bertambah 305"
    status = "target" if planned(look) else "actual"
    group = group_of(look) or ("other" if look.counted[0] is None and look.counted[1] else "all")
    return {"measure": "covered", "group": group, "status": status, "increment": bool(addition)}


READERS = (listed, from_level, to_level, potential, covered)
__all__ = ["READERS", "REFUSALS"]
