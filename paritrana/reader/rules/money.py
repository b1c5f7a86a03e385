"""Rupiah: "menganggarkan Rp600,1 juta" is a budget, "santunan Rp323 juta" a benefit paid.

Premiums, prizes and rates are neither: each refusal's name is its reason.
"""

from __future__ import annotations

import re
from functools import cache

from ..lexicon import Mark, either, plain
from ..scan import Scan
from ..text import Span
from ..years import printed_years, year_behind
from .base import needs
from .groups import first_run, group_of
from .look import Look, nearest
from .ordinals import few
from .shared import company_or_village, health, national
from .whose import of_an_office

LEAST_PAID = 1e6  # rupiah; no budget and no benefit is smaller
LEAST_PAID_IN = 1e7  # rupiah; a contribution so large is paid for many, and is a budget
DEATH_BENEFIT = 42e6  # rupiah, to the heirs of one member (Peraturan Pemerintah 82 of 2019)
WHOLE_BUDGET = 1e12  # rupiah; Rp16,800 a month for five million people
BESIDE_REGION = 15  # characters between a region and its amount in a list
PER_BEFORE, PER_AFTER = 60, 30  # characters in which "per bulan" may stand
DURING = ("selama", "sepanjang")

_AT_MOST = re.compile(r"\b(?:sampai|hingga|maksimal)(?: dengan)?\s*$")
_PREMIUM = re.compile(r"\b(?:iuran|premi)(?:nya)?(?: hanya| sebesar| senilai| sekitar| cukup)?\s*$")  # "iurannya cukup"
_EACH_PAYS = re.compile(r"\s*(?:per|setiap|tiap|/)\s*(?:orang|bulan|kepala|jiwa|peserta|pekerja|rt|rw|desa)\b")
_A_MONTH = re.compile(r"\s*(?:per|setiap|tiap|/)\s*bulan\b(?! per)")
_FOR_DUES = Scan(  # "Rp338.688.000 telah dicairkan untuk iuran"
    r"[^,.;\d]{0,30}\b(?:untuk|guna|buat|bagi) (?:membayar |membayari |mengongkosi |menutup )?(?:iuran|premi)\b",
    "iuran", "premi",
)  # fmt: skip
_RECEIVES = re.compile(  # "keluarganya menerima total Rp42 juta dari BPJS"
    r"\b(?:menerima|terima|memperoleh|mendapat(?:kan)?)(?: uang| dana| total| sebesar| senilai)*\s*$"
)
_FROM_SCHEME = re.compile(r"\s*dari (?:bpjs|jamsostek|bpjamsostek|program)\b")
_SCHEME_PAYS = re.compile(  # "Jamsostek telah membayarkan total"
    r"\b(?:bpjs ketenagakerjaan|bpjamsostek|jamsostek)(?: \w+){0,3} (?:sudah |telah )?"
    r"(?:membayar|membayarkan|mengeluarkan|mencairkan|menyalurkan)(?: total| sebesar| senilai| klaim| manfaat)*\s*$"
)
_THEN = re.compile(  # "jika pada 2022 hanya Rp2,2 miliar, tahun ini ..." sets two years apart
    r" (?:pada |di )?(?:tahun )?(?:20\d\d|(?:tahun )?(?:lalu|kemarin|sebelumnya)|sebelumnya|semula|dulu|awalnya)\b"
)
_WORTH = re.compile(r"\b(?:senilai|dengan nilai)\s*$")
_ITS_COST = re.compile(r"[\"“]?(?:biaya|anggaran|keperluan|kebutuhan|ongkos|dana)(?: dana| iuran| biaya)?nya\b")
_OUT_OF = Scan(  # "dari total DBH sawit Kabupaten Tebo sebesar"
    r"\bdari (?:total |keseluruhan |jumlah |pagu )+(?:dana|anggaran|alokasi|dbh\w*|apbd|pagu)?\b[^,;]*$",
    "dari total", "dari keseluruhan", "dari jumlah", "dari pagu",
)  # fmt: skip
_RATE = re.compile(r"\b(?:per|setiap|tiap) (?:jiwa|orang|kepala|almarhum|keluarga)\b")  # what each is paid, whenever


@cache
def _years() -> re.Pattern:
    """ "selama ini", "selama dua tahun", "sepanjang 2021-2023"."""
    return re.compile(
        rf"\s(?:ini\b|(?:{few()}|beberapa) tahun|(?:tahun |periode )?20\d\d\s?(?: |sampai|hingga)\s?20\d\d)"
    )


@cache
def _every_year() -> re.Pattern:
    """ "setiap tahun", "tiga tahun belakangan"; "setahun", "per tahun" may be of one year."""
    return re.compile(rf"\b(?:setiap|tiap) tahun|\b(?:{few()}|beberapa) tahun (?:belakangan|terakhir)\b")


@cache
def _cut() -> re.Pattern:
    """ "digeser Rp700 juta", "dipangkas sebesar Rp1 miliar"."""
    return re.compile(rf"\b(?:{either(plain('cut'))})(?: sebesar| senilai| sekitar| hampir)?\s*$")


