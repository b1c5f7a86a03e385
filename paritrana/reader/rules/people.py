"""Numbers of workers: "24.874 orang", "16 ribu bukan penerima upah", "dari 684.654 pekerja".

Each function is a rule: its name is its id or its reason, its docstring the forms it reads. A refusal says yes or no, a
reader gives what the figure says, or None to leave it to the next.
"""

from __future__ import annotations

import re
from functools import cache

from ..lexicon import load
from ..text import Span
from ..years import printed_year
from .look import Look, nearest
from .shared import company_or_village, health, is_thing
from .when import planned
from .whose import group_of

BESIDE = 25  # characters between a region and the bare number that is its: "Poso dengan 25.638"
MIN_WORKERS = 10  # fewer is a delegation or a handful of recipients, not a region's workers

_WORD = re.compile(r"\s?([a-z]+)")
_FROM = re.compile(
    r"\b(?:(?<!bagian )dari(?: total| sekitar| jumlah| keseluruhan| seluruh| sebanyak)*|di antara|terhadap|dengan basis)\s*$"
)
_FROM_LEVEL = re.compile(r"\bdari(?:\s+(?:semula|sebelumnya|awalnya|hanya))?\s*$")
_INTO = re.compile(r"\b(?:menjadi|ke|hingga)\s*$")
_INTO_NEXT = re.compile(r"[^.;,]{0,40}?\b(?:menjadi|ke|hingga)\s+(?:sekitar\s+)?\d")
_LISTED = re.compile(r"(?:,|\bdan|\bserta|\bmenjadi|\bdari(?: semula)?)\s*$")
_TO_WHOM = re.compile(r"\b(?:untuk|bagi|kepada)(?: sekitar| total)?\s*$")
_OF_THEM = re.compile(
    r"\s*(?:dari (?:total |sekitar |seluruh )?\d|atau (?:sekitar |sebesar )?\d[\d.,]*\s?(?:persen|%)|di antaranya\b|diantaranya\b)"
)
_NUMERAL = re.compile(r"[.)]\s")
_IN_PLACES = re.compile(r"\bdi(?: seluruh| total)?\s*$")
_HAVE = re.compile(
    r"\b(?:punya|memiliki|mempunyai|terdapat|ada|(?:jumlah|total|banyak|seluruh)(?:nya)?|berjumlah|dihuni|perkiraan|estimasi|diperkirakan|mencapai)\b"
)
_WORKERS_THERE = re.compile(r"\b(?:pekerja|tenaga kerja|penduduk)(?:nya)?\b")
_ONLY = re.compile(
    r"\b(?:baru|hanya|cuma|sedangkan|sementara|namun|tetapi|tapi|yang (?:sudah |telah |sekarang |tercatat )?(?:terdaftar|aktif|terlindungi|menjadi peserta|tercatat))\b"
)
_STAFF = re.compile(r"\b(?:perusahaan|badan usaha|pemberi kerja)\b.*\d dengan\s*$")
_EMPLOYERS = re.compile(r"\s*(?:perusahaan|badan usaha|pemberi kerja)\b")


# --- refusals ---------------------------------------------------------------------------------------------------------


def list_numeral(look: Look) -> bool:
    """ "3. Kota Yogyakarta"."""
    return bool(look.follows(_NUMERAL)) and not look.text(look.earlier).strip(" (")


def counts_things(look: Look) -> bool:
    """ "4 program", "54 nagari", "di 1.005 RW"."""
    kind, key = counted(look)
    return kind in ("thing", "time") or (key == "neighbourhood_heads" and look.leads(_IN_PLACES))


def recipients(look: Look) -> bool:
    """ "25.474 penerima manfaat", "penerimanya tercatat 82 warga", "Rp339 miliar untuk 25.474 orang"."""
    if look.said("cue", "recipients", look.just_after(45)) or look.said("cue", "recipients", look.just_before(40)):
        return True
    paid = (
        look.topic.last
        and look.topic.last.measure == "benefit_paid"
        and look.topic.last.sentence == look.sentence.start
    )
    return bool(paid and look.leads(_TO_WHOM))


def unknown_noun(look: Look) -> bool:
    """ "32 gelas": a word follows that is not known to be workers."""
    kind, key = counted(look)
    return kind is None and key is not None


def bare_number(look: Look) -> bool:
    """A number with nothing behind it that neither its clause announces nor a list before it explains."""
    return counted(look)[0] is None and not _announced(look) and not _continues(look)


