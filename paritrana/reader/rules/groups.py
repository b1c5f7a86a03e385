"""Whom a figure counts: the group of workers that the words beside it, the sentence or the story name."""

from __future__ import annotations

import re
from functools import cache

from ..lexicon import Mark, either, plain
from ..scan import Scan
from ..text import Span
from .look import Look

SEGMENTS = {"formal", "informal", "construction"}
OCCUPATIONS = {
    "fishers", "farmers", "village_officials", "neighbourhood_heads", "religious", "teachers", "traders", "drivers",
    "students",
}  # fmt: skip
TRADES = OCCUPATIONS | {"other", "construction"}
# characters
RIGHT_AFTER = 40  # between a figure and the group that is surely its own
SAME_RUN = 30  # between groups named together
BEFORE_FIGURE, AFTER_FIGURE = 40, 20  # between a figure and the region beside it

_AND_NEXT = re.compile(r"\s*(?:orang|jiwa|peserta)?\s*(?:,|;|dan|serta|sedangkan|sementara)\s")  # "900 orang, dan"
_OTHER_VULNERABLE = re.compile(r" lain(?:nya)?\b")
_AND_GROUP = re.compile(r"(?: [a-z]+){0,2}(?:,| dan| serta| maupun|, dan)(?: [a-z]+)? ")  # "nelayan dan para pengojek"
_IN_DETAIL = re.compile(r"\s*(?:orang|jiwa|peserta|pekerja)?,? (?:dengan )?(?:rincian|perincian)")
_THEY_ARE = re.compile(r"\s*(?:orang|jiwa|peserta|pekerja)?,\s(?:berasal|dari|yakni|yaitu|adalah|merupakan)\b")
_COUNTS_MEMBERS = re.compile(r"\s*(?:peserta|pekerja|tenaga kerja|angkatan kerja|potensi)")
WHOLES = ("vulnerable", "informal", "formal")  # of which others may be parts
_SUMMED = re.compile(r"\b(?:totalnya|(?:untuk|buat|bagi) (?:semua|seluruh|kedua|ketiga)(?:nya| itu)|semuanya)\b")
MEMBERS = ("peserta", "kepesertaan", "tenaga kerja aktif", "pekerja aktif")
_NAMED_AFTER = re.compile(r"\s*(?:orang|jiwa|peserta),\s")  # "selebihnya, 11.100 orang, pekerja mandiri."
_NO_MORE = re.compile(r"[.;]|$")
_OF_SOME = re.compile(r"\s*(?:orang |pekerja |peserta )?dari (?:total |sekitar |seluruh )?\d")  # "23 ribu dari 80 ribu"
_OR = re.compile(  # "47.257 informal atau sekitar"
    r"\b(?:atau|setara|yakni|yaitu)(?: dengan)?(?: sekitar| sebesar| kurang lebih| kira kira"
    r"| hampir| nyaris| lebih dari)?\s*$"
)
_SO = re.compile(r"[\"“]?(?:artinya|berarti|itu berarti|dengan begitu|dengan demikian)\b")  # goes on from a count
_ITS = re.compile(r"nya\b")  # "pesertanya"
_LABOUR_FORCE = Scan(r"\bangkatan kerja\b", "angkatan kerja")  # everybody, whoever the story is about
_FROM = re.compile(r"\bdari\s*$")
_FROM_ALL = re.compile(r"\bdari(?: [a-z]+){0,3}\s*$")  # "Dari kira-kira 388 ribu pekerja, peserta sudah 201 ribu"
WORKFORCE = ("pekerja", "tenaga kerja", "angkatan kerja")


@cache
def _examples() -> re.Pattern:
    """ "pekerja rentan seperti petani": what follows is part of what went before."""
    return re.compile(rf"(?:{either(plain('examples'))})\s*(?:yang\s*)?$")


