"""Placings of governments: whose "Juara I" it is. Companies and villages are placed too; theirs are turned down."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from ...regions import Region
from ..page import Sentence
from ..places import Mention
from ..scan import Scan
from ..text import Span
from ..topic import Topic
from .base import Draft, Found, Refusal
from .ordinals import Placing, among_several, number
from .prize_terms import own_levels, scope_of, year_of_award
from .shared import runs
from .whose import places_that_own

ORDERS = ("peringkat", "rangking", "ranking", "urutan", "posisi", "nomor urut", "nomor")  # not only the award has them
LONGEST_ORDINAL = 8  # characters: "keempat" by itself, not "juara empat"
Pair = tuple[Placing, Region | None]

_JOINED = re.compile(r"\s*(?:,|dan|serta|,\s*dan|,\s*serta|maupun)\s*")  # "juara kedua dan ketiga"
_OUTDONE = re.compile(  # "tertinggi kedua setelah"
    r"\b(?:setelah|di bawah|di belakang|mengungguli|mengalahkan|menggeser|menyalip)\s*$"
)
_OWN_PLACE = re.compile(  # "setelah Kota Tarakan yang di urutan pertama"
    r",?\s*(?:(?:dan|serta) [^.;,]{0,40})?"
    r"(?:yang\b|\(|(?:di|pada|dengan) (?:peringkat|urutan|posisi|tempat)|(?<=, )(?:peringkat|juara|terbaik) )"
)
_AS_IT_WAS = re.compile(  # "memperbaiki posisi yang pada 2022 di peringkat 14"
    r"\byang (?:pada |di )?(?:tahun )?20\d\d\b"
)
_ONE_TO_LAST = Scan(  # "juara satu sampai dengan tiga"
    r"\b(?:juara|peringkat|terbaik|pemenang) (?:satu|pertama|i|1) (?:sampai|hingga|s/d)(?: dengan)?(?: ke)?\s?"
    r"(dua|tiga|empat|lima|enam|ii|iii|iv|v|[2-6])\b",
    "sampai",
    "hingga",
    "s/d",
)
_ORDERED = Scan(  # "Urutan kategori provinsi: Jawa Barat, Jawa Timur"
    r"\burutan(?:nya)?(?: pemenang| juara| kategori [a-z/]+| kelompok [a-z/]+)*: (?=[a-z])", "urutan"
)
_WILL = re.compile(  # "juara satu dari setiap kelompok berhak maju": whoever it is
    r"\s*(?:dari (?:setiap|tiap|masing masing) \w+ )?(?:berhak|bakal|akan|memiliki|mendapat|memperoleh)\b"
)
_FOLLOWED = Scan(r",? (?:disusul|diikuti|menyusul)(?: oleh| pula)? ", "disusul", "diikuti", "menyusul")
_WON = re.compile(  # "dimenangi Kabupaten Siak"
    r"\b(?:dimenangi|dimenangkan|juaranya|jawaranya|diraih|direbut|jatuh ke(?:pada)?|jatuh ke tangan)\b"
)
_NAMES_NEXT = re.compile(r"\s*[:–-]\s*[A-Z]")  # "Juara kedua: Negeri Batu Merah"
_SEGMENT = re.compile(r";|,(?=\s)|\b(?:dan|serta|disusul|diikuti|menyusul|kemudian|lalu|sedangkan|sementara|adapun)\b")


def read_placings(sentence: Sentence, topic: Topic, ranked: list[Placing]) -> Iterator[Found]:
    """ "Kota Ambon Juara I", "tertinggi keempat di Sulawesi Selatan" -> rank, coverage_rank; `ranked`: its placings."""
    for mark in sentence.of(("rank.head", "rank.first")):
        if among_several(sentence, mark.start):
            yield Refusal("among_several", mark.start, mark.end, "rank")
    if sentence.text[sentence.end - 1] == "?":
        return
    if drafts := _in_told_order(sentence, topic) or _followed_by(sentence, topic, ranked):
        yield from drafts
        return
    if not sentence.subjects:
        ranked = [p for p in ranked if not _WILL.match(sentence.folded, p.end)]
    if not ranked:
        return
    levels = own_levels(sentence, ranked)
    places = _not_outdone(sentence)
    if all(m.region.level == "provinsi" and m.start > ranked[-1].end for m in places):
        places = _stood_for(sentence, topic) or places  # "kabupaten itu juara I, kata Setda Sultra"
    for placing, region in _pairs(sentence, ranked, places, topic):
        coverage = _by_coverage(sentence, placing, topic)
        measure = "coverage_rank" if coverage else "rank"
        if reason := _refused(sentence, placing, region, topic, coverage):
            yield Refusal(reason, placing.start, placing.end, measure, region)
            continue
        year, basis = year_of_award(sentence, topic, coverage, placing.start)
        if not coverage:
            topic.placed[region.code] = placing.place
        yield Draft(
            "placing.coverage" if coverage else "placing.rank", region, measure, placing.start, placing.end,
            float(placing.place), "ordinal", year=year, year_basis=basis,
            scope=levels.get(placing) or scope_of(sentence, region, placing.start, topic),
        )  # fmt: skip


def _in_told_order(sentence: Sentence, topic: Topic) -> list[Draft]:
    if sentence.hears(_ONE_TO_LAST) and (drafts := _one_to_last(sentence, topic)):
        return drafts
    return _ordered(sentence, topic) if sentence.hears(_ORDERED) else []


def _one_to_last(sentence: Sentence, topic: Topic) -> list[Draft]:
    """ "juara satu sampai tiga adalah Kota Semarang, Kota Manado, dan Kota Pekanbaru": as many names as places."""
    match = sentence.search(_ONE_TO_LAST)
    named = [m for m in sentence.subjects if match and m.start > match.end()]
    if not named or len(named) != number(match[1]) or topic.contest != "government" or not topic.award_seen:
        return []
    return _in_order(sentence, topic, named, match.start())


def _ordered(sentence: Sentence, topic: Topic) -> list[Draft]:
    """ "Urutan kategori provinsi: Jawa Barat, Jawa Timur, Bali": nothing but names behind the colon, two at least."""
    opens = sentence.search(_ORDERED)
    named = [m for m in sentence.subjects if opens and m.start >= opens.end()]
    if len(named) < 2 or named[0].start != opens.end() or len(runs(sentence, named, _JOINED)) > 1 or sentence.figures:
        return []
    if topic.contest != "government" or not topic.award_seen or sentence.of("rank.coverage"):
        return []
    return _in_order(sentence, topic, named, opens.start())


def _followed_by(sentence: Sentence, topic: Topic, ranked: list[Placing]) -> list[Draft]:
    """ "dimenangi Kabupaten Siak, disusul Kota Dumai dan Kabupaten Pelalawan": first, second and third."""
    cut = sentence.search(_FOLLOWED)
    if not cut or len(ranked) > 1 or (ranked and (ranked[0].place != 1 or ranked[0].start > cut.start())):
        return []
    if not (ranked or _WON.search(sentence.folded, sentence.start, cut.start())) or sentence.of("rank.coverage"):
        return []
    first = [m for m in sentence.subjects if m.end <= cut.start()]
    behind = [m for m in sentence.subjects if m.start >= cut.end()]
    if len(first) != 1 or not behind or behind[0].start != cut.end() or sentence.figures:
        return []
    if topic.contest != "government" or not topic.award_seen:
        return []
    return _in_order(sentence, topic, [first[0], *runs(sentence, behind, _JOINED)[0]], cut.start())


def _in_order(sentence: Sentence, topic: Topic, named: list[Mention], position: int) -> list[Draft]:
    """First, second, third ... of the governments in the order in which they are named."""
    year, basis = year_of_award(sentence, topic, False, position)
    return [
        Draft(
            "placing.rank", m.region, "rank", m.start, m.end, float(place), "ordinal",
            year=year, year_basis=basis, scope=scope_of(sentence, m.region, m.start, topic),
        )
        for place, m in enumerate(named, start=1)
    ]  # fmt: skip


def _not_outdone(sentence: Sentence) -> list[Mention]:
    """The regions that can have the placing: not those it came after, however many are named in a row."""
    return [m for run in runs(sentence, sentence.subjects, _JOINED) if not _is_outdone(sentence, run[0]) for m in run]


def _stood_for(sentence: Sentence, topic: Topic) -> list[Mention]:
    """Where none is named: stand-ins ("kota ini"), or of a placing by coverage the province it is of."""
    stand_ins = [m for m in places_that_own(sentence, topic) if m.role == "subject" and m not in sentence.subjects]
    if stand_ins or not sentence.of("rank.coverage"):
        return stand_ins
    return [m for m in sentence.areas if m.role == "area"]


def _is_outdone(sentence: Sentence, mention: Mention) -> bool:
    """ "tertinggi kedua setelah Kotabaru", not "di bawah Kota Tarakan yang menempati urutan pertama"."""
    outdone = sentence.leads(_OUTDONE, mention.start)
    return outdone is not None and not _OWN_PLACE.match(sentence.folded, mention.end, sentence.end)


def _by_coverage(sentence: Sentence, placing: Placing, topic: Topic) -> bool:
    """ "tertinggi keempat", "dengan cakupan itu urutan ke-7": clause, sentence or story speaks of coverage alone."""
    if placing.head == "tertinggi":
        return True
    for around in (sentence.clause(placing.start), Span(sentence.start, sentence.end)):
        coverage, award = sentence.of("rank.coverage", around), sentence.of("award.name", around)
        if coverage or award:
            return bool(coverage) and not award
    if placing.head in ORDERS and any(figure.unit == "percent" for figure in sentence.figures):
        return True  # "hanya 9,46 persen, alias peringkat ke-17"
    if placing.head in ORDERS and not award and topic.last and topic.last.measure == "coverage_share":
        return True  # "... menjadi 52,8 persen. Meski demikian, Tapin masih di urutan kelima"
    return topic.story.by_coverage


def _refused(sentence: Sentence, placing: Placing, region: Region | None, topic: Topic, coverage: bool) -> str | None:
    """The reason why a placing is none of a government's, or not yet."""
    hopes = [m for m in sentence.of("award.hope", sentence.part(placing.start)) if m.start < placing.start]
    if hopes and not _AS_IT_WAS.search(sentence.folded, hopes[-1].end, placing.start):
        return "hope"
    if topic.contest != "government":
        return "company_or_village"
    if any(m.start < placing.start for m in sentence.of("prize.gift")) and not _named_in(sentence, placing):
        return "prize"
    others_next = topic.list_item and not sentence.subjects and _NAMES_NEXT.match(sentence.text, placing.end)
    if others_next or _of_others(sentence, placing):
        return "company_or_village"  # "Juara kedua: Negeri Batu Merah"
    if region is None:
        return "no_region"
    headed = sentence.is_headline and topic.story.award_basis == "award_name"  # the story goes on to name the award
    return None if coverage or topic.award_seen or headed else "no_award"


