"""Whether a number of workers is all there are, covered or not: the denominator."""

from __future__ import annotations

import re
from functools import cache

from ..lexicon import Mark, either, plain
from ..scan import Scan
from ..text import Span
from . import levels
from .look import Look, nearest

# characters
POTENTIAL_AFTER = 40  # between a number and "potensi"
ONE_PHRASE = 12  # between "potensi" and the "peserta" that belongs to it
BESIDE_REGION = 30  # between a region and its number in a list
COVERED_AFTER = 25  # after a smaller number, in which "peserta" may stand

MUST_BE = ("yang wajib", "yang bisa", "pembagi", "wajib")
MAY_BE = (
    "potensi", "potensial", "berpotensi", "yang berpotensi", "estimasi", "perkiraan", "jumlah potensi", "total potensi",
)  # fmt: skip
NOTED = ("tercatat", "terdata")  # of anything, not only of the covered
WHOLE_TRADES = {  # groups of which a district counts all there are
    "fishers", "farmers", "traders", "drivers", "teachers", "religious", "other", "migrant", "construction",
}  # fmt: skip

_OUT_OF = (  # "dari total sekitar"
    r"dari(?: total| kira kira| kurang lebih| lebih dari| hampir| perkiraan| estimasi| potensi| sekitar| jumlah"
    r"| keseluruhan| seluruh| sebanyak| sasaran(?= |$))*"
)
_FROM = re.compile(  # "dari 684.654 pekerja", "dibanding 71.400 pekerja", not "terdiri dari"
    rf"\b(?:(?<!bagian )(?<!satu )(?<!terdiri )(?<!berasal ){_OUT_OF}"
    r"|di antara|terhadap|dengan basis|dibanding(?:kan)?(?: dengan)?|dihadapkan dengan|berbanding(?: dengan)?)\s*$"
)
_OF_THEM = re.compile(rf"\s?(?:orang|jiwa|pekerja|peserta|tenaga kerja)? ?{_OUT_OF}\s")  # "69.528 orang dari 79.691"
_OF_TARGET = Scan(r"\bdari target(?:nya)?(?: (?:tahun )?20\d\d)?(?: sebesar| sebanyak| awal)?\s*$", "dari target")
_PERCENT_OF = Scan(  # "49,3 persen dari pekerja kita yang"
    r"(?:persen|%) dari (?:[a-z]+ ){0,5}$", "persen dari", "% dari"
)
_AMONG = re.compile(  # "3.377 di antaranya telah"
    r"(?: orang| jiwa| pekerja| peserta)?(?: di ?antaranya)?"
    r" (?:yang )?(?:sudah|telah|menjadi|terdaftar|terlindungi|ikut)\b"
)
_THERE_ARE = re.compile(  # "jumlah nelayan di OKI tercatat 11.743 orang", "ada kira-kira 3.100 nelayan"
    r"\b(?:jumlah (?:nelayan|petani|pedagang|pengemudi|guru)|ada|terdapat|memperkirakan|perkiraan|diperkirakan"
    r"|menaksir|ditaksir|dihitung|populasi)\b"
)
_HAVE = re.compile(  # "memiliki 9,7 juta tenaga kerja", "pekerja di sana berjumlah"
    r"\b(?:punya|memiliki|mempunyai|terdapat|ada|(?:jumlah|total|banyak|seluruh)(?:nya)?|berjumlah|dihuni|perkiraan"
    r"|estimasi|diperkirakan|mencapai)\b"
)
_OWNS = re.compile(r"\b(?:punya|memiliki|mempunyai)(?: sekitar| kira kira| kurang lebih| total)*\s*$")
_ALL_OF = Scan(  # "seluruh penyuling, yang ditaksir 2.100 orang"
    r"\b(?:seluruh|semua) [a-z]+(?: [a-z]+){0,2},? yang (?:[a-z]+ ){0,6}?"
    r"(?:ditaksir|mencapai|berjumlah|diperkirakan|jumlahnya)(?: sekitar)?\s*$",
    "seluruh ", "semua ",
)  # fmt: skip
_NEXT_FIGURE = re.compile(r"\s*(?:sebanyak |sebesar |sekitar )?\d")
_MUST_JOIN = Scan(  # "jumlah seluruh pekerja yang semestinya dilindungi di kota ini ada 127.150"
    r"\b(?:pekerja|tenaga kerja|orang|warga) yang (?:semestinya|seharusnya|wajib|harus|layak|dapat|bisa|berhak|perlu)"
    r" (?:\w+ )?(?:dilindungi|terlindungi|didaftarkan|terdaftar|menjadi peserta)\b(?:(?!\bdan\b|\bserta\b)[^,;\d])*$",
    "semestinya", "seharusnya", "wajib", "harus", "layak", "dapat", "bisa", "berhak", "perlu",
)  # fmt: skip
_MAY_JOIN = Scan(  # "186.540 pekerja semestinya terlindungi", "41.655 pekerja yang dapat didaftarkan"
    r"\s(?:[a-z]+\s){0,6}?(?:semestinya|seharusnya|(?:yang )?(?:dapat|bisa|wajib|layak|berhak|perlu))"
    r" (?:menjadi peserta|didaftarkan|terlindungi|dilindungi|ikut|diikutkan|diikutsertakan|memperoleh|mendapat)\b",
    "semestinya", "seharusnya", "dapat", "bisa", "wajib", "layak", "berhak", "perlu",
)  # fmt: skip
_TO_NEXT = re.compile(  # "terlindungi BPJS Ketenagakerjaan baru 10.649"
    r"(?: (?!(?:di|pada|dan|serta|dari|dengan|bersama|untuk|menjadi|ke|ditambah|sejak)\b)[a-z]+){0,4} "
)
_AT_WORK = re.compile(  # "102.480 orang bekerja"
    r"\s(?:orang|jiwa|warga|penduduk) (?:yang )?bekerja\b(?! sebagai\b| di sektor\b)"
)
_WORKERS_THERE = re.compile(r"\b(?:pekerja|tenaga kerja|penduduk)(?:nya)?\b")
_ONLY = re.compile(  # "98.206 pekerja dan yang terdaftar", "684.654 pekerja, sedangkan"
    r"\b(?:baru|hanya|cuma|sedangkan|sementara|namun|tetapi|tapi"
    r"|(?:yang |dan |, )(?:sudah |telah |sekarang |tercatat |baru )?"
    r"(?:terdaftar|aktif|terlindungi|menjadi peserta|tercatat))\b"
)


