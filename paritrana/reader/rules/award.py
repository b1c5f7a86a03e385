"""Prizes without a number, and nominations: "menerima Paritrana Award", "lolos sebagai kandidat", lists of winners."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ..page import Sentence
from ..places import Mention
from ..scan import Scan
from ..text import Span
from ..topic import Topic
from .base import Draft, Found, Refusal
from .ordinals import few
from .prize_terms import scope_of, stands_for_province, year_of_award
from .whose import places_that_own

NEGATED_NEAR = 12  # characters between "belum" and "masuk nominasi"
MANY_NAMES = 4  # a sentence that names so many governments, and no figure, is a list

_NAMES_THEM = re.compile(  # "Mereka adalah", "Keenamnya", "Kabupaten A, Kota B"
    r"(?:mereka|penerima(?:nya)?|pemenang(?:nya)?|peraih(?:nya)?|yakni|yaitu|antara lain|di antaranya|masing masing"
    r"|adapun|ke(?:dua|tiga|empat|lima|enam|tujuh|delapan|sembilan)(?:nya)?|daerah|kabupaten|kota)\b"
)
_OPENS = Scan(  # "Penerima penghargaan tahun ini:", "Berikut daftar"
    r"\b(?:penerima|pemenang|peraih|penghargaan|piala|juara|calon|nominasi|nominator|kandidat)(?:nya)?\b.*(?::|berikut)"
    r"|\bberikut(?: ini)? daftar\b|\bberikut\b.*\b(?:penerima|pemenang|peraih|piala|nama)",
    ":", "berikut",
)  # fmt: skip
_CANDIDATES = re.compile(r"\b(?:calon|nominasi|nominator|kandidat|nomine)\b")
_IN_ORDER = re.compile(r"\b(?:urutan|peringkat|juara)\b")
_NUMERAL = re.compile(r"(\d{1,2})[.)]\s")  # "2. Kabupaten Gianyar"
_INTERVIEW = re.compile(r"(?:di|me)?wawancara")
_TAKES_PART = re.compile(r"\b(?:mengikuti|menjalani|ikut|lolos|maju|dipanggil|menghadapi|tahap|masuk|sesi)\b")
_PRESS = re.compile(r"\b(?:media|wartawan|pers|seusai|usai|eksklusif|jurnalis)\b")
_VILLAGE_OPENS = re.compile(r"(?:kalurahan|kelurahan|desa|kampung|nagari|pekon|gampong)\b")
_NOT_WON = "".join(  # "diraih oleh Kota Ambon", but "piagam oleh Pemprov Maluku"
    f"(?<!{verb} )" for verb in ("diraih", "diterima", "direbut", "dimenangi", "disabet", "diboyong", "dimenangkan")
)
_TO_PLACE = r"[Dd]i|(?<!jatuh )ke"  # "jatuh ke Kota Ambon" is to whom, not where
_WHERE = re.compile(rf"\b(?:{_TO_PLACE}) ?$")
# who gives, "dari Wagub Kaltim"
_GIVER = re.compile(rf"\b(?:(?:[Dd]ari|{_NOT_WON}oleh)(?: [A-Za-z][\w.]*){{0,3}}|{_TO_PLACE}) ?$")  # or where
_TAKEN_BY = re.compile(r"\bditerima (?:langsung )?(?:oleh )?$")


@cache
def _several() -> re.Pattern:
    """ "Enam daerah", "sejumlah kabupaten"."""
    return re.compile(
        rf"\b(?:{few()}|\w+ belas|belasan|sejumlah|beberapa)\s"
        r"(?:daerah|kabupaten|kota|pemda|pemerintah|provinsi|wakil)\b"
    )


def read_prizes(sentence: Sentence, topic: Topic) -> Iterator[Found]:
    """ "Pemkot Ternate menerima Paritrana Award", "Kabupaten Paser lolos sebagai kandidat" -> award, nominee."""
    places = sentence.subjects
    if not places and topic.contest == "government" and sentence.of("award.nominee"):
        topic.spoken_prize = "nominee"
    if sentence.text[sentence.end - 1] == ":" and topic.award_seen and not places:
        _open_list(sentence, topic)
    if sentence.of("award.nominee") or stands_for_province(sentence):
        yield from _prize(sentence, "nominee", places, topic)
    elif (given := sentence.of("award.give")) and (behind := [m for m in places if m.start > given[0].end]):
        yield from _prize(sentence, "award", behind, topic)
    elif sentence.of("award.win") and (sentence.of("award.name") or (places and _given(sentence, topic))):
        yield from _prize(sentence, "award", places, topic)
    elif numeral := _numeral(sentence, places, topic):
        yield from _listed(sentence, numeral, places, topic)
    elif topic.spoken_prize and _names_many(sentence, places) and topic.contest == "government":
        yield from _prize(sentence, topic.spoken_prize, places, topic)
    elif topic.listing and places and _goes_on(sentence, places, topic):
        yield from _prize(sentence, topic.listing, places, topic)
    elif topic.award_seen and _says(sentence, _OPENS):
        topic.listing = "nominee" if _says(sentence, _CANDIDATES) else "award"


def _says(sentence: Sentence, pattern: re.Pattern | Scan) -> bool:
    if isinstance(pattern, Scan):
        return sentence.search(pattern) is not None
    return pattern.search(sentence.folded, sentence.start, sentence.end) is not None


def _open_list(sentence: Sentence, topic: Topic) -> None:
    """ "Pemenang Paritrana Award Provinsi Bali, juara I sampai III:": what the names that follow are."""
    if found := sentence.of(("award.nominee", "award.win")):
        topic.listing = found[0].key if found[0].key == "nominee" else "award"
        topic.listing_scope = "provinsi" if sentence.areas else None
        topic.ranked_list = _says(sentence, _IN_ORDER)


def _numeral(sentence: Sentence, places: list[Mention], topic: Topic) -> int | None:
    """The numeral of an item in a list by rank, which is one government's name and no more."""
    if topic.listing != "award":
        return None
    match = _NUMERAL.match(sentence.text, sentence.start)
    if not match or len(places) != 1 or places[0].start != match.end():
        return None
    place = int(match[1])
    if place == 1 and topic.placed.get(places[0].region.code) == 1:
        topic.ranked_list = True  # whoever heads the list is the first: its numbers are places
    return place if topic.story.places_in_lists or topic.ranked_list else None