def _pairs(sentence: Sentence, ranked: list[Placing], places: list[Mention], topic: Topic) -> list[Pair]:
    """Which region has which placing, None where none can be told.

    The n-th for the n-th ("A, B, dan C juara pertama, kedua, dan ketiga"), else the one beside it ("peringkat kedua
    Kabupaten Bantul"), else the nearest on the side where regions stand, else a stand-in or the running topic.
    """
    pairing = _Pairing(sentence, ranked, places)
    pairing.run_by_run()
    pairing.beside()
    pairing.one_for_one()
    pairing.on_one_side()
    pairs, left = pairing.pairs, pairing.left
    region = _spoken_of(sentence, left, topic) if left and not places else None
    if len(left) == 1 and places and not pairing.free:  # "Kota ini juara kedua, di belakang Kabupaten Tangerang"
        other = _spoken_of(sentence, left, topic)
        region = other if other not in [m.region for m in places] else None
    each_its_own = _each_its_year(sentence, ranked, topic) or own_levels(sentence, ranked)
    if left and len({m.region.code for m in places}) == 1 and each_its_own:
        region = places[0].region  # "juara I Paritrana 2021 serta peringkat pertama Paritrana 2022"
    pairs += [(placing, region) for placing in left]
    if min(placing.place for placing, _ in pairs) == 2 and (first := _first_unsaid(ranked, pairing.free)):
        pairs.append(first)
    return sorted(pairs, key=lambda pair: pair[0].start)