@cache
def _covered_next() -> re.Pattern:
    """ "nelayan yang sudah didaftarkan", "pekerja dan 215 kader yang memperoleh perlindungan"."""
    return re.compile(
        r"\s(?:(?:[a-z]+(?: [a-z]+)?, ){1,3}(?:dan|serta) (?:(?!yang\b)[a-z]+ ){1,2}"
        r"|(?:(?!dan\b|serta\b|sedangkan\b|tapi\b|tetapi\b|namun\b|dengan\b)[a-z]+\s){0,3}(?:dan (?:[\d.]+ )?[a-z]+ )?)"
        r"(?:yang |sudah |telah )(?:sudah |telah |kini |saat ini |ikut |menjadi |masuk )*"
        rf"(?:{either(plain('member'))}|peserta|aktif|(?:dalam )?kepesertaan"
        r"|(?:kami |kita )?(?:daftarkan|lindungi|tanggung|ikutkan)"
        r"|(?:memperoleh|mendapat|mendapatkan|menerima|memiliki|menikmati) (?:jaminan|perlindungan))\b"
    )


def is_potential(look: Look) -> bool:
    """ "dari 684.654 pekerja", "potensi peserta 158.000", "pekerjanya sekitar 11 juta", "memiliki 9,7 juta pekerja"."""
    kind, word = look.counted
    if levels.is_compared(look) or look.leads(_OF_TARGET):
        return False
    if look.previous and _OF_THEM.fullmatch(look.sentence.folded, look.previous.end, look.start):
        return True  # "69.528 dari 79.691 pekerja sudah menjadi peserta"
    if (said := look.follows(_covered_next())) and not _of_the_next(look, said.end()):
        return False
    if look.follows(_MAY_JOIN) or look.leads(_MUST_JOIN) or look.follows(_AT_WORK):
        return True
    if look.leads(_PERCENT_OF):
        return True  # "49,3 persen dari pekerja kita yang 1.291.900 orang"
    if word in ("pekerja", "tenaga kerja") and look.leads(_OWNS) or look.leads(_ALL_OF):
        return True
    if kind == "workers" or look.leads(_FROM) or _outnumbers(look):
        return True
    if not (word or "").startswith("peserta") and _called_potential(look):
        return True
    covered = [m for m in look.said("cue.covered", look.near_clause) if look.text(m) not in NOTED]
    lead = Span(look.near_clause.start, look.start)
    at_work = [m for m in look.said("noun.workers", lead) if look.text(m).endswith(("kerja", "bekerja"))]
    if at_work and not any(m.start > at_work[-1].end for m in covered):
        return True  # "penduduk bekerja di daerah itu tercatat 478.210 orang"
    if covered:
        return False
    head = look.text(look.before)
    if "pekerjanya" in head or "tenaga kerjanya" in head:
        return True
    groups = look.said("group", look.near_clause)
    if any(group.key not in ("formal", "informal") for group in groups):
        there_are = _THERE_ARE.search(look.text(lead)) and {group.key for group in groups} <= WHOLE_TRADES
        back = [m for m in look.said("cue.pointer", look.earlier) if not look.text(m).startswith("angka")]
        return bool(there_are) and not back  # not "selain mereka terdapat 1.180 pemandu"
    if _goes_on(look):
        return False
    workers = kind == "group" or word in ("pekerja", "tenaga kerja", "penduduk") or _WORKERS_THERE.search(head)
    return bool(workers and _HAVE.search(head))