def too_few(look: Look) -> bool:
    """ "7 orang"."""
    return look.figure.value < MIN_WORKERS


def uncovered(look: Look) -> bool:
    """ "469.967 orang masih tanpa jaminan", "73.236 orang, baik PU maupun BPU, belum terdaftar", and the list after it."""
    belum = [
        m
        for m in look.said("cue", "uncovered", look.after)
        if look.text(Span(m.start, m.end)).startswith(("belum", "tanpa"))
    ]
    if (
        belum
        and not look.said("cue", "covered", Span(look.end, belum[0].start))
        and not look.said("cue", "covered", look.near_clause)
    ):
        return True
    said = look.said("cue", "uncovered", look.near_clause) or look.said("cue", "uncovered", look.before)
    rest_of_a_list = said and look.text(Span(said[-1].start, said[-1].end)).startswith(("sisa", "selebih"))
    if said and not (rest_of_a_list and look.said("group", None, Span(look.end, look.part.end))):
        return True
    last = look.topic.last
    goes_on = last and last.measure == "uncovered" and last.sentence == look.sentence.start
    return bool(goes_on and not look.said("cue", "covered", look.before))


def ratio(look: Look) -> bool:
    """ "setiap desa mendaftarkan 100 pekerja"."""
    return any(is_thing(look.sentence, each.end + 1) for each in look.said("cue", "each", look.before))


def of_companies(look: Look) -> bool:
    """ "4.226 perusahaan dengan 138.021 karyawan"."""
    return any(
        f.end <= look.start and _EMPLOYERS.match(look.sentence.folded, f.end) and look.clause.start <= f.start
        for f in look.sentence.figures
    )


def of_a_branch(look: Look) -> bool:
    """ "sebanyak 4.226 dengan 138.021 tenaga kerja": employers and their staff."""
    return bool(_STAFF.search(look.text(Span(look.clause.start, look.start))))


def part_of_total(look: Look) -> bool:
    """ "terbagi atas 850 orang setahun penuh, 150 orang sembilan bulan": parts that are no groups of their own."""
    cut = look.said("cue", "parts", Span(look.part.start, look.start))
    return bool(
        cut
        and not look.said(
            "group", None, Span(max(cut[-1].end, look.before.start), min(look.after.end, look.clause.end))
        )
    )


# --- readers ----------------------------------------------------------------------------------------------------------


def listed(look: Look) -> dict | None:
    """ "Banggai 33.481, Poso 25.638": a bare number that continues a list says what the figure before it said."""
    if counted(look)[0] is None and not _announced(look) and not look.said("group", None, look.near_clause):
        last = look.topic.people
        return {"measure": last.measure, "group": last.group, "status": last.status}
    return None


def from_level(look: Look) -> dict | None:
    """ "dari semula 5000 menjadi 10.000": the first is what there was."""
    if look.leads(_FROM_LEVEL) and look.follows(_INTO_NEXT):
        whole = Look(
            look.sentence,
            look.figure,
            look.topic,
            look.places,
            look.before,
            Span(look.end, look.sentence.end),
            look.clause,
            look.part,
        )
        unsaid = not look.topic.years and printed_year(look.sentence, look.start, look.end) is None
        when = {"when": look.topic.story.now()} if unsaid else {}
        return {"measure": "covered", "group": group_of(look) or group_of(whole) or "all", **when}
    return None


def to_level(look: Look) -> dict | None:
    """ "... menjadi 10.000": the second is a goal where the sentence, or the one it goes on from, speaks of intent."""
    last = look.topic.last
    if not (last and last.rule == "people.from_level" and last.sentence == look.sentence.start and look.leads(_INTO)):
        return None
    opening = Look(
        look.sentence, look.figure, look.topic, look.places, look.earlier, look.after, look.clause, look.part
    )
    goal = planned(opening) or (look.sentence.folded.startswith("dari", look.sentence.start) and look.topic.intent)
    return {"measure": "covered", "group": last.group, "status": "target" if goal else "actual"}


def potential(look: Look) -> dict | None:
    """ "dari 684.654 pekerja", "potensi peserta 158.000", "pekerjanya sekitar 11 juta", "memiliki 9,7 juta tenaga kerja"."""
    return {"measure": "potential", "group": group_of(look) or "all"} if _is_potential(look) else None


