"""Numbers of workers: "24.874 orang", "16 ribu bukan penerima upah", "dari 684.654 pekerja".

Each function is a rule: its name is its id or its reason, its docstring the forms it reads. A refusal says yes or no, a
reader gives what the figure says, or None to leave it to the next.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from ..lexicon import either, plain
from ..text import Span
from ..years import printed_year
from . import shared
from .base import needs
from .look import Look
from .potential import is_potential
from .shared import company_or_village, health, is_thing
from .when import planned
from .whose import group_of

REST = ("sisa", "selebih")
MIN_WORKERS = 10  # fewer is a delegation or a handful of recipients, not a region's workers
# characters
BESIDE = 25  # between a region and the bare number that is its: "Poso dengan 25.638"
RECEIVERS_AFTER = 12  # after a number, in which "penerima" may stand
RECIPIENTS_BEFORE, RECIPIENTS_AFTER = 40, 45  # between a number and those who were paid
AIMED = 30  # between a word of intent and a bare number
ADDITION_AFTER = 25  # between a number and "tambahan"

_FROM_LEVEL = re.compile(r"\bdari(?:\s+(?:semula|sebelumnya|awalnya|hanya))?\s*$")
_INTO = re.compile(r"\b(?:menjadi|ke|hingga)\s*$")
_INTO_NEXT = re.compile(r"[^.;]{0,40}?\b(?:menjadi|ke|hingga)\s+(?:sekitar\s+)?\d")
_LISTED = re.compile(r"(?:,|\bdan|\bserta|\blalu|\bkemudian|\bmenjadi|\bdari(?: semula)?)\s*$")
_TO_WHOM = re.compile(r"\b(?:untuk|bagi|kepada)(?: sekitar| total)?\s*$")
_PAID = re.compile(
    r"\b(?:menerima|terima|mendapat(?:kan)?|memperoleh)(?: dana| pembayaran)? (?:santunan|manfaat|klaim|beasiswa)\b"
)
_NTH = re.compile(r"\b(?:nomor|no\.?|urutan|peringkat|posisi|ranking)(?: ke)?\s$")
_SOME_OF = re.compile(r"\s*dari (?:total |sekitar |seluruh )?[\d.]+ ")
_TAKEN_BY = re.compile(r"\b(?:diambil|dicairkan|diklaim)(?: oleh)?\s*$")
_NUMERAL = re.compile(r"[.)]\s")
_OF_EACH = re.compile(
    r"[^,.;()\d]{0,40}\bdari (?:setiap|tiap|masing masing) (?:desa|kelurahan|kecamatan|nagari|kampung|pekon|gampong|rt|rw)"
)
_MEMBERS_NEXT = re.compile(
    r"\s(?!jumlahnya|totalnya|banyaknya)[a-z][a-z ,]{3,60}?\b(?:yang (?:kini |sudah |telah |saat ini )*|(?:sudah |telah ))"
    r"(?:iurannya|menjadi peserta|terdaftar|terlindungi|dilindungi|didaftarkan|ditanggung|ikut|diikutkan)\b"
)
_MEMBERS_LEAD = re.compile(  # "yang ikut baru 845"
    r"\byang (?:sudah |telah )?(?:ikut|terdaftar|terlindungi|aktif|menjadi peserta|masuk|tercover)(?: baru| hanya| sudah| cuma| sebanyak)*\s*$"
)
_MEMBERS_BEHIND = re.compile(r" (?:dari mereka |di antaranya )?(?:yang )?(?:(?:sudah|telah) )?(?:ikut|terdaftar|terlindungi|mendaftar)\b")
_PROTECTS = re.compile(
    r"\b(?:melindungi|mendaftarkan|menanggung|membiayai|membayari|mengikutsertakan|mengikutkan|dinikmati|iuran|mengcover)"
    r"(?: iuran| sebanyak| sekitar| kepesertaan| bagi| untuk)*\s*$"
)
_OFFICE = re.compile(r"\b(?:kantornya|cabangnya|kantor cabang ini|cabang ini|kantor ini|cabang tersebut)\b|\b(?:kantor wilayah|kanwil)\b[^,]{0,60}\b(?:mengelola|membayar\w*|menyalurkan|melayani)\b")
_SAYS = re.compile(r",| bahwa\b")  # "Yulius menambahkan, ..."
_NO_MORE = re.compile(r"\b(?:tidak|tak|bukan|belum)\s*$")  # "tidak lagi"
_THAN = re.compile(r"\s*\w+ (?:dari|dibanding|dibandingkan|ketimbang|daripada) (?:tahun|bulan|20\d\d|sebelumnya|posisi)\b")
_OF_TEN = re.compile(r" dari (?:setiap |tiap )?(?:10|100|sepuluh|seratus)\b(?![.,]\d)")
_IN_TEN = re.compile(r"\d dari (?:setiap |tiap )?$")
_POPULATION = re.compile(r"\b(?:berpenduduk|jumlah penduduk(?:nya)?)(?: sekitar| mencapai| sebanyak)?\s*$")
_IN_SEVERAL = re.compile(r"[^.,;:]{0,50}\bdi (?:dua|tiga|empat|lima|enam|tujuh|delapan|\d+) (?:kabupaten|kota|daerah|provinsi)\b")
_DONE = re.compile(r"\b(?:sudah|telah)\b")
_BOUND = re.compile(r"\b(?:(?<!tak )(?<!tidak )kurang dari|tidak sampai|tak sampai|di bawah)\s*$")
_ATTENDED = re.compile(
    r"\b(?:diikuti|dihadiri|diikuti oleh|dihadiri oleh|mengundang|undangan)(?: sekitar| sebanyak| lebih dari| kurang lebih)?\s*$"
)
_IN_PLACES = re.compile(r"\bdi(?: seluruh| total)?\s*$")


@cache
def _employers() -> tuple[re.Pattern, re.Pattern]:
    """Employers right behind a number, and employers before a number of their staff."""
    employers = rf"(?:{either(plain('employer'))})\b"
    return re.compile(rf"\s*{employers}"), re.compile(rf"\b{employers}.*\d dengan\s*$")


# --- refusals ---------------------------------------------------------------------------------------------------------


def list_numeral(look: Look) -> bool:
    """ "3. Kota Yogyakarta", "ada di nomor 16"."""
    opens = bool(look.follows(_NUMERAL)) and not look.text(look.earlier).strip(" (")
    return opens or bool(look.leads(_NTH))


def counts_things(look: Look) -> bool:
    """ "4 program", "54 nagari", "di 1.005 RW"."""
    kind, key = look.counted
    some = look.follows(_SOME_OF)
    if some and is_thing(look.sentence, some.end()):
        return True  # "97 dari 360 desa"
    if look.counted == (None, None) and _of_things(look):
        return True
    if key == "" and look.previous and is_thing(look.sentence, look.previous.end + 1):
        return True  # "1.870 badan usaha, 430 di antaranya ..."
    return kind in ("thing", "time") or (key == "neighbourhood_heads" and look.leads(_IN_PLACES))


def _of_things(look: Look) -> bool:
    """ "Desa adat di kabupaten tersebut ada 122": a word for things, and none for people, leads to a bare number."""
    where = Span(look.near_clause.start, look.start)
    things = [m for m in look.said("noun.thing", where) if not any(p.start <= m.start < p.end for p in look.sentence.places)]
    people = look.said(("noun.person", "noun.workers"), where) or look.said("group", look.near_clause)
    return bool(things) and not (people or look.topic.list_item or look.said("cue.covered", where) or _continues(look))


def recipients(look: Look) -> bool:
    """ "25.474 penerima manfaat", "penerimanya tercatat 82 warga", "Rp339 miliar untuk 25.474 orang", "pembayaran
    klaim kepada 2.040 tenaga kerja"."""
    around = (look.just_after(RECIPIENTS_AFTER), look.just_before(RECIPIENTS_BEFORE))
    said = [mark for where in around for mark in look.said("cue.recipients", where)]
    if any(look.sentence.text[mark.start - 2] not in '"”' for mark in said) or _paid(look):  # not '", klaimnya.'
        return True
    helped = [m for m in look.said("cue.covered", look.before) if not look.text(m).startswith("dibayar")]
    aided = helped or look.said("money.contribution", look.before)
    if look.said("cue.receivers", look.just_after(RECEIVERS_AFTER)):
        return not (aided or look.topic.money == "budget")
    if look.said("cue.receivers", look.just_before(RECIPIENTS_BEFORE)):
        return look.topic.money == "benefit" or bool(look.sentence.of("money.benefit"))
    if look.leads(_TAKEN_BY):
        return True  # "jaminan hari tua yang diambil 71.920 orang"
    paid = look.said("money.benefit", look.near_clause) and not aided
    return bool(look.leads(_TO_WHOM) and (paid or _goes_on_from(look, "benefit_paid")))