def _of_the_next(look: Look, end: int) -> bool:
    """ "dari 15.020 orang yang terlindungi baru 10.649": it is the next, smaller number that is covered."""
    later = (f for f in look.sentence.figures if f.start >= end)
    other = next(later, None)
    if other is None or other.unit != "count" or other.value >= look.figure.value:
        return False
    return _TO_NEXT.fullmatch(look.sentence.folded, end, other.start) is not None


def _goes_on(look: Look) -> bool:
    """ "..., Kota Tual mencapai 1.200 tenaga kerja": a list of the covered by region goes on."""
    topic = look.topic
    covered = topic.people is not None and topic.people.measure == "covered" and (topic.counting or topic.list_item)
    if look.said(("noun.person", "noun.workers"), look.before):
        return False
    return covered and any(0 <= look.start - m.end < BESIDE_REGION for m in look.places)


def _called_potential(look: Look) -> bool:
    """ "potensi" right after, or before with no word of cover nearer; "potensi peserta" is one phrase."""
    after = look.said("cue.potential", look.just_after(POTENTIAL_AFTER))
    own = after and "," not in look.text(Span(look.end, after[0].start))
    if own and not _NEXT_FIGURE.match(look.sentence.folded, after[0].end):
        return True  # not "48.090 orang dari potensi 307.500"
    cue = nearest(m for m in look.said("cue.potential", look.before) if not _counted_before(look, m))
    if cue is None:
        return False
    protected = nearest(look.said("cue.covered", look.before))
    if protected is None or protected.end <= cue.end:
        return True
    near = protected.start - cue.end < ONE_PHRASE and "," not in look.text(Span(cue.end, protected.start))
    said = look.text(cue)
    members = look.text(protected).startswith(("peserta", "kepesertaan", "menjadi peserta"))
    return near and (said.startswith(MUST_BE) or members and said.startswith(MAY_BE))


def _counted_before(look: Look, mark: Mark) -> bool:
    """ "652.418 penduduk bekerja, yang memegang kartu 88.907": the word belongs to the figure before."""
    return look.previous is not None and mark.start - look.previous.end <= 1


def _outnumbers(look: Look) -> bool:
    """ "98.206 pekerja dan yang terdaftar 49.803 peserta", "684.654 pekerja, sedangkan yang aktif baru 214.687".

    A number of workers before a smaller number, in the same sentence, that is said to be covered.
    """
    kind, word = look.counted
    if kind != "group" and not (word or "").startswith(("pekerja", "tenaga kerja", "orang", "naker")):
        return False
    later = (f for f in look.sentence.figures if f.unit == "count" and f.start > look.start)
    other = next(later, None)
    if other is None or other.value >= look.figure.value:
        return False
    if _AMONG.match(look.sentence.folded, other.end):
        return True  # "12.480 pedagang dan 3.377 di antaranya telah menjadi peserta"
    reach = Span(look.end, min(other.end + COVERED_AFTER, look.sentence.end))
    contrast = _ONLY.search(look.sentence.folded, look.end, other.start)
    return contrast is not None and bool(look.said("cue.covered", reach))
