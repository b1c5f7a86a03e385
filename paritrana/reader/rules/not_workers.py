"""Numbers that are no workers covered: things, inhabitants, guests, recipients, the uncovered, the staff of companies.

Each function is a refusal: its name is its reason (data/reasons.toml), its docstring the forms it turns down.
"""

from __future__ import annotations

import re
from functools import cache

from ..lexicon import either, plain
from ..scan import Scan
from ..text import Span
from . import levels, shared
from .base import needs
from .counted import announced, are_covered, continues, goes_on_from, is_aimed_at, works
from .look import Look
from .ordinals import few
from .shared import company_or_village, health, is_thing, of_companies
from .whose import of_an_office

MIN_WORKERS = 10  # fewer is a delegation or a handful of recipients, not a region's workers
REST = ("sisa", "selebih")
NOT_YET = ("belum", "yang belum", "tanpa")
NEVER = ("tak ", "tidak ")
QUOTE_ENDS = '"”'  # behind a quote a word is the speaker's: '..., " klaimnya'
# characters
RECEIVERS_AFTER = 12  # after a number, in which "penerima" may stand
RECIPIENTS_BEFORE, RECIPIENTS_AFTER = 40, 55  # between a number and those who were paid
SUPPOSED = 30  # between "kalau ada" and a number
LAST_RT = 30  # the highest number of a neighbourhood
GREW = 2  # between "lonjakan" and a number

