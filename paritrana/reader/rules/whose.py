"""Whose figure it is: the region that owns it, and the group of workers it counts."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...regions import Region
from ..lexicon import Mark
from ..numbers import Figure
from ..page import Sentence
from ..places import Mention
from ..text import Span
from ..topic import Topic
from .look import Look
from .shared import runs

_JOINS = re.compile(r"(?: orang| peserta| jiwa| pekerja)?(?:,| dan| serta|, dan|, serta) ")
_JOINED = re.compile(r"[\s,]*(?:dan|serta|beserta|maupun|&|atau|,)?[\s,]*")
_OWNED_BY = re.compile(r",? (?:dimiliki|milik|diraih|ditempati|dipegang|dicatat|dibukukan|disumbang)(?: oleh)? ")
_REACH = re.compile(r"(?:[^,;:.()]|, (?=dimiliki|milik|diraih|ditempati|dipegang|dicatat|dibukukan|disumbang)|(?<=\d)[.,](?=\d)){0,60}")
_COUNTED_IN = re.compile(
    r"\s*(?:orang|jiwa|peserta|pekerja|tenaga kerja)?\s*(?:aktif )?(?:(?:yang )?(?:berasal|berada|ada|bekerja|berdomisili)\s)?(?:untuk|di|dari)\s"
)
_EXAMPLES = re.compile(
    r"(?:seperti|dari kalangan|mulai dari|yang terdiri dari|yang terdiri atas|terdiri atas|terdiri dari|baik|di sektor|di bidang|khususnya|terutama|di antaranya|diantaranya|antara lain|misalnya|meliputi|termasuk|kebanyakan|mayoritas|sebagian besar|umumnya|, dari|mulai)\s*(?:yang\s*)?$"
)
_AND_NEXT = re.compile(r"\s*(?:orang|jiwa|peserta)?\s*(?:,|;|dan|serta|sedangkan|sementara)\s")
_OTHER_VULNERABLE = re.compile(r" lain(?:nya)?\b")
_AND_GROUP = re.compile(r"(?: [a-z]+){0,2}(?:,| dan| serta| maupun|, dan)(?: [a-z]+)? ")
_THEY_ARE = re.compile(r"\s*(?:orang|jiwa|peserta|pekerja)?,\s(?:berasal|dari|yakni|yaitu|adalah|merupakan)\b")
_COUNTS_MEMBERS = re.compile(r"\s*(?:peserta|pekerja|tenaga kerja|angkatan kerja|potensi)")
_OF_SOME = re.compile(r"\s*(?:orang |pekerja |peserta )?dari (?:total |sekitar |seluruh )?\d")
_OR = re.compile(r"\b(?:atau|setara|yakni|yaitu)(?: dengan)?(?: sekitar| sebesar| kurang lebih| kira kira| hampir| nyaris| lebih dari)?\s*$")
_SO = re.compile(r"[\"“]?(?:artinya|berarti|itu berarti|dengan begitu|dengan demikian)\b")
_ITS = re.compile(r"nya\b")
_FROM = re.compile(r"\bdari\s*$")
_NAMED_AFTER = re.compile(r"\s*(?:orang|jiwa|peserta),\s")  # "selebihnya, 11.100 orang, pekerja mandiri."
_NO_MORE = re.compile(r"[.;]|$")
_MOST_OF = re.compile(r"\b(?:ter(?:tinggi|rendah|besar|kecil|banyak|baik|depan)|pertama|satu satunya) di $")  # "tertinggi di provinsi itu"
_DEFINITE = re.compile(  # "Kabupaten kaya migas itu", "kabupaten terkecil di Bali ini"
    r"\b([Kk]abupaten|[Kk]ota|[Pp]rovinsi|[Dd]aerah|[Ww]ilayah) [a-z][a-z-]*(?: (?!pada\b|dengan\b|tahun\b|dari\b|untuk\b)[A-Za-z][A-Za-z-]*){0,6} (?:itu|ini|tersebut)\b"
)
_OF_PROVINCE = re.compile(
    r"\b(?:[Cc]apaian|[Cc]akupan|[Tt]arget|[Rr]ata-rata|[Aa]ngka|[Uu]ntuk tingkat|[Pp]ada tingkat|[Uu]ntuk) (provinsi)\b(?! [A-Z])|\b([Pp]rovinsi) (?:sendiri|secara keseluruhan|secara umum|telah|sudah|akan|juga|menganggarkan|mengalokasikan|menyiapkan|menargetkan|menanggung|membayari|membiayai)\b"
)
SEGMENTS = {"formal", "informal", "construction"}
OCCUPATIONS = {
    "fishers", "farmers", "village_officials", "neighbourhood_heads", "religious", "teachers", "traders", "drivers",
    "students",
}  # fmt: skip
# characters
RIGHT_AFTER = 40  # between a figure and the group that is surely its own
SAME_RUN = 30  # between groups named together
BEFORE_FIGURE, AFTER_FIGURE = 40, 20  # between a figure and the region beside it


def places_that_own(sentence: Sentence, topic: Topic) -> list[Mention]:
    """Subjects and stand-ins ("kabupaten itu", "pemprov") in text order; where nothing is a subject, areas."""
    named = sentence.subjects or sentence.areas
    pointing = [(mark.start, mark.end, mark.key) for mark in sentence.of("anaphor")]
    pointing += [
        (*match.span(match.lastindex), "provinsi")
        for match in _OF_PROVINCE.finditer(sentence.text, sentence.start, sentence.end)
    ]
    pointing += [
        (match.start(), match.end(), match[1].lower())
        for match in _DEFINITE.finditer(sentence.text, sentence.start, sentence.end)
    ]
    stand_ins = {
        start: Mention(start, end, region, "subject", False, (region.code,))
        for start, end, what in pointing
        if not any(m.start < end and start < m.end and not _inside(m, start) for m in sentence.subjects)
        and not _MOST_OF.search(sentence.folded, sentence.start, start)
        and not sentence.folded.endswith("menurut ", sentence.start, start)
        and (region := _stand_in(sentence, start, what, topic))
    }
    if not stand_ins:
        return named
    outside = [m for m in named if not any(s.start <= m.start < s.end for s in stand_ins.values())]
    return sorted([*outside, *stand_ins.values()])


def _inside(mention: Mention, start: int) -> bool:
    """ "Kabupaten di ujung barat Bali ini": a province that only tells which kabupaten."""
    return mention.region.level == "provinsi" and mention.start > start


def _stand_in(sentence: Sentence, start: int, what: str, topic: Topic) -> Region | None:
    """Whom "daerahnya", "kabupaten itu" stand for: the last named before it in the sentence, else the topic's."""
    named = [m.region for m in sentence.subjects if m.end <= start]
    if named and what != "provinsi" and (what in ("home", "daerah", "wilayah") or named[-1].level != "provinsi"):
        return named[-1]
    return topic.stand_in(what)