def _paid(look: Look) -> bool:
    """ "82 warga Nagan Raya, Aceh, sudah menerima santunan": no word of cover on the way."""
    paid = _PAID.search(look.sentence.folded, look.end, look.part.end)
    if paid is None:
        return False
    way = Span(look.end, paid.start())
    return not look.said("cue.covered", way)


def unknown_noun(look: Look) -> bool:
    """ "32 gelas": a word follows that is not known to be workers."""
    kind, word = look.counted
    return kind is None and word is not None and not _are_covered(look)


def _are_covered(look: Look) -> bool:
    """ "1.180 pemandu wisata yang kini menjadi peserta", "menanggung iuran 1.035 pemangku pura": it counts them."""
    return bool(look.follows(_MEMBERS_NEXT) or look.leads(_PROTECTS))


def bare_number(look: Look) -> bool:
    """A number with nothing behind it that neither its clause announces nor a list before it explains."""
    return look.counted[0] is None and not (_are_covered(look) or _announced(look) or _continues(look) or _aimed_at(look))


def too_few(look: Look) -> bool:
    """ "7 orang"."""
    return look.figure.value < MIN_WORKERS


def uncovered(look: Look) -> bool:
    """ "469.967 orang masih tanpa jaminan", "yang belum terlindungi 73.236 orang", and the list after it."""
    return (
        _not_yet_after(look)
        or (
            look.topic.unprotected
            and bool(look.said("cue.pointer", look.before))
            and not look.said("cue.covered", look.before)
        )
        or _rest_before(look)
        or (_goes_on_from(look, "uncovered") and not look.said("cue.covered", look.before))
    )