def _each_its_year(sentence: Sentence, ranked: list[Placing], topic: Topic) -> bool:
    return len({year_of_award(sentence, topic, False, p.start)[0] for p in ranked}) == len(ranked)


class _Pairing:
    """Placings without a region (`left`), regions without a placing (`free`), and the pairs made of them."""

    def __init__(self, sentence: Sentence, ranked: list[Placing], places: list[Mention]):
        self.sentence, self.ranked = sentence, ranked
        self.left, self.free = list(ranked), list(places)
        self.pairs: list[Pair] = []

    def _pair(self, placing: Placing, mention: Mention) -> None:
        self.left.remove(placing)
        self.free.remove(mention)
        self.pairs.append((placing, mention.region))

    def run_by_run(self) -> None:
        """As many names in a row as placings in a row."""
        for run in runs(self.sentence, self.ranked, _JOINED):
            names = (names for names in runs(self.sentence, self.free, _JOINED) if len(names) == len(run) > 1)
            for placing, mention in zip(run, next(names, ()), strict=False):
                self._pair(placing, mention)

    def beside(self) -> None:
        """Alone with a name between commas; a name before it goes first."""
        for placing in list(self.left):
            around = _segment(self.sentence, placing)
            inside = [m for m in self.free if around.start <= m.start < around.end]
            before = [m for m in inside if m.end <= placing.start]
            if inside and sum(around.start <= rival.start < around.end for rival in self.ranked) == 1:
                self._pair(placing, before[-1] if before else inside[0])

    def one_for_one(self) -> None:
        """As many regions as placings, in the order in which they are first named."""
        firsts = list({m.region.code: m for m in reversed(self.free)}.values())
        if len(firsts) == len(self.left):
            self.pairs += [(p, m.region) for p, m in zip(self.left, sorted(firsts), strict=True)]
            self.left = []

    def on_one_side(self) -> None:
        """The nearest before each placing, or after it where the first placing stands before the first name."""
        behind = bool(self.left and self.free) and self.left[0].start < self.free[0].start
        for placing in list(self.left):
            options = [m for m in self.free if (m.start >= placing.end if behind else m.end <= placing.start)]
            if options:
                self._pair(placing, options[0 if behind else -1])