def owners(look: Look) -> list[Region]:
    """The regions a figure belongs to: named before it, right after it, as a pair or list, or the running topic."""
    sentence, figure, topic = look.sentence, look.figure, look.topic
    if not look.places and len(topic.listed) > 1 and look.said("cue.respectively", look.earlier):
        return _nth(figure, sentence.figures, topic.listed)  # "Masing-masing 26,66% dan 31,49%."
    earlier = [m for m in look.places if m.end <= look.start]
    after = _reached(look)
    if after and _OWNED_BY.fullmatch(sentence.folded, look.end, after.start):
        return [after.region]  # "Angka terkecil, 9,6 persen, dimiliki Empat Lawang"
    if not earlier:
        elsewhere = after and after.role in ("area", "scope") and after.region != topic.story.province
        region = after.region if after else topic.region
        return [] if elsewhere or region is None else [region]
    before = earlier[-1]
    if after:
        taken = any(before.end <= f.start < look.start for f in sentence.figures)
        counted_in = _counted_in(sentence, figure, after)
        if taken and (before.start < look.clause.start or counted_in):
            return [after.region]
        if counted_in and _counted_in(sentence, sentence.figures[0], look.places[0]):
            return [after.region]  # "39.540 orang di Morowali, 33.481 orang di Banggai"
    regions = [m.region for m in runs(sentence, earlier, _JOINED)[-1]]
    ends = min((m.start for m in look.places if m.start >= look.end), default=sentence.end)
    theirs = [f for f in sentence.figures if before.end <= f.start < ends and f.unit == figure.unit]
    if len(regions) > 1 and len(theirs) > 1:
        if look.said("cue.respectively", Span(before.end, look.start)):
            return _nth(figure, theirs, regions)
        if len(theirs) == len(regions) and _in_a_row(sentence, theirs):
            return _nth(figure, theirs, regions)  # "A dan B mengumpulkan 22,4 persen serta 24,8 persen"
    return regions