def _not_yet_after(look: Look) -> bool:
    """ "73.236 orang ... belum terdaftar", with no word of cover on the way."""
    rest = Span(look.end, look.part.end)  # "3.000 guru, 215 kepala lingkungan, dan 1.200 kader yang belum terlindungi"
    after = [m for m in look.said("cue.uncovered", rest) if look.text(m).startswith(("belum", "yang belum", "tanpa"))]
    return bool(
        after
        and not _DONE.search(look.sentence.folded, look.end, after[0].start)
        and not look.said("cue.covered", Span(look.end, after[0].start))
        and not look.said("cue.covered", look.near_clause)
    )


def _rest_before(look: Look) -> bool:
    """ "yang belum terlindungi 73.236 orang"; "sisanya 1.200 nelayan" is the rest of a list, and they are covered."""
    near = look.said("cue.uncovered", look.near_clause)
    said = [m for m in near if m.start < look.start or not look.text(m).startswith(REST)]  # not "49.788 peserta dengan sisa"
    said = said or look.said("cue.uncovered", look.before)
    if not said:
        return False
    rest = look.text(said[-1]).startswith(REST)
    return not (rest and look.said("group", Span(look.end, look.part.end)))


@needs("cue.growth", "cue.increment")
def growth(look: Look) -> bool:
    """ "lonjakan 24.415 jiwa itu": what it grew by, where no level is told."""
    if look.said("cue.increment", look.before) and look.follows(_THAN):
        return True  # "bertambah 1.100 orang dari tahun 2024"
    return any(0 <= look.start - m.end <= 2 for m in look.said("cue.growth", look.before)) and not look.said("cue.increment", look.before)


def _aimed_at(look: Look) -> bool:
    """ "memasang angka 38.000", where workers are spoken of."""
    return look.topic.counting and bool(look.said("cue.target", look.just_before(AIMED)))


def population(look: Look) -> bool:
    """ "kabupaten berpenduduk 3,2 juta jiwa"."""
    return bool(look.leads(_POPULATION))


def bound(look: Look) -> bool:
    """ "masih di bawah 30 ribu peserta"."""
    return bool(look.leads(_BOUND))


def attendance(look: Look) -> bool:
    """ "diikuti 45 peserta", "dihadiri 200 orang": who came to a meeting."""
    return bool(look.leads(_ATTENDED))


def national(look: Look) -> bool:
    """ "secara nasional peserta aktif 35,8 juta orang, 6 juta di antaranya ...": the nation's, and what goes on from it."""
    on = _goes_on_from(look, "national") and not any(m.end <= look.start for m in look.places)
    return on or shared.national(look)


@needs("cue.if")
def supposed(look: Look) -> bool:
    """ "kalau ada 10 orang saja yang mendaftar"."""
    return bool(look.said("cue.if", look.just_before(30)))


def ratio(look: Look) -> bool:
    """ "setiap desa mendaftarkan 100 pekerja"."""
    if look.follows(_OF_EACH) or look.follows(_OF_TEN) or look.leads(_IN_TEN) and look.figure.value in (10, 100):
        return True
    return any(is_thing(look.sentence, each.end + 1) for each in look.said("cue.each", look.before))