def _listed(sentence: Sentence, place: int, places: list[Mention], topic: Topic) -> Iterator[Draft]:
    """ "2. Kabupaten Gianyar" in a list of winners, where the story says that a category has a first, second, third."""
    if topic.contest == "government":
        region = places[0].region
        (year, basis), scope = year_of_award(sentence, topic), scope_of(sentence, region, places[0].start, topic)
        yield Draft(
            "placing.listed", region, "rank", sentence.start, places[0].end, float(place), "ordinal",
            year=year, year_basis=basis, scope=scope,
        )  # fmt: skip


def _names_many(sentence: Sentence, places: list[Mention]) -> bool:
    """ "Selain A, ada B, C, dan D", "Zona Kalimantan diisi Kabupaten Balangan dan Kota Samarinda"."""
    many = len(places) >= MANY_NAMES or len(places) > 1 and bool(sentence.of("scope.zona"))
    return many and not sentence.figures


def _given(sentence: Sentence, topic: Topic) -> bool:
    """Whether "menerima" is said of the award: the prize is named, or the governments it was given to."""
    if sentence.of("topic.health") or (sentence.of("rank.coverage") and not sentence.of("award.name")):
        return False  # a prize of health insurance, or one for coverage alone
    prize = sentence.of("prize.award") or sentence.of("topic.government") or sentence.of("scope.zona")
    return topic.award_seen and bool(prize) and not any(figure.unit == "IDR" for figure in sentence.figures)


def _goes_on(sentence: Sentence, places: list[Mention], topic: Topic) -> bool:
    """Whether a list of names goes on: "2. Kota Bogor", "Keenamnya adalah Kabupaten A, Kota B, ..."."""
    if sentence.of("topic.government") or topic.list_item:
        return True
    names_them = len(places) >= MANY_NAMES or _NAMES_THEM.match(sentence.folded, sentence.start) is not None
    return names_them and not sentence.figures