def _in_a_row(sentence: Sentence, figures: Sequence[Figure]) -> bool:
    gaps = (sentence.folded[a.end : b.start] for a, b in zip(figures, figures[1:], strict=False))
    return all(_JOINS.fullmatch(gap) for gap in gaps)


def _nth(figure: Figure, figures: Sequence[Figure], regions: Sequence[Region]) -> list[Region]:
    """The n-th region for the n-th figure of a kind, where there are as many."""
    alike = [f for f in figures if f.unit == figure.unit]
    return [regions[alike.index(figure)]] if len(alike) == len(regions) else []


def _reached(look: Look) -> Mention | None:
    """The next region after a figure, with nothing between that parts them."""
    later = [m for m in (*look.places, *look.sentence.areas) if m.start >= look.end]
    after = min(later, default=None)
    return after if after and _REACH.fullmatch(look.sentence.folded, look.end, after.start) else None


def _counted_in(sentence: Sentence, figure: Figure, place: Mention) -> bool:
    """ "39.540 orang di Morowali"."""
    return figure.end <= place.start and bool(_COUNTED_IN.match(sentence.folded, figure.end, place.start + 1))


def group_of(look: Look) -> str | None:
    """The group a figure counts, None where nothing says: the words right after it, those before it, those after it.

    Else what the sentence and the story are about.
    """
    if look.follows(_OF_SOME) and (of := look.said("group", Span(look.end, look.clause.end))):
        return _choose(look, of)  # "23 ribu dari 80 ribu pekerja informal"
    after = look.said("group", Span(look.end, min(look.after.end, look.clause.end)))
    if after and look.follows(_AND_NEXT):
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
    if _points_back(look):
        if unit == "count" and len(topic.groups) == 1:
            return topic.groups[0]
        if unit != "count" and topic.counting and topic.people:
            return topic.people.group
        if unit == "percent" and len(topic.groups) == 1 and "mereka" in look.text(look.earlier):
            return topic.groups[0]
        if unit == "IDR" and len(topic.groups) == 1:
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
    if last and last.group != "all" and _beside_region(look) and not look.follows(_COUNTS_MEMBERS):
        return last.group
    if topic.last_unit(look) == "IDR" and topic.last.measure == "budget" and topic.story.paid_group:
        return topic.story.paid_group  # "Kolaka Rp 4,75 miliar untuk 23.560 orang"
    return topic.story.group


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
        if _EXAMPLES.search(look.sentence.folded, run[index - 1].end, run[index].start):
            run = run[:index]
            break
    keys = [mark.key for mark in run]
    if {"formal", "informal"} <= set(keys):
        return "all"
    trades = OCCUPATIONS | {"other", "construction"}
    if len(set(keys) & trades) > 1 and set(keys) <= trades and _coordinated(look, run):
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