def of_companies(look: Look) -> bool:
    """ "4.226 perusahaan dengan 138.021 karyawan"."""
    counts, _ = _employers()
    return any(
        look.clause.start <= f.start and f.end <= look.start and counts.match(look.sentence.folded, f.end)
        for f in look.sentence.figures
    )


def of_a_branch(look: Look) -> bool:
    """ "sebanyak 4.226 dengan 138.021 tenaga kerja": employers and their staff."""
    _, of_staff = _employers()
    if (_OFFICE.search(look.text(look.before)) or look.follows(_IN_SEVERAL)) and not look.places:
        return True
    return bool(of_staff.search(look.text(Span(look.clause.start, look.start))))


@needs("cue.parts")
def part_of_total(look: Look) -> bool:
    """ "terbagi atas 850 orang setahun penuh, 150 orang sembilan bulan": parts that are no groups of their own."""
    cut = look.said("cue.parts", Span(look.part.start, look.start))
    if not cut:
        return False
    if any(cut[-1].end <= m.end <= look.start for m in look.places):
        return False  # "Rinciannya, Kota Sorong 58.914 orang terlindungi"
    theirs = Span(max(cut[-1].end, look.before.start), min(look.after.end, look.clause.end))
    return not look.said("group", theirs)


# --- readers ----------------------------------------------------------------------------------------------------------


def listed(look: Look) -> dict | None:
    """ "Banggai 33.481, Poso 25.638": a bare number that continues a list says what the figure before it said."""
    if look.counted == (None, None) and not look.said("group", look.near_clause) and not _announced(look):
        last = look.topic.people
        return {"measure": last.measure, "group": last.group, "status": last.status}
    return None


def from_level(look: Look) -> dict | None:
    """ "dari semula 5000 menjadi 10.000": the first is what there was."""
    if look.leads(_FROM_LEVEL) and look.follows(_INTO_NEXT):
        whole = replace(look, after=Span(look.end, look.sentence.end))
        unsaid = not look.topic.years and printed_year(look.sentence, look.start, look.end) is None
        when = {"when": look.topic.story.now()} if unsaid else {}
        return {"measure": "covered", "group": group_of(look) or group_of(whole) or "all", **when}
    return None


def to_level(look: Look) -> dict | None:
    """ "... menjadi 10.000": the second is a goal where the sentence, or the one it goes on from, speaks of intent."""
    last = look.topic.last
    if not (last and last.rule == "people.from_level" and last.sentence == look.sentence.start and look.leads(_INTO)):
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
    addition = [m for m in look.said("cue.increment", look.before) if not _SAYS.match(look.sentence.folded, m.end)]
    addition = [m for m in addition if not _NO_MORE.search(look.sentence.folded, look.sentence.start, m.start)]
    addition = addition or look.said("cue.increment", look.just_after(ADDITION_AFTER))
    status = "target" if planned(look) else "actual"
    group = group_of(look) or ("other" if look.counted[0] is None and look.counted[1] else "all")
    return {"measure": "covered", "group": group, "status": status, "increment": bool(addition)}


REFUSALS = (
    list_numeral, counts_things, growth, population, bound, attendance, recipients, unknown_noun, bare_number, too_few, company_or_village, health,
    national, uncovered, supposed, ratio, of_companies, of_a_branch, part_of_total,
)  # fmt: skip
READERS = (listed, from_level, to_level, potential, covered)


# --- what stands around a number --------------------------------------------------------------------------------------


def _goes_on_from(look: Look, measure: str) -> bool:
    """Whether the figure before it, in the same sentence, was of a measure."""
    last = look.topic.last
    return last is not None and last.measure == measure and last.sentence == look.sentence.start


def _announced(look: Look) -> bool:
    """ "peserta aktif dari kalangan penerima upah sebanyak 21.665": the noun stands before the number."""
    where = Span(look.clause.start, look.start)
    cues = look.said(("cue.potential", "cue.covered"), where)
    named = any(word in look.text(cue) for cue in cues for word in ("pekerja", "tenaga kerja", "peserta", "populasi"))
    return (
        named
        or bool(look.leads(_MEMBERS_LEAD) or look.follows(_MEMBERS_BEHIND))
        or bool(look.said(("noun.person", "noun.workers"), where) or look.said("group", where))
    )


def _continues(look: Look) -> bool:
    """Whether a bare number goes on with the numbers of workers before it: beside a region, or after "dan"."""
    if not look.topic.people:
        return False
    beside = any(look.clause.start <= m.start < look.start and look.start - m.end < BESIDE for m in look.places)
    return beside or bool(look.topic.last and look.topic.last.unit == "people" and look.leads(_LISTED))