def group_of(look: Look) -> str | None:
    """The group a figure counts, None where nothing says: the words right after it, those before it, those after it.

    Else what the sentence and the story are about.
    """
    if look.follows(_OF_SOME) and (of := look.said("group", Span(look.end, look.clause.end))):
        return _choose(look, of)  # "23 ribu dari 80 ribu pekerja informal"
    after = look.said("group", Span(look.end, min(look.after.end, look.clause.end)))
    if after and (look.follows(_AND_NEXT) or look.follows(_IN_DETAIL)):
        after = []
    if not after and look.follows(_THEY_ARE):  # "Sisanya, 19.398 orang, berasal dari proyek jasa konstruksi"
        after = look.said("group", look.just_after(RIGHT_AFTER + SAME_RUN))
        return _choose(look, after) if after else None
    if not after and (named := _NAMED_AFTER.match(look.sentence.folded, look.end)):
        after = [m for m in look.said("group", look.just_after(RIGHT_AFTER)) if m.start == named.end()][:1]
        after = after if after and _NO_MORE.match(look.sentence.folded, after[0].end) else []
    if after and after[0].start - look.end < RIGHT_AFTER:
        further = [m for m in look.said("group", look.after) if m.start > after[-1].end]
        while further and _coordinated(look, [after[-1], further[0]]):
            after = [*after, further.pop(0)]  # "16.020 nelayan, pengojek, dan pemulung"
        return _choose(look, after)
    if before := look.said("group", look.before):
        return _choose(look, _last_run(before))
    return _choose(look, after) if after else _group_spoken_of(look)


def _group_spoken_of(look: Look) -> str | None:
    """The group that no word beside a figure tells.

    The sector the sentence began with ("Di kelompok formal, 69.528 ..."), what "kelompok tersebut" or "pesertanya"
    points back to, the group of the list that goes on ("1.200 tenaga non-ASN. Kota Bitung 900 orang"), the story's own.
    """
    unit, topic = look.figure.unit, look.topic
    sector = {mark.key for mark in look.said("group", look.earlier)}
    if len(sector) == 1 and (unit == "count" or unit == "percent" and sector <= SEGMENTS):
        return sector.pop()
    back = _points_back(look)
    summed = _SUMMED.search(look.text(look.earlier))
    if (back and unit == "IDR" or summed and unit != "percent") and (several := _all_of_them(look)):
        return several
    if back:
        if unit == "count" and topic.counted:
            return topic.counted[-1]  # "Dari 97 ribu pekerja, 46.905 di antaranya menjadi peserta"
        if unit != "count" and topic.counting and topic.people:
            return topic.people.group
        if len(topic.groups) == 1 and (unit != "percent" or "mereka" in look.text(look.earlier)):
            return topic.groups[0]
    if unit != "count":
        return topic.list_group if topic.list_group and _beside_region(look) else None
    if look.said("cue.sum", look.earlier):
        return None
    last = topic.people
    if topic.said_group in SEGMENTS and look.sentence.folded.startswith("dari ", look.sentence.start):
        return topic.said_group  # "... pada pekerja formal. Dari 19.750 pekerja, 16.230 orang sudah menjadi peserta"
    if _counts_on(look):
        if last and topic.counting:
            return last.group
        if topic.list_item and len(topic.groups) == 1:
            return topic.groups[0]
        if topic.said_group and not look.leads(_FROM):
            return topic.said_group
    if topic.list_group and _beside_region(look):
        return topic.list_group
    if last and last.group != "all" and _beside_region(look) and not _counts_members(look):
        return last.group
    if look.counted[1] in WORKFORCE and look.leads(_FROM_ALL):
        return None
    if topic.last_unit(look) == "IDR" and topic.last.measure == "budget" and topic.story.paid_group:
        return topic.story.paid_group  # "Kolaka Rp 4,75 miliar untuk 23.560 orang"
    return None if look.sentence.search(_LABOUR_FORCE) else topic.story.group


def _all_of_them(look: Look) -> str | None:
    """ "1.480 ketua RT, 963 kader ... Anggarannya Rp535 juta": other for several, if no parts of the first."""
    groups = look.topic.counted_here
    if len(set(groups)) < 2 or "all" in groups:
        return None
    return groups[0] if groups[0] in WHOLES else "other"


def _counts_members(look: Look) -> bool:
    """ "39.116 peserta", "Peserta aktif di Karimun 39.116 orang" in a new paragraph: of any group."""
    anew = not look.topic.counting and look.sentence.of("noun.person", Span(look.clause.start, look.start))
    return bool(look.follows(_COUNTS_MEMBERS)) or any(look.text(m).startswith(MEMBERS) for m in anew or ())