def _prize(sentence: Sentence, measure: str, places: list[Mention], topic: Topic) -> Iterator[Found]:
    """A draft for each government named or spoken of, or the reason why there is none."""
    said = sentence.of("award.nominee" if measure == "nominee" else "award.win") or sentence.of("topic.government")
    if not said and not places:
        return
    mark = said[0] if said else places[0]
    if not topic.award_seen:
        return
    if reason := _refused(sentence, measure, mark.start, topic):
        yield Refusal(reason, mark.start, mark.end, measure)
        return
    if all(m.region.level == "provinsi" for m in places) and _says(sentence, _several()):
        topic.listing = topic.spoken_prize = measure  # "Enam daerah masuk nominasi": who they are comes next
        return
    elsewhere = _WHERE if measure == "nominee" else _GIVER
    receivers = _taken_by(sentence) if measure == "award" else []
    receivers = receivers or [m for m in places if not elsewhere.search(sentence.text, sentence.start, m.start)]
    if receivers and _to_company(sentence, mark.start, receivers[0].start):
        yield Refusal("company_or_village", mark.start, mark.end, measure)
        return
    regions = {m.region.code: m for m in reversed(receivers)} or _spoken_of(sentence, topic, places)
    if sentence.of("topic.government") or len(places) > 1:
        topic.listing = measure
    year, basis = year_of_award(sentence, topic)
    for mention in sorted(regions.values()):
        start, end = (mention.start, mention.end) if len(regions) > 1 else (mark.start, mark.end)
        scope = scope_of(sentence, mention.region, mark.start, topic, measure)
        yield Draft(f"award.{measure}", mention.region, measure, start, end, year=year, year_basis=basis, scope=scope)


def _taken_by(sentence: Sentence) -> list[Mention]:
    """ "diterima langsung oleh Wakil Bupati Berau": whoever else is named has not won."""
    return [m for m in sentence.places if m.region and m.typed and sentence.leads(_TAKEN_BY, m.start)]


def _to_company(sentence: Sentence, said: int, named: int) -> bool:
    """ "diraih PT Donggi Energi Persada dari Kabupaten Banggai": a company stands between the word and the region."""
    between = sentence.of("before.company", Span(min(said, named), max(said, named)))
    return any(sentence.text[m.start].isupper() for m in between)


def _refused(sentence: Sentence, measure: str, start: int, topic: Topic) -> str | None:
    """The reason why a prize, or a nomination, said at a position is none of a government's."""
    if topic.contest != "government" or _VILLAGE_OPENS.match(sentence.folded, sentence.start):
        return "company_or_village"
    if sentence.of("rank.coverage") and not sentence.of("award.name"):
        return "no_award"
    if measure == "nominee":
        return _refused_nominee(sentence, start)
    if any(m.end <= start for m in sentence.of(("award.hope", "award.negated"))):
        return "hope"
    return None


def _refused_nominee(sentence: Sentence, start: int) -> str | None:
    alone = not sentence.subjects and sentence.folded.startswith("wawancara", start)
    if alone and not _says(sentence, _TAKES_PART):
        return "no_award"  # "wawancara menggali komitmen kepala daerah"
    if stands_for_province(sentence) and sentence.of("award.hope"):
        return "hope"
    if _INTERVIEW.match(sentence.folded, start) and _says(sentence, _PRESS):
        return "no_award"  # "diwawancarai seusai acara"
    if any(0 <= start - m.end < NEGATED_NEAR for m in sentence.of("award.negated")):
        return "hope"  # "belum masuk nominasi"
    return None


def _spoken_of(sentence: Sentence, topic: Topic, others: list[Mention]) -> dict[str, Mention]:
    """A stand-in ("pemkot", "kabupaten itu") that is none of the others, else the topic's kabupaten or kota."""
    stand_ins = [m for m in places_that_own(sentence, topic) if m.role == "subject" and m not in others]
    if stand_ins:
        return {stand_ins[0].region.code: stand_ins[0]}
    if topic.region and topic.region.level != "provinsi":
        region = topic.region
        return {region.code: Mention(sentence.start, sentence.end, region, "subject", False, (region.code,))}
    return {}