def covered(look: Look) -> dict | None:
    """ "menjangkau 25 ribu penerima upah", "pesertanya 49.803 orang", "menambah 14.242 jiwa" (an addition)."""
    addition = look.said("cue", "increment", look.before) or look.said("cue", "increment", look.just_after(25))
    status = "target" if planned(look) else "actual"
    return {"measure": "covered", "group": group_of(look) or "all", "status": status, "increment": bool(addition)}


REFUSALS = (
    list_numeral, counts_things, recipients, unknown_noun, bare_number, too_few, company_or_village, health, uncovered, ratio,
    of_companies, of_a_branch, part_of_total,
)  # fmt: skip
READERS = (listed, from_level, to_level, potential, covered)


# --- what a number counts ---------------------------------------------------------------------------------------------


def counted(look: Look) -> tuple[str | None, str | None]:
    """The words right after a figure: ("person" | "workers" | "group" | "thing" | "time", the word), (None, an unknown word or None)."""
    sentence = look.sentence
    for mark in (*sentence.of("group"), *sentence.of("noun")):
        if 0 <= mark.start - look.end <= 1:
            if mark.kind == "group":
                return "group", mark.key
            if mark.key == "thing" and sentence.of("group", None, mark.start, mark.end + 1):
                return "group", mark.key
            return mark.key, sentence.folded[mark.start : mark.end]
    if look.follows(_OF_THEM):
        return "person", ""
    word = look.follows(_WORD)
    return (None, None) if not word or word[1] in _function_words() else (None, word[1])


@cache
def _function_words() -> frozenset[str]:
    return frozenset(load().function["word"])


def _announced(look: Look) -> bool:
    """ "peserta aktif dari kalangan penerima upah sebanyak 21.665": the noun stands before the number."""
    where = Span(look.clause.start, look.start)
    cues = look.said("cue", ("potential", "covered"), where)
    named = any(
        word in look.text(Span(m.start, m.end)) for m in cues for word in ("pekerja", "tenaga kerja", "peserta")
    )
    return named or bool(look.said("noun", ("person", "workers"), where) or look.said("group", None, where))


def _continues(look: Look) -> bool:
    last = look.topic.people
    if not last:
        return False
    beside = any(look.clause.start <= m.start < look.start and look.start - m.end < BESIDE for m in look.places)
    return beside or bool(look.topic.last and look.topic.last.unit == "people" and look.leads(_LISTED))


def _is_potential(look: Look) -> bool:
    kind, key = counted(look)
    if kind == "workers" or look.leads(_FROM) or _outnumbers(look, kind, key):
        return True
    if look.said("cue", "potential", look.just_after(40)) and not (key or "").startswith("peserta"):
        return True
    cue, protected = (
        nearest(look.said("cue", "potential", look.before)),
        nearest(look.said("cue", "covered", look.before)),
    )
    if cue and not (key or "").startswith("peserta"):
        if protected is None or protected.end <= cue.end or protected.start - cue.end < 12:  # "potensi peserta"
            return True
    if look.said("cue", "covered", look.near_clause):
        return False
    head = look.text(look.before)
    if "pekerjanya" in head or "tenaga kerjanya" in head:
        return True
    if any(g.key not in ("formal", "informal") for g in look.said("group", None, look.near_clause)):
        return False
    worker = key in ("pekerja", "tenaga kerja", "penduduk") or kind == "group" or _WORKERS_THERE.search(head)
    return bool(_HAVE.search(head) and worker)


def _outnumbers(look: Look, kind: str | None, key: str | None) -> bool:
    """ "98.206 pekerja dan yang terdaftar 49.803 peserta", "684.654 pekerja, sedangkan yang aktif baru 214.687": all there are.

    A number of workers beside a smaller number, in the same sentence, that is said to be covered.
    """
    if kind != "group" and not (key or "").startswith(("pekerja", "tenaga kerja", "orang", "naker")):
        return False
    for other in look.sentence.figures:
        if other.unit != "count" or other.start <= look.start or other.value >= look.figure.value:
            continue
        between = Span(look.end, other.start)
        if len(between) and any(f.unit == "count" and look.end <= f.start < other.start for f in look.sentence.figures):
            return False
        contrast = _ONLY.search(look.sentence.folded, look.end, other.start)
        return bool(contrast and look.said("cue", "covered", Span(look.end, min(other.end + 12, look.sentence.end))))
    return False