_NTH = re.compile(r"\b(?:nomor|no\.?|urutan|peringkat|posisi|ranking)(?: ke)?\s$")  # "ada di nomor 16"
_RT = re.compile(r"\b(?:rt|rw)\s$")
_NUMERAL = re.compile(r"[.)]\s")  # "3. Kota Yogyakarta"
_SOME_OF = re.compile(r"\s*dari (?:total |sekitar |seluruh )?[\d.]+ ")  # "97 dari 360 desa"
_TAKEN_BY = re.compile(  # "jaminan hari tua yang diambil", "yang mencairkan klaim kematian berjumlah"
    r"\b(?:(?:diambil|dicairkan|diklaim)(?: oleh)?"
    r"|(?:mencairkan|menerima) (?:klaim|santunan|manfaat)[a-z ]{0,25}\b(?:berjumlah|sebanyak|mencapai))\s*$"
)
_THAN = re.compile(  # "bertambah 1.100 orang dari tahun 2024"
    r"\s*\w+ (?:dari|dibanding|dibandingkan|ketimbang|daripada) (?:tahun|bulan|20\d\d|sebelumnya|posisi)\b"
)
_BUT = Scan(r"\bkecuali(?: sekitar| hanya)?\s*$", "kecuali")  # "semuanya kecuali 4.000 orang"
_LEFT = Scan(  # "1.250 peserta berhenti"
    r"(?: [a-z]+){1,6} (?:berhenti|dicoret|dinonaktifkan|mengundurkan diri)\b",
    "berhenti", "dicoret", "dinonaktifkan", "mengundurkan",
)  # fmt: skip
_VILLAGES = re.compile(  # "Seluruh desa masing-masing mendaftarkan 25 pekerja"
    r"\b(?:desa|kelurahan|nagari|kampung|gampong|pekon|kalurahan)\b[^,.;]{0,40} masing masing [a-z]+ $"
)
_IN_PLACES = re.compile(r"\bdi(?: seluruh| total)?\s*$")  # "di 1.005 RW"
_TO_WHOM = Scan(  # "Rp339 miliar untuk 25.474 orang"
    r"\b(?:untuk|bagi|kepada)(?: sekitar| total)?\s*$", "untuk", "bagi", "kepada"
)
_PAID = Scan(  # "82 warga Nagan Raya sudah menerima santunan"
    r"\b(?:menerima|terima|mendapat(?:kan)?|memperoleh)(?: dana| pembayaran)? (?:santunan|manfaat|klaim|beasiswa)\b",
    "santunan", "manfaat", "klaim", "beasiswa",
)  # fmt: skip
_OF_EACH = Scan(  # "100 orang dari setiap desa"
    r"[^,.;()\d]{0,40}\b(?:(?:dari|di|untuk) (?:setiap|tiap|masing masing)|per)"
    r" (?:desa|kelurahan|kecamatan|nagari|kampung|pekon|gampong|rt|rw|distrik|kalurahan|negeri)\b",
    "tiap", "masing masing", "per ",
)  # fmt: skip
_OF_TEN = Scan(  # "29 dari setiap 100"
    r" dari (?:setiap |tiap )?(?:10|100|sepuluh|seratus)\b(?![.,]\d)",
    "dari setiap", "dari tiap", "dari 10", "dari sepuluh", "dari seratus",
)  # fmt: skip
_IN_TEN = re.compile(r"\d dari (?:setiap |tiap )?$")  # "29 dari", before the hundred
_FROM_TEN = Scan(  # "dari setiap seratus pekerja, baru"
    r"\bdari (?:setiap|tiap) (?:10|100|sepuluh|seratus|seribu|1\.000) [a-z ]{1,25},?(?: baru| hanya| cuma| ada)*\s*$",
    "dari setiap", "dari tiap",
)  # fmt: skip
_POPULATION = Scan(  # "berpenduduk 3,2 juta", "penduduk berusia 15 tahun ke atas mencapai 1,8 juta"
    r"\b(?:berpenduduk|dihuni(?: oleh)?|(?:jumlah |total )?penduduk(?:nya)?(?! (?:yang )?bekerja)(?: [a-z]+){0,2}"
    r"(?: (?:ber)?usia[^.;]{0,30})?)(?: sekitar| mencapai| sebanyak| berjumlah| ada| tercatat| kira kira)*\s*$",
    "penduduk", "dihuni",
)  # fmt: skip
_INHABITANTS = Scan(  # "78 ribu jiwa penduduk", "903 ribu jiwa berada pada usia kerja"
    r" (?:jiwa |orang )?(?:penduduk\b(?! (?:yang )?bekerja)"
    r"|(?:yang )?(?:berada |ada )?(?:pada |di |dalam )?usia kerja\b)",
    "penduduk", "usia kerja",
)  # fmt: skip
_ATTENDED = Scan(  # "diikuti 45 peserta", "rombongan berjumlah 14 orang", "kunjungan wisata 3,1 juta orang"
    r"\b(?:diikuti|dihadiri|diikuti oleh|dihadiri oleh|mengundang|undangan|mengajak|bersama|menyisihkan"
    r"|kunjungan(?: wisata)?"
    r"|(?:rombongan|delegasi|kontingen)\b[^.;]{0,50}\b(?:berjumlah|sebanyak|terdiri dari|membawa))"
    r"(?: sekitar| sebanyak| lebih dari| kurang lebih)?\s*$",
    "diikuti", "dihadiri", "undang", "mengajak", "bersama", "menyisihkan", "kunjungan", "rombongan", "delegasi",
    "kontingen",
)  # fmt: skip
_AND_MORE = re.compile(r"(?:,|\bdan|\bserta)(?: sebanyak)?\s*$")
_IF = Scan(r"\b(?:kalau|jika|bila|apabila)(?: saja| nanti| sekitar)?\s*$", "kalau", "jika", "bila")
_COUNTED = re.compile(r"\b(?:berjumlah|jumlahnya)\s*$")  # "Perusahaan di Kotim berjumlah"
_THAT_BRANCH = re.compile(r"\bcabang tersebut\b")
_DONE = re.compile(r"\b(?:sudah|telah)\b")


@cache
def _in_several() -> re.Pattern:
    """ "83.000 orang di empat kabupaten"."""
    return re.compile(rf"[^.,;:]{{0,50}}\bdi {few()} (?:kabupaten|kota|daerah|provinsi)\b(?!/)")


@cache
def _of_employers() -> re.Pattern:
    """ "badan usaha yang ikut 4.226 dengan", before the number of their staff."""
    return re.compile(rf"\b(?:{either(plain('employer'))})\b.*\d dengan\s*$")


def end_of_range(look: Look) -> bool:
    """ "15-64 tahun", "30-35 ribu orang", "antara 20.000 dan 25.000": neither end of a range is the figure."""
    return shared.end_of_range(look)


def list_numeral(look: Look) -> bool:
    """ "3. Kota Yogyakarta", "ada di nomor 16", "ketua RT 03 RW 12"."""
    opens = bool(look.follows(_NUMERAL)) and not look.text(look.earlier).strip(" (")
    return opens or bool(look.leads(_NTH)) or look.figure.value <= LAST_RT and bool(look.leads(_RT))


