"""What several rules need: refusals that hold for every kind of figure, words for things, names in a row."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from ..lexicon import either, plain
from ..page import Sentence
from ..text import Span
from .look import Look

FROM_THERE = ("di ", "asal ", "warga ", "dari ", "penduduk ")
DASHES = ("-", "–", "—")
JOINTS = ("dan", "hingga", "sampai", "sampai dengan", "s.d.", "s/d")
# characters
ADJACENT = 15  # between "nasional" and the figure that is the nation's whatever region is named
MOST = {"count": 3e7, "IDR": 1e13, "percent": 1e9}  # no province has 30 million workers, or is paid ten trillion
COMPANY_OPENS = 12  # in which a company is the sentence's subject
NATION_BEFORE, NATION_AFTER, AVERAGE_BEFORE = 40, 32, 60  # between "nasional" and a figure


def health(look: Look) -> bool:
    """ "UHC sudah 100 persen": health insurance is the nearest scheme named in the part of the sentence.

    Where the sentence names none, it is the one that the sentence before it named last; of money, its paragraph.
    """
    before = look.topic.health if look.figure.unit == "IDR" else look.topic.health_before
    if not (before or look.sentence.of("topic.health")):
        return False
    topics = look.sentence.of(("topic.health", "topic.scheme"))
    if not topics:
        return before
    if not any(mark.key == "health" for mark in topics):
        return False
    inside = [mark for mark in topics if look.part.start <= mark.start < look.part.end]
    near = min(inside or topics, key=lambda mark: min(abs(mark.end - look.start), abs(look.end - mark.start)))
    return near.key == "health"


def national(look: Look) -> bool:
    """ "patokan nasional 57,10 persen", "secara nasional ada 36,6 juta pekerja" where no region stands beside it."""
    if look.topic.national and not look.sentence.places or look.figure.value >= MOST[look.figure.unit]:
        return True
    if not look.sentence.of("cue.nation"):
        return False
    nation = look.said("cue.nation", look.just_before(NATION_BEFORE)) + look.said(
        "cue.nation", look.just_after(NATION_AFTER)
    )
    nation += [m for m in look.said("cue.nation", look.just_before(AVERAGE_BEFORE)) if look.text(m).startswith("rata")]
    nation = [m for m in nation if not look.sentence.leads(_RANKED, m.start)]
    opening = look.said("cue.nation", Span(look.sentence.start, look.start))
    if opening and not look.places and look.text(opening[-1]) in ("secara nasional", "rata rata nasional"):
        return True
    if not nation:
        return False
    if any(0 <= look.start - mark.end < ADJACENT for mark in nation):
        return True
    return not any(look.clause.start <= m.start < look.clause.end for m in look.places)


_OWN_COMPANY = re.compile(r"\bperusahaan(?:nya| kami)\b[^.;]*$")  # "perusahaannya telah mendaftarkan"
_THEIR_STAFF = re.compile(r"\s(?:orang )?karyawannya\b")
_RANKED = re.compile(  # "urutan ke-7 nasional dengan UCJ 52,3 persen"
    r"\b(?:urutan|peringkat|ranking|posisi|nomor|terbaik|tertinggi)(?: ke)?[ -]?\w+ (?:di )?(?:tingkat |level )?$"
)
_BETWEEN = re.compile(r"\b(?:antara|berkisar)\s*$")


@cache
def _employers() -> re.Pattern:
    """ "4.226 perusahaan", right behind the number."""
    return re.compile(rf"\s*(?:{either(plain('employer'))})\b")


def company_or_village(look: Look) -> bool:
    """ "Kampung Holtekamp menanggung 200 pekerja": a village is spoken of and no region named."""
    topic = look.topic
    opens = any(m.start - look.sentence.start < COMPANY_OPENS for m in look.sentence.of("topic.company"))
    if opens and not look.places and look.sentence.text[look.sentence.start : look.sentence.start + 10] == "Perusahaan":
        return True
    if not look.places and (topic.company_speaks or look.leads(_OWN_COMPANY)):
        return True
    here = topic.village_here is not None and topic.village_here < look.start
    if look.figure.unit == "IDR" and here and look.sentence.folded.endswith(FROM_THERE, 0, topic.village_here):
        return False  # "keluarga nelayan di Desa Malaka menerima santunan"
    return (topic.village or here) and not look.places


def of_companies(look: Look) -> bool:
    """ "4.226 perusahaan dengan 138.021 karyawan", "seluruh 4.210 karyawannya"."""
    if look.follows(_THEIR_STAFF):
        return True
    counts = _employers()
    return any(
        look.clause.start <= f.start and f.end <= look.start and counts.match(look.sentence.folded, f.end)
        for f in look.sentence.figures
    )


def end_of_range(look: Look) -> bool:
    """ "15-64 tahun", "30-35 persen", "antara 20.000 dan 25.000 orang": one of two figures that bound a third."""
    sentence, figures = look.sentence, look.sentence.figures
    if len(figures) < 2:
        return False
    place = figures.index(look.figure)
    for first, second in pairwise(figures[max(0, place - 1) : place + 2]):
        between = sentence.text[first.end : second.start]
        if between in DASHES and first.value < second.value:
            return True
        if between.strip() in JOINTS and sentence.leads(_BETWEEN, first.start):
            return True
    return False


def is_thing(sentence: Sentence, position: int) -> bool:
    """Whether a word for things, places or days begins at a position."""
    return any(mark.start == position for mark in sentence.of("noun.thing"))


def runs(sentence: Sentence, items: list, joint: re.Pattern) -> list[list]:
    """Neighbours with nothing but a joint between them, in order: "Pemkab Bantul dan Pemkot Yogyakarta"."""
    found: list[list] = []
    for item in items:
        if found and joint.fullmatch(sentence.folded, found[-1][-1].end, item.start):
            found[-1].append(item)
        else:
            found.append([item])
    return found