def _spoken_of(sentence: Sentence, left: list[Placing], topic: Topic) -> Region | None:
    """A stand-in or the topic, for one place: one government does not come first and second."""
    if len({placing.place for placing in left}) > 1 and not _each_its_year(sentence, left, topic):
        return None
    stand_ins = [m for m in places_that_own(sentence, topic) if m.role == "subject"]
    return stand_ins[0].region if stand_ins else topic.region


def _named_in(sentence: Sentence, placing: Placing) -> bool:
    around = _segment(sentence, placing)
    return any(around.start <= m.start < around.end for m in sentence.places if m.role == "subject")


def _of_others(sentence: Sentence, placing: Placing) -> bool:
    """ "terbaik 1 Desa Puungkoilu Kabupaten Morowali": a village or company stands beside the placing."""
    heads = sentence.of(("before.village", "before.company", "before.venue"), _segment(sentence, placing))
    return any(sentence.text[m.start].isupper() and sentence.text[m.end + 1 : m.end + 2].isupper() for m in heads)


def _first_unsaid(ranked: list[Placing], free: list[Mention]) -> tuple[Placing, Region] | None:
    """ "yakni Rejang Lebong, kedua Mukomuko dan ketiga Bengkulu Selatan": the first needs no word."""
    bare = [p for p in ranked if p.head == "juara" and p.end - p.start <= LONGEST_ORDINAL]
    before = [m for m in free if bare and m.end <= bare[0].start]
    if not before or len(bare) < 2:
        return None
    mention = before[-1]
    return Placing(mention.start, mention.end, 1, "juara"), mention.region


def _segment(sentence: Sentence, placing: Placing) -> Span:
    """The piece of the sentence around a placing, between commas and words that join."""
    if _segment not in sentence.asked:
        cuts = [cut.span() for cut in _SEGMENT.finditer(sentence.folded, sentence.start, sentence.end)]
        sentence.asked[_segment] = [start for start, _ in cuts], [end for _, end in cuts]
    starts, ends = sentence.asked[_segment]
    before, after = bisect_right(ends, placing.start), bisect_left(starts, placing.end)
    return Span(ends[before - 1] if before else sentence.start, starts[after] if after < len(starts) else sentence.end)