@cache
def _goes_on() -> re.Pattern:
    """ "Selain itu", "Jumlahnya", at the beginning of a sentence."""
    return re.compile(rf"(?:{either(plain('goes_on'))})\b")


@needs("money.prize")
def prize(look: Look) -> bool:
    """ "uang pembinaan Rp2.500.000"."""
    return bool(look.said("money.prize", look.earlier))


def premium(look: Look) -> bool:
    """ "iuran Rp16.800", "Rp 16.000 per kepala"; a benefit per person is not, and nothing else is as small."""
    kind = _kind(look)
    if look.figure.value < LEAST_PAID:
        return True
    if look.figure.value >= LEAST_PAID_IN and (not look.follows(_EACH_PAYS) or look.follows(_A_MONTH)):
        return False  # "anggaran iurannya Rp39,2 juta per bulan" is paid for many
    return bool(look.leads(_PREMIUM)) or bool(look.follows(_EACH_PAYS) and not (kind and kind.key == "benefit"))


def money_of_what(look: Look) -> bool:
    """Nothing in the sentence, nor the sentence it goes on from, says what the money is for."""
    return _kind(look) is None


def whole_budget(look: Look) -> bool:
    """ "APBD sebesar Rp1,2 triliun", "dari total DBH Rp9,8 miliar, Rp1,6 miliar": not all of it goes to workers."""
    kind = _kind(look)
    if look.leads(_OUT_OF) and any(f.unit == "IDR" for f in look.sentence.figures if f.start > look.end):
        return True
    return kind is not None and kind.key == "budget" and look.figure.value >= WHOLE_BUDGET


def rate(look: Look) -> bool:
    """ "berhak atas Rp42 juta", "beasiswa sampai Rp174 juta"."""
    told = [m for m in look.said("money.rate", look.before) if not _THEN.match(look.sentence.folded, m.end)]
    return bool(told or look.leads(_AT_MOST) and _kind(look).key == "benefit")


def growth(look: Look) -> bool:
    """ "dana bagi hasil menyusut Rp87 miliar": what it grew or shrank by."""
    near = [m for m in look.said("cue.growth", look.before) if 0 <= look.start - m.end <= 1]
    if look.leads(_cut()):
        return True
    return any(look.text(m) in plain("moved") for m in near)  # "tambahan Rp3 juta" is a sum of its own


@needs("money.arrears", "cue.pointer")
def arrears(look: Look) -> bool:
    """ "tunggakan iuran perusahaan Rp4,3 miliar. Dari jumlah itu Rp1,9 miliar sudah dibayar"."""
    last = look.topic.last
    on = last is not None and last.measure == "arrears" and bool(look.said("cue.pointer", look.earlier))
    return on or bool(look.said("money.arrears", look.just_before(PER_BEFORE)))


def of_a_branch(look: Look) -> bool:
    """ "kantornya menyalurkan Rp187,4 miliar": what an office pays it pays in all its regions."""
    return of_an_office(look)


def budget(look: Look) -> dict | None:
    """ "mengalokasikan Rp963.180.000", "menyisihkan Rp5,4 miliar dari APBD"; planned after "akan", "membutuhkan"."""
    if _kind(look).key != "budget":
        return None
    intent = any(look.text(mark) in plain("spending") for mark in look.said("cue.target", look.before))
    need = any(look.text(mark).startswith("kebutuhan") for mark in look.said("money.budget", look.before))
    wanted = intent or need or look.said("money.need", look.before) or _for_those_planned(look)
    status = "target" if wanted else "actual"
    return {"measure": "budget", "status": status, **_terms(look, "budget")}


def _for_those_planned(look: Look) -> bool:
    """ "akan mendaftarkan 1.500 petani lagi. Biayanya Rp151,2 juta"."""
    people = look.topic.people
    if not (people and people.status == "target" and look.topic.counting) or look.topic.last.unit != "people":
        return False
    return bool(_ITS_COST.match(look.sentence.folded, look.sentence.start)) and not look.said("cue.done", look.earlier)


def benefit(look: Look) -> dict:
    """ "manfaat yang cair Rp339 miliar", "keluarga tiap almarhum menerima Rp42 juta" (per person)."""
    return {"measure": "benefit_paid", **_terms(look, "benefit")}


REFUSALS = (
    prize, health, national, company_or_village, arrears, growth, premium, money_of_what, whole_budget, rate,
    of_a_branch,
)  # fmt: skip
READERS = (budget, benefit)


def _kind(look: Look) -> Mark | None:
    """The nearest word for a budget or a benefit: in the clause, before, after, anywhere; else what was spoken of."""
    kinds = ("money.budget", "money.benefit")
    if look.topic.money == "benefit" and look.said("money.scheme", look.before):
        return _mark(look, "benefit")  # "jaminan kematian menghabiskan Rp96,4 miliar"
    if look.follows(_FOR_DUES):
        return _mark(look, "budget")
    before = look.said(kinds, Span(look.clause.start, look.start)) or look.said(kinds, look.before)
    if before:
        return nearest(before)
    later = look.said(kinds, look.after) or look.sentence.of(kinds)
    if later:
        return later[0]
    kind = _unsaid_kind(look)
    return kind and _mark(look, kind)