def counts_things(look: Look) -> bool:
    """ "4 program", "54 nagari", "di 1.005 RW", "97 dari 360 desa"."""
    kind, key = look.counted
    some = look.follows(_SOME_OF)
    if some and is_thing(look.sentence, some.end()):
        return True
    if look.counted == (None, None) and _of_things(look):
        return True
    if key == "" and look.previous and is_thing(look.sentence, look.previous.end + 1):
        return True  # "1.870 badan usaha, 430 di antaranya ..."
    return kind in ("thing", "time") or (key == "neighbourhood_heads" and look.leads(_IN_PLACES))


def _of_things(look: Look) -> bool:
    """ "Desa adat di kabupaten tersebut ada 122": a word for things, and none for people, leads to a bare number."""
    where = Span(look.near_clause.start, look.start)
    places = look.sentence.places
    named = [*look.said("noun.thing", where), *look.said("topic.company", where)]
    things = [m for m in named if not any(p.start <= m.start < p.end for p in places)]
    people = look.said(("noun.person", "noun.workers"), where) or look.said("group", look.near_clause)
    others = look.topic.list_item or look.said("cue.covered", where) or continues(look) and not look.leads(_COUNTED)
    return bool(things) and not (people or others)


@needs("cue.recipients", "cue.receivers", _PAID, _TO_WHOM)
def recipients(look: Look) -> bool:
    """ "25.474 penerima manfaat", "penerimanya tercatat 82 warga", "pembayaran klaim kepada 2.040 pekerja"."""
    around = (look.just_after(RECIPIENTS_AFTER), look.just_before(RECIPIENTS_BEFORE))
    said = [mark for where in around for mark in look.said("cue.recipients", where)]
    if any(look.sentence.text[mark.start - 2] not in QUOTE_ENDS for mark in said) or _paid(look):
        return True
    helped = [m for m in look.said("cue.covered", look.before) if not look.text(m).startswith("dibayar")]
    subsidised = any("iuran" in look.text(m) for m in look.said("money.budget", look.before))
    aided = helped or subsidised or look.said("money.contribution", look.before)
    if look.said("cue.receivers", look.just_after(RECEIVERS_AFTER)):
        return not (aided or look.topic.money == "budget")
    if look.said("cue.receivers", look.just_before(RECIPIENTS_BEFORE)):
        return look.topic.money == "benefit" or bool(look.sentence.of("money.benefit"))
    if look.leads(_TAKEN_BY):
        return True
    paid = look.said("money.benefit", look.near_clause) and not aided
    return bool(look.leads(_TO_WHOM) and (paid or goes_on_from(look, "benefit_paid")))


def _paid(look: Look) -> bool:
    """ "82 warga Nagan Raya, Aceh, sudah menerima santunan": no word of cover on the way."""
    paid = look.sentence.search(_PAID, look.end, look.part.end)
    return paid is not None and not look.said("cue.covered", Span(look.end, paid.start()))


def unknown_noun(look: Look) -> bool:
    """ "32 gelas": a word follows that is not known to be workers."""
    kind, word = look.counted
    return kind is None and word is not None and not (are_covered(look) or works(look, word))


def bare_number(look: Look) -> bool:
    """A number with nothing behind it that neither its clause announces nor a list before it explains."""
    told = (are_covered, announced, continues, is_aimed_at)
    kind, word = look.counted
    return kind is None and not (any(asked(look) for asked in told) or word and works(look, word))


def too_few(look: Look) -> bool:
    """ "7 orang"."""
    return look.figure.value < MIN_WORKERS


def uncovered(look: Look) -> bool:
    """ "469.967 orang masih tanpa jaminan", "yang belum terlindungi 73.236 orang", and the list after it."""
    if _not_yet_after(look) or _rest_before(look) or look.leads(_BUT) or look.follows(_LEFT):
        return True
    pointed_at = look.topic.unprotected and bool(look.said("cue.pointer", look.before))
    return (pointed_at or goes_on_from(look, "uncovered")) and not look.said("cue.covered", look.before)