def _points_back(look: Look) -> bool:
    if look.said("group", look.earlier):
        return False
    whole = look.said(("noun.workers", "cue.potential"), Span(look.clause.start, look.start))
    if look.figure.unit == "count" and any(not look.text(mark).endswith("nya") for mark in whole):
        return False  # "angka itu jauh dari potensi tenaga kerja yang diperkirakan 117 ribu"
    if look.figure.unit == "percent" and _SO.match(look.sentence.folded, look.sentence.start):
        return True
    if look.said("cue.pointer", Span(look.sentence.start, look.clause.end)):
        return True
    if look.figure.unit == "count" and any(_ITS.search(look.text(m)) for m in look.said("cue.receivers", look.before)):
        return True  # "Setahun lalu penerimanya 9.860 orang"
    persons = () if look.figure.unit == "percent" else look.said("noun.person", look.near_clause)
    if look.figure.unit == "count":
        persons = [*persons, *look.said("noun.workers", Span(look.near_clause.start, look.start))]
    return any(_ITS.search(look.sentence.folded, m.start, m.end) for m in persons)


def _counts_on(look: Look) -> bool:
    """ "Kini menjadi 11.700 orang.": nothing in the sentence says who they are."""
    kind, word = look.counted
    if kind not in ("person", None) or (word or "orang") not in ("orang", "jiwa"):
        return False
    return not look.sentence.of(("noun.workers", "noun.thing")) and all(
        look.text(mark) in ("orang", "jiwa") for mark in look.sentence.of("noun.person")
    )


def _beside_region(look: Look) -> bool:
    return any(0 <= look.start - m.end < BEFORE_FIGURE or 0 <= m.start - look.end < AFTER_FIGURE for m in look.places)


def group_of_share(look: Look) -> str:
    """The group of a percentage: "24.874 formal dan 47.257 informal atau sekitar 53 persen" is of all of them."""
    counted = set(look.topic.counted)
    if counted and look.leads(_OR):
        return counted.pop() if len(counted) == 1 else "all"
    return group_of(look) or "all"


def _last_run(marks: list[Mark]) -> list[Mark]:
    """The coordinated words nearest before the figure."""
    run = [marks[-1]]
    for mark in reversed(marks[:-1]):
        if run[0].start - mark.end > SAME_RUN:
            break
        run.insert(0, mark)
    return run


def _coordinated(look: Look, run: list[Mark]) -> bool:
    """Whether nothing but "dan" and a word or two stands between the groups of a run, and no figure."""
    gaps = [look.sentence.folded[a.end : b.start] for a, b in zip(run, run[1:], strict=False)]
    return all(_AND_GROUP.fullmatch(gap) for gap in gaps)


def first_run(look: Look, marks: list[Mark]) -> str:
    """The group of the coordinated words that stand first."""
    run = marks[:1]
    for mark in marks[1:]:
        if mark.start - run[-1].end > SAME_RUN:
            break
        run.append(mark)
    return _choose(look, run)


def _choose(look: Look, run: list[Mark]) -> str:
    """The first group of a run, examples left out ("seperti petani, nelayan").

    Formal and informal together are all. "Rentan" gives way to the one occupation it is said of: "nelayan, kelompok
    rentan", here or in the sentence before.
    """
    for index in range(1, len(run)):
        if _examples().search(look.sentence.folded, run[index - 1].end, run[index].start):
            run = run[:index]
            break
    keys = [mark.key for mark in run]
    if {"formal", "informal"} <= set(keys):
        return "all"
    first = next((i for i in range(1, len(run)) if not _coordinated(look, run[i - 1 : i + 1])), len(run))
    if len(set(keys[:first])) > 1 and set(keys[:first]) <= TRADES:
        return "other"  # "25.000 nelayan dan pengemudi ojek"
    if "vulnerable" in keys[1:] and _OTHER_VULNERABLE.match(look.sentence.folded, run[keys.index("vulnerable")].end):
        return "vulnerable"  # "nelayan, pengemudi ojek, dan pekerja rentan lainnya"
    if keys[0] != "vulnerable":
        return keys[0]
    occupations = set(keys) & OCCUPATIONS
    if len(occupations) == 1 and "non_asn" not in keys:
        return occupations.pop()
    spoken_of = set(look.topic.groups) - {"vulnerable"}
    equated = "vulnerable" in look.topic.groups and len(spoken_of) == 1 and spoken_of <= OCCUPATIONS
    return spoken_of.pop() if len(keys) == 1 and equated else "vulnerable"
