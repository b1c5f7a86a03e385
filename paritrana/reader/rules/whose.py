"""Whose figure it is: the regions named beside it, or the one a stand-in ("kabupaten itu") or the topic speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ...regions import Region
from ..numbers import Figure
from ..page import Sentence
from ..places import Mention
from ..scan import Scan
from ..text import Span
from ..topic import Topic
from .look import Look
from .shared import runs

_SPEAKER = "menurut "  # "menurut pemkab": who speaks is no subject

_JOINS = re.compile(r"(?: orang| peserta| jiwa| pekerja)?(?:,| dan| serta|, dan|, serta) ")  # "22,4 dan 24,8 persen"
_JOINED = re.compile(r"[\s,]*(?:dan|serta|beserta|maupun|&|atau|,)?[\s,]*")  # "Ambon, Tual, dan Buru"
_HOLDER = r"(?:dimiliki|milik|diraih|ditempati|dipegang|dicatat|dibukukan|disumbang)"
_OWNED_BY = re.compile(rf",? {_HOLDER}(?: oleh)? ")  # "9,6 persen, dimiliki Empat Lawang"
_REACH = re.compile(  # what does not part a figure from the region behind it
    rf"(?:[^,;:.()]|, (?={_HOLDER})|(?<=\d)[.,](?=\d)){{0,60}}"
)
_COUNTED_IN = re.compile(  # "39.540 orang di", "16.020 peserta aktif berasal dari"
    r"\s*(?:orang|jiwa|peserta|pekerja|tenaga kerja)?\s*(?:aktif )?"
    r"(?:(?:yang )?(?:berasal|berada|ada|bekerja|berdomisili)\s)?(?:untuk|di|dari)\s"
)
_WITH = Scan(r"\bdengan(?: sekitar| total| jumlah)?\s*$", "dengan")
_WITH_COMMA = re.compile(r"(?: [a-z]+){0,4}, ")
_OFFICE = re.compile(  # "kantor ini melayani", "Kanwil Sumbagut membayarkan"
    r"\b(?:kantornya|cabangnya|(?:kantor|cabang|kanwil|kantor wilayah) (?:ini|itu|tersebut))\b"
    r"|\b(?:kantor wilayah|kanwil)\b[^,]{0,60}\b(?:mengelola|membayar\w*|menyalurkan|melayani)\b"
)
_COVERS_SEVERAL = Scan(  # "kantor yang membawahi lima kabupaten itu"
    r"\byang (?:membawahi|menaungi|meliputi|melayani) (?:\w+ )?(?:kabupaten|kota|daerah|wilayah)\b",
    "yang membawahi", "yang menaungi", "yang meliputi", "yang melayani",
)  # fmt: skip
_COVERS = Scan(r"\byang (?:membawahi|menaungi|meliputi|melayani)\b", "yang m")
_WE = Scan(r"\b(?:kita|kami)\b", "kita", "kami")
_SAYS = Scan(r"[\"”],? (?:kata|ujar|tutur|ungkap|jelas|ucap|sebut|terang|papar|tegas|imbuh)(?:nya)?\b", '"', "”")
_OFFICIAL = re.compile(r"\b(?:kepala|kadis|sekda|sekretaris|asisten|kabid)(?: [a-z]+){0,6} $")
_MOST_OF = re.compile(  # "tertinggi di provinsi itu": the province is where, not whose
    r"\b(?:ter(?:tinggi|rendah|besar|kecil|banyak|baik|depan)|pertama|satu satunya) di $"
)
_DEFINITE = Scan(  # "Kabupaten kaya migas itu", "kabupaten terkecil di Bali ini"
    r"\b([Kk]abupaten|[Kk]ota|[Pp]rovinsi|[Dd]aerah|[Ww]ilayah) [a-z][a-z-]*"
    r"(?: (?!pada\b|dengan\b|tahun\b|dari\b|untuk\b)[A-Za-z][A-Za-z-]*){0,6} (?:itu|ini|tersebut)\b"
    r"|\b[Dd]i ([Kk]ota|[Kk]abupaten)(?=,)",  # "Di kota, hanya seperlima"
    " itu", " ini", " tersebut", "di kota", "di kabupaten",
)  # fmt: skip
_OF_PROVINCE = Scan(  # "Target provinsi 40 persen", "provinsi sudah menanggung"
    r"\b(?:[Cc]apaian|[Cc]akupan|[Tt]arget|[Rr]ata-rata|[Aa]ngka|[Uu]ntuk tingkat|[Pp]ada tingkat|[Uu]ntuk)"
    r" (provinsi)\b(?! [A-Z])"
    r"|\b([Pp]rovinsi) (?:sendiri|secara keseluruhan|secara umum|telah|sudah|akan|juga"
    r"|menganggarkan|mengalokasikan|menyiapkan|menargetkan|menanggung|membayari|membiayai)\b",
    "provinsi",
)  # fmt: skip


def places_that_own(sentence: Sentence, topic: Topic) -> list[Mention]:
    """Subjects and stand-ins ("kabupaten itu", "pemprov") in text order; where nothing is a subject, areas."""
    named = sentence.subjects or sentence.areas
    stand_ins = {
        start: Mention(start, end, region, "subject", False, (region.code,))
        for start, end, what in _pointing(sentence)
        if not any(m.start < end and start < m.end for m in sentence.places if m.role in ("subject", "payer"))
        and not sentence.leads(_MOST_OF, start)
        and not sentence.folded.endswith(_SPEAKER, sentence.start, start)
        and (region := _stand_in(sentence, start, what, topic))
    }
    if not stand_ins:
        return named
    named = [m for m in named if m.role != "scope"]
    outside = [m for m in named if not any(s.start <= m.start < s.end for s in stand_ins.values())]
    return sorted([*outside, *stand_ins.values()])


def _pointing(sentence: Sentence) -> Iterator[tuple[int, int, str]]:
    """Where words stand for a region not named, and what kind of region: "pemkot", "kabupaten kaya migas itu"."""
    for mark in sentence.of("anaphor"):
        yield mark.start, mark.end, mark.key
    for match in sentence.printed(_OF_PROVINCE):
        yield *match.span(match.lastindex), "provinsi"
    for match in sentence.printed(_DEFINITE):
        yield match.start(), match.end(), (match[1] or match[2]).lower()


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
    if not earlier and (mention := _opened_by(look) or _speaker(look)):
        return [mention.region]
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


def _opened_by(look: Look) -> Mention | None:
    """ "Dengan 219.870 peserta, Maluku Utara kini ...": the subject behind the comma."""
    with_it = look.leads(_WITH) and _WITH_COMMA.match(look.sentence.folded, look.end)
    return next((m for m in look.places if with_it and m.start == with_it.end()), None)


def _speaker(look: Look) -> Mention | None:
    """ "Target kita tahun ini 52 persen," kata Kepala Disnakertrans Sulteng: of the region whose official says so."""
    later = [m for m in look.places if m.start >= look.end]
    if len(later) != 1 or not look.sentence.search(_WE, look.sentence.start, look.start):
        return None
    said = look.sentence.search(_SAYS, look.end, later[0].start)
    return later[0] if said and look.sentence.leads(_OFFICIAL, later[0].start) else None


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


def of_an_office(look: Look) -> bool:
    """ "kantornya menyalurkan Rp187,4 miliar": what an office does it does in all its regions, where none is named."""
    if look.sentence.search(_COVERS_SEVERAL, look.before.start, look.start) or _of_several(look):
        return not look.sentence.subjects
    return not look.places and _OFFICE.search(look.text(look.before)) is not None


def _of_several(look: Look) -> bool:
    """ "Cabang Kudus yang membawahi Kudus dan Jepara telah membayarkan"."""
    covers = look.sentence.search(_COVERS, look.sentence.start, look.start)
    theirs = Span(covers.end(), look.start) if covers else Span(look.start, look.start)
    return sum(m.role == "office" and theirs.start <= m.start < theirs.end for m in look.sentence.places) > 1