def _not_yet_after(look: Look) -> bool:
    """ "73.236 orang ... belum terdaftar", with no word of cover on the way."""
    rest = Span(look.end, look.part.end)  # "3.000 guru, 215 kepala lingkungan, dan 1.200 kader yang belum terlindungi"
    after = [m for m in look.said("cue.uncovered", rest) if look.text(m).startswith(NOT_YET)]
    return bool(
        after
        and not _DONE.search(look.sentence.folded, look.end, after[0].start)
        and not look.said("cue.covered", Span(look.end, after[0].start))
        and not look.said("cue.covered", look.near_clause)
    )


def _rest_before(look: Look) -> bool:
    """ "yang belum terlindungi 73.236 orang"; "sisanya 1.200 nelayan" is the rest of a list, and they are covered."""
    near = look.said("cue.uncovered", look.near_clause)
    own = [m for m in near if m.start < look.start or not look.text(m).startswith(REST)]
    said = own or look.said("cue.uncovered", look.before)  # not "49.788 peserta dengan sisa"
    if not said:
        return False
    rest = look.text(said[-1]).startswith(REST)
    return not (rest and look.said("group", Span(look.end, look.part.end)))


@needs("cue.growth", "cue.increment")
def growth(look: Look) -> bool:
    """ "lonjakan 24.415 jiwa itu", "bertambah 1.100 orang dari tahun 2024": what it grew by, no level."""
    if look.said("cue.increment", look.before) and look.follows(_THAN):
        return True
    folded, first = look.sentence.folded, look.sentence.start
    near = [m for m in look.said("cue.growth", look.before) if 0 <= look.start - m.end <= GREW]
    grew = any(not folded.endswith(NEVER, first, m.start) for m in near)  # "tak kurang 17.044 buruh" is a level
    return grew and not look.said("cue.increment", look.before)


@needs(_POPULATION, _INHABITANTS)
def population(look: Look) -> bool:
    """ "kabupaten berpenduduk 3,2 juta jiwa", "78 ribu jiwa penduduk", "903 ribu jiwa berada pada usia kerja"."""
    return bool(look.leads(_POPULATION) or look.follows(_INHABITANTS))


@needs(levels.BOUND)
def bound(look: Look) -> bool:
    """ "masih di bawah 30 ribu peserta"."""
    return levels.is_bound(look)


@needs(_ATTENDED)
def attendance(look: Look) -> bool:
    """ "diikuti 45 peserta", "dihadiri 25 camat dan 177 kepala desa": who came to a meeting."""
    return bool(look.leads(_ATTENDED) or goes_on_from(look, "attendance") and look.leads(_AND_MORE))


def national(look: Look) -> bool:
    """ "secara nasional peserta aktif 35,8 juta orang, 6 juta di antaranya": the nation's, and what goes on from it."""
    on = goes_on_from(look, "national") and not any(m.end <= look.start for m in look.places)
    return on or shared.national(look)


@needs("cue.if", _IF)
def supposed(look: Look) -> bool:
    """ "kalau ada 10 orang saja yang mendaftar", "Kalau 5.000 peserta dicabut"."""
    return bool(look.said("cue.if", look.just_before(SUPPOSED)) or look.leads(_IF))


@needs("cue.each", _OF_EACH, _OF_TEN, _FROM_TEN)
def ratio(look: Look) -> bool:
    """ "setiap desa mendaftarkan 100 pekerja"."""
    if look.follows(_OF_EACH) or look.follows(_OF_TEN) or look.leads(_FROM_TEN):
        return True
    if look.said("cue.each", look.before) and _VILLAGES.search(look.text(look.earlier)):
        return True
    if look.leads(_IN_TEN) and look.figure.value in (10, 100):
        return True
    return any(is_thing(look.sentence, each.end + 1) for each in look.said("cue.each", look.before))


def of_a_branch(look: Look) -> bool:
    """ "kantor ini melayani 83.000 orang", "83.000 orang di empat kabupaten", "4.226 badan usaha dengan 138.021"."""
    if of_an_office(look):
        return True
    if not look.places and (look.follows(_in_several()) or _THAT_BRANCH.search(look.text(look.before))):
        return True
    return bool(_of_employers().search(look.text(Span(look.clause.start, look.start))))


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


REFUSALS = (
    end_of_range, list_numeral, counts_things, growth, population, bound, attendance, recipients, unknown_noun,
    bare_number, too_few, company_or_village, health, national, supposed, uncovered, ratio, of_companies, of_a_branch,
    part_of_total,
)  # fmt: skip