def _mark(look: Look, kind: str) -> Mark:
    return Mark(look.start, look.start, "money", kind, f"money.{kind}")


def _unsaid_kind(look: Look) -> str | None:
    """A budget or a benefit where the sentence has no word for either: by the amount, the verb, the list, the topic."""
    value, topic = look.figure.value, look.topic
    if value >= LEAST_PAID_IN and look.sentence.of("money.contribution"):
        return "budget"
    if value == DEATH_BENEFIT and look.said("award.win", look.before):
        return "benefit"
    if value >= LEAST_PAID_IN and topic.last_unit(look) == "people" and look.leads(_WORTH):
        return "budget"  # "melindungi 35.000 pekerja keagamaan senilai Rp5,8 miliar"
    if look.leads(_RECEIVES) and look.follows(_FROM_SCHEME) or look.leads(_SCHEME_PAYS):
        return "benefit"
    if topic.money is None:
        return topic.story.money if _beside_region(look) else None  # a list under "Begini anggaran ... di Sultra"
    in_a_row = topic.last_unit(look) == "IDR" or topic.last_money == look.sentence.start
    in_list = topic.list_item and _beside_region(look)
    return topic.money if in_a_row or in_list or _continues(look) else None


def _continues(look: Look) -> bool:
    """ "Selain itu Rp4 miliar untuk nelayan", "Kini Rp6 miliar": the money spoken of in the sentence before."""
    topic = look.topic
    if topic.budget_spoken and look.sentence.block == topic.block and look.figure.value >= LEAST_PAID_IN:
        return True  # "Anggaran iuran dibahas. Pemerintah kota mengusulkan Rp9,6 miliar."
    return bool(
        look.said("award.win", look.before)
        or _goes_on().match(look.sentence.folded, look.sentence.start)
        or look.said("cue.pointer", look.earlier)
        or look.said("when", look.earlier)
        or (look.topic.money == "benefit" and look.said("money.scheme", look.near_clause))
    )


def _beside_region(look: Look) -> bool:
    """In a list, be it behind another figure: "Kolaka Rp4,75 miliar", "Lumajang: 14.600 orang, Rp1,47 miliar"."""
    of_line = look.topic.list_item and [m for m in look.places if m.start == look.sentence.start]
    return bool(of_line) or any(0 <= look.start - m.end < BESIDE_REGION for m in look.places)


def _terms(look: Look, kind: str) -> dict:
    """Whose money it is and per what; a sum over years has no year."""
    around = Span(look.just_before(PER_BEFORE).start, look.just_after(PER_AFTER).end)
    pers = (("year", "yearly"), ("month", "monthly"), ("person", "person"))
    per = next((per for per, key in pers if look.said(f"money.{key}", around)), None)
    if kind == "benefit" and look.figure.value == DEATH_BENEFIT:
        per = "person"
    terms = {"group": _group(look, kind, per), "per": per}
    every = kind == "benefit" or _every_year().search(look.text(look.before) + look.text(around))
    yearless = per == "year" and every or per == "person" and _RATE.search(look.text(around)) or _over_years(look)
    return {**terms, "when": (None, None)} if yearless else terms


def _over_years(look: Look) -> bool:
    """ "sejak 2019", "selama dua tahun"; "selama 2022", "sepanjang Januari", "selama 12 bulan" are of one year."""
    around, dates = Span(look.before.start, look.after.end), look.sentence.dates
    if any(when.precision == "span" and around.start <= when.start < around.end for when in dates):
        return True
    since = look.said("money.cumulative", around)
    if all(m.end <= look.start for m in since) and year_behind(
        look.sentence, look.figure, printed_years(look.sentence)
    ):
        return False  # "punya perda sejak 2023 dan membelanjakan Rp3,95 miliar pada 2025"
    now, _ = look.topic.story.now()
    if any(when.precision == "month" and when.year == now for when in dates):
        return False  # "sejak Januari 2024", said in 2024
    return any(look.text(mark) not in DURING or _years().match(look.sentence.folded, mark.end) for mark in since)


def _group(look: Look, kind: str, per: str | None) -> str:
    """Those the words beside it name, those counted before it in the sentence, those named anywhere after it."""
    if group := group_of(look):
        return group
    if look.topic.counted:
        return look.topic.counted[-1]
    if after := look.said("group", Span(look.end, look.part.end)):
        return first_run(look, after)
    benefits = {look.text(mark) for mark in look.sentence.of("money.benefit")}
    if kind == "benefit" and "beasiswa" in benefits and not benefits & {"santunan", "manfaat", "klaim"}:
        return "other"  # scholarships are paid to children
    groups = set(look.topic.groups)
    spoken_of = kind == "budget" or per == "person"  # what a branch paid out it paid to all
    if len(groups) == 1 and spoken_of:
        return groups.pop()
    return kind == "budget" and look.topic.story.paid_group or "all"
